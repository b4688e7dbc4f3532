"""The proposals that a text may mention, to be looked up by code, by printed title and by what a title is about."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus.folding import fold
from corpus.titles import slug
from corpus.types import Overview, Proposal

_WORD = re.compile(r"\w+")
_STEM = 6  # letters that tell a word from others whatever its ending: 'ventilation', 'ventilationsanlæg'
_ENDING = re.compile(r"(?<=\w{3})(?:er)?(?:nes|ne|ens|ets|en|et|es|er|e|s)?$")
_FEWEST_LETTERS = 3
# Words that many titles have and that say nothing about which one is meant.
_COMMON = re.compile(
    r"af|at|de|den|der|det|disse|efter|eller|en|er|et|for|fra|gennem|har|hos|hvad|hvor|i|ind|ikke|kan|med|mere|men"
    r"|mellem|mod|når|nye|nyt|ny|og|om|op|over|på|sig|som|sin|til|ud|uden|under|ved|via|vil|vores|bedre|brug|forslag"
    r"|projekt|pilotprojekt|projektet|forslaget|udvikling|etablering|indførelse|implementering|kommunens|kommune"
    r"|københavns|københavn|innovation"
)


@dataclass(frozen=True, kw_only=True)
class KnownProposal:
    """A proposal, or a front table's line, that another text may mention: its id, code, title and year."""

    id: str
    code: str | None
    title: str
    year: int | None


def known_proposals(
    proposals: Iterable[tuple[str, Proposal]], overview: Iterable[Overview] = ()
) -> tuple[KnownProposal, ...]:
    """What one document makes known: its proposals with their ids, and the front table's lines that have no text here.

    A front table does not print its year: it is that of most proposals behind it, else the year of its price level.
    """
    given = list(proposals)
    known = [KnownProposal(id=name, code=one.code, title=one.title, year=one.year) for name, one in given]
    years = [one.year for one in known if one.year is not None]
    common = max(sorted(set(years)), key=years.count) if years else None
    codes = {one.code for one in known if one.code}
    titles = {fold(one.title) for one in known}
    for line in overview:
        year = common or line.price_level_year
        if (line.code in codes if line.code else fold(line.title) in titles) or year is None:
            continue
        known.append(
            KnownProposal(id=f"{year}-{line.code or slug(line.title)}", code=line.code, title=line.title, year=year)
        )
    return tuple(known)


def stems(text: str) -> list[str]:
    """What a text is about: the beginnings of its words in order, without the commonest."""
    found = []
    for word in _WORD.findall(text.casefold()):
        if len(word) >= _FEWEST_LETTERS and not _COMMON.fullmatch(word) and not word.isdigit():
            found.append(_ENDING.sub("", word)[:_STEM])
    return found


@dataclass(slots=True)
class _Branch:
    children: dict[str, _Branch] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)


class TitleIndex:
    """Known proposals by code, by the words of their titles in order, and by the stems of those words."""

    def __init__(self, known: Sequence[KnownProposal]) -> None:
        self.known = tuple(dict.fromkeys(known))
        self.by_code: dict[str, list[int]] = defaultdict(list)
        self._stems = [tuple(dict.fromkeys(stems(one.title))) for one in self.known]
        self.folded = [fold(one.title) for one in self.known]
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        self._root = _Branch()
        for place, one in enumerate(self.known):
            if one.code:
                self.by_code[one.code].append(place)
            for stem in self._stems[place]:
                self._by_stem[stem].append(place)
            branch = self._root
            for word in _WORD.findall(one.title.casefold()):
                branch = branch.children.setdefault(word, _Branch())
            branch.ends.append(place)

    def printed(self, text: str) -> Iterator[tuple[int, int, list[int]]]:
        """Where a text prints a whole known title, in any case: start, end and the proposals' places."""
        found = list(_WORD.finditer(text))
        words = [match[0].casefold() for match in found]
        place = 0
        while place < len(words):
            branch: _Branch | None = self._root
            best: tuple[int, list[int]] | None = None
            reach = place
            while reach < len(words) and branch is not None:
                branch = branch.children.get(words[reach])
                reach += 1
                if branch is not None and branch.ends:
                    best = (reach, branch.ends)
            if best:
                yield found[place].start(), found[best[0] - 1].end(), best[1]
            place = best[0] if best else place + 1

    def about(self, wanted: Iterable[str], may: Container[int] | None = None) -> list[tuple[float, float, int]]:
        """Titles that share stems with some words: share of the title, shared weight and place, best first.

        A stem weighs by how few titles have it, and twice where it is asked twice; one that very many titles have costs
        nothing.
        """
        count = max(len(self.known), 2)
        shared: dict[int, float] = defaultdict(float)
        for stem, times in Counter(wanted).items():
            places = self._by_stem.get(stem, [])
            if not places or len(places) > _MOST_TITLES:
                continue
            weight = math.log(1 + count / len(places)) * min(times, _MOST_TIMES)
            for place in places:
                if may is None or place in may:
                    shared[place] += weight
        ranked = [(weight / self._weight(place, count), weight, place) for place, weight in shared.items()]
        return sorted(ranked, key=lambda one: (-one[0], -one[1], one[2]))

    def _weight(self, place: int, count: int) -> float:
        return sum(math.log(1 + count / len(self._by_stem[stem])) for stem in self._stems[place]) or 1.0

    def words_of(self, place: int) -> int:
        """How many stems a title has."""
        return len(self._stems[place])


_MOST_TIMES = 2
_MOST_TITLES = 500  # titles that share a stem, above which the stem tells nothing
