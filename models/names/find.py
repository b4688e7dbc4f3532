"""The names of a proposal: lists and open rules put together, each name once with its usual spelling and its places."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.administrations import find_administrations
from corpus.sections import section_spans
from corpus.types import Proposal, SectionKind, Span
from models.names.cues import in_list_with, says_body, says_system
from models.names.gazetteer import Hit, load_gazetteer, municipalities
from models.names.groups import find_laws, find_narrowed_groups
from models.names.open_names import candidates, find_owned_systems, open_kind, opens_body
from models.names.persons import find_persons
from models.names.words import Word, bare, words
from models.running_text import running_text, title_and_summary
from models.types import Name, NameKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MUNICIPALITY = re.compile(r"[Kk]ommune(?:s|r|rs)?")
_DEFINED = re.compile(r"\s{0,2}\(([A-ZÆØÅ][A-Za-zÆØÅæøå]{1,7})\)")


@dataclass(frozen=True, slots=True)
class _Found:
    """One place of a name. ``key`` is shared by the spellings of one name; ``printed`` is without a genitive."""

    kind: NameKind
    key: str
    printed: str
    start: int
    end: int


def find_names(proposal: Proposal, doc: Doc) -> tuple[Name, ...]:
    """The names that a proposal's own words hold, in order of their first place; persons among them, to be masked.

    ``doc`` is the proposal's text as ``models.language`` reads it. What the form prints (check boxes, bodies consulted)
    has fields of its own and gives no names. Linear in the length of the text.
    """
    text = proposal.text
    read = words(text, doc)
    persons = list(find_persons(text, read))
    found = sorted(_all(text, read), key=lambda one: (one.start, -one.end))
    found = _outside(found, persons)
    own = {one.start for one in _outside(found, sorted(_form(proposal), key=lambda one: one.start))}
    found = [one for one in found if one.kind is NameKind.SYSTEM or one.start in own]
    found = sorted([*found, *_abbreviations(text, found)], key=lambda one: (one.start, -one.end))
    people = [Name(kind=NameKind.PERSON, name=text[p.start : p.end], spans=(p,)) for p in persons]
    return tuple(sorted([*_names(found), *people], key=lambda name: (name.spans[0].start, name.kind)))


class _Places:
    """The places that names have taken: where two would overlap, the first to come keeps it."""

    def __init__(self, length: int) -> None:
        self.found: list[_Found] = []
        self.systems_end: set[int] = set()  # words behind which a system's name has just ended
        self._taken = bytearray(length)  # 1 for each character that a name has

    def add(self, one: _Found, last: int | None = None) -> None:
        """Takes the characters of a name unless they are taken; ``last`` is the word behind it."""
        if self.holds(one.start, one.end):
            return
        self.found.append(one)
        self._taken[one.start : one.end] = b"\1" * (one.end - one.start)
        if last is not None and one.kind is NameKind.SYSTEM:
            self.systems_end.add(last)

    def holds(self, start: int, end: int) -> bool:
        """Whether some of these characters are taken."""
        return self._taken.find(1, start, end) >= 0


def _all(text: str, read: Sequence[Word]) -> list[_Found]:
    """Every name found, surest rule first: administrations, long names of bodies, the lists, then open cues."""
    places = _Places(len(text))
    for named in find_administrations(text):
        if named.name.endswith("forvaltningen"):
            places.add(_Found(NameKind.ORGANISATION, named.name, named.name, named.start, named.end))
    for span in find_owned_systems(text):
        places.add(_spelt(NameKind.SYSTEM, text, span.start, span.end))
    for span in find_narrowed_groups(text):
        places.add(_spelt(NameKind.TARGET_GROUP, text, span.start, span.end))
    hits = sorted(load_gazetteer().find(text, read), key=lambda h: (h.start, -h.end, _SUREST.index(h.entry.kind)))
    runs = list(candidates(read))
    listed = {(hit.start, hit.end) for hit in hits}
    for run in runs:
        one = _spelt(NameKind.ORGANISATION, text, run.start, run.end)
        if opens_body(read, run) and (one.start, one.end) not in listed:
            places.add(one)
    towns = municipalities()
    for hit in hits:
        if not places.holds(hit.start, hit.end) and _meant(read, hit, places.systems_end):
            places.add(_listed(text, read, hit, towns), hit.last)
    for run in runs:
        if not places.holds(run.start, run.end):
            kind = open_kind(read, run, places.systems_end)
            if kind is not None:
                places.add(_spelt(kind, text, run.start, run.end), run.last)
    for span in find_laws(text):
        places.add(_spelt(NameKind.LAW, text, span.start, span.end))
    return places.found


_SUREST = [NameKind.SYSTEM, NameKind.ORGANISATION, NameKind.LAW, NameKind.PLACE, NameKind.TARGET_GROUP]


def _spelt(kind: NameKind, text: str, start: int, end: int) -> _Found:
    """A name that no list holds, as it is printed but for a genitive's ending."""
    printed = bare(text[start:end])
    spelling = " ".join(printed.split())
    return _Found(kind, spelling.casefold(), spelling, start, start + len(printed))


def _meant(read: Sequence[Word], hit: Hit, systems_end: set[int]) -> bool:
    """Whether a name of the lists is meant: names that are also words need a cue."""
    behind = [word.text for word in read[hit.last : hit.last + 2]]
    if hit.entry.name in {"CPR", "CVR"} and behind[:1] == ["-"]:
        return False  # 'CPR-nummer' is a number
    if not hit.entry.contextual:
        return True
    if hit.entry.kind is NameKind.ORGANISATION:
        return says_body(read, hit.first, hit.last)
    if says_system(read, hit.first, hit.last) or in_list_with(read, hit.first, systems_end):
        return True
    before = read[hit.first - 1].text if hit.first else ""
    return not read[hit.first].opens and before in {"i", "fra", "via", "på", "(", "typisk", "mod"}


def _listed(text: str, read: Sequence[Word], hit: Hit, towns: frozenset[str]) -> _Found:
    """A name of the lists; a town behind which 'Kommune' stands is a body."""
    following = read[hit.last].text if hit.last < len(read) else ""
    if hit.entry.kind is NameKind.PLACE and hit.entry.name in towns and _MUNICIPALITY.fullmatch(following):
        end = read[hit.last].end - following.endswith("s")
        printed = " ".join(text[hit.start : end].split())
        return _Found(NameKind.ORGANISATION, f"{hit.entry.name} kommune", printed, hit.start, end)
    return _Found(hit.entry.kind, f"{hit.entry.kind}:{hit.entry.name}", hit.printed, hit.start, hit.end)


def _form(proposal: Proposal) -> Iterator[Span]:
    """What the form prints and other fields hold: its head but for title and running text; who was consulted."""
    first = proposal.sections[0].start if proposal.sections else 0
    told = [span for span in title_and_summary(proposal) if span]
    told += [Span(start=one.start, end=one.end) for one in running_text(proposal) if one.end <= first]
    end = 0
    for span in sorted(told, key=lambda one: one.start):
        if span.start >= first:
            break
        yield Span(start=end, end=max(end, span.start))
        end = max(end, span.end)
    yield Span(start=end, end=max(end, first))
    for section in proposal.sections:
        yield Span(start=section.start, end=section.body_start)
    for table in proposal.tables:
        yield Span(start=table.start, end=table.end)
    yield from section_spans(proposal.sections, SectionKind.CONSULTED)


def _outside(found: Sequence[_Found], hidden: Sequence[Span]) -> list[_Found]:
    """What stands in no hidden span; both in order of their starts."""
    kept: list[_Found] = []
    place = 0
    end = 0
    for one in found:
        while place < len(hidden) and hidden[place].start < one.end:
            end = max(end, hidden[place].end)
            place += 1
        if one.start >= end:
            kept.append(one)
    return kept


def _abbreviations(text: str, found: Sequence[_Found]) -> Iterator[_Found]:
    """Places of the abbreviations that the text itself explains: 'Enhed for Servicedesign (EFS)' … 'EFS'."""
    meant: dict[str, _Found] = {}
    for one in found:
        match = _DEFINED.match(text, one.end)
        if match and one.kind in (NameKind.ORGANISATION, NameKind.SYSTEM):
            meant.setdefault(match[1], one)
    if not meant:
        return
    taken = {one.start for one in found}
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, meant))})(?!\w)")
    for match in pattern.finditer(text):
        one = meant[match[0]]
        if match.start() not in taken:
            yield _Found(one.kind, one.key, match[0], match.start(), match.end())


def _names(found: Sequence[_Found]) -> Iterator[Name]:
    """One name for all places of a key, spelt as the longest of its printed spellings."""
    groups: dict[tuple[NameKind, str], list[_Found]] = defaultdict(list)
    explained: dict[tuple[NameKind, str], tuple[NameKind, str]] = {}
    for one in found:
        key = (one.kind, one.key)
        groups[explained.get(key, key)].append(one)
    for (kind, _), places in groups.items():
        spelling = max(places, key=lambda place: len(place.printed)).printed
        yield Name(kind=kind, name=spelling, spans=tuple(Span(start=p.start, end=p.end) for p in places))
