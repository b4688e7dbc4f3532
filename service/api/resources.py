"""What the routes work with: one collection, its worker in the background, its models and its limits."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request

from corpus.themes import Taxonomy, load_taxonomy
from service.api.errors import Busy
from service.api.limits import Rate
from service.api.metrics import Metrics
from service.clock import Clock, utc_now
from service.collection import Collection, open_index
from service.ingest import Ingest, TrainingEnd
from service.learning import Learning, Refused, shipped_encoder
from service.query import Query
from service.roles import Identity
from service.settings import Settings
from service.store.audit import Audit
from service.store.store import Store
from service.store.stores import Stores

_ANALYSES_AT_ONCE = 1  # more would keep each other, and those who search, waiting
_PATIENCE_SECONDS = 30.0


@dataclass(frozen=True, kw_only=True)
class Resources:
    """Everything that lives as long as the service."""

    settings: Settings
    stores: Stores
    collection: Collection
    learning: Learning
    ingest: Ingest
    taxonomy: Taxonomy
    metrics: Metrics
    requests: Rate
    uploads: Rate
    failures: Rate
    now: Clock = utc_now
    _analyses: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(_ANALYSES_AT_ONCE))

    @property
    def store(self) -> Store:
        """The store of the thread that asks."""
        return self.stores.here()

    def query(self, asker: Identity) -> Query:
        """The collection as ``asker`` sees it, in this thread."""
        return Query(self.collection, self.store, self.taxonomy, asker=asker, now=self.now)

    def audit(self, asker: Identity, action: str, *, target: str | None = None, detail: str | None = None) -> None:
        """Writes to the audit log what ``asker`` did."""
        Audit(self.store.connection).record(now=self.now, actor=asker.name, action=action, target=target, detail=detail)

    @contextmanager
    def analysing(self) -> Iterator[None]:
        """Waits for a turn to analyse at once. Raises Busy where none comes."""
        if not self._analyses.acquire(timeout=_PATIENCE_SECONDS):
            raise Busy
        try:
            yield
        finally:
            self._analyses.release()


@contextmanager
def opened(settings: Settings, *, now: Clock = utc_now) -> Iterator[Resources]:
    """A collection in service: its models loaded, its comparison ready, its worker at work; all ended afterwards.

    Raises StoreError, ArtefactError or TaxonomyError where something cannot be used.
    """
    from service.reading_process import ReadingProcess

    stores = Stores(settings.db)
    try:
        learning = Learning(settings.models, now=now)
        with ThreadPoolExecutor(1) as apart:  # the network is compiled outside Python, meanwhile
            loading = apart.submit(learning.pipeline)
            index = open_index(stores.here(), shipped_encoder())
            pipeline = loading.result()
        learning.settle(stores.here(), pipeline)
        collection = Collection(stores.here, pipeline, now=now, index=index)
        collection.warm()
        reading = ReadingProcess(settings.db, themes=learning.folder)
        ingest = Ingest(collection, stores, now=now, train=_training(learning, stores, collection), apart=reading)
        ingest.start()
        try:
            yield Resources(
                settings=settings,
                stores=stores,
                collection=collection,
                learning=learning,
                ingest=ingest,
                taxonomy=load_taxonomy(settings.themes),
                metrics=Metrics(),
                requests=Rate(settings.requests_per_minute),
                uploads=Rate(settings.uploads_per_minute),
                failures=Rate(settings.failed_keys_per_minute),
                now=now,
            )
        finally:
            ingest.stop()
    finally:
        stores.close()


def _training(learning: Learning, stores: Stores, collection: Collection) -> Callable[[], TrainingEnd]:
    def train() -> TrainingEnd:
        ended = learning.train(stores.here())
        if isinstance(ended, Refused):
            return TrainingEnd(trained=False, reason=ended.message)
        take_into_use(learning, stores.here(), collection)
        return TrainingEnd(trained=True, reason=ended.message)

    return train


def take_into_use(learning: Learning, store: Store, collection: Collection) -> None:
    """Answers with the model that the folder of models points to from now on, stored themes included."""
    pipeline = learning.pipeline()
    learning.settle(store, pipeline)
    collection.use(pipeline)


def resources(request: Request) -> Resources:
    """Those of the application that a request came to."""
    found: Resources = request.app.state.resources
    return found


AtHand = Annotated[Resources, Depends(resources)]
"""The argument by which a route gets them."""
