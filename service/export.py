"""The whole collection handed on: every proposal as a line of JSON, or every figure of the tables as a line of CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from service.store.corrections import Corrections
from service.store.decisions import Decisions
from service.store.records import StoredProposal
from service.store.store import Store

COLUMNS = (
    "id",
    "titel",
    "år for forslaget",
    "forvaltning",
    "tabel",
    "række",
    "område",
    "rolle",
    "år",
    "kroner",
    "prisniveau",
)
"""The columns of the CSV: one line for each row and year of a proposal's money tables, in whole kroner."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula, which a document must not be able to give it."""


def json_lines(store: Store, *, cleared: bool) -> Iterator[str]:
    """Every proposal with its document, decision and corrections, in the order of ids; one line of JSON each."""
    decisions = {one.proposal: one for one in Decisions(store.connection).all(cleared=cleared)}
    corrections = Corrections(store.connection)
    for proposal in _proposals(store, cleared=cleared):
        decision = decisions.get(proposal.id)
        line = {
            "id": proposal.id,
            "source": proposal.source,
            "confidential": proposal.confidential,
            "model": proposal.model,
            "decision": None if decision is None else asdict(decision),
            "corrections": [asdict(one) for one in corrections.of(proposal.id, cleared=cleared)],
            "proposal": proposal.analysis,
        }
        yield json.dumps(line, ensure_ascii=False, default=str) + "\n"


def figures_csv(store: Store, *, cleared: bool) -> Iterator[str]:
    """A line of headings, then every figure of every proposal's money tables; semicolons between, as in Denmark."""
    yield _csv_line(COLUMNS)
    for proposal in _proposals(store, cleared=cleared):
        for row in _figures(proposal.analysis):
            yield _csv_line((proposal.id, *row))


def _proposals(store: Store, *, cleared: bool) -> Iterator[StoredProposal]:
    for known in store.known(cleared=cleared):
        found = store.proposal(known.id, cleared=cleared) if known.stored else None
        if found is not None:
            yield found


def _figures(analysis: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    of = (analysis.get("title"), analysis.get("year"), analysis.get("submitting_administration"))
    for table in analysis.get("tables", ()):
        for row in table["rows"]:
            for year, value in row["values"].items():
                where = (table["caption"], row["label"], row["area"], row["role"])
                yield (*of, *where, int(year), value, table["price_level_year"])


def _csv_line(values: tuple[Any, ...]) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerow([_harmless(value) for value in values])
    return written.getvalue()


def _harmless(value: Any) -> Any:
    """A cell that no spreadsheet calculates: text that looks like a formula begins with an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
