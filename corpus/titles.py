"""A proposal's title: telling it from the summary that follows it without a mark, and cleaning it."""

from __future__ import annotations

import re

from corpus.codes import Code, find_codes, leading_code
from corpus.folding import fold, likeness

_LEAST_LIKE = 0.6  # of the front table's title; proposals reword a third of theirs at most
_LONGEST_TITLE = 300  # characters
_VERBS = (
    "er|vil|skal|kan|bør|har|bliver|ønsker|foreslår|foreslås|indebærer|omhandler|består|medfører|forventer|forventes|"
    "oplever|står|bruger|anvender|søger|søges|giver|får|handler|vurderer|vurderes|etablerer|etableres|indføres|"
    "udvikler|udvikles|tester|afprøver|afprøves|igangsættes|gennemføres|sammenkobler|understøtter|viser|arbejder"
)
_VERB = re.compile(rf"\b(?:{_VERBS})\b")
_NOUN_PHRASE = 110  # characters between the first word of a sentence and its verb
# Words that open a summary rather than go on with a title.
_OPENERS = frozenset(
    [
        "Forslaget",
        "Forvaltningen",
        "Formålet",
        "Projektet",
        "Kommunen",
        "Københavns",
        "Der",
        "Det",
        "Dette",
        "Denne",
        "De",
        "Som",
        "I",
        "For",
        "Med",
        "Ved",
        "På",
        "Et",
        "En",
        "Pilotprojektet",
        "Koncern",
        "Koncernservice",
        "Økonomiforvaltningen",
        "Socialforvaltningen",
    ]
)


def clean_title(printed: str) -> str:
    """A title on one line, without code, bold marks, footnote marks, enclosing quotes and trailing dots."""
    title = " ".join(re.sub(r"[*_#]{1,4}", " ", printed).split())
    code = leading_code(title)
    if code:
        title = title[code.end :]
    trailing = re.search(r"[\s,–-]{0,3}\(?([^\s()]{2,8})\)?$", title)
    if trailing and next(find_codes(trailing[1]), None) and trailing[0].rstrip().endswith(")"):
        title = title[: trailing.start()]
    title = title.strip(" \t:;,.–—-")
    if len(title) > 1 and title[0] in "\"'»“”«" and title[-1] in "\"'«”“»":
        title = title[1:-1]
    return title.strip(" :;.–—-")


def title_code(printed: str) -> Code | None:
    """The proposal code that stands at the beginning or, in brackets or alone, at the end of a printed title."""
    code = leading_code(printed)
    if code:
        return code
    last = max(find_codes(printed), key=lambda found: found.start, default=None)
    if last and (last.end >= len(printed.rstrip(" .*)")) or printed[last.start - 1 : last.start] == "("):
        return last
    return None


def cut_title(blob: str, announced: str | None) -> tuple[str, str]:
    """Parts a title from the summary that runs on behind it; ``announced`` is the front table's title, if any.

    With an announced title the cut falls where the printed words fit it best. Without one it falls at a line break or
    where a capital letter opens a clause with a finite verb. What cannot be parted is all title.
    """
    position = _end_by_announced(blob, announced) if announced else None
    if position is None:
        position = _end_by_line(blob)
    if position is None:
        position = _end_by_clause(blob)
    return blob[:position].strip(), blob[position:].strip()


def without_lead_in(summary: str) -> str:
    """The summary without a subtitle and lead-in before it ('… gennem fælles indkøb Pilotprojekt: Kommunen vil …')."""
    match = re.match(r"([^.:]{0,160}?\b[A-ZÆØÅ][\wæøå]{3,24}):\s(?=[A-ZÆØÅ])", summary)
    return summary[match.end() :] if match and not _VERB.search(match[1]) else summary


def _end_by_announced(blob: str, announced: str) -> int | None:
    """The end of the words that fit the announced title best; ends before a small letter do not count."""
    wanted = fold(announced)
    best: tuple[float, int] | None = None
    for match in re.finditer(r"\S+", blob[: 2 * len(announced) + 60]):
        following = blob[match.end() :].lstrip()
        if following and not (following[0].isupper() or following[0].isdigit() or following[0] in "\"'»“("):
            continue
        score = likeness(fold(blob[: match.end()]), wanted)
        if best is None or score > best[0]:
            best = (score, match.end())
    return best[1] if best and best[0] >= _LEAST_LIKE else None


def _end_by_line(blob: str) -> int | None:
    """The first line break that a new clause or paragraph follows; wrapped titles go on in small letters."""
    for match in re.finditer(r"\n", blob[:_LONGEST_TITLE]):
        following = blob[match.end() :].lstrip()
        first_sentence = re.split(r"[.\n]", following[:400], maxsplit=1)[0]
        if following[:1].isupper() and (_VERB.search(first_sentence) or "." in following[:400]):
            return match.start()
    return None


def _end_by_clause(blob: str) -> int:
    """Before the noun phrase that carries the first finite verb; the whole blob where there is none."""
    verb = _VERB.search(blob[: _LONGEST_TITLE + _NOUN_PHRASE])
    if not verb:
        return len(blob)
    words = [(match.start(), match[0]) for match in re.finditer(r"\S+", blob[: verb.start()])]
    capitals = [index for index, (_, word) in enumerate(words) if index and word.lstrip("(\"'»“")[:1].isupper()]
    if not capitals:
        return len(blob)
    first = capitals[-1]
    while first > 1 and _joins_name(words[first - 1][1]):
        first -= 1
    while not words[first][1].lstrip("(\"'»“")[:1].isupper():
        first += 1
    opener = next((index for index in capitals if index >= first and words[index][1] in _OPENERS), first)
    return words[opener][0]


def _joins_name(word: str) -> bool:
    """Whether a word before a capitalised one may belong to the same name ('Koncern', 'og', '(KIT)')."""
    return word.lstrip("(")[:1].isupper() or word in {"og", "samt", "&"}
