"""The commands ``backup`` and ``restore``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from service.collection_commands import DEFAULT, Database
from service.privacy_commands import Yes, confirm
from service.terminal import Help, complain, write


def backup(
    to: Annotated[Path, typer.Argument(metavar="KOPI", help="Den fil, kopien skal have; den må ikke findes.")],
    database: Database = DEFAULT,
    show_help: Help = False,
) -> None:
    """Tag en sikkerhedskopi af hele samlingen; tjenesten kan køre imens.

    Kopien er én fil og læses igennem, før den får sit navn. Den har alt, også det fortrolige: pas på den som på
    samlingen. Det, der slettes i samlingen senere, er stadig i kopien.

    \b
    Eksempel:
      genklang backup sikkerhedskopi-2026-11-24.db --db samling.db

    \b
    Slutstatus:
      0  kopien er skrevet og læst igennem
      1  kopien kunne ikke laves; teksten siger hvorfor
      2  kommandoen er skrevet forkert
    """
    from service.backup import backup as copy

    contents = copy(database, to)
    head = "" if contents.audit_head is None else f" Loggens nyeste: {contents.audit_head[0]}:{contents.audit_head[1]}"
    write(f"{to}: {contents.proposals} forslag i {contents.documents} dokumenter.{head}\n", encoding=None)


def restore(
    source: Annotated[Path, typer.Argument(metavar="KOPI", help="Sikkerhedskopien.")],
    database: Database = DEFAULT,
    yes: Yes = False,
    show_help: Help = False,
) -> None:
    """Sæt en sikkerhedskopi i samlingens sted; samlingen fra før gemmes ved siden af.

    Stands tjenesten først. Intet ændres, før kopien er læst igennem.

    \b
    Eksempel:
      genklang restore sikkerhedskopi-2026-11-24.db --db samling.db

    \b
    Slutstatus:
      0  kopien er sat ind
      1  kopien kan ikke bruges, eller samlingen er i brug; intet er ændret
      2  kommandoen er skrevet forkert
    """
    from service.backup import restore as put_back
    from service.clock import utc_now
    from service.command_line_user import command_line_user
    from service.danish import listed
    from service.store.audit import Audit
    from service.store.store import Store

    if database.exists():
        confirm(f"Sæt {source} ind i stedet for {database}?", yes)
    restored = put_back(source, database, now=utc_now)
    with Store(database) as store:
        Audit(store.connection).record(now=utc_now, actor=command_line_user(), action="restore")
    lines = [f"{database}: {restored.contents.proposals} forslag i {restored.contents.documents} dokumenter."]
    if restored.aside is not None:
        lines.append(f"Samlingen fra før ligger i {restored.aside}; slet den, når den ikke skal bruges.")
    write("".join(f"{line}\n" for line in lines), encoding=None)
    if restored.erased_since:
        complain(f"Slettet, efter at kopien blev taget, og nu tilbage: {listed(restored.erased_since)}. Slet dem igen.")
    if restored.erased_unnamed:
        complain(
            f"{restored.erased_unnamed} forslag uden kode blev også slettet, efter at kopien blev taget; find dem, og"
            " slet dem igen."
        )
