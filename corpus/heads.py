"""Candidates for the head of a proposal's form: landmarks that stand together where a form can begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from corpus.codes import find_codes, leading_code
from corpus.folding import alike, fold
from corpus.kinds import ROUND, kind_in_words
from corpus.landmarks import (
    LABELS,
    LATE_ORDER,
    OPENING_SECTIONS,
    Landmark,
    Mark,
    order_of,
)
from corpus.types import Overview, ProposalKind


@dataclass(frozen=True, kw_only=True)
class Head:
    """A candidate: where its first heading stands, what is in it, and the code or title that tells it from others."""

    start: int
    end: int
    marks: frozenset[Mark]
    kind: ProposalKind | None
    code: str | None
    title_key: str

    def same_as(self, other: Head) -> bool:
        """Whether both name one proposal, as a running head does."""
        if self.code and other.code:
            return self.code == other.code
        return min(len(self.title_key), len(other.title_key)) >= _SHORTEST_KEY and alike(
            self.title_key, other.title_key, _SAME_TITLE
        )


_HEAD_MARKS = LABELS - {Mark.OTHER_LABEL} | {Mark.KIND, Mark.CODE_TITLE}
_LONGEST_GAP = 6_000  # characters between two fields of one head: a long summary
_NEAR = 300  # characters between the kind above a form and its title
_BEFORE_BODY = 2_500  # characters from a bare heading to its first section
_KEY_LENGTH = 40
_SHORTEST_KEY = 8  # letters; shorter titles are too like each other
_SAME_TITLE = 0.85  # a running head misread once or twice


def find_heads(text: str, landmarks: Sequence[Landmark]) -> tuple[Head, ...]:
    """The candidates of a text in order, running heads and references left out."""
    heads: list[Head] = []
    previous_body: list[Landmark] = []  # sections since the last candidate
    groups = _groups(landmarks)
    following = 0
    for group in groups:
        while following < len(landmarks) and landmarks[following].start < group[0].start:
            if landmarks[following].mark is Mark.SECTION:
                previous_body.append(landmarks[following])
            following += 1
        head = _head(text, group, landmarks)
        if _may_open(head, group, heads, previous_body, landmarks):
            heads.append(head)
            previous_body = []
    return tuple(heads)


def code_titles(text: str, overview: Sequence[Overview]) -> Iterator[Landmark]:
    """Lines that hold a code and a title ('SU03 Fælles vagtplan'), and titles that the front table has announced."""
    known = {fold(line.title): line for line in overview if len(fold(line.title)) >= _SHORTEST_KNOWN}
    by_code = {line.code: fold(line.title)[:_SHORTEST_KNOWN] for line in overview if line.code}
    for match in re.finditer(r"[^\n]+", text):
        if len(match[0]) > _LONGEST_TITLE_LINE:
            for code in find_codes(text, match.start(), match.end()):
                title = by_code.get(code.repaired)
                if title and fold(text[code.end : code.end + 60]).startswith(title):
                    yield Landmark(mark=Mark.CODE_TITLE, start=code.start, end=code.end)
            continue
        code_at_start = leading_code(text, match.start(), match.end())
        rest = text[code_at_start.end : match.end()] if code_at_start else ""
        if (code_at_start and _TITLE_REST.fullmatch(rest)) or fold(match[0]) in known:
            yield Landmark(mark=Mark.CODE_TITLE, start=match.start(), end=match.end())


_SHORTEST_KNOWN = 12  # folded letters; shorter titles are everyday words
_LONGEST_TITLE_LINE = 240
# Behind the code: nothing, or a title that does not end in an amount or in a page number after leader dots.
_TITLE_REST = re.compile(
    r"\W{0,4}|[ :.–—-]{1,4}(?=[A-ZÆØÅ\"'»“])(?![^\t]*\t[^\t]*\t)[^\n]*?"
    r"(?<!\d,\d)(?<!\d,\d\d)(?<!\.{3}\d)(?<!\.{3} \d)(?<!\.{3}\d\d)(?<!\.{3} \d\d)"
)


def _groups(landmarks: Sequence[Landmark]) -> list[list[Landmark]]:
    groups: list[list[Landmark]] = []
    open_group = False
    for one in landmarks:
        if one.mark in {Mark.SECTION, Mark.MAIN_ROW}:
            open_group = False
        if one.mark not in _HEAD_MARKS:
            continue
        if open_group and _belongs(groups[-1], one):
            groups[-1].append(one)
        else:
            groups.append([one])
        open_group = True
    return groups


def _belongs(group: Sequence[Landmark], one: Landmark) -> bool:
    marks = {other.mark for other in group}
    gap = one.start - group[-1].end
    if one.mark is Mark.KIND:
        return marks == {Mark.KIND} and gap <= _NEAR
    if one.mark is Mark.TITLE:
        return not marks & {Mark.TITLE, Mark.SUMMARY, Mark.AFFECTED} and gap <= _NEAR
    if one.mark is Mark.CODE_TITLE:
        return Mark.CODE_TITLE not in marks and gap <= _NEAR
    return one.mark not in marks and gap <= _LONGEST_GAP


def _head(text: str, group: Sequence[Landmark], landmarks: Sequence[Landmark]) -> Head:
    opener = next((one for one in group if one.mark is not Mark.KIND), group[0])
    kinds = [one for one in group if one.mark is Mark.KIND and opener.start - one.end <= _NEAR]
    start = _heading_start(text, kinds[0].start if kinds else opener.start)
    kind = kinds[-1].kind if kinds else kind_in_words(text[start : opener.start])
    named = next((one for one in group if one.mark is Mark.CODE_TITLE), None)
    title = next((one for one in group if one.mark is Mark.TITLE), None)
    unlabelled = named.start if named else kinds[-1].end if kinds else opener.start
    value = _value_start(text, title, group) if title else unlabelled
    code = leading_code(text, value, value + 60) or (leading_code(text, named.start, named.end) if named else None)
    behind = bisect_right(landmarks, value, key=lambda one: one.start)
    stop = min(landmarks[behind].start if behind < len(landmarks) else len(text), value + 2 * _KEY_LENGTH)
    key = fold(text[code.end if code else value : stop].strip().split("\n")[0])[:_KEY_LENGTH]
    marks = frozenset(one.mark for one in group)
    repaired = code.repaired if code else None
    return Head(start=start, end=group[-1].end, marks=marks, kind=kind, code=repaired, title_key=key)


def _value_start(text: str, title: Landmark, group: Sequence[Landmark]) -> int:
    """Where the title's value begins: behind its label, or behind all labels that follow it without a value."""
    end = title.end
    for one in group:
        if one.start >= end and one.mark in LABELS and not text[end : one.start].strip():
            end = one.end
    return end


_ABOVE = re.compile(
    rf"(?:(?<=\n)|\A)[ *#]{{0,6}}(?:Bilag \w{{1,4}}\b[^\n]{{0,60}}|(?:Til )?{ROUND}|Fortroligt)[ *]{{0,4}}\n\Z",
    re.IGNORECASE,
)
_KIND_BEFORE = re.compile(r"\b(?:innovations|investerings|effektiviserings)forslag\W{1,4}$", re.IGNORECASE)
_MOST_LINES_ABOVE = 3
_LONGEST_LEAD = 30  # characters before a heading on its own line, such as 'Bilag 3'


def _heading_start(text: str, start: int) -> int:
    """The start of the heading block: its own line and the lines of appendix number or round right above it."""
    floor = max(0, start - _LONGEST_LEAD)
    word = _KIND_BEFORE.search(text[floor:start])
    start = floor + word.start() if word else start
    line = text.rfind("\n", 0, start) + 1
    lead = text[line:start]
    if len(lead) <= _LONGEST_LEAD and not lead.rstrip().endswith((".", ":")):
        start = line
    for _ in range(_MOST_LINES_ABOVE):
        floor = max(0, start - 100)
        above = _ABOVE.search(text[floor:start]) if start and text[start - 1] == "\n" else None
        if not above:
            break
        start = floor + above.start()
    return start


def _may_open(
    head: Head,
    group: Sequence[Landmark],
    heads: Sequence[Head],
    body: Sequence[Landmark],
    landmarks: Sequence[Landmark],
) -> bool:
    fields = head.marks & {Mark.SUMMARY, Mark.SUBMITTING, Mark.AFFECTED}
    if heads and head.same_as(heads[-1]) and not (body and fields):
        return False  # a running head, or a cover page before the form itself
    opens = _opens_body(group[-1], landmarks)
    late = any((order_of(one.section) or 0) >= LATE_ORDER for one in body)
    if Mark.TITLE in head.marks:  # 'Titel:' may also stand in a contact box in the middle of a proposal
        return bool(fields) or Mark.KIND in head.marks or opens or late or not heads
    if Mark.CODE_TITLE in head.marks:
        return bool(fields) or opens
    again = not heads or late or bool(body and fields & heads[-1].marks)
    if Mark.KIND in head.marks:
        return again and (bool(fields) or opens)
    return again and {Mark.SUMMARY, Mark.SUBMITTING} <= head.marks


def _opens_body(last: Landmark, landmarks: Sequence[Landmark]) -> bool:
    """Whether the next landmark behind a heading is what a form's body opens with."""
    behind = bisect_right(landmarks, last.start, key=lambda one: one.start)
    following = next((one for one in islice(landmarks, behind, None) if one.mark not in LABELS), None)
    if following is None or following.start - last.end > _BEFORE_BODY:
        return False
    return following.mark is Mark.TABLE_HEAD or following.section in OPENING_SECTIONS
