"""The words that money tables are made of: areas, block headings, totals, captions, column headings.

They are the form's own words (Københavns Kommune's templates from 2013 on and their relatives elsewhere); what a
table is about stands in its other labels, of which nothing is assumed.
"""

from __future__ import annotations

import re
from enum import StrEnum

# 'Styringsområde': which budget the money belongs to. The printed forms lead to one name.
_AREAS: tuple[tuple[str, str], ...] = (
    (r"anlægs?(?:udgifter|investeringer|midler)?", "Anlæg"),
    (r"service(?:udgifter|rammen?|driftsudgifter)?", "Service"),
    (r"(?:efterspørgselsstyrede?\s)?(?:service|indsats)\s?-?\s?indsats(?:er)?", "Efterspørgselsstyret indsats"),
    (r"efterspørgselsstyre(?:de|t)\s(?:indsats(?:er)?|service)", "Efterspørgselsstyret service"),
    (r"(?:efterspørgselsstyrede\s)?overførsl\.?\s?er\s?\([a-zæøå]{1,4}\)", "Overførsler"),
    (r"(?:efterspørgselsstyrede\s)?overførsler(?:\s?mv\.?)?(?:\s?\([a-zæøå]{1,4}\))?", "Overførsler"),
    (r"finansposter|finansiering", "Finansposter"),
    (r"takstfinansieret|brugerfinansieret|forsyning", "Brugerfinansieret"),
)
_AREA_PATTERNS = tuple((re.compile(pattern, re.I), name) for pattern, name in _AREAS)


def area_of(cell: str) -> str | None:
    """The area that a whole cell names ('SERVICE', 'Anlæg', 'Overførsler (EI)'), or None."""
    text = cell.strip(" .,:*()")
    if not text or len(text) > 45:
        return None
    for pattern, name in _AREA_PATTERNS:
        if pattern.fullmatch(text):
            return name
    # 'Service/Anlæg' and 'Service, overførsler' name two: neither can be chosen.
    return None


class Total(StrEnum):
    """What a total row adds up."""

    LASTING = "lasting"  # 'Samlet varig ændring': the rows of lasting changes
    IMPLEMENTATION = "implementation"  # 'Samlede implementeringsomkostninger'
    EFFECT = "effect"  # 'Samlet økonomisk påvirkning': both
    ALL = "all"  # 'I alt', 'Investeringer totalt, service': the rows above


_AREA_TAIL = r"(?:[\s,:(-]{1,4}(?:(?:på|til|for|inden for)\s)?(?:service|anlæg|overførsler)\)?){0,2}"
TOTAL_PATTERNS: tuple[tuple[re.Pattern[str], Total], ...] = (
    (
        re.compile(
            rf"saml(?:et|ede)\s(?:netto\s?)?(?:varige?\s)?(?:drifts|anlægs)?(?:ændring(?:er)?|effektiviseringer)"
            rf"(?:,?\svarige?)?{_AREA_TAIL}|varige?\sændring(?:er)?\si\salt{_AREA_TAIL}|varigt\si\salt|saml(?:et|ede)\seffektivisering(?:er)?"
            rf"|saml(?:et|ede)\s(?:netto\s?)?(?:(?:varige?|årlige?)\s)?(?:besparelse|gevinst)(?:r|er)?{_AREA_TAIL}"
            rf"|saml(?:et|ede)\snettoændring|samlet\svarig\seffekt",
            re.I,
        ),
        Total.LASTING,
    ),
    (
        re.compile(
            rf"(?:saml(?:et|ede)|total(?:e)?)\s(?:implementerings|investerings|etablerings|anlægs|engangs)"
            rf"(?:omkostning|udgift)(?:er)?{_AREA_TAIL}"
            rf"|(?:implementerings|investerings|etablerings|engangs)(?:omkostning|udgift)er\s(?:i\salt|totalt?){_AREA_TAIL}"
            rf"|saml(?:et|ede)\sinvestering(?:er)?{_AREA_TAIL}",
            re.I,
        ),
        Total.IMPLEMENTATION,
    ),
    (
        re.compile(
            r"saml(?:et|ede)\søkonomiske?\s(?:påvirkning|konsekvens(?:er)?|effekt)|(?:samlet\s)?nettoeffekt|samlet\seffekt",
            re.I,
        ),
        Total.EFFECT,
    ),
    (
        re.compile(
            rf"(?:[a-zæøå]{{2,30}}\s){{0,3}}(?:i\salt|totalt?){_AREA_TAIL}|saml(?:et|ede)\s(?:(?:mer|netto|drifts)?(?:udgift|omkostning)(?:er)?|sum|beløb)"
            r"|(?:sum|samlet|total|hovedtotal|ialt)",
            re.I,
        ),
        Total.ALL,
    ),
)

# The totals of the form itself, searched for inside a run of words (longest first): they begin a row of their own.
TOTAL_INSIDE = re.compile(
    r"\b(?:Samlet varig(?:e)? ændring(?:er)?|Samlede implementeringsomkostninger|Samlet økonomisk påvirkning"
    r"|Tilbagebetalingstid baseret på|Investeringer (?:i alt|totalt?)|Varige ændringer (?:i alt|totalt?)"
    r"|Anlægsinvesteringer (?:i alt|totalt?))",
)

BLOCK_HEADINGS: tuple[tuple[re.Pattern[str], Total], ...] = (
    (
        re.compile(r"varige?\s(?:ændring(?:er)?|effektivisering(?:er)?|driftsændring(?:er)?)(?![\w])", re.I),
        Total.LASTING,
    ),
    (
        re.compile(r"(?:implementerings|investerings|etablerings|engangs)(?:omkostning|udgift)(?:er)?(?![\w])", re.I),
        Total.IMPLEMENTATION,
    ),
)

PAYBACK = re.compile(r"tilbage\s?-?\s?betalingstid", re.I)
PAYBACK_SERVICE = re.compile(r"service", re.I)

# Rows that say what part of the row above goes where: they are never added.
PART_ROW = re.compile(r"[\s•–-]{0,4}(?:heraf|deraf|hvoraf)\b", re.I)

# Rows that count something else than money in a money table.
COUNT_ROW = re.compile(
    r"\s{0,4}(?:(?:ændring(?:er)?\si\s)?(?:antal\s.{0,60}|årsværk|ÅV|fuldtidsstillinger|stillinger)|.{0,80}\((?:årsværk|ÅV|antal|pct\.?|%|procent)\))\s{0,4}",
    re.I,
)

CAPTION = re.compile(
    r"\b(?:Tabel|Table|TABEL)\s{1,2}(?:(?P<number>\d{1,2}(?:\.\d{1,2}){0,2}[a-z]?|[XYZN]\b|[IVX]{1,4}\b)\s{0,2}[.:–-]?|[.:])\s{0,2}",
    re.I,
)
FIGURE = re.compile(r"\bFigur\s{1,2}\d{1,2}\b", re.I)
NOTE = re.compile(r"\b(?:Note(?:\s(?:til|1)\b|:)|Anm(?:ærkning)?(?:er)?\s?[.:]|Kilde\s?:)", re.I)
MAIN_HEADING = re.compile(
    r"(?:forslagets\s)?samlede?\søkonomi(?:ske\skonsekvenser)?(?:\si\sforslaget)?|økonomiske?\skonsekvens(?:er)?"
    r"|forslagets\søkonomi\b",
    re.I,
)

# Headings of columns beside the years; they are no labels of rows.
COLUMN_HEADING = re.compile(
    r"(?:styrings-?\s?område|bevilling(?:,?\sprofitcenter)?|profitcenter|innovationspuljen?|investeringspuljen?|udvalg|i\salt|total|bevillingsramme|funktion)",
    re.I,
)
TOTAL_COLUMN = re.compile(r"(?:i\s?alt|total(?:t)?|sum|samlet)[*:.]?", re.I)

COMMITTEE = re.compile(
    r"(?:[a-zæøå-]{2,30}(?:,?\s(?:og|&)\s|-\sog\s|,\s))?[a-zæøå-]{2,40}udvalget|koncern\s?-?\s?(?:it|service)|københavns\s(?:ejendomme|brandvæsen)(?:\s&\sindkøb)?|byggeri\skøbenhavn"
    r"|[a-zæøå-]{2,30}(?:-\sog\s[a-zæøå-]{2,30})?forvaltningen|(?:ØU|KFU|BUU|SUU|SOU|SU|TMU|BIU|SOF|SUF|BUF|KFF|TMF|BIF|ØKF)",
    re.I,
)


def total_of(label: str) -> Total | None:
    """What a row with this label adds up, or None for a row that is no total."""
    text = re.sub(r"\s+", " ", label).strip(" .,:*")
    for pattern, total in TOTAL_PATTERNS:
        if pattern.fullmatch(text):
            return total
    return None


def block_of(label: str) -> Total | None:
    """The block that a heading row opens ('Varige ændringer', 'IMPLEMENTERINGSOMKOSTNINGER'), or None."""
    text = re.sub(r"\s+", " ", label).strip(" .:*")
    for pattern, block in BLOCK_HEADINGS:
        found = pattern.match(text)
        if found and len(text) - found.end() <= len(", service og anlæg"):
            return block
    return None
