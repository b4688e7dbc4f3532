"""Who was consulted, what they answered and when: in rows, flattened, wrapped, and one cell a line."""

from __future__ import annotations

import pytest

from corpus.consulted import read_consulted
from corpus.sections import find_sections
from tests.corpus.test_sections import part_of

HEADS = "\tJa/Nej/Ikke relevant\tDato for godkendelse og evt. høringssvar"


def answers(text: str, heading: str = "10. Hvem er hørt?\n") -> list[tuple[str, str | None, str | None]]:
    part = part_of(heading + text)
    return [
        (c.body, c.answer, c.date.isoformat() if c.date else None) for c in read_consulted(part, find_sections(part))
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("IT-kredsen\tJa\t14-03-2022", ("IT-kredsen", "ja", "2022-03-14")),
        ("HR-kredsen\tNEJ\t", ("HR-kredsen", "nej", None)),
        ("Koncern IT\tIkke relevant\t-", ("Koncern IT", "ikke relevant", None)),
        ("Koncern-IT\tJa, nyt modul anmeldes\t", ("Koncern-IT", "ja", None)),
        ("Koncern-IT\tEr hørt\t", ("Koncern-IT", None, None)),
        ("Center for Økonomi\tNej\tGodkendt den 3. april 2019", ("Center for Økonomi", "nej", "2019-04-03")),
        ("Center for Økonomi\tJa d. 5/4 2021", ("Center for Økonomi", "ja", "2021-04-05")),
        ("Styregruppen for Havneparken\tJa\tSendt til orientering", ("Styregruppen for Havneparken", "ja", None)),
        ("Lokalt MED-udvalg\tNej\t", ("Lokalt MED-udvalg", "nej", None)),
        ("Økonomikredsen\t\t12. maj 2020", ("Økonomikredsen", None, "2020-05-12")),
        ("IT-kredsen\tJa\tDen 20. december", ("IT-kredsen", "ja", None)),
        ("IT-kredsen\tJa\tWorkshop holdes 4. juni 2021 i salen.", ("IT-kredsen", "ja", None)),
        ("IT-kredsen\tJa\tForslaget blev drøftet den 4. juni 2021.", ("IT-kredsen", "ja", "2021-06-04")),
        (
            "HR-kredsen\tIkke relevant\tAngiv dato for godkendelse. Frist 1-1-2020.",
            ("HR-kredsen", "ikke relevant", None),
        ),
    ],
)
def test_reads_a_row(row: str, expected: tuple[str, str | None, str | None]) -> None:
    assert answers(f"{HEADS}\n{row}") == [expected]


@pytest.mark.parametrize(
    "row",
    [
        HEADS,
        "\t1.000 kr. 2022 p/l\tDato for godkendelse",
        "\tJa/Nej\t1.000 kr. 2021 p/l",
        "Hørt part\tJa/Nej\tDato",
        "\t\t",
        "En længere bemærkning uden svar\t\tintet her",
    ],
)
def test_heads_and_stray_rows_are_no_bodies(row: str) -> None:
    assert answers(row) == []


def test_remarks_are_kept_without_the_forms_own_guidance() -> None:
    part = part_of(
        f"10. Hvem er hørt?\n{HEADS}\nIT-kredsen\tJa\tDen 20. december\nHR-kredsen\tNej\tHar "
        "bemærkninger. Angiv dato for "
        "godkendelse og evt. høringssvar.\nAlle forslag skal i høring\nKoncern IT\tJa\t1. juni 2020"
    )
    assert [c.remark for c in read_consulted(part, find_sections(part))] == [
        "Den 20. december",
        "Har bemærkninger.",
        None,
    ]


FULL = [
    ("Center for Økonomi, Økonomiforvaltningen", "ja", "2019-02-11"),
    ("Ejendomsfaglig vurdering", None, None),
    ("Koncern IT", "ja", None),
    ("HR-kredsen", None, None),
    ("Velfærdsanalytisk vurdering", None, None),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Center for Økonomi, Økonomiforvaltningen Ja/Nej Dato for godkendelse Ja 11. februar "
            "2019 Side 3 af 4 Ja/Nej Dato "
            "for godkendelse Ejendomsfaglig vurdering Koncern IT Ja Koncern IT finder løsningen "
            "egnet. Der hentes en vurdering "
            "hos Koncern IT. HR-kredsen Velfærdsanalytisk vurdering",
            FULL,
            id="flattened",
        ),
        pytest.param(
            "Ja/Nej\nDato for godkendelse\nCenter for Økonomi,\nØkonomiforvaltningen\nJa\n11. februar 2019\nJa/Nej\n"
            "Ejendomsfaglig vurdering\nKoncern IT\nJa\nDrøftet med Koncern "
            "IT.\nHR-kredsen\nVelfærdsanalytisk vurdering",
            FULL,
            id="one cell a line",
        ),
        pytest.param(
            "Ja/Nej Dato for godkendelse\nCenter for Økonomi, Ja "
            "11-02-2019\nØkonomiforvaltningen\nJa/Nej/Ikke relevant\n"
            "Ejendomsfaglig Ikke relevant\nvurdering\nIT-kredsen Nej Forslaget er set "
            "af\nkredsens medlemmer\nKoncern-IT Ikke\n"
            "relevant\nSamrådet for Haller Ja Hørt 1.3.2019",
            [
                ("Center for Økonomi, Økonomiforvaltningen", "ja", "2019-02-11"),
                ("Ejendomsfaglig vurdering", "ikke relevant", None),
                ("IT-kredsen", "nej", None),
                ("Koncern-IT", "ikke relevant", None),
                ("Samrådet for Haller", "ja", "2019-03-01"),
            ],
            id="wrapped rows",
        ),
        pytest.param(
            "Ejendomsfaglig vurdering IT-kredsen HR-kredsen Ikke relevant Ja Nej",
            [
                ("Ejendomsfaglig vurdering", "ikke relevant", None),
                ("IT-kredsen", "ja", None),
                ("HR-kredsen", "nej", None),
            ],
            id="a column of answers after a column of bodies",
        ),
        pytest.param(
            "Ejendomsfaglig vurdering IT-kredsen HR-kredsen Ja Nej",
            [("Ejendomsfaglig vurdering", None, None), ("IT-kredsen", None, None), ("HR-kredsen", None, None)],
            id="answers that cannot be placed",
        ),
        pytest.param(
            "Center for Okonomi, Okonomiforvaltningen\nJa\n5. marts 2018\nVelfeerdsanalytisk vurdering\nIkke relevant\n"
            "Brugerrådet i Nord\nNej",
            [
                ("Center for Okonomi, Okonomiforvaltningen", "ja", "2018-03-05"),
                ("Velfeerdsanalytisk vurdering", "ikke relevant", None),
                ("Brugerrådet i Nord", "nej", None),
            ],
            id="misread letters",
        ),
        pytest.param(
            "Center for Økonomi, Øko- Ja 03-11-2017\nnomiforvaltningen\nVelfærdsanalytisk vurde- Nej\nring\n"
            "Ejendomsfag- Ja\nlig vurdering",
            [
                ("Center for Økonomi, Økonomiforvaltningen", "ja", "2017-11-03"),
                ("Velfærdsanalytisk vurdering", "nej", None),
                ("Ejendomsfaglig vurdering", "ja", None),
            ],
            id="names broken by a hyphen around the answer",
        ),
        pytest.param(
            "IT-kredsen Ja 30-09-2020 Optaget i den fælles liste Koncern IT Ja 07-10-2020 HR-kredsen Ikke relevant "
            "Følgegruppen for Badeanstalter Ja Sendt til orientering",
            [
                ("IT-kredsen", "ja", "2020-09-30"),
                ("Koncern IT", "ja", "2020-10-07"),
                ("HR-kredsen", "ikke relevant", None),
                ("Følgegruppen for Badeanstalter", "ja", None),
            ],
            id="remarks without full stop and a body of the proposal's own",
        ),
    ],
)
def test_reads_running_text(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert answers(text) == expected


def test_a_remark_may_name_another_body() -> None:
    text = "IT-kredsen Ja Sagen er drøftet med HR-kredsen i maj. Koncern IT Nej HR-kredsen Nej"
    assert answers(text) == [("IT-kredsen", "ja", None), ("Koncern IT", "nej", None), ("HR-kredsen", "nej", None)]


def test_nothing_is_read_from_other_sections() -> None:
    text = "1.7 INDDRAGELSE AF SAMARBEJDSPARTNERE\nKoncern IT\tJa\tDeltager\n1.8 FORSLAGETS EFFEKT\nGod."
    assert answers(text, heading="") == []


def test_a_table_whose_heading_is_lost_is_found_by_its_heads() -> None:
    assert answers(
        "Risikoen er lav.\n\tJa/Nej\tDato for godkendelse\nCenter for Økonomi\tJa\t4. maj 2021", heading=""
    ) == [("Center for Økonomi", "ja", "2021-05-04")]


def test_the_following_section_is_not_read() -> None:
    text = "\tJa/Nej\tDato\nIT-kredsen\tJa\t2. maj 2020\n1.12 TEKNISK BILAG\nKoncern IT\tJa\t300"
    assert answers(text) == [("IT-kredsen", "ja", "2020-05-02")]
