"""The one place where OpenVINO is imported for serving, and how it is set up."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Batch = tuple[list[int], tuple[np.ndarray, np.ndarray]]
    """Rows, and the token numbers and mask of the texts that belong to them."""


def openvino() -> ModuleType:
    """OpenVINO, without its telemetry: importing it reports to Intel unless that package cannot be imported."""
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino

    return openvino


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
        }
        core = openvino().Core()
        compiled = core.compile_model(core.read_model(model), "CPU", settings)
        self._streams = streams
        self._free: SimpleQueue[Any] = SimpleQueue()
        for _ in range(streams):
            self._free.put(compiled.create_infer_request())

    def run(self, batches: Iterable[Batch], into: np.ndarray) -> None:
        """Put the vectors of each batch into the rows of ``into`` that it names."""

        # Threads of Python's own, not OpenVINO's queue with callbacks: that one was seen to wait for itself for ever.
        def one(batch: Batch) -> None:
            rows, (numbers, mask) = batch
            request = self._free.get()
            try:
                into[rows] = request.infer([numbers, mask])[0]
            finally:
                self._free.put(request)

        with ThreadPoolExecutor(self._streams) as pool:
            for _ in pool.map(one, batches):
                pass


def _cores() -> int:
    """Cores that this process may use, which in a container can be fewer than the machine has."""
    return len(os.sched_getaffinity(0))
