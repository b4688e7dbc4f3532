"""The collection in use: documents are analysed and stored, and what is stored is compared and searched."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from corpus.errors import GenklangError
from corpus.titles import slug
from corpus.types import Overview
from models.pairs import Hit, Overlap, PairModel, load, make_entry, pack
from models.pairs.space import Vector
from models.pipeline import Pipeline
from models.types import AnalysedProposal, Analysis, RelatedProposal
from service import schemas
from service.clock import Clock, utc_now
from service.live_index import Fetch, LiveIndex
from service.store.records import FrontLine, NewDocument, NewProposal, StoredDocument, StoredProposal
from service.store.store import Store

__all__ = ["Clock", "Collection", "UnknownProposal", "utc_now"]

_CONFIDENTIAL = re.compile(r"\bFORTROLIG(?:T|E)?\b")
"""As papers that are not public say it of themselves; in small letters the word is part of a sentence."""


_FIRST_SEARCH = "medarbejdernes vagtplanlægning på plejehjem"
"""Words of every kind that the dictionaries are asked about: listed, unlisted, and compounds."""

_KEPT_QUERIES = 1_000
"""Vectors of searches that are kept, 1.5 KB each: people search for the same words, and page through the answers."""

_QUIET_SECONDS = 0.3
"""So long after a question nobody is likely to be waiting for an answer."""

_BUSY_STEP_SECONDS = 2.0
"""Between two steps of looking ahead while people ask."""


class UnknownProposal(GenklangError):
    """No proposal of this id is in the collection, or none that may be seen."""

    def __init__(self, proposal_id: str) -> None:
        super().__init__(f"Forslaget »{proposal_id}« er ikke i samlingen.")
        self.proposal_id = proposal_id


class Collection:
    """A store with the models that fill it and compare what is in it. May be used by several threads.

    Whoever asks says whether they are ``cleared`` for confidential papers; for others the comparison itself is made
    without these, so that no word, count or order tells of them.
    """

    def __init__(
        self,
        store: Store | Callable[[], Store],
        pipeline: Pipeline,
        *,
        now: Clock = utc_now,
        index: LiveIndex | None = None,
    ) -> None:
        """Several threads need a ``store`` that gives each its own: `service.store.stores.Stores.here`.

        ``index`` is one that `open_index` made for the pipeline's encoder.
        """
        self._here: Callable[[], Store] = (lambda: store) if isinstance(store, Store) else store
        self._pipeline = pipeline
        self._now = now
        self._live = threading.RLock()
        self._indexes: dict[bool, LiveIndex] = {} if index is None else {False: index}
        self._seen = threading.local()
        self._has_searched = False
        self._asked_at = self._stepped_at = 0.0
        self._vector = _kept_vectors(pipeline)

    @property
    def model_version(self) -> str:
        """Names the models that conclude an answer now."""
        return self._pipeline.version

    @property
    def pipeline(self) -> Pipeline:
        """The models that are asked now."""
        return self._pipeline

    def use(self, pipeline: Pipeline) -> None:
        """Asks these models from now on. What is under way ends with the models that it began with."""
        with self._live:
            if pipeline.encoder.id != self._pipeline.encoder.id:
                self._indexes = {}
            self._pipeline = pipeline
            self._vector = _kept_vectors(pipeline)

    # ------------------------------------------------------------------ analysing

    def read(self, path: Path) -> Analysis:
        """Reads and analyses a file. Raises `corpus.errors.ReadError` where it cannot be read."""
        # Here and below: what reads is loaded when something is read, so that who only answers starts at once.
        from models.analyse import analyse_file

        return analyse_file(path, self._pipeline)

    def analyse(self, content: bytes, source: str, *, reading: Callable[[], None] | None = None) -> Analysis:
        """Reads and analyses a file's bytes and stores nothing; ``source`` is the file's name.

        ``reading`` is called when the file has been read and its analysis begins. Raises `corpus.errors.ReadError`.
        """
        from corpus.read import read_bytes
        from models.analyse import analyse

        document = read_bytes(content, source)
        if reading is not None:
            reading()
        return analyse(document, self._pipeline)

    # ------------------------------------------------------------------ adding and removing

    def add(self, files: Sequence[tuple[Path, Analysis]], *, marked: bool = False) -> list[StoredDocument]:
        """Stores analysed files, those of one call linked to each other and to what is there. One answer a file.

        The same bytes again change nothing and are answered with what is stored.
        """
        store = self._here()
        made = self.documents([(path.read_bytes(), analysis) for path, analysis in files])
        numbers = [store.add(one, marked=marked) for one in made]
        stored = [store.document(number, cleared=True) for number in numbers]
        return [one for one in stored if one is not None]

    def documents(self, files: Sequence[tuple[bytes, Analysis]]) -> list[NewDocument]:
        """Analysed files as they are to be stored, linked to each other and to what is in the collection."""
        from models.analyse import link
        from models.names import KnownProposal

        known = [
            KnownProposal(id=one.id, code=one.code, title=one.title, year=one.year)
            for one in self._here().known(cleared=False)  # an open paper must not point at a confidential one
        ]
        linked = link([analysis for _, analysis in files], self._pipeline.language, known)
        return [self._new(content, analysis) for (content, _), analysis in zip(files, linked, strict=True)]

    def remove(self, proposal_id: str) -> bool:
        """Takes a proposal out of the collection and of every comparison; False where there is none."""
        return self._here().remove(proposal_id)

    def _new(self, content: bytes, analysis: Analysis) -> NewDocument:
        return NewDocument(
            sha256=analysis.sha256,
            source=analysis.source,
            content=content,
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
        found = self._here().proposal(proposal_id, cleared=cleared)
        if found is None:
            raise UnknownProposal(proposal_id)
        return found

    def related(self, proposal_id: str, *, cleared: bool, limit: int = 10) -> tuple[RelatedProposal, ...]:
        """What belongs with a stored proposal, best first. Raises UnknownProposal."""
        self._asked_at = time.monotonic()
        try:
            return self._index(cleared).related(proposal_id, limit)
        except KeyError:
            raise UnknownProposal(proposal_id) from None

    def overlaps(self, *, cleared: bool) -> tuple[Overlap, ...]:
        """Every pair that may be paid for twice or is submitted again, most certain first.

        The first call looks at every proposal, some hundredths of a second each, unless `look_ahead` did so before.
        """
        return self._index(cleared).overlaps(self._fetch(cleared))

    def search(self, words: str, *, cleared: bool, limit: int = 20) -> tuple[Hit, ...]:
        """Proposals by the words of a query and by its meaning, and front-table lines by their title."""
        self._asked_at = time.monotonic()
        hits = self._index(cleared).search(words, self._vector(words), limit)
        asked = {word for word in words.casefold().split() if len(word) > 1}
        lines = [
            Hit(id=one.id, title=one.title, year=one.year, score=0.0, snippet=one.title, span=None)
            for one in (self._here().lines_alone(cleared=cleared) if asked else ())
            if asked <= set(re.findall(r"\w+", one.title.casefold()))
        ]
        return (*hits, *lines)[:limit]

    def stale(self) -> int:
        """How many stored proposals another encoder made ready: they are in no comparison until they are added anew."""
        return self._here().without_entry(self._pipeline.encoder.id)

    # ------------------------------------------------------------------ keeping up

    def warm(self, *, cleared: bool = False) -> None:
        """Makes the comparison ready, so that the first question need not wait for it."""
        self._index(cleared)

    def look_ahead(self) -> bool:
        """A small step of what later questions would wait for; False where nothing is left to do.

        While people ask, most calls do nothing.
        """
        now = time.monotonic()
        if now < self._asked_at + _QUIET_SECONDS and now < self._stepped_at + _BUSY_STEP_SECONDS:
            return True
        self._stepped_at = now
        if not self._has_searched:
            self._has_searched = True
            self.search(_FIRST_SEARCH, cleared=False)  # loads the dictionaries, a second's work
            return True
        for cleared in (False, True):
            live = self._index(cleared)
            if live.tidy() or live.look_at_one():
                return True
        return False

    def _index(self, cleared: bool) -> LiveIndex:
        """The comparison for such an asker, as the store is now, whoever changed it: another thread or program."""
        # Without confidential papers both kinds of asker see the same, and one index serves them. The first such paper
        # leaves it to the uncleared, who thereby notice nothing.
        store = self._here()
        own = cleared and store.has_confidential()
        with self._live:
            if own not in self._indexes:
                self._indexes[own] = LiveIndex(self._pair_model())
            live = self._indexes[own]
        mark = (live, store.change())
        if getattr(self._seen, str(own), None) != mark:
            encoder = self._pipeline.encoder.id
            live.keep_up(lambda: store.ready(encoder, cleared=own), self._fetch(own))
            setattr(self._seen, str(own), mark)
        return live

    def _pair_model(self) -> PairModel:
        return load(encoder=self._pipeline.encoder.id)

    def _fetch(self, cleared: bool) -> Fetch:
        store, encoder = self._here(), self._pipeline.encoder.id
        return lambda names: store.entries(encoder, cleared=cleared, names=names)


def _kept_vectors(pipeline: Pipeline) -> Callable[[str], Vector]:
    @lru_cache(maxsize=_KEPT_QUERIES)
    def vector(words: str) -> Vector:
        found: Vector = pipeline.encoder.encode([words], kind="query")[0]
        return found

    return vector


def open_index(store: Store, encoder: str) -> LiveIndex:
    """What may be seen by everybody, ready to be compared; for an encoder that need not be loaded yet."""
    index = LiveIndex(load(encoder=encoder))
    index.keep_up(
        lambda: store.ready(encoder, cleared=False), lambda names: store.entries(encoder, cleared=False, names=names)
    )
    return index


def _new_proposal(analysed: AnalysedProposal) -> NewProposal:
    from models.analyse import proposal_id

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
