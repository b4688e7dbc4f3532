"""Ages: a limit of a target group ('ledige under 30 år') is a figure, an age that only says who is meant is none."""

from __future__ import annotations

from models.figures.numbers import Number
from models.figures.quantity import Quantity
from models.figures.units import Unit
from models.figures.words import FUNCTION_WORDS, Words, at, word_set
from models.types import FigureKind

YEARS_OLD = Unit(kind=FigureKind.COUNT, name="år")
"""The unit of an age, which is no stretch of time."""

_YOUNGEST = 5  # years: 'borgere under 5 år' is said of ages, 'sager over 2 år' of time
_OLDEST = 110
_GROUPS = (
    *("unge", "borgere", "ledige", "børn", "ældre", "personer", "mennesker", "kvinder", "mænd", "københavnere"),
    *("brugere", "pensionister", "kunder", "tilflyttere", "kolleger", "kalder", "kaldere", "deltagere", "patienter"),
    *("elever", "medarbejdere", "ansatte", "beboere", "dem", "alle", "kursister", "familiesammenførte", "barn"),
    *("flygtninge", "borgerne", "brugerne", "medarbejderne", "beboerne", "eleverne"),
)
_ONE_PERSON = word_set("kvinde mand dame herre ung ældre barn dreng pige datter søn borger person mor far enlig")
_PERSON_ARTICLES = frozenset({"en", "som"})
_LIMITS = frozenset({"under", "over"})
_TOLD_BETWEEN = frozenset({"er", "der", "som", ",", "på"})
_TOLD_REACH = 4  # words between a group and its limit: 'brugerne, der er over 65 år'


def names_person(words: Words, number: Number, *, unit: bool) -> bool:
    """'en kvinde på 34', 'kolleger over 60', 'børn under 12 skal': such ages say who is meant."""
    before, group = at(words, number.first - 1).lower, at(words, number.first - 2).lower
    if before == "på" and group in _ONE_PERSON:
        return True
    if unit:
        return False
    following = at(words, number.end)
    counts = following.is_word and not following.line and following.text[0].islower() and len(following.text) > 2
    return (
        number.plain
        and before in _LIMITS
        and group.endswith(_GROUPS)
        and group != "alle"
        and _YOUNGEST <= number.value <= _OLDEST
        and (not counts or following.lower in FUNCTION_WORDS)
    )


def is_age(words: Words, quantity: Quantity) -> bool:
    """Whether years are an age: 'de 18-årige', 'fyldt 58 år', 'borgere, der er over 65 år'."""
    before = at(words, quantity.first - 1).lower
    if _adjective(words, quantity) == "årige" and before in ("de", "for"):
        return True
    if before in ("alderen", "fyldt"):
        return True
    if quantity.low < _YOUNGEST or quantity.high > _OLDEST:
        return False
    if before == "mellem":
        return at(words, quantity.first - 2).lower.endswith(_GROUPS)
    if before == "end":
        return at(words, quantity.first - 3).lower.endswith(_GROUPS)
    return before in _LIMITS and _group_before(words, quantity.first - 2)


def only_says_who(words: Words, quantity: Quantity) -> bool:
    """'unge mellem 18 og 24 år', '18-24-årige', 'en 13-årig': the name of a group or a person, no figure."""
    before, following = at(words, quantity.first - 1).lower, at(words, quantity.end)
    adjective = _adjective(words, quantity)
    if not _YOUNGEST <= quantity.high <= _OLDEST:
        return False
    noun = following.is_word and not following.line and following.lower not in FUNCTION_WORDS
    if quantity.low != quantity.high:
        if adjective == "årige":
            return not noun or following.lower.endswith(_GROUPS) or before in ("de", "for")
        return quantity.unit is not None and quantity.unit.name == "år" and is_age(words, quantity)
    return adjective == "årig" and before in _PERSON_ARTICLES and not noun


def _adjective(words: Words, quantity: Quantity) -> str:
    word = at(words, quantity.end - 1).lower
    return word if word in ("årig", "årige") else ""


def _group_before(words: Words, place: int) -> bool:
    for here in range(place, max(-1, place - _TOLD_REACH), -1):
        word = at(words, here).lower
        if word.endswith(_GROUPS):
            return True
        if word not in _TOLD_BETWEEN or at(words, here + 1).line:
            return False
    return False
