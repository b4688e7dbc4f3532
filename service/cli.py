"""The command line, ``genklang``.

Exit status: 0 everything was read; 1 some file could not be read or the answer could not be written; 2 wrong usage;
70 a fault of our own; 130 and 141 stopped by Ctrl-C or by a reader that had enough.

Heavy imports stand inside the functions that need them, so that ``--help`` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.exceptions import TyperException

from corpus.errors import GenklangError, ReadError, UsageError
from service import (
    backup_commands,
    collection_commands,
    draft_command,
    failure,
    learning_commands,
    privacy_commands,
    serve_command,
    user_commands,
)
from service.terminal import Format, Help, Output, complain, write
from service.usage import DanishCommand, DanishGroup, danish

if TYPE_CHECKING:
    from models.types import Analysis

ALL_READ, SOME_UNREAD, WRONG_USAGE = 0, 1, 2
INTERRUPTED = 130  # 128 plus SIGINT, as a shell reports it

app = typer.Typer(
    cls=DanishGroup,
    rich_markup_mode=None,
    add_completion=False,
    context_settings={"max_content_width": 100},
    options_metavar="[TILVALG]",
    subcommand_metavar="KOMMANDO ...",
    add_help_option=False,
)


class ThemesFormat(StrEnum):
    """How the taxonomy is written."""

    TEXT = "text"
    TURTLE = "turtle"


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import PackageNotFoundError, version

        try:
            typer.echo(f"genklang {version('genklang')}")
        except PackageNotFoundError:
            typer.echo("genklang (kørt uden at være installeret)")
        raise typer.Exit


Version = Annotated[bool, typer.Option("--version", is_eager=True, callback=_show_version, help="Vis versionen.")]


@app.callback(invoke_without_command=True)
def _genklang(context: typer.Context, show_help: Help = False, show_version: Version = False) -> None:
    """Genklang læser en kommunes investerings- og innovationsforslag og fortæller, hvad der står i dem.

    \b
    Eksempler:
      genklang analyse forslag.pdf
      genklang analyse --help
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(WRONG_USAGE)


@app.command(cls=DanishCommand, options_metavar="[TILVALG]", add_help_option=False)
def analyse(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="STI", help="Filer (.pdf, .docx, .txt, .md, .html eller billeder) eller mapper med dem."
        ),
    ],
    output: Output = Format.TEXT,
    show_help: Help = False,
) -> None:
    """Læs dokumenter, og vis forslagene, deres nøgletal og det, der ikke stemmer.

    Mapper gennemgås med alt, hvad der ligger under dem, i navneorden. Intet gemmes. Filer, der ikke kan læses,
    nævnes med grunden, og resten læses alligevel.

    \b
    Eksempler:
      genklang analyse budgetforslag-2023.pdf
      genklang analyse forslag/ ekstra.docx
      genklang analyse forslag/ --format json > forslag.json

    \b
    Slutstatus:
      0  alt blev læst
      1  mindst én fil kunne ikke læses
      2  kommandoen er skrevet forkert
    """
    from service.documents import choose

    chosen = choose(paths)
    unread = len(chosen.missing)
    for missing in chosen.missing:
        complain(str(missing))

    def keep_count(message: str) -> None:
        nonlocal unread
        unread += 1
        complain(message)

    # Everything is read before anything is written: the line of progress and the report would share a terminal.
    analyses = linked(list(analysed(chosen.files, load_analyser(), keep_count)))
    write(rendered(analyses, output), encoding="utf-8" if output is Format.JSON else None)
    raise typer.Exit(SOME_UNREAD if unread else ALL_READ)


@app.command(cls=DanishCommand, options_metavar="[TILVALG]", add_help_option=False)
def themes(
    output: Annotated[
        ThemesFormat,
        typer.Option("--format", metavar="text|turtle", help="text: en liste (standard). turtle: SKOS som Turtle."),
    ] = ThemesFormat.TEXT,
    file: Annotated[
        Path | None,
        typer.Option(
            "--themes",
            metavar="FIL",
            envvar="GENKLANG_THEMES",
            help="Jeres egen taksonomi i stedet for den medfølgende.",
        ),
    ] = None,
    base_uri: Annotated[
        str | None,
        typer.Option("--base-uri", metavar="ADRESSE", help="Den adresse, som temaerne i SKOS får navn under."),
    ] = None,
    show_help: Help = False,
) -> None:
    """Vis de temaer, som forslag mærkes med, eller giv dem videre til andre programmer.

    En anden taksonomi end den medfølgende angives med --themes eller i miljøvariablen GENKLANG_THEMES.

    \b
    Eksempler:
      genklang themes
      genklang themes --themes vores-temaer.toml
      genklang themes --format turtle --base-uri https://data.kommune.dk/temaer/ > temaer.ttl
    """
    from corpus.themes import load_taxonomy
    from service import theme_list

    taxonomy = load_taxonomy(file)
    if output is ThemesFormat.TURTLE:
        write(theme_list.turtle(taxonomy, base_uri), encoding="utf-8")
    elif base_uri is not None:
        raise UsageError("--base-uri hører sammen med --format turtle.")
    else:
        write(theme_list.text(taxonomy), encoding=None)


for command in (
    draft_command.check,
    collection_commands.add,
    collection_commands.related,
    collection_commands.overlaps,
    collection_commands.search,
    learning_commands.train,
    learning_commands.evaluate,
    serve_command.serve,
    privacy_commands.export,
    privacy_commands.erase,
    privacy_commands.retain,
    backup_commands.backup,
    backup_commands.restore,
    user_commands.audit,
):
    app.command(cls=DanishCommand, options_metavar="[TILVALG]", add_help_option=False)(command)
app.add_typer(user_commands.users, name="users")


def load_analyser() -> Callable[[Path], Analysis]:
    """The function that reads and analyses one file; it brings every heavy library and the trained models along."""
    from functools import partial

    from models.analyse import analyse_file
    from models.pipeline import load_pipeline

    return partial(analyse_file, pipeline=load_pipeline())


def linked(analyses: Sequence[Analysis]) -> Sequence[Analysis]:
    """The analyses with what one document's proposals say of another's; a document alone was linked when read."""
    if len(analyses) < 2:
        return analyses
    from models.analyse import link
    from models.language import load_language

    return link(analyses, load_language())


def analysed(
    files: Sequence[Path], analyse_file: Callable[[Path], Analysis], complain_about: Callable[[str], None]
) -> Iterator[Analysis]:
    """The analysis of each file that can be read; of each other file a sentence is given to ``complain_about``."""
    from service.progress import watched

    for file in watched(files, total=len(files)):
        try:
            analysis = analyse_file(file)
        except ReadError as error:
            complain_about(str(error))
        except Exception as error:  # a fault in one file must not cost the user the others
            complain_about(f"{file}: {failure.sentence(error)}")
        else:
            yield analysis


def rendered(analyses: Sequence[Analysis], output: Format) -> str:
    """The answer as the text that goes to standard output."""
    if output is Format.JSON:
        from service.schemas import documents, text_of

        return text_of(documents(analyses))
    if not analyses:  # the sentences on standard error have said it all
        return ""
    from service.report import report

    return report(analyses, terminal=sys.stdout.isatty())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status; ``arguments`` are those of the process unless given."""
    try:
        # Outside its standalone mode typer returns the code of typer.Exit and raises what it would print in English.
        status = app(arguments, prog_name="genklang", standalone_mode=False)
    except (UsageError, TyperException) as error:
        complain(f"{danish(error) if isinstance(error, TyperException) else error} Se »genklang --help«.")
        return WRONG_USAGE
    except GenklangError as error:
        complain(str(error))
        return SOME_UNREAD
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        complain(failure.sentence(error))
        return failure.STATUS
    return status if isinstance(status, int) else ALL_READ


if __name__ == "__main__":
    sys.exit(main())
