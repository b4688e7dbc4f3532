"""Every rule, the function that looks for it, and the documentation that is made from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from models.checks import (
    areas,
    changes,
    collection,
    form,
    front_table,
    payback,
    periods,
    prices,
    products,
    reading,
    residue,
    shares,
    sums,
    text_and_table,
)
from models.checks.rule import Evidence, Rule
from models.types import Finding, Severity

SEARCHES: tuple[Callable[[Evidence], Iterator[Finding]], ...] = (
    sums.find_sums,
    sums.find_disagreements,
    front_table.find_front_table,
    text_and_table.find_text_against_tables,
    products.find_products,
    shares.find_shares,
    changes.find_changes,
    prices.find_unlikely_prices,
    areas.find_areas,
    areas.find_signs,
    payback.find_payback,
    periods.find_years,
    periods.find_price_levels,
    residue.find_residue,
    form.find_sections,
    form.find_fields,
    form.find_follow_up,
    reading.find_unread,
)
"""What looks at one proposal, in the order in which equal findings are listed."""

RULES: tuple[Rule, ...] = (
    sums.SUM,
    sums.TABLES_DISAGREE,
    front_table.FRONT_TABLE,
    text_and_table.TEXT_TABLE,
    products.PRODUCT,
    shares.SHARE,
    changes.CHANGE,
    prices.UNLIKELY_PRICE,
    areas.AREA,
    areas.SIGN,
    payback.PAYBACK,
    periods.YEARS_OUTSIDE,
    periods.PRICE_LEVEL_MISSING,
    periods.PRICE_LEVELS_MIXED,
    collection.SAVING_TWICE,
    residue.RESIDUE,
    residue.PLACEHOLDER,
    form.SECTION_MISSING,
    form.SECTION_EMPTY,
    form.SECTION_TWICE,
    form.FIELD_EMPTY,
    form.FOLLOW_UP,
    reading.TOO_MANY_VALUES,
    reading.COLUMNS_ASSUMED,
    reading.UNREADABLE_MARKS,
    reading.INCOMPLETE_READING,
)
"""Every rule, the heaviest families first."""

BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in RULES}

WEIGHT: Mapping[Severity, int] = {"error": 0, "warning": 1, "note": 2}
"""The order of findings: errors first."""
