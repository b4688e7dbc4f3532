"""What a proposal's form prints, in order, before any file format: headings, fields, check boxes, text and tables.

Every renderer starts from these blocks, so that all of them print the same words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.administrations import ADMINISTRATIONS
from corpus.examples.example import (
    BlockRow,
    CriteriaTable,
    Example,
    Heading,
    MoneyRow,
    MoneyTable,
    PaybackRow,
    Placeholder,
    Template,
)
from corpus.types import Consulted

_MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
_FINANCE = "Center for Økonomi"
"""This body approves a proposal and has a table of its own above the others that were heard."""


@dataclass(frozen=True, kw_only=True)
class Title:
    """A heading. Level 0 heads a bundle, 1 is the kind of proposal, 2 a section, 3 a subheading."""

    text: str
    level: int


@dataclass(frozen=True, kw_only=True)
class Field:
    """A label of the form and what was filled in."""

    label: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Boxes:
    """Check boxes: the form prints all names, those with True are ticked with ``mark``."""

    label: str
    choices: tuple[tuple[str, bool], ...]
    mark: str


@dataclass(frozen=True, kw_only=True)
class Text:
    """A paragraph, or an item of a list when ``marker`` is not empty."""

    text: str
    marker: str = ""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table of cells. ``heads`` rows repeat over pages, ``money`` tables have a narrow label column and numbers."""

    caption: str | None
    rows: tuple[tuple[str, ...], ...]
    heads: int = 1
    money: bool = False
    strong: frozenset[int] = frozenset()  # rows printed bold: block headings and sums


Block = Title | Field | Boxes | Text | Grid


@dataclass(frozen=True, kw_only=True)
class FrontTable:
    """What stands before the proposals of a bundle: headings, and a table of code, title and amount."""

    headings: tuple[str, ...]
    column: str = "Innovationspulje (service)"
    price_level_year: int


def printed_date(day: date, style: str) -> str:
    """A date as the template prints it: 21-01-2021, 21.1.2021 or 21. januar 2021."""
    if style == "long":
        return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"
    if style == "d.m.y":
        return f"{day.day}.{day.month}.{day.year}"
    return f"{day.day:02}-{day.month:02}-{day.year}"


def layout(example: Example) -> tuple[Block, ...]:
    """Everything that one proposal prints, in order."""
    return (*_front_fields(example), *_body(example))


def front_table(examples: Sequence[Example], front: FrontTable) -> tuple[Block, ...]:
    """A bundle's front page. Examples without a front line are left out of the table, as late ones are."""
    rows = [(f"Mio. kr. {front.price_level_year} p/l", "", "", front.column), ("Udvalg", "NR", "Forslag", "")]
    total = 0
    for example in examples:
        if example.front is None:
            continue
        total += example.front.amount_kr
        star = "*" if example.cross_cutting else ""
        title = example.front.title or example.title
        rows.append((example.committee or "", f"{example.code or ''}{star}", title, _mio(example.front.amount_kr)))
    rows.append(("I alt", "", "", _mio(total)))
    note = (Text(text="*Tværgående forslag"),) if any(example.cross_cutting for example in examples) else ()
    headings = tuple(Title(text=text, level=0) for text in front.headings)
    return (*headings, Grid(caption=None, rows=tuple(rows), heads=2, strong=frozenset({len(rows) - 1})), *note)


def _mio(kroner: int) -> str:
    return f"{kroner / 1_000_000:.1f}".replace(".", ",")


def _front_fields(example: Example) -> list[Block]:
    template = example.template
    blocks: list[Block] = [Title(text=str(example.kind).upper(), level=1)]
    if template.print_round and example.round:
        blocks.append(Text(text=example.round))
    blocks.append(Field(label=template.title_label, value=_title(example)))
    if example.summary:
        blocks.append(Field(label=template.summary_label, value=example.summary))
    if template.funding:
        blocks.append(Field(label="Der søges om midler fra:", value=template.funding))
    blocks.append(Field(label=template.submitting_label, value=example.submitting))
    choices = tuple((name, name in example.affected) for name in ADMINISTRATIONS.values())
    blocks.append(Boxes(label=template.affected_label, choices=choices, mark=template.mark))
    if template.price_level_label:
        blocks.append(Field(label=template.price_level_label, value=str(example.price_level_year)))
    return blocks


def _title(example: Example) -> str:
    if example.code is None or example.template.code == "none":
        return example.title
    if example.template.code == "after":
        return f"{example.title} ({example.code})"
    return f"{example.code} {example.title}"


def _body(example: Example) -> list[Block]:
    blocks: list[Block] = []
    section = 0
    for piece in example.pieces:
        if isinstance(piece, Heading):
            section += piece.level == 2
            blocks.append(Title(text=_heading(piece, section, example.template), level=piece.level))
        elif isinstance(piece, Placeholder):
            blocks += _table(example, piece)
        else:
            blocks.append(Text(text=piece.text, marker=piece.marker))
    return blocks


def _heading(heading: Heading, section: int, template: Template) -> str:
    if heading.level != 2:
        return heading.text
    text = heading.text.upper() if template.capitals else heading.text
    number = {"1.": f"{section}. ", "1.1": f"1.{section} ", "1.1.": f"1.{section}. "}.get(template.numbering, "")
    return number + text


def _table(example: Example, piece: Placeholder) -> list[Block]:
    if piece.kind == "table":
        table = example.tables[piece.name]
        blocks: list[Block] = [_money(table)]
        if example.template.note and table is example.main:
            blocks.append(Text(text=example.template.note))
        return blocks
    if piece.kind == "words":
        words = example.words[piece.name]
        return [Grid(caption=words.caption, rows=words.rows)]
    if piece.kind == "criteria":
        assert example.criteria is not None
        return [_criteria(example.criteria)]
    return _consulted(example)


def _unit(table: MoneyTable) -> str:
    unit = {1: "Kr.", 1000: "1.000 kr.", 1_000_000: "Mio. kr."}[table.unit_kr]
    return f"{unit} {table.price_level_year} p/l"


def _money(table: MoneyTable) -> Grid:
    years = tuple(str(year) for year in table.years)
    areas = any(row.area for row in table.rows)
    area_head = ("Styringsområde",) if areas else ()
    empty = ("",) * (len(years) - 1)
    if table.unit_place == "above":
        heads = [("", *(("",) if areas else ()), _unit(table), *empty), ("", *area_head, *years)]
    else:
        heads = [(_unit(table), *area_head, *years)]
    rows = list(heads)
    strong = set()
    for line in table.lines:
        if isinstance(line, MoneyRow):
            area = (line.area or "",) if areas else ()
            rows.append((line.label, *area, *line.cells))
            if line.role in ("subtotal", "total"):
                strong.add(len(rows) - 1)
            continue
        first = line.cell if isinstance(line, PaybackRow) else ""
        rows.append((line.label, *(("",) if areas else ()), first, *empty))
        if isinstance(line, BlockRow):
            strong.add(len(rows) - 1)
    return Grid(caption=table.caption, rows=tuple(rows), heads=len(heads), money=True, strong=frozenset(strong))


def _criteria(criteria: CriteriaTable) -> Grid:
    heads = (
        ("Tentativ businesscase", "", "Kriterier til prioritering", "", "", ""),
        (
            f"Udgift {criteria.unit}".strip(),
            "Forventet vedtagelse",
            "Potentiale for varig effektivisering (styringsområde)",
            "Tværgående effektivisering",
            "Potentiale for storskala",
            "Modne anvendelse af ny teknologi",
        ),
    )
    cells = (criteria.expenditure, criteria.adoption, criteria.potential, *criteria.marks)
    return Grid(caption=criteria.caption, rows=(*heads, cells), heads=2)


def _consulted(example: Example) -> list[Block]:
    """Two tables as the form has them: the finance centre with its date of approval, then the others."""

    def row(body: Consulted) -> tuple[str, str, str]:
        day = printed_date(body.date, example.template.dates) if body.date else ""
        said = " ".join(part for part in (day, body.remark or "") if part)
        return (body.body, (body.answer or "").capitalize(), said)

    finance = [row(body) for body in example.consulted if body.body.startswith(_FINANCE)]
    others = [row(body) for body in example.consulted if not body.body.startswith(_FINANCE)]
    blocks: list[Block] = []
    if finance:
        blocks.append(Grid(caption=None, rows=(("", "Ja/Nej", "Dato for godkendelse"), *finance)))
    if others:
        blocks.append(Grid(caption=None, rows=(("", "Ja/Nej/Ikke relevant", "Dato for godkendelse"), *others)))
    return blocks
