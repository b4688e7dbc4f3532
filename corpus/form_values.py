"""What stands behind the labels of a form's head.

Values follow their label on the same line, on the next lines or in the next cell; or all labels stand first and all
values after them (text taken out of a form column by column).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from corpus.administrations import find_administrations
from corpus.codes import leading_code
from corpus.folding import fold, likeness
from corpus.landmarks import BODY, LABELS, Landmark, Mark
from corpus.titles import cut_title, without_lead_in
from corpus.types import Overview

_BEFORE_TITLE = 300  # characters before the title's label in which a form may print other fields
_LONGEST_HEAD = 12_000  # characters from one label to the next, a summary of several pages included


def labelled_values(text: str, landmarks: Sequence[Landmark], overview: Sequence[Overview]) -> dict[Mark, str]:
    """The printed value of each field of a form's head, by its label.

    Where labels stood first and all values after them, the values are told apart by what they are; the front table
    (``overview``) helps to part the title from the summary.
    """
    labels, end = _head_labels(text, landmarks)
    values: dict[Mark, str] = {}
    pending: list[Mark] = []
    for index, label in enumerate(labels):
        stop = labels[index + 1].start if index + 1 < len(labels) else end
        value = text[label.end : stop].strip()
        pending.append(label.mark)
        if value:
            given = _given_out(pending, value, overview) if len(pending) > 1 else {label.mark: value}
            values.update({mark: text for mark, text in given.items() if text and mark not in values})
            pending = []
    if labels and labels[-1].mark is Mark.PRICE_LEVEL and labels[-2:-1] and labels[-2].mark is Mark.AFFECTED:
        behind = text[labels[-1].end : end]  # the second column of names may go on behind the price level
        values[Mark.AFFECTED] = f"{values.get(Mark.AFFECTED, '')}\n{behind}"
    if Mark.TITLE not in values and leading_code(values.get(Mark.SUMMARY, "")):
        values |= _given_out([Mark.TITLE, Mark.SUMMARY], values[Mark.SUMMARY], overview)  # the title's label is lost
    return values


def _head_labels(text: str, landmarks: Sequence[Landmark]) -> tuple[list[Landmark], int]:
    """The labels of the form's head, each once, and where the head ends: at the first section or table behind them."""
    title = next((one for one in landmarks if one.mark is Mark.TITLE), None)
    first = title or next((one for one in landmarks if one.mark in _TELLING_LABELS), None)
    if first is None:
        return [], 0
    index = bisect_left(landmarks, first.start, key=lambda other: other.start)
    while index and landmarks[index - 1].mark in LABELS and first.start - landmarks[index - 1].end <= _BEFORE_TITLE:
        index -= 1
    labels: list[Landmark] = []
    for one in landmarks[index:]:
        if one.mark in BODY or (labels and one.start - labels[-1].end > _LONGEST_HEAD):
            return labels, one.start
        if one.mark in LABELS and one.mark not in {label.mark for label in labels}:
            labels.append(one)
    return labels, min(len(text), labels[-1].end + _LONGEST_HEAD)


_TELLING_LABELS = frozenset({Mark.SUMMARY, Mark.SUBMITTING, Mark.AFFECTED})
_FUND = re.compile(
    r"\b(?:innovations|investerings|effektiviserings)[\wæøå]{0,12}pulje[nr]?\w{0,4}\b|\bservicemåltal\w*", re.IGNORECASE
)


_CAPTION = re.compile(r"(?<=\s)(?:Tabel|Table)\s{1,2}[\dX]")
_LONGEST_HEADING = 60  # characters of a heading between the names and the first table


def _given_out(labels: Sequence[Mark], value: str, overview: Sequence[Overview]) -> dict[Mark, str]:
    """Values that follow several labels at once, told apart by what they are: names stand last, a pool before them."""
    given: dict[Mark, str] = {}
    caption = _CAPTION.search(value)  # the form's head ends at the first table at the latest
    rest = value = value[: caption.start()] if caption else value
    if Mark.SUBMITTING in labels or Mark.AFFECTED in labels:
        rest, names = _trailing_names(value)
        if Mark.SUBMITTING in labels and names:
            first = find_administrations(names)[0]
            given[Mark.SUBMITTING] = names[: first.end].strip()
            given[Mark.AFFECTED] = names[first.end :].strip() if Mark.AFFECTED in labels else ""
        elif names:
            given[Mark.AFFECTED] = names
    if Mark.FUNDING in labels:
        funds = [match for match in _FUND.finditer(rest) if not rest[match.end() :].strip(" .,;")]
        if funds:
            given[Mark.FUNDING] = funds[-1][0]
            rest = rest[: funds[-1].start()].strip()
    if Mark.TITLE in labels and Mark.SUMMARY in labels:
        code = leading_code(rest)
        line = front_line(code.repaired, "", overview) if code else None
        head, body = (rest[: code.end], rest[code.end :].strip()) if code else ("", rest)
        announced = line.title if line else _announced(body, overview)
        title, summary = cut_title(body, announced)
        given[Mark.TITLE] = f"{head} {title}".strip()
        given[Mark.SUMMARY] = without_lead_in(summary)
    else:
        given.update({mark: rest for mark in (Mark.TITLE, Mark.SUMMARY) if mark in labels})
    if Mark.PRICE_LEVEL in labels and (year := re.search(r"\b20\d\d\b", value)):
        given[Mark.PRICE_LEVEL] = year[0]
    return given


def _announced(blob: str, overview: Sequence[Overview]) -> str | None:
    """The front table's title that a text without a code begins with."""
    opening = fold(blob[:400])
    for line in overview:
        folded = fold(line.title)
        if likeness(opening[: len(folded)], folded) >= _SAME_TITLE:
            return line.title
    return None


def _trailing_names(value: str) -> tuple[str, str]:
    """Parts the run of administrations (with marks) that a text ends with from what stands before it."""
    names = list(find_administrations(value))
    heading = value[names[-1].end :] if len(names) > 1 else ""
    if len(heading) <= _LONGEST_HEADING and "." not in heading:
        value = value[: len(value) - len(heading)] + "".join(re.findall(r"\s20\d\d\b", heading))
    start = len(value)
    for one in reversed(names):
        if re.sub(
            r"[\s☒☐xX\[\],;\d.]|\bog\b" if start == len(value) else r"[\s☒☐xX\[\],;]|\bog\b|20\d\d",
            "",
            value[one.end : start],
        ):
            break
        start = one.start
    return value[:start].strip(), value[start:]


def front_line(code: str | None, title: str, overview: Sequence[Overview]) -> Overview | None:
    """The front table's line of a proposal: that with its code, else that with the most similar title."""
    same_code = [line for line in overview if code and line.code == code]
    if len(same_code) == 1:
        return same_code[0]
    folded = fold(title)
    candidates = same_code or [line for line in overview if not (code and line.code)]
    scored = [(likeness(fold(line.title), folded[: len(fold(line.title)) + 20]), line) for line in candidates]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= _SAME_TITLE else None


_SAME_TITLE = 0.75  # front tables shorten and reword titles
