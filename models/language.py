"""Danish text as tokens and sentences: the only place that imports spaCy, and only when it is asked for.

A blank Danish pipeline with a tokenizer of our own. spaCy's takes prefixes off one at a time, which is quadratic in
a run of ten thousand brackets, and knows neither 't.kr.' nor '1½'. Ours reads every character once, whatever the
text; sentences end by rule. The tokens' offsets are the text's own: nothing is normalised.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from functools import cache, cached_property
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import spacy
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

# Abbreviations that keep their full stop. Those of the first group never end a sentence: something must follow.
_LEADING_ABBREVIATIONS = frozenset(
    {
        *("ad.", "adm.", "afd.", "afs.", "ang.", "art.", "aug.", "bek.", "bl.a.", "ca.", "cand.", "cirk.", "d."),
        *("d.v.s.", "dec.", "dir.", "dr.", "dvs.", "ekskl.", "evt.", "excl.", "f.eks.", "feb.", "forv.", "fx."),
        *("gns.", "gnsn.", "hhv.", "hr.", "i.f.m.", "i.f.t.", "i.h.t.", "iflg.", "ifm.", "ift.", "iht.", "incl."),
        *("ing.", "inkl.", "jan.", "jf.", "kap.", "kl.", "lb.", "lovbek.", "m.h.p.", "m.h.t.", "maks.", "max."),
        *("mfl.", "mhp.", "mht.", "mill.kr.", "min.", "nov.", "nr.", "nuv.", "okt.", "p.g.a.", "pga.", "pkt."),
        *("pr.", "resp.", "s.", "sct.", "sept.", "skt.", "sml.", "stk.", "svt.", "t.o.m.", "tidl.", "tlf.", "vedr."),
    }
)
_CLOSING_ABBREVIATIONS = frozenset(
    {
        *("d.d.", "e.m.", "etc.", "f.m.", "i.a.", "kr.", "kvm.", "m.fl.", "m.m.", "m.v.", "md.", "mdl.", "mdr."),
        *("mia.", "mill.", "mio.", "mm.", "mv.", "o.a.", "o.l.", "o.s.v.", "osv.", "p.a.", "p.t.", "pct.", "pers."),
        *("pt.", "sek.", "t.kr.", "årsv."),
    }
)
_ABBREVIATIONS = _LEADING_ABBREVIATIONS | _CLOSING_ABBREVIATIONS
_LONGEST_ABBREVIATION = max(map(len, _ABBREVIATIONS))

_FRACTIONS = "½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
# A letter: what \w holds less digits of every script, '_' and the signs ² ½ ①, which Unicode counts as letters here.
_LETTER = r"[^\W\d_\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209c\u2150-\u215f\u2460-\u24ff]"
_TOKEN = re.compile(
    rf"""
    (?P<address>(?:https?://|www\.)\S{{1,2000}}+ | [\w.+-]{{1,64}}+@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,5}})
    | (?P<square>(?:k|c|m)?m[²³23](?!\w))
    | (?P<level>[pP]/[lL1I|](?!\w))
    | (?P<word>{_LETTER}[^\W_]*+(?:[-‐‑'’][^\W_]++)*+)
    | (?P<date>\d{{1,2}}(?P<mark>[-./])\d{{1,2}}(?P=mark)(?:(?:19|20)\d\d|\d\d)(?![\d]|[.,]\d))
    | (?P<grouped>\d{{1,3}}(?:\.\d{{3}}){{1,5}}(?![\d]|\.\d)(?:,\d{{1,4}}(?!\d))?[{_FRACTIONS}]?)
    | (?P<dotted>\d++(?:\.\d++)++)
    | (?P<number>\d++(?:,\d++(?!,\d))?[{_FRACTIONS}]?)
    | (?P<fraction>[{_FRACTIONS}])
    | (?P<run>(?P<sign>[^\w\s])(?P=sign)*+)
    | (?P<other>\S)
    | (?P<space>\s++)
    """,
    re.X,
)
_ABBREVIATION = re.compile(rf"(?:{_LETTER}{{1,10}}\.){{1,5}}")
_SENTENCE_MARKS = frozenset({".", "!", "?", "…", "..", "...", "??", "!!"})
_CLOSING_MARKS = frozenset({")", "]", "»", "”", "’", '"', "'", "›", "}"})
_OPENING_MARKS = frozenset({"(", "[", "«", "“", "„", "‘", "–", "-", "•", "‹"})

_LOOK_AHEAD = 6  # tokens between the end of a sentence and the next one's first word: spaces, brackets, a dash


class Language:
    """A pipeline that reads text; made once by `load_language`, and loaded when it first reads."""

    @cached_property
    def _pipeline(self) -> spacy.language.Language:
        # A service that answers questions reads no document itself, and need not wait a second for spaCy.
        pipeline: spacy.language.Language = _spacy().blank("da")
        # spaCy's limit guards the memory of parsers and entity models; this one has none and reads in linear time.
        pipeline.max_length = sys.maxsize
        pipeline.tokenizer = _Tokenizer(pipeline.vocab)
        return pipeline

    def read(self, text: str) -> Doc:
        """Tokens and sentences of a text of any length. ``doc.text`` is the text; tabs and newlines are tokens too."""
        return self._pipeline(text)


@cache
def load_language() -> Language:
    """The Danish pipeline, the same one at every call."""
    return Language()


class _Tokenizer:
    """What spaCy asks of a tokenizer: a text in, a `Doc` out."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        words: list[str] = []
        spaces: list[bool] = []
        for word in split_tokens(text):
            if word[0] == " " and words and not words[-1].isspace():
                spaces[-1] = True
                word = word[1:]
                if not word:
                    continue
            words.append(word)
            spaces.append(False)
        # Sentences are set here: setting them token by token looks through the whole document at each.
        starts: list[bool | int | None] = [False] * len(words)
        for place in _sentence_starts(words):
            starts[place] = True
        return Doc(self._vocab, words=words, spaces=spaces, sent_starts=starts)


def split_tokens(text: str) -> Iterator[str]:
    """The text's tokens in order, white space among them; joined they are the text."""
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        assert found is not None, "every character is white space or not"
        end = found.end()
        if found.lastgroup == "word" and text.startswith(".", end):
            end = _abbreviation_end(text, at) or end
        yield text[at:end]
        at = end


def _abbreviation_end(text: str, start: int) -> int | None:
    """Where the longest known abbreviation that begins here ends, or None."""
    found = _ABBREVIATION.match(text, start, start + _LONGEST_ABBREVIATION)
    printed = found[0].lower() if found else ""
    while printed and printed not in _ABBREVIATIONS:
        printed = printed[: printed.rfind(".", 0, -1) + 1]
    return start + len(printed) if printed else None


def _sentence_starts(words: list[str]) -> Iterator[int]:
    """The places of the tokens that begin a sentence: after a full stop with a capital behind it, a newline, a tab."""
    ended = True
    for place, word in enumerate(words):
        if ended and (not word.isspace() or place == 0):
            yield place
            ended = False
        if word.isspace():
            ended = ended or "\n" in word or "\t" in word
        elif word in _CLOSING_MARKS and place and words[place - 1] in _SENTENCE_MARKS:
            ended = _capital_follows(words, place + 1)
        elif word in _SENTENCE_MARKS:
            ended = _capital_follows(words, place + 1) and not _is_ordinal(words, place)
        elif word.lower() in _CLOSING_ABBREVIATIONS:
            ended = _capital_follows(words, place + 1, numbers=False)


def _capital_follows(words: list[str], place: int, *, numbers: bool = True) -> bool:
    """Whether a word with a capital or a number comes next, or nothing more on the line."""
    until = min(len(words), place + _LOOK_AHEAD)
    while place < until and (words[place].isspace() or words[place] in _OPENING_MARKS):
        if "\n" in words[place] or "\t" in words[place]:
            return True
        place += 1
    return place < until and (words[place][0].isupper() or (numbers and words[place][0].isdigit()))


def _is_ordinal(words: list[str], place: int) -> bool:
    """Whether a full stop belongs to a list number at the beginning of a line: '2. Trin'."""
    if not place or not words[place - 1].isdecimal() or len(words[place - 1]) > 2:
        return False
    return place == 1 or "\n" in words[place - 2] or "\t" in words[place - 2]


def _spacy() -> ModuleType:
    """spaCy without torch: where that is installed, spaCy would load it too, for seconds and hundreds of megabytes.

    A blank pipeline has no network that could use it.
    """
    unloaded = "torch" not in sys.modules
    if unloaded:
        sys.modules["torch"] = None  # type: ignore[assignment]
    try:
        return importlib.import_module("spacy")
    finally:
        if unloaded:
            del sys.modules["torch"]
