"""Properties of models.figures: every printed form reads back exactly, and any text in bounded time."""

from __future__ import annotations

import time
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.figures.number_words import read_words
from models.figures.quantities import quantities
from models.figures.words import words_of
from models.language import load_language

_ONES = ["", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv", "tretten"]
_ONES += ["fjorten", "femten", "seksten", "sytten", "atten", "nitten"]
_TENS = {2: "tyve", 3: "tredive", 4: "fyrre", 5: "halvtreds", 6: "tres", 7: "halvfjerds", 8: "firs", 9: "halvfems"}
LEADS = ["Der søges ", "svarende til ca. ", "i alt ", "(", "en udgift på "]
TRAILS = [" i alt.", " årligt", ", heraf", ")", " pr. sag", ""]


def grouped(value: int) -> str:
    """1250000 as 1.250.000."""
    return f"{value:,}".replace(",", ".")


def decimal(value: Decimal) -> str:
    """7.50 as 7,5."""
    return f"{value.normalize():f}".replace(".", ",")


def words(value: int) -> str:
    """A number below a thousand in words."""
    hundreds, rest = divmod(value, 100)
    ten, one = divmod(rest, 10)
    small = _ONES[rest] if rest < 20 else (f"{_ONES[one]}og{_TENS[ten]}" if one else _TENS[ten])
    head = f"{'et' if hundreds == 1 else _ONES[hundreds]} hundrede" if hundreds else ""
    return " og ".join(part for part in (head, small) if part)


def only(text: str) -> tuple[Decimal, Decimal]:
    """The one quantity of a text, in base units."""
    (one,) = quantities(words_of(load_language().read(text)))
    return one.low * one.factor, one.high * one.factor


@given(
    value=st.integers(0, 99_999_999),
    form=st.sampled_from(["{g} kr.", "{g} kroner", "kr. {g}", "-{g} kr.", "{p} kr.", "{s} kr.", "{g},- "]),
    lead=st.sampled_from(LEADS),
    trail=st.sampled_from(TRAILS),
)
@settings(max_examples=120, deadline=None)
def test_every_printed_amount_reads_back(value: int, form: str, lead: str, trail: str) -> None:
    """Kroner in every form, with points, spaces or nothing between thousands."""
    printed = form.format(g=grouped(value), p=value, s=f"{value:,}".replace(",", " "))
    sign = -1 if form.startswith("-") and value else 1
    assert only(lead + printed + trail) == (Decimal(sign * value), Decimal(sign * value))


@given(
    thousandths=st.integers(1, 99_999),
    unit=st.sampled_from([("mio. kr.", 6), ("mio.kr.", 6), ("mia. kr.", 9), ("t.kr.", 3), ("t. kr.", 3), ("tkr.", 3)]),
    lead=st.sampled_from(LEADS),
    trail=st.sampled_from(TRAILS),
)
@settings(max_examples=120, deadline=None)
def test_every_scaled_amount_reads_back(thousandths: int, unit: tuple[str, int], lead: str, trail: str) -> None:
    """Thousands, millions and milliards with up to three decimals."""
    value = Decimal(thousandths) / 1000
    exact = value * 10 ** unit[1]
    assert only(f"{lead}{decimal(value)} {unit[0]}{trail}") == (exact, exact)


@given(
    low=st.integers(1, 9_999),
    more=st.integers(1, 9_999),
    link=st.sampled_from(["{}-{}", "{}–{}", "{} - {}", "{} – {}", "{} til {}", "mellem {} og {}", "{} -{}"]),
    unit=st.sampled_from([("årsværk", 1), ("mio. kr.", 10**6), ("pct.", 1), ("timer", 1), ("m²", 1), ("%", 1)]),
)
@settings(max_examples=120, deadline=None)
def test_every_range_reads_back(low: int, more: int, link: str, unit: tuple[str, int]) -> None:
    """Two ends with any link between them."""
    printed = link.format(grouped(low), grouped(low + more))
    assert only(f"svarende til {printed} {unit[0]} i alt") == (Decimal(low * unit[1]), Decimal((low + more) * unit[1]))


@given(value=st.integers(2, 999).filter(lambda value: value % 100 != 1))
@settings(max_examples=120, deadline=None)
def test_every_number_word_reads_back(value: int) -> None:
    """'to', 'femogtyve', 'tre hundrede og halvfems'."""
    assert only(f"der går {words(value)} minutter") == (Decimal(value), Decimal(value))
    read = read_words(words_of(load_language().read(f"{words(value)} tusind sager")), 0)
    assert read is not None
    assert read[0] == value * 1000


@given(st.text(alphabet="0123456789.,-–/½¼ %§()kmiotr.\n\tår", max_size=400))
@settings(max_examples=120, deadline=None)
def test_any_text_is_read_without_harm(text: str) -> None:
    """Adversarial digits: no exception, and every quantity lies inside the text, in order."""
    found = quantities(words_of(load_language().read(text)))
    assert all(one.first < one.end for one in found)
    assert all(a.end <= b.first for a, b in pairwise(found))


SENTENCE = "Der er ca. 29.000 sager om året, og hver tager 30 min. pr. sag eller 2-5 årsværk til 1,5 mio. kr. årligt. "


@pytest.mark.parametrize(
    "unit", [SENTENCE, "1 ", "1-", "1 000 ", "1 og ", "en ", "½", "1/2 ", "og ca. ", "uge 6, 7 og "]
)
def test_time_grows_with_the_length_alone(unit: str) -> None:
    """Ten times the text in far less than a hundred times the time."""

    def seconds(characters: int) -> float:
        read = words_of(load_language().read(unit * (characters // len(unit))))
        start = time.perf_counter()
        quantities(read)
        return time.perf_counter() - start

    assert seconds(40_000) < 40 * max(seconds(4_000), 0.005)
