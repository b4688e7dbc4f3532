"""The head of a proposal's form: title, summary, administrations, price level, whatever their order on the page.

Values follow their label on the same line, on the next lines or in the next cell; or all labels stand first and all
values after them (text taken out of a form column by column).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.administrations import ADMINISTRATIONS, find_administrations
from corpus.checkmarks import affected_administrations
from corpus.codes import find_codes, leading_code, repair_code
from corpus.folding import fold, likeness
from corpus.heads import code_titles
from corpus.landmarks import LABELS, ROUND, Landmark, Mark, find_landmarks
from corpus.titles import clean_title, cut_title, title_code, without_lead_in
from corpus.types import Overview, Part, ProposalKind


@dataclass(frozen=True, kw_only=True)
class Fields:
    """What the head of a form says. Names of administrations are full; None stands for what is not printed.

    ``affected_administrations`` is None also where the form's check marks were lost. ``price_level_printed`` is a year.
    ``overview`` is the proposal's line in the front table.
    """

    printed_code: str | None
    code: str | None
    title: str
    summary: str | None
    submitting_administration: str | None
    affected_administrations: tuple[str, ...] | None
    price_level_printed: int | None
    kind: ProposalKind | None
    round: str | None
    overview: Overview | None = None


def read_fields(part: Part, overview: Sequence[Overview]) -> Fields:
    """Reads the head of one proposal; ``overview`` is the front table of its bundle, empty where there is none."""
    landmarks = find_landmarks(part.text)
    values = _values(part.text, landmarks, overview)
    if Mark.TITLE not in values and leading_code(values.get(Mark.SUMMARY, "")):
        values |= _given_out([Mark.TITLE, Mark.SUMMARY], values[Mark.SUMMARY], overview)  # the title's label is lost
    printed = values.get(Mark.TITLE) or _title_without_label(part.text, landmarks, overview)
    code = title_code(printed)
    printed_code = code.printed if code else _code_elsewhere(values, part.text, landmarks)
    repaired = code.repaired if code else repair_code(printed_code) if printed_code else None
    line = front_line(repaired, clean_title(printed), overview)
    title, run_on = _title_and_rest(printed, line, has_summary=Mark.SUMMARY in values)
    price_level = re.search(r"\b(20\d\d)\b", values.get(Mark.PRICE_LEVEL, "")[:40])
    return Fields(
        printed_code=printed_code or (line.code if line else None),
        code=repaired or (line.code if line else None),
        title=title or (line.title if line else ""),
        summary=_clean_summary(values.get(Mark.SUMMARY) or run_on),
        submitting_administration=_submitting(values.get(Mark.SUBMITTING, "")),
        affected_administrations=affected_administrations(values.get(Mark.AFFECTED, "")),
        price_level_printed=int(price_level[1]) if price_level else None,
        kind=part.kind,
        round=part.round,
        overview=line,
    )


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


def proposal_year(
    approvals: Sequence[date], round_printed: str | None, siblings: Sequence[int], price_level_year: int | None
) -> int | None:
    """The year in which a proposal was put forward.

    That of the latest approval date under 'Hvem er hørt?'; failing that, 'Budget N' gives N-1 and 'OFS N-M' or
    'Overførselssagen N-M' gives M; failing that, the year of the bundle's other proposals (``siblings``) where they
    agree; failing that, the price level year less 1. None where nothing says.
    """
    if approvals:
        return max(approvals).year
    from_round = _year_of_round(round_printed) if round_printed else None
    if from_round:
        return from_round
    if len(set(siblings)) == 1:
        return siblings[0]
    return price_level_year - 1 if price_level_year else None


def _year_of_round(printed: str) -> int | None:
    match = re.search(r"(20\d\d)(?:\s?[-/–]\s?(?:20)?(\d\d)\b)?", printed)
    if not match:
        return None
    if match[2]:
        return int(match[1][:2] + match[2])
    return int(match[1]) - 1 if re.match(r"\s*budget", printed, re.IGNORECASE) else int(match[1])


# ---------------------------------------------------------------- labels and what follows them

_LONGEST_HEAD = 12_000  # characters from one label to the next, a summary of several pages included


def _values(text: str, landmarks: Sequence[Landmark], overview: Sequence[Overview]) -> dict[Mark, str]:
    """The text behind each label, given out again where labels stood first and all values after them."""
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
    affected = next((label for label in labels if label.mark is Mark.AFFECTED), None)
    if (
        affected
        and affected is not labels[-1]
        and Mark.AFFECTED in values
        and values[Mark.AFFECTED] == _own(text, labels, affected, end)
    ):
        values[Mark.AFFECTED] = text[affected.end : end]  # its columns may go on behind the price level
    return values


def _own(text: str, labels: Sequence[Landmark], label: Landmark, end: int) -> str:
    """What stands between a label and the next one."""
    following = next((other.start for other in labels if other.start > label.start), end)
    return text[label.end : following].strip()


def _head_labels(text: str, landmarks: Sequence[Landmark]) -> tuple[list[Landmark], int]:
    """The labels of the form's head, each once, and where the head ends: at the first section or table behind them."""
    title = next((one for one in landmarks if one.mark is Mark.TITLE), None)
    first = title or next((one for one in landmarks if one.mark in _TELLING_LABELS), None)
    if first is None:
        return [], 0
    index = bisect_left(landmarks, first.start, key=lambda other: other.start)
    while index and landmarks[index - 1].mark is Mark.NUMBER:  # the one label that forms print before the title
        index -= 1
    labels: list[Landmark] = []
    for one in landmarks[index:]:
        if one.mark in _BODY or (labels and one.start - labels[-1].end > _LONGEST_HEAD):
            return labels, one.start
        if one.mark in LABELS and one.mark not in {label.mark for label in labels}:
            labels.append(one)
    return labels, min(len(text), labels[-1].end + _LONGEST_HEAD)


_TELLING_LABELS = frozenset({Mark.SUMMARY, Mark.SUBMITTING, Mark.AFFECTED})
_BODY = frozenset({Mark.SECTION, Mark.TABLE_HEAD, Mark.MAIN_ROW})
_FUND = re.compile(
    r"\b(?:innovations|investerings|effektiviserings)[\wæøå]{0,12}pulje[nr]?\w{0,4}\b|\bservicemåltal\w*", re.IGNORECASE
)


def _given_out(labels: Sequence[Mark], value: str, overview: Sequence[Overview]) -> dict[Mark, str]:
    """Values that follow several labels at once, told apart by what they are: names stand last, a pool before them."""
    given: dict[Mark, str] = {}
    rest = value
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


# ---------------------------------------------------------------- the values themselves


def _title_and_rest(printed: str, line: Overview | None, *, has_summary: bool) -> tuple[str, str | None]:
    """The clean title, and the text that ran on behind it where no label named a summary."""
    if has_summary or len(printed) <= _SHORT_TITLE:
        return clean_title(printed), None
    code = leading_code(printed)
    body = printed[code.end :].strip() if code else printed
    title, rest = cut_title(body, line.title if line else None)
    return clean_title(title), without_lead_in(rest) or None


_SHORT_TITLE = 160  # characters; what is shorter is a title even where it holds a line break


def _clean_summary(printed: str | None) -> str | None:
    """The summary's paragraphs without bold marks and empty lines."""
    if not printed:
        return None
    lines = [" ".join(re.sub(r"\*\*", "", line).split()) for line in printed.split("\n")]
    return "\n".join(line for line in lines if line).strip(" :") or None


def _submitting(printed: str) -> str | None:
    """Full official names; another municipality's as printed, up to the end of its line."""
    first_lines = " ".join(printed[:200].split("\n")[:2])
    names = list(dict.fromkeys(one.name for one in find_administrations(first_lines)))
    official = [name for name in names if name in ADMINISTRATIONS.values()]
    if official or names:
        return " og ".join((official or names)[:2])
    as_printed = " ".join(printed.split("\n")[0].replace("\t", " ").split()).strip(" :.*")
    return as_printed if 0 < len(as_printed) <= _LONGEST_NAME else None


_LONGEST_NAME = 120  # characters


def _title_without_label(text: str, landmarks: Sequence[Landmark], overview: Sequence[Overview]) -> str:
    """The title of a form without a title field: a line with code and title, else the line under the kind's heading."""
    first = next((one.start for one in landmarks if one.mark in LABELS | _BODY), min(len(text), _LONGEST_HEAD))
    block = text[:first]
    named = next(code_titles(block, overview), None)
    kind = next((one for one in landmarks if one.mark is Mark.KIND), None)
    start = named.start if named else kind.end if kind and kind.end <= first else 0
    lines = [line for line in block[start:].split("\n") if not _is_furniture(line)]
    while len(lines) > 1 and (not re.sub(r"\W", "", lines[0]) or _is_code_alone(lines[0])):
        lines[:2] = [" ".join(lines[:2])] if _is_code_alone(lines[0]) else lines[1:2]
    title = lines[0] if lines else ""
    for line in lines[1:_MOST_TITLE_LINES]:
        if not line[:1].islower():
            break
        title = f"{title} {line}"
    return title


_MOST_TITLE_LINES = 3


def _is_furniture(line: str) -> bool:
    """Lines of the heading block that are no title: appendix number, round, a label without a value."""
    pattern = rf"\s*|[ *#]{{0,6}}(?:Bilag \w{{1,4}}.{{0,60}}|(?:Til )?{ROUND}|Fortroligt)[ *]{{0,4}}"
    return re.fullmatch(pattern, line, re.IGNORECASE) is not None


def _is_code_alone(line: str) -> bool:
    code = leading_code(line)
    return code is not None and not line[code.end :].strip(" .:–-*")


def _code_elsewhere(values: dict[Mark, str], text: str, landmarks: Sequence[Landmark]) -> str | None:
    """The code as printed where it stands outside the title: in its own field, or beside the kind's heading."""
    if number := leading_code(values.get(Mark.NUMBER, "")[:40]):
        return number.printed
    first = next((one.start for one in landmarks if one.mark in LABELS | _BODY), 0)
    code = next(find_codes(text, 0, min(first, _LONGEST_HEADING_BLOCK)), None)
    return code.printed if code else None


_LONGEST_HEADING_BLOCK = 400  # characters
