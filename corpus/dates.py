"""Danish dates as printed in the proposals, read into calendar dates.

Only full dates count: a day without a year ('Den 20. december'), a month alone and an interval of days
('1.-5. marts 2021') name no single day and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "maj": 5,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "okt": 10,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
_MONTH_WORD = (
    r"(?P<month_word>januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
    r"|(?:jan|febr?|mar|apr|jun|jul|aug|sept?|okt|oct|nov|dec)\b\.?)"
)
# A year of two digits counts from 2000: the proposals are of this century.
_CENTURY = 2000
# Years outside these are misreadings or case numbers, no dates of a proposal.
_FIRST_YEAR, _LAST_YEAR = 1990, 2060
_YEAR = r"(?P<year>(?:19|20)\d\d|\d\d)(?!\d|[.,]\d)"
_DAY = r"(?P<day>[0-3]?\d)"
_NOT_INSIDE = r"(?<![\w/])(?<!\d[.,])"
_FORMS = (
    # 2021-01-21
    re.compile(r"(?<![\d-])(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\d-])"),
    # 7. februar 2018, 7 februar 2018, 1. marts 21
    re.compile(rf"{_NOT_INSIDE}{_DAY}\s?\.?\s?{_MONTH_WORD},?\s{{0,2}}{_YEAR}", re.I),
    # 21-01-2021, 5.2.2021, 5/2/21, 17/2 2020, 17/2-2020, 17.2 2020, 17 / 2 - 2020
    re.compile(
        rf"{_NOT_INSIDE}{_DAY}(?P<mark>[./-]|\s/\s)(?P<month>[01]?\d)(?:\.\s|\s?(?P=mark)\s?|\s?-\s?|\s){_YEAR}(?!-\d)"
    ),
)
# '1.-' or '1 - ' before a day: the date is the end of an interval.
_INTERVAL_BEFORE = re.compile(r"\d\.?\s?(?:[-–—]|til|og)\s?$")


@dataclass(frozen=True, kw_only=True)
class PrintedDate:
    """A full date and where it stands in the text that was searched."""

    value: date
    start: int
    end: int


def _calendar_date(found: re.Match[str]) -> date | None:
    groups = found.groupdict()
    year = int(groups["year"])
    year += _CENTURY if year < 100 else 0
    word = groups.get("month_word")
    month = _MONTHS[word[:3].lower()] if word else int(groups["month"])
    try:
        value = date(year, month, int(groups["day"]))
    except ValueError:
        return None
    return value if _FIRST_YEAR <= year <= _LAST_YEAR else None


def iter_dates(text: str) -> Iterator[PrintedDate]:
    """All full dates of a text in printed order."""
    found: list[PrintedDate] = []
    for form in _FORMS:
        for match in form.finditer(text):
            value = _calendar_date(match)
            if value is None or _INTERVAL_BEFORE.search(text, max(0, match.start() - 8), match.start()):
                continue
            found.append(PrintedDate(value=value, start=match.start(), end=match.end()))
    end = -1
    for printed in sorted(found, key=lambda d: (d.start, -d.end)):
        if printed.start >= end:
            end = printed.end
            yield printed


def find_date(text: str) -> PrintedDate | None:
    """The first full date of a text ('Godkendt den 21. februar 2020' gives 2020-02-21), or None."""
    return next(iter_dates(text), None)
