"""Changes of an example's running text and of its sections."""

from __future__ import annotations

from dataclasses import replace

from corpus.examples.example import Example, Heading, Paragraph, Piece
from training.planted.vectors import PlantError


def sentence(example: Example, *, under: str, text: str) -> Example:
    """A paragraph of its own under the first section whose heading holds ``under``."""
    start, end = _section(example, under)
    last = next((index for index in range(end - 1, start, -1) if isinstance(example.pieces[index], Paragraph)), start)
    pieces = [*example.pieces]
    pieces.insert(last + 1, Paragraph(text=text))
    return replace(example, pieces=tuple(pieces))


def drop_section(example: Example, *, under: str) -> Example:
    """A section left out, tables and all."""
    start, end = _section(example, under)
    return replace(example, pieces=example.pieces[:start] + example.pieces[end:])


def empty_section(example: Example, *, under: str) -> Example:
    """A section's heading with nothing under it."""
    start, end = _section(example, under)
    return replace(example, pieces=example.pieces[: start + 1] + example.pieces[end:])


def rename_section(example: Example, *, under: str, heading: str) -> Example:
    """Another heading over the same text."""
    start, _ = _section(example, under)
    new = Heading(text=heading, level=2)
    return replace(example, pieces=(*example.pieces[:start], new, *example.pieces[start + 1 :]))


def add_section(example: Example, *, before: str, heading: str, text: str = "") -> Example:
    """A section of its own before another one; without text it is empty."""
    start, _ = _section(example, before)
    new: list[Piece] = [Heading(text=heading, level=2)]
    if text:
        new.append(Paragraph(text=text))
    return replace(example, pieces=(*example.pieces[:start], *new, *example.pieces[start:]))


def _section(example: Example, under: str) -> tuple[int, int]:
    """Where the section's heading stands, and where the next section begins."""
    heads = [index for index, piece in enumerate(example.pieces) if isinstance(piece, Heading) and piece.level == 2]
    for place, index in enumerate(heads):
        piece = example.pieces[index]
        if isinstance(piece, Heading) and under.lower() in piece.text.lower():
            return index, heads[place + 1] if place + 1 < len(heads) else len(example.pieces)
    raise PlantError(f"{example.id}: der er ingen overskrift med '{under}'.")
