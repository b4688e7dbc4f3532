"""The commands that learn and measure: ``train`` and ``evaluate``.

What is learnt stands in the training room, which the service may not know: both start it as a program of its own, and
all that comes back is a model on disk, a report, and an exit status.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import UsageError
from service.terminal import Format, Help, Output, write

_REFUSED = 3


def train(
    documents: Annotated[
        Path | None, typer.Argument(metavar="[MAPPE]", help="De forslag, som rettelserne gælder.")
    ] = None,
    corrections: Annotated[
        Path | None, typer.Argument(metavar="[RETTELSER]", help="CSV med kolonnerne id, rigtige og forkerte.")
    ] = None,
    models: Annotated[
        Path,
        typer.Option(
            "--models",
            metavar="MAPPE",
            envvar="GENKLANG_THEME_MODEL",
            help="Hvor jeres egen model ligger, eller skal lægges.",
        ),
    ] = Path("genklang-temaer"),
    database: Annotated[
        Path | None,
        typer.Option("--db", metavar="FIL", help="Lær i stedet af rettelserne i denne samling."),
    ] = None,
    versions: Annotated[
        Path,
        typer.Option(
            "--versions",
            metavar="MAPPE",
            envvar="GENKLANG_MODELS",
            help="Med --db: hvor samlingens modeller ligger, hver i sin mappe.",
        ),
    ] = Path("genklang-modeller"),
    rollback: Annotated[bool, typer.Option("--rollback", help="Med --db: gå tilbage til modellen før.")] = False,
    show_help: Help = False,
) -> None:
    """Lær temaerne igen af jeres rettelser; en model, der er dårligere end den nuværende, bliver ikke taget i brug.

    Med --db læres der af rettelserne i samlingen, og dens forslag får den nye models temaer. Ellers læses forslag og
    rettelser fra filer; sæt så GENKLANG_THEME_MODEL til mappen for at bruge modellen bagefter.

    \b
    Eksempler:
      genklang train --db samling.db
      genklang train --db samling.db --rollback
      genklang train forslag/ rettelser.csv --models vores-temaer

    \b
    Slutstatus:
      0  den nye model er gemt
      1  samlingen eller dens modeller kan ikke bruges
      2  kommandoen eller en rettelse er skrevet forkert
      3  den nye model var dårligere og er ikke gemt
    """
    if database is not None and documents is None:
        raise typer.Exit(_train_collection(database, versions, rollback=rollback))
    if documents is None or corrections is None or database is not None or rollback:
        raise UsageError("Angiv enten --db FIL eller en mappe og en fil med rettelser. Se »genklang train --help«.")
    raise typer.Exit(_start("training.refit", str(documents), str(corrections), str(models)))


def _train_collection(database: Path, versions: Path, *, rollback: bool) -> int:
    from service.learning import Learning, Trained
    from service.store.database import StoreError
    from service.store.store import Store

    if not database.exists():
        raise StoreError(f"{database} findes ikke. Angiv samlingens fil med --db.")
    learning = Learning(versions)
    with Store(database) as store:
        if rollback:
            message, status = f"Nu er modellen {learning.rollback().version} i brug.", 0
        else:
            ended = learning.train(store)
            message, status = ended.message, 0 if isinstance(ended, Trained) else _REFUSED
        if status == 0:
            learning.settle(store, learning.pipeline())
    write(f"{message}\n", encoding=None)
    return status


def evaluate(
    documents: Annotated[Path, typer.Argument(metavar="MAPPE", help="Jeres egne forslag.")],
    labels: Annotated[Path, typer.Argument(metavar="TEMAER", help="CSV med kolonnerne id, temaer og evt. valgfri.")],
    output: Output = Format.TEXT,
    show_help: Help = False,
) -> None:
    """Mål, hvor godt temaerne passer på jeres egne forslag, mod de temaer, som I selv har givet dem.

    \b
    Eksempel:
      genklang evaluate forslag/ temaer.csv
    """
    as_json = ["--json"] if output is Format.JSON else []
    raise typer.Exit(_start("training.evaluate", "own", str(documents), str(labels), *as_json))


def _start(module: str, *arguments: str) -> int:
    return subprocess.run([sys.executable, "-m", module, *arguments], check=False).returncode
