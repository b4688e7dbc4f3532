"""The commands for privacy: ``erase`` a proposal, ``retain`` no longer than agreed, ``export`` what is stored.

Whoever can read the collection's file on this machine can read all that is in it, so they are cleared for everything.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import GenklangError, UsageError
from service.collection_commands import DEFAULT, Database
from service.terminal import Format, Help, Output, complain, write

if TYPE_CHECKING:
    from service.erasure import Erased
    from service.store.store import Store

UNSWEPT = (
    "Ordene er ude af samlingen, men kan endnu findes i dens filer, fordi en anden læste i dem, eller disken er fuld."
    " Kør »genklang erase --sweep« om lidt."
)
Yes = Annotated[bool, typer.Option("--yes", help="Spørg ikke først.")]


class ExportFormat(StrEnum):
    """How the collection is handed on."""

    JSONL = "jsonl"
    CSV = "csv"


def erase(
    proposals: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID", help="Id på de forslag, der skal slettes.", show_default=False),
    ] = None,
    database: Database = DEFAULT,
    sweep_only: Annotated[
        bool, typer.Option("--sweep", help="Slet kun rester af tidligere sletninger fra samlingens filer.")
    ] = False,
    yes: Yes = False,
    output: Output = Format.TEXT,
    show_help: Help = False,
) -> None:
    """Slet forslag for altid: fil, tekst, tal, vektorer, rettelser, beslutning, ventende kopier og navne i loggen.

    Filen, som forslaget stod i, slettes også, når andre forslag stod i den; de andre forslags analyser bliver.
    Sikkerhedskopier røres ikke. Loggen fortæller bagefter, hvem der slettede hvornår.

    \b
    Eksempler:
      genklang erase 2021-BC01
      genklang erase 2021-BC01 2021-BC02 --yes --db samling.db

    \b
    Slutstatus:
      0  alt er slettet, også i samlingens filer
      1  mindst et forslag er ikke i samlingen, eller der er rester i filerne; teksten siger hvad
      2  kommandoen er skrevet forkert
    """
    from service.clock import utc_now
    from service.collection import UnknownProposal
    from service.command_line_user import command_line_user
    from service.erasure import Erased, erase_unswept, sweep

    if bool(proposals) == sweep_only:
        raise UsageError("Skriv id på de forslag, der skal slettes, eller --sweep alene.")
    with existing(database) as store:
        if proposals:
            confirm(f"Slet {', '.join(proposals)} for altid?", yes)
        removed = {}
        unknown = 0
        for name in dict.fromkeys(proposals or ()):
            try:
                removed[name] = erase_unswept(store, name, actor=command_line_user(), now=utc_now)
            except UnknownProposal as error:
                complain(str(error))
                unknown += 1
        swept = sweep(store) if removed or sweep_only else True
        erased = [Erased(proposal=name, removed=one, swept=swept) for name, one in removed.items()]
    if output is Format.JSON:
        _write_json({"erased": [_as_json(one) for one in erased], "swept": swept})
    else:
        write("".join(f"{line}\n" for one in erased for line in erased_lines(one)), encoding=None)
    if not swept:
        complain(UNSWEPT)
    raise typer.Exit(1 if unknown or not swept else 0)


def retain(
    proposal_years: Annotated[
        int | None,
        typer.Option("--proposal-years", metavar="ÅR", min=1, help="Så mange hele år gemmes forslag efter deres eget."),
    ] = None,
    job_days: Annotated[
        int | None,
        typer.Option("--job-days", metavar="DAGE", min=1, help="Så længe gemmes opgaver, efter at de er færdige."),
    ] = None,
    audit_name_days: Annotated[
        int | None,
        typer.Option("--audit-name-days", metavar="DAGE", min=1, help="Så længe gemmes navne i loggen."),
    ] = None,
    apply: Annotated[
        bool, typer.Option("--apply", help="Slet nu; uden vises kun, hvad der ville blive slettet.")
    ] = False,
    database: Database = DEFAULT,
    output: Output = Format.TEXT,
    show_help: Help = False,
) -> None:
    """Slet det, der er ældre end jeres frister; uden --apply vises kun, hvad der ville blive slettet.

    Et forslag uden årstal regnes fra det år, det blev lagt i samlingen.

    \b
    Eksempler:
      genklang retain --proposal-years 10 --job-days 90
      genklang retain --proposal-years 10 --audit-name-days 730 --apply

    \b
    Slutstatus:
      0  fristerne er fulgt, eller det er vist, hvad de ville slette
      1  samlingen kan ikke bruges, eller der er rester i filerne; teksten siger hvad
      2  kommandoen er skrevet forkert
    """
    from dataclasses import asdict

    from service.clock import utc_now
    from service.command_line_user import command_line_user
    from service.danish import count
    from service.erasure import RetentionRules, retention

    rules = RetentionRules(proposal_years=proposal_years, job_days=job_days, audit_name_days=audit_name_days)
    if rules == RetentionRules():
        raise UsageError("Skriv mindst én frist, fx --proposal-years 10.")
    with existing(database) as store:
        expired = retention(store, rules, now=utc_now, dry_run=not apply, actor=command_line_user())
    if output is Format.JSON:
        _write_json(asdict(expired))
    else:
        told = (
            f"{count(len(expired.proposals), 'forslag', 'forslag')}, {count(expired.jobs, 'opgave', 'opgaver')} og"
            f" navne i {count(expired.audit_entries, 'linje', 'linjer')} af loggen"
        )
        lines = [f"{'Slettet' if apply else 'Ville slette'}: {told}.", *(f"  {name}" for name in expired.proposals)]
        lines += [] if apply else ["Kør igen med --apply for at slette."]
        write("".join(f"{line}\n" for line in lines), encoding=None)
    if not expired.swept:
        complain(UNSWEPT)
    raise typer.Exit(0 if expired.swept else 1)


def export(
    output: Annotated[
        ExportFormat,
        typer.Option("--format", metavar="jsonl|csv", help="jsonl: alt (standard). csv: tallene i tabellerne."),
    ] = ExportFormat.JSONL,
    person: Annotated[
        str | None, typer.Option("--person", metavar="NAVN", help="Kun det, der er gemt om en person, som JSON.")
    ] = None,
    database: Database = DEFAULT,
    show_help: Help = False,
) -> None:
    """Giv samlingen videre: hvert forslag som en linje JSON, tallene som CSV, eller alt om en persons navn.

    En persons navn findes også brudt over linjer, som »Efternavn, Fornavn« og i ejefald, men ikke i andre
    stavemåder: søg på dem hver for sig. Fortrolige forslag er med.

    \b
    Eksempler:
      genklang export > samling.jsonl
      genklang export --format csv > tal.csv
      genklang export --person "Fornavn Efternavn" > om-personen.json

    \b
    Slutstatus:
      0  alt er skrevet
      1  samlingen kan ikke bruges, eller der er ikke plads
      2  kommandoen er skrevet forkert
    """
    from service.export import figures_csv, json_lines

    if person is not None and output is ExportFormat.CSV:
        raise UsageError("--person gives altid som JSON; udelad --format csv.")
    with existing(database) as store:
        if person is not None:
            _export_person(store, person)
            return
        if output is ExportFormat.JSONL:
            _write_all(json_lines(store, cleared=True), encoding="utf-8")
        else:
            _write_all(figures_csv(store, cleared=True), encoding="utf-8-sig")


def erased_lines(erased: Erased) -> list[str]:
    """What a person is told of an erasure: what went, and what they may want to erase too."""
    from service.danish import listed

    removed = erased.removed
    lines = [f"{erased.proposal} er slettet."]
    if removed.others:
        lines.append(f"  Filen er slettet med; {listed(removed.others)} stod også i den, og deres analyser er bevaret.")
    if removed.copies:
        lines.append(f"  Samme id findes også i andre filer: {listed(removed.copies)}. Slet dem hver for sig.")
    if removed.quoted_in:
        lines.append(f"  Titlen står stadig i teksten i {listed(removed.quoted_in)}.")
    return lines


@contextmanager
def existing(database: Path) -> Iterator[Store]:
    """The collection in a file that is there. Raises StoreError where it cannot be used."""
    from service.store.database import StoreError
    from service.store.store import Store

    if not database.exists():
        raise StoreError(f"{database} findes ikke. Angiv samlingens fil med --db.")
    with Store(database) as store:
        yield store


def confirm(question: str, yes: bool) -> None:
    """Asks before what cannot be undone. Raises UsageError where nobody can be asked, GenklangError for a no."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageError("Ingen kan spørges her; skriv --yes, hvis det er meningen.")
    print(f"{question} Skriv ja: ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().casefold() != "ja":
        raise GenklangError("Intet er ændret.")


def _export_person(store: Store, name: str) -> None:
    from service.clock import utc_now
    from service.command_line_user import command_line_user
    from service.erasure import export_person
    from service.store.audit import Audit

    found = export_person(store, name)
    Audit(store.connection).record(now=utc_now, actor=command_line_user(), action="export_person", target=name)
    _write_json(found)


def _write_all(lines: Iterable[str], *, encoding: str) -> None:
    for number, line in enumerate(lines):
        # The mark that tells a spreadsheet the encoding stands once, at the very beginning.
        write(line, encoding=encoding if number == 0 else "utf-8")


def _write_json(answer: object) -> None:
    import json

    write(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _as_json(erased: Erased) -> dict[str, object]:
    from dataclasses import asdict

    return {"id": erased.proposal, **asdict(erased.removed)}
