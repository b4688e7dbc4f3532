"""Tables that were read column by column: their labels first, then groups of values, and the header last."""

from __future__ import annotations

import re

from corpus.tables.headers import Header
from corpus.tables.printed import PrintedRow
from corpus.tables.tokens import Token, tokens_of, value_run
from corpus.tables.vocabulary import CAPTION, COMMITTEE, total_of


def read_detached(text: str, header: Header) -> tuple[PrintedRow, ...]:
    """A table read column by column: its labels first, then groups of values, and the header with the years last."""
    match = CAPTION.match(text, header.start)
    begin = match.end() if match else header.start
    tokens = tokens_of(text, begin, header.unit_at)
    groups: list[tuple[list[Token], list[Token]]] = []
    label: list[Token] = []
    index = 0
    while index < len(tokens):
        stop = value_run(tokens, index, after_payback=False)
        if stop > index and label:
            groups.append((label, tokens[index:stop]))
            label, index = [], stop
            continue
        label.append(tokens[index])
        index += 1
    if len(groups) < 2:
        return ()
    names = _detached_labels(" ".join(t.text for t in groups[0][0]), len(groups))
    if names is None:
        return ()
    rows = []
    for name, (_, run) in zip(names, groups, strict=True):
        values = tuple(t.value for t in run if t.value is not None)[: len(header.years)]
        columns = tuple(range(len(values))) if len(values) == len(header.years) else None
        rows.append(
            PrintedRow(
                label=name,
                area=None,
                values=values,
                columns=columns,
                block=None,
                total=total_of(name),
                start=run[0].start,
                end=run[-1].end,
            )
        )
    return tuple(rows)


def _detached_labels(text: str, count: int) -> list[str] | None:
    """The names of committees and the total in a run of words, when there are as many as groups of values."""
    names = [m.group() for m in COMMITTEE.finditer(text)]
    if re.search(r"\b(?:total|i alt)\b", text, re.I):
        names.append("Total")
    return names if len(names) == count else None
