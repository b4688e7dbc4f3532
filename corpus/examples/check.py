"""What is wrong with an example, in Danish sentences: sums, quotes, labels, lengths. An empty list means it is fine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from corpus.administrations import ADMINISTRATIONS
from corpus.examples.example import Example, Figure, Heading, Paragraph, Placeholder
from corpus.examples.notation import ExampleError, number
from corpus.examples.sums import mismatches
from corpus.themes import load_taxonomy
from corpus.titles import slug

WORDS = (400, 900)
"""The least and most words of prose."""

YEARS = (2013, 2025)
SHARED_WORDS = 8
"""A run of so many words may not stand in two examples of different families."""

FIGURE_KINDS = {
    *("money", "fte", "hours", "minutes", "days", "percent", "count", "volume", "duration", "area_m2"),
}
FIGURE_ROLES = {
    *("investment", "saving", "running_cost", "staff_saved", "volume", "unit_price", "time_per_case"),
    *("target", "baseline"),
}
"""What a figure can be to the proposal; all others are ``other`` and are not labelled."""

RELATIONS = {"duplicate", "revision", "follow-on", "overlap", "related", "none"}  # none: a hard negative
SPLITS = {"train", "calibration", "test"}
_SCALES = (1, 1_000, 1_000_000)
_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:\.\d{3}){1,4}(?:,\d{1,4})?|(?<![\w.,])\d{1,9}(?:,\d{1,4})?")
_DATE = re.compile(
    r"\d{1,2}\. (?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)(?: 20\d\d)?"
    r"|\d{1,2}[-.]\d{1,2}[-.]20\d\d|\d\. kvartal|\b(?:19|20)\d\d(?:[/-]\d\d(?:\d\d)?)?\b"
)


@cache
def theme_facets() -> dict[str, str]:
    """The taxonomy's theme ids, each with the id of its facet."""
    return {theme.id: theme.facet for theme in load_taxonomy().themes}


def squeeze(text: str) -> str:
    """A text with its white space made even, for finding quotes in it."""
    return " ".join(text.split())


def check(example: Example) -> list[str]:
    """Everything wrong with one example; nothing is wrong when the list is empty."""
    return [
        *_fields(example),
        *_pieces(example),
        *_themes(example),
        *_figures(example),
        *_roles(example),
        *_names(example),
        *_sums(example),
    ]


def check_collection(examples: Sequence[Example]) -> list[str]:
    """What is wrong between examples: ids, relations and mentions that lead nowhere, families split, copied words."""
    problems: list[str] = []
    known = {example.id: example for example in examples}
    if len(known) != len(examples):
        problems.append("To eksempler har samme id.")
    for example in examples:
        for target in (relation.to for relation in example.labels.relations):
            if target not in known:
                problems.append(f"{example.id}: relationen peger på {target}, som ikke findes.")
        for mention in example.labels.mentions:
            if mention.proposal_id and mention.proposal_id not in known:
                problems.append(
                    f"{example.id}: omtalen '{mention.text}' peger på {mention.proposal_id}, som ikke findes."
                )
    splits = {(example.family, example.split) for example in examples}
    families = [family for family, _ in splits]
    problems += [
        f"Familien {name} er delt over flere dele." for name in sorted(set(families)) if families.count(name) > 1
    ]
    return problems + _copied(examples)


def _copied(examples: Sequence[Example]) -> list[str]:
    """Runs of words that two families share, each pair of examples reported once, with its first run."""
    first: dict[tuple[str, ...], Example] = {}
    found: dict[tuple[str, str], str] = {}
    for example in examples:
        for paragraph in (*example.prose.split("\n\n"), example.summary or ""):
            words = re.findall(r"\w+", paragraph.lower())
            for start in range(len(words) - SHARED_WORDS + 1):
                run = tuple(words[start : start + SHARED_WORDS])
                other = first.setdefault(run, example)
                if other.family != example.family:
                    found.setdefault((other.id, example.id), " ".join(run))
    return [f"{a} og {b} deler ordene '{run}'." for (a, b), run in found.items()]


def _fields(example: Example) -> Iterator[str]:
    low, high = YEARS
    if not low <= example.year <= high:
        yield f"Året {example.year} ligger uden for {low}-{high}."
    expected = f"{example.year}-{example.code or slug(example.title)}"
    if example.id != expected:
        yield f"id skal være '{expected}', men er '{example.id}'."
    approved = example.latest_approval
    if approved and approved.year != example.year:
        yield f"Seneste godkendelse er fra {approved.year}, men forslaget er fra {example.year}."
    if approved is None and example.year != _year_without_approval(example):
        yield f"Uden godkendelsesdato giver runde og prisniveau året {_year_without_approval(example)}."
    for name in {example.submitting, *example.affected} - set(ADMINISTRATIONS.values()):
        yield f"'{name}' er ingen af de syv forvaltninger."
    if example.split not in SPLITS:
        yield f"split skal være en af: {', '.join(sorted(SPLITS))}."
    if not example.family or not example.voice:
        yield "family og voice skal udfyldes."


def _year_without_approval(example: Example) -> int:
    """The contract's year of a proposal without dates: Budget N gives N-1, OFS N-M gives M, else price level less 1."""
    printed = example.round if example.template.print_round else None
    budget = re.fullmatch(r"Budget (20\d\d)", printed or "")
    transfer = re.fullmatch(r"OFS (20)\d\d[-/](?:20)?(\d\d)", printed or "")
    if budget:
        return int(budget[1]) - 1
    return int(transfer[1] + transfer[2]) if transfer else example.price_level_year - 1


def _pieces(example: Example) -> Iterator[str]:
    low, high = WORDS
    count = len(example.prose.split())
    if not low <= count <= high:
        yield f"Prosaen har {count} ord, men skal have {low}-{high}."
    wanted = [("table", name) for name in example.tables] + [("words", name) for name in example.words]
    wanted += [("criteria", "")] if example.criteria else []
    wanted += [("consulted", "")] if example.consulted else []
    placed = [(piece.kind, piece.name) for piece in example.pieces if isinstance(piece, Placeholder)]
    for kind, name in wanted:
        if placed.count((kind, name)) != 1:
            yield f"Tabellen {{{kind}: {name}}} skal stå netop én gang i proposal.md."
    for kind, name in set(placed) - set(wanted):
        yield f"proposal.md viser {{{kind}: {name}}}, som ikke er i proposal.toml."
    headings = [piece.text for piece in example.pieces if isinstance(piece, Heading) and piece.level == 2]
    if len(headings) < 3:
        yield "Forslaget har færre end tre afsnit med ##."
    for piece in example.pieces:
        if isinstance(piece, Paragraph) and re.search(r"\*\*|__|\[.{1,80}\]\(|<[a-z/]|\||\t", piece.text):
            yield f"Skriv ren tekst uden fed, links, HTML eller |: '{piece.text[:50]}'."


def _themes(example: Example) -> Iterator[str]:
    labels = example.labels
    facets = theme_facets()
    for theme in sorted({*labels.must, *labels.may} - set(facets)):
        yield f"Temaet '{theme}' findes ikke i taksonomien."
    if set(labels.must) & set(labels.may):
        yield "Et tema står både i must og may."
    if not {"omraade", "greb"} <= {facets.get(theme, "") for theme in labels.must}:
        yield "must skal have mindst ét fagområde og ét greb."
    for relation in labels.relations:
        if relation.relation not in RELATIONS:
            yield f"'{relation.relation}' er ingen relation. Brug en af: {', '.join(sorted(RELATIONS))}."
        if len(relation.reason.split()) < 4:
            yield f"Skriv en grund til relationen til {relation.to}."


def _figures(example: Example) -> Iterator[str]:
    text = rest = squeeze(example.figure_text)
    for figure in example.labels.figures:
        quote = squeeze(figure.quote)
        if figure.kind not in FIGURE_KINDS:
            yield f"'{figure.kind}' er ingen slags tal. Brug en af: {', '.join(sorted(FIGURE_KINDS))}."
        if quote not in text:
            yield f"Citatet '{quote}' står ikke i teksten."
        elif not figure.optional and not _says(figure):
            said = f"{figure.low:g} til {figure.high:g}"
            yield f"Citatet '{quote}' siger ikke {said}. Skriv tallet ret, eller sæt ? efter slagsen."
        rest = rest.replace(quote, " ")
    for quote in example.labels.ignored:
        if squeeze(quote) not in text:
            yield f"'{quote}' under ignored står ikke i teksten."
        rest = rest.replace(squeeze(quote), " ")
    rest = _DATE.sub(" ", rest)
    for match in _NUMBER.finditer(rest):
        near = rest[max(0, match.start() - 30) : match.end() + 30]
        yield f"Tallet {match[0]} i '… {near} …' er hverken under figures eller ignored."


def _roles(example: Example) -> Iterator[str]:
    labels = example.labels.roles or ()
    for label in labels:
        if label.role not in FIGURE_ROLES:
            yield f"'{label.role}' er ingen rolle for et tal. Brug en af: {', '.join(sorted(FIGURE_ROLES))}."
        if not any(label.names(figure) for figure in example.labels.figures):
            yield f"Rollen {label.role} peger på '{label.quote}', som ikke er citatet i nogen linje under figures."
    for figure in example.labels.figures:
        roles = sorted({label.role for label in labels if label.names(figure)})
        if len(roles) > 1:
            yield f"'{figure.quote}' ({figure.low:g}) har flere roller: {', '.join(roles)}. Skriv tallet foran citatet."


def _says(figure: Figure) -> bool:
    """Whether both ends of a figure can be read from its quote, at some scale (t.kr., mio.)."""
    printed = []
    for match in _NUMBER.finditer(figure.quote):
        try:
            printed.append(abs(float(number(match[0]))))
        except ExampleError:
            continue
    values = {value * scale for value in printed for scale in _SCALES}
    return all(
        any(abs(abs(end) - value) < 1e-6 * max(1, value) for value in values) for end in (figure.low, figure.high)
    )


def _names(example: Example) -> Iterator[str]:
    labels = example.labels
    grids = " ".join(cell for table in example.words.values() for row in table.rows for cell in row)
    text = squeeze(f"{example.title} {example.summary or ''} {example.prose} {grids}")
    named = (
        ("systems", labels.systems),
        ("organisations", labels.organisations),
        ("residue", labels.residue),
        ("mentions", tuple(mention.text for mention in labels.mentions)),
    )
    for where, names in named:
        for name in names:
            if squeeze(name) not in text:
                yield f"'{name}' under {where} står ikke i forslaget."


def _sums(example: Example) -> Iterator[str]:
    plants = [{abs(value) for value in plant.values} for plant in example.labels.inconsistencies]
    for plant in example.labels.inconsistencies:
        if len(set(plant.values)) < 2:
            yield f"Modsigelsen '{plant.what}' skal have to forskellige tal."
    used: set[int] = set()
    for mismatch in mismatches(example):
        pair = {abs(mismatch.printed), abs(mismatch.computed)}
        fits = [index for index, values in enumerate(plants) if pair <= values]
        if not fits:
            yield f"{mismatch.where}: der står {mismatch.printed:,.10g}, men det giver {mismatch.computed:,.10g}."
        used.update(fits)
    seen = set(_printed(example))
    for index, values in enumerate(plants):
        if index not in used and not values <= seen:
            missing = ", ".join(f"{value:g}" for value in sorted(values - seen))
            what = example.labels.inconsistencies[index].what
            yield f"Modsigelsen '{what}': {missing} står hverken i en tabel eller et citat."


def _printed(example: Example) -> Iterable[float]:
    """Every number that the example prints and labels, without sign: cells, sums over the years, figures, front."""
    for table in example.tables.values():
        for row in table.rows:
            yield from (float(abs(value)) for value in row.values.values())
            yield float(abs(sum(row.values.values())))
    for figure in example.labels.figures:
        yield from (abs(figure.low), abs(figure.high))
    if example.front:
        yield float(example.front.amount_kr)
