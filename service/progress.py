"""Progress for someone who waits: on standard error, and only where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from service.printable import printable


def watched(files: Iterable[Path], *, total: int) -> Iterator[Path]:
    """The same files, one by one, with a line on the terminal about the one that is being read."""
    if not sys.stderr.isatty():
        yield from files
        return
    # rich takes a tenth of a second to import: not for those who see nothing of it.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    name = TextColumn("{task.description}", markup=False)
    columns = (TextColumn("Læser"), BarColumn(bar_width=20), MofNCompleteColumn(), name)
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task("", total=total)
        for file in files:
            progress.update(task, description=printable(file.name))
            yield file
            progress.advance(task)
