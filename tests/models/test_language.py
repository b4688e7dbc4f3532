"""Tests of models.language: tokens, sentences, and offsets that are the text's own."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.language import load_language, split_tokens

ROOT = Path(__file__).resolve().parents[2]

TOKENS = [
    ("t.kr. 200", ["t.kr.", "200"]),
    ("7,5 mio.kr. om året.", ["7,5", "mio.", "kr.", "om", "året", "."]),
    ("1-1½ år", ["1", "-", "1½", "år"]),
    ("2-5 årsværk", ["2", "-", "5", "årsværk"]),
    ("ca.1.250.000 kr.", ["ca.", "1.250.000", "kr."]),
    ("jf. § 54, stk. 2, og bl.a. nr. 7", ["jf.", "§", "54", ",", "stk.", "2", ",", "og", "bl.a.", "nr.", "7"]),
    ("2021 p/l, 58 m² mhp. kr./t", ["2021", "p/l", ",", "58", "m²", "mhp.", "kr.", "/", "t"]),
    ("kl. 14.30 den 21-01-2021", ["kl.", "14.30", "den", "21-01-2021"]),
    ("it-system og CO2 fra NC22", ["it-system", "og", "CO2", "fra", "NC22"]),
    ("Det er slut. Kr. Himmelfartsdag", ["Det", "er", "slut", ".", "Kr.", "Himmelfartsdag"]),
    ("20%", ["20", "%"]),
]

SENTENCES = [
    ("Der spares 2 mio. kr. årligt. Det sker i 2022.", ["Der spares 2 mio. kr. årligt.", "Det sker i 2022."]),
    ("Det koster 2 mio. kr. Prisen er fast.", ["Det koster 2 mio. kr.", "Prisen er fast."]),
    ("Vi venter til ca. 1. maj, jf. nr. 7 i planen.", ["Vi venter til ca. 1. maj, jf. nr. 7 i planen."]),
    ("Overskrift\nBrødtekst uden punktum", ["Overskrift\n", "Brødtekst uden punktum"]),
    ("Mål\t25 pct.\tVed årets udgang", ["Mål\t", "25 pct.\t", "Ved årets udgang"]),
    ("Kan det betale sig? Ja! (Det mener vi.) Og så videre", None),
]


@pytest.mark.parametrize(("text", "expected"), TOKENS, ids=[text for text, _ in TOKENS])
def test_tokens(text: str, expected: list[str]) -> None:
    """Abbreviations keep their stop, numbers their points and commas; ranges come apart."""
    assert [token.text for token in load_language().read(text) if not token.is_space] == expected


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[text[:30] for text, _ in SENTENCES])
def test_sentences(text: str, expected: list[str] | None) -> None:
    """A full stop ends a sentence only where a capital follows and no abbreviation carries it; lines and cells do."""
    found = [sentence.text for sentence in load_language().read(text).sents]
    if expected is None:
        assert found == ["Kan det betale sig?", "Ja!", "(Det mener vi.)", "Og så videre"]
    else:
        assert [one.strip() for one in found] == [one.strip() for one in expected]


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_nothing_is_lost_or_moved(text: str) -> None:
    """Tokens joined are the text, and every offset is the text's own, whatever the text."""
    assert "".join(split_tokens(text)) == text
    doc = load_language().read(text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


def test_decomposed_letters_keep_their_offsets() -> None:
    """Nothing is normalised: an å of two characters stays two."""
    text = "Det a\u030arlige beløb er 5 kr."
    assert load_language().read(text).text == text


def test_a_text_of_more_than_a_million_characters() -> None:
    """spaCy's own limit does not stop us."""
    text = "Der spares 1.250 timer om året. " * 40_000
    assert len(text) > 1_000_000
    doc = load_language().read(text)
    assert len(doc) == 7 * 40_000
    assert doc[-2].idx == len(text) - 6


@pytest.mark.parametrize("unit", ["(", "((-", "a.", "1,", "1.", "a-", "a@", "www."])
def test_time_grows_with_the_length_alone(unit: str) -> None:
    """Runs that make tokenizers quadratic: ten times the text in far less than a hundred times the time."""
    language = load_language()

    def seconds(characters: int) -> float:
        text = unit * (characters // len(unit))
        start = time.perf_counter()
        language.read(text)
        return time.perf_counter() - start

    assert seconds(40_000) < 40 * max(seconds(4_000), 0.005)


def test_reading_loads_no_torch_and_leaves_it_to_those_who_want_it() -> None:
    asked = (
        "import sys; from models.language import load_language; load_language().read('To ord.');"
        "loaded = 'torch' in sys.modules; import importlib.util;"
        "print(loaded, importlib.util.find_spec('torch') is None)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == ["False", str(importlib.util.find_spec("torch") is None)]
