"""What is left of a template, and what of it was not filled in."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.types import Consulted, Section, SectionKind
from models.checks import check
from models.types import Finding
from tests.models.proposals import proposal


def told(text: str, *rules: str, **given: Any) -> list[Finding]:
    return [found for found in check(proposal(text, **given)) if found.rule in rules]


@pytest.mark.parametrize(
    "left",
    [
        "(Beskriv kort, hvem der får glæde af forslaget.)",
        "[Indsæt en tabel over de berørte pladser her]",
        "(Her angives, hvad der sker, hvis forslaget ikke vedtages. Max. 10 linjer.)",
        "Vejledningsteksten slettes, når afsnittet er skrevet",
        "Redegør for de vigtigste milepæle i forslaget.",
        "slettes inden aflevering",
    ],
)
def test_guidance_that_was_left_in(left: str) -> None:
    text = f"Afdelingen lejer to kraner.\n{left}\nKranerne er elektriske."
    (found,) = told(text, "residue", "placeholder")
    assert found.rule == "residue" and found.severity == "warning"
    assert text[found.start : found.end].strip("()[]. ") in left


@pytest.mark.parametrize(
    "left",
    [
        "XX kr.",
        "xx timer",
        "20XX",
        "dd.mm.åååå",
        "[navn på kontaktperson]",
        "Lorem ipsum",
        "TBD",
        "Klik her for at angive tekst",
    ],
)
def test_places_that_were_not_filled_in(left: str) -> None:
    assert [found.rule for found in told(f"Udgiften er {left} i alt.", "residue", "placeholder")] == ["placeholder"]


@pytest.mark.parametrize(
    "written",
    [
        "Beskrivelsen af kranerne (også den lille) ligger på afdelingens side.",
        "Beskeden er på højst 20 ord og sendes straks.",
        "Gamle svar slettes efter et år.",
        "Angiv p/l: 2021",
        "Kranen flyttes (anslået to gange om ugen).",
        "Projektet vil angive, hvor kranerne står, og beskrive kort, hvad de løfter.",
        "Modellerne XX100 og 20X20 er undersøgt, jf. bilag [2].",
        "Se [afdelingens side](#) for mere.",
    ],
)
def test_what_an_author_may_write(written: str) -> None:
    assert told(f"Afdelingen lejer to kraner.\n{written}", "residue", "placeholder") == []


# ---------------------------------------------------------------- sections

WHOLE = {
    "1. Baggrund og formål": SectionKind.BACKGROUND,
    "2. Forslagets indhold": SectionKind.CONTENT,
    "3. Økonomi": SectionKind.ECONOMY,
    "4. Implementering af forslaget": SectionKind.IMPLEMENTATION,
    "5. Risikovurdering": SectionKind.RISK,
    "6. Hvem er hørt?": SectionKind.CONSULTED,
}


def sections(headings: dict[str, SectionKind], bodies: dict[str, str]) -> tuple[str, tuple[Section, ...]]:
    text, found = "", []
    for heading, kind in headings.items():
        body = bodies.get(heading, "Her står der noget om kranerne.")
        start = len(text)
        text += f"{heading}\n{body}\n"
        found.append(
            Section(heading=heading, canonical=kind, start=start, end=len(text), body_start=start + len(heading) + 1)
        )
    return text, tuple(found)


def section_findings(headings: dict[str, SectionKind], **bodies: str) -> list[tuple[str, str]]:
    given = {heading: body for heading in headings for name, body in bodies.items() if name in heading.lower()}
    text, found = sections(headings, given)
    rules = ("section_missing", "section_empty", "section_twice")
    return [(f.rule, f.message) for f in told(text, *rules, sections=found, summary="To kraner.")]


def test_a_whole_form() -> None:
    assert section_findings(WHOLE) == []


def test_a_section_that_is_missing() -> None:
    (found,) = section_findings({h: k for h, k in WHOLE.items() if k is not SectionKind.RISK})
    assert found == ("section_missing", "Forslaget har intet afsnit om risikovurdering.")


def test_headings_of_its_own() -> None:
    assert section_findings(dict.fromkeys(("Vi vil", "Vi gør", "Vi køber", "Vi måler"), SectionKind.OTHER)) == []


@pytest.mark.parametrize(("body", "empty"), [("", True), (" - ", True), ("Lav.", True), ("Risikoen er lav.", False)])
def test_an_empty_section(body: str, empty: bool) -> None:
    found = section_findings(WHOLE, risikovurdering=body)
    assert [rule for rule, _ in found] == (["section_empty"] if empty else [])


def test_a_section_with_subsections_is_not_empty() -> None:
    headings = {"1. Baggrund og formål": SectionKind.BACKGROUND, "1.1 Pladserne": SectionKind.OTHER, **WHOLE}
    assert section_findings(headings, baggrund="") == []


def test_a_section_that_stands_twice() -> None:
    found = section_findings({**WHOLE, "7. Økonomi": SectionKind.ECONOMY})
    assert [rule for rule, _ in found] == ["section_twice"]


def test_fields_that_nothing_stands_in() -> None:
    text, found = sections(WHOLE, {})
    given: dict[str, Any] = {"sections": found, "summary": "To kraner."}
    assert told(text, "field_empty", **given) == []
    (empty,) = told(text, "field_empty", **{**given, "submitting_administration": None})
    assert "»fremstillende forvaltning«" in empty.message
    heard = (
        Consulted(body="Center for Økonomi", answer="ja", date=None),
        Consulted(body="HR-kredsen", answer=None, date=None),
    )
    (unanswered,) = told(text, "field_empty", **given, consulted=heard)
    assert "HR-kredsen" in unanswered.message and "Center" not in unanswered.message


HEAD = "Succeskriterium\tHvordan måles det?\tHvem er ansvarlig?\tHvornår?"


@pytest.mark.parametrize(
    ("rows", "missing"),
    [
        (["Færre ture\tKørebog\tDriften\tMaj 2023"], []),
        (["Færre ture\tKørebog\t\tMaj 2023"], ["ansvarlig"]),
        (["Færre ture\t\t\t"], ["målemetode eller ansvarlig eller dato"]),
        (["Færre ture\tKørebog\tDriften\tMaj 2023", "Færre løft\tOptælling\t\tJuni 2023"], []),  # a merged cell
        (["---\t---\t---\t---", "Færre ture\tKørebog\tDriften\tMaj 2023"], []),
    ],
)
def test_goals_without_measure_owner_or_date(rows: list[str], missing: list[str]) -> None:
    body = "\n".join([HEAD, *rows])
    text, found = sections({**WHOLE, "7. Opfølgning": SectionKind.FOLLOWUP}, {"7. Opfølgning": body})
    goals = told(text, "follow_up", sections=found)
    assert [finding.message.split("har ingen ")[1].rstrip(".") for finding in goals] == missing
