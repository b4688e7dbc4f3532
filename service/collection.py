"""The collection in use: documents are analysed and stored, and what is stored is compared and searched."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import GenklangError
from corpus.titles import slug
from corpus.types import Overview
from models.analyse import analyse_file, link, proposal_id
from models.names import KnownProposal
from models.pairs import Hit, Index, Overlap, PairModel, load, make_entry, pack, unpack
from models.pipeline import Pipeline
from models.types import AnalysedProposal, Analysis, RelatedProposal
from service import schemas
from service.store.records import FrontLine, NewDocument, NewProposal, StoredDocument, StoredProposal
from service.store.store import Store

Clock = Callable[[], str]

_CONFIDENTIAL = re.compile(r"\bFORTROLIG(?:T|E)?\b")
"""As papers that are not public say it of themselves; in small letters the word is part of a sentence."""


class UnknownProposal(GenklangError):
    """No proposal of this id is in the collection, or none that may be seen."""

    def __init__(self, proposal_id: str) -> None:
        super().__init__(f"Forslaget »{proposal_id}« er ikke i samlingen.")
        self.proposal_id = proposal_id


def utc_now() -> str:
    """The time as the collection writes it: ISO 8601, UTC, whole seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Collection:
    """A store with the models that fill it and compare what is in it.

    Whoever asks says whether they are ``cleared`` for confidential papers; for others the comparison itself is made
    without these, so that no word, count or order tells of them.
    """

    def __init__(self, store: Store, pipeline: Pipeline, *, now: Clock = utc_now) -> None:
        self._store = store
        self._pipeline = pipeline
        self._now = now
        self._model: PairModel | None = None
        self._indexes: dict[bool, Index] = {}

    # ------------------------------------------------------------------ adding

    def add(self, files: Sequence[tuple[Path, Analysis]], *, marked: bool = False) -> list[StoredDocument]:
        """Stores analysed files, those of one call linked to each other and to what is there. One answer a file.

        The same bytes again change nothing and are answered with what is stored.
        """
        known = [
            KnownProposal(id=one.id, code=one.code, title=one.title, year=one.year)
            for one in self._store.known(cleared=False)  # an open paper must not point at a confidential one
        ]
        linked = link([analysis for _, analysis in files], self._pipeline.language, known)
        numbers = [
            self._store.add(self._new(path, analysis), marked=marked)
            for (path, _), analysis in zip(files, linked, strict=True)
        ]
        self._indexes.clear()
        stored = [self._store.document(number, cleared=True) for number in numbers]
        return [one for one in stored if one is not None]

    def read(self, path: Path) -> Analysis:
        """Reads and analyses a file. Raises `corpus.errors.ReadError` where it cannot be read."""
        return analyse_file(path, self._pipeline)

    def _new(self, path: Path, analysis: Analysis) -> NewDocument:
        return NewDocument(
            sha256=analysis.sha256,
            source=analysis.source,
            content=path.read_bytes(),
            warnings=analysis.warnings,
            added_at=self._now(),
            model=self._pipeline.version,
            encoder=self._pipeline.encoder.id,
            proposals=[_new_proposal(one) for one in analysis.proposals],
            front_lines=_front_lines(analysis),
        )

    # ------------------------------------------------------------------ asking

    def proposal(self, proposal_id: str, *, cleared: bool) -> StoredProposal:
        """A stored proposal. Raises UnknownProposal."""
        found = self._store.proposal(proposal_id, cleared=cleared)
        if found is None:
            raise UnknownProposal(proposal_id)
        return found

    def related(self, proposal_id: str, *, cleared: bool, limit: int = 10) -> tuple[RelatedProposal, ...]:
        """What belongs with a stored proposal, best first. Raises UnknownProposal."""
        index = self._index(cleared)
        if proposal_id not in index:
            raise UnknownProposal(proposal_id)
        return index.related(proposal_id, limit)

    def overlaps(self, *, cleared: bool) -> tuple[Overlap, ...]:
        """Every pair that may be paid for twice or is submitted again, most certain first."""
        return self._index(cleared).overlaps()

    def search(self, words: str, *, cleared: bool, limit: int = 20) -> tuple[Hit, ...]:
        """Proposals by the words of a query and by its meaning, and front-table lines by their title."""
        vector = self._pipeline.encoder.encode([words], kind="query")[0]
        hits = self._index(cleared).search(words, vector, limit)
        asked = {word for word in words.casefold().split() if len(word) > 1}
        lines = [
            Hit(id=one.id, title=one.title, year=one.year, score=0.0, snippet=one.title, span=None)
            for one in self._store.known(cleared=cleared)
            if not one.stored and asked and asked <= set(re.findall(r"\w+", one.title.casefold()))
        ]
        return (*hits, *lines)[:limit]

    def stale(self) -> int:
        """How many stored proposals another encoder made ready: they are in no comparison until they are added anew."""
        return self._store.without_entry(self._pipeline.encoder.id)

    def _index(self, cleared: bool) -> Index:
        if cleared not in self._indexes:
            encoder = self._pipeline.encoder.id
            if self._model is None:
                self._model = load(encoder=encoder)
            entries = (replace(unpack(block), id=name) for name, block in self._store.entries(encoder, cleared=cleared))
            self._indexes[cleared] = Index.build(entries, self._model)
        return self._indexes[cleared]


def _new_proposal(analysed: AnalysedProposal) -> NewProposal:
    printed = analysed.proposal
    vectors = analysed.vectors
    return NewProposal(
        printed_id=proposal_id(printed),
        confidential=_CONFIDENTIAL.search(printed.text) is not None,
        year=printed.year,
        code=printed.code,
        title=printed.title,
        kind=printed.kind.value,
        administration=printed.submitting_administration,
        amount_kr=analysed.headline.implementation_total_kr,
        analysis=schemas.proposal(analysed),
        themes={theme.id: theme.probability for theme in analysed.themes},
        entry=None
        if vectors is None
        else pack(make_entry(analysed, vectors, of=analysed.passages, themes=analysed.theme_probabilities)),
    )


def _front_lines(analysis: Analysis) -> list[FrontLine]:
    years = [one.proposal.year for one in analysis.proposals if one.proposal.year is not None]
    common = max(sorted(set(years)), key=years.count) if years else None
    return [_front_line(line, common or line.price_level_year) for line in analysis.overview]


def _front_line(line: Overview, year: int | None) -> FrontLine:
    return FrontLine(
        id=f"{year or 'ukendt'}-{line.code or slug(line.title)}",
        code=line.code,
        title=line.title,
        committee=line.committee,
        amount_kr=line.amount_kr,
        price_level_year=line.price_level_year,
        year=year,
    )
