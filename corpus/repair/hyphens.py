"""Hyphens: which ones stand only because a line ended, and which ones belong to the word.

Danish breaks words with a hyphen and also keeps hyphens: 'Sundheds- og Omsorgsforvaltningen', 'IT-system',
'2021-2022'. What stood at a line end is decided by the word lists and by the document's own other uses of the word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.repair.characters import BROKEN
from corpus.repair.lexicon import common, known, municipal_terms, plausible
from corpus.types import RawLine

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LAST_WORD = re.compile(r"([^\W_]+(?:[-/][^\W_]+){0,3})?[-" + BROKEN + r"]$")
_FIRST_WORD = re.compile(r"[^\W_]+")
_BROKEN_INSIDE = re.compile(r"([^\W_]{0,40})" + BROKEN + r" ?([^\W_]{0,40})")
_APART_INSIDE = re.compile(r"(?<![\w-])([^\W\d_]{2,30})- ([a-zæøåé]{2,30})(?![\w-])")
_TIGHT_CONJUNCTION = re.compile(r"(?<![\w-])([^\W\d_]{3,40}-)(og|eller|samt)(?= [^\W\d_])")
_TIGHT_INSIDE = re.compile(r"(?<![\w-])([^\W\d_]{3,30})-([a-zæøåé]{3,30})(?![\w-])")
# After these the hyphen stands for a left-out part of a compound: 'drifts- og anlægsudgifter'.
_CONJUNCTIONS = frozenset(["og", "eller", "samt", "hhv", "henholdsvis", "såvel", "til", "men", "contra", "kontra"])
# First parts that are written with a hyphen, whatever follows.
_KEEP_AFTER = frozenset(
    {"it", "id", "hr", "tv", "vr", "ai", "pc", "ph", "ip", "pr", "wi", "eks", "ex", "co", "ikke", "non", "app", "anti"}
)


@dataclass(frozen=True, kw_only=True)
class DocumentWords:
    """The words of one document in lower case, as evidence: how often each is written, and with which hyphens."""

    counts: Counter[str]
    hyphenated: Counter[str]  # whole words with a hyphen: 'onboarding-forløb'
    before_hyphen: Counter[str]  # their first parts: 'onboarding'


def document_words(lines: Iterable[RawLine]) -> DocumentWords:
    """Count the words of a document; a word at a line end that the line may have broken is left out."""
    printed: list[str] = []
    for line in lines:
        for cell in line.cells:
            if "-" in cell or BROKEN in cell:
                printed += [
                    match.group()
                    for match in _WORD.finditer(cell)
                    if cell[match.end() : match.end() + 1] not in ("-", BROKEN)
                ]
            else:
                printed += _WORD.findall(cell)
    counts: Counter[str] = Counter()
    hyphenated: Counter[str] = Counter()
    before: Counter[str] = Counter()
    for as_printed, number in Counter(printed).items():
        word = as_printed.lower()
        counts[word] += number
        if "-" in word:
            hyphenated[word] += number
            before[word.split("-", 1)[0]] += number
    return DocumentWords(counts=counts, hyphenated=hyphenated, before_hyphen=before)


def ends_broken(text: str) -> bool:
    """Whether a line ends in a word with a hyphen, so that the next line may go on in the middle of it."""
    if not text.endswith(("-", BROKEN)):
        return False
    match = _LAST_WORD.search(text[-80:])
    return bool(match and match.group(1))


def mend_line_end(left: str, right: str, words: DocumentWords) -> str:
    """Two texts as one, where the first ends in a hyphen: 'funktio-' + 'nalitet er' gives 'funktionalitet er'."""
    stem = left[:-1]
    match = _LAST_WORD.search(left[-80:])
    first = _FIRST_WORD.match(right)
    if match is None or not match.group(1) or first is None:
        return f"{stem}- {right}"
    return stem + link(match.group(1), first.group(), words) + right


def link(left: str, right: str, words: DocumentWords) -> str:
    """What stands between two parts that a line end and a hyphen divide: '' (one word), '-' or '- '."""
    tail = left.rsplit("-", 1)[-1].rsplit("/", 1)[-1]
    joined = (tail + right).lower()
    if right.lower() in _CONJUNCTIONS:
        whole = words.counts[joined] or common(joined) or joined in municipal_terms()
        return "" if whole and not common(tail.lower()) else "- "  # 'dial-og', but 'Sundheds- og'
    if tail[-1].isdigit() or right[0].isdigit():
        return "-"
    if tail.isupper() and right.isupper() and len(tail) > 1:
        return "" if plausible(joined) else "-"
    if right[0].isupper() or _keeps_hyphen(tail):
        return "-"
    hyphenated = words.hyphenated[f"{tail}-{right}".lower()]
    if hyphenated != words.counts[joined]:
        return "-" if hyphenated > words.counts[joined] else ""
    if not words.before_hyphen[tail.lower()] and not tail[0].isupper():
        return ""  # whatever the lists say, of which the large one need not be loaded for this
    if known(joined):
        return ""
    if words.before_hyphen[tail.lower()] and known(right):
        return "-"
    name = tail[0].isupper() and not known(tail) and not plausible(joined)
    return "-" if name and known(right) else ""


def _keeps_hyphen(tail: str) -> bool:
    """'IT-', 'e-', 'SharePoint-': abbreviations, single letters and names with a capital inside."""
    return len(tail) == 1 or any(c.isupper() for c in tail[1:]) or tail.lower() in _KEEP_AFTER


def splits_word(left: str, right: str) -> bool:
    """Whether a break without a hyphen fell inside a word: 'samarbej' + 'de' is one, 'samarbejde' + 'de' is not."""
    last = re.search(r"[^\W\d_]{3,}$", left[-40:])
    first = re.match(r"[^\W\d_]+", right)
    if last is None or first is None or not first.group().islower() or not last.group()[1:].islower():
        return False
    return not plausible(last.group()) and known(last.group() + first.group())


# ---------------------------------------------------------------- inside one line or cell


def mend_inside(line: RawLine, words: DocumentWords) -> RawLine:
    """A line whose printed lines were already joined: 'funktio- nalitet', 'Styrings-område' in a cell."""
    if not any("-" in cell or BROKEN in cell for cell in line.cells):
        return line
    row = sum(1 for cell in line.cells if cell) > 1
    return replace(line, cells=tuple(_mend_text(cell, row, words) for cell in line.cells))


def _mend_text(text: str, row: bool, words: DocumentWords) -> str:
    if BROKEN in text:
        text = _BROKEN_INSIDE.sub(lambda match: _resolve(match, words), text).replace(BROKEN, "-")
    if "-" not in text:
        return text
    text = _APART_INSIDE.sub(lambda match: _join_apart(match, words), text)
    text = _TIGHT_CONJUNCTION.sub(r"\1 \2", text)
    return _TIGHT_INSIDE.sub(lambda match: _join_tight(match, words), text) if row else text


def _resolve(match: re.Match[str], words: DocumentWords) -> str:
    left, right = match.groups()
    if not left or not right:
        return f"{left}- {right}" if left and " " in match.group() else f"{left}-{right}"
    return left + link(left, right, words) + right


def _join_apart(match: re.Match[str], words: DocumentWords) -> str:
    """'funktio- nalitet' is one word; 'drifts- anlægs' and 'ja- nej' are left alone."""
    left, right = match.groups()
    joined = (left + right).lower()
    if right in _CONJUNCTIONS or _keeps_hyphen(left):
        return match.group()
    if known(joined) or words.counts[joined] or (plausible(joined) and not (known(left) and known(right))):
        return left + right
    return match.group()


def _join_tight(match: re.Match[str], words: DocumentWords) -> str:
    """In a table cell 'Styrings-område' is a broken line; a hyphen that a writer could have meant is kept."""
    left, right = match.groups()
    joined = (left + right).lower()
    if _keeps_hyphen(left) or words.hyphenated[match.group().lower()] > words.counts[joined] + 1:
        return match.group()
    if joined in municipal_terms():
        return left + right
    if not (words.counts[joined] or common(joined)):
        return match.group()  # the common words decide: the large list need not be loaded for a hyphen
    meant = common(left.lower()) and common(right.lower()) and not (left.endswith("s") and common(left[:-1].lower()))
    return match.group() if meant else left + right
