"""Find a proposal's sections: headings on their own lines, wrapped, numbered, damaged, or inside a flattened line.

Candidates are collected first with how sure their print makes them (a number, capitals, a heading style), then
settled against each other: the names recur in prose, captions and table heads, and those must not become sections.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from corpus.folding import fold
from corpus.section_names import TEMPLATE_ORDER, NamedSection, match_beginning, match_name, name_pattern
from corpus.types import Line, Part, Section, SectionKind, Span

# '1.2', '1.2.', '3.', '10)', and as misread: '1.l', 'l.2', '1,2', '1. 2'.
_NUMBER = r"(?P<number>(?:\d{1,2}|[lI|])(?:\s?[.,]\s?(?:\d{1,2}|[lI|])(?![a-zæøå])){0,3})(?P<mark>\s?[.):])?"
_NUMBERED = re.compile(rf"{_NUMBER}(?:\s{{1,3}}|(?<=[.)])(?=[A-ZÆØÅ]))(?=\D)")
_NUMBER_ALONE = re.compile(r"(?:\d{1,2}\.\d{1,2}\.?|\d{1,2}[.)])")
_CAPTION = re.compile(r"^(?:tabel|table|tab\.|figur|fig\.|note|graf)\b", re.I)
_REFERENCE_BEFORE = re.compile(
    r"\b(?:(?:tabel|table|tab\.|figur|bilag)(?:\s{1,2}[\dX](?:\.?\d){0,3}\s?[.:]?)?"
    r"|afsnit|afsnittet|pkt\.?|punkt|kapitel|jf\.?|se|under)\s{0,2}[\"'”“(]?$",
    re.I,
)
_CONTENTS_LINE = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){3,})\s?\d{0,3}\s?$")
_SENTENCE_END_BEFORE = re.compile(r"(?:^|[.:;!?)\]”\"*\n☒☐]|\d|\bkr\.?|p/l|[Xx])\s{0,3}$")
_DATE_LIKE = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4}|1[6-9]|[2-9]\d)\b")
_FORM_LABEL = re.compile(
    r"^(?:forslagets titel|kort resum|resum|fremstillende|berørte|angiv p/l|der søges om midler|innovationsforslag"
    r"|investeringsforslag|effektiviseringsforslag|business\s?case|budgetnotat)",
    re.I,
)
_LONGEST_HEADING = 120  # characters; a longer line is a paragraph
_LONGEST_SUBHEADING = 110
_SHORTEST_SUBHEADING = 4

# How sure the print makes a candidate. CERTAIN: number, capitals or heading style; LIKELY: a full name on its own line;
# POSSIBLE: one common word, or a name inside a line, which must also stand where the templates put it.
_CERTAIN, _LIKELY, _POSSIBLE, _SUBHEADING = 3, 2, 1, 0


@dataclass(frozen=True, kw_only=True)
class _Candidate:
    start: int
    end: int
    kind: SectionKind
    name: str
    sureness: int
    number: tuple[int, ...] = ()
    own_line: bool = True

    @property
    def level(self) -> int:
        return len(self.number)


def _read_number(printed: str) -> tuple[int, ...]:
    digits = re.sub(r"[lI|]", "1", printed)
    return tuple(int(d) for d in re.findall(r"\d+", digits))


def heading_level(heading: str) -> int:
    """How deep a printed heading is numbered: 0 without a number, 1 for '3.', 2 for '1.4', 3 for '1.4.2'."""
    found = _NUMBERED.match(heading)
    return len(_read_number(found["number"])) if found else 0


def find_sections(part: Part) -> tuple[Section, ...]:
    """The sections of a proposal in printed order, each reaching from its heading to the next one.

    Sub-headings come with the kind OTHER where they are numbered or the format marked them as headings. A proposal
    without any known heading has no sections.
    """
    settled = _settle(list(_candidates(part)))
    ends = [*(c.start for c in settled), len(part.text)][1:]
    return tuple(_section(part.text, c, end) for c, end in zip(settled, ends, strict=True)) if settled else ()


def section_spans(sections: Sequence[Section], kind: SectionKind) -> tuple[Span, ...]:
    """The bodies of all sections of a kind, each with the sub-sections that stand under it."""
    spans = []
    for place, section in enumerate(sections):
        if section.canonical is not kind:
            continue
        level = heading_level(section.heading)
        end = section.end
        for later in sections[place + 1 :]:
            deeper = heading_level(later.heading) > level or heading_level(later.heading) == 0
            if later.canonical is not SectionKind.OTHER or not deeper:
                break
            end = later.end
        spans.append(Span(start=section.body_start, end=end))
    return tuple(spans)


def _section(text: str, candidate: _Candidate, end: int) -> Section:
    body = candidate.end
    while body < end and (text[body].isspace() or text[body] in "*_#"):
        body += 1
    heading = re.sub(r"\s+", " ", text[candidate.start : candidate.end]).strip()
    return Section(heading=heading, canonical=candidate.kind, start=candidate.start, end=end, body_start=body)


# ---------------------------------------------------------------- collecting


def _candidates(part: Part) -> Iterator[_Candidate]:
    taken = -1
    for place, line in enumerate(part.lines):
        if line.start < taken:
            continue
        own = _own_line(part, place)
        if own is not None:
            taken = own.end
            yield own
        else:
            yield from _inside_line(part, line)


@dataclass(frozen=True, kw_only=True)
class _Title:
    """A short line taken apart: where it begins, its number and its words."""

    start: int
    end: int
    words: str
    number: tuple[int, ...]


def _read_title(text: str, start: int, end: int) -> _Title | None:
    while start < end and text[start] in "#*_ \t•":
        start += 1
    while end > start and text[end - 1] in "*_# \t":
        end -= 1
    if not 3 <= end - start <= _LONGEST_HEADING:
        return None
    words = text[start:end]
    number: tuple[int, ...] = ()
    found = _NUMBERED.match(words)
    if found and not _DATE_LIKE.match(words):
        digits = _read_number(found["number"])
        if found["mark"] or len(digits) > 1:
            words, number = words[found.end() :], digits
    words = words.strip("*_ ")
    return _Title(start=start, end=end, words=words, number=number) if words else None


def _own_line(part: Part, place: int) -> _Candidate | None:
    """The heading that fills a line (or it and the next one), or None."""
    line = part.lines[place]
    printed = line.of(part.text)
    cells = [c.strip() for c in printed.split("\t") if c.strip()]
    if not cells or len(cells) > 2 or (len(cells) == 2 and not _NUMBER_ALONE.fullmatch(cells[0])):
        return None
    title = _read_title(part.text, line.start, line.end)
    if title is None or _CAPTION.match(title.words) or _CONTENTS_LINE.search(title.words):
        return None
    previous = part.lines[place - 1] if place else None
    if previous is not None:
        before = previous.of(part.text).strip()
        if re.fullmatch(r"(?:tabel|table|figur)\s?[\dX.]{0,6}:?", before, re.I):
            return None
        if not title.number and _NUMBER_ALONE.fullmatch(before) and match_name(title.words):
            title = replace(title, start=previous.start, number=_read_number(before))
    title = _with_next_line(part, place, title)
    return _judge_own_line(title, line.heading)


def _with_next_line(part: Part, place: int, title: _Title) -> _Title:
    """The title with the following line, where only both together are a known name."""
    if place + 1 >= len(part.lines) or title.end < part.lines[place].start:
        return title
    following = part.lines[place + 1]
    tail = following.of(part.text).strip()
    if not tail or len(tail) > 60 or "\t" in tail or match_name(tail):
        return title
    first, both = match_name(title.words), match_name(f"{title.words.rstrip('-')} {tail}")
    if both is None or both.likeness < 93 or (first and len(first.name) >= len(both.name)):
        return title
    return replace(title, end=following.start + len(following.of(part.text).rstrip()), words=f"{title.words} {tail}")


def _judge_own_line(title: _Title, styled: bool) -> _Candidate | None:
    words = title.words
    capitals = _is_capitals(words)
    if len(title.number) > 2:
        return _subheading(title, styled)
    named = match_name(words.rstrip(" .:"))
    marked = styled or capitals or (len(title.number) == 2 and title.number[0] == 1)
    if named is None and marked and words[-1] not in ".,;" and len(words) <= 80:
        named = match_beginning(words.rstrip(":"))
    if named is None:
        return _subheading(title, styled)
    if not (words[0].isupper() or words[0] in "@0" or title.number):
        return None
    if title.number or capitals or styled:
        sureness = _CERTAIN
    elif named.single_word or words.endswith("."):
        sureness = _POSSIBLE
    else:
        sureness = _LIKELY
    return _Candidate(
        start=title.start, end=title.end, kind=named.kind, name=named.name, sureness=sureness, number=title.number
    )


def _subheading(title: _Title, styled: bool) -> _Candidate | None:
    words = title.words
    if not (styled or title.number) or words[-1] in ".,;:" or _FORM_LABEL.match(words):
        return None
    if not (words[0].isupper() or words[0] in "\"”'") or sum(c.isalpha() for c in words) < _SHORTEST_SUBHEADING:
        return None
    if len(words) > _LONGEST_SUBHEADING:
        return None
    return _Candidate(
        start=title.start,
        end=title.end,
        kind=SectionKind.OTHER,
        name=fold(words),
        sureness=_SUBHEADING,
        # A styled heading needs no number to count.
        number=title.number or (0,) * 9,
    )


def _is_capitals(words: str) -> bool:
    return sum(c.isalpha() for c in words) >= 4 and words.upper() == words


@cache
def _inline_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w.,/-])(?:{_NUMBER}\s{{0,3}})?(?P<name>(?:{name_pattern()}))(?P<stop>\s?[:?])?(?![\w-])", re.I
    )


# A numbered heading in capitals whose name no template of ours has: two or more words in capitals after '1.6'.
_INLINE_UNKNOWN = re.compile(
    r"(?<![\w.,/-])(?P<number>1\.\d{1,2})\.?\s{1,3}(?P<words>[A-ZÆØÅ]{3,30}(?:[ -]{1,2}[A-ZÆØÅ]{2,30}){1,8})"
    r"(?=\s|[?:]|$)"
)


def _inside_line(part: Part, line: Line) -> Iterator[_Candidate]:
    """Headings inside a line that holds more: a flattened page, or a paragraph that a heading was joined to."""
    text, found = part.text, []
    for match in _inline_pattern().finditer(text, line.start, line.end):
        candidate = _judge_inline(text, line, match)
        if candidate is not None:
            found.append(candidate)
    starts = {c.start for c in found}
    for match in _INLINE_UNKNOWN.finditer(text, line.start, line.end):
        if match.start() not in starts and not _REFERENCE_BEFORE.search(
            text, max(0, match.start() - 16), match.start()
        ):
            found.append(
                _Candidate(
                    start=match.start(),
                    end=match.end(),
                    kind=SectionKind.OTHER,
                    name=fold(match["words"]),
                    sureness=_SUBHEADING,
                    number=_read_number(match["number"]),
                    own_line=False,
                )
            )
    yield from sorted(found, key=lambda c: c.start)


def _judge_inline(text: str, line: Line, match: re.Match[str]) -> _Candidate | None:
    printed, start = match["name"], match.start()
    if not (printed[0].isupper() or printed[0] in "@0"):
        return None
    number = _read_number(match["number"]) if match["number"] else ()
    if len(number) == 1 and not match["mark"]:
        number, start = (), match.start("name")
    if len(number) > 2 or _REFERENCE_BEFORE.search(text, max(line.start, start - 16), start):
        return None
    named = match_name(printed)
    if named is None or (named.kind is SectionKind.APPENDIX and named.single_word):
        return None
    sureness = _inline_sureness(text, line, match, named, bool(number), start)
    if sureness is None:
        return None
    return _Candidate(
        start=start,
        end=match.end(),
        kind=named.kind,
        name=named.name,
        sureness=sureness,
        number=number,
        own_line=False,
    )


def _inline_sureness(
    text: str, line: Line, match: re.Match[str], named: NamedSection, numbered: bool, start: int
) -> int | None:
    capitals = _is_capitals(match["name"])
    if numbered and capitals:
        return _CERTAIN
    # A following small letter makes it a clause ('Forslagets indhold er …'); a tab makes it a table's cell.
    following = text[match.end() : min(line.end, match.end() + 4)]
    after = following.lstrip(" :?")[:1]
    ends_as_clause = following.startswith(("\t", ",", ".", ";")) or match["stop"] == ":"
    clause = after.islower() or (ends_as_clause and not numbered)
    opens = bool(_SENTENCE_END_BEFORE.search(text, max(line.start, start - 4), start)) or start == line.start
    if capitals:
        return _LIKELY if opens and (after.isupper() or not after.isalpha()) else None
    if clause or "\t" in text[line.start : line.end]:
        return None
    if numbered:
        return _LIKELY if named.single_word else _CERTAIN
    if named.single_word or not opens:
        return None
    return _POSSIBLE


# ---------------------------------------------------------------- settling


def _settle(candidates: list[_Candidate]) -> list[_Candidate]:
    """The candidates that are headings: each name once, doubtful ones only where the templates put them."""
    main = _usual_level(candidates)
    kept: list[_Candidate] = []
    for candidate in _weigh(candidates, main):
        if candidate.sureness >= _LIKELY:
            _keep(kept, candidate)
    for candidate in (c for c in _weigh(candidates, main) if c.sureness == _POSSIBLE):
        if _fits(kept, candidate):
            kept.append(candidate)
            kept.sort(key=lambda c: c.start)
    if not kept:
        return []
    chosen = {c.start for c in kept}
    under = [
        replace(c, kind=SectionKind.OTHER)
        for c in candidates
        if c.start not in chosen and c.start > kept[0].start and _is_subheading(c, kept, main)
    ]
    return sorted([*kept, *under], key=lambda c: c.start)


def _usual_level(candidates: list[_Candidate]) -> int:
    """How deep this template numbers its main headings (0: not at all)."""
    levels = Counter(c.level for c in candidates if c.kind is not SectionKind.OTHER and c.sureness == _CERTAIN)
    return max(levels, key=lambda level: (levels[level], level)) if levels else 0


def _weigh(candidates: list[_Candidate], main: int) -> Iterator[_Candidate]:
    """The named candidates; a number of another depth than the template's makes one doubtful."""
    for candidate in candidates:
        if candidate.kind is SectionKind.OTHER:
            continue
        if candidate.level and main and candidate.level != main:
            doubtful = _POSSIBLE if " " not in candidate.name else _LIKELY
            yield replace(candidate, sureness=min(candidate.sureness, doubtful))
        else:
            yield candidate


def _keep(kept: list[_Candidate], candidate: _Candidate) -> None:
    """Add a candidate, unless its section is there already; the surer of two stays, of two equals the first."""
    for place, other in enumerate(kept):
        if other.kind is not candidate.kind:
            continue
        both_sure = min(other.sureness, candidate.sureness) == _CERTAIN and other.level == candidate.level
        if both_sure and other.name != candidate.name:
            continue
        if candidate.sureness > other.sureness and candidate.kind is not SectionKind.CRITERIA:
            kept[place] = candidate
            kept.sort(key=lambda c: c.start)
        return
    kept.append(candidate)


def _fits(kept: list[_Candidate], candidate: _Candidate) -> bool:
    """Whether a doubtful candidate is missing among the kept ones and stands where the templates put it."""
    if any(other.kind is candidate.kind for other in kept):
        return False
    place = TEMPLATE_ORDER[candidate.kind]
    before = [TEMPLATE_ORDER[o.kind] for o in kept if o.start < candidate.start and o.name.find("onsekvenser") < 0]
    after = [TEMPLATE_ORDER[o.kind] for o in kept if o.start > candidate.start]
    return (not before or before[-1] < place) and (not after or place < after[0])


def _is_subheading(candidate: _Candidate, kept: list[_Candidate], main: int) -> bool:
    """Whether a numbered or styled line is a heading under (or beside) the main ones."""
    if candidate.level >= 2:
        return candidate.kind is SectionKind.OTHER or candidate.level > main
    if candidate.level == 0 or main != 1 or not candidate.own_line:
        return False
    # '5. Personale' between '4. …' and '6. …' is a heading; the items of a list start again at 1.
    number = candidate.number[0]
    before = [c.number[0] for c in kept if c.level == 1 and c.start < candidate.start]
    after = [c.number[0] for c in kept if c.level == 1 and c.start > candidate.start]
    return bool(before) and before[-1] < number and (number < after[0] if after else number == before[-1] + 1)
