"""The commands about who may use the service, and what they did: ``users`` and ``audit``."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from corpus.errors import UsageError
from service.collection_commands import DEFAULT, Database
from service.privacy_commands import existing
from service.roles import Role
from service.terminal import Format, Help, Output, complain, write
from service.usage import DanishCommand, DanishGroup

WRONG_USAGE = 2

_WITNESS = re.compile(r"(\d{1,15}):([0-9a-f]{64})")

users = typer.Typer(
    cls=DanishGroup,
    rich_markup_mode=None,
    add_completion=False,
    options_metavar="[TILVALG]",
    subcommand_metavar="KOMMANDO ...",
    add_help_option=False,
)
"""``genklang users``: to be added to the command line as a group of its own."""

Name = Annotated[str, typer.Argument(metavar="NAVN", help="Brugerens navn.")]


@users.callback(invoke_without_command=True)
def _users(context: typer.Context, show_help: Help = False) -> None:
    """Se, opret og slet dem, der må bruge tjenesten, eller giv dem en ny nøgle.

    En nøgle vises kun én gang; samlingen gemmer den ikke, men kan kende den igen.

    \b
    Eksempler:
      genklang users list
      genklang users add "Ane Holm" --role editor --cleared
      genklang users new-key "Ane Holm"
      genklang users remove "Ane Holm"

    \b
    Slutstatus:
      0  det er gjort
      1  navnet er ukendt, optaget eller den eneste administrators; teksten siger hvad
      2  kommandoen er skrevet forkert
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(WRONG_USAGE)


@users.command("list", cls=DanishCommand, options_metavar="[TILVALG]", add_help_option=False)
def list_users(database: Database = DEFAULT, output: Output = Format.TEXT, show_help: Help = False) -> None:
    """Vis brugerne med rolle og adgang til fortrolige forslag.

    \b
    Eksempel:
      genklang users list --format json
    """
    import json

    from service.store.users import Users

    with existing(database) as store:
        found = Users(store.connection).all()
    if output is Format.JSON:
        listed = [
            {"name": one.name, "role": one.role.value, "cleared": one.cleared, "added_at": one.added_at}
            for one in found
        ]
        write(json.dumps({"users": listed}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return
    lines = [f"{one.name}: {one.role}{', må se fortrolige forslag' if one.cleared else ''}" for one in found]
    write("".join(f"{line}\n" for line in lines or ["Der er ingen brugere."]), encoding=None)


@users.command("add", cls=DanishCommand, options_metavar="[TILVALG]", add_help_option=False)
def add_user(
    name: Name,
    role: Annotated[
        Role, typer.Option("--role", metavar="reader|editor|administrator", help="Hvad brugeren må; standard: reader.")
    ] = Role.READER,
    cleared: Annotated[bool, typer.Option("--cleared", help="Må se fortrolige forslag.")] = False,
    database: Database = DEFAULT,
    show_help: Help = False,
) -> None:
    """Opret en bruger, og vis nøglen, den eneste gang den kan ses.

    reader læser. editor lægger også forslag ind, retter og beslutter. administrator sletter også og styrer brugere,
    og må altid se fortrolige forslag. Findes samlingen ikke, bliver den oprettet.

    \b
    Eksempel:
      genklang users add "Ane Holm" --role editor --cleared
    """
    from service.clock import utc_now
    from service.command_line_user import command_line_user
    from service.keys import new_key
    from service.store.audit import Audit
    from service.store.store import Store
    from service.store.users import Users

    key = new_key()
    with Store(database) as store:  # the first administrator comes before the first proposal
        Users(store.connection).add(name, role, cleared, key=key, now=utc_now)
        Audit(store.connection).record(
            now=utc_now, actor=command_line_user(), action="add_user", target=name, detail=role.value
        )
    _show_key(key)


@users.command("remove", cls=DanishCommand, options_metavar="[TILVALG]", add_help_option=False)
def remove_user(
    name: Name,
    forget: Annotated[
        bool, typer.Option("--forget", help="Slet også navnet i loggen, som bliver ved at passe.")
    ] = False,
    database: Database = DEFAULT,
    show_help: Help = False,
) -> None:
    """Slet en bruger; nøglen virker ikke længere.

    \b
    Eksempler:
      genklang users remove "Ane Holm"
      genklang users remove "Ane Holm" --forget
    """
    from service.clock import utc_now
    from service.command_line_user import command_line_user
    from service.erasure import sweep
    from service.privacy_commands import UNSWEPT
    from service.store.audit import Audit
    from service.store.users import UnknownUser, Users

    swept = True
    with existing(database) as store:
        audit = Audit(store.connection)
        removed = Users(store.connection).remove(name)
        forgotten = audit.erase_names(name) if forget else 0
        if not removed and not forgotten:
            raise UnknownUser(name)
        audit.record(now=utc_now, actor=command_line_user(), action="remove_user", target=None if forget else name)
        if forget:
            swept = sweep(store)
    gone = f", og navnet er slettet i {forgotten} af loggens linjer" if forget else ""
    write(f"»{name}« er slettet som bruger{gone}.\n", encoding=None)
    if not swept:
        complain(UNSWEPT)
        raise typer.Exit(1)


@users.command("new-key", cls=DanishCommand, options_metavar="[TILVALG]", add_help_option=False)
def new_user_key(name: Name, database: Database = DEFAULT, show_help: Help = False) -> None:
    """Giv en bruger en ny nøgle; den gamle virker ikke længere.

    \b
    Eksempel:
      genklang users new-key "Ane Holm"
    """
    from service.clock import utc_now
    from service.command_line_user import command_line_user
    from service.keys import new_key
    from service.store.audit import Audit
    from service.store.users import Users

    key = new_key()
    with existing(database) as store:
        Users(store.connection).replace_key(name, key)
        Audit(store.connection).record(now=utc_now, actor=command_line_user(), action="new_key", target=name)
    _show_key(key)


def audit(
    limit: Annotated[int, typer.Option("--limit", metavar="ANTAL", min=1, help="Så mange af de nyeste linjer.")] = 20,
    witness: Annotated[
        str | None,
        typer.Option("--witness", metavar="NUMMER:HASH", help="Det nyeste nummer og hash, som I skrev ned sidst."),
    ] = None,
    database: Database = DEFAULT,
    output: Output = Format.TEXT,
    show_help: Help = False,
) -> None:
    """Vis loggen over, hvem der gjorde hvad, og om nogen har ændret i den.

    Den, der kan skrive i samlingens fil, kan lave hele loggen om. Skriv derfor det nyeste nummer og hash ned et andet
    sted, og giv dem næste gang med --witness.

    \b
    Eksempler:
      genklang audit
      genklang audit --limit 100 --format json

    \b
    Slutstatus:
      0  loggen er, som den blev skrevet
      1  der er ændret i loggen, eller samlingen kan ikke bruges
      2  kommandoen er skrevet forkert
    """
    import json
    from dataclasses import asdict

    from service.store.audit import Audit

    noted = None if witness is None else _WITNESS.fullmatch(witness.strip())
    if witness is not None and noted is None:
        raise UsageError("--witness skrives NUMMER:HASH, som »genklang audit« viser det.")
    with existing(database) as store:
        log = Audit(store.connection)
        check = log.verify(witness=None if noted is None else (int(noted[1]), noted[2]))
        entries = log.entries(after=check.entries - limit, limit=limit)
    if output is Format.JSON:
        answer = {"check": asdict(check) | {"intact": check.intact}, "entries": [asdict(one) for one in entries]}
        write(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    else:
        lines = [
            "  ".join((str(one.number), one.at, one.action, *map(_shown, (one.actor, one.target, one.detail))))
            for one in entries
        ]
        lines.append(f"Nyeste: {check.entries}:{check.head}")
        write("".join(f"{line}\n" for line in lines), encoding=None)
    if not check.intact:
        complain(f"Loggen er ændret fra linje {check.broken_at}. Sammenlign med en sikkerhedskopi.")
        raise typer.Exit(1)


def _shown(value: str | None) -> str:
    from service.printable import printable

    return "–" if value is None else printable(value)


def _show_key(key: str) -> None:
    write(f"{key}\n", encoding=None)
    complain("Gem nøglen nu; den vises kun denne ene gang.")
