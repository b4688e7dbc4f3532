"""Proposal codes ('BC07', 'SU03', 'ØU1', 'TV01c', 'BC 07'), also where a scan has damaged them ('BCO5', 'BC0l')."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Prefixes that Copenhagen has used, by pool or committee. They only decide whether a letter O or I is a damaged
# digit ('BCO5' is BC05, 'SO5' is SO5) and whether a code of one digit counts; other prefixes are read as well.
KNOWN_PREFIXES = frozenset(
    [
        "BC",
        "BI",
        "BIU",
        "BU",
        "BUU",
        "EF",
        "IN",
        "INV",
        "KF",
        "KFU",
        "KK",
        "MT",
        "SO",
        "SOU",
        "SU",
        "SUD",
        "SUF",
        "TM",
        "TMU",
        "TV",
        "TVF",
        "TVÆR",
        "ØK",
        "ØU",
    ]
)

# Capitals with a number behind them that are something else: chemistry, budgets, quarters, laws, standards, units.
_NO_PREFIXES = frozenset(
    [
        "A",
        "AI",
        "AK",
        "AM",
        "B",
        "BEK",
        "BR",
        "CO",
        "COVID",
        "DK",
        "DKK",
        "DS",
        "EN",
        "EU",
        "FN",
        "GPT",
        "H",
        "HF",
        "HK",
        "IE",
        "ISO",
        "IT",
        "KAP",
        "KL",
        "KR",
        "L",
        "LBK",
        "LOV",
        "M",
        "MIO",
        "NO",
        "NR",
        "OFS",
        "OK",
        "PC",
        "PL",
        "PLO",
        "Q",
        "R",
        "S",
        "SDG",
        "SKI",
        "STK",
        "T",
        "TABEL",
        "TKR",
        "UGE",
        "V",
        "VERDENSMÅL",
        "WEB",
        "WIN",
        "WP",
        "ÅR",
        "ÅV",
    ]
)

_LETTERS = "A-ZÆØÅ"
_PATTERN = re.compile(
    rf"(?<![\w/.-])((?:[{_LETTERS}]|8(?=[{_LETTERS}]))[{_LETTERS}]{{0,3}})([ \-]?)([0-9OoIl|]{{1,3}})([a-h]?)"
    r"(?![\w|]|[.,/]\d)"
)
_DAMAGED_DIGITS = str.maketrans({"O": "0", "o": "0", "I": "1", "l": "1", "|": "1"})


@dataclass(frozen=True, kw_only=True)
class Code:
    """A proposal code: as printed, repaired, and where it stands."""

    printed: str
    repaired: str
    start: int
    end: int


def repair_code(printed: str) -> str | None:
    """The code in its one spelling ('BC 07' and 'BCO7' give 'BC07'); None where the text is no proposal code."""
    match = _PATTERN.fullmatch(printed.strip())
    return _repaired(match) if match else None


def find_codes(text: str, start: int = 0, end: int | None = None) -> Iterator[Code]:
    """The codes that stand in ``text[start:end]``, in order."""
    for match in _PATTERN.finditer(text, start, len(text) if end is None else end):
        repaired = _repaired(match)
        if repaired:
            yield Code(printed=match[0], repaired=repaired, start=match.start(), end=match.end())


def leading_code(text: str, start: int = 0, end: int | None = None) -> Code | None:
    """The code that ``text[start:end]`` begins with, marks and an opening 'Forslag nr.' left aside."""
    lead = _LEAD.match(text, start, len(text) if end is None else end)
    position = lead.end() if lead else start
    code = next(find_codes(text, position, min(len(text) if end is None else end, position + _LONGEST)), None)
    return code if code and code.start == position else None


_LEAD = re.compile(r"[\s*#\"'»“”(\[:–-]{0,8}(?:(?:[Ff]orslag|[Kk]ode|[Nn]r)\.?\s{0,2}(?:nr\.?)?\s{0,2}:?\s{0,2})?")
_LONGEST = 12  # characters that the longest code and the character after it take


def _repaired(match: re.Match[str]) -> str | None:
    prefix, gap, number, suffix = match.groups()
    if prefix.startswith("8"):  # a scan's 'B'
        prefix = "B" + prefix[1:]
    # 'BCO5': the letters take the damaged digit along, unless the letters with it are a prefix of their own ('SO5').
    while not gap and len(prefix) > 1 and prefix[-1] in "OI" and prefix not in KNOWN_PREFIXES:
        prefix, number = prefix[:-1], prefix[-1] + number
    digits = number.translate(_DAMAGED_DIGITS)
    if prefix in _NO_PREFIXES or len(digits) > 3 or not any(character.isdigit() for character in number):
        return None
    if prefix not in KNOWN_PREFIXES and (len(prefix) < 2 or len(digits) < 2 or gap):
        return None
    return prefix + digits + suffix
