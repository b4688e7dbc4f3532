"""The running text of a proposal: its sentences, without all that a form prints around them.

Tables, headings, captions, field labels, check marks, the bodies consulted and the form's own guidance are the same in
every proposal, or are numbers: whoever compares or judges texts must not see them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.headings import heading_level
from corpus.landmarks import LABELS, Landmark, Mark, find_landmarks
from corpus.sections import section_spans
from corpus.types import Line, Proposal, SectionKind, Span

_HEAD_REACH = 40_000  # characters from the beginning in which a form's title, summary and field labels stand
_LONGEST_SENTENCE = 60  # words; text without full stops is cut there
_FEWEST_HEAD_WORDS = 8  # a shorter sentence before the first section is a value of the form
_SHORT_LINE = 10  # words; a shorter line without a full stop is a heading or a table's cell
_FEWEST_NUMBERS = 4  # numbers in a sentence that may be a table's row
_NUMBER_SHARE = 0.35  # of the words: more numbers than that are a table's row

_BULLET = re.compile(r"\s{0,20}(?:[-–—•*·▪‣●○o►]|\(?\d{1,2}[.)]|\(?[a-h]\))\s{1,8}")
_SENTENCE_END = re.compile(
    r"(?<![\s(.]\w)(?<!\b(?:bl|ca|kr|nr|jf|fx|pr|st|kl)[.])(?<=[.!?])[)\"”»']?\s{1,8}"
    r"(?=[\"“”«»(]?[A-ZÆØÅÉ]|[-–•]\s|[\"“«][A-ZÆØÅ])|\n"
)
_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"[A-Za-zÆØÅæøåÉéÄäÖöÜü]{2}")
_CAPTION = re.compile(
    r"\s{0,4}\*{0,2}(?:tabel|table|tab\.|figur|fig\.|graf|diagram)\s{1,3}[\dX][\w.]{0,5}\s{0,2}[.:–-]",
    re.I,
)
_CHECK_MARK = re.compile(r"[☒☐☑✓✔]")
_GUIDANCE = re.compile(
    r"[\s(\[*_]{0,6}(?:Angiv|Beskriv|Redegør|Anfør|Udfyld|Indsæt|Skriv|Begrund|Vedlæg|Marker|Sæt kryds|Opstil)\b"
    r"(?:\s{1,3}(?:her|kort|hvor|hvad|hvilke[nt]?|hvordan|hvem|hvornår|om|evt|eventuelt|gerne|dato|p/l|de|den|det|en|et"
    r"|forslagets|ved|i|under|navn)\b|[ :])"
    r"|[\s(\[]{0,4}(?:Note til alle tabeller|Alle besparelser (?:skal|er) ang|Vejledning(?:stekst)?\b|Hjælpetekst"
    r"|Hvis ja,? (?:skriv|angiv|anfør)|Skal være afsluttet|Sendes til:|Slettes inden|Max\.? \d|Maks\.? \d)"
    r"|.{0,300}?(?:[Vv]ejlednings?teksten?|denne tekst|teksten) slettes"
    r"|.{0,300}?[Ss]lettes (?:inden|før) (?:aflevering|indsendelse)"
)
_COLUMN_HEADS = re.compile(
    r"Hvordan måles succeskriteriet\??|Hvem er ansvarlig for opfølgning(?:en)?\??"
    r"|Hvornår gennemføres opfølgning(?:en)?\??"
    r"|Succeskriteri(?:er|um|et)\s{1,3}Hvordan måles[^.?]{0,40}\??|Ja\s?/\s?[Nn]ej(?:\s?/\s?[Ii]kke relevant)?"
    r"|Dato for godkendelse|Tidsplan for implementering|1\.000\s?kr\.?\s{0,3}(?:20\d\d\s{0,2})?p/l"
)


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One sentence (or item of a list) of running text, the characters it fills, and the section it stands in."""

    start: int
    end: int
    section: SectionKind
    text: str

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def running_text(proposal: Proposal) -> tuple[Sentence, ...]:
    """The sentences after title and summary, in printed order. Linear in the length of the text."""
    blocked = _blocked(proposal)
    starts = [section.start for section in proposal.sections]
    kinds = _kinds(proposal)
    found: list[Sentence] = []
    lead_in = False
    for line in proposal.lines:
        text = line.of(proposal.text)
        if not text.strip():
            continue
        for piece in _free(line, blocked):
            place = bisect_right(starts, piece.start)
            in_head = place == 0
            if not _is_prose(proposal.text[piece.start : piece.end], in_head=in_head, after_colon=lead_in):
                continue
            kind = kinds[place - 1] if place else SectionKind.OTHER
            found += _sentences(proposal.text, piece, kind, in_head=in_head)
        lead_in = text.rstrip().endswith(":")
    return tuple(found)


def title_and_summary(proposal: Proposal) -> tuple[Span | None, Span | None]:
    """Where the text prints the proposal's title and its summary; None where it cannot be found as read."""
    text = proposal.text[:_HEAD_REACH]
    places = [place for place, letter in enumerate(text) if letter.isalnum()]
    squeezed = "".join(text[place] for place in places).lower()
    return _find(squeezed, places, proposal.title), _find(squeezed, places, proposal.summary or "")


def _find(squeezed: str, places: Sequence[int], wanted: str) -> Span | None:
    """The characters of some words, whatever spaces and marks stand between them; long ones by both their ends."""
    letters = "".join(filter(str.isalnum, wanted)).lower()
    if not letters:
        return None
    edge = 40
    start = squeezed.find(letters[:edge])
    if start < 0:
        return None
    end = start + len(letters)
    if squeezed[start:end] != letters:  # something was left out of it in between, or mended
        last = squeezed.find(letters[-edge:], start)
        if 0 <= last <= start + 2 * len(letters):
            end = last + len(letters[-edge:])
    end = min(end, len(places))
    return Span(start=places[start], end=places[end - 1] + 1)


# ---------------------------------------------------------------- what is no running text


def _kinds(proposal: Proposal) -> list[SectionKind]:
    """The kind of each section; a sub-heading's is that of the section above it."""
    kinds: list[SectionKind] = []
    above: tuple[SectionKind, int] | None = None
    for section in proposal.sections:
        level = heading_level(section.heading)
        if section.canonical is not SectionKind.OTHER:
            above = (section.canonical, level)
            kinds.append(section.canonical)
        elif above and (level > above[1] or level == 0):
            kinds.append(above[0])
        else:
            above = None
            kinds.append(SectionKind.OTHER)
    return kinds


def _blocked(proposal: Proposal) -> list[Span]:
    """The stretches that hold no running text, in order and apart from each other."""
    spans = [Span(start=table.start, end=table.end) for table in proposal.tables]
    spans += [Span(start=section.start, end=section.body_start) for section in proposal.sections]
    spans += section_spans(proposal.sections, SectionKind.CONSULTED)
    spans += [span for span in (proposal.criteria.span, *title_and_summary(proposal)) if span]
    spans += _labelled(proposal)
    joined: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(start=joined[-1].start, end=max(joined[-1].end, span.end))
        elif span.end > span.start:
            joined.append(span)
    return joined


def _labelled(proposal: Proposal) -> Iterator[Span]:
    """Field labels of the form's head with their values, but for the summary's, which may be unlike what was read."""
    end = proposal.sections[0].start if proposal.sections else len(proposal.text)
    head = proposal.text[: min(end, _HEAD_REACH)]
    landmarks = [one for one in find_landmarks(head) if one.mark in LABELS or one.mark is Mark.KIND]
    for place, label in enumerate(landmarks):
        following = landmarks[place + 1].start if place + 1 < len(landmarks) else len(head)
        yield Span(start=label.start, end=_value_end(head, label, following))


def _value_end(head: str, label: Landmark, following: int) -> int:
    """Where a label's value ends: with its line, or before the next label; a summary's label has no value here."""
    if label.mark is Mark.SUMMARY or label.mark is Mark.KIND:
        return label.end
    line_end = head.find("\n", label.end)
    return min(following, line_end if line_end >= 0 else len(head))


def _free(line: Line, blocked: Sequence[Span]) -> Iterator[Span]:
    """What is left of a line beside the blocked stretches."""
    place = max(0, bisect_right(blocked, line.start, key=lambda span: span.start) - 1)
    start = line.start
    for span in blocked[place:]:
        if span.start >= line.end:
            break
        if span.start > start:
            yield Span(start=start, end=span.start)
        start = max(start, span.end)
    if start < line.end:
        yield Span(start=start, end=line.end)


def _is_prose(text: str, *, in_head: bool, after_colon: bool) -> bool:
    """Whether a line (or what is left of one) can hold sentences."""
    cells = [cell for cell in text.split("\t") if cell.strip()]
    if len(cells) > 1 or not cells or _CHECK_MARK.search(text):
        return False
    words = len(cells[0].split())
    ended = cells[0].rstrip(' *_"”»)').endswith((".", "!", "?", ":", ";", ","))
    if in_head:
        return ended and words >= _FEWEST_HEAD_WORDS
    if _CAPTION.match(text) and words < 2 * _SHORT_LINE + 10:
        return False
    return words >= _SHORT_LINE or ended or after_colon or bool(_BULLET.match(text))


# ---------------------------------------------------------------- sentences


def _sentences(text: str, piece: Span, kind: SectionKind, *, in_head: bool) -> Iterator[Sentence]:
    cut = [found for found in _SENTENCE_END.finditer(text, piece.start, piece.end)]
    starts = [piece.start, *(found.end() for found in cut)]
    ends = [*(found.start() for found in cut), piece.end]
    for start, end in zip(starts, ends, strict=True):
        for span in _without_column_heads(text, start, end):
            for part in _of_bearable_length(text, span):
                printed = text[part.start : part.end]
                if _is_sentence(printed, in_head=in_head):
                    yield Sentence(start=part.start, end=part.end, section=kind, text=" ".join(printed.split()))


def _without_column_heads(text: str, start: int, end: int) -> Iterator[Span]:
    for found in _COLUMN_HEADS.finditer(text, start, end):
        yield Span(start=start, end=found.start())
        start = found.end()
    yield Span(start=start, end=end)


def _of_bearable_length(text: str, span: Span) -> Iterator[Span]:
    """The stretch without bullets and spaces at its ends, cut where it runs on without any full stop."""
    bullet = _BULLET.match(text, span.start, span.end)
    words = list(_WORD.finditer(text, bullet.end() if bullet else span.start, span.end))
    for first in range(0, len(words), _LONGEST_SENTENCE):
        chunk = words[first : first + _LONGEST_SENTENCE]
        yield Span(start=chunk[0].start(), end=chunk[-1].end())


def _is_sentence(printed: str, *, in_head: bool) -> bool:
    """Whether the words are a sentence and no row of a table, form text or rest of something cut away."""
    words = printed.split()
    if not _LETTERS.search(printed) or _GUIDANCE.match(printed) or (in_head and len(words) < _FEWEST_HEAD_WORDS):
        return False
    numbers = sum(any(letter.isdigit() for letter in word) or word in ("-", "–") for word in words)
    return numbers < _FEWEST_NUMBERS or numbers <= _NUMBER_SHARE * len(words)
