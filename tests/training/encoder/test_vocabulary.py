"""A cut vocabulary cuts Danish as before, knows every letter, and says which pieces it kept."""

from __future__ import annotations

import json

import pytest
from tokenizers import Tokenizer

from training.encoder import vocabulary
from training.encoder.agreement import same_cut

SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]
LETTERS = ["▁", "h", "u", "s", "e", "t", "c", "a", "漢"]
PIECES = [*SPECIAL, *LETTERS, "▁hus", "▁hu", "et", "▁casa", "2025", "KL"]


def whole(kind: str = "Unigram") -> Tokenizer:
    special = {"id": "<s>", "ids": [0], "tokens": ["<s>"]}, {"id": "</s>", "ids": [2], "tokens": ["</s>"]}
    around = [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}]
    state = {
        "version": "1.0",
        "added_tokens": [
            {"id": place, "content": PIECES[place], "special": True, "normalized": False}
            | {"single_word": False, "lstrip": False, "rstrip": False}
            for place in range(4)
        ],
        "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [*around, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
            "pair": [*around, {"Sequence": {"id": "B", "type_id": 0}}],
            "special_tokens": {one["id"]: one for one in special},
        },
        "model": {
            "type": "Unigram",
            "unk_id": 3,
            "vocab": [
                [piece, 0.0 if place < 4 else -3.0 - place / 10 - len(piece) / 100]
                for place, piece in enumerate(PIECES)
            ],
        },
    }
    if kind == "WordLevel":
        state["model"] = {
            "type": kind,
            "vocab": {piece: place for place, piece in enumerate(PIECES)},
            "unk_token": "<unk>",
        }
    return Tokenizer.from_str(json.dumps(state))


@pytest.fixture
def danish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "words", lambda: iter(["hus", "huset"]))


@pytest.mark.usefixtures("danish")
def test_what_was_looked_at_is_cut_as_before() -> None:
    before = whole()
    after, kept = vocabulary.reduced(before, ["KL"])
    assert same_cut(before, after, ["huset hus 漢 2025 KL"]) == 1
    assert same_cut(before, after, ["huset casa"]) == 0.5
    assert [PIECES[old] for old in kept] == [after.id_to_token(new) for new in range(len(kept))]
    assert "▁casa" not in after.get_vocab()
    assert after.encode("huset").ids[0] == after.token_to_id("<s>")


@pytest.mark.usefixtures("danish")
def test_a_letter_that_was_known_stays_known() -> None:
    after, _ = vocabulary.reduced(whole(), [])
    assert {piece for piece in PIECES if len(piece) == 1} <= after.get_vocab().keys()


@pytest.mark.usefixtures("danish")
def test_another_kind_of_tokenizer_is_kept_whole() -> None:
    after, kept = vocabulary.reduced(whole("WordLevel"), [])
    assert kept == list(range(len(PIECES)))
    assert after.get_vocab() == whole("WordLevel").get_vocab()
