"""Figures across proposals, on the page, for a spreadsheet and for programs."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from models.types import FigureKind
from service import figure_table
from service.api import etags, pagination
from service.api.contract import Told
from service.api.resources import AtHand
from service.api.routes.described import answers, new_router
from service.api.routes.proposals import Filters
from service.api.security import allow
from service.roles import Identity, Role
from service.schemas import number
from service.store.facts import Facts, FigureRow, Origin

router = new_router("Nøgletal")


class TableFormat(StrEnum):
    """How the table is written."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


class FigureTold(Told):
    """A figure with its proposal and its place; ``correct`` where a person has spoken of it."""

    proposal: str
    title: str
    year: int | None
    administration: str | None
    origin: Origin
    name: str | None
    kind: str
    low: float
    high: float
    unit: str | None
    per: str | None
    text: str | None
    start: int | None
    end: int | None
    section: str | None
    correct: bool | None


class FigurePage(Told):
    """A page of figures, in the order of the proposals' ids."""

    items: list[FigureTold]
    next: str | None


_FILES: dict[str, Any] = {
    figure_table.CSV.partition(";")[0]: {"schema": {"type": "string"}},
    figure_table.XLSX: {"schema": {"type": "string", "format": "binary"}},
}


def _described() -> dict[int | str, dict[str, Any]]:
    described = answers(FigurePage, 304, 404)
    described[200]["content"] = _FILES
    return described


@router.get("/figures", responses=_described())
def figures(
    request: Request,
    at_hand: AtHand,
    asker: Annotated[Identity, allow(Role.READER)],
    wanted: Filters,
    origin: Annotated[Origin | None, Query(description="Kun hovedtal, eller kun tal i teksten.")] = None,
    figure_kind: Annotated[FigureKind | None, Query(description="Tallets art.")] = None,
    format: Annotated[TableFormat, Query(description="csv og xlsx har hele tabellen på én gang.")] = TableFormat.JSON,
    limit: pagination.Limit = 50,
    cursor: pagination.Cursor = None,
) -> Response:
    """Vis nøgletal på tværs af forslag, også som regneark."""
    behind = pagination.decode(cursor, str, str, int)
    after = None if behind is None else (str(behind[0]), str(behind[1]), int(behind[2] or 0))
    whole = format is not TableFormat.JSON
    rows = list(
        Facts(at_hand.store.connection).figures(
            cleared=asker.cleared,
            filters=wanted,
            origin=origin,
            kind=None if figure_kind is None else figure_kind.value,
            after=after,
            limit=figure_table.MOST_ROWS if whole else limit + 1,
        )
    )
    page = rows if whole else rows[:limit]
    at_hand.query(asker).note_shown(row.proposal for row in page)
    if whole:
        return _file(format, page)
    more = pagination.encode(page[-1].key) if len(rows) > limit else None
    return etags.answer(request, {"items": [_told(row) for row in page], "next": more})


def _file(form: TableFormat, rows: list[FigureRow]) -> Response:
    if form is TableFormat.CSV:
        body, kind = figure_table.as_csv(rows), figure_table.CSV
    else:
        body, kind = figure_table.as_xlsx(rows), figure_table.XLSX
    return Response(
        body,
        headers={"Content-Type": kind, "Content-Disposition": f'attachment; filename="noegletal.{form.value}"'},
    )


def _told(row: FigureRow) -> dict[str, Any]:
    return {
        "proposal": row.proposal,
        "title": row.title,
        "year": row.year,
        "administration": row.administration,
        "origin": row.origin.value,
        "name": row.name,
        "kind": row.kind,
        "low": number(row.low),
        "high": number(row.high),
        "unit": row.unit,
        "per": row.per,
        "text": row.text,
        "start": row.start,
        "end": row.end,
        "section": row.section,
        "correct": row.correct,
    }
