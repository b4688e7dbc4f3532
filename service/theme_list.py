"""The taxonomy as a list that a person reads, and as the Turtle that another program reads."""

from __future__ import annotations

import textwrap

from corpus.errors import UsageError
from corpus.themes import Taxonomy
from service.printable import printable

WIDTH = 80
"""Columns of the list."""


def text(taxonomy: Taxonomy) -> str:
    """Every facet with its themes: label, id, and what belongs to it."""
    lines: list[str] = []
    for facet in taxonomy.facets:
        scope = f": {facet.scope}" if facet.scope else ""
        lines += [printable(f"{facet.label}{scope}"), ""]
        for theme in taxonomy.of_facet(facet.id):
            lines.append(f"  {printable(theme.label)} ({theme.id})")
            lines += textwrap.wrap(printable(theme.scope), WIDTH, initial_indent="    ", subsequent_indent="    ")
        lines.append("")
    return "\n".join(lines)


def turtle(taxonomy: Taxonomy, base_uri: str | None) -> str:
    """The taxonomy as SKOS in Turtle. Raises UsageError where ``base_uri`` is given and no address."""
    from corpus.skos import DEFAULT_BASE_URI, to_turtle  # rdflib takes a moment to load

    try:
        return to_turtle(taxonomy, DEFAULT_BASE_URI if base_uri is None else base_uri)
    except ValueError as error:
        raise UsageError(str(error)) from error
