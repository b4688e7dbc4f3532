"""Budget rounds, and the round that a text names for the proposals that an innovation proposal is to lead to."""

from __future__ import annotations

import re

from corpus.types import Part, ProposalKind

_YEAR = r"(?:20\d\d|[1-4]\d)(?![\d%]|[.,]\d)"
_YEARS = rf"(?:{_YEAR}(?:\s?[/-]\s?{_YEAR})?)"
# 'Budget 2023', 'budgettet for 2023', 'B22', 'OFS 2022/2023', 'Overførselssagen i 2022', 'OFS' alone.
ADOPTION = re.compile(
    rf"(?<![\wæøå])(?:(?:Budget(?:tet|forhandlingerne|forslaget)?|VB|B)\s?(?:(?:for|i|til|fra|om)\s)?{_YEARS}"
    # 'Overførselssagen', also misspelt 'Overførelsessagen' and with o for ø
    rf"|Overf[øo]r[esl]{{2,7}}\s?sag(?:en)?\s?(?:(?:for|i|til)\s)?(?:{_YEARS})?|OFS\s?(?:i\s)?(?:{_YEARS})?)(?![\wæøå])",
    re.I,
)
_LATER_PROPOSALS = re.compile(
    r"effektiviserings(?:forslag|cases?|case)|investerings(?:forslag|cases?)|business\s?cases?|effektiviseringer|gevinster",
    re.I,
)
_TOWARDS = re.compile(
    r"(?:\b(?:til|fra|i|ved|om|for|under)|forhandlingerne\s(?:om|af))\s{1,2}(?:forhandlingerne\s(?:om|af)\s)?$", re.I
)
_PAST = re.compile(
    r"\b(?:blev|vedtag(?:et|ne)|beslutted?e?s?|besluttet|afsat|bevilget|godkendt|finansieret|aftalt|tidligere)\b", re.I
)
_TO_COME = re.compile(r"forvent|\bkan\b|\bvil\b|\bskal\b|\bkunne\b|målet|mål\b|med henblik|mhp|forberede", re.I)
_SENTENCE_END = re.compile(r"(?<!\bca)(?<!\bkr)(?<!\bmio)[.!?]\s{1,3}(?=[A-ZÆØÅ])|\n")
_LONGEST_SENTENCE = 400  # characters looked back over


def stated_adoption(part: Part) -> str | None:
    """The budget round for which a text without a criteria table expects its later proposals ('budget 2021'), or None.

    Only innovation proposals lead to later ones; a proposal with lasting savings of its own names rounds for other
    reasons. Rounds of the past and those without a word on proposals, savings or gains to come do not count.
    """
    text = part.text
    innovation = part.kind is ProposalKind.INNOVATION or re.search("innovations(?:pulje|forslag|midler)", text, re.I)
    if not innovation or re.search(r"samlet\s{1,3}varig\s{1,3}ændring", text, re.I):
        return None
    for found in ADOPTION.finditer(text):
        if not re.search(r"\d", found[0]) or not _TOWARDS.search(text[max(0, found.start() - 30) : found.start()]):
            continue
        before = _SENTENCE_END.split(text[max(0, found.start() - _LONGEST_SENTENCE) : found.start()])[-1]
        after = _SENTENCE_END.split(text[found.end() : found.end() + 120])[0]
        later, sentence = _LATER_PROPOSALS.search(before + after), before + after
        if later and _TO_COME.search(sentence) and not _PAST.search(sentence):
            return " ".join(found[0].split())
    return None
