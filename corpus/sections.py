"""Find a proposal's sections: settle which candidates for headings head one, and cut the text between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.headings import Candidate, Sureness, find_candidates, heading_level
from corpus.types import Part, Section, SectionKind, Span


def find_sections(part: Part) -> tuple[Section, ...]:
    """The sections of a proposal in printed order, each reaching from its heading to the next one.

    Sub-headings come with the kind OTHER where they are numbered or the format marked them as headings. A proposal
    without any known heading has no sections.
    """
    settled = _settle(list(find_candidates(part)))
    ends = [*(c.start for c in settled), len(part.text)][1:]
    return tuple(_section(part.text, c, end) for c, end in zip(settled, ends, strict=True)) if settled else ()


def section_spans(sections: Sequence[Section], kind: SectionKind) -> tuple[Span, ...]:
    """The bodies of all sections of a kind, each with the sub-sections that stand under it."""
    spans = []
    for place, section in enumerate(sections):
        if section.canonical is not kind:
            continue
        level = heading_level(section.heading)
        end = section.end
        for later in sections[place + 1 :]:
            deeper = heading_level(later.heading) > level or heading_level(later.heading) == 0
            if later.canonical is not SectionKind.OTHER or not deeper:
                break
            end = later.end
        spans.append(Span(start=section.body_start, end=end))
    return tuple(spans)


def _section(text: str, candidate: Candidate, end: int) -> Section:
    body = candidate.end
    while body < end and (text[body].isspace() or text[body] in "*_#"):
        body += 1
    heading = re.sub(r"\s+", " ", text[candidate.start : candidate.end]).strip()
    return Section(heading=heading, canonical=candidate.kind, start=candidate.start, end=end, body_start=body)


# ---------------------------------------------------------------- settling


def _settle(candidates: list[Candidate]) -> list[Candidate]:
    """The candidates that are headings: each name once, doubtful ones only where the templates put them."""
    main = _usual_level(candidates)
    kept: list[Candidate] = []
    for candidate in _weigh(candidates, main):
        if candidate.sureness >= Sureness.LIKELY:
            _keep(kept, candidate)
    for candidate in (c for c in _weigh(candidates, main) if c.sureness == Sureness.POSSIBLE):
        if _fits(kept, candidate):
            kept.append(candidate)
            kept.sort(key=lambda c: c.start)
    if not kept:
        return []
    chosen = {c.start for c in kept}
    under = [
        replace(c, kind=SectionKind.OTHER)
        for c in candidates
        if c.start not in chosen and c.start > kept[0].start and _is_subheading(c, kept, main)
    ]
    return sorted([*kept, *under], key=lambda c: c.start)


def _usual_level(candidates: list[Candidate]) -> int:
    """How deep this template numbers its main headings (0: not at all)."""
    levels = Counter(c.level for c in candidates if c.kind is not SectionKind.OTHER and c.sureness == Sureness.CERTAIN)
    return max(levels, key=lambda level: (levels[level], level)) if levels else 0


def _weigh(candidates: list[Candidate], main: int) -> Iterator[Candidate]:
    """The named candidates; a number of another depth than the template's makes one doubtful."""
    for candidate in candidates:
        if candidate.kind is SectionKind.OTHER:
            continue
        if candidate.level and main and candidate.level != main:
            doubtful = Sureness.POSSIBLE if " " not in candidate.name else Sureness.LIKELY
            yield replace(candidate, sureness=min(candidate.sureness, doubtful))
        else:
            yield candidate


def _keep(kept: list[Candidate], candidate: Candidate) -> None:
    """Add a candidate, unless its section is there already; the surer of two stays, of two equals the first."""
    for place, other in enumerate(kept):
        if other.kind is not candidate.kind or other.opening != candidate.opening:
            continue
        both_sure = min(other.sureness, candidate.sureness) == Sureness.CERTAIN and other.level == candidate.level
        if both_sure and other.name != candidate.name:
            continue
        if candidate.sureness > other.sureness and candidate.kind is not SectionKind.CRITERIA:
            kept[place] = candidate
            kept.sort(key=lambda c: c.start)
        return
    kept.append(candidate)


def _fits(kept: list[Candidate], candidate: Candidate) -> bool:
    """Whether a doubtful candidate is missing among the kept ones and stands where the templates put it."""
    if any(o.kind is candidate.kind and o.opening == candidate.opening for o in kept):
        return False
    before = [o.place for o in kept if o.start < candidate.start]
    after = [o.place for o in kept if o.start > candidate.start]
    return (not before or before[-1] < candidate.place) and (not after or candidate.place < after[0])


def _is_subheading(candidate: Candidate, kept: list[Candidate], main: int) -> bool:
    """Whether a numbered or styled line is a heading under (or beside) the main ones."""
    if candidate.level >= 2:
        return candidate.kind is SectionKind.OTHER or candidate.level > main
    if candidate.level == 0 or main != 1 or not candidate.own_line:
        return False
    # '5. Personale' between '4. …' and '6. …' is a heading; the items of a list start again at 1.
    number = candidate.number[0]
    before = [c.number[0] for c in kept if c.level == 1 and c.start < candidate.start]
    after = [c.number[0] for c in kept if c.level == 1 and c.start > candidate.start]
    return bool(before) and before[-1] < number and (number < after[0] if after else number == before[-1] + 1)
