"""Why two proposals are held to belong together: the model's own contributions, in Danish, with the places in both."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from corpus.types import SectionKind, Span
from models.pairs.concepts import concepts
from models.pairs.features import COPIED_PASSAGE, FEATURES, NameWeights, copied_passages, mentioned, shared_names
from models.pairs.model import Logistic
from models.pairs.space import Placed, Vector
from models.pairs.words import WORD, normal
from models.types import Reason

MOST = 5
"""Reasons given at most."""

_SAME_START = 2  # letters that a word and its dictionary form share, to look at few words closely
_LEAST_REUSED = 0.02  # share of the shorter text; stock phrases reach so much
_LEAST_WEIGHT = 0.05  # log-odds; less moved nothing
_SECTIONS = {
    SectionKind.BACKGROUND: "Baggrunden ligner",
    SectionKind.CONTENT: "Det, der skal gøres, ligner",
    SectionKind.IMPLEMENTATION: "Gennemførelsen ligner",
    SectionKind.ECONOMY: "Økonomien begrundes på samme måde",
    SectionKind.EFFECT: "Den ventede effekt ligner",
}
_GROUPS = {
    "copied": ("copied", "copied_both", "own_text"),
    "mention": ("mention",),
    "names": ("names",),
    "concepts": ("concepts", "about", "case"),
    "means": ("means",),
    "people": ("people",),
    "words": ("words", "title_words", "title_in_text", "title"),
    "text": ("whole", "title_text", "passages", "closest", "content", "background"),
    "office": ("same_office", "affected"),
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Pair:
    """The proposal that was asked about (here) and an answer (there)."""

    here: Placed
    there: Placed
    features: Vector
    names: NameWeights


Told = tuple[str, Span | None, Span | None]


def reasons(pair: Pair, model: Logistic) -> tuple[Reason, ...]:
    """The strongest reasons first; none where nothing can be pointed at."""
    contributions = dict(zip(FEATURES, model.contributions(pair.features), strict=True))
    found = []
    for kind, members in _GROUPS.items():
        weight = float(sum(contributions[name] for name in members))
        told = _TELLERS[kind](pair) if weight >= _LEAST_WEIGHT else None
        if told:
            found.append(Reason(kind=kind, message=told[0], here=told[1], there=told[2], weight=round(weight, 3)))
    return tuple(sorted(found, key=lambda reason: -reason.weight)[:MOST])


def _feature(pair: Pair, name: str) -> float:
    return float(pair.features[FEATURES.index(name)])


def _copied(pair: Pair) -> Told | None:
    share = _feature(pair, "copied")
    if share < _LEAST_REUSED:
        return None
    here, there = copied_passages(pair.here, pair.there), copied_passages(pair.there, pair.here)
    return f"{share:.0%} af teksten er genbrugt.".replace("%", " %"), _span(pair.here, here), _span(pair.there, there)


def _mention(pair: Pair) -> Told | None:
    for by, other, turned in ((pair.here, pair.there, False), (pair.there, pair.here, True)):
        place = mentioned(by.entry, other.entry)
        if place is not None:
            mention = by.entry.mentions[place]
            who = "Det andet forslag nævner dette" if turned else "Nævner det andet forslag"
            text = " ".join(mention.text.split())
            span = Span(start=mention.start, end=mention.end)
            return f"{who}: »{text}«.", None if turned else span, span if turned else None
    return None


def _names(pair: Pair) -> Told | None:
    shared = [name for weight, name in shared_names(pair.here, pair.there, pair.names) if weight > 0]
    if not shared:
        return None
    first = shared[0].lower()
    message = f"Begge nævner {_listed(shared[:3])}, som få andre forslag nævner."
    return message, _name_span(pair.here, first), _name_span(pair.there, first)


def _name_span(placed: Placed, folded: str) -> Span | None:
    return next((Span(start=n.start, end=n.end) for n in placed.entry.names if n.name.lower() == folded), None)


def _concepts(pair: Pair) -> Told | None:
    return _of_facet(pair, "case", "Begge handler om")


def _means(pair: Pair) -> Told | None:
    return _of_facet(pair, "means", "Samme middel:")


def _people(pair: Pair) -> Told | None:
    return _of_facet(pair, "people", "Samme målgruppe:")


def _of_facet(pair: Pair, facet: str, opening: str) -> Told | None:
    """The concepts of a facet that weigh most in both, with the words that each of the two uses for the first."""
    both = np.minimum(pair.here.concepts, pair.there.concepts)
    order = sorted((one for one in concepts() if one.facet == facet), key=lambda one: -both[one.number])
    named = [one for one in order[:3] if both[one.number] > 0.5 * both[order[0].number] > 0]
    if not named:
        return None
    here, there = (_place(side, f"{facet}:{named[0].name}") for side in (pair.here, pair.there))
    if not here or not there:
        return None
    words = f" (her »{here[0]}«, dér »{there[0]}«)" if here[0] != there[0] else ""
    return f"{opening} {_listed(one.name for one in named)}{words}.", here[1], there[1]


def _place(placed: Placed, concept: str) -> tuple[str, Span] | None:
    """The word used most for a concept, and the passage that has it most."""
    if concept not in placed.entry.concept_places:
        return None
    word, number = placed.entry.concept_places[concept]
    passage = placed.entry.passages[number]
    return word, Span(start=passage.start, end=passage.end)


def _words(pair: Pair) -> Told | None:
    numbers, here, there = np.intersect1d(pair.here.words[0], pair.there.words[0], return_indices=True)
    if not len(numbers):
        return None
    weight = pair.here.words[1][here] * pair.there.words[1][there]
    heaviest = numbers[np.argsort(-weight)[:4]]
    named = list(pair.here.vocabulary.spelling(heaviest))
    spans = [_passage_with(side, named) for side in (pair.here, pair.there)]
    return f"Samme særlige ord: {_listed(_as_written(pair.here, named))}.", spans[0], spans[1]


def _as_written(placed: Placed, named: list[str]) -> list[str]:
    """Dictionary forms as the text has them: a person does not know 'KIT' again in 'kitte'."""
    starts, found = {word[:_SAME_START] for word in named}, dict[str, str]()
    for passage in placed.entry.passages:
        if len(found.keys() & named) == len(named):
            break
        for match in WORD.finditer(passage.text):
            written = match.group()
            if written[:_SAME_START].lower() in starts:
                found.setdefault(normal(written), written if written[1:] != written[1:].lower() else written.lower())
    return list(dict.fromkeys(found.get(word, word) for word in named))


def _passage_with(placed: Placed, named: list[str]) -> Span | None:
    counts = [sum(word in passage.text.lower() for word in named) for passage in placed.entry.passages]
    return _span(placed, np.array(counts)) if counts else None


def _text(pair: Pair) -> Told | None:
    if not pair.here.entry.passages or not pair.there.entry.passages:
        return None
    table = pair.here.passages.astype(np.float32) @ pair.there.passages.astype(np.float32).T
    # What stands in both word for word is told as reused, and is no likeness of two texts.
    if _feature(pair, "copied") >= _LEAST_REUSED:
        table[np.flatnonzero(copied_passages(pair.here, pair.there) >= COPIED_PASSAGE)] = -1
        table[:, np.flatnonzero(copied_passages(pair.there, pair.here) >= COPIED_PASSAGE)] = -1
    if table.max() <= 0:
        return None
    row, column = np.unravel_index(int(table.argmax()), table.shape)
    one, other = pair.here.entry.passages[int(row)], pair.there.entry.passages[int(column)]
    opening = _SECTIONS.get(one.section) if one.section is other.section else None
    message = f"{opening or 'To afsnit ligner hinanden'}; se de to afsnit."
    return message, Span(start=one.start, end=one.end), Span(start=other.start, end=other.end)


def _office(pair: Pair) -> Told | None:
    one, other = pair.here.entry, pair.there.entry
    if one.submitting and one.submitting == other.submitting:
        return f"Samme forvaltning: {one.submitting}.", None, None
    return None


def _span(placed: Placed, values: np.ndarray) -> Span | None:
    """The passage with the highest value."""
    if not placed.entry.passages:
        return None
    passage = placed.entry.passages[int(np.argmax(values))]
    return Span(start=passage.start, end=passage.end)


def _listed(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} og {last}" if first else last


_TELLERS: dict[str, Callable[[Pair], Told | None]] = {
    "copied": _copied,
    "mention": _mention,
    "names": _names,
    "concepts": _concepts,
    "means": _means,
    "people": _people,
    "words": _words,
    "text": _text,
    "office": _office,
}
