"""Tests of models.figures.find: what each rule of the grammar reads, rule by rule."""

from __future__ import annotations

import pytest

from corpus.types import Section, SectionKind
from models.figures import find_figures
from models.language import load_language
from models.types import Figure
from tests.models.proposals import proposal

Found = tuple[str, float, float]


def figures(text: str) -> list[Figure]:
    """The figures of a text that is one background section."""
    section = Section(heading="", canonical=SectionKind.BACKGROUND, start=0, end=len(text), body_start=0)
    one = proposal(text, sections=(section,), tables=())
    return list(find_figures(one, load_language().read(text)))


def found(text: str) -> list[Found]:
    """Kind, low and high of each; counts and volumes are one kind."""
    return [
        ("count" if one.kind == "volume" else str(one.kind), round(one.low, 6), round(one.high, 6))
        for one in figures(text)
    ]


RULES: dict[str, list[tuple[str, list[Found]]]] = {
    "money": [
        ("Det koster 750.000 kr. i alt", [("money", 750_000, 750_000)]),
        ("en samlet udgift på 307 t. kr.", [("money", 307_000, 307_000)]),
        ("der effektiviseres 1.500 t/kr. varigt", [("money", 1_500_000, 1_500_000)]),
        ("afsat 200 t.kr. til drift", [("money", 200_000, 200_000)]),
        ("afsat 200 tkr til drift", [("money", 200_000, 200_000)]),
        ("op til 7,5 mio. kr. årligt", [("money", 7_500_000, 7_500_000)]),
        ("i alt 2,1 mia. kr. i 2020", [("money", 2_100_000_000, 2_100_000_000)]),
        ("reduceres med 24. mio. kr. årligt", [("money", 24_000_000, 24_000_000)]),
        ("kr. 45.000 til licenser", [("money", 45_000, 45_000)]),
        ("et gebyr på 500,- pr. bil", [("money", 500, 500)]),
        ("en halv million kroner", [("money", 500_000, 500_000)]),
        ("det koster i omegnen af 500.000 at udvikle", [("money", 500_000, 500_000)]),
        ("der kom 500.000 den dag", [("count", 500_000, 500_000)]),
        ("en omkostning på cirka 100.000.", [("money", 100_000, 100_000)]),
        ("det giver -2,9 mio. kr.", [("money", -2_900_000, -2_900_000)]),
        ("8 øre pr. sms", [("money", 0.08, 0.08)]),
        ("OCR skrev 1 .250 kr. for det", [("money", 1_250, 1_250)]),
        ("der er brug for 1 250 000 kr. i alt", [("money", 1_250_000, 1_250_000)]),
        ("et bud på DKK 1,2m ekskl. moms", [("money", 1_200_000, 1_200_000)]),
        ("der mangler tkr. 275 til vikarer", [("money", 275_000, 275_000)]),
        ("en besparelse på (1.250) t.kr. i 2024", [("money", 1_250_000, 1_250_000)]),
    ],
    "damaged by optical reading": [
        ("der søges l0 mio. kr.", [("money", 10_000_000, 10_000_000)]),
        ("udgiften er 8OO.OOO kr. årligt", [("money", 800_000, 800_000)]),
        ("det tager 4OO timer og lO pct. af tiden", [("hours", 400, 400), ("percent", 10, 10)]),
        ("der ansøges om 2 ,4 mio. kr.", [("money", 2_400_000, 2_400_000)]),
        ("en udgift på 1. 750.000 kr. i 2016", [("money", 1_750_000, 1_750_000)]),
        ("opsætning koster ca.15.000 kr.", [("money", 15_000, 15_000)]),
        ("4,5 mio .kr og 3,5 mio . kr.", [("money", 4_500_000, 4_500_000), ("money", 3_500_000, 3_500_000)]),
        ("lokal og ill. er ord, I og l er bogstaver", []),
    ],
    "a unit that is said once": [
        ("turen tager 25 min., mens den før tog 40.", [("minutes", 25, 25), ("minutes", 40, 40)]),
        ("70 pct. er tilfredse; i 2016 var det 58.", [("percent", 70, 70), ("percent", 58, 58)]),
        ("vi sparer 900 timer, men kun de 500 kan hentes", [("hours", 900, 900), ("hours", 500, 500)]),
        ("det er 1,7 årsværk. Spares der 4, er det 2,3.", [("fte", 1.7, 1.7), ("count", 4, 4), ("fte", 2.3, 2.3)]),
        ("61 af 72 timer blev lejet", [("hours", 61, 61), ("hours", 72, 72)]),
        ("20 pct. udebliver. Vi har ringet til 60 af dem.", [("percent", 20, 20), ("count", 60, 60)]),
        (
            "i fjor 82 mio. sider, og nu er tallet 97 mio.",
            [("count", 82_000_000, 82_000_000), ("count", 97_000_000, 97_000_000)],
        ),
        ("en svarprocent på mindst 35.", [("percent", 35, 35)]),
    ],
    "ages": [
        ("ledige under 30 år får brev", [("count", 30, 30)]),
        ("hver bruger; brugerne er over 65 år", [("count", 65, 65)]),
        ("unge mellem 18 og 24 år", []),
        ("tilbud til de 18-24-årige", []),
        ("som en 13-årig ikke har", []),
        ("børn under 12 skal ikke give aftryk", []),
        ("et barn på 14 måneder", []),
        ("maskiner, der er ældre end 15 år", [("duration", 15, 15)]),
        ("en 4-årig aftale", [("duration", 4, 4)]),
    ],
    "staff": [
        ("svarende til 2-5 årsværk", [("fte", 2, 5)]),
        ("½ årsværk", [("fte", 0.5, 0.5)]),
        ("1/2 årsværk", [("fte", 0.5, 0.5)]),
        ("1½ ÅV", [("fte", 1.5, 1.5)]),
        ("et halvt årsværk", [("fte", 0.5, 0.5)]),
        ("et kvart ÅV", [("fte", 0.25, 0.25)]),
        ("seks hele stillinger", [("fte", 6, 6)]),
        ("15 helårspersoner", [("fte", 15, 15)]),
        ("3 fuldtidsstillinger", [("fte", 3, 3)]),
        ("en projektleder på halv tid", [("fte", 0.5, 0.5)]),
        ("et årsværk koster meget", []),
    ],
    "time": [
        ("godt 10.000 timer", [("hours", 10_000, 10_000)]),
        ("600 konsulenttimer", [("hours", 600, 600)]),
        ("1200 effektive arbejdstimer", [("hours", 1200, 1200)]),
        ("30 min. pr. ansættelse", [("minutes", 30, 30)]),
        ("fem minutter", [("minutes", 5, 5)]),
        ("45 sekunder", [("minutes", 0.75, 0.75)]),
        ("2 timer og 40 minutter", [("minutes", 160, 160)]),
        ("14.794 kursusdage", [("days", 14_794, 14_794)]),
        ("hver 14. dag", [("days", 14, 14)]),
        ("1-1½ år", [("duration", 1, 1.5)]),
        ("en 1,5-årig periode", [("duration", 1.5, 1.5)]),
        ("et toårigt forløb", []),
        ("prøves i to år med svar inden fire uger", []),
        ("halvandet års prøve med 24 måneders varsel", [("duration", 1.5, 1.5), ("duration", 24, 24)]),
        ("et til to år", [("duration", 1, 2)]),
        ("halvandet år", [("duration", 1.5, 1.5)]),
        ("inden for 24-timers-fristen", []),
        ("en 24-timers vagt", [("hours", 24, 24)]),
    ],
    "percent": [
        ("10-35 % af opkaldene", [("percent", 10, 35)]),
        ("25 pct.", [("percent", 25, 25)]),
        ("op til 60%", [("percent", 60, 60)]),
        ("en tredjedel af sagerne", [("percent", 33.3, 33.3)]),
        ("tre fjerdedele", [("percent", 75, 75)]),
        ("hver femte borger", [("percent", 20, 20)]),
        ("halvdelen af dem", [("percent", 50, 50)]),
        ("fire ud af ti", [("percent", 40, 40)]),
        ("hver tredje uge", []),
        ("hver anden gang", []),
        ("fem procentpoint", [("percent", 5, 5)]),
        ("1/3 af udgiften", [("percent", 33.3, 33.3)]),
        ("steg med 4 procentpoint til 61 pct.", [("percent", 4, 4), ("percent", 61, 61)]),
        ("for hver femte meter tages et billede", []),
        ("de resterende to tredjedele", []),
    ],
    "counts and areas": [
        ("ca. 29.000 ansættelser om året", [("count", 29_000, 29_000)]),
        ("ca. 1 mio. serviceopkald om året", [("count", 1_000_000, 1_000_000)]),
        ("hvor der er ca. 6000 ledige", [("count", 6000, 6000)]),
        ("58 m² pr. medarbejder", [("area_m2", 58, 58)]),
        ("strømmen er 1,1 GWh om året", [("count", 1_100_000, 1_100_000)]),
        ("29 kvm", [("area_m2", 29, 29)]),
        ("to hundrede og femogtyve børn", [("count", 225, 225)]),
        ("tolv tusind breve", [("count", 12_000, 12_000)]),
        ("ledige under 30 år", [("count", 30, 30)]),
        ("der er tre centre i byen", []),
    ],
    "ranges and shared units": [
        ("mellem 4 og 7 mio. kr.", [("money", 4_000_000, 7_000_000)]),
        ("Mellem -4 og -7 mio. kr.", [("money", -4_000_000, -7_000_000)]),
        ("-0,4 til -0,6 mio. kr.", [("money", -400_000, -600_000)]),
        ("1 -1,4 mio. kr.", [("money", 1_000_000, 1_400_000)]),
        ("5 – 7 mio. kr. varigt", [("money", 5_000_000, 7_000_000)]),
        ("2 mio. til 3 mio. kr.", [("money", 2_000_000, 3_000_000)]),
        ("800.000 kr. til 1,2 mio. kr.", [("money", 800_000, 1_200_000)]),
        ("gå fra 6 til 44 digitale medarbejdere", [("count", 6, 6), ("count", 44, 44)]),
        ("faldt fra 24 til 16 dage", [("days", 24, 24), ("days", 16, 16)]),
        ("tallet spænder fra 3 til 14 elever", [("count", 3, 14)]),
        ("til 17 forskellige priser, fra 118 kr. til 264 kr.", [("count", 17, 17), ("money", 118, 264)]),
        ("ca. 250 og ca. 100 timer", [("hours", 250, 250), ("hours", 100, 100)]),
        ("14,2 dage om året mod 11,3 før", [("days", 14.2, 14.2), ("days", 11.3, 11.3)]),
        ("én eller to minutter", [("minutes", 1, 2)]),
        ("øges fra 0 til 10 pct. af sagerne", [("percent", 10, 10)]),
    ],
    "no figures": [
        ("jf. § 54, stk. 2, i lov nr. 711", []),
        ("den 21. maj 2018 og 21-01-2021", []),
        ("kl. 14.30 til 16", []),
        ("i 2019 og 2020/21, Budget 2022", []),
        ("tabel 2 og bilag 4, side 12-14", []),
        ("pkt. 1-5 i planen, Trin 1 og 2", []),
        ("ring på 33 66 33 66 eller 33663366", []),
        ("efter ISO 27001 og Windows 10 er", []),
        ("CO2, 3F, NC22, BC07 og 24/7", []),
        ("Skelbækgade 12 er lejet", []),
        ("1. Kortlægning\n2. Udvikling\n3) Drift", []),
        ("trinene: 1. Analyse af data 2. Udvikling af kode 3. Drift", []),
        ("2., 3. og 4. gangs henvendelser", []),
        ("2.-4. Kvartal", []),
        ("version 2.1.3 af systemet", []),
        ("uge 26, 27 og 28", []),
        ("en kvinde på 34", []),
        ("på en skala fra 1 til 5 er svaret", []),
        ("uro måles fra 0 til 10 af borgeren", []),
        ("2021 p/l", []),
        ("åbent på hverdage fra 8 til 16", []),
        ("bemandet mellem 10 og 17 i foyeren", []),
        ("Trin 2 af 3 er nået i lokale 204", []),
        ("dagsordenspunkt 7 og postnummer 2450", []),
        ("Torvet 1, 1599 København V", []),
        ("efter DS/EN 12464-1 og på iPhone 12 er", []),
    ],
}
CASES = [(rule, text, expected) for rule, cases in RULES.items() for text, expected in cases]


@pytest.mark.parametrize(("rule", "text", "expected"), CASES, ids=[f"{rule}: {text}" for rule, text, _ in CASES])
def test_what_each_rule_reads(rule: str, text: str, expected: list[Found]) -> None:
    """The table of the grammar: text, and every figure in it as kind, low and high."""
    assert found(text) == expected, rule


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("30 min. pr. ansættelse", "ansættelse"),
        ("29.000 sager om året", "år"),
        ("29.000 sager årligt", "år"),
        ("en årlig besparelse på 1,4 mio. kr.", "år"),
        ("1.050 kr. i timen", "time"),
        ("500 kr. stykket", "stk."),
        ("2.600 kr. pr. m²", "m²"),
        ("45.000 kr. til licenser", None),
    ],
)
def test_what_a_figure_is_counted_for(text: str, per: str | None) -> None:
    """'pr. sag', 'om året' and their like."""
    assert [one.per for one in figures(text)] == [per]


def test_a_figure_points_at_its_own_words() -> None:
    """Text, start, end and section say where it stands."""
    text = "Det tager ca. 30 min. pr. sag, og der er 29.000 sager om året."
    for one in figures(text):
        assert text[one.start : one.end] == one.text
        assert one.section is SectionKind.BACKGROUND
    assert [one.text for one in figures(text)] == ["30 min.", "29.000"]
    assert [one.unit for one in figures(text)] == ["minutter", "sager"]


def test_tables_headings_and_the_bodies_consulted_are_left_out() -> None:
    """Only running text holds figures: not the money table, no heading, and nothing under 'Hvem er hørt?'."""
    text = "\n".join(
        [
            "1. Baggrund for 5 haller",
            "Der er 40 haller.",
            "1.000 kr. 2021 p/l\tStyringsområde\t2021\t2022",
            "Implementeringsomkostninger",
            "Nye lamper\tService\t100\t200",
            "Samlede implementeringsomkostninger\t\t100\t200",
            "2. Hvem er hørt?",
            "Center for Økonomi, 3. kontor med 12 ansatte",
        ]
    )
    second = text.index("2. Hvem")
    one = proposal(
        text,
        sections=(
            Section(heading="", canonical=SectionKind.BACKGROUND, start=0, end=second, body_start=25),
            Section(heading="", canonical=SectionKind.CONSULTED, start=second, end=len(text), body_start=second + 16),
        ),
    )
    assert one.tables, "the table was read"
    assert [f.text for f in find_figures(one, load_language().read(text))] == ["40"]
