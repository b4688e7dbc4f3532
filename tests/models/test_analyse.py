"""A file becomes an analysis, and what is missing or doubled in it is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.read import read_bytes
from corpus.titles import slug
from models.analyse import analyse, analyse_file, proposal_id
from models.types import Analysis
from tests.models.proposals import proposal
from tests.pipeline import loaded

FORM = """INNOVATIONSFORSLAG

Forslagets titel: {code} {title}

Kort resumé: Broerne får nye lejer, og trafikken kan gå videre imens.

Fremstillende forvaltning: Teknik- og Miljøforvaltningen

Berørte forvaltninger:
X Teknik- og Miljøforvaltningen

{table}
1. Baggrund og formål
Lejerne er slidte, og {code} er det billigste tidspunkt at skifte dem på.

2. Forslagets indhold
Arbejdet udføres om natten.

10. Hvem er hørt?
\tJa/Nej\tDato for godkendelse
Center for Økonomi, Økonomiforvaltningen\tJa\t12-03-2019
"""
TABLE = (
    "Tabel 1. Forslagets samlede økonomiske konsekvenser\n"
    "1.000 kr. 2020 p/l\tStyringsområde\t2020\t2021\n"
    "Nye lejer\tAnlæg\t800\t\nSamlede implementeringsomkostninger\t\t800\t\n"
)


def analysed(tmp_path: Path, text: str, encoding: str = "utf-8") -> Analysis:
    path = tmp_path / "bilag.txt"
    path.write_bytes(text.encode(encoding))
    return analyse_file(path, loaded())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_encoding_gives_the_same_proposal(tmp_path: Path, encoding: str) -> None:
    (one,) = analysed(tmp_path, FORM.format(code="TM04", title="Lejer til to broer", table=TABLE), encoding).proposals
    assert one.id == "2019-TM04"
    assert one.proposal.title == "Lejer til to broer"
    assert one.headline.implementation_by_year == {2020: 800_000}


def test_a_document_without_a_proposal_says_so(tmp_path: Path) -> None:
    found = analysed(tmp_path, "Referat af mødet om kantinen.\n\nDer var enighed om at købe en ny opvaskemaskine.\n")
    assert found.proposals == ()
    assert any("forslag" in warning for warning in found.warnings)


def test_a_proposal_without_a_table_is_read_and_the_lack_is_said(tmp_path: Path) -> None:
    (one,) = analysed(tmp_path, FORM.format(code="TM04", title="Lejer til to broer", table="")).proposals
    assert one.headline.implementation_total_kr is None
    assert any("ingen tabel" in finding.message for finding in one.findings)


def test_a_code_that_stands_twice_gives_two_ids_and_a_warning(tmp_path: Path) -> None:
    text = FORM.format(code="TM04", title="Lejer til to broer", table=TABLE)
    other = FORM.format(code="TM04", title="Malerarbejde på tre broer", table=TABLE)
    found = analysed(tmp_path, text + "\n" + other)
    assert [p.id for p in found.proposals] == ["2019-TM04", "2019-TM04-2"]
    assert any("TM04" in warning for warning in found.warnings)


def test_numbers_of_a_picture_that_disagree_are_no_certain_error() -> None:
    wrong = TABLE.replace("Samlede implementeringsomkostninger\t\t800", "Samlede implementeringsomkostninger\t\t900")
    text = FORM.format(code="TM04", title="Lejer til to broer", table=wrong).encode()
    document = read_bytes(text, "bilag.txt")
    (sure,) = analyse(document, loaded()).proposals
    (doubted,) = analyse(replace(document, ocr=True), loaded()).proposals
    assert [f.severity for f in sure.findings if f.rule == "sum"] == ["error"]
    assert [f.severity for f in doubted.findings if f.rule == "sum"] == ["warning"]
    assert "billede" in next(f.message for f in doubted.findings if f.rule == "sum")


def test_an_id_without_a_code_is_a_slug_of_the_title() -> None:
    assert proposal_id(proposal("", code=None, title="Lys på cykelstier, år 2")) == "2021-lys-paa-cykelstier-aar-2"
    assert proposal_id(proposal("", code=None, year=None, title="Lys")) == "ukendt-lys"
    assert slug("…") == "uden-titel"
