"""The head of a proposal's form: title, summary, administrations, price level, whatever their order on the page.

Values follow their label on the same line, on the next lines or in the next cell; or all labels stand first and all
values after them (text taken out of a form column by column).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.administrations import ADMINISTRATIONS, find_administrations
from corpus.checkmarks import affected_administrations
from corpus.codes import find_codes, leading_code, repair_code
from corpus.form_values import front_line, labelled_values
from corpus.heads import code_titles
from corpus.kinds import ROUND
from corpus.landmarks import BODY, LABELS, Landmark, Mark, find_landmarks
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
    values = labelled_values(part.text, landmarks, overview)
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
    first = next((one.start for one in landmarks if one.mark in LABELS | BODY), min(len(text), _LONGEST_HEADING_BLOCK))
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
    first = next((one.start for one in landmarks if one.mark in LABELS | BODY), 0)
    code = next(find_codes(text, 0, min(first, _LONGEST_HEADING_BLOCK)), None)
    return code.printed if code else None


_LONGEST_HEADING_BLOCK = 400  # characters
