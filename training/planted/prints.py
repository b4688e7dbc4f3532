"""From a changed example to what the checks say of it: printed, read back, split and parsed as serving does."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import docx as word
from docx.oxml.ns import qn

from corpus import repair
from corpus.examples.example import Example
from corpus.examples.layout import FrontTable
from corpus.parse import parse
from corpus.readers import formats
from corpus.renderers import cells, docx, flat
from corpus.split import split
from corpus.types import Proposal
from models.checks import check, check_collection
from models.figures import RoleModel, find_figures, load_role_model
from models.headline import headline
from models.language import load_language
from models.names import find_names
from models.types import AnalysedProposal, Finding

Edits = Sequence[tuple[str, str]]

_WHOLE = "="
"""Before words that are changed only where they are all that a cell of a Word table holds."""


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What was read of one printed file: the findings, and the text that their places count in."""

    findings: tuple[Finding, ...]
    text: str


class EditError(ValueError):
    """Words that should be changed in the print and do not stand there."""


def checked(example: Example, dialect: str, edits: Edits = (), other: Example | None = None) -> Checked:
    """The findings of the printed example; with ``other``, those that the two have together."""
    proposals = _read(example, dialect, edits)
    text = "\n".join(one.text for one in proposals)
    if other is None:
        return Checked(findings=tuple(finding for one in proposals for finding in _findings(one)), text=text)
    both = [_analysed(example.id, one) for one in proposals] + [
        _analysed(other.id, one) for one in _read(other, dialect, ())
    ]
    found = check_collection(both)
    return Checked(findings=tuple(finding for findings in found.values() for finding in findings), text=text)


def _read(example: Example, dialect: str, edits: Edits) -> tuple[Proposal, ...]:
    suffix, data = _print(example, dialect, edits)
    source = f"forslag{suffix}"
    document = repair.clean(formats.read(data, source), source=source, sha256=hashlib.sha256(data).hexdigest())
    return tuple(parse(split(document)))


def _print(example: Example, dialect: str, edits: Edits) -> tuple[str, bytes]:
    if dialect in ("docx", "front"):
        data = docx.render([example], front=_front(example) if dialect == "front" else None)
        return ".docx", _edited_word(data, edits) if edits else data
    text = cells.render([example]) if dialect == "cells" else flat.render([example], labels_first=False)
    return ".txt", _edited_text(text, edits).encode()


def _front(example: Example) -> FrontTable:
    year = example.front.price_level_year if example.front else example.price_level_year
    return FrontTable(headings=(f"Innovations- og investeringspuljer, forslag {example.year}",), price_level_year=year)


def _edited_text(text: str, edits: Edits) -> str:
    for old, new in edits:
        if old not in text:
            raise EditError(f"'{old}' står ikke i den trykte tekst.")
        text = text.replace(old, new)
    return text


def _edited_word(data: bytes, edits: Edits) -> bytes:
    """The same Word file with words replaced wherever one run holds them."""
    document = word.Document(io.BytesIO(data))
    runs = list(document.element.body.iter(qn("w:t")))
    for old, new in edits:
        exact = old.removeprefix(_WHOLE)
        hit = [run for run in runs if run.text and (run.text == exact if exact != old else old in run.text)]
        if not hit:
            raise EditError(f"'{old}' står ikke i Word-filen.")
        for run in hit:
            run.text = run.text.replace(exact, new)
    result = io.BytesIO()
    document.save(result)
    return result.getvalue()


def _findings(proposal: Proposal) -> tuple[Finding, ...]:
    doc = load_language().read(proposal.text)
    figures = _roles().assign(proposal, doc, find_figures(proposal, doc))
    return check(proposal, figures, find_names(proposal, doc), doc=doc)


def _analysed(name: str, proposal: Proposal) -> AnalysedProposal:
    return AnalysedProposal(id=name, proposal=proposal, headline=headline(proposal), findings=())


@cache
def _roles() -> RoleModel:
    return load_role_model()
