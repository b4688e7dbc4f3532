"""Other proposals and projects that a text names, resolved to known ones by code and year, printed title or content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from corpus.codes import KNOWN_PREFIXES, find_codes, repair_code
from corpus.folding import fold
from corpus.types import Proposal
from models.names.mention_cues import (
    ABOUT,
    AGAIN,
    AHEAD,
    APPROVED,
    CUE_BEGIN,
    CUE_END,
    EARLIER,
    ID,
    NAMED,
    QUOTED,
    YEAR,
)
from models.names.surroundings import REACH, Surroundings, later_of
from models.names.title_index import KnownProposal, TitleIndex, stems
from models.running_text import title_and_summary
from models.types import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SAME_TITLE = 88  # rapidfuzz's 0 to 100 on folded text: the same title in other words' endings or with a slip
_PART_OF_TITLE = 92  # of a quotation that is a part of a title
_FEWEST_PART_LETTERS = 18  # folded letters that a part of a title must have to tell which
_ALONE_WORDS = 3  # words of a title that is known without a cue or quotation marks
_MOST_COMPARED = 20  # titles that a quotation is compared with letter by letter
_LEAST_SHARE = 0.5  # of a title's weight that the words pointing at it must have
_LEAST_WEIGHT = 5.0  # summed weight of the shared words: two rare ones
_ONE_RARE_WORD = 3.0  # weight of a word that one title in twenty has
_CLEARLY = 1.2  # how many times the next one's weight the best title must have
_SAME_LETTERS = 1.3  # how much more a proposal with the same letters in its code counts
_DIGITS = "0123456789abcdefgh"


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    place: int | None
    code: str | None = None
    year: int | None = None

    @property
    def printed_id(self) -> str | None:
        """The id of a proposal that the collection lacks, where the text prints both its code and its year."""
        return f"{self.year}-{self.code}" if self.year and self.code else None


def find_mentions(proposal: Proposal, doc: Doc, known: Sequence[KnownProposal] | TitleIndex) -> tuple[Mention, ...]:
    """Where a proposal names other proposals or projects, in order; ``proposal_id`` where one known proposal is meant.

    A proposal is no mention of itself, and none is resolved to one of a later year. Build the ``TitleIndex`` once where
    many proposals are read against one collection. Linear in the length of the text.
    """
    index = known if isinstance(known, TitleIndex) else TitleIndex(known)
    search = _Search(proposal, index, doc)
    return tuple(
        _mention(proposal.text, one, index.known[one.place] if one.place is not None else None)
        for one in _apart(search.all())
    )


def _apart(found: Iterable[_Found]) -> list[_Found]:
    """What was found, surest first, without what overlaps something surer; in order of the text."""
    taken: set[int] = set()
    kept = []
    for one in found:
        if taken.isdisjoint(range(one.start, one.end)):
            taken.update(range(one.start, one.end))
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _mention(text: str, one: _Found, target: KnownProposal | None) -> Mention:
    return Mention(
        text=text[one.start : one.end],
        start=one.start,
        end=one.end,
        proposal_id=target.id if target else one.printed_id,
        code=one.code or (target.code if target else None),
        year=one.year or (target.year if target else None),
    )


class _Search:
    """One proposal's text against the known proposals."""

    def __init__(self, proposal: Proposal, index: TitleIndex, doc: Doc) -> None:
        self.proposal = proposal
        self.text = proposal.text
        self.index = index
        own = fold(proposal.title)
        title, _ = title_and_summary(proposal)
        self.head_end = max((span.end for span in (title,) if span), default=0)
        self.hidden = [span for span in (title,) if span]
        self.own = [*stems(proposal.title) * 2, *dict.fromkeys(stems(proposal.summary or ""))]  # the title says more
        self.around = Surroundings(proposal.text, doc, year=proposal.year)
        self.own_title = own
        self.allowed = {
            place for place, one in enumerate(index.known) if not self._is_own(place) and not self._is_later(one)
        }
        self.earlier: dict[int, set[int]] = defaultdict(set)  # the earlier proposals of each year
        for place in self.allowed:
            year = index.known[place].year or 0
            if proposal.year is None or year < proposal.year:
                self.earlier[year].add(place)
        self.before: set[int] = set().union(*self.earlier.values())

    def all(self) -> Iterator[_Found]:
        """Everything found, in the order of how sure the ways are."""
        yield from self._ids()
        yield from self._codes()
        yield from self._titles()
        yield from self._quotations()
        yield from self._named()
        yield from self._described()
        yield from self._again()
        yield from self._ahead()

    # ------------------------------------------------------------ by code

    def _ids(self) -> Iterator[_Found]:
        """'2018-BC07', as the collection itself names proposals."""
        for match in ID.finditer(self.text):
            code, year = repair_code(match["code"]), int(match["year"])
            if code is None or (code == self.proposal.code and year == self.proposal.year):
                continue
            if self.proposal.year is not None and year > self.proposal.year:
                continue
            places = [place for place in self.index.by_code.get(code, ()) if self.index.known[place].year == year]
            yield _Found(match.start(), match.end(), places[0] if places else None, code, year)

    def _codes(self) -> Iterator[_Found]:
        for code in find_codes(self.text):
            if self._is_hidden(code.start) or code.start < self.head_end:
                continue
            year = self.around.year_near(code.start, code.end)
            if code.repaired == self.proposal.code and year in (None, self.proposal.year):
                continue
            places = [place for place in self.index.by_code.get(code.repaired, ()) if place in self.allowed]
            if year:
                near = [p for p in places if self.index.known[p].year in (year, year - 1)]
                exact = [p for p in near if self.index.known[p].year == year]
                places = exact or near
            elif len(places) > 1:
                places = [p for p in places if self.index.known[p].year == self.proposal.year]
            prefix = code.repaired.rstrip(_DIGITS)
            cued = CUE_END.search(self.text[max(0, code.start - 40) : code.start]) is not None
            if len(places) == 1 and (cued or prefix in KNOWN_PREFIXES):
                yield _Found(code.start, code.end, places[0], code.repaired, year)
            elif cued or (prefix in KNOWN_PREFIXES and year):
                yield _Found(code.start, code.end, None, code.repaired, year)

    # ------------------------------------------------------------ by title

    def _titles(self) -> Iterator[_Found]:
        for start, end, places in self.index.printed(self.text):
            if self._is_hidden(start):
                continue
            place = self._nearest([p for p in places if p in self.allowed], start, end)
            if place is None:
                continue
            cued = self._is_cued(start) or self.text[max(0, start - 1) : start] in "\"“”„»«'"
            if cued or (self.index.words_of(place) >= _ALONE_WORDS and self.text[start].isupper()):
                yield _Found(start, end, place)

    def _quotations(self) -> Iterator[_Found]:
        for match in QUOTED.finditer(self.text):
            inner = match[1] or match[2]
            start = match.start(1) if match[1] else match.start(2)
            if self._is_hidden(start):
                continue
            cued = self._is_cued(match.start()) or CUE_BEGIN.match(inner) is not None
            place = self._by_title(inner, start, start + len(inner))
            if place is not None and (cued or len(stems(inner)) >= _ALONE_WORDS):
                yield _Found(start, start + len(inner), place)
            elif cued and not alike_titles(fold(inner), self.own_title):
                yield _Found(start, start + len(inner), None, None, None)

    def _by_title(self, printed: str, start: int, end: int) -> int | None:
        """The known proposal whose title is printed here with slips, or in part."""
        folded = fold(printed)
        likely = [
            place
            for _, _, place in self.index.about(stems(printed), self.allowed)[:_MOST_COMPARED]
            if alike_titles(folded, self.index.folded[place])
        ]
        return self._nearest(likely, start, end)

    # ------------------------------------------------------------ by name and content

    def _named(self) -> Iterator[_Found]:
        for match in NAMED.finditer(self.text):
            name = match["name"]
            if not self._is_hidden(match.start()):
                yield _Found(match.start(), match.end(), self._by_title(name, match.start("name"), match.end()))

    def _described(self) -> Iterator[_Found]:
        """'det tidligere forsøg med X', 'forslaget om X, som blev vedtaget i 2017'."""
        for match in ABOUT.finditer(self.text):
            if self._is_hidden(match.start()):
                continue
            around = self.around.sentence(match.start(), match.end())
            if not EARLIER.search(around):
                continue
            phrase = stems(match["what"]) + stems(match[0].split(" ", 1)[0])
            place = self._clear_best(phrase, self.around.told_years(around))
            if place is not None or APPROVED.search(around):
                yield _Found(match.start(), match.end(), place)

    def _again(self) -> Iterator[_Found]:
        """'Forslaget blev trukket sidste år': the earlier proposal whose title this text takes up."""
        for match in AGAIN.finditer(self.text):
            start, end = self.around.bounds(match.start(), match.end())
            around = self.text[start:end]
            if not self._is_hidden(match.start()) and EARLIER.search(around):
                yield _Found(start, end, self._clear_best([], self.around.told_years(around)))

    def _ahead(self) -> Iterator[_Found]:
        """'et investeringsforslag til Budget 2023': one still to come, that the collection may hold now."""
        for match in AHEAD.finditer(self.text):
            year = int(match["year"][:2] + match["later"]) if match["later"] else int(match["year"])
            if self._is_hidden(match.start()) or year < (self.proposal.year or 0):
                continue
            places = {
                place
                for place, one in enumerate(self.index.known)
                if self._is_later(one) and one.year in (year - 1, year)
            }
            ranked = self.index.about(self.own, places) if places else []
            place = ranked[0][2] if ranked and ranked[0][0] >= _LEAST_SHARE and ranked[0][1] >= _LEAST_WEIGHT else None
            yield _Found(match.start(), match.end(), place, None, year)

    def _clear_best(self, phrase: Sequence[str], years: tuple[int, ...]) -> int | None:
        """The one earlier title that the phrase and this proposal's own subject point at; None where none stands out.

        Where the text tells the year and the code says the same administration, one rare word in common is enough.
        """
        asked = set().union(*(self.earlier.get(year, ()) for year in years)) if years else self.before
        if phrase:
            near = {place for _, _, place in self.index.about(phrase, asked)}
            asked = near or (asked if len(years) == 1 else set())
        wanted = [*phrase, *self.own]
        ranked = sorted(self.index.about(wanted, asked), key=lambda one: (-one[1] * self._kin(one[2]), one[2]))
        if not ranked:
            return None
        share, weight, place = ranked[0]
        clear = len(ranked) == 1 or weight * self._kin(place) >= _CLEARLY * ranked[1][1] * self._kin(ranked[1][2])
        enough = share >= _LEAST_SHARE and weight >= _LEAST_WEIGHT
        told = bool(years) and self._kin(place) > 1 and weight >= _ONE_RARE_WORD
        return place if clear and (enough or told) else None

    def _kin(self, place: int) -> float:
        """How much more a proposal of the same administration is meant than another, by the letters of its code."""
        code, own = self.index.known[place].code, self.proposal.code
        return _SAME_LETTERS if code and own and code.rstrip(_DIGITS) == own.rstrip(_DIGITS) else 1.0

    # ------------------------------------------------------------ what is around

    def _is_own(self, place: int) -> bool:
        one = self.index.known[place]
        if one.year != self.proposal.year and one.year is not None and self.proposal.year is not None:
            return False
        return (one.code is not None and one.code == self.proposal.code) or alike_titles(
            fold(one.title), self.own_title
        )

    def _is_later(self, one: KnownProposal) -> bool:
        return one.year is not None and self.proposal.year is not None and one.year > self.proposal.year

    def _is_hidden(self, start: int) -> bool:
        return any(span.start <= start < span.end for span in self.hidden)

    def _is_cued(self, start: int) -> bool:
        return CUE_END.search(self.text[max(0, start - 40) : start].rstrip("\"“”„»«' ") + " ") is not None

    def _nearest(self, places: Sequence[int], start: int, end: int) -> int | None:
        """Of proposals that share a title, the one whose year stands by the mention, else the latest."""
        if not places:
            return None
        if len({self.index.known[p].id for p in places}) == 1:
            return places[0]
        near = self.text[max(0, start - REACH) : end + REACH]
        years = {later_of(match) for match in YEAR.finditer(near)} | {int(m[1]) for m in YEAR.finditer(near)}
        told = [p for p in places if self.index.known[p].year in years]
        if len(told) == 1:
            return told[0]
        return max(told or places, key=lambda p: (self.index.known[p].year or 0, -p))


def alike_titles(printed: str, title: str) -> bool:
    """Whether folded text is a title with slips, or a part of it that is long enough to tell which."""
    if not printed or not title:
        return False
    if fuzz.ratio(printed, title) >= _SAME_TITLE:
        return True
    shorter, longer = sorted((printed, title), key=len)
    return len(shorter) >= _FEWEST_PART_LETTERS and fuzz.partial_ratio(shorter, longer) >= _PART_OF_TITLE
