"""The commands that store proposals and ask the collection: ``add``, ``related``, ``overlaps``, ``search``.

Whoever can read the collection's file on this machine can read all that is in it, so they are cleared for everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import ReadError
from service.terminal import Format, Help, Output, complain, write

if TYPE_CHECKING:
    from models.types import Analysis
    from service.collection import Collection

Database = Annotated[
    Path,
    typer.Option("--db", metavar="FIL", envvar="GENKLANG_DB", help="Samlingens fil; standard er genklang.db her."),
]
DEFAULT = Path("genklang.db")


def add(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="STI", help="Filer (.pdf, .docx, .txt, .md, .html eller billeder) eller mapper."),
    ],
    database: Database = DEFAULT,
    output: Output = Format.TEXT,
    show_help: Help = False,
) -> None:
    """Læs dokumenter som »analyse«, og gem forslagene i samlingen.

    Den samme fil en gang til ændrer intet. Et andet dokument med samme forslags-id gemmes ved siden af med »-2«.

    \b
    Eksempler:
      genklang add budgetforslag-2023.pdf
      genklang add forslag/ --db samling.db --format json

    \b
    Slutstatus:
      0  alt blev læst og gemt
      1  mindst én fil kunne ikke læses; resten er gemt
      2  kommandoen er skrevet forkert
    """
    from service import failure, schemas
    from service.documents import choose
    from service.progress import watched

    chosen = choose(paths)
    for missing in chosen.missing:
        complain(str(missing))
    unread = len(chosen.missing)
    with opened(database) as collection:
        read: list[tuple[Path, Analysis]] = []
        for file in watched(chosen.files, total=len(chosen.files)):
            try:
                read.append((file, collection.read(file)))
            except ReadError as error:
                complain(str(error))
                unread += 1
            except Exception as error:  # a fault in one file must not cost the user the others
                complain(f"{file}: {failure.sentence(error)}")
                unread += 1
        stored = collection.add(read)
        if output is Format.JSON:
            answer = {
                "documents": [
                    schemas.document(analysis)
                    | {
                        "proposals": [
                            dict(collection.proposal(name, cleared=True).analysis) for name in document.proposals
                        ]
                    }
                    for (_, analysis), document in zip(read, stored, strict=True)
                ]
            }
            write(schemas.text_of(answer), encoding="utf-8")
        else:
            lines = [f"{one.source}: {', '.join(one.proposals) or 'ingen forslag'}" for one in stored]
            write("".join(f"{line}\n" for line in lines), encoding=None)
    raise typer.Exit(1 if unread else 0)


def related(
    proposal_id: Annotated[str, typer.Argument(metavar="ID", help="Forslagets id, fx 2021-BC01.")],
    database: Database = DEFAULT,
    limit: Annotated[int, typer.Option("--limit", metavar="ANTAL", min=1, help="Højst så mange svar.")] = 10,
    output: Output = Format.TEXT,
    show_help: Help = False,
) -> None:
    """Vis tidligere og andre forslag, der hører sammen med et forslag, med grunde og sandsynlighed.

    \b
    Eksempler:
      genklang related 2021-BC01
      genklang related 2021-BC01 --limit 3 --format json
    """
    from service import schemas
    from service.pair_report import related_text

    with opened(database, must_exist=True) as collection:
        asked = collection.proposal(proposal_id, cleared=True)
        answers = collection.related(proposal_id, cleared=True, limit=limit)
        if output is Format.JSON:
            write(schemas.text_of(schemas.related(proposal_id, answers)), encoding="utf-8")
        else:
            there = {one.id: collection.proposal(one.id, cleared=True) for one in answers}
            write(related_text(asked, answers, there), encoding=None)


def overlaps(database: Database = DEFAULT, output: Output = Format.TEXT, show_help: Help = False) -> None:
    """Vis alle par i samlingen, der helt eller delvis beder om det samme, de sikreste først.

    \b
    Eksempler:
      genklang overlaps
      genklang overlaps --db samling.db --format json
    """
    from service import schemas
    from service.pair_report import overlaps_text

    with opened(database, must_exist=True) as collection:
        pairs = collection.overlaps(cleared=True)
        if output is Format.JSON:
            write(schemas.text_of(schemas.overlaps(pairs)), encoding="utf-8")
        else:
            names = {name for pair in pairs for name in (pair.a, pair.b)}
            stored = {name: collection.proposal(name, cleared=True) for name in names}
            write(overlaps_text(pairs, stored), encoding=None)


def search(
    words: Annotated[list[str], typer.Argument(metavar="ORD", help="Det, der søges efter, med almindelige ord.")],
    database: Database = DEFAULT,
    limit: Annotated[int, typer.Option("--limit", metavar="ANTAL", min=1, help="Højst så mange svar.")] = 20,
    output: Output = Format.TEXT,
    show_help: Help = False,
) -> None:
    """Søg i samlingen efter ord og mening på én gang.

    \b
    Eksempler:
      genklang search nye medarbejdere it-udstyr
      genklang search "vikarer på plejehjem" --format json
    """
    from service import schemas
    from service.pair_report import hits_text

    query = " ".join(words)
    with opened(database, must_exist=True) as collection:
        hits = collection.search(query, cleared=True, limit=limit)
        if output is Format.JSON:
            write(schemas.text_of(schemas.hits(query, hits)), encoding="utf-8")
        else:
            write(hits_text(hits), encoding=None)


@contextmanager
def opened(database: Path, *, must_exist: bool = False) -> Iterator[Collection]:
    """The collection in a file, with the shipped models. Raises StoreError where it cannot be used."""
    from models.pipeline import load_pipeline
    from service.collection import Collection
    from service.store.database import StoreError
    from service.store.store import Store

    if must_exist and not database.exists():
        raise StoreError(
            f"{database} findes ikke. Læg forslag i den med »genklang add«, eller angiv en anden med --db."
        )
    with Store(database) as store:
        collection = Collection(store, load_pipeline())
        if stale := collection.stale():
            complain(
                f"{stale} forslag er gjort klar af en anden model og er ikke med i sammenligninger; læs dem ind igen."
            )
        yield collection
