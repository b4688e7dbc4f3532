"""Words that speak for what a number is to a proposal: today's state, a goal, a saving, a trial, another place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from models.figures.words import word_set

_CUES: Mapping[str, frozenset[str]] = {
    "today": word_set("nu nuværende hidtil aktuelt aktuelle eksisterende sædvanlig"),
    "past": word_set(
        "var blev havde brugte brugt kostede modtog fik tog gik stod lå faldt steg sidste fjor målt målte målinger "
        "opgjort optælling opgørelse viste viser tidligere før"
    ),
    "goal": word_set(
        "mål målet målsætning måltal succeskriterium skal bør ned højst mindst under nå nås opnå opnås ønskes "
        "forventes ventes venter forventer forventning vil ville kunne kan halveres øges reduceres nedbringes falde "
        "stige løftes"
    ),
    "after": word_set("efter fremover bagefter derefter herefter fuldt fuld indfaset"),
    "trial": word_set("prøve prøven prøves forsøg forsøget pilot piloten pilotprojekt test testen testes stikprøve"),
    "investment": word_set(
        "søges ansøges søger afsættes bevilling investering investeringen engangsudgift engangsudgiften etablering "
        "etableringen anskaffelse indkøb udvikling koster"
    ),
    "saving": word_set(
        "spares sparer sparet besparelse besparelsen gevinst gevinsten effektivisering frigøres frigør frigivet "
        "potentiale færre mindre reduktion undgås"
    ),
    "operation": word_set(
        "drift driften driftsudgift licens licenser licensen løbende vedligehold abonnement support leje hosting"
    ),
    "elsewhere": word_set(
        "aarhus odense aalborg oslo stockholm malmø hamborg amsterdam helsinki london andre erfaringer kommuner "
        "landsplan hovedstaden landet"
    ),
    "share": word_set("heraf hvoraf deraf af andel andelen"),
    "each": word_set("pr pr. per hver hvert stykket a á à"),
    "effort": word_set("tager varer bruger bruges går minutter"),
    "amount": word_set("der er findes modtager modtog behandler behandles har omfatter årligt året"),
    "risk": word_set("hvis dersom bliver falder overstiger under grænse"),
    "phase": word_set("måneder uger perioden varer løber forløb fase fra til indtil senest"),
}
_REACH = 15  # words on either side of a figure
_CLOSE = 4  # of them those whose place counts


@cache
def _by_word() -> Mapping[str, tuple[str, ...]]:
    """The cues that each word gives, in the table's order."""
    found: dict[str, tuple[str, ...]] = {}
    for name, members in _CUES.items():
        for word in members:
            found[word] = (*found.get(word, ()), name)
    return found


def cues(words: Iterable[str], side: str, kind: str) -> Iterator[str]:
    """The names of the cues among the words on one side of a figure, the nearest word first."""
    known = _by_word()
    for distance, word in zip(range(_REACH), words, strict=False):
        for name in known.get(word, ()):
            yield f"cue {side} {name}"
            yield f"cue {kind} {name}"
            if distance < _CLOSE:
                yield f"cue close {side} {name}"
