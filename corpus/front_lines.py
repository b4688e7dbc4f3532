"""One line of a front table: its title, the marks on it and its amounts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.footnotes import MARK
from corpus.front_columns import Column


@dataclass(frozen=True, kw_only=True)
class FrontLine:
    """Title without marks, marks, one-off amount in kroner, and the other columns as Danish remarks."""

    title: str
    marks: tuple[str, ...]
    amount_kr: int | None
    remarks: tuple[str, ...]


_NUMBER = re.compile(r"[-−–+]?(?:\d{1,3}(?:\.\d{3})+|\d{1,6})(?:,\d{1,3})?")
_EMPTY = frozenset({"-", "–", "−"})
_SHORTEST_TITLE = 3  # letters


def read_front_line(body: str, columns: Sequence[Column], unit_kr: int) -> FrontLine | None:
    """Reads what stands behind a line's code; None where there is no title.

    ``columns`` are those that the head announces, ``unit_kr`` the kroner that a printed one stands for. The amount is
    the sum of the investment columns, and None where it cannot be told which columns the printed numbers belong to.
    """
    marks = tuple(re.findall(MARK, body))
    plain = re.sub(MARK, " ", body)
    title, values = _cells(plain, columns) if "\t" in plain.strip() else _words(plain, columns)
    title = " ".join(title.split()).strip(" .:;–-\"'»«“”")
    if sum(character.isalpha() for character in title) < _SHORTEST_TITLE:
        return None
    amount, remarks = _amount(values, columns, unit_kr)
    return FrontLine(title=title, marks=marks, amount_kr=amount, remarks=remarks)


def _cells(body: str, columns: Sequence[Column]) -> tuple[str, list[Decimal | None]]:
    """Title and values of a row with its cells apart; a title may go on in the rows below."""
    first, *below = body.strip("\n ").split("\n")
    cells = [cell.strip() for cell in first.split("\t")]
    first_word = next((index for index, cell in enumerate(cells) if _has_word(cell)), len(cells))
    after_word = range(first_word + 1, len(cells))
    first_number = next((index for index in after_word if _value(cells[index]) is not None), len(cells))
    words = [cell for cell in cells[:first_number] if _has_word(cell)]
    last_word = max((index for index, cell in enumerate(cells[:first_number]) if _has_word(cell)), default=0)
    values = [_value(cell) for cell in cells[last_word + 1 :]]
    if len(values) > len(columns):  # columns without figures (marks, remarks) stand between title and amounts
        values = values[-len(columns) :] if columns else [value for value in values if value is not None]
    continued = [cell for row in below for cell in row.split("\t") if _has_word(cell)]
    return " ".join([*words, *continued]), values


def _words(body: str, columns: Sequence[Column]) -> tuple[str, list[Decimal | None]]:
    """Title and values of a line in which only blanks part them; an amount may interrupt a wrapped title."""
    lines = body.split("\n")
    words = [(word, index) for index, line in enumerate(lines) for word in line.split()]
    runs: list[tuple[int, int]] = []
    position = 0
    while position < len(words):
        stop = position
        while stop < len(words) and (_value(words[stop][0]) is not None or words[stop][0] in _EMPTY):
            stop += 1
        if stop > position:
            runs.append((position, stop))
        position = max(stop, position + 1)
    start, stop = max(runs, key=lambda run: _likely_amounts(words, run), default=(len(words), len(words)))
    if runs and not _likely_amounts(words, (start, stop)):
        start = stop = len(words)
    if columns:
        start = max(start, stop - len(columns))
    while stop - start > 1 and "," not in words[start][0] and all("," in word for word, _ in words[start + 1 : stop]):
        start += 1  # 'Sensorer fase 2 0,9': a whole number before decimals belongs to the title
    values = [_value(word) for word, _ in words[start:stop]]
    rest = [word for word, _ in words[:start]] + [word for word, _ in words[stop:] if word.lower() != "år"]
    return " ".join(rest), values


def _likely_amounts(words: Sequence[tuple[str, int]], run: tuple[int, int]) -> int:
    """How likely a run of numbers is to be the line's amounts and not part of its title ('fase 2')."""
    start, stop = run
    decimals = any("," in word or "." in word for word, _ in words[start:stop])
    ends_line = stop == len(words) or words[stop][1] != words[stop - 1][1] or words[stop][0].lower() == "år"
    return 4 * decimals + 2 * ends_line * (start > 0) + (stop - start > 1)


def _amount(
    values: Sequence[Decimal | None], columns: Sequence[Column], unit_kr: int
) -> tuple[int | None, tuple[str, ...]]:
    printed = [value for value in values if value is not None]
    if len(printed) == 1 and (not columns or set(columns) <= {Column.INVESTMENT, Column.SUM}):
        return _kroner(printed[0], unit_kr), ()
    if columns and len(values) == len(columns):
        return _by_column(values, columns, unit_kr)
    if set(columns) == {Column.INVESTMENT} and printed:
        return _kroner(sum(printed, Decimal(0)), unit_kr), ()
    if len(printed) > 1 and not columns and printed[-1] == sum(printed[:-1]):
        return _kroner(printed[-1], unit_kr), ()
    if not printed:
        return None, ()
    shown = ", ".join(_danish(value) for value in printed)
    return None, (f"Beløbene {shown} kunne ikke henføres til oversigtens kolonner.",)


def _by_column(
    values: Sequence[Decimal | None], columns: Sequence[Column], unit_kr: int
) -> tuple[int | None, tuple[str, ...]]:
    by_role: dict[Column, list[Decimal]] = {}
    for value, column in zip(values, columns, strict=True):
        if value is not None:
            by_role.setdefault(column, []).append(value)
    one_off = by_role.get(Column.INVESTMENT) or by_role.get(Column.SUM)
    remarks: list[str] = []
    if Column.EFFECT in by_role:
        effect = sum(by_role[Column.EFFECT], Decimal(0)) * unit_kr / 1_000_000
        remarks.append(f"Varig effekt: {_danish(effect.normalize())} mio. kr.")
    if Column.PAYBACK in by_role:
        remarks.append(f"Tilbagebetalingstid: {_danish(by_role[Column.PAYBACK][0])} år.")
    return _kroner(sum(one_off, Decimal(0)), unit_kr) if one_off else None, tuple(remarks)


def _value(word: str) -> Decimal | None:
    cleaned = word.strip().removesuffix("år").strip()
    if not _NUMBER.fullmatch(cleaned):
        return None
    return Decimal(re.sub("[−–]", "-", cleaned).replace(".", "").replace(",", "."))


def _has_word(cell: str) -> bool:
    return sum(character.isalpha() for character in cell) >= _SHORTEST_TITLE and _value(cell) is None


def _kroner(value: Decimal, unit_kr: int) -> int:
    return int((value * unit_kr).to_integral_value())


def _danish(value: Decimal) -> str:
    return format(value, "f").replace(".", ",")
