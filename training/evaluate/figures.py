"""The figures of one method on the test part, each with its interval, as they stand in the result file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict

import numpy as np

from corpus.themes import Taxonomy
from training.evaluate.methods import Scored
from training.metrics import (
    Bin,
    Flags,
    Indices,
    Interval,
    Numbers,
    brier,
    count,
    count_by_theme,
    counted,
    ece,
    interval,
    macro_f1,
    micro_f1,
    ndcg,
    precision_at,
    ranking_precision,
    reliability,
)

RANKED = 5
FIRST = 3
DIGITS = 4

Json = dict[str, object]


def figures(method: Scored, must: Flags, may: Flags, families: Sequence[str], *, draws: int) -> Json:
    """Everything that is said of a method; intervals are bootstrapped over families."""
    given, chances = method.given, method.probabilities
    by_row = {
        f"ndcg@{RANKED}": ndcg(method.scores, must, may, k=RANKED),
        "ranking_precision": ranking_precision(method.scores, must, may),
        f"precision@{FIRST}": precision_at(method.scores, must, may, k=FIRST),
    }
    statistics: dict[str, Callable[[Indices], float]] = {
        "micro_f1": lambda rows: micro_f1(given[rows], must[rows], may[rows]),
        "macro_f1": lambda rows: macro_f1(given[rows], must[rows], may[rows]),
        "precision": lambda rows: count(given[rows], must[rows], may[rows]).precision,
        "recall": lambda rows: count(given[rows], must[rows], may[rows]).recall,
        "ece": lambda rows: ece(*counted(chances[rows], must[rows], may[rows])),
        "ece_equal_mass": lambda rows: ece(*counted(chances[rows], must[rows], may[rows]), equal_mass=True),
        "ece_of_given": lambda rows: ece(*given_answers(chances[rows], given[rows], must[rows], may[rows])),
        "brier": lambda rows: brier(*counted(chances[rows], must[rows], may[rows])),
    }
    for name, values in by_row.items():
        statistics[name] = lambda rows, values=values: _mean(values[rows])  # type: ignore[misc]
    made: Json = {name: printed(interval(one, families, draws=draws)) for name, one in statistics.items()}
    return {
        "label": method.label,
        "how": method.how,
        "seconds": None if method.seconds is None else round(method.seconds, 1),
        "development_f1": None if np.isnan(method.development_f1) else round(method.development_f1, DIGITS),
        **made,
    }


def difference(ours: Scored, rival: Scored, must: Flags, may: Flags, families: Sequence[str], *, draws: int) -> Json:
    """How far our micro-F1 lies above the rival's, both measured on the same draws of families."""

    def ahead(rows: Indices) -> float:
        first, second = (micro_f1(one.given[rows], must[rows], may[rows]) for one in (ours, rival))
        return first - second

    return {"rival": rival.name, "micro_f1": printed(interval(ahead, families, draws=draws))}


def given_answers(chances: Numbers, given: Flags, must: Flags, may: Flags) -> tuple[Numbers, Flags]:
    """The probabilities that a user sees, those of given themes, and which are right; optional ones left out."""
    seen = given & (must | ~may)
    return chances[seen], must[seen]


def theme_table(given: Flags, must: Flags, may: Flags, taxonomy: Taxonomy) -> list[Json]:
    """A line for each theme of the taxonomy, in its order; F1 is None where it is neither to be found nor given."""
    return [
        {
            "id": theme.id,
            "label": theme.label,
            "gold": counts.gold,
            "found": counts.found,
            "right": counts.right,
            "precision": round(counts.precision, DIGITS) if counts.found else None,
            "recall": round(counts.recall, DIGITS) if counts.gold else None,
            "f1": round(counts.f1, DIGITS) if counts.gold or counts.found else None,
        }
        for theme, counts in zip(taxonomy.themes, count_by_theme(given, must, may), strict=True)
    ]


def reliability_table(chances: Numbers, must: Flags, may: Flags) -> tuple[Bin, ...]:
    """All answers, optional themes left out, in ten bins of equal width."""
    return reliability(*counted(chances, must, may))


def rounded(one: Bin) -> Json:
    """A line of a reliability table as it is stored."""
    return {name: round(value, DIGITS) for name, value in asdict(one).items()}


def printed(one: Interval) -> Json:
    """A figure and its range, rounded."""
    return {"value": round(one.value, DIGITS), "low": round(one.low, DIGITS), "high": round(one.high, DIGITS)}


def _mean(values: Numbers) -> float:
    return 0.0 if np.isnan(values).all() else float(np.nanmean(values))
