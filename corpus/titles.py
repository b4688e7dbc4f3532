"""A proposal's title: telling it from the summary that follows it without a mark, and cleaning it."""

from __future__ import annotations

import re
import unicodedata

from corpus.codes import Code, find_codes, leading_code
from corpus.folding import fold, likeness

_LEAST_LIKE = 0.6  # of the front table's title; proposals reword a third of theirs at most
_LONGEST_TITLE = 300  # characters
# Finite verbs that summaries begin with, and the passive in -s, which few other words look like.
_VERBS = (
    "er|vil|skal|kan|bør|har|bliver|ønsker|foreslår|indebærer|omhandler|består|medfører|forventer|oplever|står|bruger|"
    "anvender|søger|giver|får|handler|vurderer|etablerer|udvikler|tester|afprøver|sammenkobler|understøtter|viser|"
    "arbejder|skriver|tager|prøver|fordeler|flytter|vælger|samler|køber|sælger|låner|henter|sender|modtager|betaler|"
    "åbner|lukker|bygger|ombygger|indfører|erstatter|forlænger|udvider|nedlægger|opretter|ansætter|uddanner|hjælper|"
    "behandler|læser|måler|registrerer|ringer|booker|besøger|deler|driver|går|kommer|rykker|holder|lægger|sætter|"
    "skifter|sparer|frigør|nedbringer|reducerer|omlægger|overtager|hjemtager|udbyder|styrker|sikrer|skaber|mangler|"
    "kræver|bidrager|tilbyder|deltager|følger|stiller|finder|ligger|udgør|koster|falder|stiger|dækker|gør|ser"
)
_NO_PASSIVES = "deres|alles|fælles|andres|begges|ligeledes|således|særdeles|endeligtes|forgæves|tilmedes|hinandens"
_VERB = re.compile(rf"\b(?:{_VERBS}|(?!(?:{_NO_PASSIVES})\b)[a-zæøå]{{3,24}}[a-zæøå]es)\b")
# Words after which a name or number goes on with the phrase instead of opening a clause.
# fmt: off
_LEADS_ON = frozenset((
    "i", "på", "til", "fra", "for", "med", "af", "ved", "hos", "om", "under", "over", "efter", "før", "mod",
    "mellem", "inden", "uden", "og", "eller", "samt", "en", "et", "den", "det", "de", "nye", "fælles", "som",
    "via", "gennem", "per", "pr.", "ca.", "omkring", "op", "ned", "tværs", "indre", "ydre",
))
# fmt: on
_CODE_IN_BRACKETS = re.compile(r"\(([^\s()]{3,8})\)")
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
    """Before the noun phrase that carries a finite verb and opens a clause; the whole blob where there is none."""
    behind_code = _CODE_IN_BRACKETS.search(blob, 0, _LONGEST_TITLE)
    if behind_code and next(find_codes(behind_code[1]), None):
        return behind_code.end()
    words = [(match.start(), match[0]) for match in re.finditer(r"\S+", blob[: _LONGEST_TITLE + _NOUN_PHRASE])]
    openings = [index for index in range(1, len(words)) if _may_open(words[index - 1][1], words[index][1])]
    for verb in _VERB.finditer(blob, 0, _LONGEST_TITLE + _NOUN_PHRASE):
        before = [index for index in openings if words[index][0] < verb.start()]
        if not before:
            continue  # the title's own verb
        first = before[-1]
        while first - 1 in before and _joins_name(words[first - 1][1]):
            first -= 1
        while first - 2 in before and words[first - 1][1] in {"og", "samt", "&"}:
            first -= 2
        opener = next((index for index in before if index >= first and words[index][1] in _OPENERS), first)
        return words[opener][0]
    return len(blob)


def _may_open(previous: str, word: str) -> bool:
    """Whether a word may open a clause: a capital or a number that no preposition or article leads on to."""
    first = word.lstrip("(\"'»“")[:1]
    return (first.isupper() or first.isdigit()) and previous.lower() not in _LEADS_ON


def _joins_name(word: str) -> bool:
    """Whether a word before a capitalised one may belong to the same name ('Koncern', 'og', '(KIT)')."""
    return word.lstrip("(")[:1].isupper() or word in {"og", "samt", "&"}


_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def slug(title: str) -> str:
    """A title in lower case, letters and digits with hyphens between the words, æ ø å written ae oe aa."""
    plain = unicodedata.normalize("NFKD", title.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^0-9a-z]+", "-", plain).strip("-") or "uden-titel"
