"""The contract's JSON, made field by field from the values of an analysis; the command line and the API share it.

Field names and their order are the contract's. Fields beyond it (``placement`` and ``payback`` of a table, the
``start`` and ``end`` of a row, the ``remark`` of a consulted body, the ``role`` of a figure, the ``evidence`` of a
theme) stand last in their object. Persons are in no list of names. What a document is silent about is ``null``.
Numbers without a fraction are written without one; dates are ISO 8601; mappings by year have the year as a string, as
JSON wants. Every ``start`` and ``end`` counts characters of the proposal's ``text``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from corpus.types import AmountRange, Consulted, Criteria, Overview, Row, Section, Span, Table
from models.types import (
    AnalysedProposal,
    Analysis,
    Figure,
    Finding,
    Headline,
    Mention,
    Name,
    NameKind,
    Reason,
    RelatedProposal,
    Theme,
)

if TYPE_CHECKING:
    from models.checks.draft import DraftReview
    from models.pairs import Hit, Overlap, SharedMoney

Json = dict[str, Any]


def documents(analyses: Iterable[Analysis]) -> Json:
    """The whole answer of ``analyse`` and ``add``: one entry for each document, in the given order."""
    return {"documents": [document(analysis) for analysis in analyses]}


def text_of(answer: Json) -> str:
    """An answer as JSON text with a newline at its end: indented by one, Danish letters as they are."""
    return json.dumps(answer, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def document(analysis: Analysis) -> Json:
    """One file. A file that holds no proposal has an empty list of them and says why among its warnings."""
    return {
        "source": analysis.source,
        "sha256": analysis.sha256,
        "proposals": [proposal(found) for found in analysis.proposals],
        "overview": [overview(line) for line in analysis.overview],
        "warnings": list(analysis.warnings),
    }


def overview(line: Overview) -> Json:
    """One line of a front table; the amount in whole kroner at its own price level."""
    return {
        "code": line.code,
        "title": line.title,
        "committee": line.committee,
        "amount_kr": line.amount_kr,
        "price_level_year": line.price_level_year,
        "cross_cutting": line.cross_cutting,
        "note": line.note,
    }


def proposal(analysed: AnalysedProposal) -> Json:
    """One proposal: what is printed, and what was concluded from it."""
    printed = analysed.proposal
    affected = printed.affected_administrations
    return {
        "id": analysed.id,
        "code": printed.code,
        "printed_code": printed.printed_code,
        "year": printed.year,
        "kind": printed.kind.value,
        "round": printed.round,
        "title": printed.title,
        "summary": printed.summary,
        "submitting_administration": printed.submitting_administration,
        "affected_administrations": None if affected is None else list(affected),
        "committee": printed.committee,
        "cross_cutting": printed.cross_cutting,
        "price_level_year": printed.price_level_year,
        "text": printed.text,
        "sections": [section(part) for part in printed.sections],
        "tables": [table(money) for money in printed.tables],
        "headline": headline(analysed.headline),
        "figures": [figure(found) for found in analysed.figures],
        "systems": list(analysed.systems),
        "organisations": list(analysed.organisations),
        "mentions": [mention(named) for named in analysed.mentions],
        "consulted": [consulted(body) for body in printed.consulted],
        "criteria": criteria(printed.criteria),
        "themes": [theme(given) for given in analysed.themes],
        "findings": [finding(found) for found in analysed.findings],
        "names": [name(found) for found in analysed.names if found.kind is not NameKind.PERSON],
    }


def section(part: Section) -> Json:
    """A section from its heading to the next one, with its canonical name."""
    return {"heading": part.heading, "canonical": part.canonical.value, "start": part.start, "end": part.end}


def table(money: Table) -> Json:
    """A money table: whole kroner with the printed sign, whatever unit it was printed in."""
    return {
        "caption": money.caption,
        "kind": money.kind.value,
        "unit_kr": money.unit_kr,
        "price_level_year": money.price_level_year,
        "years": list(money.years),
        "rows": [row(line) for line in money.rows],
        "start": money.start,
        "end": money.end,
        "placement": money.placement,
        "payback": {basis: number(years) for basis, years in money.payback.items()},
    }


def row(line: Row) -> Json:
    """A row of a money table; empty cells are left out and printed zeros kept."""
    return {
        "label": line.label,
        "area": line.area,
        "role": line.role.value,
        "values": by_year(line.values),
        "start": line.start,
        "end": line.end,
    }


def headline(figures: Headline) -> Json:
    """The key figures; money in kroner, pay-back in years, staff in full-time equivalents."""
    areas = figures.implementation_by_area
    return {
        "implementation_total_kr": number(figures.implementation_total_kr),
        "implementation_by_year": by_year(figures.implementation_by_year),
        "implementation_by_area": None if areas is None else {area: number(value) for area, value in areas.items()},
        "lasting_effect_by_year": by_year(figures.lasting_effect_by_year),
        "lasting_effect_kr_per_year": amount_range(figures.lasting_effect_kr_per_year),
        "payback_years_service": number(figures.payback_years_service),
        "payback_years_total": number(figures.payback_years_total),
        "fte_saved": amount_range(figures.fte_saved),
        "expected_follow_up_investment_kr": amount_range(figures.expected_follow_up_investment_kr),
        "expected_adoption": figures.expected_adoption,
    }


def figure(found: Figure) -> Json:
    """A number of the running text; money in kroner. ``role`` is what it is to the proposal, where that is known."""
    return {
        "kind": found.kind.value,
        "low": number(found.low),
        "high": number(found.high),
        "unit": found.unit,
        "per": found.per,
        "text": found.text,
        "start": found.start,
        "end": found.end,
        "section": None if found.section is None else found.section.value,
        "role": None if found.role is None else found.role.value,
        "role_probability": rounded(found.role_probability),
    }


def name(found: Name) -> Json:
    """A name with every place where the text has it."""
    return {"kind": found.kind.value, "name": found.name, "spans": [span(place) for place in found.spans]}


def mention(found: Mention) -> Json:
    """Another proposal or project that the text names; ``proposal_id`` is null where it is not known."""
    return {"text": found.text, "start": found.start, "end": found.end, "proposal_id": found.proposal_id}


def theme(given: Theme) -> Json:
    """A theme with its calibrated probability and the places that speak most for it."""
    return {
        "id": given.id,
        "label": given.label,
        "facet": given.facet,
        "probability": rounded(given.probability),
        "evidence": [span(place) for place in given.evidence],
    }


def related(proposal_id: str, answers: Iterable[RelatedProposal]) -> Json:
    """The answer of ``related``: what belongs with one proposal, best first."""
    return {"id": proposal_id, "related": [_related(one) for one in answers]}


def _related(one: RelatedProposal) -> Json:
    return {
        "id": one.id,
        "title": one.title,
        "year": one.year,
        "relation": one.relation.value,
        "probability": rounded(one.probability),
        "score": rounded(one.score),
        "mentions": one.mentions,
        "reasons": [reason(why) for why in one.reasons],
    }


def overlaps(pairs: Iterable[Overlap]) -> Json:
    """The answer of ``overlaps``: every flagged pair, most certain first, with the money that both ask for."""
    return {"pairs": [_overlap(pair) for pair in pairs]}


def _overlap(pair: Overlap) -> Json:
    return {
        "a": pair.a,
        "b": pair.b,
        "relation": pair.relation.value,
        "probability": rounded(pair.probability),
        "reasons": [reason(why) for why in pair.reasons],
        "money": [_shared_money(one) for one in pair.money],
        "price_level_year": pair.price_level_year,
    }


def _shared_money(one: SharedMoney) -> Json:
    return {
        "kind": one.kind,
        "area": one.area,
        "years": list(one.years),
        "a_kr": one.a_kr,
        "b_kr": one.b_kr,
        "both_kr": one.both_kr,
    }


def reason(why: Reason) -> Json:
    """Why two proposals belong together, and the places in both texts that it rests on."""
    return {
        "kind": why.kind,
        "message": why.message,
        "here": None if why.here is None else span(why.here),
        "there": None if why.there is None else span(why.there),
    }


def hits(query: str, found: Iterable[Hit]) -> Json:
    """The answer of ``search``: proposals and front-table lines, best first, each with the words that answer."""
    return {
        "query": query,
        "hits": [
            {
                "id": hit.id,
                "title": hit.title,
                "year": hit.year,
                "score": rounded(hit.score),
                "snippet": hit.snippet,
                "span": None if hit.span is None else span(hit.span),
            }
            for hit in found
        ],
    }


def reviews(drafts: Iterable[DraftReview]) -> Json:
    """The answer of ``check``: for each draft what is to be done, the heaviest first."""
    return {"drafts": [_review(draft) for draft in drafts]}


def _review(draft: DraftReview) -> Json:
    return {
        "id": draft.proposal_id,
        "title": draft.title,
        "summary": draft.summary,
        "errors": draft.errors,
        "warnings": draft.warnings,
        "notes": draft.notes,
        "chapters": [
            {
                "heading": chapter.heading,
                "advice": [
                    {"title": one.title, "remedy": one.remedy, "finding": finding(one.finding)}
                    for one in chapter.advice
                ],
            }
            for chapter in draft.chapters
        ],
    }


def span(place: Span) -> Json:
    """A half-open range of characters of the proposal's text."""
    return {"start": place.start, "end": place.end}


def rounded(probability: float | None) -> float | None:
    """A probability with four decimals: more would claim to know more."""
    return None if probability is None else number(round(probability, 4))


def consulted(body: Consulted) -> Json:
    """One body under 'Hvem er hørt?'."""
    day = None if body.date is None else body.date.isoformat()
    return {"body": body.body, "answer": body.answer, "date": day, "remark": body.remark}


def criteria(answers: Criteria) -> Json:
    """The three answers of the criteria table; its amounts stand in the headline."""
    return {
        "cross_cutting": answers.cross_cutting,
        "large_scale": answers.large_scale,
        "new_technology": answers.new_technology,
    }


def finding(found: Finding) -> Json:
    """Something to look at, with the numbers that disagree and where it stands (``null``: nowhere in particular)."""
    return {
        "rule": found.rule,
        "severity": found.severity,
        "message": found.message,
        "values": [number(value) for value in found.values],
        "start": found.start,
        "end": found.end,
    }


def by_year(values: Mapping[int, float] | None) -> dict[str, float | None] | None:
    """Kroner by year, earliest first, the years as strings; ``None`` stays ``None``."""
    return None if values is None else {str(year): number(values[year]) for year in sorted(values)}


def amount_range(amount: AmountRange | None) -> Json | None:
    """A range with ``low`` and ``high`` as the document gives them."""
    return None if amount is None else {"low": number(amount.low), "high": number(amount.high)}


def number(value: float | None) -> float | None:
    """A number as JSON is to show it: without a fraction where it has none."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
