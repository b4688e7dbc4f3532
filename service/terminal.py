"""What every command shares: its formats, help, and how it writes to the terminal."""

from __future__ import annotations

import errno
import io
import os
import sys
from enum import StrEnum
from typing import Annotated

import typer

from corpus.errors import GenklangError
from service.printable import printable

PIPE_CLOSED = 141  # 128 plus SIGPIPE, as a shell reports it


class Format(StrEnum):
    """How an answer is written."""

    TEXT = "text"
    JSON = "json"


def _show_help(context: typer.Context, asked: bool) -> None:
    if asked:
        typer.echo(context.get_help())
        raise typer.Exit


Help = Annotated[bool, typer.Option("--help", is_eager=True, callback=_show_help, help="Vis denne hjælp.")]
Output = Annotated[
    Format,
    typer.Option("--format", metavar="text|json", help="text: en rapport til mennesker (standard). json: data."),
]


def write(text: str, *, encoding: str | None) -> None:
    """Write to standard output, in ``encoding`` or else in the terminal's own, where a letter may be lost.

    Raises typer.Exit where the reader has had enough, and GenklangError where there is no room.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding=encoding, errors="replace")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # What is still in the buffer would fail once more, aloud, when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno == errno.EPIPE:
            raise typer.Exit(PIPE_CLOSED) from error
        raise GenklangError(f"Resultatet kunne ikke skrives ({error.strerror}); er disken fuld?") from error


def complain(sentence: str) -> None:
    """One line on standard error."""
    print(f"genklang: {printable(sentence)}", file=sys.stderr)
