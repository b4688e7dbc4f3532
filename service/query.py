"""The collection as one asker sees it: what they may see, as people have corrected it, and noted where it is secret.

Everything that is told over HTTP of what the collection holds comes through here or through a query of the store that
takes ``cleared``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from corpus.themes import Taxonomy
from models.pairs import Hit, Overlap, unpack
from models.pairs.overlap import overlap_of
from models.types import RelatedProposal, Relation
from service.clock import Clock
from service.collection import Collection
from service.corrected import Named, corrected_analysis, corrected_overlaps, corrected_related
from service.roles import Identity
from service.store.corrections import CorrectionKind, Corrections
from service.store.disclosures import Disclosures
from service.store.records import StoredProposal
from service.store.store import Store


class Query:
    """What one asker asks of a collection, in one thread."""

    def __init__(
        self, collection: Collection, store: Store, taxonomy: Taxonomy, *, asker: Identity, now: Clock
    ) -> None:
        self._collection = collection
        self._store = store
        self._taxonomy = taxonomy
        self._asker = asker
        self._now = now
        self._corrections = Corrections(store.connection)
        self._disclosures = Disclosures(store.connection)

    def stored(self, proposal_id: str) -> StoredProposal:
        """A proposal as it was stored, noted as read where it is confidential. Raises UnknownProposal."""
        found = self._collection.proposal(proposal_id, cleared=self._asker.cleared)
        self._disclosures.read(found.id, asker=self._asker, now=self._now)
        return found

    def exists(self, proposal_id: str) -> None:
        """Raises UnknownProposal where there is none that may be seen."""
        self._collection.proposal(proposal_id, cleared=self._asker.cleared)

    def proposal(self, proposal_id: str) -> Mapping[str, Any]:
        """The contract's object with people's corrections. Raises UnknownProposal."""
        found = self.stored(proposal_id)
        said = self._corrections.of(proposal_id, cleared=self._asker.cleared)
        return corrected_analysis(found.analysis, said, taxonomy=self._taxonomy)

    def related(self, proposal_id: str, *, limit: int) -> tuple[RelatedProposal, ...]:
        """What belongs with a proposal, best first. Raises UnknownProposal."""
        cleared = self._asker.cleared
        said = [one for one in self._corrections.of(proposal_id, cleared=cleared) if one.kind is CorrectionKind.PAIR]
        # Those that a person calls different are left out, so as many more are asked for.
        found = self._collection.related(proposal_id, cleared=cleared, limit=limit + len(said))
        answers = corrected_related(found, said, of=proposal_id, name=self._named, limit=limit)
        shown = [proposal_id, *(one.id for one in answers)]
        self._disclosures.shown(shown, asker=self._asker, now=self._now)
        return answers

    def overlaps(self) -> tuple[Overlap, ...]:
        """Every flagged pair, those that a person has confirmed first. Who hands some over calls `note_shown`."""
        said = self._corrections.all(cleared=self._asker.cleared, kind=CorrectionKind.PAIR)
        return corrected_overlaps(self._collection.overlaps(cleared=self._asker.cleared), said, missing=self._unflagged)

    def search(self, words: str, *, limit: int) -> tuple[Hit, ...]:
        """Proposals and front-table lines that answer, best first."""
        hits = self._collection.search(words, cleared=self._asker.cleared, limit=limit)
        self.note_shown(hit.id for hit in hits)
        return hits

    def note_shown(self, proposals: Iterable[str]) -> None:
        """Notes those among these ids that are confidential and are about to be shown."""
        self._disclosures.shown(proposals, asker=self._asker, now=self._now)

    def _named(self, proposal_id: str) -> Named | None:
        found = self._store.proposal(proposal_id, cleared=self._asker.cleared)
        return None if found is None else Named(title=found.analysis["title"], year=found.analysis["year"])

    def _unflagged(self, one: str, other: str) -> Overlap | None:
        """A pair that only a person has found, with the money that both ask for."""
        encoder = self._collection.pipeline.encoder.id
        entries = [
            unpack(content)
            for _, content in self._store.entries(encoder, cleared=self._asker.cleared, names=[one, other])
        ]
        if len(entries) < 2:
            return Overlap(a=one, b=other, relation=Relation.OVERLAP, probability=1.0, reasons=())
        return overlap_of(entries[0], entries[1], relation=Relation.OVERLAP, probability=1.0, reasons=())
