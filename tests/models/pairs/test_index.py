from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from models.errors import ArtefactError
from models.pairs import Index, load, pack, unpack
from models.pairs.model import save
from models.pairs.overlap import shared_money
from models.types import Mention, Relation
from tests.models.pairs.proposals import TEXTS, WIDTH, entry, model


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.build([entry(name) for name in TEXTS], model())


def test_the_same_thing_in_other_words_comes_first(index: Index) -> None:
    best = index.related("2018-SO01")[0]
    assert (best.id, best.relation) == ("2021-BI02", Relation.OVERLAP)
    assert any("tolkning" in reason.message for reason in best.reasons)


def test_reasons_stand_strongest_first_with_places_in_both_texts(index: Index) -> None:
    reasons = index.related("2018-SO01")[0].reasons
    assert [one.weight for one in reasons] == sorted((one.weight for one in reasons), reverse=True)
    for one in reasons:
        for span in (one.here, one.there):
            assert span is None or 0 <= span.start < span.end


def test_answers_do_not_depend_on_who_is_asked_first(index: Index) -> None:
    there = {one.id: one.probability for one in index.related("2018-SO01")}
    here = {one.id: one.probability for one in index.related("2021-BI02")}
    assert there["2021-BI02"] == pytest.approx(here["2018-SO01"], abs=1e-3)


def test_the_same_text_again_is_a_duplicate_and_flagged_once() -> None:
    copy = entry("2018-SO01-2", text=TEXTS["2018-SO01"][1], title=TEXTS["2018-SO01"][0])
    index = Index.build([entry("2018-SO01"), entry("2019-TM03"), copy], model())
    flagged = index.overlaps()
    assert [(one.a, one.b, one.relation) for one in flagged] == [("2018-SO01", "2018-SO01-2", Relation.DUPLICATE)]
    assert any("genbrugt" in reason.message for reason in flagged[0].reasons)


def test_a_proposal_that_is_not_stored_can_be_asked_about_and_leaves_no_trace(index: Index) -> None:
    before = len(index)
    asked = entry("2024-SO99", text=TEXTS["2018-SO01"][1], title="Skærm og tolk")
    assert index.related(asked)[0].id == "2018-SO01"
    assert len(index) == before and "2024-SO99" not in index


def test_a_mention_is_followed_even_where_no_word_is_shared() -> None:
    naming = entry("2022-SU05", mentions=(Mention(text="Lys over banen", start=0, end=5, proposal_id="2020-KF04"),))
    index = Index.build([naming, entry("2020-KF04"), entry("2019-TM03")], model())
    answer = next(one for one in index.related("2022-SU05") if one.id == "2020-KF04")
    assert answer.mentions
    assert any("Lys over banen" in reason.message for reason in answer.reasons)
    assert not next(one for one in index.related("2020-KF04") if one.id == "2022-SU05").mentions


def test_an_id_is_taken_once(index: Index) -> None:
    with pytest.raises(ValueError, match="allerede"):
        index.add(entry("2018-SO01"))
    with pytest.raises(KeyError):
        index.related("2018-SO77")


ANSWERED = ("2018-SO01", "2021-BI02", "2020-KF04")


def _answers(index: Index) -> list[object]:
    vector = np.linspace(-1, 1, WIDTH, dtype=np.float32)
    searches = [index.search(words, vector) for words in ("tolk på skærmen", "kamera", "lys boldbaner")]
    return [*(index.related(name) for name in ANSWERED), *searches, index.overlaps()]


@pytest.mark.parametrize("tidied", [False, True])
def test_an_index_that_was_changed_answers_as_one_that_was_built_so(tidied: bool) -> None:
    naming = Mention(text="Lys over banen", start=0, end=5, proposal_id="2020-KF04")
    passing = entry("2022-SU05", mentions=(naming,))
    copy = entry("2018-SO01-2", text=TEXTS["2018-SO01"][1], title=TEXTS["2018-SO01"][0])
    changed = Index.build([passing, entry("2018-SO01"), copy], model())
    for name in ("2019-TM03", "2021-BI02", "2020-KF04"):
        changed.add(entry(name))
    for name in ("2022-SU05", "2018-SO01-2"):
        changed.remove(name)
    assert changed.has_gaps()
    if tidied:
        changed = changed.tidied()
        assert not changed.has_gaps()
    built = Index.build([entry(name) for name in ("2018-SO01", "2019-TM03", "2021-BI02", "2020-KF04")], model())
    assert _answers(changed) == _answers(built)
    assert len(changed) == len(built) and "2022-SU05" not in changed
    with pytest.raises(KeyError):
        changed.related("2022-SU05")


def test_an_id_can_be_used_again_once_it_was_removed() -> None:
    index = Index.build([entry("2018-SO01"), entry("2021-BI02")], model())
    index.remove("2018-SO01")
    index.add(entry("2018-SO01", text=TEXTS["2020-KF04"][1], title=TEXTS["2020-KF04"][0]))
    assert [hit.id for hit in index.search("kunstgræs")] == ["2018-SO01"]
    assert index.search("tolken") == () or index.search("tolken")[0].id == "2021-BI02"


def test_questions_are_answered_while_others_add_and_remove() -> None:
    index = Index.build([entry(name) for name in TEXTS], model())
    before = index.related("2018-SO01")
    extra = [
        entry(f"2030-XX{number:02}", text=f"Ordet{number} nyord{number} er nyt.", title="Nyt") for number in range(30)
    ]

    def ask(_: int) -> None:
        for _ in range(20):
            assert index.related("2018-SO01")[0] == before[0]
            assert index.search("tolk")[0].id == "2018-SO01"

    def change() -> None:
        for one in extra:
            index.add(one)
        for one in extra:
            index.remove(one.id)

    with ThreadPoolExecutor(4) as threads:
        changing = threads.submit(change)
        list(threads.map(ask, range(3)))
        changing.result()
    assert index.related("2018-SO01") == before and len(index) == len(TEXTS)


def test_search_finds_words_inside_compounds_and_shows_the_place(index: Index) -> None:
    hits = index.search("tolke")
    assert hits[0].id == "2018-SO01"
    assert "tolk" in hits[0].snippet.lower()
    assert index.search("xyzzy") == ()


def test_an_empty_collection_answers_nothing() -> None:
    empty = Index.build([], model())
    assert not empty.related(entry("2018-SO01"))
    assert not empty.overlaps()
    assert not empty.search("tolk")


def test_an_entry_survives_storing() -> None:
    one = entry("2018-SO01", money={2021: 500_000})
    back = unpack(pack(one))
    assert np.array_equal(back.vectors, one.vectors) and np.array_equal(back.shingles[0], one.shingles[0])
    plain = ("passages", "words", "concept_places", "money", "names", "mentions", "affected", "year")
    assert [getattr(back, name) for name in plain] == [getattr(one, name) for name in plain]


def test_money_is_compared_in_the_years_that_both_print_at_the_later_price_level() -> None:
    one = entry("2018-SO01", money={2021: 500_000, 2022: 100_000}, level=2020)
    other = entry("2021-BI02", money={2022: 300_000, 2023: 300_000}, level=2022)
    (shared,), level = shared_money(one, other)
    assert (shared.area, shared.years, level) == ("Service", (2022,), 2022)
    assert shared.b_kr == 300_000
    assert 100_000 < shared.a_kr == shared.both_kr < 110_000


def test_money_without_a_printed_price_level_is_not_compared() -> None:
    one, other = entry("2018-SO01", money={2021: 1000}, level=None), entry("2021-BI02", money={2021: 1000})
    assert shared_money(one, other) == ((), None)


def test_a_stored_model_answers_as_before_and_only_for_its_encoder(tmp_path: Path) -> None:
    made = model()
    save(tmp_path, made, data="x", details={})
    entries = [entry(name) for name in TEXTS]
    answers = [Index.build(entries, one).related("2018-SO01") for one in (made, load(tmp_path, encoder="test"))]
    assert [one.id for one in answers[0]] == [one.id for one in answers[1]]
    assert [one.probability for one in answers[0]] == pytest.approx([one.probability for one in answers[1]], abs=2e-3)
    with pytest.raises(ArtefactError):
        load(tmp_path, encoder="another")
