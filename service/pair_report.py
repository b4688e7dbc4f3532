"""Pairs and hits as a person reads them: the reasons side by side, and how sure the answer is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from corpus.numerals import format_kr
from corpus.types import Span
from models.types import Reason, RelatedProposal, Relation
from service.danish import likelihood
from service.store.records import StoredProposal

if TYPE_CHECKING:
    from models.pairs import Hit, Overlap, SharedMoney

RELATIONS: Mapping[Relation, str] = {
    Relation.DUPLICATE: "samme forslag",
    Relation.REVISION: "samme forslag, indsendt igen med ændringer",
    Relation.FOLLOW_ON: "bygger videre på",
    Relation.OVERLAP: "beder om det samme",
    Relation.RELATED: "værd at læse sammen",
}

QUOTED = 160
"""The most characters of a passage that a report quotes."""


def related_text(asked: StoredProposal, answers: Sequence[RelatedProposal], there: Mapping[str, StoredProposal]) -> str:
    """What belongs with one proposal, best first."""
    lines = [_named(asked), ""]
    for one in answers:
        lines += [
            f"{_named(there[one.id])}",
            f"  {RELATIONS[one.relation]}, sandsynlighed {likelihood(one.probability)}",
        ]
        lines += [line for why in one.reasons for line in _why(why, asked, there[one.id])]
        lines.append("")
    if not answers:
        lines.append("Samlingen har intet, der hører sammen med forslaget.")
    return "\n".join(lines).rstrip() + "\n"


def overlaps_text(pairs: Sequence[Overlap], stored: Mapping[str, StoredProposal]) -> str:
    """Every flagged pair with its reasons and the money that both ask for."""
    if not pairs:
        return "Ingen forslag i samlingen ser ud til at bede om det samme.\n"
    lines: list[str] = []
    for pair in pairs:
        a, b = stored[pair.a], stored[pair.b]
        lines += [_named(a), _named(b), f"  {RELATIONS[pair.relation]}, sandsynlighed {likelihood(pair.probability)}"]
        lines += [line for why in pair.reasons for line in _why(why, a, b)]
        lines += [f"  {_money(one, pair.price_level_year)}" for one in pair.money]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def hits_text(hits: Sequence[Hit]) -> str:
    """What a search found, best first."""
    if not hits:
        return "Ingen forslag i samlingen svarer til søgningen.\n"
    return "\n".join(f"{hit.id}  {hit.title}\n    {_short(hit.snippet)}" for hit in hits) + "\n"


def _named(proposal: StoredProposal) -> str:
    return f"{proposal.id}  {proposal.analysis['title']}"


def _why(why: Reason, here: StoredProposal, there: StoredProposal) -> list[str]:
    lines = [f"  - {why.message}"]
    for proposal, span in ((here, why.here), (there, why.there)):
        if span is not None:
            lines.append(f"      {proposal.id}: »{_quoted(proposal, span)}«")
    return lines


def _quoted(proposal: StoredProposal, span: Span) -> str:
    return _short(str(proposal.analysis["text"])[span.start : span.end])


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= QUOTED else flat[: QUOTED - 2].rsplit(" ", 1)[0] + " …"


def _money(one: SharedMoney, level: int | None) -> str:
    years = f"{one.years[0]}-{one.years[-1]}" if len(one.years) > 1 else str(one.years[0])
    prices = f" i {level}-priser" if level else ""
    what = "Begge regner med at spare" if one.kind == "saved" else f"Begge søger {one.area or 'midler'}"
    return f"- {what} i {years}: {format_kr(one.a_kr)} og {format_kr(one.b_kr)}{prices}."
