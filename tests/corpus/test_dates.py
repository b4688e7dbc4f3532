"""Dates decide a proposal's year: every printed form must be read, and nothing that only looks like one."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.dates import find_date, iter_dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14-03-2019", date(2019, 3, 14)),
        ("d. 9. maj 2022", date(2022, 5, 9)),
        ("D. 5.2.2023", date(2023, 2, 5)),
        ("Den 30. november 2017", date(2017, 11, 30)),
        ("Godkendt den 2. april 2016 af kredsen", date(2016, 4, 2)),
        ("17/2 2020", date(2020, 2, 17)),
        ("17/2-2020", date(2020, 2, 17)),
        ("4/11/19", date(2019, 11, 4)),
        ("1. marts 21", date(2021, 3, 1)),
        ("1 marts 2021.", date(2021, 3, 1)),
        ("12. okt. 2018", date(2018, 10, 12)),
        ("2021-01-21", date(2021, 1, 21)),
        ("03.12.2015", date(2015, 12, 3)),
        ("8. FEBRUAR 2018", date(2018, 2, 8)),
        ("Ja 7. juni 2018 Side 7 af 8", date(2018, 6, 7)),
    ],
)
def test_reads_every_printed_form(text: str, expected: date) -> None:
    found = find_date(text)
    assert found is not None
    assert found.value == expected


@pytest.mark.parametrize(
    "text",
    [
        "Den 20. december",
        "februar 2021",
        "22. oktober med repræsentanter",
        "1.-5. marts 2021",
        "1. til 5. marts 2021",
        "31-02-2021",
        "OFS 2020-21",
        "1.157 2.313",
        "1.025 500 0 0",
        "Q3 i 2020",
        "3.-4. kvartal 2018",
        "sag 2021-0112345-7",
        "12,5 2020",
    ],
)
def test_leaves_out_what_is_no_single_day(text: str) -> None:
    assert find_date(text) is None


def test_gives_all_dates_with_their_places() -> None:
    text = "Hørt 1.2.2020 og igen den 3. marts 2020"
    assert [(text[d.start : d.end], d.value) for d in iter_dates(text)] == [
        ("1.2.2020", date(2020, 2, 1)),
        ("3. marts 2020", date(2020, 3, 3)),
    ]
