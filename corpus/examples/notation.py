"""The short notation of the example files: lines of fields parted by ``|``, Danish numbers, years, Markdown prose."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from corpus.errors import GenklangError
from corpus.examples.example import (
    BlockRow,
    Figure,
    Heading,
    MoneyRow,
    Paragraph,
    PaybackRow,
    Piece,
    Placeholder,
    RoleLabel,
)
from corpus.types import Consulted, RowRole

ANSWERS = ("ja", "nej", "ikke relevant")
_PLACEHOLDER = re.compile(r"\{(table|words|criteria|consulted)(?:: ?([a-z_]{1,40}))?\}")
_ITEM = re.compile(r"(-|\d{1,2}\.) ")


class ExampleError(GenklangError):
    """An example file that cannot be read as it is written."""


def number(text: str) -> Decimal:
    """``"-1.200,5"`` as Danish form prints it: points between thousands, comma before decimals."""
    if not re.fullmatch(r"-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?", text):
        raise ExampleError(f"'{text}' er ikke et tal. Skriv fx 1.200, -450 eller 0,7.")
    return Decimal(text.replace(".", "").replace(",", "."))


def interval(text: str) -> tuple[float, float]:
    """``"8..14"`` as its two ends, ``"750.000"`` as the same number twice."""
    low, _, high = text.partition("..")
    return float(number(low.strip())), float(number((high or low).strip()))


def years(text: str) -> tuple[int, ...]:
    """``"2021-2026"`` as six years, ``"2019, 2021"`` as two."""
    match = re.fullmatch(r"(20\d\d)-(20\d\d)", text)
    if match:
        return tuple(range(int(match[1]), int(match[2]) + 1))
    if not re.fullmatch(r"20\d\d(, 20\d\d)*", text):
        raise ExampleError(f"'{text}' er ikke en række af år. Skriv fx 2021-2026 eller 2019, 2021.")
    return tuple(int(year) for year in text.split(", "))


def folder_name(example_id: str) -> str:
    """An id as the name of a folder or file, which has no æ, ø and å: not every file system keeps them alike."""
    for letter, plain in (("æ", "ae"), ("ø", "oe"), ("å", "aa"), ("Æ", "AE"), ("Ø", "OE"), ("Å", "AA")):
        example_id = example_id.replace(letter, plain)
    return example_id


def fields(line: str, least: int, most: int) -> list[str]:
    """The fields of one line, trimmed; fewer or more than expected is an error that quotes the line."""
    parts = [part.strip() for part in line.split("|")]
    if not least <= len(parts) <= most:
        expected = str(least) if least == most else f"{least} til {most}"
        raise ExampleError(f"Linjen '{line.strip()}' har {len(parts)} felter, men skal have {expected}.")
    return parts


def lines(text: str) -> list[str]:
    """The lines that say something."""
    return [line for line in text.splitlines() if line.strip()]


def table_line(line: str, columns: tuple[int, ...], unit_kr: int) -> MoneyRow | BlockRow | PaybackRow:
    """One line of a money table.

    ``# Varige ændringer`` heads a block; ``payback service | label | 3,5`` is a pay-back row;
    all else is ``role | label | area | amount | …`` with amounts in the table's unit, trailing empty ones left out.
    """
    if line.lstrip().startswith("#"):
        return BlockRow(label=line.strip().lstrip("# "))
    if line.lstrip().startswith("payback"):
        head, label, cell = fields(line, 3, 3)
        basis = head.removeprefix("payback").strip()
        if basis not in ("service", "total"):
            raise ExampleError(f"Skriv 'payback service' eller 'payback total' i linjen '{line.strip()}'.")
        return PaybackRow(label=label, basis=basis, years=None if cell == "-" else float(number(cell)), cell=cell)
    role, label, area, *cells = fields(line, 3, 3 + len(columns))
    if role not in list(RowRole):
        raise ExampleError(f"'{role}' er ingen rolle. Brug en af: {', '.join(RowRole)}.")
    cells += [""] * (len(columns) - len(cells))
    values = {
        year: int(number(cell) * unit_kr) for year, cell in zip(columns, cells, strict=True) if cell not in ("", "-")
    }
    return MoneyRow(label=label, area=area or None, role=RowRole(role), values=values, cells=tuple(cells))


def figure_line(line: str) -> Figure:
    """``kind | amount | unit/per | quote``; a question mark after the kind makes the figure optional."""
    kind, amount, unit, quote = fields(line, 4, 4)
    low, high = interval(amount)
    name, _, per = unit.partition("/")
    return Figure(
        kind=kind.rstrip("?"),
        low=low,
        high=high,
        unit=name.strip(),
        per=per.strip() or None,
        quote=quote,
        optional=kind.endswith("?"),
    )


def role_label(role: str, text: str) -> RoleLabel:
    """``"1.380.000 kr."`` names every figure of that quote, ``"24 | fra 24 til 16 dage"`` the one that begins at 24."""
    amount, bar, quote = text.rpartition("|")
    return RoleLabel(role=role, quote=quote.strip(), low=interval(amount.strip())[0] if bar else None)


def consulted_line(line: str) -> Consulted:
    """``body | answer | 2021-01-21 | remark``; answer, date and remark may be left empty or out."""
    body, answer, day, remark = [*fields(line, 1, 4), "", "", ""][:4]
    if answer and answer not in ANSWERS:
        raise ExampleError(f"'{answer}' er intet svar. Brug et af: {', '.join(ANSWERS)}, eller lad feltet stå tomt.")
    return Consulted(
        body=body, answer=answer or None, date=date.fromisoformat(day) if day else None, remark=remark or None
    )


def prose(text: str) -> tuple[Piece, ...]:
    """Markdown of the small kind that examples use: ``##`` and ``###``, paragraphs, ``-`` and ``1.`` items, tables.

    A paragraph or item may run over several lines; a blank line or a new item ends it.
    """
    pieces: list[Piece] = []
    open_text = False
    for line in text.splitlines():
        words = line.strip()
        placeholder = _PLACEHOLDER.fullmatch(words)
        item = _ITEM.match(words)
        if not words:
            open_text = False
            continue
        if placeholder:
            pieces.append(Placeholder(kind=placeholder[1], name=placeholder[2] or ""))
        elif words.startswith("{"):
            raise ExampleError(
                f"'{words}' er ingen tabel. Skriv fx {{table: main}}, {{words: followup}} el. {{criteria}}."
            )
        elif words.startswith("#"):
            level = len(words) - len(words.lstrip("#"))
            if level not in (2, 3):
                raise ExampleError(f"Brug ## eller ### i overskriften '{words}'.")
            pieces.append(Heading(text=words.lstrip("# "), level=level))
        elif item:
            pieces.append(Paragraph(text=words[item.end() :], marker=item[1]))
            open_text = True
            continue
        elif open_text:
            last = pieces.pop()
            assert isinstance(last, Paragraph)
            pieces.append(Paragraph(text=f"{last.text} {words}", marker=last.marker))
            continue
        else:
            pieces.append(Paragraph(text=words))
            open_text = True
            continue
        open_text = False
    return tuple(pieces)
