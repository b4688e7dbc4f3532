"""Words of Danish text as the tagger counts them: lower case, the usual endings taken off, parts by their hyphens.

A dictionary of word forms would take two seconds to load and know few of the compounds that these texts live by.
Endings by rule, and pieces of words beside them (`pieces`), meet 'genoptræningsforløbet' and 'genoptræning' as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_ENDINGS = "ernes erne enes ene ens ets ers ede ende ere est en et er es e s n r t"
ENDINGS = tuple(_ENDINGS.split())
"""Endings of nouns, verbs and adjectives, longest first of those that share letters."""

_WORD = re.compile(r"§|[^\W_][\w₂²]{0,60}(?:[-‐‑–][^\W_][\w₂²]{0,60}){0,4}")
_SHORTEST_STEM = 4  # letters that are left when an ending is taken off
_PIECES = (4, 5)  # letters in a piece of a word
_GLUE = """
    og i at det er en til på der de af for med som den et har ikke kan vil om men så fra eller skal også
    når ved blive bliver blevet være været var havde have efter over under mellem samt hvor hvis denne
    dette disse sig sin sit sine deres dens dets man vi jeg du hun han os dem hver hvert alle alt andre
    anden andet mere mest end både enten da nu her herunder heraf hermed hvilket hvilke hvad hvordan
    hvem gennem uden inden ind ud op ned kun dog endnu allerede således dermed derfor desuden derudover
    får fik få gør gøre gjort går gå kommer komme tage tager taget give giver givet ligger stå står set
    se sker ske kunne skulle ville måtte må bør burde mange flere nogle nogen noget ingen intet første
    anden tredje ca bl.a fx dvs mv jf kr mio pct pr år året årligt om ud to tre fire fem seks syv otte
    ni ti forslag forslaget forslagets kommune kommunen kommunens kommunale forvaltning forvaltningen
    forvaltningens forvaltninger forvaltningerne københavns københavn projekt projektet
    innovationsforslag investeringsforslag effektiviseringsforslag budget forventes forventet
"""
_FUNCTION_WORDS = frozenset(_GLUE.split())


class Word(NamedTuple):
    """A printed word in lower case and the characters that it fills."""

    start: int
    end: int
    form: str


def words(text: str) -> Iterator[Word]:
    """The words of a text in order; a word with hyphens stays whole. '§' is a word of its own."""
    for found in _WORD.finditer(text):
        yield Word(found.start(), found.end(), found.group().lower())


@lru_cache(maxsize=200_000)
def stems(form: str) -> tuple[str, ...]:
    """What a word is counted as: itself without its ending, and its parts where it has hyphens; nothing for glue."""
    if "-" in form:
        parts = [part for part in form.split("-") if part]
        return tuple(stem for part in parts for stem in stems(part))
    if form in _FUNCTION_WORDS or len(form) < 2 or any(letter.isdigit() for letter in form):
        return ()
    return (_stem(form),)


def _stem(form: str) -> str:
    for ending in ENDINGS:
        if form.endswith(ending) and len(form) - len(ending) >= _SHORTEST_STEM:
            return form[: -len(ending)]
    return form


@lru_cache(maxsize=200_000)
def pieces(form: str) -> tuple[str, ...]:
    """The runs of four and five letters in a word, its beginning and end marked; nothing for glue and numbers."""
    if not stems(form):
        return ()
    marked = f" {form} "
    return tuple(marked[at : at + size] for size in _PIECES for at in range(len(marked) - size + 1))
