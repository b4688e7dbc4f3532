from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest

from corpus.types import SectionKind
from models.passages import MOST_PASSAGES, passages
from models.running_text import running_text
from tests.models.themes.fitted import sectioned
from training.dataset import labelled_proposals

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"

FORM = """INVESTERINGSFORSLAG
Forslagets titel: Nye låse på nøglebokse
Kort resumé: Hjemmeplejens nøglebokse får elektroniske låse, så ingen skal hente nøgler på kontoret.
Fremstillende forvaltning: Sundheds- og Omsorgsforvaltningen
Berørte forvaltninger:
☐\tØkonomiforvaltningen\t☒\tSundheds- og Omsorgsforvaltningen
Angiv p/l: 2021
1. Baggrund og formål
Nøglerne ligger i dag i 900 bokse. Medarbejderne henter dem hver morgen, og det tager ca. 12 minutter.
2. Forslagets indhold
(Beskriv her, hvordan løsningen virker. Vejledningsteksten slettes.)
Der sættes låse op, som åbnes med telefonen:
- låse på alle døre
- en app til medarbejderne
3. Økonomi
Tabel 1. Serviceinvesteringer i forslaget
1.000 kr. 2021 p/l\tStyringsområde\t2021\t2022
Låse\tService\t400\t200
Note til alle tabeller: Alle besparelser skal angives med negativt fortegn.
Prisen for en lås er 1.400 kr. efter den nuværende aftale.
4. Hvem er hørt?
Center for Økonomi\tJa\t12. marts 2021
It-kredsen\tIkke relevant\t"""

TITLE = "Nye låse på nøglebokse"
SUMMARY = "Hjemmeplejens nøglebokse får elektroniske låse, så ingen skal hente nøgler på kontoret."


def test_only_running_text_is_kept() -> None:
    found = passages(sectioned(FORM, title=TITLE, summary=SUMMARY))
    assert [(passage.section, passage.text) for passage in found] == [
        (SectionKind.OTHER, f"{TITLE}. {SUMMARY}"),
        (
            SectionKind.BACKGROUND,
            "Nøglerne ligger i dag i 900 bokse. Medarbejderne henter dem hver morgen, og det tager ca. 12 minutter.",
        ),
        (
            SectionKind.CONTENT,
            "Der sættes låse op, som åbnes med telefonen: låse på alle døre en app til medarbejderne",
        ),
        (SectionKind.ECONOMY, "Prisen for en lås er 1.400 kr. efter den nuværende aftale."),
    ]


def test_passages_point_into_the_text() -> None:
    made = sectioned(FORM, title=TITLE, summary=SUMMARY)
    for passage in passages(made):
        printed = made.text[passage.start : passage.end]
        assert printed.split()[-1].strip(".") == passage.text.split()[-1].strip(".")
    for sentence in running_text(made):
        assert " ".join(made.text[sentence.start : sentence.end].split()) == sentence.text


def test_a_flattened_form_gives_the_same_words() -> None:
    flat = (
        f"INNOVATIONSFORSLAG Forslagets titel: {TITLE} Kort resumé: {SUMMARY} Fremstillende forvaltning: Sundheds- og"
        " Omsorgsforvaltningen Angiv p/l: 2021 1.1 BAGGRUND OG FORMÅL Nøglerne ligger i dag i bokse ved dørene."
        " 1.2 FORSLAGETS INDHOLD Der sættes låse op, som åbnes med telefonen. 1.3 OPFØLGNING Hvordan måles"
        " succeskriteriet? Hvem er ansvarlig for opfølgning? Hvornår gennemføres opfølgningen? Antallet af hentede"
        " nøgler tælles i marts."
    )
    found = passages(sectioned(flat, title=TITLE, summary=SUMMARY))
    assert [passage.text for passage in found[1:]] == [
        "Nøglerne ligger i dag i bokse ved dørene.",
        "Der sættes låse op, som åbnes med telefonen.",
        "Antallet af hentede nøgler tælles i marts.",
    ]


def test_long_sections_are_cut_between_sentences() -> None:
    sentence = "Den {} bil kører hver dag ud med otte kasser varer til butikkerne i den indre by."
    text = "1. Baggrund og formål\n" + " ".join(sentence.format(number) for number in range(60))
    found = passages(sectioned(text, title="Biler", summary=None))[1:]
    assert all(50 <= len(passage.text.split()) <= 200 for passage in found)
    assert all(passage.text.startswith("Den ") and passage.text.endswith("indre by.") for passage in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize("text", ["", "1. Baggrund og formål", "☒\tØkonomiforvaltningen"])
def test_nothing_comes_of_nothing(text: str) -> None:
    assert passages(sectioned(text, title="", summary=None)) == ()


@pytest.mark.parametrize("text", ["ord " * 200_000, "Et kort punkt.\n" * 70_000, "12 - 13 " * 100_000])
def test_a_huge_text_takes_bounded_time(text: str) -> None:
    made = sectioned("1. Baggrund og formål\n" + text, title="Stor", summary=None)
    start = time.perf_counter()
    assert len(passages(made)) <= MOST_PASSAGES
    assert time.perf_counter() - start < 20


def test_the_examples_keep_their_running_text() -> None:
    kept = written = 0
    for one in labelled_proposals(("calibration",)):
        prose = {word.strip(".,:;()") for word in one.example.prose.split()}
        found = {word.strip(".,:;()") for passage in passages(one.proposal) for word in passage.text.split()}
        kept += len(prose & found)
        written += len(prose)
    assert kept >= 0.97 * written


def test_the_real_proposals_keep_theirs() -> None:
    if not SEEDS.exists():
        pytest.skip("De rigtige dokumenter ligger ikke ved siden af projektet.")
    from corpus.parse import parse
    from corpus.read import read
    from corpus.split import split

    for path in sorted(SEEDS.glob("*.txt")):
        for made in parse(split(read(path))):
            words = sum(len(passage.text.split()) for passage in passages(made))
            tables = sum(len(line.of(made.text).split()) for line in made.lines if "\t" in line.of(made.text))
            assert words >= 0.7 * (len(made.text.split()) - tables), made.title
