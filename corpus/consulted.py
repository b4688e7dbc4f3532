"""Read 'Hvem er hørt?': which bodies a proposal was put to, what they answered and when.

Rows whose cells are known to be apart are read cell by cell. Everything else (flattened, wrapped, or one cell a line)
is read as a stream of bodies, answers, dates and words, in which an answer belongs to the body before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from corpus.consulted_bodies import BODY, whole_name
from corpus.dates import find_date, iter_dates
from corpus.folding import fold
from corpus.sections import section_spans
from corpus.types import Consulted, Line, Part, Section, SectionKind, Span

_ANSWERS = {"ja": "ja", "nej": "nej", "ikkerelevant": "ikke relevant", "ikkerelevante": "ikke relevant"}
_ANSWER = r"(?P<answer>(?<![\w/])(?:Ja|Nej|JA|NEJ|Ikke\s{1,2}relevante?|IKKE\s{1,2}RELEVANT)(?![\w/]))"
_LABEL = (
    r"(?P<label>(?i:Ja\s?/\s?nej(?:\s?/\s?(?:ikke\s{1,2}relevant)?)?|Dato\s{1,2}for\s{1,2}godkendelse"
    r"(?:\s{1,2}og\s{1,2}evt\.?\s{1,2}hørings\s?svar)?|1\.000\s?kr\.?(?:\s{0,2}20\d\d)?(?:\s{0,2}p/[l1I])?"
    r"|Bemærkning(?:er)?|Side\s\d{1,3}\s(?:af|ud\saf)\s\d{1,3})(?![\w]))"
)
_TOKEN = re.compile(f"{_LABEL}|{BODY}|{_ANSWER}")
# Instructions of the form itself, left in by authors: from such words on, a cell tells nothing about the answer.
_GUIDANCE = re.compile(
    r"Angiv dato for|Hvis ja,? (?:skriv|angiv|anfør)|Skriv (?:kort|evt)|Skal være afsluttet inden|Sendes til:"
    r"|Alle (?:investerings|effektiviserings|nyanskaffelser|forslag)|Forslag med effektiviseringer på",
    re.I,
)
_LABEL_CELL = re.compile(
    r"(?:ja\s?/\s?nej.{0,20}|dato(?: for godkendelse.{0,40})?|1\.000\s?kr.{0,20}|bemærkning(?:er)?"
    r"|.{0,4}høringssvar|part(?:er)?|hvem er hørt\??|hørt part|forvaltning|enhed)",
    re.I,
)
_ANSWER_CELL = re.compile(r"(?P<answer>ja|nej|ikke\s{1,2}relevante?)\b(?![/])", re.I)
_BLANK_CELL = frozenset({"", "-", "–", "—", "--", "."})
# Words that make a date in a sentence the day on which the body was asked or answered.
_APPROVAL = re.compile(
    r"godkend|behandl|drøft|hørt|høring|forelagt|forelæg|fremlagt|præsenter|orienter|modtag|tiltrådt|svar|anbefal", re.I
)
_LONGEST_BODY = 90  # characters; a longer first cell is a remark
_MOST_WORDS_OF_BODY = 7
_LOOK_BACK = 60  # characters before a body's name that may hold the row before it
_LONGEST_DATE_PREFIX = 24  # 'Godkendt på mødet den' before a date that fills its cell
_FALLBACK_REACH = 4_000  # characters read where the section's heading is lost


@dataclass(kw_only=True)
class _Entry:
    """One body while its row is being read."""

    body: str
    answer: str | None = None
    words: list[str] = field(default_factory=list)

    def finish(self) -> Consulted:
        body = " ".join(self.body.split()).rstrip(" ,:")
        remark = _without_guidance(" ".join(" ".join(self.words).split()))
        body, remark = whole_name(body, remark)
        day = _approval_date(remark)
        if (day is not None and _is_only_date(remark)) or remark in _BLANK_CELL:
            remark = ""
        return Consulted(body=body, answer=self.answer, date=day, remark=remark.strip(" -–—,;:") or None)


def read_consulted(part: Part, sections: Sequence[Section]) -> tuple[Consulted, ...]:
    """The bodies under 'Hvem er hørt?' in printed order, with answer, date of approval and remark.

    A printed body without an answer has the answer None. Dates without a year stay in the remark. Where the heading
    is lost, the table is found by its own column heads.
    """
    spans = section_spans(sections, SectionKind.CONSULTED) or _without_heading(part.text)
    entries: list[_Entry] = []
    for span in spans:
        _read_span(part, span, entries)
    return tuple(entry.finish() for entry in entries)


def _without_heading(text: str) -> tuple[Span, ...]:
    found = re.search(r"Ja\s?/\s?Nej[^\n]{0,40}\s{1,3}Dato\s{1,2}for\s{1,2}godkendelse", text, re.I)
    if found is None:
        return ()
    # A flattened row prints its body before the column heads.
    start = max(text.rfind("\n", 0, found.start()), found.start() - 60, 0)
    body = re.search(BODY, text[start : found.start()])
    first = start + body.start() if body else found.start()
    return (Span(start=first, end=min(len(text), found.end() + _FALLBACK_REACH)),)


def _read_span(part: Part, span: Span, entries: list[_Entry]) -> None:
    """Read rows cell by cell and everything between them as a stream."""
    stream: list[Line] = []
    for line in part.lines:
        if line.end <= span.start or line.start >= span.end:
            continue
        if "\t" in line.of(part.text):
            _read_stream(part.text, stream, span, entries)
            stream = []
            _read_row([c.strip() for c in line.of(part.text).split("\t")], entries)
        else:
            stream.append(line)
    _read_stream(part.text, stream, span, entries)


# ---------------------------------------------------------------- rows with cells apart


def _read_row(cells: list[str], entries: list[_Entry]) -> None:
    filled = [c for c in cells if c not in _BLANK_CELL]
    if not filled or all(_LABEL_CELL.fullmatch(c) for c in filled):
        return
    first = next(i for i, c in enumerate(cells) if c not in _BLANK_CELL)
    body, rest = cells[first], [c for c in cells[first + 1 :] if not _LABEL_CELL.fullmatch(c)]
    known = re.match(BODY, body)
    if first > 0 and not known:
        if entries:
            entries[-1].words.extend(filled)
        return
    answers = [i for i, c in enumerate(rest) if _ANSWER_CELL.match(c)]
    dated = any(_is_only_date(c) for c in rest)
    if not known and (len(body) > _LONGEST_BODY or not (answers or dated) or _LABEL_CELL.fullmatch(body)):
        if entries:
            entries[-1].words.extend(filled)
        return
    entry = _Entry(body=body)
    for i, cell in enumerate(rest):
        if i in answers[:1]:
            entry.answer, cell = _split_answer(cell)
        if cell not in _BLANK_CELL:
            entry.words.append(cell)
    entries.append(entry)


def _split_answer(cell: str) -> tuple[str | None, str]:
    found = _ANSWER_CELL.match(cell)
    if found is None:
        return None, cell
    return _ANSWERS.get(fold(found["answer"])), cell[found.end() :].lstrip(" ,.:;-–")


# ---------------------------------------------------------------- flattened, wrapped, one cell a line


def _read_stream(text: str, lines: Sequence[Line], span: Span, entries: list[_Entry]) -> None:
    if not lines:
        return
    start, end = max(span.start, lines[0].start), min(span.end, lines[-1].end)
    bodies: list[_Entry] = []  # printed in a row, with nothing between them
    answers: list[str] = []
    for kind, printed in _tokens(text[start:end], [fold(e.body) for e in entries]):
        if kind == "body":
            if answers or (bodies and bodies[-1].words):
                _give_answers(bodies, answers)
                bodies, answers = [], []
            bodies.append(_Entry(body=printed))
            entries.append(bodies[-1])
        elif kind == "answer" and bodies and not bodies[-1].words:
            answers.append(printed)
        elif kind == "answer" and answers and (own := _take_own_body(bodies[-1])):
            _give_answers(bodies, answers)
            bodies, answers = [_Entry(body=own)], [printed]
            entries.append(bodies[-1])
        elif entries and (bodies or kind == "words"):
            entries[-1].words.append(printed)
    _give_answers(bodies, answers)


def _take_own_body(entry: _Entry) -> str | None:
    """A body of the proposal's own that a flattened line holds between two answers; taken from the remark."""
    words = " ".join(entry.words)
    ends = [0, *(m.end() for m in re.finditer(r"[.!?:]\s{1,3}", words)), *(d.end for d in iter_dates(words))]
    start = max(ends)
    body = words[start:].strip(" -–,")
    if not re.fullmatch(r"[A-ZÆØÅ][^.!?:;]{3,60}", body) or body.count(" ") > _MOST_WORDS_OF_BODY:
        return None
    entry.words[:] = [words[:start].strip()]
    return body


def _give_answers(bodies: Sequence[_Entry], answers: Sequence[str]) -> None:
    """Give a run of answers to the run of bodies before it.

    One answer belongs to the last body (those before it have none); as many answers as bodies are a column beside a
    column. Any other count does not say whose they are, and all stay without an answer.
    """
    if len(bodies) == len(answers):
        for entry, printed in zip(bodies, answers, strict=True):
            entry.answer = _ANSWERS[fold(printed)]
        if len(bodies) > 1:
            bodies[-1].words.clear()  # dates and remarks of the whole column, nobody's in particular
    elif len(answers) == 1 and bodies:
        bodies[-1].answer = _ANSWERS[fold(answers[0])]


def _tokens(stretch: str, seen: list[str]) -> Iterator[tuple[str, str]]:
    """Bodies, answers and the words between them, in printed order; column heads are left out."""
    at = 0
    for found in sorted([*_TOKEN.finditer(stretch), *_other_bodies(stretch)], key=lambda m: m.start()):
        if found.start() < at:
            continue
        kind = found.lastgroup or ""
        if (kind == "body" and not _opens_row(stretch, found, seen)) or (
            kind == "answer" and not _stands_alone(stretch, found)
        ):
            continue
        between = stretch[at : found.start()].strip()
        if between.strip(",:;|"):
            yield "words", between
        at = found.end()
        if kind == "body":
            seen.append(fold(found["body"]))
        if kind != "label":
            yield kind, found[kind]
    rest = stretch[at:].strip()
    if rest:
        yield "words", rest


# A body of the proposal's own: a line without full stop, with an answer behind it or on the next line.
_OTHER_BODY = re.compile(
    r"^(?P<body>(?!(?:Ja|Nej|Ikke relevant)\b)[A-ZÆØÅ][^\n\t.?!:/]{3,90}?)"
    r"(?=\s{1,3}(?:Ja|Nej|Ikke relevant)(?:$|[ \t,.:]))",
    re.M,
)


def _other_bodies(stretch: str) -> Iterator[re.Match[str]]:
    for found in _OTHER_BODY.finditer(stretch):
        if not re.search(BODY, found["body"]) and not re.search(_LABEL, found["body"]):
            yield found


def _opens_row(stretch: str, found: re.Match[str], seen: list[str]) -> bool:
    """Whether a body's name begins a row here, and is not only named in another body's remark."""
    body = fold(found["body"])
    if any(body.startswith(other) or other.startswith(body) for other in seen):
        return False
    before = stretch[max(0, found.start() - 3) : found.start()]
    after = stretch[found.end() : found.end() + 3]
    if re.match(rf"\s{{1,2}}{_ANSWER}", stretch[found.end() : found.end() + 24]):
        return True
    if re.match(r"\s{0,2}(?:[a-zæøå;]|,\s?[a-zæøå])", after) and not after.startswith("\n"):
        return False
    # 'drøftet med Koncern IT': a small letter or a comma before it on the same line goes on with a sentence.
    word = re.search(r"(\S{1,20})[ ]{1,2}$", stretch[max(0, found.start() - 24) : found.start()])
    if word is None or before.endswith("\n"):
        return True
    previous = word[1]
    earlier = stretch[max(0, found.start() - _LOOK_BACK) : found.start()].rstrip()
    ends_token = any(m.end() == len(earlier) for m in _TOKEN.finditer(earlier))
    ends_date = any(d.end == len(earlier) for d in iter_dates(earlier))
    return ends_token or ends_date or previous[-1] in ".!?)-–:" or previous.isdigit()


def _stands_alone(stretch: str, found: re.Match[str]) -> bool:
    """Whether 'Ja' or 'Nej' is a cell: not a word inside a sentence ('Hvis Ja skal …')."""
    before = stretch[max(0, found.start() - 12) : found.start()].rstrip(" ")
    return not re.search(r"\b(?:hvis|et|om|eller|svaret)$", before, re.I)


# ---------------------------------------------------------------- remarks


def _without_guidance(remark: str) -> str:
    found = _GUIDANCE.search(remark)
    return remark[: found.start()].rstrip() if found else remark


def _is_only_date(cell: str) -> bool:
    printed = find_date(cell)
    if printed is None:
        return False
    before, after = cell[: printed.start].strip(), cell[printed.end :].strip(" .,;)")
    return not after and len(before) <= _LONGEST_DATE_PREFIX and not re.search(r"[.!?]\s", before)


def _approval_date(remark: str) -> date | None:
    """The date that is the answer's own: alone, at the remark's beginning, or in a sentence about the answer."""
    for printed in iter_dates(remark):
        before, after = remark[: printed.start], remark[printed.end :]
        if not re.sub(r"(?i)\b(?:d|den)\b\.?|[\s(,:-]", "", before) or _is_only_date(remark):
            return printed.value
        sentence = re.split(r"[.!?]\s+(?=[A-ZÆØÅ])", before)[-1] + re.split(r"[.!?](?:\s|$)", after)[0]
        if _APPROVAL.search(sentence):
            return printed.value
    return None
