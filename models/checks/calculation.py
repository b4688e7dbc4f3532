"""What checks of calculations need: which figures there are, how exactly they are printed, whether a result holds."""

from __future__ import annotations

import re

from corpus.numerals import format_kr
from models.checks.rule import Evidence
from models.checks.sentences import step_of
from models.types import Figure, FigureKind

_TRIFLE = 0.02
"""Share by which a result may be off without a word about it."""

_FACTOR = 0.01
"""Share by which each factor may have been rounded; '400 timer' and '50.000 kr.' are mostly exact."""

ROUGHLY = 0.05
"""Share by which a result that the text calls approximate may be off beside that."""

ROUGHLY_BEFORE = re.compile(
    r"\b(?:ca|cirka|omkring|knapt?|godt|næsten|op i?mod|omtrent|mindst|over|under)\b[. ]{0,2}$", re.I
)

COUNTED = frozenset(
    {
        FigureKind.COUNT,
        FigureKind.VOLUME,
        FigureKind.HOURS,
        FigureKind.FTE,
        FigureKind.DAYS,
        FigureKind.AREA_M2,
    }
)
"""What is counted, and may have a price or take a time each."""

RESULT = re.compile(
    r"\W{0,3}(?:(?:pr\.?|per|om)\s[\wæøåÆØÅ]{1,20}|stykket|hver|årligt|ex\.? moms|inkl\. moms)?[\s,;)(]{0,3}"
    r"(?:=|(?:det\s|hvilket\s|og\s|som\s)?(?:er|bliver|giver|udgør|koster|beløber sig til|løber op i|svarer til"
    r"|svarende til|i alt|ialt|samlet|dvs\.?|altså|det vil sige|eller)(?:\s(?:er|bliver|giver|i alt|samlet|ca\.?|cirka"
    r"|omkring|knapt?|godt|til|en|et|udgift|på|årligt|om|året|lig|med|det)\b\.?){0,6})\s{0,2}",
    re.I,
)
"""All that stands between the last factor and its result, where nothing else is said in between."""

STRONG_RESULT = re.compile(
    r"(?:\b(?:dvs\.?|det vil sige|svarende til|altså|i alt|ialt|samlet"
    r"|hvilket (?:samlet )?(?:er|giver|svarer til|bliver)|det (?:er|giver|svarer til|bliver)|går der)|=|\()"
    r"(?:\s(?:i alt|i dag|er|samlet|ca\.?|cirka|omkring|knapt?|godt|til)\b\.?){0,4}\s{0,2}$",
    re.I,
)
"""The end of what stands before a result, where words of another kind may come first."""

_PERIODS = (2, 3, 4, 5, 10, 12, 52)
"""Numbers that a reader may silently multiply by: years of a project, months, weeks."""


def in_order(evidence: Evidence) -> list[Figure]:
    """The figures as they stand in the text."""
    return sorted(evidence.figures, key=lambda figure: figure.start)


def single(*figures: Figure) -> bool:
    """Whether each is one number and not from one to another."""
    return all(figure.low == figure.high for figure in figures)


def imprecision(*factors: Figure) -> float:
    """The share by which rounded factors leave their product open: half a printed step of each, or less."""
    return sum(min(step_of(f.low) / 2 / abs(f.low), _FACTOR) for f in factors if f.low)


def holds(said: float, computed: float, open_share: float, text: str, figure: Figure) -> bool:
    """Whether a printed result can stand for the computed one, also for one of several years or months."""
    roughly = ROUGHLY_BEFORE.search(text[max(0, figure.start - 14) : figure.start])
    share = _TRIFLE + open_share + (ROUGHLY if roughly else 0)
    allowed = max(min(step_of(said), 0.1 * abs(said)) / 2, share * max(abs(said), abs(computed)))
    if abs(abs(said) - abs(computed)) <= allowed:
        return True
    return any(abs(abs(said) - abs(computed) * n) <= share * abs(said) for n in _PERIODS)


def printed(figure: Figure) -> str:
    """A figure as the text has it, on one line."""
    return " ".join(figure.text.split())


def decimal(value: float) -> str:
    """A number as Danish prints it, with two decimals at most."""
    shown = f"{value:,.2f}".rstrip("0").rstrip(".")
    return shown.translate(str.maketrans(",.", ".,"))


def number(figure: Figure, value: float | None = None) -> str:
    """A figure's value, or another in its unit: kroner with their unit, other numbers bare."""
    shown = figure.low if value is None else value
    return format_kr(shown) if figure.kind is FigureKind.MONEY else decimal(round(shown, 1))
