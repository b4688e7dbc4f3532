"""Text that keeps the cells of tables apart by tabs, as a good conversion from Word leaves it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from corpus.examples.example import Example
from corpus.examples.layout import Block, Boxes, Field, FrontTable, Grid, Text, Title, front_table, layout

MARKUPS = ("plain", "html", "markdown")
"""``html`` and ``markdown`` leave the traces that converters leave: <input> boxes, bold titles, escaped headings."""


def render(examples: Sequence[Example], *, front: FrontTable | None = None, markup: str = "plain") -> str:
    """The examples as text, one line a paragraph or table row, blank lines between."""
    if markup not in MARKUPS:
        raise ValueError(f"markup must be one of {MARKUPS}, not {markup!r}")
    groups = [front_table(examples, front)] if front else []
    groups += [layout(example) for example in examples]
    parts = ["\n\n".join(_block(block, markup) for block in _lists(group)) for group in groups]
    return "\n\n".join(parts) + "\n"


def _lists(blocks: Sequence[Block]) -> Iterator[Block]:
    """The items of one list as a single block, so that no blank line parts them."""
    open_item: Text | None = None
    for block in blocks:
        if isinstance(block, Text) and block.marker:
            line = f"{block.marker} {block.text}"
            open_item = Text(text=f"{open_item.text}\n{line}" if open_item else line)
            continue
        if open_item:
            yield open_item
            open_item = None
        yield block
    if open_item:
        yield open_item


def _block(block: Block, markup: str) -> str:
    if isinstance(block, Title):
        return f"## {block.text}" if markup == "markdown" and block.level == 2 else block.text
    if isinstance(block, Field):
        value = f"**{block.value}**" if markup == "markdown" and block.label.endswith("titel:") else block.value
        return f"{block.label} {value}".strip()
    if isinstance(block, Boxes):
        return _boxes(block, markup)
    if isinstance(block, Grid):
        rows = "\n".join("\t".join(row) for row in block.rows)
        return f"{block.caption}\n\n{rows}" if block.caption else rows
    return block.text


def _boxes(block: Boxes, markup: str) -> str:
    """Two columns of boxes, as the form has them: four administrations to the left, three to the right."""

    def choice(given: tuple[str, bool] | None) -> str:
        if given is None:
            return ""
        name, ticked = given
        if markup == "html":
            return f'<input type="checkbox"{" checked" if ticked else ""}> {name}'
        empty = "☐ " if block.mark == "☒" else ""
        return f"{f'{block.mark} ' if ticked else empty}{name}"

    middle = (len(block.choices) + 1) // 2
    pairs = zip_longest(block.choices[:middle], block.choices[middle:])
    rows = [f"{choice(left)}\t{choice(right)}" for left, right in pairs]
    if markup == "plain":
        return "\n".join(f"{label}\t{row}" for label, row in zip_longest([block.label], rows, fillvalue=""))
    return "\n".join([block.label, "", *rows])
