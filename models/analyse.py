"""From a file to an analysis: the sole place where reading, splitting, parsing and concluding are put together."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from corpus.parse import parse
from corpus.read import read
from corpus.split import split
from corpus.titles import slug
from corpus.types import Document, Proposal
from models.checks import check
from models.headline import headline
from models.types import AnalysedProposal, Analysis, Finding


def analyse_file(path: Path) -> Analysis:
    """Reads and analyses one file. Raises `corpus.errors.ReadError` where the file cannot be read."""
    return analyse(read(path))


def analyse(document: Document) -> Analysis:
    """The proposals of a document with what we conclude from each, its front table, and what could not be read."""
    bundle = split(document)
    proposals = parse(bundle)
    warnings = [*document.warnings, *bundle.warnings]
    analysed: list[AnalysedProposal] = []
    seen: Counter[str] = Counter()
    for proposal in proposals:
        name = proposal_id(proposal)
        seen[name] += 1
        number = seen[name]
        analysed.append(
            AnalysedProposal(
                id=name if number == 1 else f"{name}-{number}",
                proposal=proposal,
                headline=headline(proposal),
                findings=tuple(_doubted(f) for f in check(proposal)) if document.ocr else check(proposal),
            )
        )
    return Analysis(
        source=document.source,
        sha256=document.sha256,
        proposals=tuple(analysed),
        overview=bundle.overview,
        warnings=tuple(warnings),
    )


def _doubted(finding: Finding) -> Finding:
    """A finding about a picture's text: what disagrees may be the reading, so it is no certain error."""
    if finding.severity != "error":
        return finding
    doubt = " Dokumentet er læst fra et billede: se efter i originalen, om tallene er læst rigtigt."
    return replace(finding, severity="warning", message=finding.message + doubt)


def proposal_id(proposal: Proposal) -> str:
    """'YEAR-CODE', or 'YEAR-' and a slug of the title; 'ukendt' stands for a year that is nowhere printed."""
    year = str(proposal.year) if proposal.year else "ukendt"
    return f"{year}-{proposal.code or slug(proposal.title)}"
