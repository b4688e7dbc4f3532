"""Persons, e-mail addresses and telephone numbers: found with high precision, in order to be masked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.types import Span
from models.names.cues import is_street
from models.names.gazetteer import FOLDER
from models.names.words import Word
from models.types import Name, NameKind

_LONGEST_NAME = 4  # words: 'Anne Marie Holm Hansen'
_PATRONYM = re.compile(r"[A-ZÆØÅ][a-zæøåéü]{2,15}(?:sen|gaard|gård|strup|lund|berg|bjerg|holm|dahl|sson)s?")
_CAPITALISED = re.compile(r"[A-ZÆØÅ][a-zæøåéüöä]{1,20}")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE = re.compile(
    r"(?<![\w.,/-])(?:(?:\+45|0045)[ ]?\d{2}[ ]?\d{2}[ ]?\d{2}[ ]?\d{2}"
    r"|(?:(?<=tlf\. )|(?<=Tlf\. )|(?<=tlf\.: )|(?<=Tlf\.: )|(?<=telefon )|(?<=Telefon )|(?<=Telefon: )"
    r"|(?<=mobil )|(?<=Mobil: )"
    r"|(?<=nummer )|(?<=tlf\.nr\. ))(?:\d{2}[ ]?){3}\d{2}|\d{2} \d{2} \d{2} \d{2})(?![\w]|[.,]\d)"
)
_CPR_NUMBER = re.compile(r"(?<![\w-])(?:[0-2]\d|3[01])(?:0\d|1[0-2])\d{2}-\d{4}(?![\w-])")


@dataclass(frozen=True, kw_only=True)
class _Lists:
    given: frozenset[str]
    surnames: frozenset[str]
    titles: frozenset[str]


@cache
def _load(folder: Path = FOLDER) -> _Lists:
    data = tomllib.loads((folder / "gazetteer_persons.toml").read_text(encoding="utf-8"))
    return _Lists(
        given=frozenset(data["given"]),
        surnames=frozenset(data["surnames"]),
        titles=frozenset(word.casefold().rstrip(".") for title in data["titles"] for word in title.split()[-1:]),
    )


def find_persons(text: str, words: Sequence[Word]) -> Iterator[Span]:
    """Where a text names a person, an e-mail address, a telephone number or a civil registration number, in order."""
    found = [Span(start=m.start(), end=m.end()) for rule in (_EMAIL, _CPR_NUMBER, _PHONE) for m in rule.finditer(text)]
    lists = _load()
    place = 0
    while place < len(words):
        last = _name_at(words, place, lists)
        if last:
            found.append(Span(start=words[place].start, end=words[last - 1].end))
        place = last or place + 1
    free = 0
    for span in sorted(found, key=lambda one: (one.start, -one.end)):
        if span.start >= free:
            free = span.end
            yield span


def _name_at(words: Sequence[Word], first: int, lists: _Lists) -> int | None:
    """The word behind a person's name that begins at ``first``: a known given name or a title, then a surname."""
    if not _CAPITALISED.fullmatch(words[first].text) or (
        first and not words[first].spaced and words[first - 1].text == "-"
    ):
        return None
    last = _run(words, first)
    if last - first < 2:
        return None
    given = words[first].text in lists.given
    titled = first > 0 and words[first - 1].text.casefold() in lists.titles
    if not given and not titled:
        return None
    surnames = [
        place
        for place in range(first + 1, last)
        if words[place].text in lists.surnames
        or words[place].text.removesuffix("s") in lists.surnames
        or _PATRONYM.fullmatch(words[place].text)
        or (titled and given)
    ]
    if not surnames or any(is_street(word.text) for word in words[surnames[-1] : last + 1]):
        return None
    return surnames[-1] + 1


def _run(words: Sequence[Word], first: int) -> int:
    """The end of a run of capitalised words and initials ('Anne K. Hansen', 'Anne-Marie Holm')."""
    place = first + 1
    names = 1
    while place < len(words) and names < _LONGEST_NAME and words[place].start - words[place - 1].end <= 1:
        word = words[place]
        if word.opens and not (words[place - 1].text == "." and len(words[place - 2].text) == 1):
            break
        if _CAPITALISED.fullmatch(word.text) or (len(word.text) == 1 and word.text.isupper()):
            names += 1
        elif not (word.text in ".-" and not word.spaced and words[place - 1].text[0].isupper()) or (
            word.text == "." and len(words[place - 1].text) > 1
        ):
            break
        place += 1
    return place


def mask(text: str, names: Iterable[Name]) -> str:
    """The text with every letter and digit of its persons as '█': of the same length, so that offsets hold."""
    spans = [span for name in names if name.kind is NameKind.PERSON for span in name.spans]
    pieces: list[str] = []
    end = 0
    for span in sorted(spans, key=lambda one: one.start):
        start = max(span.start, end)
        if start < span.end:
            pieces += [text[end:start], re.sub(r"\w", "█", text[start : span.end])]
            end = span.end
    return "".join([*pieces, text[end:]])
