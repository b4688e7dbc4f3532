"""The administrations and committees of Copenhagen, and how to read their names, damaged or not.

The seven administrations are a closed world with fixed names, so a damaged name can be repaired with certainty. The
administrations of other municipalities are kept as printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.folding import alike, fold

# In the order in which the forms print their check boxes, the left column first.
ADMINISTRATIONS: Mapping[str, str] = {
    "ØKF": "Økonomiforvaltningen",
    "KFF": "Kultur- og Fritidsforvaltningen",
    "BUF": "Børne- og Ungdomsforvaltningen",
    "SUF": "Sundheds- og Omsorgsforvaltningen",
    "SOF": "Socialforvaltningen",
    "TMF": "Teknik- og Miljøforvaltningen",
    "BIF": "Beskæftigelses- og Integrationsforvaltningen",
}

COMMITTEES: Mapping[str, str] = {
    "ØU": "Økonomiudvalget",
    "KFU": "Kultur- og Fritidsudvalget",
    "BUU": "Børne- og Ungdomsudvalget",
    "SOU": "Sundheds- og Omsorgsudvalget",
    "SUD": "Socialudvalget",
    "TMU": "Teknik- og Miljøudvalget",
    "BIU": "Beskæftigelses- og Integrationsudvalget",
    "BR": "Borgerrepræsentationen",
}


@dataclass(frozen=True, kw_only=True)
class NamedAdministration:
    """An administration that a text names: its full name and where the printed name stands."""

    name: str
    start: int
    end: int


_LAST_WORD = re.compile(r"\b[\w@]{0,30}?f[o0]rva[l1I|][\w|]{2,9}", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?:[A-ZÆØÅ0-9][\w@]{1,20}[- ]{0,2},[ \n]{1,2})?"
    r"[A-ZÆØÅ0-9][\w@]{1,20}[- ]{0,2}(?:[ \n]{1,2}(?:[o0]g|&))?[ \n]{1,2}$"
)
_ABBREVIATION = re.compile(r"(?<![\w/-])(?:ØKF|OKF|KFF|BUF|SUF|SOF|TMF|BIF)(?![\w-])")
_REACH = 64  # characters before '…forvaltningen' in which the rest of its name stands
_LIKENESS = 0.8  # of the part before 'forvaltningen': 'Bome- og Ungdoms' passes, 'Beskæftigelses- og Social' does not


def find_administrations(text: str) -> tuple[NamedAdministration, ...]:
    """The administrations named in a text, in order, by full or damaged name or by Copenhagen's abbreviation."""
    found: list[NamedAdministration] = []
    for match in _LAST_WORD.finditer(text):
        floor = max(match.start() - _REACH, found[-1].end if found else 0)
        before = _BEFORE.search(text[floor : match.start()])
        start = floor + before.start() if before else match.start()
        named = _named(text, start, match)
        if named:
            found.append(named)
    taken = [(one.start, one.end) for one in found]
    for match in _ABBREVIATION.finditer(text):
        if not any(start <= match.start() < end for start, end in taken):
            name = ADMINISTRATIONS["ØKF" if match[0] == "OKF" else match[0]]
            found.append(NamedAdministration(name=name, start=match.start(), end=match.end()))
    return tuple(sorted(found, key=lambda one: one.start))


def administration(text: str) -> str | None:
    """The full official name that a short text stands for; None where it names none of Copenhagen's seven."""
    for one in find_administrations(text):
        if one.name in ADMINISTRATIONS.values():
            return one.name
    return None


def committee_name(text: str) -> str | None:
    """What a cell says where it names a committee ('ØU', 'KFU/SOU', 'Socialudvalget'), otherwise None.

    An administration ('ØKF') is no committee. Other municipalities' abbreviations count where they end in 'U'.
    """
    printed = re.sub(r"[\s*¹²³]+", " ", text).strip(" .:")
    printed = "ØU" if printed in {"OU", "0U"} else printed  # as scans read it
    if re.fullmatch(r"(?:[\wÆØÅæøå]+-,? ){0,3}(?:og )?[\wÆØÅæøå]*udvalg(?:et)?|Borgerrepræsentationen", printed):
        return printed
    pieces = [piece for piece in re.split(r"\s?[/,+&]\s?| og ", printed) if piece]
    if pieces and all(_is_committee(piece) for piece in pieces):
        return printed
    return None


def is_administration_group(text: str) -> bool:
    """Whether a cell holds nothing but an administration's abbreviation, as front tables group their lines."""
    return _ABBREVIATION.fullmatch(text.strip()) is not None


def _is_committee(piece: str) -> bool:
    return piece in COMMITTEES or re.fullmatch(r"[A-ZÆØÅ]{1,4}U", piece) is not None


def _named(text: str, start: int, last: re.Match[str]) -> NamedAdministration | None:
    """The administration whose name ends with the word ``last`` and may begin at ``start``."""
    for begin in dict.fromkeys((start, last.start())):
        folded = _key(text[begin : last.end()])
        for name in ADMINISTRATIONS.values():
            whole, tail = _key(name), _key(name.rsplit(" ", 1)[-1])
            lone = begin == last.start()
            if lone and not _may_stand_alone(text, begin):
                continue
            if alike(folded, tail if lone else whole, _LIKENESS):
                return NamedAdministration(name=name, start=begin, end=last.end())
    if not last[0][:1].isupper() or fold(last[0]).startswith("forvaltning") or not last[0].endswith(("en", "ens")):
        return None
    if "forvalter" in fold(last[0]):
        return None  # a person's work: 'Systemforvalteren'
    begin = start if "-" in text[start : last.start()] else last.start()
    printed = " ".join(text[begin : last.end()].split())
    return NamedAdministration(name=printed.removesuffix("s"), start=begin, end=last.end())


def _may_stand_alone(text: str, start: int) -> bool:
    """False behind 'Beskæftigelses- og ': there the word is the end of another name."""
    return not re.search(r"\w-[ \n]{1,2}(?:og|&)[ \n]{1,2}$", text[max(0, start - 24) : start])


def _key(name: str) -> str:
    """What tells a name from others: its letters without 'og' and without 'forvaltningen', which all share."""
    return fold(re.sub(r"\b(?:og|0g|&)\b", " ", name)).partition("forva")[0]
