from __future__ import annotations

import pytest

from models.themes.words import pieces, stems, words


@pytest.mark.parametrize(
    ("forms", "stem"),
    [
        (("medarbejder", "medarbejdere", "medarbejderne", "medarbejdernes"), "medarbejd"),
        (("ventetid", "ventetiden", "ventetider", "ventetidernes"), "ventetid"),
        (("sag",), "sag"),
    ],
)
def test_forms_of_a_word_are_counted_as_one(forms: tuple[str, ...], stem: str) -> None:
    assert {stems(form) for form in forms} == {(stem,)}


@pytest.mark.parametrize("form", ["og", "kommunen", "forslaget", "2021", "co2"])
def test_glue_and_numbers_are_not_counted(form: str) -> None:
    assert stems(form) == ()
    assert pieces(form) == ()


def test_words_know_their_place() -> None:
    text = "Sms-påmindelser, jf. § 85"
    assert [(text[word.start : word.end], word.form) for word in words(text)] == [
        ("Sms-påmindelser", "sms-påmindelser"),
        ("jf", "jf"),
        ("§", "§"),
        ("85", "85"),
    ]


def test_compounds_share_pieces_with_their_parts() -> None:
    assert set(pieces("genoptræning")) & set(pieces("genoptræningsforløbet"))
