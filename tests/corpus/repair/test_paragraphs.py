"""Paragraphs: printed lines are joined where a sentence goes on, and nowhere in a table or a form."""

from __future__ import annotations

import pytest

from corpus.repair import clean
from corpus.types import RawDocument, RawLine

FORM = """INVESTERINGSFORSLAG
Forslagets titel: Fælles vagtplan for hjemmeplejens aften- og
weekendhold i de fem områder
Kort resumé:
Forvaltningen foreslår, at de fem områder i hjemmeplejen får en
fælles vagtplan, så ledige vagter kan ses på tværs og dækkes af egne
medarbejdere frem for vikarer. Det forventes at nedbringe udgif-
terne til vikarer og at give medarbejderne større indflydelse.
Fremstillende forvaltning: Sundheds- og
Omsorgsforvaltningen
Angiv p/l: 2023
1.1 Forslagets samlede økonomiske konsekvenser
Tabel 1. Forslagets samlede økonomiske konsekvenser
1.000 kr. 2023 p/l Styringsområde 2023 2024 2025 2026
Varige ændringer
Færre vikarer i weekender Service -300 -900 -900 -900
Samlet varig ændring -300 -900 -900 -900
Implementeringsomkostninger
Projektleder Service 450 200
Tilbagebetalingstid baseret på serviceeffektivisering 3
1.2 Baggrund og formål
Hjemmeplejen har i dag fem områder med hver sin vagt-
plan. Når en medarbejder bliver syg, ringer vagtplanlæggeren rundt
til egne folk og derefter til et vikarbureau. I 2021 blev der brugt
12,4 mio. kr. på vikarer.
Formålet er derfor at:
• samle de fem vagtplaner i ét system, som alle vagtplanlæggere kan
se og rette i
• lade medarbejderne selv byde ind på ledige vagter
Koncern IT Ja 12-01-2022
HR-kredsen Nej"""

JOINED = [
    "INVESTERINGSFORSLAG",
    "Forslagets titel: Fælles vagtplan for hjemmeplejens aften- og weekendhold i de fem områder",
    "Kort resumé:",
    "Forvaltningen foreslår, at de fem områder i hjemmeplejen får en fælles vagtplan, så ledige vagter kan ses på "
    "tværs og dækkes af egne medarbejdere frem for vikarer. Det forventes at nedbringe udgifterne til vikarer og at "
    "give medarbejderne større indflydelse.",
    "Fremstillende forvaltning: Sundheds- og Omsorgsforvaltningen",
    "Angiv p/l: 2023",
    "1.1 Forslagets samlede økonomiske konsekvenser",
    "Tabel 1. Forslagets samlede økonomiske konsekvenser",
    "1.000 kr. 2023 p/l Styringsområde 2023 2024 2025 2026",
    "Varige ændringer",
    "Færre vikarer i weekender Service -300 -900 -900 -900",
    "Samlet varig ændring -300 -900 -900 -900",
    "Implementeringsomkostninger",
    "Projektleder Service 450 200",
    "Tilbagebetalingstid baseret på serviceeffektivisering 3",
    "1.2 Baggrund og formål",
    "Hjemmeplejen har i dag fem områder med hver sin vagtplan. Når en medarbejder bliver syg, ringer vagtplanlæggeren "
    "rundt til egne folk og derefter til et vikarbureau. I 2021 blev der brugt 12,4 mio. kr. på vikarer.",
    "Formålet er derfor at:",
    "• samle de fem vagtplaner i ét system, som alle vagtplanlæggere kan se og rette i",
    "• lade medarbejderne selv byde ind på ledige vagter",
    "Koncern IT Ja 12-01-2022",
    "HR-kredsen Nej",
]


def cleaned(lines: list[str | tuple[str, ...]], *, wrapped: bool | None) -> list[str]:
    raw = tuple(RawLine(cells=(line,) if isinstance(line, str) else line) for line in lines)
    return clean(RawDocument(lines=raw, wrapped=wrapped), source="a.txt", sha256="0").text.split("\n")


@pytest.mark.parametrize("wrapped", [True, None])
def test_a_printed_form(wrapped: bool | None) -> None:
    assert cleaned(list(FORM.splitlines()), wrapped=wrapped) == JOINED


def test_whole_paragraphs_are_left_alone() -> None:
    lines = ["Et kort afsnit uden punktum", "som ser ud til at gå videre, men formatet siger, at det er et afsnit."]
    assert cleaned([*lines], wrapped=False) == lines


def test_a_sentence_and_a_word_go_on_over_the_page() -> None:
    lines = [
        "Projektet skal i løbet af det første år etablere et samarbej Side 2 af 3",
        "",
        "de med kommunens museer og derefter med skolerne, så",
        "Side 3 af 3",
        "alle elever får tilbuddet.",
    ]
    assert cleaned([*lines], wrapped=None) == [
        "Projektet skal i løbet af det første år etablere et samarbejde med kommunens museer og derefter med skolerne, "
        "så alle elever får tilbuddet."
    ]


def test_a_finished_sentence_does_not_go_on_over_the_page() -> None:
    lines = ["Udgiften holdes inden for rammen. Side 1 af 2", "Opfølgning", "Side 2 af 2", "hver måned i styregruppen"]
    assert cleaned([*lines], wrapped=None) == [
        "Udgiften holdes inden for rammen.",
        "Opfølgning",
        "hver måned i styregruppen",
    ]


def test_rows_are_never_joined_with_text() -> None:
    lines: list[str | tuple[str, ...]] = [
        "Udgifterne til projektet fordeler sig over årene som vist i tabellen og",
        ("i alt", "100", ""),
        "betales af rammen for udvikling, som udvalget råder over hvert år i",
    ]
    assert cleaned(lines, wrapped=True) == [lines[0], "i alt\t100\t", lines[2]]


@pytest.mark.parametrize(
    "lines",
    [
        ["SU03 Bedre brug af hjælpemidler 1,2", "TM12 Effektiv drift af parker 2,0", "KF10 Åbne biblioteker -0,4"],
        ["Implementeringsomkostninger", "Fælles platform", "Service", "500", "300", "Anlæg", "-", "I alt", "800"],
        ["Ejendomsfaglig vurdering Ikke relevant", "HR-kredsen Ja 12. januar 2021", "Velfærdsanalytisk vurdering"],
    ],
)
def test_rows_printed_as_lines_stay_lines(lines: list[str]) -> None:
    assert cleaned([*lines], wrapped=True) == lines


def test_a_name_in_two_lines_is_one() -> None:
    lines = ["Berørte forvaltninger:", "Børne- og", "Ungdomsforvaltningen", "Socialforvaltningen"]
    joined = ["Berørte forvaltninger:", "Børne- og Ungdomsforvaltningen", "Socialforvaltningen"]
    assert cleaned([*lines], wrapped=True) == joined
