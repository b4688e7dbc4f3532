"""Figures for the tests of what we conclude: each is named by its kind, its value and the words that print it."""

from __future__ import annotations

from models.types import Figure, FigureKind


def figure(text: str, kind: FigureKind, words: str, low: float, high: float | None = None) -> Figure:
    """The figure that ``words`` print at their first place in ``text``."""
    start = text.index(words)
    return Figure(
        kind=kind,
        low=low,
        high=low if high is None else high,
        unit=None,
        per=None,
        text=words,
        start=start,
        end=start + len(words),
    )
