from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.types import RowRole
from models.types import AnalysedProposal, Analysis
from service.report import PLAIN_WIDTH, report
from tests.service.analyses import ANALYSED, ANALYSIS, FINDINGS, NO_PROPOSALS, PROPOSAL, SILENT, TABLE, row


def plain(*proposals: AnalysedProposal) -> str:
    return report([replace(ANALYSIS, proposals=proposals, overview=(), warnings=())], terminal=False)


@pytest.mark.parametrize(
    "told",
    [
        "katalog.pdf",
        "Side 4 er tom.",
        "1,9 mio. kr.",
        "2021-KF07  Sensorer i kommunens varmecentraler",
        "Investeringsforslag · Budget 2022 · fremsat 2021 · 2022-priser",
        "1,95 mio. kr.",
        "Anlæg: 1,25 mio. kr. · Service: 700.000 kr.",
        "-700.000 kr. om året",
        "3,5 år",
        "0,5–1,5",
        "(1.000 kr., 2022-priser)",
        "Center for Økonomi: ja, 21. januar 2021",
        "Koncern IT: intet svar læst",
        "Tal: 1.650.000 · 1.600.000,5",
        "1 dokument, 1 forslag · 1 fejl · 1 advarsel · 1 bemærkning",
    ],
)
def test_the_report_tells(told: str) -> None:
    assert told in report([ANALYSIS], terminal=False)


def test_the_main_table_has_a_column_for_each_year_and_blanks_for_empty_cells() -> None:
    lines = plain(ANALYSED).splitlines()
    years = next(line for line in lines if line.split() == ["2022", "2023", "2024"])
    total = next(line for line in lines if line.strip().startswith("=  Samlet varig ændring"))
    assert total.split()[-2:] == ["-350", "-700"]
    assert total.index("-350") + len("-350") == years.index("2023") + len("2023")


def test_without_a_table_the_key_figures_give_the_years() -> None:
    told = "2022: 1,65 mio. kr. · 2023: 300.000 kr."
    assert told in plain(replace(ANALYSED, proposal=replace(PROPOSAL, tables=())))
    assert told not in plain(ANALYSED)


def test_findings_stand_with_the_heaviest_first() -> None:
    text = plain(ANALYSED)
    assert text.index("FEJL") < text.index("ADVARSEL") < text.index("BEMÆRK")


def test_a_proposal_that_says_little_gets_a_short_entry() -> None:
    text = plain(SILENT)
    assert "None" not in text
    assert "Nøgletal" not in text
    assert "Intet at bemærke" in text


def test_a_document_without_proposals_says_so() -> None:
    text = report([NO_PROPOSALS], terminal=False)
    assert "Ingen forslag fundet" in text
    assert "Dokumentet indeholder ingen forslag." in text


@pytest.mark.parametrize("years", [5, 12])
def test_no_line_is_wider_than_eighty_columns_and_no_amount_is_cut(years: int) -> None:
    span = tuple(range(2020, 2020 + years))
    amounts = {year: 123_456_789 + year for year in span}
    label = "Et meget langt navn på en post, som fortsætter ud over den plads, der er"
    wide = replace(TABLE, years=span, rows=(row(label, RowRole.OPERATION, amounts, "Service"),))
    text = plain(replace(ANALYSED, proposal=replace(PROPOSAL, tables=(wide,))))
    assert max(map(len, text.splitlines())) <= PLAIN_WIDTH
    for amount in amounts.values():
        assert f"{amount:,}".replace(",", ".") in text


def test_amounts_that_are_not_whole_thousands_are_shown_in_kroner() -> None:
    odd = replace(TABLE, rows=(row("Licenser", RowRole.OPERATION, {2022: 12_345}),))
    text = plain(replace(ANALYSED, proposal=replace(PROPOSAL, tables=(odd,))))
    assert "(kr., 2022-priser)" in text
    assert "12.345" in text


def test_plain_text_has_no_terminal_codes_and_no_trailing_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    text = report([ANALYSIS], terminal=False)
    assert "\x1b" not in text
    assert all(line == line.rstrip() for line in text.splitlines())


def test_a_terminal_gets_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" in report([ANALYSIS], terminal=True)


def test_a_document_can_neither_steer_the_terminal_nor_be_read_as_markup() -> None:
    title = "Ny \x1b[2Jportal [red]til[/red] borgere\x9b :smile:"
    hostile = replace(ANALYSED, proposal=replace(PROPOSAL, title=title))
    finding = replace(FINDINGS[1], message="Sum \x1b]0;x\x07 [bold]")
    text = report([Analysis(source="\x1b[1m.pdf", sha256="", proposals=(hostile,), overview=())], terminal=False)
    text += plain(replace(ANALYSED, findings=(finding,)))
    assert not {"\x1b", "\x9b", "\x07"} & set(text)
    assert "Ny ?[2Jportal [red]til[/red] borgere? :smile:" in text
    assert "[bold]" in text
