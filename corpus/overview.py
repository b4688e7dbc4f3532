"""A bundle's front table: one line for each proposal with code, title, committee and amount.

It comes with its cells apart (tabs), wrapped over lines, or flattened into one line of words and numbers: codes and
amounts tell its lines apart in every layout. Amounts are printed at the table's own price level, seldom that of the
proposals' tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.administrations import committee_name, is_administration_group
from corpus.codes import Code, find_codes
from corpus.footnotes import MARK, cross_cutting_by_mark, read_footnotes
from corpus.front_columns import read_columns
from corpus.front_lines import FrontLine, read_front_line
from corpus.landmarks import Landmark, Mark, find_landmarks
from corpus.types import Document, Overview


@dataclass(frozen=True, kw_only=True)
class FrontTable:
    """A front table's lines and the characters of the text that it fills, its footnotes included."""

    start: int
    end: int
    lines: tuple[Overview, ...]


@dataclass(frozen=True, kw_only=True)
class _Entry:
    """One line as it stands: its code, the group over it, its marks, and the words of its title and amounts."""

    code: str | None
    group: str | None
    marks: tuple[str, ...]
    body: str


def read_overview(document: Document) -> tuple[Overview, ...]:
    """The lines of all front tables of a document, in order; empty where it has none."""
    tables = find_front_tables(document.text, find_landmarks(document.text))
    return tuple(line for table in tables for line in table.lines)


def find_front_tables(text: str, landmarks: Sequence[Landmark]) -> tuple[FrontTable, ...]:
    """The front tables of a text: a head that names unit or columns, with at least one line of title and amount."""
    tables: list[FrontTable] = []
    stops = [one.start for one in landmarks if one.mark in _STOPS or _is_title_field(text, one)]
    next_stop = 0
    for head in _HEAD.finditer(text):
        if tables and head.start() < tables[-1].end:
            continue
        while next_stop < len(stops) and stops[next_stop] <= head.end():
            next_stop += 1
        limit = min(len(text), head.start() + _LONGEST_TABLE)
        table = _read_table(text, head.start(), min([limit, *stops[next_stop : next_stop + 1]]))
        if table:
            tables.append(table)
    return tuple(tables)


def _is_title_field(text: str, landmark: Landmark) -> bool:
    """A form's title field, which has a colon; 'Titel' alone may head a column of the table itself."""
    return landmark.mark is Mark.TITLE and text[landmark.start : landmark.end].rstrip(" *").endswith(":")


_STOPS = frozenset({Mark.KIND, Mark.SECTION, Mark.MAIN_ROW})
_LONGEST_TABLE = 40_000  # characters: some 250 lines
_LONGEST_LINE = 600  # characters of one line of the table, subtotals behind it included
_LONGEST_HEAD = 600  # characters from the table's first word to its first line
_UNIT = r"(?:mio\.?[ ]?kr\.?|1[.,]?000[ ]?kr\.?|t\.?[ ]?kr\.?)"
_HEAD = re.compile(
    rf"{_UNIT}[ ,(]{{0,4}}(?:i )?20\d\d[ -]?(?:p/[l1I]|-?priser)|20\d\d[ -]p/[l1I][ ,]{{0,3}}{_UNIT}"
    r"|\b(?:udvalg|forvaltning|nr\.?|kode)\b[\s/]{1,6}(?:\b(?:nr\.?|kode|id)\b[\s/]{1,6})?(?:forslag|titel|projekt)\b"
    rf"|\b(?:forslag|titel|projekt)[\t ]{{1,4}}(?:[^\n.]{{0,40}}\t)?[( ]{{0,2}}{_UNIT}",
    re.IGNORECASE,
)
# What a flattened head ends with, right before the first line's code.
_COLUMN_END = re.compile(
    r"(?:pulje[nr]?|alt|total|service|anlæg|mv\.|beløb|forslag|titel|projekt|år|kr\.?|p/[l1I]|\))\s{1,3}\Z",
    re.IGNORECASE,
)
_PRICE_LEVEL = re.compile(r"(20\d\d)[ -]{0,2}(?:p/[l1I]|-?priser)", re.IGNORECASE)
_COLUMN_WORDS = re.compile(
    r"\b(?:nr\.?|kode|id|udvalg|forvaltning)\b[^\n]{0,40}?\b(?:forslag|titel|projekt)\b", re.IGNORECASE
)
_SUM_ROW = re.compile(
    r"(?<!\w)(?:I ALT|[Ii]\s{1,2}alt|TOTAL|Total|Totalt|Sum|Hovedtotal|Samlet)\b(?=[^\n\d]{0,40}[\n\t ]?[-−]?\d)"
)
_SUM_NUMBERS = re.compile(r"[^\n\d]{0,40}(?:\s{0,6}[-−]?[\d.,]{1,12}(?:\s?år)?(?![\w)])){0,12}")
_FLAT_AMOUNTS = re.compile(r"(?:(?<=\s)[-−]?\d{1,3}(?:\.\d{3})?,\d{1,2}(?=\s|\Z)\s{0,3}){1,8}")
_FLAT_LEAD = re.compile(rf"\s{{0,4}}\b([A-ZÆØÅ]{{2,4}})\b\s{{0,4}}((?:{MARK}\s{{0,4}})*)")
_AMOUNT_END = re.compile(r"\d[ \t\n]{0,4}(?:år)?[ \t\n]{0,4}$")
_GROUP_WORD = (
    r"(?:[A-ZÆØÅ]\w{1,20}(?:-,? |- og |, )){0,3}[A-ZÆØÅ]\w{1,24}(?:udvalget|forvaltningen)"
    r"|[A-ZÆØÅ]{2,4}(?:[/,] ?[A-ZÆØÅ]{2,4})?"
)
_LEAD = re.compile(rf"(?:^|(?<=[\s\d*]))({_GROUP_WORD})?[ \t\n]{{0,6}}((?:{MARK}[ \t\n]{{0,4}})*)$")


def _read_table(text: str, start: int, end: int) -> FrontTable | None:
    near = min(end, start + _LONGEST_HEAD)
    first = next(_line_codes(text, start, near), None)
    head_end = first.start if first else _end_of_head(text, start, near)
    if head_end is None:
        return None
    repeated = _HEAD.search(text, head_end, end)  # a head printed again on the next page opens a table of its own
    end = repeated.start() if repeated else end
    opening = list(_line_codes(text, start, end)) if first else []
    codes = _of_one_table(opening)
    end = opening[len(codes)].start if len(codes) < len(opening) else end
    head = text[start:head_end]
    body_end = _end_of_body(text, codes, head_end, end)
    entries = list(_coded_entries(text, start, codes, body_end) if codes else _plain_entries(text, head_end, body_end))
    notes, notes_end = read_footnotes(text, _line_end_behind_sum(text, body_end, end), end)
    columns = read_columns(head.rsplit("\n", 1)[0] if codes else head)  # the first line's own lead is no column
    price_level = _PRICE_LEVEL.search(head)
    unit_kr = _unit_kr(head)
    lines: list[Overview] = []
    committee: str | None = None
    for entry in entries:
        committee = committee_name(entry.group) if entry.group else committee
        read = read_front_line(entry.body, columns, unit_kr)
        if read:
            year = int(price_level[1]) if price_level else None
            lines.append(_overview(entry, read, committee, year, notes))
    if not any(line.amount_kr is not None for line in lines):
        return None
    return FrontTable(start=start, end=max(notes_end, body_end), lines=tuple(lines))


def _overview(
    entry: _Entry, read: FrontLine, committee: str | None, price_level: int | None, notes: dict[str, str]
) -> Overview:
    marks = [*entry.marks, *read.marks]
    remarks = [*(notes[mark] for mark in dict.fromkeys(marks) if mark in notes), *read.remarks]
    return Overview(
        code=entry.code,
        title=read.title,
        committee=committee,
        amount_kr=read.amount_kr,
        price_level_year=price_level,
        cross_cutting=cross_cutting_by_mark(marks, notes),
        note=" ".join(remarks) or None,
    )


def _line_codes(text: str, start: int, end: int) -> Iterator[Code]:
    """The codes that open a line of the table: at a line's or cell's start, or behind an amount, a mark or a group."""
    first = True
    for code in find_codes(text, start, end):
        before = text[max(start, code.start - 80) : code.start]
        opens = not before.rstrip(" ") or before.rstrip(" ").endswith(("\n", "\t")) or _AMOUNT_END.search(before)
        if opens or _is_lead(before) or (first and _COLUMN_END.search(before)):
            first = False
            yield code


def _of_one_table(codes: Sequence[Code]) -> list[Code]:
    """The first codes that belong together: one that comes again, or after a long text, stands over a proposal."""
    kept: list[Code] = []
    seen: set[str] = set()
    for code in codes:
        if code.repaired in seen or (kept and code.start - kept[-1].end > _LONGEST_LINE):
            break
        seen.add(code.repaired)
        kept.append(code)
    return kept


def _is_lead(before: str) -> bool:
    match = _LEAD.search(before)
    return match is not None and (match[1] is not None or bool(match[2].strip()))


def _coded_entries(text: str, start: int, codes: Sequence[Code], body_end: int) -> Iterator[_Entry]:
    inside = [code for code in codes if code.start < body_end]
    floors = [start, *(code.end for code in inside)]
    leads = [_lead(text, floor, code) for floor, code in zip(floors, inside, strict=False)]
    stops = [lead[0] for lead in leads[1:]] + [body_end]
    for code, (_, group, marks), stop in zip(inside, leads, stops, strict=True):
        body = text[code.end : stop]
        sum_row = _SUM_ROW.search(body)
        yield _Entry(code=code.repaired, group=group, marks=marks, body=body[: sum_row.start()] if sum_row else body)


def _lead(text: str, floor: int, code: Code) -> tuple[int, str | None, tuple[str, ...]]:
    """Where the words begin that belong to a line but stand before its code, with their group and marks."""
    base = max(floor, code.start - 80)
    match = _LEAD.search(text[base : code.start])
    if not match:
        return code.start, None, ()
    group = match[1]
    if group and not (committee_name(group) or is_administration_group(group) or group.endswith("forvaltningen")):
        return code.start, None, ()
    return base + match.start(), group, tuple(re.findall(MARK, match[2]))


def _plain_entries(text: str, start: int, end: int) -> Iterator[_Entry]:
    """Lines without codes: each ends with the printed line that holds its amount."""
    if "\n" not in text[start:end].strip() and "\t" not in text[start:end]:
        yield from _flat_entries(text[start:end])
        return
    pending: list[str] = []
    group: str | None = None
    for printed in text[start:end].split("\n"):
        cells = [cell.strip() for cell in printed.split("\t")]
        if committee_name(cells[0]) or is_administration_group(cells[0]):
            group, printed = cells[0], "\t".join(cells[1:])
        if not printed.strip() or _SUM_ROW.search(printed):
            continue
        pending.append(printed)
        if re.search(r"[-−]?\d+,\d+\s*$|\t\s*[-−]?\d[\d.]*\s*$", printed):
            body = "\n".join(pending)
            marks = tuple(re.findall(MARK, body.split("\t")[0]))
            yield _Entry(code=None, group=group, marks=marks, body=body)
            pending = []


def _flat_entries(body: str) -> Iterator[_Entry]:
    """Lines without codes in one flattened line: each ends with its amounts, and a group or mark may open it."""
    position = 0
    for amounts in _FLAT_AMOUNTS.finditer(body):
        words = body[position : amounts.start()]
        lead = _FLAT_LEAD.search(words) if position == 0 else _FLAT_LEAD.match(words)
        group = lead[1] if lead else None
        if group and not (committee_name(group) or is_administration_group(group)):
            lead, group = None, None
        marks = tuple(re.findall(MARK, lead[0])) if lead else ()
        yield _Entry(code=None, group=group, marks=marks, body=words[lead.end() if lead else 0 :] + amounts[0])
        position = amounts.end()


def _end_of_head(text: str, start: int, end: int) -> int | None:
    """Without codes the head ends with the line that names the columns; only then do lines count as a table."""
    match = _COLUMN_WORDS.search(text, start, end)
    if not match:
        return None
    line_end = text.find("\n", match.end(), end)
    if line_end != -1:
        return line_end
    return match.end() if _SUM_ROW.search(text, match.end(), end + _LONGEST_LINE) else None  # flattened


def _end_of_body(text: str, codes: Sequence[Code], head_end: int, end: int) -> int:
    """Where the lines end: at the sum row behind the last code, else at the end of that code's printed line."""
    after = codes[-1].end if codes else head_end
    sums = [match.start() for match in _SUM_ROW.finditer(text, after, end)]
    if sums and (not codes or sums[0] - after <= _LONGEST_LINE):
        return sums[0]
    if not codes:
        return end
    line_end = text.find("\n", after, end)
    return line_end if line_end != -1 else min(end, after + _LONGEST_LINE)


def _line_end_behind_sum(text: str, body_end: int, end: int) -> int:
    """Where footnotes can begin: behind the sum row's numbers."""
    sum_row = _SUM_ROW.match(text, body_end, end)
    if not sum_row:
        return body_end
    numbers = _SUM_NUMBERS.match(text, sum_row.end(), end)
    return numbers.end() if numbers else sum_row.end()


def _unit_kr(head: str) -> int:
    """Kroner that a printed one stands for. Front tables are in millions unless their head says otherwise."""
    if re.search(r"mio", head, re.IGNORECASE):
        return 1_000_000
    if re.search(r"1[.,]?000[ ]?kr|\bt\.?[ ]?kr", head, re.IGNORECASE):
        return 1_000
    return 1_000_000
