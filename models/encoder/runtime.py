"""The one place where OpenVINO is imported for serving, and how it is set up."""

from __future__ import annotations

import importlib
import os
import sys
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Batch = tuple[list[int], list[list[int]]]
    """Rows, and the token numbers of the texts that belong to them, all of one length."""


def openvino() -> ModuleType:
    """OpenVINO, without its telemetry: importing it reports to Intel unless that package cannot be imported."""
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    return importlib.import_module("openvino")


_KEPT_SHAPES = "100"
"""Prepared operations that are kept for batches of a size seen before. The usual 5000 fill 70 MB more for no gain."""

_WAITING = 2  # batches a stream that are under way or queued, so that none waits for Python


class Network:
    """A compiled network from token numbers and mask to one vector a text. Calls from several threads are safe."""

    def __init__(self, model: Path, *, group: int, threads: int | None) -> None:
        """Load the network ``model`` (xml, the bin beside it).

        ``group`` is the number of neighbouring activations of one token that share a scale when they are rounded to
        8 bits; 0 leaves them in full precision. ``threads`` None takes all cores.
        """
        streams = threads or _cores()
        settings: dict[str, Any] = {
            "INFERENCE_NUM_THREADS": streams,
            # One thread a batch and as many batches as cores: threads that share a batch wait for each other.
            "NUM_STREAMS": streams,
            "DYNAMIC_QUANTIZATION_GROUP_SIZE": group,
            # Else vectors would differ between processors with and without bfloat16.
            "INFERENCE_PRECISION_HINT": "f32",
            "CPU_RUNTIME_CACHE_CAPACITY": _KEPT_SHAPES,
        }
        core = openvino().Core()
        compiled = core.compile_model(core.read_model(model), "CPU", settings)
        self._requests = [compiled.create_infer_request() for _ in range(_WAITING * streams)]
        self._one_caller = Lock()
        self._alone = compiled.create_infer_request()  # for a search, which must not wait for a whole document
        self._one_search = Lock()

    def run_one(self, tokens: list[int], into: np.ndarray) -> None:
        """Put the vector of a single short text into ``into``, whatever `run` is doing for others."""
        import numpy as np

        numbers = np.array([tokens], dtype=np.int64)
        with self._one_search:
            self._alone.start_async([numbers, np.ones_like(numbers)])
            self._alone.wait()
            into[:] = self._alone.get_output_tensor(0).data[0]

    def run(self, batches: Iterable[Batch], into: np.ndarray) -> None:
        """Put the vectors of each batch into the rows of ``into`` that it names."""
        import numpy as np

        # All of Python's part stays in this thread: with callbacks, or with threads of Python's own, the runtime was
        # seen to wait for Python's lock and Python for the runtime's, for ever.
        waiting: deque[tuple[Any, list[int]]] = deque()
        with self._one_caller:
            for number, (rows, tokens) in enumerate(batches):
                if len(waiting) == len(self._requests):
                    _store(*waiting.popleft(), into)
                request = self._requests[number % len(self._requests)]
                numbers = np.array(tokens, dtype=np.int64)
                request.start_async([numbers, np.ones_like(numbers)])
                waiting.append((request, rows))
            while waiting:
                _store(*waiting.popleft(), into)


def _store(request: Any, rows: list[int], into: np.ndarray) -> None:
    request.wait()
    into[rows] = request.get_output_tensor(0).data


def _cores() -> int:
    """Cores that this process may use, which in a container can be fewer than the machine has."""
    return len(os.sched_getaffinity(0))
