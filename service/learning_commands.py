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

from service.terminal import Format, Help, Output


def train(
    documents: Annotated[Path, typer.Argument(metavar="MAPPE", help="De forslag, som rettelserne gælder.")],
    corrections: Annotated[
        Path, typer.Argument(metavar="RETTELSER", help="CSV med kolonnerne id, rigtige og forkerte.")
    ],
    models: Annotated[
        Path,
        typer.Option(
            "--models",
            metavar="MAPPE",
            envvar="GENKLANG_THEME_MODEL",
            help="Hvor jeres egen model ligger, eller skal lægges.",
        ),
    ] = Path("genklang-temaer"),
    show_help: Help = False,
) -> None:
    """Lær temaerne igen af jeres rettelser; en model, der er dårligere end den nuværende, bliver ikke taget i brug.

    Sæt GENKLANG_THEME_MODEL til mappen for at bruge modellen bagefter.

    \b
    Eksempel:
      genklang train forslag/ rettelser.csv --models vores-temaer

    \b
    Slutstatus:
      0  den nye model er gemt
      2  kommandoen eller en rettelse er skrevet forkert
      3  den nye model var dårligere og er ikke gemt
    """
    raise typer.Exit(_start("training.refit", str(documents), str(corrections), str(models)))


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
