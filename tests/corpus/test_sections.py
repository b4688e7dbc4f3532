"""Sections in every dialect in which headings reach us, and the words of headings where they head nothing."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from corpus.sections import find_sections, section_spans
from corpus.types import Line, Part, SectionKind


def part_of(text: str, *, headings: tuple[int, ...] = ()) -> Part:
    """A part with one line for each printed line; ``headings`` numbers those that the format marked."""
    lines, start = [], 0
    for place, printed in enumerate(text.split("\n")):
        lines.append(Line(start=start, end=start + len(printed), heading=place in headings))
        start += len(printed) + 1
    return Part(text=text, lines=tuple(lines))


def kinds(text: str, **marks: tuple[int, ...]) -> list[str]:
    return [section.canonical.value for section in find_sections(part_of(text, **marks))]


OWN_LINES = """Forslagets titel: Fælles vagtplan
1.1 FORSLAGETS SAMLEDE ØKONOMISKE KONSEKVENSER
1.000 kr. 2023 p/l\tStyringsområde\t2023
1.2 BAGGRUND OG FORMÅL
Vagterne lægges i dag i fem regneark.
1.3 FORSLAGETS INDHOLD
1.3.1 Valg af løsning
Der vælges én løsning.
1.4 ØKONOMI
Udgiften er licenser.
1.5 FORDELING PÅ UDVALG
Alt ligger i ét udvalg.
1.6 IMPLEMENTERING AF FORSLAGET
Pilot i foråret.
1.7 INDDRAGELSE AF SAMARBEJDSPARTNERE
Ingen.
1.8 FORSLAGETS EFFEKT
Færre huller i planen.
1.9 OPFØLGNING
Kvartalsvis.
1.10 RISIKOVURDERING
Lav.
1.11 HVEM ER HØRT?
\tJa/Nej\tDato
1.12 TEKNISK BILAG
Ingen."""
ALL_KINDS = [
    "economy",
    "background",
    "content",
    "other",
    "economy",
    "committees",
    "implementation",
    "partners",
    "effect",
    "followup",
    "risk",
    "consulted",
    "appendix",
]
MAIN_KINDS = [kind for kind in ALL_KINDS if kind != "other"]
_MISREAD = OWN_LINES.replace("Ø", "O").replace("Å", "A")
OCR = _MISREAD.replace("1.1 ", "1.l ").replace("1.4 OKONOMI", "1.4 GKONOMI")
NUMBERED_ONCE = """1. Baggrund og formål
Bookingen sker på papir.
2. Forslagets indhold
1. Kortlægning af lokaler
2. Indkøb
3. Økonomi
Se tabellen.
4. Tentativ businesscase og kriterier til prioritering
Tabel 3. Kriterier til prioritering
Tentativ businesscase\t\tKriterier til prioritering
5. Personalemæssige konsekvenser
Ingen.
6. Effekt af innovationsforslaget
Bedre udnyttelse.
10. Hvem er hørt?
\tJa/Nej"""
FLATTENED = (
    "Note: besparelser er negative. 1.2 BAGGRUND OG FORMÅL Kommunen har mange haller. Beskrivelsen vedrørende økonomi "
    "følger i afsnit 1.4 Økonomi nedenfor. 1.3 FORSLAGETS INDHOLD Hallerne får følere, jf. tabel 3 teknisk bilag. "
    "1.4 ØKONOMI Tabel 2. Forslagets samlede økonomiske konsekvenser 1.000 kr. 2019 p/l 100 200 1.6 PERSONALEMÆSSIGE "
    "KONSEKVENSER Ingen. 1.9 OPFØLGNING Måles hvert år. 1.10 RISIKOVURDERING Risikoen er lav. "
    "1.11 HVEM ER HØRT? Center for Økonomi Ja"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(OWN_LINES, ALL_KINDS, id="own lines"),
        pytest.param(OCR, ALL_KINDS, id="misread letters and numbers"),
        pytest.param(OWN_LINES.title().replace("1.3.1 Valg", "1.3.1 Et Valg"), ALL_KINDS, id="small letters"),
        pytest.param(
            "\n".join(
                line.split(" ", 1)[1] if line[:2] == "1." and "1.000" not in line else line
                for line in OWN_LINES.split("\n")
            ),
            MAIN_KINDS,
            id="capitals without numbers",
        ),
        pytest.param(
            NUMBERED_ONCE,
            ["background", "content", "economy", "criteria", "other", "effect", "consulted"],
            id="one number deep, with lists and captions in between",
        ),
        pytest.param(
            FLATTENED,
            ["background", "content", "economy", "other", "followup", "risk", "consulted"],
            id="flattened line",
        ),
    ],
)
def test_finds_the_sections_of_every_dialect(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


def test_unnumbered_headings_in_small_letters() -> None:
    text = (
        "Baggrund og formål\nKommunen har ti skoler.\nForslagets indhold\nSkolerne deler "
        "pedeller.\nØkonomi\nUdgiften er løn."
        "\nForslagets effekt\nFærre kørte timer.\nOpfølgning\nHvert "
        "halvår.\nRisikovurdering\nLav.\nHvem er hørt?\nIngen."
    )
    assert kinds(text) == ["background", "content", "economy", "effect", "followup", "risk", "consulted"]


def test_flattened_headings_without_numbers() -> None:
    text = (
        "Tilbagebetalingstid baseret på totaløkonomi - Baggrund og formål Kommunen har ti skoler. Økonomi København "
        "betaler. Effekt Færre kørte timer. Opfølgning Hvert halvår. RISIKOVURDERING Den er lav. Hvem er hørt? Ingen."
    )
    assert kinds(text) == ["background", "economy", "effect", "followup", "risk", "consulted"]


def test_capitals_behind_a_table_are_a_heading_where_the_templates_have_it() -> None:
    text = "1.9 OPFØLGNING Måles af Kontoret for projekter RISIKOVURDERING Der er en risiko. 1.11 HVEM ER HØRT? Ingen"
    assert kinds(text) == ["followup", "risk", "consulted"]


def test_the_table_of_effects_on_administration_is_no_section() -> None:
    text = "1.4 ØKONOMI\nTekst.\nEFFEKT PÅ ADMINISTRATION\n1.000 kr.\t2022\n1.8 FORSLAGETS EFFEKT\nTekst."
    assert kinds(text) == ["economy", "effect"]


def test_a_heading_over_two_lines_is_one_heading() -> None:
    text = (
        "1.1 FORSLAGETS SAMLEDE ØKONOMISKE\nKONSEKVENSER\nTal.\n4. Tentativ businesscase og "
        "kriterier til\nprioritering\nTekst."
    )
    sections = find_sections(part_of(text))
    assert [s.heading for s in sections] == [
        "1.1 FORSLAGETS SAMLEDE ØKONOMISKE KONSEKVENSER",
        "4. Tentativ businesscase og kriterier til prioritering",
    ]
    assert text[sections[1].body_start :] == "Tekst."


def test_a_number_on_a_line_of_its_own_belongs_to_the_heading() -> None:
    sections = find_sections(part_of("1.2\nBAGGRUND OG FORMÅL\nTekst.\n1.3\tForslagets indhold\nMere."))
    assert [(s.heading, s.canonical.value) for s in sections] == [
        ("1.2 BAGGRUND OG FORMÅL", "background"),
        ("1.3 Forslagets indhold", "content"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Beskrivelsen vedrørende økonomi følger senere.",
        "Tabel 2. Økonomi",
        "Implementering\tPilot er i drift\tKontoret\tJuni",
        "Kriterier til prioritering",
        "Baggrund og formål .......... 3",
        "Økonomiudvalget",
        "Effekten er målt hos borgerne.",
        "Effekt",
        "1. Økonomi og indkøb gennemgås",
        "2. kvartal 2023",
        "Forslagets indhold er beskrevet tidligere.",
        "1.12.2021 Aflevering",
    ],
)
def test_words_of_headings_that_head_nothing(line: str) -> None:
    text = (
        f"1.4 ØKONOMI\nTekst.\n1.5 KRITERIER TIL PRIORITERING AF INNOVATIONSPULJEN\nMere "
        f"tekst.\n{line}\n1.8 FORSLAGETS EFFEKT\nTekst."
    )
    assert kinds(text) == ["economy", "criteria", "effect"]


def test_marked_headings_are_sections_only_below_the_first_known_one() -> None:
    text = "Innovationsforslag\nBaggrund\nTekst.\nErfaringer fra andre byer\nTekst.\nØkonomi for forslaget\nTekst."
    assert kinds(text, headings=(0, 1, 3, 5)) == ["background", "other", "economy"]


def test_sections_cover_the_text_and_point_to_what_is_printed() -> None:
    text = OWN_LINES
    sections = find_sections(part_of(text))
    assert all(text[s.start : s.end].startswith(s.heading) for s in sections)
    assert all(a.end == b.start for a, b in pairwise(sections))
    assert sections[-1].end == len(text)


def test_the_body_of_a_section_reaches_over_its_sub_sections() -> None:
    text = OWN_LINES
    (span,) = section_spans(find_sections(part_of(text)), SectionKind.CONTENT)
    assert text[span.start : span.end].strip() == "1.3.1 Valg af løsning\nDer vælges én løsning."


def test_a_text_without_headings_has_no_sections() -> None:
    assert find_sections(part_of("Et referat om økonomi og effekt.\nDer var mødt ti frem.")) == ()


def test_a_long_text_is_read_in_little_time() -> None:
    text = "1.2 BAGGRUND OG FORMÅL " + "Økonomi Effekt Baggrund 1.1 1.2.3.4 I I I AAAA BBBB " * 4_000
    started = time.perf_counter()
    find_sections(part_of(text))
    assert time.perf_counter() - started < 20
