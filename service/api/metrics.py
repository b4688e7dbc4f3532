"""Figures for those who watch over the service, in Prometheus' text format. None tells of what is in the collection."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4 as CONTENT_TYPE

_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 0.8, 2.0, 5.0, 30.0)
"""Seconds; 0.3 and 0.8 are what is promised of reads and searches."""


class Metrics:
    """The counters of one service."""

    content_type = CONTENT_TYPE

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "genklang_requests", "Requests answered", ["method", "route", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "genklang_request_seconds",
            "Seconds from request to answer",
            ["method", "route"],
            buckets=_BOUNDS,
            registry=self._registry,
        )
        self._model = Gauge("genklang_model", "The models in use", ["version"], registry=self._registry)
        self._waiting = Gauge("genklang_jobs_unfinished", "Jobs that wait or run", ["kind"], registry=self._registry)

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Counts one answer; ``route`` is the pattern of its address."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def text(self, *, model_version: str, waiting: dict[str, int]) -> bytes:
        """Everything as it is now; ``waiting`` is how many jobs of each kind are unfinished."""
        self._model.clear()
        self._model.labels(model_version).set(1)
        for kind, count in waiting.items():
            self._waiting.labels(kind).set(count)
        return generate_latest(self._registry)
