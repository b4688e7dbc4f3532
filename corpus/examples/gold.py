"""The gold labels of an example, in the JSON shape that scoring reads: what a perfect reader would say of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from corpus.examples.example import Example, Figure, MoneyRow, MoneyTable, PaybackRow
from corpus.types import AmountRange, RowRole

_EDGE = 60
"""How many characters of the summary's beginning and end the labels hold."""

_ONE_OFF = (RowRole.IMPLEMENTATION,)
_LASTING = (RowRole.LASTING, RowRole.OPERATION)


def gold(example: Example, *, sources: Iterable[str] = (), unmarked: Iterable[str] = ()) -> dict[str, object]:
    """The labels of one example.

    ``sources`` are the names of the files that print it; ``unmarked`` those of them in which the check marks of the
    affected administrations are lost, so that 'unknown' is the right answer there.
    """
    return {
        **_printed(example),
        "source_files": list(sources),
        "affected_by_source": dict.fromkeys(unmarked),
        "headline": headline(example),
        **_labelled(example),
    }


def _printed(example: Example) -> dict[str, object]:
    """What the form itself says."""
    front = example.front
    return {
        "id": example.id,
        "code": example.code,
        "printed_code": example.code,
        "year": example.year,
        "kind": str(example.kind),
        "round": example.round,
        "title": example.title,
        "summary": _edges(example.summary),
        "submitting_administration": example.submitting,
        "affected_administrations": list(example.affected),
        "committee": example.committee,
        "cross_cutting": example.cross_cutting,
        "price_level_year": example.price_level_year,
        "front_table": front and {"amount_kr": front.amount_kr, "price_level_year": front.price_level_year},
        "tables": [_table(table) for table in example.tables.values()],
        "criteria": _criteria(example),
        "consulted": [
            {"body": body.body, "answer": body.answer, "date": body.date and body.date.isoformat()}
            for body in example.consulted
        ],
    }


def _labelled(example: Example) -> dict[str, object]:
    """What the author labelled beside it."""
    return {
        "narrative_figures": [label for figure in example.labels.figures for label in _figures(example, figure)],
        "themes": {"must": list(example.labels.must), "may": list(example.labels.may)},
        "inconsistencies": [
            {"what": plant.what, "values": list(plant.values)} for plant in example.labels.inconsistencies
        ],
        "systems": list(example.labels.systems),
        "organisations": list(example.labels.organisations),
        "mentions_of_other_proposals": [
            {"text": mention.text, "resolves_to": mention.proposal_id} for mention in example.labels.mentions
        ],
        "template_residue": list(example.labels.residue),
    }


def headline(example: Example) -> dict[str, object]:
    """The headline that the main table and the criteria table give; what the author labelled overrides it."""
    result: dict[str, object] = {
        "implementation_total_kr": None,
        "implementation_by_year": None,
        "implementation_by_area": None,
        "lasting_effect_by_year": None,
        "lasting_effect_kr_per_year": None,
        "payback_years_service": None,
        "payback_years_total": None,
        "fte_saved": None,
        "expected_follow_up_investment_kr": None,
        "expected_adoption": None,
    }
    if example.criteria:
        answers = example.criteria.answers
        result |= {
            "lasting_effect_kr_per_year": _low_high(answers.potential),
            "fte_saved": _low_high(answers.potential_fte),
            "expected_follow_up_investment_kr": _low_high(answers.expenditure),
            "expected_adoption": answers.expected_adoption,
        }
    if example.main:
        result |= _from_main(example.main)
    return result | dict(example.labels.headline)


def _from_main(main: MoneyTable) -> dict[str, object]:
    result: dict[str, object] = {}
    one_off = summing_row(main, _ONE_OFF)
    if one_off:
        areas: Counter[str] = Counter()
        for row in main.rows:
            if row.role in _ONE_OFF and row.area:
                areas[row.area] += sum(row.values.values())
        result["implementation_total_kr"] = sum(one_off.values.values())
        result["implementation_by_year"] = _by_year(one_off)
        result["implementation_by_area"] = dict(areas) or None
    lasting = summing_row(main, _LASTING)
    if lasting and lasting.values:
        full = lasting.values[max(lasting.values)]
        result["lasting_effect_by_year"] = _by_year(lasting)
        result["lasting_effect_kr_per_year"] = {"low": full, "high": full}
    for line in main.lines:
        if isinstance(line, PaybackRow) and line.years is not None:
            result[f"payback_years_{line.basis}"] = line.years
    return result


def summing_row(table: MoneyTable, roles: tuple[RowRole, ...]) -> MoneyRow | None:
    """The printed sum of the rows of these roles: the first subtotal or total that follows one of them."""
    seen = False
    for row in table.rows:
        seen = seen or row.role in roles
        if seen and row.role in (RowRole.SUBTOTAL, RowRole.TOTAL):
            return row
    return None


def _by_year(row: MoneyRow) -> dict[str, int]:
    return {str(year): value for year, value in row.values.items()}


def _low_high(amount: AmountRange | None) -> dict[str, float] | None:
    return {"low": amount.low, "high": amount.high} if amount else None


def _edges(summary: str | None) -> dict[str, str] | None:
    return {"starts_with": summary[:_EDGE], "ends_with": summary[-_EDGE:]} if summary else None


def _table(table: MoneyTable) -> dict[str, object]:
    return {
        "name": table.caption or table.name,
        "kind": str(table.kind),
        "unit_kr": table.unit_kr,
        "price_level_year": table.price_level_year,
        "years": list(table.years),
        "rows": [
            {"label": row.label, "area": row.area, "role": str(row.role), "values": _by_year(row)} for row in table.rows
        ],
    }


def _figures(example: Example, figure: Figure) -> Iterator[dict[str, object]]:
    """A label for every place where the quote stands; only the first must be found."""
    text, quote = (" ".join(string.split()) for string in (example.figure_text, figure.quote))
    for place in range(max(1, text.count(quote))):
        optional = {"optional": True} if figure.optional or place else {}
        yield {
            "kind": figure.kind,
            "low": figure.low,
            "high": figure.high,
            "unit": figure.unit,
            "per": figure.per,
            "quote": figure.quote,
        } | optional


def _criteria(example: Example) -> dict[str, object]:
    answers = example.criteria.answers if example.criteria else None
    return {
        "tvaergaaende": answers and answers.cross_cutting,
        "storskala": answers and answers.large_scale,
        "ny_teknologi": answers and answers.new_technology,
    }
