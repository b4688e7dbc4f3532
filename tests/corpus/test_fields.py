"""The fields of a form's head: values beside, under and far behind their labels."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.fields import Fields, proposal_year, read_fields
from corpus.split import split
from corpus.types import Overview
from tests.corpus.proposal_texts import PROSE, body, document, flattened, proposal

CULTURE = "Kultur- og Fritidsforvaltningen"


def fields(text: str, *, flat: bool = False, announced: tuple[str, str] | None = None) -> Fields:
    (part,) = split(flattened(text) if flat else document(text)).parts
    line = announced and Overview(
        code=announced[0], title=announced[1], committee="KFU", amount_kr=1, price_level_year=2022, cross_cutting=None
    )
    return read_fields(part, (line,) if line else ())


@pytest.mark.parametrize("flat", [False, True])
def test_values_beside_their_labels(flat: bool) -> None:
    read = fields(proposal('**BC 07 "Lys i parker".**', administration="Kultur Fritidsforvaltningen"), flat=flat)
    assert (read.printed_code, read.code, read.title) == ("BC 07", "BC07", "Lys i parker")
    assert (read.summary, read.submitting_administration, read.price_level_printed) == (PROSE, CULTURE, 2023)
    assert read.affected_administrations is None


@pytest.mark.parametrize(
    "head",
    [
        "Titel på forslag\tKF10 Digital billet\nResumé\t{0}\nForvaltning\tKFF\n"
        "Berørte forvaltninger\tX\tSocialforvaltningen",
        "Projekttitel:\nKF10 Digital billet\nKort beskrivelse:\n{0}\nAnsvarlig forvaltning:\n"
        "Kultur- Fritidsforvaltningen\n"
        "Børste forvaltninger:\n☒ Socialforvaltningen\n☐ Økonomiforvaltningen",
        "Forslagets tite1:\nKF1O Digital billet\nKort resume:\n{0}\n"
        "Fremsti1lende forvaltning: Ku1tur- og Fritidsforvaltningen\n"
        "Berarte forvaltninger: Socialforvaltningen",
        "Nr.: KF10\nForvaltning: KFF\nTitel: Digital billet\nResumé: {0}\nInvolverede forvaltninger: SOF",
    ],
    ids=["cells", "next lines", "scan", "title last"],
)
def test_labels_drift(head: str) -> None:
    read = fields(f"INVESTERINGSFORSLAG\n{head.format(PROSE)}\n{body()}")
    assert (read.code, read.title, read.summary) == ("KF10", "Digital billet", PROSE)
    assert read.submitting_administration == CULTURE
    assert read.affected_administrations == ("Socialforvaltningen",)


LABELS_FIRST = (
    "INVESTERINGSFORSLAG Forslagets titel: Kort resumé: Der søges om midler fra: Fremstillende forvaltning: Berørte "
    "forvaltninger: KF10 Digital billet til byens haller {summary} Innovationspuljen Kultur og Fritidsforvaltningen "
    "Økonomiforvaltningen Socialforvaltningen "
)


@pytest.mark.parametrize(
    "announced", [None, ("KF10", "Digitale billetter til byens haller")], ids=["alone", "announced"]
)
def test_all_labels_first_and_then_all_values(announced: tuple[str, str] | None) -> None:
    summary = f"{CULTURE} ønsker at afprøve en ny billet. {PROSE}"
    read = fields(LABELS_FIRST.format(summary=summary) + body(), flat=True, announced=announced)
    assert (read.title, read.summary) == ("Digital billet til byens haller", summary)
    assert read.submitting_administration == CULTURE
    assert read.affected_administrations == ("Økonomiforvaltningen", "Socialforvaltningen")


def test_a_subtitle_and_lead_in_are_no_summary() -> None:
    blob = f"Nye veje ind i svømning Pilotprojekt: {PROSE}"
    read = fields(
        LABELS_FIRST.format(summary=blob) + body(), flat=True, announced=("KF10", "Digital billet til byens haller")
    )
    assert (read.title, read.summary) == ("Digital billet til byens haller", PROSE)


def test_a_summary_keeps_its_paragraphs() -> None:
    text = proposal("BC07 Lys i parker").replace(f"resumé: {PROSE}", f"resumé: {PROSE}\n{PROSE}")
    assert fields(text).summary == f"{PROSE}\n{PROSE}"


@pytest.mark.parametrize(
    ("head", "code", "title"),
    [
        ("SU03 – Fælles vagtplan", "SU03", "Fælles vagtplan"),
        ("INVESTERINGSFORSLAG\nVand i gården og nye rør i\nkældrene", None, "Vand i gården og nye rør i kældrene"),
        ("INVESTERINGSFORSLAG\nBudget 2024\nSU03\nFælles vagtplan", "SU03", "Fælles vagtplan"),
        (
            "INVESTERINGSFORSLAG\nForslagets titel: Smart affald i gårdene (TV01c)",
            "TV01c",
            "Smart affald i gårdene",
        ),
        ("INVESTERINGSFORSLAG\nNummer: SU03\nForslagets titel: Fælles vagtplan", "SU03", "Fælles vagtplan"),
    ],
)
def test_title_and_code_wherever_they_stand(head: str, code: str | None, title: str) -> None:
    read = fields(f"{head}\n{body()}")
    assert (read.code, read.title) == (code, title)


def test_the_front_tables_line_is_found_by_code_or_title() -> None:
    by_code = fields(proposal("KF10 Digital billet"), announced=("KF10", "Billetter uden papir"))
    by_title = fields(proposal("Digital billet til haller"), announced=("KF10", "Digital billet til hallerne"))
    other = fields(proposal("KF10 Digital billet"), announced=("KF11", "Digital billet"))
    assert by_code.overview is not None and by_title.overview is not None
    assert (by_title.code, by_title.title) == ("KF10", "Digital billet til haller")
    assert other.overview is None


def test_another_municipalitys_administration_stays_as_printed() -> None:
    read = fields(proposal("Nye cykelstier", administration="By- og Kulturforvaltningen"))
    assert read.submitting_administration == "By- og Kulturforvaltningen"


@pytest.mark.parametrize(
    ("approvals", "printed", "siblings", "price_level", "year"),
    [
        ([date(2021, 1, 21), date(2020, 12, 1)], "OFS 2019-20", [2019], 2023, 2021),
        ([], "Budget 2023", [2021], 2023, 2022),
        ([], "OFS 2020-21", [], None, 2021),
        ([], "Overførselssagen 2021-2022", [], None, 2022),
        ([], "OFS 2022/2023", [], None, 2023),
        ([], None, [2020, 2020], 2023, 2020),
        ([], None, [2020, 2021], 2023, 2022),
        ([], None, [], None, None),
    ],
)
def test_the_year_follows_the_best_evidence(
    approvals: list[date], printed: str | None, siblings: list[int], price_level: int | None, year: int | None
) -> None:
    assert proposal_year(approvals, printed, siblings, price_level) == year
