from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import apsw
import numpy as np
import pytest

from corpus.types import SectionKind
from models.pairs import make_entry, pack, unpack
from models.types import AnalysedProposal, Mention, Passage
from service import schemas
from service.collection import UnknownProposal
from service.erasure import (
    ERASED,
    RetentionRules,
    UnfitPersonName,
    erase,
    erase_unswept,
    export_person,
    retention,
    sweep,
)
from service.roles import Role
from service.store.audit import Audit
from service.store.corrections import Corrections
from service.store.decisions import Decisions, Outcome
from service.store.jobs import Jobs
from service.store.records import NewProposal
from service.store.store import Store
from service.store.users import Users
from tests.service.analyses import ANALYSED, PROPOSAL, TABLE
from tests.service.store.documents import document, line, proposal

CANARY = "Kanariefugl"
"""Stands in every text that is to be erased, and in nothing else."""


def now() -> str:
    return "2026-11-24T12:00:00Z"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with Store(folder / "samling.db") as opened:
        yield opened


def bytes_of(folder: Path) -> bytes:
    """Every byte on disk, in small letters: the file, its log and its index."""
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir())).lower()


def pages_of(folder: Path) -> list[bytes]:
    """What is stored; reading changes the marks of readers in the third file."""
    return [(folder / name).read_bytes() for name in ("samling.db", "samling.db-wal")]


def holds(folder: Path, word: str) -> bool:
    return any(word.lower().encode(coding) in bytes_of(folder) for coding in ("utf-8", "latin-1", "utf-16-le"))


def analysed(code: str, word: str, *mentions: Mention) -> AnalysedProposal:
    """A proposal that has ``word`` in its title, summary, text and table, with everything that others compare."""
    rows = tuple(replace(row, label=f"{row.label} til {word}") for row in TABLE.rows)
    printed = replace(
        PROPOSAL,
        code=code,
        title=f"{word} i varmecentralen",
        summary=f"Vi køber en {word}.",
        text=f"1. Baggrund\n{word} synger. " * 40,
        tables=(replace(TABLE, rows=rows),),
    )
    return replace(ANALYSED, id=f"2021-{code}", proposal=printed, mentions=mentions)


def stored(one: AnalysedProposal) -> NewProposal:
    parts = [Passage(start=0, end=40, section=SectionKind.BACKGROUND, text=one.proposal.text)] * 2
    entry = make_entry(one, np.zeros((len(parts), 4), np.float32), of=parts)
    given = proposal(one.id, title=one.proposal.title)
    return replace(given, analysis=schemas.proposal(one), entry=pack(entry))


def filled(store: Store) -> None:
    """A collection in which everything that can be said of 2021-KF07 has the canary."""
    canary = stored(analysed("KF07", CANARY))
    content = f"{CANARY} i varmecentralen".encode()
    store.add(document(canary, content=content, lines=(line("2021-KF07", f"{CANARY} i varmecentralen"),)))
    elsewhere = (line("2021-KF07", f"{CANARY} i varmecentralen"), line("2021-KF09", "Cykler"))
    mention = Mention(text="forslaget om varme", start=12, end=30, proposal_id="2021-KF07", code="KF07", year=2021)
    store.add(document(stored(analysed("KF08", "Sensor", mention)), content=b"oversigt", lines=elsewhere))
    for name in ("a", "b"):
        Jobs(store.connection).submit(
            source=f"{CANARY}-{name}.pdf", content=content, marked=name == "a", by="Ane", now=now()
        )
    corrections = Corrections(store.connection)
    corrections.theme("2021-KF07", f"{CANARY}-tema", correct=True, by="Ane", now=now, cleared=True)
    corrections.pair("2021-KF08", "2021-KF07", same=True, reason=CANARY, by="Ane", now=now, cleared=True)
    Decisions(store.connection).decide(
        "2021-KF07", Outcome.ADOPTED, by=CANARY, now=now, cleared=True, expected=0, date=date(2026, 11, 1)
    )
    audit = Audit(store.connection)
    audit.record(now=now, actor="Ane", action="read", target="2021-KF07", detail=f"»{CANARY} i varmecentralen«")


def test_no_byte_of_an_erased_proposal_is_left_in_any_file(store: Store, folder: Path) -> None:
    filled(store)
    assert holds(folder, CANARY)
    erased = erase(store, "2021-KF07", actor="Bo", now=now)
    assert erased.swept
    assert not holds(folder, CANARY)
    assert b"sensor" in bytes_of(folder)
    store.close()
    assert not holds(folder, CANARY)


@pytest.mark.parametrize("seed", [0, 1, 5])
def test_no_byte_is_left_however_the_rows_have_moved_about(store: Store, folder: Path, seed: int) -> None:
    """SQLite leaves copies of rows behind when it moves them between pages; many small ones bring that about."""
    random_ = random.Random(seed)
    words: dict[str, str] = {}
    erased: list[str] = []
    for number in range(300):
        if words and random_.random() < 0.4:
            name = random_.choice(sorted(words))
            erased.append(words.pop(name))
            erase_unswept(store, name, actor="Bo", now=now)
            continue
        word = f"{CANARY}-{number:03d}."
        text = word * random_.choice((1, 3, 9, 27))
        one = replace(proposal(f"2021-A{number}", title=word), entry=text.encode())
        one = replace(one, analysis={"id": "", "title": word, "text": text, "mentions": []})
        made = store.document(store.add(document(one, content=text.encode())), cleared=True)
        assert made is not None
        words[made.proposals[0]] = word
    assert sweep(store)
    kept = bytes_of(folder)
    assert len(erased) > 90
    assert [word for word in erased if word.lower().encode() in kept] == []
    assert all(word.lower().encode() in kept for word in words.values())


def test_what_others_concluded_of_it_goes_and_what_they_say_stays(store: Store) -> None:
    filled(store)
    erased = erase(store, "2021-KF07", actor="Bo", now=now).removed
    other = store.proposal("2021-KF08", cleared=True)
    assert other is not None
    assert [(one["text"], one["proposal_id"]) for one in other.analysis["mentions"]] == [("forslaget om varme", None)]
    ((_, entry),) = store.entries("prøve-koder", cleared=True)
    assert [(one.text, one.proposal_id, one.code) for one in unpack(entry).mentions] == [
        ("forslaget om varme", None, None)
    ]
    assert [known.id for known in store.known(cleared=True)] == ["2021-KF08", "2021-KF09"]
    assert (erased.links, erased.front_lines, erased.jobs, erased.audit_entries) == (1, 2, 2, 1)


def test_the_log_still_holds_and_tells_who_erased_what(store: Store) -> None:
    filled(store)
    erase(store, "2021-KF07", actor="Bo", now=now)
    audit = Audit(store.connection)
    assert audit.verify().intact
    last = audit.entries(after=0, limit=100)[-1]
    assert (last.actor, last.action, last.target) == ("Bo", ERASED, "2021-KF07")


def test_an_id_made_of_the_title_is_not_kept_in_the_log(store: Store, folder: Path) -> None:
    name = "2019-kanariefugl-i-haven"
    store.add(document(proposal(name, title="Fugl i haven"), content=b"fugl"))
    Audit(store.connection).record(now=now, actor="Ane", action="read", target=name)
    erase(store, name, actor="Bo", now=now)
    assert not holds(folder, CANARY)


def test_a_bundle_loses_its_file_and_keeps_its_other_proposals(store: Store, folder: Path) -> None:
    pair = (proposal("2021-TM10", title=f"{CANARY} på taget"), proposal("2021-TM11", title="Bilpulje"))
    bundle = replace(
        document(*pair, content=f"{CANARY} Bilpulje".encode()),
        warnings=["Side 3 er tom.", f"»{CANARY} på taget« mangler en tabel."],
    )
    number = store.add(bundle)
    assert erase(store, "2021-TM10", actor="Bo", now=now).removed.others == ("2021-TM11",)
    assert not holds(folder, CANARY)
    left = store.document(number, cleared=True)
    assert left is not None
    assert (left.proposals, left.warnings) == (("2021-TM11",), ("Side 3 er tom.",))
    assert store.add(bundle) == number, "the same file once more must not bring back what was erased"
    assert store.proposal("2021-TM10", cleared=True) is None


def test_copies_and_quotations_elsewhere_are_told(store: Store) -> None:
    for number in range(2):
        store.add(document(proposal("2021-TM10", title="Fælles bilpulje"), content=bytes([number])))
    quoting = replace(proposal("2022-TM12", title="Cykler"), analysis={"text": "Se »Fælles bilpulje« fra i fjor."})
    store.add(document(quoting, content=b"cykler", lines=(line("2021-TM10", "Pulje"),)))
    removed = erase(store, "2021-TM10", actor="Bo", now=now).removed
    assert removed.copies == ("2021-TM10-2",)
    assert removed.quoted_in == ("2021-TM10-2", "2022-TM12")
    assert removed.front_lines == 0, "the line in the other document stands for the copy"


def test_erasing_a_confidential_proposal_changes_nothing_for_those_not_cleared(store: Store) -> None:
    store.add(document(proposal("2021-TM11"), content=b"aaben", lines=(line("2021-TM10", "Fælles bilpulje"),)))
    before = store.known(cleared=False)
    store.add(document(proposal("2021-TM10", confidential=True), content=b"hemmelig"))
    erase(store, "2021-TM10-fortrolig", actor="Bo", now=now)
    assert store.known(cleared=False) == before


def test_an_unknown_proposal_is_told_and_nothing_is_written(store: Store) -> None:
    filled(store)
    entries = Audit(store.connection).verify().entries
    with pytest.raises(UnknownProposal):
        erase(store, "1999-XX99", actor="Bo", now=now)
    assert Audit(store.connection).verify().entries == entries


def test_a_reader_that_holds_on_is_told_and_sweeping_later_does_it(store: Store, folder: Path) -> None:
    filled(store)
    reader = apsw.Connection(str(folder / "samling.db"))
    reader.execute("BEGIN; SELECT count(*) FROM proposal")
    store.connection.set_busy_timeout(10)
    assert not erase(store, "2021-KF07", actor="Bo", now=now).swept
    assert store.proposal("2021-KF07", cleared=True) is None
    assert holds(folder, CANARY)
    reader.execute("ROLLBACK")
    assert sweep(store)
    assert not holds(folder, CANARY)
    reader.close()


def test_every_row_that_names_a_proposal_goes_with_it(store: Store) -> None:
    """A table that is added later must not be forgotten: its key to the proposal has to cascade."""
    tables = [name for (name,) in store.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    rules = {
        (table, column): rule
        for table in tables
        for _, _, parent, column, _, _, rule, _ in store.connection.execute(f"PRAGMA foreign_key_list({table})")
        if parent in ("proposal", "document")
    }
    assert ("theme", "proposal") in rules
    assert set(rules.values()) == {"CASCADE"}
    columns = {(table, row[1]) for table in tables for row in store.connection.execute(f"PRAGMA table_info({table})")}
    assert {pair for pair in columns if pair[1] in ("proposal", "document")} <= set(rules)


# ---------------------------------------------------------------- retention

RULES = RetentionRules(proposal_years=5, job_days=30, audit_name_days=365)


def aged(store: Store) -> None:
    for year in (2019, 2020, 2021):
        store.add(document(proposal(f"{year}-TM10", title=f"Sag {year}"), content=bytes([year % 256])))
    silent = replace(proposal("2015-TM99"), year=None)
    store.add(replace(document(silent, content=b"uden"), added_at="2014-01-01T00:00:00Z"))
    jobs = Jobs(store.connection)
    for at in ("2026-09-01T00:00:00Z", "2026-11-20T00:00:00Z"):
        job = jobs.submit(source="a.pdf", content=at.encode(), marked=False, by="Ane", now=at)
        jobs.set_aside(job.id, "Filen er tom.", at)
    for at in ("2025-11-24T11:59:59Z", "2025-11-24T12:00:00Z"):
        Audit(store.connection).record(now=lambda at=at: at, actor="Ane", action="read")  # type: ignore[misc]


def test_a_dry_run_tells_what_the_rules_would_remove_and_removes_nothing(store: Store, folder: Path) -> None:
    aged(store)
    before = pages_of(folder)
    told = retention(store, RULES, now=now, dry_run=True)
    assert pages_of(folder) == before
    assert (told.proposals, told.jobs, told.audit_entries) == (("2015-TM99", "2019-TM10", "2020-TM10"), 1, 1)
    done = retention(store, RULES, now=now, dry_run=False)
    assert replace(done, dry_run=True) == told
    assert [known.id for known in store.known(cleared=True)] == ["2021-TM10"]
    after = retention(store, RULES, now=now, dry_run=True)
    assert (after.proposals, after.jobs, after.audit_entries) == ((), 0, 0)
    assert Audit(store.connection).verify().intact


def test_without_rules_everything_is_kept(store: Store, folder: Path) -> None:
    aged(store)
    before = pages_of(folder)
    told = retention(store, RetentionRules(), now=now, dry_run=False)
    assert (told.proposals, told.jobs, told.audit_entries) == ((), 0, 0)
    assert pages_of(folder) == before


# ---------------------------------------------------------------- a person


def test_all_that_is_stored_about_a_person_is_found_and_no_key(store: Store) -> None:
    text = "Kontakt: Karen\nBlixen Holm. Udvalget hørte Holm, Karen Blixen, og Karen Blixen Holms chef."
    one = replace(proposal("2021-TM10"), analysis={"text": text, "consulted": [{"body": "karen blixen holm"}]})
    store.add(document(one, content=b"%PDF\xff"))
    store.add(document(proposal("2021-TM11"), content="Spørg Karen Blixen Holm".encode()))
    name = "Karen Blixen Holm"
    Users(store.connection).add(name, Role.EDITOR, True, key="gk_x", now=now)
    Audit(store.connection).record(now=now, actor=name, action="read", target="2021-TM10")
    Corrections(store.connection).theme("2021-TM10", "vej", correct=True, by=name, now=now, cleared=True)
    job = Jobs(store.connection).submit(source=f"{name}.pdf", content=b"x", marked=False, by=name, now=now())
    found = export_person(store, name)
    where = [(one["table"], place["where"]) for one in found["holdings"] for place in one["places"]]
    assert where == [
        ("audit", "actor"),
        ("correction", "by"),
        ("document", "content"),
        ("job", "source"),
        ("job", "owner"),
        *[("proposal", "analysis.text")] * 3,
        ("proposal", "analysis.consulted[0].body"),
        ("user", "name"),
    ]
    assert found["places"] == len(where)
    assert job.id in str(found)
    assert not [word for word in ("key_hash", "salt") if word in str(found)]
    excerpt = next(one for one in found["holdings"] if one["table"] == "proposal")["places"][0]["excerpt"]
    assert excerpt.startswith("Kontakt: Karen Blixen Holm")


@pytest.mark.parametrize("name", ["Karen Holmgaard", "aren Holm", "Karen Holm"])
def test_other_peoples_names_are_not_given_out(store: Store, name: str) -> None:
    store.add(document(replace(proposal("2021-TM10"), analysis={"text": "Karen Blixen Holm og Karen Holmgaardsen"})))
    assert export_person(store, name)["holdings"] == []


@pytest.mark.parametrize("name", ["", "  ", ",", "12"])
def test_a_name_that_is_none_is_refused(store: Store, name: str) -> None:
    with pytest.raises(UnfitPersonName):
        export_person(store, name)
