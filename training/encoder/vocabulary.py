"""The part of a multilingual vocabulary that Danish municipal text needs, some 53 000 of 250 000 pieces.

A unigram tokenizer takes the likeliest of all ways to cut a word. A way whose pieces are all kept stays the likeliest
when others are taken away: words that were looked at here are therefore cut exactly as before. Every piece of one
character stays too, so that nothing becomes unknown that was not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from tokenizers import Tokenizer

from models.errors import ModelError

_EVERY = 1_000_000  # more words than any list has
_WORDS_OF_NEIGHBOURS = 8_000
"""Words of each neighbour language: quotations, system names and whole paragraphs of them do occur."""

_WORDS_IN_CAPITALS = 5_000
_BATCH = 20_000
_LONGEST_WORD = 12  # letters; longer ones are compounds of pieces that are there already
_LONGEST_ABBREVIATION = 3  # letters of one piece
_WESTERN = 0x2100  # Latin letters, digits, punctuation and currency signs stand below
_BLANK = "\u2581"  # how a piece that begins a word is marked


def reduced(tokenizer: Tokenizer, texts: Iterable[str]) -> tuple[Tokenizer, list[int]]:
    """The tokenizer with what Danish and these texts need, and the old numbers of its pieces in their new order.

    A tokenizer of another kind than unigram is given back whole. Raises ``ModelError`` if a special token would go.
    """
    state = json.loads(tokenizer.to_str())
    model = state["model"]
    if model["type"] != "Unigram":
        return tokenizer, list(range(tokenizer.get_vocab_size(with_added_tokens=True)))
    pieces: list[Any] = model["vocab"]
    needed = {number for number, (piece, _) in enumerate(pieces) if _always(piece)}
    for batch in _batches([*words(), *texts]):
        for encoding in tokenizer.encode_batch_fast(batch, add_special_tokens=True):
            needed.update(encoding.ids)
    needed |= {model["unk_id"], tokenizer.token_to_id("<pad>")} - {None}
    kept = sorted(needed)
    model["vocab"] = [pieces[number] for number in kept]
    new = {old: place for place, old in enumerate(kept)}
    model["unk_id"] = new[model["unk_id"]]
    state["added_tokens"] = [token | {"id": new[token["id"]]} for token in state["added_tokens"] if token["id"] in new]
    for special in state["post_processor"]["special_tokens"].values():
        if not set(special["ids"]) <= new.keys():
            raise ModelError(f"Ordforrådet kan ikke skæres til: {special['id']} mangler.")
        special["ids"] = [new[number] for number in special["ids"]]
    return Tokenizer.from_str(json.dumps(state, ensure_ascii=False)), kept


def words() -> Iterator[str]:
    """Danish words, also as the later part of a compound; common words of the neighbours; numbers."""
    from wordfreq import top_n_list

    danish = top_n_list("da", _EVERY, wordlist="best")
    yield from _written(danish)
    yield from (word.upper() for word in danish[:_WORDS_IN_CAPITALS])
    yield from _later_parts(danish)
    inflected = [word for word in _dictionary("da") if len(word) <= _LONGEST_WORD]
    yield from inflected
    yield from _later_parts(inflected)
    for language in ("nb", "sv", "en"):
        yield from _written(top_n_list(language, _WORDS_OF_NEIGHBOURS))
    yield from map(str, range(10_000))
    yield from (f"1.{number:03d}" for number in range(1_000))
    yield from (f"1,{number}" for number in range(1_000))


def _always(piece: str) -> bool:
    """Single characters, and what dates, amounts and abbreviations are made of, which no list of words holds."""
    bare = piece.strip(_BLANK)
    if len(piece) == 1:
        return True
    if all(ord(letter) < _WESTERN and not letter.isalpha() for letter in bare):
        return True
    return bare.isascii() and bare.isalpha() and bare.isupper() and len(bare) <= _LONGEST_ABBREVIATION


def _dictionary(language: str) -> list[str]:
    """Every inflected form that simplemma knows."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    return [
        word.decode() if isinstance(word, bytes) else word
        for word in DefaultDictionaryFactory().get_dictionary(language)
    ]


def _written(given: list[str]) -> Iterator[str]:
    yield from given
    yield from (word[:1].upper() + word[1:] for word in given)


def _later_parts(given: list[str]) -> Iterator[str]:
    """The words after a hyphen, where a tokenizer cuts them as inside a compound."""
    return (f"-{word}" for word in given)


def _batches(texts: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(texts), _BATCH):
        yield texts[start : start + _BATCH]
