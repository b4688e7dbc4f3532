"""The table of figures across proposals as CSV and as a spreadsheet, with nothing in it that one would run."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from service.schemas import number
from service.store.facts import FigureRow, Origin

if TYPE_CHECKING:
    import pandas

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MOST_ROWS = 200_000
"""Figures in one table: a spreadsheet has room for a million rows, and memory for fewer."""

_NAMES: Mapping[str, str] = {
    "implementation_total_kr": "engangsudgift i alt",
    "lasting_effect_kr_per_year": "varig effekt pr. år",
    "payback_years_service": "tilbagebetaling, service",
    "payback_years_total": "tilbagebetaling, samlet",
    "fte_saved": "sparede årsværk",
    "expected_follow_up_investment_kr": "forventet senere investering",
}
_VERDICTS = {None: "", True: "rigtigt", False: "forkert"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_WIDTHS = {"A": 16, "B": 50, "D": 32, "F": 28, "L": 24}
_HEADINGS = (
    "forslag", "titel", "år", "forvaltning", "hvor", "hvad", "art", "fra", "til", "enhed", "pr.", "tekst", "afsnit",
    "tegn fra", "tegn til", "rettelse",
)  # fmt: skip


def as_csv(rows: Iterable[FigureRow]) -> bytes:
    """The table as Danish spreadsheets open it: semicolons, decimal commas, and UTF-8 that says so."""
    text: str = _frame(rows).to_csv(index=False, sep=";", float_format=_danish, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def as_xlsx(rows: Iterable[FigureRow]) -> bytes:
    """The table as an Excel workbook, its headings staying in sight."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)  # each row is written and forgotten
    sheet = book.create_sheet("Nøgletal")
    sheet.freeze_panes = "A2"
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.append(_HEADINGS)
    for row in rows:
        sheet.append(_cells(row))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _danish(value: float) -> str:
    return str(number(value)).replace(".", ",")


def _frame(rows: Iterable[FigureRow]) -> pandas.DataFrame:
    import pandas

    frame = pandas.DataFrame.from_records([_cells(row) for row in rows], columns=list(_HEADINGS))
    # Years and places are whole numbers, which are to look so even in a column with empty cells.
    return frame.astype({"år": "Int64", "tegn fra": "Int64", "tegn til": "Int64"})


def _cells(row: FigureRow) -> tuple[object, ...]:
    return (
        harmless(row.proposal),
        harmless(row.title),
        row.year,
        harmless(row.administration),
        "nøgletal" if row.origin is Origin.HEADLINE else "tekst",
        harmless(_NAMES.get(row.name or "", row.name)),
        row.kind,
        number(row.low),
        number(row.high),
        harmless(row.unit),
        harmless(row.per),
        harmless(row.text),
        row.section,
        row.start,
        row.end,
        _VERDICTS[row.correct],
    )


def harmless(text: str | None) -> str:
    """Text that no spreadsheet calculates or refuses: an apostrophe before what looks like a formula, no controls."""
    kept = "".join(" " if not character.isprintable() else character for character in text or "")
    return f"'{kept}" if (text or "").lstrip(" ").startswith(_FORMULA) else kept
