"""Passages: stretches of a proposal's running text that are searched, embedded and weighed as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.types import Proposal, SectionKind
from models.running_text import Sentence, running_text, title_and_summary
from models.types import Passage

_MOST_WORDS = 150  # a passage is closed before the sentence with which it would grow beyond this
_FEWEST_WORDS = 50  # a shorter end of a section is added to the passage before it
MOST_PASSAGES = 400
"""Passages made of one proposal at most, some 60 000 words: more is no proposal, and the time must stay bounded."""


def passages(proposal: Proposal) -> tuple[Passage, ...]:
    """The passages of a proposal in printed order: title and summary first, the others never across sections.

    They hold running text only, 50 to 200 words each (a section that is shorter makes a shorter one). A proposal
    without running text still has its title; without either it has none. No more than `MOST_PASSAGES` are made.
    """
    made = list(_title_and_summary(proposal))
    group: list[Sentence] = []
    for sentence in running_text(proposal):
        if len(made) >= MOST_PASSAGES:
            break
        if group and sentence.section is not group[0].section:
            made += _of_section(group)
            group = []
        group.append(sentence)
    made += _of_section(group)
    return tuple(made[:MOST_PASSAGES])


def _title_and_summary(proposal: Proposal) -> Iterator[Passage]:
    """Title and summary as read; where the text prints neither in a way that can be found, they point at its start."""
    text = ". ".join(part.strip().rstrip(".") for part in (proposal.title, proposal.summary or "") if part.strip())
    if not text:
        return
    spans = [span for span in title_and_summary(proposal) if span]
    start = min((span.start for span in spans), default=0)
    end = max((span.end for span in spans), default=0)
    words = text.split()
    yield Passage(start=start, end=end, section=SectionKind.OTHER, text=" ".join(words[: 2 * _MOST_WORDS]) + ".")


def _of_section(sentences: Sequence[Sentence]) -> Iterator[Passage]:
    groups: list[list[Sentence]] = []
    for sentence in sentences:
        if groups and sum(one.words for one in groups[-1]) + sentence.words <= _MOST_WORDS:
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    if len(groups) > 1 and sum(one.words for one in groups[-1]) < _FEWEST_WORDS:
        groups[-2:] = [groups[-2] + groups[-1]]
    for group in groups:
        yield Passage(
            start=group[0].start,
            end=group[-1].end,
            section=group[0].section,
            text=" ".join(one.text for one in group),
        )
