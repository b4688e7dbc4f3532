"""Money tables that reached us as running text: flattened, wrapped over lines, or one cell a line.

A header (unit, price level, a run of years) is followed by rows: words, perhaps an area, and the values that the row
has, empty cells gone. Where a value stood is for the solver; this module only tells rows and values from words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from corpus.tables.detached import read_detached
from corpus.tables.headers import Header, find_headers
from corpus.tables.printed import PrintedRow, PrintedTable
from corpus.tables.tokens import Kind, Token, begins_rest, is_capital, tokens_of, value_run
from corpus.tables.vocabulary import (
    BLOCK_HEADINGS,
    CAPTION,
    COLUMN_HEADING,
    COMMITTEE,
    FIGURE,
    NOTE,
    PAYBACK,
    TOTAL_INSIDE,
    Total,
    area_of,
    block_of,
    total_of,
)

_SENTENCE_END = re.compile(r"[a-zæøå)]{2,}[.?!][»\"”]?$")
_ABBREVIATION = re.compile(
    r"(?:ca|mv|mm|inkl|ekskl|evt|vedr|bl\.?a|f\.?eks|pr|nr|jf|kr|mio|mhp|ifm|ift|tlf|div|hhv|stk|max|min|gns|årl)\.$",
    re.I,
)
# Finite verbs that a sentence on money has and a row's label has not.
# fmt: off
_VERBS = frozenset((
    "er", "har", "vil", "skal", "kan", "bliver", "blev", "var", "forventes", "vurderes", "udgør", "indgår",
    "fremgår", "viser", "medfører", "foreslås", "afsættes", "består", "dækker", "vedrører", "finansieres",
    "ønsker", "skyldes", "svarer", "placeres", "anvendes", "gennemføres", "forudsætter", "angivet", "etableres",
    "ligger", "koster", "giver", "bruges", "bruger", "regner", "regnes", "beregnes", "får", "fik", "går", "gik",
    "falder", "stiger", "kræver", "når", "kommer", "betales", "afholdes",
))
# fmt: on
_NAMES_AREA = (",", " på", " til", " for", " inden for")  # 'I alt på service'
_MONEY_UNIT = re.compile(r"(?:mio|mia|kr|t\.?kr)\b\.?,?", re.I)

_BROKEN_WORD = re.compile(r"[a-zæøå]{2}-$")
_BROKEN_AT_LINE_END = re.compile(r"(?<=[a-zæøå]{2})- (?!og\b|eller\b|samt\b)(?=[a-zæøå]{2,})")

# How long a table in running text may get, in characters.
LONGEST_TABLE = 12_000
LONGEST_LABEL = 32  # words
LONGEST_TAIL = 8  # words of a label after its values
LONGEST_LAST_TAIL = 3  # the same after the last row, where prose may begin
LONGEST_COUNT = 3  # digits of a number that a label begins with
LONGEST_AFTER_TOTAL = 7  # words of a row after a total of everything
PROSE_LABEL = 6  # a label longer than this with a finite verb in it is a sentence


@dataclass
class _Reading:
    """The rows of one table while its tokens are read."""

    header: Header
    rows: list[PrintedRow] = field(default_factory=list)
    payback: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    block: Total | None = None
    end: int = 0


def read_streams(text: str, stops: Sequence[int]) -> tuple[PrintedTable, ...]:
    """The tables in ``text``, where what has been read already is blank; ``stops`` are offsets where sections begin."""
    headers = find_headers(text)
    tables: list[PrintedTable] = []
    free_from = 0
    for index, header in enumerate(headers):
        if header.start < free_from:
            continue
        following = headers[index + 1].start if index + 1 < len(headers) else len(text)
        reading = _Reading(header=header)
        _read_rows(reading, tokens_of(text, header.body, _stop(text, header.body, following, stops)))
        start = header.start
        if not reading.rows and header.caption is not None:
            reading.rows = list(read_detached(text, header))
            reading.end = header.body
        if reading.rows and (len(header.years) > 1 or any(r.total for r in reading.rows)):
            tables.append(_finish(reading, start))
            free_from = reading.end
    return tuple(tables)


def _stop(text: str, body: int, following: int, stops: Sequence[int]) -> int:
    """Where a table's rows end at the latest: the next header, section, caption, figure or note."""
    stop = min(following, body + LONGEST_TABLE, *(s for s in stops if s > body), len(text))
    for pattern in (CAPTION, FIGURE, NOTE):
        match = pattern.search(text, body, stop)
        if match:
            stop = match.start()
    return stop


def _read_rows(reading: _Reading, tokens: list[Token]) -> None:
    """Reads rows of words and values until the words become prose."""
    label: list[Token] = []
    index = 0
    while index < len(tokens):
        payback = bool(PAYBACK.search(" ".join(t.text for t in label[-9:])))
        stop = value_run(tokens, index, after_payback=payback)
        if stop > index and label:
            stop = _without_prose(tokens, index, _without_next_label(reading.header, tokens, index, stop), label)
            after = _tail_of_label(tokens, stop, label)
            if not _add_row(reading, label, tokens[index:stop], tokens[stop:after]):
                return
            label, index = [], after
            continue
        if stop > index:  # values without a label: the row above them has none left
            index = stop
            continue
        label.append(tokens[index])
        if _is_prose(label):
            return
        index += 1


def _without_next_label(header: Header, tokens: list[Token], index: int, stop: int) -> int:
    """Where a row's values end when there is one more than the table has columns: '300 200 12 skabe …'."""
    columns = len(header.years) + header.total_column
    numbers = sum(token.kind is Kind.NUMBER for token in tokens[index:stop])
    counted = stop < len(tokens) and not tokens[stop].line_start and tokens[stop].text[:1].islower()
    last = tokens[stop - 1]
    if (
        header.years
        and numbers == columns + 1
        and counted
        and last.text.isdecimal()
        and len(last.text) <= LONGEST_COUNT
    ):
        return stop - 1
    return stop


def _without_prose(tokens: list[Token], index: int, stop: int, label: list[Token]) -> int:
    """Where a total's values end when a sentence that begins with a number follows them: '1.550 500 borgere …'."""
    after = tokens[stop] if stop < len(tokens) else None
    prose = after is not None and after.text[:1].islower() and not after.line_start and after.kind is Kind.WORD
    if prose and stop - index > 1 and total_of(_join_words(_split_area(label)[0])) is not None:
        return stop - 1
    return stop


def _tail_of_label(tokens: list[Token], stop: int, label: list[Token]) -> int:
    """Where the rest of a label ends that its values broke in two: lowercase words before the next row's capital.

    A label that ends in a hyphen goes on for certain; other words must be followed by a word that can begin a row.
    """
    end = stop + 1 if stop < len(tokens) and begins_rest(tokens, stop) else stop
    while end < len(tokens) and tokens[end].kind is Kind.WORD and not is_capital(tokens[end]):
        if area_of(tokens[end].text) or end - stop >= LONGEST_TAIL:
            return stop
        end += 1
    first = tokens[stop].text.lower() if stop < len(tokens) else ""
    if end == stop or first in ("heraf", "hvoraf", "deraf"):
        return stop
    broken = any(_BROKEN_WORD.search(t.text) for t in label[-2:])
    at_end = end == len(tokens) and tokens[stop].line_start and end - stop <= LONGEST_LAST_TAIL
    follows = end < len(tokens) and tokens[end].kind is Kind.WORD
    return end if follows or broken or at_end else stop


def _join_words(words: Sequence[Token]) -> str:
    """The words of a label with a space between, and words that a line's end broke made whole."""
    return _BROKEN_AT_LINE_END.sub("", " ".join(t.text for t in words))


def _is_prose(label: list[Token]) -> bool:
    if len(label) > LONGEST_LABEL:
        return True
    last = label[-2].text if len(label) > 1 else ""
    if len(label) > 1 and label[-2].kind is Kind.NUMBER and _MONEY_UNIT.fullmatch(label[-1].text):
        return True
    if _SENTENCE_END.search(last) and not _ABBREVIATION.search(last) and is_capital(label[-1]):
        return True
    return len(label) > PROSE_LABEL and label[-1].text.lower() in _VERBS


def _add_row(reading: _Reading, label: list[Token], run: list[Token], tail: list[Token]) -> bool:
    """Adds a row; returns False where the words show that the table ended before it."""
    words, area = _split_area(label)
    text = _join_words([*words, *tail])
    if not reading.rows:
        text = _strip_column_headings(text)
    inside = TOTAL_INSIDE.search(text)
    if inside and inside.start() > 0 and not text[: inside.start()].rstrip().lower().endswith(("samlet", "samlede")):
        head = text[: inside.start()].strip()
        if (block := block_of(head)) is not None:
            reading.block = block
        text = text[inside.start() :]
    text, block = _strip_block(text)
    reading.block = block or reading.block
    text = _last_committee(text)
    end = (tail or run)[-1].end
    if PAYBACK.search(text):
        reading.payback.append((text, run[0].text))
        reading.end = end
        return True
    values = _values(reading, text, run)
    if area and (not text or text.endswith(_NAMES_AREA)):  # 'Investeringer totalt, service': it is the label's own
        text = f"{text} {' '.join(t.text for t in label[len(words) :])}".strip()
    total = total_of(text)
    if not values or not text:
        return bool(reading.rows)
    if text.endswith(".") and len(words) > PROSE_LABEL:
        return False
    if _ended(reading) and total is None and _is_text(text, words):
        return False
    start = next((t.start for t in words if t.text in text), label[0].start)
    reading.rows.append(
        PrintedRow(
            label=text,
            area=area or (area_of(text.replace(",", " ").split()[-1]) if total is not None else None),
            values=values,
            columns=tuple(range(len(values))) if len(values) == len(reading.header.years) else None,
            block=reading.block,
            total=total,
            start=start,
            end=end,
        )
    )
    reading.end = end
    if total in (Total.LASTING, Total.IMPLEMENTATION) and total is reading.block:
        reading.block = None
    return True


def _is_text(label: str, words: Sequence[Token]) -> bool:
    """Whether words after a table's last total are a heading or a sentence rather than one more row."""
    if len(words) > LONGEST_AFTER_TOTAL or any(t.value for t in words):
        return True
    return re.match(r"\d{1,2}(?:\.\d{1,2})*\.?\s[A-ZÆØÅ]", label) is not None


def _ended(reading: _Reading) -> bool:
    """Whether the last row was a total of everything, after which a table goes on with short rows at most."""
    return bool(reading.rows) and reading.rows[-1].total in (Total.ALL, Total.EFFECT)


def _split_area(label: list[Token]) -> tuple[list[Token], str | None]:
    """The words before the values without the area that ends them."""
    for count in (3, 2, 1):
        if len(label) >= count and (area := area_of(" ".join(t.text for t in label[-count:]))):
            return label[:-count], area
    return label, None


def _strip_column_headings(text: str) -> str:
    """Headings of columns after the years ('Innovationspulje') stand before the first row's label."""
    while (match := COLUMN_HEADING.match(text)) and (text[match.end() : match.end() + 1] in (" ", "")):
        rest = text[match.end() :].strip()
        if not rest or not (rest[0].isupper() or rest[0].isdigit()):
            break
        text = rest
    return text


def _last_committee(text: str) -> str:
    """The last of several committees and offices in a row: those before it have no values of their own."""
    names = [m for m in COMMITTEE.finditer(text) if m.end() - m.start() > len("ØKF")]
    rest = " ".join(COMMITTEE.sub("", text).split()).strip(" -–•")
    if names and rest and total_of(rest) is not None:
        return rest
    return names[-1].group() if len(names) > 1 and not rest else text


def _strip_block(text: str) -> tuple[str, Total | None]:
    """A block's heading in front of the block's first row."""
    for pattern, block in BLOCK_HEADINGS:
        match = pattern.match(text)
        if match:
            rest = text[match.end() :].strip(" :.")
            if rest[:1].isupper() or rest[:1].isdigit():
                return rest, block
    return text, None


def _values(reading: _Reading, label: str, run: list[Token]) -> tuple[Decimal | None, ...]:
    """The values of a run, None for a dash that takes the place of one; a total at the end of the row left out."""
    columns = len(reading.header.years)
    values: list[Decimal | None] = [t.value for t in run if t.kind in (Kind.NUMBER, Kind.DASH)]
    if columns and len(values) > columns:
        values = [v for v in values if v is not None]
    if reading.header.total_column and len(values) > 1 and None not in values:
        numbers = [v for v in values if v is not None]
        if len(numbers) == columns + 1 or numbers[-1] == sum(numbers[:-1]):
            values = list(numbers[:-1])
    if columns and len(values) > columns:
        reading.warnings.append(f"Rækken »{label}« har flere tal end tabellen har år; de sidste er udeladt.")
        values = values[:columns]
    return tuple(values) if any(v is not None for v in values) else ()


def _finish(reading: _Reading, start: int) -> PrintedTable:
    header = reading.header
    return PrintedTable(
        caption=header.caption,
        unit_kr=header.unit.kr if header.unit else None,
        price_level_year=header.price_level_year,
        years=header.years,
        total_column=header.total_column,
        rows=tuple(reading.rows),
        start=start,
        end=max(reading.end, header.body),
        payback=tuple(reading.payback),
        warnings=tuple(reading.warnings),
    )
