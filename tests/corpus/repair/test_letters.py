"""Letters: damage to æ, ø, å is undone where it is certain, and nothing else is changed."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from corpus.repair import clean
from corpus.types import RawDocument, RawLine

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"

# Own text, with the words that the forms are made of.
DANISH = """Forslaget gør det muligt at få overblik over ældreområdets hjælpemidler på tværs af kommunens plejecentre.
Økonomiforvaltningen ønsker at afprøve en fælles løsning, der både understøtter medarbejdernes arbejdsgange og øger
kvaliteten for borgerne. Samlede ændringer og implementeringsomkostninger fremgår af tabellen på næste side. Når
afprøvningen er gennemført, skal erfaringerne være med til at afgøre, om løsningen udbredes til hele kommunen. Der er
ingen særlige risici, men leverandøren skal kunne håndtere følsomme oplysninger, og Sundheds- og Omsorgsforvaltningen
følger løbende op på målene. Målgruppen omfatter også pårørende, som i dag må ringe for at få svar. Projektet løber i
to år og kræver 1,5 årsværk. ServiceNow og SharePoint anvendes ikke, og TM12 og BC05 berøres ikke af forslaget."""


def read(text: str, *, ocr: bool) -> str:
    lines = tuple(RawLine(cells=(line,)) for line in text.split("\n"))
    return clean(RawDocument(lines=lines, wrapped=False, ocr=ocr), source="a", sha256="0").text


@pytest.mark.parametrize("ocr", [True, False])
@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("losning og gennemforelse", "løsning og gennemførelse"),
        ("veere med pa omradet", "være med på området"),
        ("Okonomiforvaltningen", "Økonomiforvaltningen"),
        ("SAMLEDE OKONOMISKE AENDRINGER", "SAMLEDE ØKONOMISKE ÆNDRINGER"),
        ("@konomiforvaltningen i 0stergade", "Økonomiforvaltningen i Østergade"),
        ("post@by.dk", "post@by.dk"),
        ("HVEM ER HORT?", "HVEM ER HØRT?"),
        ("serviceomradet og hjeelpemidler", "serviceområdet og hjælpemidler"),
        ("ogs& l6sningen p& omr4det", "også løsningen på området"),
        ("Izering i gruppen", "læring i gruppen"),
        ("BC05, TM12, OU1 og A4", "BC05, TM12, OU1 og A4"),
        ("SharePoint, Amazon og Google", "SharePoint, Amazon og Google"),
        ("for kommunen over to perioder", "for kommunen over to perioder"),
        ("se www.by.dk/okonomi for mere", "se www.by.dk/okonomi for mere"),
    ],
)
def test_words_of_a_damaged_document(printed: str, meant: str, ocr: bool) -> None:
    around = DANISH.replace("æ", "ae").replace("ø", "o").replace("å", "a").replace("Ø", "O")
    assert read(f"{around}\n{printed}", ocr=ocr).split("\n")[-1] == meant


def test_a_sound_document_is_left_alone() -> None:
    odd = "Rapporten nævner losning, pa, omrade og Kobenhavn som eksempler."
    assert read(f"{DANISH}\n{odd}", ocr=False) == f"{DANISH}\n{odd}"
    assert read(DANISH, ocr=True) == DANISH


def damaged(text: str, share: float, seed: int) -> str:
    """Text in which a share of æ, ø, å is read wrongly."""
    chance = random.Random(seed)
    readings = {"æ": ["ae", "ae", "ee", "ze"], "ø": ["o", "o", "o", "e", "g"], "å": ["a", "a", "a", "&"]}

    def misread(match: re.Match[str]) -> str:
        letter = match.group()
        if chance.random() >= share:
            return letter
        reading = chance.choice(readings[letter.lower()])
        return reading if letter.islower() else reading.capitalize()

    return re.sub("[æøåÆØÅ]", misread, text)


def score(text: str, share: float) -> tuple[float, float]:
    """Precision and recall of the repair, by words."""
    harmed = damaged(text, share, seed=3)
    words = list(zip(text.split(), harmed.split(), read(harmed, ocr=True).split(), strict=True))
    broken = sum(true != bad for true, bad, _ in words)
    mended = sum(true != bad and true == got for true, bad, got in words)
    changed = sum(got != bad for _, bad, got in words)
    return mended / changed, mended / broken


@pytest.mark.parametrize("share", [0.3, 1.0])
def test_precision_and_recall_on_own_text(share: float) -> None:
    precision, recall = score(DANISH, share)
    assert precision >= 0.98
    assert recall >= 0.85


@pytest.mark.parametrize("name", ["000", "002", "003"])
def test_precision_and_recall_on_real_text(name: str) -> None:
    found = sorted(SEEDS.glob(f"{name}_*.txt"))
    if not found:
        pytest.skip("the real documents are not here")
    lines = [line for line in found[0].read_text(encoding="utf-8").split("\n") if len(line) > 120 and "\t" not in line]
    whole = read("\n".join(lines), ocr=False)  # page furniture and line ends out first: words then stand one to one
    precision, recall = score(whole, 0.3)
    assert precision >= 0.98
    assert recall >= 0.85
