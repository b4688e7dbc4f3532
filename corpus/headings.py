"""Find what could be a heading: on its own line, wrapped, numbered, misread, or inside a flattened line.

Each candidate carries how sure its print makes it. Which of them head sections is settled in ``sections``: the names
recur in prose, captions and table heads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache

from corpus.folding import fold
from corpus.section_names import TEMPLATE_ORDER, NamedSection, match_beginning, match_name, name_pattern
from corpus.types import Line, Part, SectionKind

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
_SENTENCE_END_BEFORE = re.compile(r"(?:^|[.:;!?)\]”\"*\n☒☐–-]|\d|\bkr\.?|p/l|[Xx])\s{0,3}$")
_DATE_LIKE = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4}|1[6-9]|[2-9]\d)\b")
_FORM_LABEL = re.compile(
    r"^(?:forslagets titel|kort resum|resum|fremstillende|berørte|angiv p/l|der søges om midler|innovationsforslag"
    r"|investeringsforslag|effektiviseringsforslag|business\s?case|budgetnotat)",
    re.I,
)
_LONGEST_HEADING = 120  # characters; a longer line is a paragraph
_LONGEST_SUBHEADING = 110
_SHORTEST_SUBHEADING = 4


class Sureness(IntEnum):
    """How sure its print makes a candidate a heading of a known section."""

    SUBHEADING = 0  # no known name
    POSSIBLE = 1  # one common word, or a name inside a line: must also stand where the templates put it
    LIKELY = 2  # a full name on its own line
    CERTAIN = 3  # a number, capitals or a heading style


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A stretch of text that may be a heading. ``name`` is the known name that it was matched to, or its own words."""

    start: int
    end: int
    kind: SectionKind
    name: str
    sureness: Sureness
    number: tuple[int, ...] = ()
    own_line: bool = True

    @property
    def level(self) -> int:
        """How deep it is numbered; 9 for a heading by its style alone."""
        return len(self.number)

    @property
    def opening(self) -> bool:
        """Whether it heads the main table, which stands before all other sections, and not the section 'Økonomi'."""
        return "amlede økonomiske konsekvenser" in self.name

    @property
    def place(self) -> int:
        """Its place in the templates' order of sections."""
        return -1 if self.opening else TEMPLATE_ORDER[self.kind]


def _read_number(printed: str) -> tuple[int, ...]:
    digits = re.sub(r"[lI|]", "1", printed)
    return tuple(int(d) for d in re.findall(r"\d+", digits))


def heading_level(heading: str) -> int:
    """How deep a printed heading is numbered: 0 without a number, 1 for '3.', 2 for '1.4', 3 for '1.4.2'."""
    found = _NUMBERED.match(heading)
    return len(_read_number(found["number"])) if found else 0


def find_candidates(part: Part) -> Iterator[Candidate]:
    """All candidates of a part in printed order. Linear in the text's length."""
    taken = -1
    for place, line in enumerate(part.lines):
        if line.start < taken:
            continue
        own = _own_line(part, place)
        if own is not None and own.kind is not SectionKind.OTHER:
            taken = own.end
            yield own
            continue
        # A short line may be a heading with the first words of its text: '1.9 Opfølgning Måles hvert år'.
        inside = list(_inside_line(part, line))
        if own is not None and all(c.sureness < Sureness.LIKELY for c in inside):
            inside = [own]
        yield from inside


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


def _own_line(part: Part, place: int) -> Candidate | None:
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


def _judge_own_line(title: _Title, styled: bool) -> Candidate | None:
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
        sureness = Sureness.CERTAIN
    elif named.single_word or words.endswith("."):
        sureness = Sureness.POSSIBLE
    else:
        sureness = Sureness.LIKELY
    return Candidate(
        start=title.start, end=title.end, kind=named.kind, name=named.name, sureness=sureness, number=title.number
    )


def _subheading(title: _Title, styled: bool) -> Candidate | None:
    words = title.words
    if not (styled or title.number) or words[-1] in ".,;:" or _FORM_LABEL.match(words):
        return None
    if not (words[0].isupper() or words[0] in "\"”'") or sum(c.isalpha() for c in words) < _SHORTEST_SUBHEADING:
        return None
    if len(words) > _LONGEST_SUBHEADING:
        return None
    return Candidate(
        start=title.start,
        end=title.end,
        kind=SectionKind.OTHER,
        name=fold(words),
        sureness=Sureness.SUBHEADING,
        # A styled heading needs no number to count.
        number=title.number or (0,) * 9,
    )


def _is_capitals(words: str) -> bool:
    return sum(c.isalpha() for c in words) >= 4 and words.upper() == words


_INLINE_START = r"(?<![\w.,/-])"


@cache
def _inline_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"{_INLINE_START}(?:{_NUMBER}\s{{0,3}})?(?P<name>(?:{name_pattern()}))(?P<stop>\s?[:?])?(?![\w-])", re.I
    )


@cache
def _inline_capital() -> re.Pattern[str]:
    """What a line has somewhere where `_inline_pattern` finds a heading in it: a name with a number or a capital."""
    # Without the lookahead every word of the line would be held against every name.
    return re.compile(
        rf"{_INLINE_START}(?=[A-ZÆØÅ0-9@LlIi|])(?i:(?:{_NUMBER}\s{{0,3}})?(?:{name_pattern()})(?:\s?[:?])?(?![\w-]))"
    )


# A numbered heading in capitals whose name no template of ours has: two or more words in capitals after '1.6'.
_INLINE_UNKNOWN = re.compile(
    r"(?<![\w.,/-])(?P<number>1\.\d{1,2})\.?\s{1,3}(?P<words>[A-ZÆØÅ]{3,30}(?:[ -]{1,2}[A-ZÆØÅ]{2,30}){1,8})"
    r"(?=\s|[?:]|$)"
)


def _inside_line(part: Part, line: Line) -> Iterator[Candidate]:
    """Headings inside a line that holds more: a flattened page, or a paragraph that a heading was joined to."""
    text, found = part.text, []
    if _inline_capital().search(text, line.start, line.end):
        for match in _inline_pattern().finditer(text, line.start, line.end):
            candidate = _judge_inline(text, line, match)
            if candidate is not None:
                found.append(candidate)
    if text.find("1.", line.start, line.end) < 0:  # no number of a section that the templates do not name
        yield from found
        return
    starts = {c.start for c in found}
    for match in _INLINE_UNKNOWN.finditer(text, line.start, line.end):
        if match.start() not in starts and not _REFERENCE_BEFORE.search(
            text, max(0, match.start() - 16), match.start()
        ):
            found.append(
                Candidate(
                    start=match.start(),
                    end=match.end(),
                    kind=SectionKind.OTHER,
                    name=fold(match["words"]),
                    sureness=Sureness.SUBHEADING,
                    number=_read_number(match["number"]),
                    own_line=False,
                )
            )
    yield from sorted(found, key=lambda c: c.start)


def _judge_inline(text: str, line: Line, match: re.Match[str]) -> Candidate | None:
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
    return Candidate(
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
) -> Sureness | None:
    capitals = _is_capitals(match["name"])
    if numbered and capitals:
        return Sureness.CERTAIN
    # A following small letter makes it a clause ('Forslagets indhold er …'); a tab makes it a table's cell.
    following = text[match.end() : min(line.end, match.end() + 4)]
    after = following.lstrip(" :?")[:1]
    ends_as_clause = following.startswith(("\t", ",", ".", ";")) or match["stop"] == ":"
    clause = after.islower() or (ends_as_clause and not numbered)
    opens = bool(_SENTENCE_END_BEFORE.search(text, max(line.start, start - 4), start)) or start == line.start
    if capitals:
        # Behind a table's cell nothing ends a sentence; the next word in small letters still tells it from a slogan.
        next_word = text[match.end() : match.end() + 24].lstrip(" :?")
        sure = opens and not after.islower()
        return Sureness.LIKELY if sure else Sureness.POSSIBLE if re.match(r"[A-ZÆØÅ][a-zæøå]", next_word) else None
    if clause or "\t" in text[line.start : line.end]:
        return None
    if numbered:
        return Sureness.LIKELY if named.single_word else Sureness.CERTAIN
    # Danish writes no noun with a capital: '. Effekt Vi måler' is a heading that was flattened into the line.
    if not opens or (named.single_word and not after.isupper()):
        return None
    return Sureness.POSSIBLE
