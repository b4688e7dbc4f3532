"""Names that no list holds: words with capitals in mid sentence and addresses, told apart by the cues around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.codes import repair_code
from corpus.repair.lexicon import common
from corpus.types import Span
from models.names.cues import GENERIC, OPENING_BODIES, compound_kind, in_list_with, says_body, says_system
from models.names.words import Word
from models.types import NameKind

_CAPITAL = re.compile(r"[A-ZÆØÅ][\wÆØÅæøåé]*")
_INNER_CAPITAL = re.compile(
    r"(?:[A-ZÆØÅ]?[a-zæøå]{1,20}[A-Z][a-zæøå]{2,20}[A-Za-z]{0,12}|[A-Z]{2,3}[a-zæøå]{3,15}|[A-ZÆØÅa-zæøå]{2,15}\d[a-z]{3,15})"
)
_ACRONYM = re.compile(r"[A-ZÆØÅ]{2,8}\d?")
_ACRONYM_INFLECTED = re.compile(r"[A-ZÆØÅ]{2,8}(?:erne|ere|en|et|ens|ernes|eren|ers)")
_DOMAIN_END = frozenset(["dk", "com", "org", "net"])
_INTO_NAME = frozenset(["for", "af", "&", "og"])
_OWNED = re.compile(
    r"(?<![\w-])(?:[A-ZÆØÅ]{3,6}['’]?s|(?:[Kk]ommunen|[Ff]orvaltningen|[Rr]egionen|[Cc]entret|[Jj]obcentret)s) "
    r"[\wÆØÅæøå]{2,25}-?(?:system(?:et)?|desk|app(?:en)?|portal(?:en)?|platform(?:en)?|database(?:n)?|intranet)(?!\w|-\w)"
)
_LONGEST = 8  # words of a name


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Words ``first`` to ``last`` (exclusive) that may be a name, and where they stand."""

    first: int
    last: int
    start: int
    end: int


def candidates(words: Sequence[Word]) -> Iterator[Candidate]:
    """Runs of words with capitals, inner capitals or an address's end; in order, none overlapping."""
    place = 0
    while place < len(words):
        last = _run(words, place)
        if last > place:
            yield Candidate(first=place, last=last, start=words[place].start, end=words[last - 1].end)
            place = last
        else:
            place += 1


def open_kind(words: Sequence[Word], one: Candidate, systems_end: set[int]) -> NameKind | None:
    """What a run of words names by its shape and by the words around it; None where nothing tells."""
    first, last = words[one.first], words[one.last - 1]
    if one.last - one.first >= 3 and words[one.last - 2].text == "." and last.text in _DOMAIN_END:
        return NameKind.SYSTEM
    single = one.last - one.first == 1
    if single and (GENERIC.fullmatch(first.text) or repair_code(first.text)):
        return None
    if single and _INNER_CAPITAL.fullmatch(first.text) and not _ACRONYM_INFLECTED.fullmatch(first.text):
        return NameKind.ORGANISATION if says_body(words, one.first, one.last) else NameKind.SYSTEM
    if says_body(words, one.first, one.last):
        return NameKind.ORGANISATION
    own = compound_kind(last.text)
    if own is NameKind.PLACE or (own is NameKind.ORGANISATION and not first.opens):
        return own
    marked = _ACRONYM.fullmatch(first.text) or not (first.opens or (single and _is_word(first.text)))
    if marked and (says_system(words, one.first, one.last) or in_list_with(words, one.first, systems_end)):
        return NameKind.SYSTEM
    if first.opens and single:
        return None
    if not single and OPENING_BODIES.fullmatch(first.text):
        return NameKind.ORGANISATION
    if (
        last.text in {"Kommune", "Kommuner", "Universitet", "Hospital", "Bibliotek", "Skole", "Plejecenter", "Fonden"}
        and not single
    ):
        return NameKind.ORGANISATION
    return own


def opens_body(words: Sequence[Word], one: Candidate) -> bool:
    """Whether a run of words begins as bodies of several words do: 'Center for X', 'Jobcenter X'."""
    return one.last - one.first > 1 and OPENING_BODIES.fullmatch(words[one.first].text) is not None


def find_owned_systems(text: str) -> Iterator[Span]:
    """Systems that have no name of their own but an owner: 'KFFs bookingsystem', 'kommunens flåde-app'."""
    return (Span(start=match.start(), end=match.end()) for match in _OWNED.finditer(text))


def _run(words: Sequence[Word], first: int) -> int:
    """The word behind the name that may begin here, or ``first``."""
    word = words[first]
    if not word.spaced and first and words[first - 1].text in "-._@/":
        return first
    if _is_domain(words, first):
        return first + 3
    if not (_CAPITAL.fullmatch(word.text) or _INNER_CAPITAL.fullmatch(word.text)) or len(word.text) < 2:
        return first
    place = first + 1
    while place < len(words) and place - first < _LONGEST and not words[place].opens:
        text = words[place].text
        if _is_company_mark(words, place):
            break
        if _CAPITAL.fullmatch(text) and words[place].spaced and words[place].start - words[place - 1].end == 1:
            place += 1
        elif (text in _INTO_NAME and _follows(words, place) and _goes_on(words, first, place)) or (
            text == "-" and not words[place].spaced and _joined(words, place)
        ):
            place += 2
        else:
            break
    return place


def _is_company_mark(words: Sequence[Word], place: int) -> bool:
    """Whether 'A/S' or its like begins here."""
    return len(words[place].text) == 1 and place + 1 < len(words) and words[place + 1].text == "/"


def _is_word(text: str) -> bool:
    """Whether a word is an ordinary Danish one, which a flattened table's cell or a heading prints with a capital."""
    return common(text.casefold())


def _goes_on(words: Sequence[Word], first: int, place: int) -> bool:
    """Whether a small word stands inside a name: 'Center for HR og Kvalitet', but 'Dansk Erhverv og Dansk Industri'."""
    if not OPENING_BODIES.fullmatch(words[first].text):
        return False
    return words[place].text == "for" or any(word.text == "for" for word in words[first:place])


def _follows(words: Sequence[Word], place: int) -> bool:
    """Whether a name goes on behind a small word: 'Center for Trafik'."""
    return place + 1 < len(words) and _CAPITAL.fullmatch(words[place + 1].text) is not None


def _joined(words: Sequence[Word], place: int) -> bool:
    """Whether a hyphen joins two capitalised words, as in 'Odense-Modellen'; 'It-portalen' has its own ending."""
    if place + 1 >= len(words) or words[place + 1].spaced:
        return False
    following = words[place + 1].text
    return _CAPITAL.fullmatch(following) is not None or compound_kind("X" + following) is NameKind.SYSTEM


def _is_domain(words: Sequence[Word], first: int) -> bool:
    """'navn.dk' standing by itself: no page of a site, no address of e-mail."""
    if first + 2 >= len(words) or words[first + 1].text != "." or words[first + 2].text not in _DOMAIN_END:
        return False
    if words[first + 1].spaced or words[first + 2].spaced or not words[first].text[0].isalpha():
        return False
    following = words[first + 3] if first + 3 < len(words) else None
    return following is None or following.spaced or following.text not in "/.@-"
