"""Checks across proposals: the same saving claimed in two of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.numerals import format_kr
from corpus.types import Row, RowRole
from models.checks.rule import Rule
from models.headline import main_table
from models.types import AnalysedProposal, Finding, RelatedProposal, Relation

SAVING_TWICE = Rule(
    id="saving_twice",
    severity="warning",
    title="Samme besparelse i to forslag",
    compares="Hver varig besparelse med de andre forslags: de samme beløb i de samme år, og de samme ord om dem.",
    example="»Færre vikarer på plejehjem« er -1,2 mio. kr. fra 2025 både i dette forslag og i 2023-SU14.",
    remedy="Afgør, hvilket forslag besparelsen hører til, og tag den ud af det andet.",
)

SMALLEST_SAVING = 100_000
"""Kroner a year; smaller round amounts meet by chance."""

FEWEST_YEARS = 2
"""Years in which both must have the same amount: one year's round amount proves nothing."""

_WORD = re.compile(r"[a-zæøå]{4,}")
_STEM = 6
_EMPTY = frozenset(
    {
        "admini",
        "bespar",
        "drift",
        "effekt",
        "forval",
        "færre",
        "lavere",
        "mindre",
        "reduce",
        "redukt",
        "samlet",
        "servic",
        "sparet",
        "tidsfo",
        "udgift",
        "varig",
        "varige",
        "ændrin",
        "årsvær",
    }
)
"""Beginnings of words that stand in the labels of any saving."""


@dataclass(frozen=True, kw_only=True)
class _Saving:
    """A row of lasting savings in one of the proposals."""

    owner: int
    row: Row
    words: frozenset[str]


def check_collection(
    proposals: Sequence[AnalysedProposal], related: Mapping[str, Sequence[RelatedProposal]] | None = None
) -> Mapping[str, tuple[Finding, ...]]:
    """Savings that two proposals claim, by the id of the proposal that they are told to.

    Copies and revisions of one proposal claim the same saving rightly: pairs that ``related`` (the relations of each
    proposal, by id) calls duplicate or revision are passed over, and so are two proposals of one title. A saving is
    looked up by its amounts, so the work grows with the number of rows and not with that of pairs.
    """
    same = {
        frozenset((here, there.id))
        for here, others in (related or {}).items()
        for there in others
        if there.relation in (Relation.DUPLICATE, Relation.REVISION)
    }
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for a, b in _pairs(_savings(proposals)):
        here, there = proposals[a.owner], proposals[b.owner]
        if frozenset((here.id, there.id)) in same or _folded(here) == _folded(there):
            continue
        found[here.id].append(_finding(a, there))
        found[there.id].append(_finding(b, here))
    return {name: tuple(findings) for name, findings in found.items()}


def _savings(proposals: Sequence[AnalysedProposal]) -> Iterator[_Saving]:
    for owner, analysed in enumerate(proposals):
        main = main_table(analysed.proposal.tables)
        for row in main.rows if main else ():
            large = [year for year, value in row.values.items() if value <= -SMALLEST_SAVING]
            if row.role is RowRole.LASTING and len(large) >= FEWEST_YEARS:
                yield _Saving(owner=owner, row=row, words=_words(row.label) | _words(analysed.proposal.title))


_MOST_ALIKE = 20
"""Savings of one amount that are compared with each other: round amounts are many in a large collection."""


def _pairs(savings: Iterator[_Saving]) -> Iterator[tuple[_Saving, _Saving]]:
    """Savings of two proposals that have the same amount at full effect, another year in common, and words."""
    alike: defaultdict[tuple[int, int], list[_Saving]] = defaultdict(list)
    told: set[tuple[int, int]] = set()
    for saving in savings:
        # The same saving may run to another last year: it is looked up by every year that it has.
        met: dict[int, _Saving] = {}
        for year, value in saving.row.values.items():
            for other in alike[year, value][-_MOST_ALIKE:]:
                met.setdefault(id(other), other)
            if value <= -SMALLEST_SAVING:
                alike[year, value].append(saving)
        for other in met.values():
            pair = (other.owner, saving.owner)
            if other.owner == saving.owner or pair in told:
                continue
            if _same_amounts(saving.row, other.row) and saving.words & other.words:
                told.add(pair)
                yield saving, other


def _same_amounts(a: Row, b: Row) -> bool:
    """Whether two rows agree in every year that both have, in two years at least."""
    years = [year for year in a.values if year in b.values]
    return len(years) >= FEWEST_YEARS and all(a.values[year] == b.values[year] for year in years)


def _words(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower())) - _EMPTY


def _folded(analysed: AnalysedProposal) -> str:
    return " ".join(_WORD.findall(analysed.proposal.title.lower()))


def _finding(saving: _Saving, other: AnalysedProposal) -> Finding:
    amount = min(saving.row.values.values())
    return SAVING_TWICE.finding(
        f"»{saving.row.label}« ({format_kr(amount)} om året) står med de samme beløb i »{other.proposal.title}« "
        f"({other.id}). Er det den samme besparelse, må den kun tælles med ét sted.",
        values=(amount,),
        at=saving.row,
    )
