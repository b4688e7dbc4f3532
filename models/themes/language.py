"""Is a text Danish? Told by its little words, of which every language has its own."""

from __future__ import annotations

from collections.abc import Mapping

from models.themes.words import words
from models.types import Finding

RULE = "not_danish"

# Little words that are common in the one language and rare or absent in the others.
_WRITTEN: Mapping[str, str] = {
    "dansk": """
    og af ikke til også der efter hvor eller fra blev være meget gennem hvad nogle noget bliver mellem
    kan skal ved hvis deres dette disse har som på er et op ud mod hver denne sig
    """,
    "engelsk": """
    the of and to is that be with are this which will have from by it as not has their they would been
    can was were should an or on into these its we our such more than
    """,
    "svensk": """
    och att är av inte till från efter eller också där blir vara mycket genom vad några något mellan kan
    ska vid om deras detta dessa har som på ett upp ut mot varje denna sig för ett men än
    """,
    "norsk": """
    og av ikke til også etter eller fra ble være mye gjennom hva noen noe blir mellom kan skal ved hvis
    deres dette disse har som på er et opp ut mot hver denne seg hvordan når både
    """,
    "tysk": """
    und der die das nicht zu auch nach oder von wurde sein viel durch was einige wird zwischen kann soll
    bei wenn ihre diese haben wie auf ist ein eine aus gegen jede sich mit dem den des im
    """,
}
_LITTLE_WORDS = {language: frozenset(written.split()) for language, written in _WRITTEN.items()}
_FEWEST_WORDS = 30  # fewer words tell no language
_READ_WORDS = 5_000  # enough to tell; a long text is not read to its end
_LEAD = 1.15  # how many times as many little words another language must have
_LEAST_SHARE = 0.08  # of all words: below it, a text is no running text of a language that we know
_LEAST_DANISH = 0.05  # the same for Danish in a text that is in none of the languages


def language_finding(text: str) -> Finding | None:
    """A warning where a text is not in Danish, so that themes, figures and names in it must be taken with care.

    None for Danish, and for a text that is too short to tell. At most its first 5 000 words are read.
    """
    forms = []
    for word in words(text):
        if word.form.isalpha():
            forms.append(word.form)
        if len(forms) >= _READ_WORDS:
            break
    if len(forms) < _FEWEST_WORDS:
        return None
    shares = {name: sum(form in little for form in forms) / len(forms) for name, little in _LITTLE_WORDS.items()}
    best = max(shares, key=lambda name: shares[name])
    if best == "norsk" and shares[best] < _LEAD * shares["dansk"]:
        best = "dansk"  # the two share most little words, and Danish is what we expect
    if best != "dansk" and shares[best] >= _LEAST_SHARE and shares[best] > _LEAD * shares["dansk"]:
        return _finding(f"Teksten ser ud til at være på {best}.")
    if max(shares.values()) < _LEAST_DANISH:
        return _finding("Teksten ligner ikke løbende tekst på dansk.")
    return None


def _finding(what: str) -> Finding:
    advice = "Temaer, tal og navne er fundet efter danske ord: gennemse dem, eller indlæs en dansk udgave."
    return Finding(rule=RULE, severity="warning", message=f"{what} {advice}")
