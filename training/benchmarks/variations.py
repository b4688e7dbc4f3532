"""A large collection out of the shipped examples: forms as they are, with the prose of others mixed in."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from corpus.examples.load import load_examples
from corpus.renderers import cells

MIXED = 0.5
"""Share of the sentences of a variation that come from other examples."""

_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-ZÆØÅ])")
_PROSE = 80  # characters; shorter lines are headings, fields and cells


def variations(count: int, *, seed: int) -> Iterator[str]:
    """So many proposals as text, one form each, the same ones for the same seed."""
    chance = random.Random(seed)
    forms = [cells.render([example]) for example in load_examples()]
    sentences = [one for form in forms for line in form.split("\n") if _is_prose(line) for one in _SENTENCE.split(line)]
    for number in range(count):
        lines = forms[number % len(forms)].split("\n")
        yield "\n".join(_mixed(line, sentences, chance) if _is_prose(line) else line for line in lines)


def bundle(texts: list[str]) -> bytes:
    """Proposals as one document."""
    return "\n\n".join(texts).encode()


def _is_prose(line: str) -> bool:
    return len(line) > _PROSE and "\t" not in line


def _mixed(line: str, sentences: list[str], chance: random.Random) -> str:
    own = _SENTENCE.split(line)
    return " ".join(chance.choice(sentences) if chance.random() < MIXED else one for one in own)
