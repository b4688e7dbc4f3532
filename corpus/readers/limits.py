"""What one file may cost, and how a process is held to it."""

from __future__ import annotations

import math
import resource
import time
from dataclasses import dataclass

MEGABYTE = 1024 * 1024

MAX_FILE_BYTES = 200 * MEGABYTE
"""The largest file that is read at all: a scanned catalogue of some hundred pages stays below it."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The limits of the process that reads one file. Seconds are wall time; the same numbers bound its CPU time."""

    seconds: float = 120.0
    seconds_per_page: float = 60.0  # added for each page of text recognition, counted from when the page begins
    total_seconds: float = 3 * 3600.0  # however many pages are reported
    memory_bytes: int = 1024 * MEGABYTE  # address space of the process, and of each program that it starts
    output_bytes: int = 32 * MEGABYTE  # the result as JSON; a catalogue of 150 pages gives less than one
    file_bytes: int = 512 * MEGABYTE  # any file that it writes (pages on their way to text recognition)
    open_files: int = 128


def confine(limits: Limits) -> None:
    """Hold the running process, and all that it starts, to the limits. There is no way back.

    ``RLIMIT_AS`` (address space) bounds memory and not ``RLIMIT_DATA``, which does not count shared or file-backed
    mappings, nor a watch on resident memory from outside, which comes too late for one large allocation. It is only
    usable since the numerical libraries are told to run one thread each (see the sandbox's environment): every
    further thread would reserve tens of megabytes of address space without using them. Measured peaks: 150 MB for
    text and Word, 520 MB for a Word file at its size limit, 360 MB for a scanned page and 120 MB for Tesseract.
    """
    cpu_hard = math.ceil(limits.total_seconds) + 1
    for kind, soft, hard in (
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_AS, limits.memory_bytes, limits.memory_bytes),
        (resource.RLIMIT_CPU, math.ceil(limits.seconds) + 1, cpu_hard),
        (resource.RLIMIT_FSIZE, limits.file_bytes, limits.file_bytes),
        (resource.RLIMIT_NOFILE, limits.open_files, limits.open_files),
    ):
        _lower(kind, soft, hard)


def extend_cpu(limits: Limits) -> None:
    """Give the running process the CPU time of one more page of text recognition."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = math.ceil(time.process_time() + max(limits.seconds, limits.seconds_per_page)) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _lower(kind: int, soft: int, hard: int) -> None:
    """Set a limit, or keep the one we run under already where that is tighter (only root may raise it)."""
    _, present = resource.getrlimit(kind)
    if present != resource.RLIM_INFINITY:
        hard = min(hard, present)
    resource.setrlimit(kind, (min(soft, hard), hard))
