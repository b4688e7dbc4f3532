"""How the rows of a money table hang together: what a total adds up, what role a row plays, what the table is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.tables.printed import PrintedRow, PrintedTable
from corpus.tables.vocabulary import CAPTION, COMMITTEE, MAIN_HEADING, PART_ROW, Total, area_of
from corpus.types import Addition, RowRole, TableKind

# What is saved keeps its role also where its sign is wrong: the checks tell of it.
_SAVING = re.compile(
    r"bespar|effektivisering|reduktion|reducere|gevinst|spare[tds]|frigjort|frigivn|frigør|færre|lavere|bortfald"
    r"|mindre\s?(?:forbrug|udgift|køb|brug|behov)|merindtægt|øgede?\sindtægt",
    re.I,
)
_INVESTMENTS = re.compile(r"investering", re.I)


def blocks(rows: Sequence[PrintedRow]) -> tuple[Total | None, ...]:
    """The block of every row: that of the heading above it, or else that of the first subtotal below it."""
    below: Total | None = None
    found: list[Total | None] = []
    for row in reversed(rows):
        if row.total in (Total.LASTING, Total.IMPLEMENTATION):
            below = row.total
        elif row.total is Total.EFFECT:
            below = None
        found.append(row.block or below)
    found.reverse()
    # A heading's reach ends at its subtotal: what follows has the block that the next subtotal gives it.
    closed: Total | None = None
    for i, row in enumerate(rows):
        if row.total is None and closed is not None and row.block is closed:
            found[i] = next((r.total for r in rows[i:] if r.total in (Total.LASTING, Total.IMPLEMENTATION)), None)
        if row.total in (Total.LASTING, Total.IMPLEMENTATION):
            closed = row.total
    return tuple(found)


def additions(rows: Sequence[PrintedRow], kind: TableKind) -> tuple[Addition, ...]:
    """The additions that the table promises: every total row with the rows that it adds up.

    A total that names an area adds up the rows of that area, where rows of other areas stand beside them. Rows 'heraf'
    are parts of the row above. A split by committee repeats sums on several levels, so only its last total is one.
    """
    found: list[Addition] = []
    pending: list[int] = []  # rows that no total has taken yet
    subtotals: list[int] = []
    for i, row in enumerate(rows):
        if row.total is None:
            if not PART_ROW.match(row.label):
                pending.append(i)
            continue
        if row.total is Total.EFFECT or (row.total is Total.ALL and not pending):
            members = [*subtotals, *pending]
        else:
            members = _of_area(rows, pending, row)
        if members and row.values:
            found.append(Addition(total=i, members=tuple(members)))
        taken = set(members)
        pending = [k for k in pending if k not in taken]
        if row.total in (Total.LASTING, Total.IMPLEMENTATION) or (row.total is Total.ALL and members):
            subtotals = [k for k in subtotals if k not in taken]
            subtotals.append(i)
    if kind is TableKind.COMMITTEE_SPLIT:
        return tuple(found[-1:])
    return tuple(found)


def _of_area(rows: Sequence[PrintedRow], pending: list[int], total: PrintedRow) -> list[int]:
    """The pending rows that a total adds up, by area where it names one that only some of them have."""
    if total.area is None:
        return list(pending)
    same = [i for i in pending if rows[i].area == total.area]
    others = [i for i in pending if rows[i].area not in (None, total.area)]
    return same if same and others else list(pending)


def kind_of(table: PrintedTable, heading: str | None) -> TableKind:
    """Which of the contract's tables this is, by its caption, its rows and the heading that it stands under."""
    caption = (table.caption or "").lower()
    totals = " ".join(r.label.lower() for r in table.rows if r.total is not None)
    labels = [r.label for r in table.rows if r.total is None]
    committees = sum(bool(COMMITTEE.fullmatch(label.strip(" -•–"))) for label in labels)
    main_rows = any(r.total in (Total.LASTING, Total.IMPLEMENTATION, Total.EFFECT) for r in table.rows)
    if ("fordeling" in caption and "udvalg" in caption) or (labels and committees * 2 > len(labels)):
        return TableKind.COMMITTEE_SPLIT
    if "administration" in caption:
        return TableKind.ADMIN_EFFECT
    if (
        "anlægsinvestering" in caption
        or area_of(_caption_name(caption)) == "Anlæg"
        or ("anlæg" in caption and "investering" in caption)
    ):
        return TableKind.CONSTRUCTION_INVESTMENTS
    if "serviceinvestering" in caption:
        return TableKind.SERVICE_INVESTMENTS
    if MAIN_HEADING.search(caption):
        return TableKind.ECONOMIC_CONSEQUENCES
    if _INVESTMENTS.search(totals) and not main_rows:
        return TableKind.CONSTRUCTION_INVESTMENTS if "anlæg" in totals else TableKind.SERVICE_INVESTMENTS
    if re.search(r"varige?\s(?:ændring|effektivisering)", caption + " " + totals) and not _has_both(table.rows):
        return TableKind.LASTING_CHANGES
    if main_rows or (heading and MAIN_HEADING.search(heading)):
        return TableKind.ECONOMIC_CONSEQUENCES
    if _INVESTMENTS.search(caption):
        return TableKind.SERVICE_INVESTMENTS
    return TableKind.OTHER


def _caption_name(caption: str) -> str:
    """A caption without its number: 'tabel 2. anlæg' is 'anlæg'."""
    return CAPTION.sub("", caption, count=1)


def _has_both(rows: Sequence[PrintedRow]) -> bool:
    return any(r.total in (Total.IMPLEMENTATION, Total.EFFECT) for r in rows)


def role_of(row: PrintedRow, block: Total | None, kind: TableKind, *, last_total: bool) -> RowRole:
    """What a row is to the others; ``last_total`` tells whether no later row adds this one up."""
    if row.total is not None:
        return RowRole.TOTAL if last_total else RowRole.SUBTOTAL
    if kind is TableKind.COMMITTEE_SPLIT or PART_ROW.match(row.label):
        return RowRole.OTHER
    if kind in (TableKind.SERVICE_INVESTMENTS, TableKind.CONSTRUCTION_INVESTMENTS) or block is Total.IMPLEMENTATION:
        return RowRole.IMPLEMENTATION
    if block is Total.LASTING or kind in (TableKind.LASTING_CHANGES, TableKind.ADMIN_EFFECT):
        return RowRole.OPERATION if _is_cost(row) else RowRole.LASTING
    return RowRole.IMPLEMENTATION if kind is TableKind.ECONOMIC_CONSEQUENCES else RowRole.OTHER


def _is_cost(row: PrintedRow) -> bool:
    """Whether a row of lasting changes costs money: positive amounts, unless its words say that they are saved."""
    amounts = [value for value in row.values if value]
    return bool(amounts) and min(amounts) > 0 and not _SAVING.search(row.label)
