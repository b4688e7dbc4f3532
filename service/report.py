"""The report that a person reads: every document, its front table, its proposals, and what does not add up.

On a terminal it has colours and the terminal's width; elsewhere it is plain text of 80 columns. Amounts are in kroner,
those of a table in the unit that its heading names.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from corpus.types import Consulted, Overview, Proposal
from models.types import AnalysedProposal, Analysis, Finding
from service.danish import count, kroner, likelihood, listed, long_date, number
from service.printable import printable
from service.report_figures import key_figures, money_by_year

PLAIN_WIDTH = 80
WIDEST = 120
"""Columns; longer lines of text are hard to read, however wide the terminal is."""

SEVERITIES = {"error": ("FEJL", "bold red"), "warning": ("ADVARSEL", "yellow"), "note": ("BEMÆRK", "cyan")}
"""What a finding's weight is called and coloured, the heaviest first."""


def report(analyses: Sequence[Analysis], *, terminal: bool) -> str:
    """The whole report as text, with the codes of a terminal's colours only when ``terminal`` says so."""
    paper = io.StringIO()
    width = min(Console().width, WIDEST) if terminal else PLAIN_WIDTH
    console = Console(
        file=paper,
        width=width,
        force_terminal=terminal,
        color_system="auto" if terminal else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    for analysis in analyses:
        console.print(_document(analysis))
    console.print(_summary(analyses))
    lines = paper.getvalue().split("\n")
    # rich fills every line with blanks up to the width, which a saved report does not need.
    return "\n".join(line.rstrip() for line in lines)


def _document(analysis: Analysis) -> RenderableType:
    parts: list[RenderableType] = [Rule(Text(printable(analysis.source), "bold"), characters="═", style="blue")]
    proposals = count(len(analysis.proposals), "forslag", "forslag") if analysis.proposals else "Ingen forslag fundet"
    parts += [Text(proposals), Text()]
    if analysis.warnings:
        parts += [_titled("Det kunne ikke læses sikkert", [_bulleted(warning) for warning in analysis.warnings])]
    if analysis.overview:
        parts += [_titled("Dokumentets oversigt", [_overview(analysis.overview)])]
    parts += [_proposal(analysed) for analysed in analysis.proposals]
    return Group(*parts)


def _overview(lines: Iterable[Overview]) -> RenderableType:
    grid = Grid(box=None, padding=(0, 1, 0, 0), show_edge=False)
    grid.add_column("Kode", no_wrap=True)
    grid.add_column("Titel", ratio=1)
    grid.add_column("Udvalg")
    grid.add_column("Beløb", justify="right", no_wrap=True)
    for line in lines:
        amount = "" if line.amount_kr is None else kroner(line.amount_kr)
        grid.add_row(*(Text(printable(cell or "")) for cell in (line.code, line.title, line.committee, amount)))
    levels = {line.price_level_year for line in lines if line.price_level_year is not None}
    if len(levels) == 1:
        return Group(grid, Text(f"Beløb i {levels.pop()}-priser.", "dim"))
    return grid


def _proposal(analysed: AnalysedProposal) -> RenderableType:
    proposal = analysed.proposal
    parts: list[RenderableType] = [
        Rule(style="dim"),
        Text.assemble((printable(analysed.id), "bold cyan"), "  ", (printable(proposal.title), "bold")),
        Text(_facts(proposal), "dim"),
        Text(),
    ]
    if proposal.summary:
        parts += [Padding(Text(printable(proposal.summary)), (0, 2)), Text()]
    money = money_by_year(proposal.tables, PLAIN_WIDTH)
    figures = key_figures(analysed.headline, by_year=money is None)
    if figures:
        parts.append(_titled("Nøgletal", [_pairs(figures)]))
    if about := _about(analysed):
        parts.append(_titled("Handler om", [_pairs(about)]))
    if money is not None:
        parts.append(_titled(*money))
    if proposal.consulted:
        parts.append(_titled("Hvem er hørt", [_bulleted(_heard(body)) for body in proposal.consulted]))
    parts.append(
        _titled("Det skal du se på" if analysed.findings else "Intet at bemærke", [_findings(analysed.findings)])
    )
    return Group(*parts)


def _facts(proposal: Proposal) -> str:
    affected = proposal.affected_administrations
    facts = [
        proposal.kind.value.capitalize(),
        proposal.round,
        None if proposal.year is None else f"fremsat {proposal.year}",
        None if proposal.price_level_year is None else f"{proposal.price_level_year}-priser",
        proposal.submitting_administration,
        proposal.committee,
        f"berører {listed(affected)}" if affected else None,
    ]
    return printable(" · ".join(fact for fact in facts if fact))


def _about(analysed: AnalysedProposal) -> list[tuple[str, str]]:
    """Themes with how likely each is, most likely first; named systems; other proposals that the text names."""
    themes = " · ".join(f"{theme.label} ({likelihood(theme.probability)})" for theme in analysed.themes)
    named = list(dict.fromkeys(mention.proposal_id or mention.text for mention in analysed.mentions))
    rows = (("Temaer", themes), ("It-systemer", listed(analysed.systems)), ("Nævner", " · ".join(named)))
    return [(name, value) for name, value in rows if value]


def _heard(body: Consulted) -> str:
    answer = body.answer or "intet svar læst"
    approved = "" if body.date is None else f", {long_date(body.date)}"
    return f"{body.body}: {answer}{approved}"


def _findings(findings: Sequence[Finding]) -> RenderableType:
    weights = list(SEVERITIES)
    grid = Grid(box=None, padding=(0, 2, 0, 0), show_header=False, show_edge=False)
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    for finding in sorted(findings, key=lambda found: weights.index(found.severity)):
        name, style = SEVERITIES[finding.severity]
        told = Text(printable(finding.message))
        if finding.values:
            told.append(f"\nTal: {' · '.join(number(value) for value in finding.values)}", "dim")
        grid.add_row(Text(name, style), told)
    return grid


def _summary(analyses: Sequence[Analysis]) -> RenderableType:
    proposals = [analysed for analysis in analyses for analysed in analysis.proposals]
    found = [finding.severity for analysed in proposals for finding in analysed.findings]
    told = [
        f"{count(len(analyses), 'dokument', 'dokumenter')}, {count(len(proposals), 'forslag', 'forslag')}",
        count(found.count("error"), "fejl", "fejl"),
        count(found.count("warning"), "advarsel", "advarsler"),
        count(found.count("note"), "bemærkning", "bemærkninger"),
    ]
    return Group(Rule(characters="═", style="blue"), Text(" · ".join(told), "bold"))


def _titled(title: str, body: Sequence[RenderableType]) -> RenderableType:
    return Group(Text(title, "bold"), *(Padding(part, (0, 0, 0, 2)) for part in body), Text())


def _bulleted(text: str) -> RenderableType:
    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    grid.add_row("–", Text(printable(text)))
    return grid


def _pairs(rows: Sequence[tuple[str, str]]) -> RenderableType:
    grid = Grid.grid(padding=(0, 2, 0, 0))
    grid.add_column()
    grid.add_column(ratio=1)
    for name, value in rows:
        grid.add_row(Text(name), Text(printable(value)))
    return grid
