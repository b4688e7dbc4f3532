"""The words of a text as the grammar of figures reads them: spaCy's tokens without the white space."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Word:
    """One token. ``spaced``: white space stands before it; ``line``: it begins a line or a cell of a table."""

    text: str
    lower: str
    start: int
    end: int
    spaced: bool
    line: bool
    sentence: bool

    @property
    def is_word(self) -> bool:
        """Whether it is a word of letters (a unit, a noun), not a number or a mark."""
        return self.text[0].isalpha()


Words = Sequence[Word]

END = Word(text="\n", lower="\n", start=-1, end=-1, spaced=True, line=True, sentence=True)
"""What stands before the first word and after the last."""


def words_of(doc: Doc) -> tuple[Word, ...]:
    """The words of a document, with offsets in its text."""
    words: list[Word] = []
    spaced, line, sentence = True, True, True
    # As columns: asking every token for its attributes takes a third of the time of reading all figures.
    rows = doc.to_array(["ORTH", "IDX", "SENT_START", "SPACY"])
    strings, folded = doc.vocab.strings, dict[str, str]()
    for orth, start, begins, blank in zip(
        rows[:, 0].tolist(), rows[:, 1].tolist(), rows[:, 2].tolist(), rows[:, 3].tolist(), strict=True
    ):
        text = strings[orth]
        sentence = sentence or begins == 1
        if text.isspace():
            spaced, line = True, line or "\n" in text or "\t" in text
            continue
        lower = folded.get(text) or folded.setdefault(text, text.lower())
        words.append(Word(text, lower, start, start + len(text), spaced, line, sentence))
        spaced, line, sentence = bool(blank), False, False
    return tuple(words)


def at(words: Words, place: int) -> Word:
    """The word at a place; `END` outside the text, so that a rule may look around without asking."""
    return words[place] if 0 <= place < len(words) else END


def word_set(words: str) -> frozenset[str]:
    """A set of words from a line of them."""
    return frozenset(words.split())


FUNCTION_WORDS = word_set(
    "i på til fra for af med om og eller som der er var kan vil skal har havde ved pr pr. per over under inden "
    "efter før mellem mens men hvis når så at ud op ned ind heraf hvoraf svarende det den de dem disse denne dette en "
    "et ikke mod samt fordelt årligt årlig årlige varigt varig varige samlet netto brutto bliver blev blive ville "
    "kunne skulle får fik få går gik mindre mere færre flere end alle begge hver hvert især også allerede endnu dog "
    "derfor fordi da dvs. ca. cirka via uden hos blandt omkring henholdsvis hhv. alene kun blot både enten ifølge jf. "
    "inkl. ekskl. incl. excl. ift. mht. pga. udgør svarer koster giver frigør sker ligger står vi man hun han sig selv "
    "senere tidligere nu dag år igen hen sammen indenfor bor må bl.a. fx f.eks. plus minus gange"
)
"""Words that are never what a number counts."""
