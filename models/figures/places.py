"""Where figures are looked for: summary, running text, tables of words and the criteria table's amounts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.landmarks import BODY, LABELS, Mark, find_landmarks
from corpus.sections import section_spans
from corpus.types import Proposal, SectionKind, Span
from models.figures.words import Word
from models.running_text import title_and_summary

_LONGEST_HEAD = 10_000  # characters from the beginning in which a form's labels stand
_FORM = (LABELS - {Mark.SUMMARY}) | {Mark.KIND}


@dataclass(frozen=True, kw_only=True)
class Place:
    """A run of words without a table or a heading in it, and the section that it stands in."""

    words: Sequence[Word]
    section: SectionKind | None
    in_criteria_table: bool = False


def places(proposal: Proposal, words: Sequence[Word]) -> Iterator[Place]:
    """The runs of words between what holds no figures: the form's head, headings, money tables, bodies consulted."""
    blocked = _blocked(proposal)
    table = proposal.criteria.span
    cuts = sorted(
        {0, len(proposal.text), *(edge for span in blocked for edge in (span.start, span.end))}
        | ({table.start, table.end} if table else set())
        | {section.start for section in proposal.sections}
    )
    blocked_starts = [span.start for span in blocked]
    starts = [word.start for word in words]
    for start, end in pairwise(cuts):
        place = bisect_right(blocked_starts, start) - 1
        if place >= 0 and blocked[place].end > start:
            continue
        run = words[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)]
        if run:
            inside = table is not None and table.start <= start < table.end
            yield Place(words=run, section=_section_at(proposal, start), in_criteria_table=inside)


def _section_at(proposal: Proposal, offset: int) -> SectionKind | None:
    """The section of an offset; a sub-heading without a meaning of its own counts to the section above it."""
    found = None
    for section in proposal.sections:
        if section.start > offset:
            break
        if section.canonical is not SectionKind.OTHER or found is None:
            found = section.canonical
    return found


def _blocked(proposal: Proposal) -> list[Span]:
    """The stretches without figures, in order and without overlaps."""
    spans = [Span(start=table.start, end=table.end) for table in proposal.tables]
    spans += [Span(start=section.start, end=section.body_start) for section in proposal.sections]
    spans += section_spans(proposal.sections, SectionKind.CONSULTED)
    spans += _head(proposal)
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(start=merged[-1].start, end=max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


def _head(proposal: Proposal) -> Iterator[Span]:
    """The form's title, labels and their values, but for the summary: all to the end of the last label's line."""
    first = min((section.start for section in proposal.sections), default=len(proposal.text))
    landmarks = find_landmarks(proposal.text[: min(first, _LONGEST_HEAD)])
    body = next((one.start for one in landmarks if one.mark in BODY), first)
    labels = [one for one in landmarks if one.mark in _FORM and one.start <= body]
    end = min(first, _line_end(proposal.text, labels[-1].end)) if labels else 0
    title, summary = title_and_summary(proposal)
    if title:
        yield title
    if summary is None or summary.start >= end:
        yield Span(start=0, end=end)
        return
    yield Span(start=0, end=summary.start)
    yield Span(start=min(summary.end, end), end=end)


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end
