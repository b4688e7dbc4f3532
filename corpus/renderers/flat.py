"""Text with everything of a page run together in one line, as a careless extraction of a PDF leaves it.

Labels of the form come first and their answers after, table cells follow each other by row, empty cells and check
marks are gone, and page feet stand between the pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.examples.example import Example
from corpus.examples.layout import Block, Boxes, Field, FrontTable, Grid, Text, Title, front_table, layout

PAGE_CHARACTERS = 2600
"""About a printed page: a page ends with the block or table row that passes it."""


def render(examples: Sequence[Example], *, front: FrontTable | None = None, labels_first: bool = True) -> str:
    """The examples as pages of one line each. With ``labels_first`` all labels of the form precede their answers."""
    pages = [" ".join(_words(front_table(examples, front), labels_first))] if front else []
    for example in examples:
        own = list(_pages(_words(layout(example), labels_first)))
        count = len(own)
        pages += [
            text if number == 1 else f"{text} Side {number} af {count}" for number, text in enumerate(own, start=1)
        ]
    return "\n\n".join(pages) + "\n"


def _pages(pieces: Iterator[str]) -> Iterator[str]:
    page: list[str] = []
    length = 0
    for piece in pieces:
        page.append(piece)
        length += len(piece) + 1
        if length > PAGE_CHARACTERS:
            yield " ".join(page)
            page, length = [], 0
    if page:
        yield " ".join(page)


def _words(blocks: Sequence[Block], labels_first: bool) -> Iterator[str]:
    """The words in their flattened order, cut where a page may end."""
    if labels_first:
        form = next((index for index, block in enumerate(blocks) if isinstance(block, Field)), 0)
        yield from _words(blocks[:form], labels_first=False)
        yield from (block.label for block in blocks if isinstance(block, Field | Boxes))
        blocks = blocks[form:]
    for block in blocks:
        if isinstance(block, Title):
            yield block.text
        elif isinstance(block, Field):
            yield block.value if labels_first else f"{block.label} {block.value}"
        elif isinstance(block, Boxes):
            yield " ".join([*([] if labels_first else [block.label]), *(name for name, _ in block.choices)])
        elif isinstance(block, Text):
            yield block.text
        else:
            yield from _grid(block)


def _grid(block: Grid) -> Iterator[str]:
    if block.caption:
        yield block.caption
    for row in block.rows:
        text = " ".join(cell for cell in row if cell)
        if text:
            yield text
