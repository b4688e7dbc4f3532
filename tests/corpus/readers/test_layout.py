"""Words with boxes become lines of cells: a value must land in the cell under its heading."""

from __future__ import annotations

import pytest

from corpus.readers.grid import Rule
from corpus.readers.layout import Page, page_rows, raw_lines
from corpus.readers.words import Word, with_plain_glyphs

HEIGHT = 11.0
CHARACTER = 5.0


def printed(text: str, left: float, top: float) -> list[Word]:
    """The text's words from ``left`` on, five points a character, single spaces between them."""
    words, at = [], left
    for token in text.split(" "):
        right = at + CHARACTER * len(token)
        words.append(Word(token, at, top, right, top + HEIGHT))
        at = right + CHARACTER / 2
    return words


def ending(text: str, right: float, top: float) -> list[Word]:
    """One word that ends at ``right``, as numbers do."""
    return [Word(text, right - CHARACTER * len(text), top, right, top + HEIGHT)]


def page(*words: list[Word], rules: tuple[Rule, ...] = ()) -> Page:
    return Page(number=1, words=[word for group in words for word in group], rules=rules)


def rows(laid: Page) -> list[tuple[str, ...]]:
    return page_rows(laid)[0]


YEARS = [*ending("2022", 300, 0), *ending("2023", 350, 0), *ending("2024", 400, 0)]
HEADER = [*printed("1.000 kr.", 50, 0), *YEARS]

CASES = {
    "an empty cell keeps its place": (
        page(HEADER, printed("Depotleje", 50, 16), ending("-1.200", 350, 16)),
        [("1.000 kr.", "2022", "2023", "2024"), ("Depotleje", "", "-1.200", "")],
    ),
    "a short number under a heading set to its left": (
        page(
            [*printed("1.000 kr.", 50, 0), *printed("2022", 260, 0), *printed("2023", 320, 0)],
            [*printed("Kabler", 50, 16), *ending("7", 305, 16), *ending("12", 365, 16)],
        ),
        [("1.000 kr.", "2022", "2023"), ("Kabler", "7", "12")],
    ),
    "a wrapped label with the values on its first line": (
        page(
            HEADER,
            [*printed("Leje af lokaler til", 50, 20), *ending("300", 300, 20)],
            printed("værksted", 50, 33),
            [*printed("Vagt", 50, 53), *ending("40", 300, 53)],
        ),
        [
            ("1.000 kr.", "2022", "2023", "2024"),
            ("Leje af lokaler til værksted", "300", "", ""),
            ("Vagt", "40", "", ""),
        ],
    ),
    "a wrapped label with the values on its last line": (
        page(HEADER, printed("Samlede", 50, 16), [*printed("driftsudgifter", 50, 29), *ending("300", 400, 29)]),
        [("1.000 kr.", "2022", "2023", "2024"), ("Samlede driftsudgifter", "", "", "300")],
    ),
    "a label centred around its numbers": (
        page(
            HEADER,
            printed("Leje af lokaler", 50, 20),
            ending("300", 300, 26.5),
            printed("til værksted", 50, 33),
            [*printed("Vagt", 50, 53), *ending("40", 300, 53)],
        ),
        [
            ("1.000 kr.", "2022", "2023", "2024"),
            ("Leje af lokaler til værksted", "300", "", ""),
            ("Vagt", "40", "", ""),
        ],
    ),
    "a heading cell over two lines": (
        page(
            [*printed("1.000 kr.", 50, 0), *printed("Styrings-", 180, 0)],
            [*printed("område", 180, 13), *ending("2022", 300, 13), *ending("2023", 350, 13)],
            [*printed("Kabler", 50, 33), *printed("Anlæg", 180, 33), *ending("70", 350, 33)],
        ),
        [("1.000 kr.", "Styringsområde", "2022", "2023"), ("Kabler", "Anlæg", "", "70")],
    ),
    "a block heading within a table stands alone": (
        page(
            HEADER,
            printed("Varige ændringer", 50, 16),
            [*printed("Kabler", 50, 32), *ending("70", 350, 32)],
        ),
        [("1.000 kr.", "2022", "2023", "2024"), ("Varige ændringer", "", "", ""), ("Kabler", "", "70", "")],
    ),
    "numbers close together": (
        page(
            HEADER,
            [*printed("Kabler", 50, 16), *ending("-12.450.000", 350, 16), *ending("-2.450.000", 403, 16)],
        ),
        [("1.000 kr.", "2022", "2023", "2024"), ("Kabler", "", "-12.450.000", "-2.450.000")],
    ),
    "check boxes in two columns": (
        page(
            [*printed("☒ Økonomiforvaltningen", 50, 0), *printed("☐ Socialforvaltningen", 250, 0)],
            printed("☐ Kulturforvaltningen", 50, 14),
        ),
        [("☒ Økonomiforvaltningen", "☐ Socialforvaltningen"), ("☐ Kulturforvaltningen", "")],
    ),
    "a box set off from its label": (
        page([*printed("☒", 50, 0), *printed("Skolen", 75, 0), *printed("☐", 250, 0), *printed("Havnen", 275, 0)]),
        [("☒ Skolen", "☐ Havnen")],
    ),
    "running text, a paragraph further down": (
        page(
            printed("Bilerne kører mange ture", 50, 0),
            printed("om dagen.", 50, 13),
            printed("Turene er korte.", 50, 40),
        ),
        [("Bilerne kører mange ture",), ("om dagen.",), ("",), ("Turene er korte.",)],
    ),
    "justified text is no table": (
        page(
            printed("Bilerne kører mange lange ture hver", 50, 0),
            [*printed("dag", 50, 13), *printed("mellem", 79, 13), *printed("depoterne", 123, 13)],
            ending("skolen", 212.5, 13),
        ),
        [("Bilerne kører mange lange ture hver",), ("dag mellem depoterne skolen",)],
    ),
    "a numbered heading and a bullet with a tab": (
        page(
            [*printed("1.2", 50, 0), *printed("Baggrund og formål", 90, 0)],
            [*printed("•", 50, 40), *printed("Oplæring af ledere", 75, 40)],
        ),
        [("1.2 Baggrund og formål",), ("",), ("• Oplæring af ledere",)],
    ),
    "a footnote mark stays with its line": (
        page([*printed("Udgiften er lav", 50, 0), Word("1", 128, -1, 131, 5)]),
        [("Udgiften er lav 1",)],
    ),
    "a line that slopes a little": (
        page(
            [
                Word(t, 50 + 54 * i, 0.6 * i, 100 + 54 * i, 11 + 0.6 * i)
                for i, t in enumerate(["Bilerne", "kører", "længe"])
            ]
        ),
        [("Bilerne kører længe",)],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_lines_and_cells(name: str) -> None:
    laid, expected = CASES[name]
    assert rows(laid) == expected


def ruled(across: tuple[float, ...], down: tuple[float, ...]) -> tuple[Rule, ...]:
    """A full grid."""
    horizontal = [Rule(across[0], y, across[-1], y + 0.5) for y in down]
    vertical = [Rule(x, down[0], x + 0.5, down[-1]) for x in across]
    return (*horizontal, *vertical)


def test_ruled_cells_hold_several_lines_and_stay_empty() -> None:
    laid = page(
        [*printed("Forventet", 105, 2), *printed("Ja/Nej", 205, 2)],
        printed("vedtagelse", 105, 15),
        [*printed("IT-kredsen", 5, 32), *printed("Afventer", 205, 32)],
        printed("mødet i marts", 205, 45),
        rules=ruled((0, 100, 200, 300), (0, 30, 60)),
    )
    assert rows(laid) == [("", "Forventet vedtagelse", "Ja/Nej"), ("IT-kredsen", "", "Afventer mødet i marts")]


def test_a_grid_without_lines_between_its_rows_is_cut_at_the_values() -> None:
    laid = page(
        [*printed("Kabler", 5, 2), *ending("70", 195, 2)],
        [*printed("Master til", 5, 15), *ending("80", 195, 15)],
        printed("lamper", 5, 28),
        rules=ruled((0, 100, 200), (0, 45)),
    )
    assert rows(laid) == [("Kabler", "70"), ("Master til lamper", "80")]


def test_a_frame_around_text_is_no_table() -> None:
    laid = page(
        printed("Kort resumé af forslaget", 5, 2),
        printed("står i en ramme", 5, 15),
        rules=ruled((0, 300), (0, 30)),
    )
    assert rows(laid) == [("Kort resumé af forslaget",), ("står i en ramme",)]


def test_a_table_goes_on_over_the_page_break_with_its_columns() -> None:
    first = page(HEADER, printed("Kabler", 50, 16), ending("70", 300, 16), ending("75", 350, 16))
    second = Page(number=2, words=[*printed("Master", 50, 0), *ending("80", 400, 0)])
    assert [line.cells for line in raw_lines([first, second]) if line.page == 2] == [("Master", "", "", "80")]


def test_a_row_between_horizontal_rules_is_one_row() -> None:
    rules = tuple(Rule(40, y, 400, y + 0.5) for y in (-3, 14, 42, 56))
    laid = page(
        HEADER,
        [*printed("Leje af lokaler", 50, 16), *ending("300", 300, 16)],
        printed("Valby", 50, 29),
        [*printed("Vagt", 50, 44), *ending("40", 300, 44)],
        rules=rules,
    )
    assert rows(laid)[1:] == [("Leje af lokaler Valby", "300", "", ""), ("Vagt", "40", "", "")]


@pytest.mark.parametrize(
    ("glyph", "plain"),
    [
        ("\uf0fe", "☒"),
        ("\uf078", "☒"),
        ("✔", "☒"),
        ("☑", "☒"),
        ("\uf0a8", "☐"),
        ("\uf06f", "☐"),
        ("□", "☐"),
        ("\uf0b7", "•"),
    ],
)
def test_symbol_glyphs_are_written_plainly(glyph: str, plain: str) -> None:
    assert with_plain_glyphs(glyph) == plain
