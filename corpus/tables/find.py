"""From a proposal's text to its money tables: read, placed in years, named and turned into kroner."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.tables.grid import read_grids
from corpus.tables.mend import mend_labels
from corpus.tables.printed import PrintedRow, PrintedTable
from corpus.tables.solver import Columns, Placement, place
from corpus.tables.stream import read_streams
from corpus.tables.structure import additions, blocks, kind_of, role_of
from corpus.tables.vocabulary import COUNT_ROW, PAYBACK_SERVICE
from corpus.types import Part, Row, Section, Table, TableKind

# With no unit printed, amounts this large are whole kroner; the templates print thousands.
WHOLE_KRONER_FROM = 100_000
# 'Evaluering Service 0 100': a row of a table that was taken for a heading of the same name.
_LOOKS_LIKE_ROW = re.compile(r"[A-ZÆØÅ][^\d\n.]{3,60}\s(?:(?:Service|Anlæg)\s)?-?\d{1,3}(?:\.\d{3})*\s-?\d")
_PAYBACK_YEARS = re.compile(r"\d{1,3}(?:,\d{1,2})?")


@dataclass(frozen=True, kw_only=True)
class _Draft:
    """A printed table with its kind, on its way to its place in years."""

    printed: PrintedTable
    kind: TableKind

    @property
    def open_rows(self) -> int:
        return sum(r.columns is None for r in self.printed.rows)


def find_tables(part: Part, sections: Sequence[Section]) -> tuple[Table, ...]:
    """The money tables of a proposal in printed order, in whole kroner.

    Cells that are apart are read by their columns; what reached us as running text is read as rows of words and
    values, whose columns the printed totals decide.
    """
    grids, covered = read_grids(part)
    rest = _blank(part.text, covered)
    streams = read_streams(rest, [s.start for s in sections if not _LOOKS_LIKE_ROW.match(part.text, s.start)])
    drafts = [
        *(_draft(t, sections) for t in grids),
        *(_mended(_draft(t, sections)) for t in streams),
    ]
    drafts.sort(key=lambda d: d.printed.start)
    money = [d for d in drafts if d.printed.rows and _is_money(d)]
    dated = _give_years(money)
    placed = _place_all(dated)
    return tuple(_finish(draft, placement) for draft, placement in zip(dated, placed, strict=True))


def _draft(table: PrintedTable, sections: Sequence[Section]) -> _Draft:
    money = _without_counts(table)
    return _Draft(printed=money, kind=kind_of(money, _heading(money, sections)))


def _mended(draft: _Draft) -> _Draft:
    """A table out of running text, where a label's number may have been taken for a value."""
    return replace(draft, printed=replace(draft.printed, rows=mend_labels(draft.printed.rows, draft.kind)))


def _blank(text: str, covered: Sequence[tuple[int, int]]) -> str:
    """The text with what has been read replaced by spaces, so that offsets stay."""
    pieces, at = [], 0
    for start, end in covered:
        pieces += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


def _heading(table: PrintedTable, sections: Sequence[Section]) -> str | None:
    """The heading of the section that the table stands in."""
    around = [s for s in sections if s.start <= table.start < s.end or s.start <= table.end < s.end]
    return around[-1].heading if around else None


def _without_counts(table: PrintedTable) -> PrintedTable:
    """The table without rows that count staff or cases in the middle of money."""
    return replace(table, rows=tuple(r for r in table.rows if not COUNT_ROW.fullmatch(r.label)))


def _is_money(draft: _Draft) -> bool:
    """A table of money names its unit, or is one of the form's own tables with totals."""
    if draft.printed.unit_kr is not None:
        return True
    return draft.kind is not TableKind.OTHER and any(r.total is not None for r in draft.printed.rows)


def _give_years(drafts: list[_Draft]) -> list[_Draft]:
    """Tables whose years were lost take those of the proposal's other tables; the rest of them is given up."""
    known = max((d.printed.years for d in drafts), key=len, default=())
    given = []
    for draft in drafts:
        if draft.printed.years:
            given.append(draft)
            continue
        width = max(len(r.values) for r in draft.printed.rows)
        first = known[0] if known else draft.printed.price_level_year
        if first is None or (known and width > len(known)):
            continue
        years = known or tuple(range(first, first + width))
        given.append(
            replace(draft, printed=replace(draft.printed, years=years, rows=_recolumn(draft.printed.rows, len(years))))
        )
    return given


def _recolumn(rows: Sequence[PrintedRow], columns: int) -> tuple[PrintedRow, ...]:
    return tuple(replace(r, columns=tuple(range(columns)) if len(r.values) == columns else None) for r in rows)


def _place_all(drafts: Sequence[_Draft]) -> list[Placement]:
    """Places every table's values, the surest table first, so that it can show the others the way."""
    order = sorted(
        range(len(drafts)),
        key=lambda i: (drafts[i].open_rows > 0, drafts[i].kind is not TableKind.ECONOMIC_CONSEQUENCES, i),
    )
    placed: dict[int, Placement] = {}
    seen: dict[tuple[str, tuple[Decimal | None, ...]], tuple[int, ...]] = {}
    for i in order:
        table = drafts[i].printed
        rows = [replace(r, block=b) for r, b in zip(table.rows, blocks(table.rows), strict=True)]
        hints = {
            k: h for k, r in enumerate(rows) if r.columns is None and (h := _hint(r, table.years, seen)) is not None
        }
        placed[i] = place(rows, additions(rows, drafts[i].kind), len(table.years), hints)
        for row, columns in zip(rows, placed[i].columns, strict=True):
            years = tuple(table.years[c] for c in columns)
            seen.setdefault((_key(row.label), row.values), years)
            seen.setdefault(("", row.values), years)
    return [placed[i] for i in range(len(drafts))]


def _key(label: str) -> str:
    return re.sub(r"\W+", "", label.lower())


def _hint(
    row: PrintedRow, years: Sequence[int], seen: Mapping[tuple[str, tuple[Decimal | None, ...]], tuple[int, ...]]
) -> Columns | None:
    """The columns in which the same row, or else the same values, stand in a table that has been placed."""
    where = seen.get((_key(row.label), row.values)) or seen.get(("", row.values))
    if where is None or not all(y in years for y in where):
        return None
    return tuple(years.index(y) for y in where)


def _finish(draft: _Draft, placement: Placement) -> Table:
    """The table in kroner, its rows with area and role."""
    table = draft.printed
    unit = table.unit_kr or _likely_unit(table)
    in_block = blocks(table.rows)
    totals = [i for i, r in enumerate(table.rows) if r.total is not None]
    rows = []
    for i, (row, columns) in enumerate(zip(table.rows, placement.columns, strict=True)):
        values = {
            table.years[c]: int((v * unit).to_integral_value())
            for c, v in zip(columns, row.values, strict=True)
            if v is not None
        }
        role = role_of(row, in_block[i], draft.kind, last_total=bool(totals) and i == totals[-1])
        rows.append(Row(label=row.label, area=row.area, role=role, values=values, start=row.start, end=row.end))
    how = "printed" if not draft.open_rows else "solved" if placement.holds and placement.unique else "assumed"
    warnings = table.warnings if table.unit_kr else (*table.warnings, _no_unit(table, unit))
    return Table(
        caption=table.caption,
        kind=draft.kind,
        unit_kr=unit,
        price_level_year=table.price_level_year,
        years=table.years,
        rows=tuple(rows),
        start=table.start,
        end=table.end,
        placement=how,
        additions=additions(table.rows, draft.kind),
        payback=_payback(table),
        warnings=warnings,
    )


def _likely_unit(table: PrintedTable) -> int:
    values = [abs(v) for r in table.rows for v in r.values if v]
    return 1 if values and min(values) >= 1000 and max(values) >= WHOLE_KRONER_FROM else 1000


def _no_unit(table: PrintedTable, unit: int) -> str:
    taken = "hele kroner" if unit == 1 else "1.000 kr."
    return f"Tabellen »{table.caption or 'uden overskrift'}« nævner ingen enhed; beløbene er læst som {taken}."


def _payback(table: PrintedTable) -> dict[str, float]:
    """Pay-back times in years by 'service' and 'total'; a dash is no time."""
    found: dict[str, float] = {}
    for label, cell in table.payback:
        match = _PAYBACK_YEARS.search(cell)
        if match:
            found["service" if PAYBACK_SERVICE.search(label) else "total"] = float(match.group().replace(",", "."))
    return found
