"""From a file to an analysis: the sole place where reading, splitting, parsing and concluding are put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.parse import parse
from corpus.read import read
from corpus.split import split
from corpus.titles import slug
from corpus.types import Document, Proposal
from models.checks import check
from models.figures import find_figures
from models.headline import headline
from models.language import Language
from models.names import KnownProposal, TitleIndex, find_mentions, find_names, known_proposals
from models.passages import passages
from models.pipeline import Pipeline
from models.themes.language import language_finding
from models.types import AnalysedProposal, Analysis, Finding


def analyse_file(path: Path, pipeline: Pipeline) -> Analysis:
    """Reads and analyses one file. Raises `corpus.errors.ReadError` where the file cannot be read."""
    return analyse(read(path), pipeline)


def analyse(document: Document, pipeline: Pipeline) -> Analysis:
    """The proposals of a document with what we conclude from each, its front table, and what could not be read.

    Mentions are linked within the document; `link` does the same across documents.
    """
    bundle = split(document)
    analysed: list[AnalysedProposal] = []
    seen: Counter[str] = Counter()
    for proposal in parse(bundle):
        name = proposal_id(proposal)
        seen[name] += 1
        number = seen[name]
        analysed.append(
            analyse_proposal(proposal, pipeline, name=name if number == 1 else f"{name}-{number}", ocr=document.ocr)
        )
    analysis = Analysis(
        source=document.source,
        sha256=document.sha256,
        proposals=tuple(analysed),
        overview=bundle.overview,
        warnings=(*document.warnings, *bundle.warnings),
    )
    return link([analysis], pipeline.language)[0]


def analyse_proposal(proposal: Proposal, pipeline: Pipeline, *, name: str, ocr: bool = False) -> AnalysedProposal:
    """Everything that one proposal says by itself. ``ocr`` tells that its text was read from a picture."""
    doc = pipeline.language.read(proposal.text)
    figures = pipeline.roles.assign(proposal, doc, find_figures(proposal, doc))
    names = find_names(proposal, doc)
    parts = passages(proposal)
    vectors = pipeline.encoder.encode([part.text for part in parts])
    foreign = language_finding(proposal.text)
    findings = (*check(proposal, figures, names, doc=doc), *((foreign,) if foreign else ()))
    return AnalysedProposal(
        id=name,
        proposal=proposal,
        headline=headline(proposal),
        findings=tuple(map(_doubted, findings)) if ocr else findings,
        figures=figures,
        names=names,
        themes=pipeline.tagger.tag(proposal, parts, vectors),
        passages=parts,
        vectors=vectors,
        theme_probabilities=pipeline.tagger.scores(proposal, parts, vectors),
    )


def link(analyses: Sequence[Analysis], language: Language, known: Iterable[KnownProposal] = ()) -> tuple[Analysis, ...]:
    """The analyses with their mentions linked to each other's proposals and front tables, and to what is ``known``."""
    index = TitleIndex([*known, *(one for analysis in analyses for one in known_of(analysis))])
    return tuple(
        replace(
            analysis,
            proposals=tuple(
                replace(one, mentions=find_mentions(one.proposal, language.read(one.proposal.text), index))
                for one in analysis.proposals
            ),
        )
        for analysis in analyses
    )


def known_of(analysis: Analysis) -> tuple[KnownProposal, ...]:
    """What a document makes known: its proposals, and each front-table line whose proposal is not in it."""
    return known_proposals(((one.id, one.proposal) for one in analysis.proposals), analysis.overview)


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
