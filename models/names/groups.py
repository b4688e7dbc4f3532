"""Target groups in their own words ('borgere med demens') and laws that no list holds ('ungdomsskoleloven')."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from corpus.types import Span
from models.names.gazetteer import FOLDER

_LAW = re.compile(
    r"(?<![\w-])(?:[A-ZÆØÅa-zæøå][\wæøå]{3,40}(?:loven|bekendtgørelsen|direktivet|forordningen)(?=s?(?!\w))"
    r"|[Ll]ov(?:bekendtgørelse)? nr\. ?\d{1,4} af \d{1,2}\. ?\w{3,9} (?:19|20)\d\d"
    r"|[Ll]ov om (?:[a-zæøå]{2,30}[ ]){0,5}[a-zæøå]{3,40}(?=[ ]?[,.;)\n§(]))"
)
_NO_LAW = re.compile(r"(?:for|til|be|ud|lov)?loven|grundforloven|(?:den|trafik)?love[nt]", re.IGNORECASE)


@cache
def _narrowed(folder: Path = FOLDER) -> re.Pattern[str]:
    data = tomllib.loads((folder / "gazetteer_groups.toml").read_text(encoding="utf-8"))
    heads = "|".join(data["target_groups"]["narrowed"])
    return re.compile(
        rf"(?<![\w-])(?:{heads})(?:"
        r" (?:med|uden) (?:en |et |nedsat |svær |svære |psykiske? |kroniske? |særlige |behov for |komplekse "
        r"|lettere ){0,2}[a-zæøå-]{4,30}"
        r"| (?:over|under) \d{2} år| mellem \d{1,2} og \d{2} år| i alderen \d{1,2}[ -–]{1,3}\d{2} år"
        r"| på [a-zæøå]{5,30}(?:hjælp|penge|ydelse|pension|løn))"
    )


def find_narrowed_groups(text: str) -> Iterator[Span]:
    """Groups that a text narrows down by age, need or benefit."""
    return (Span(start=match.start(), end=match.end()) for match in _narrowed().finditer(text))


def find_laws(text: str) -> Iterator[Span]:
    """Laws, orders and directives by the word's own end, or by number and date."""
    for match in _LAW.finditer(text):
        if not _NO_LAW.fullmatch(match[0]):
            yield Span(start=match.start(), end=match.end())
