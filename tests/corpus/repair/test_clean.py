"""Cleaning as a whole: offsets hold for any input, and clean text stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.repair import clean
from corpus.types import RawDocument, RawLine

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"

FRAGMENTS = {
    "Service",
    "løsning",
    "losning",
    "og",
    "på",
    "pa",
    "-",
    "1.025",
    "2021",
    "3",
    "funktio-",
    "nalitet",
    "•",
    "å",
}
MARKS = {
    "\ufffe",
    "\u00ad",
    "|",
    "Ã¸",
    "X",
    "p/1",
    "\u200b",
    "☒",
    "Side 2 af 4",
    "I alt",
    "Resumé:",
    "\u00a0",
    "\t",
    "\n",
}
words = st.sampled_from(sorted(FRAGMENTS | MARKS))
cells = st.lists(st.one_of(words, st.text(max_size=8)), max_size=8).map(" ".join)
raw_lines = st.builds(
    RawLine,
    cells=st.lists(cells, min_size=1, max_size=5).map(tuple),
    page=st.integers(0, 4),
    heading=st.booleans(),
)
raws = st.builds(
    RawDocument,
    lines=st.lists(raw_lines, max_size=25).map(tuple),
    wrapped=st.sampled_from([None, True, False]),
    ocr=st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(raws)
def test_lines_point_into_the_text(raw: RawDocument) -> None:
    document = clean(raw, source="a.pdf", sha256="0")
    assert document.text == "\n".join(line.of(document.text) for line in document.lines)
    for line in document.lines:
        printed = line.of(document.text)
        assert printed.strip()
        assert "\n" not in printed
        assert all(cell == " ".join(cell.split()) for cell in printed.split("\t"))


def test_cells_stay_apart_and_empty_ones_are_kept() -> None:
    raw = RawDocument(lines=(RawLine(cells=("", "I\talt", "", "1\n000", "")), RawLine(cells=("",))))
    document = clean(raw, source="a", sha256="0")
    assert document.text == "\tI alt\t\t1 000\t"
    assert len(document.lines) == 1


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("e\u0301n \u00a0 sag\u200b", "én sag"),
        ("e\ufb03ektiv e\ufb00ekt \ufb01n", "effiektiv effekt fin"),
        ("\u2212300 og \u2212 200", "-300 og - 200"),
        ("omra\u02dadet", "området"),
        ("LÃ¸sning pÃ¥ omrÃ¥det â€“ Ã˜st", "Løsning på området – Øst"),
        ("\uf0b7 punkt", "• punkt"),
        ("\uf0fe Ja", "☒ Ja"),
        ("en tvær\u00adgående sag", "en tværgående sag"),
    ],
)
def test_characters(printed: str, meant: str) -> None:
    raw = RawDocument(lines=(RawLine(cells=(printed,)),), wrapped=False)
    assert clean(raw, source="a", sha256="0").text == meant


def test_repairs_are_told() -> None:
    text = "losning af omradet, som skal veere pa plads, nar medarbejderne har provet ogsa den feelles okonomi"
    document = clean(RawDocument(lines=(RawLine(cells=(text,)),), ocr=True), source="a", sha256="0")
    assert document.text.startswith("løsning af området, som skal være på plads")
    assert any("ord er rettet" in warning for warning in document.warnings)


@pytest.mark.parametrize("name", ["000", "002", "003"])
def test_cleaning_twice_changes_nothing(name: str) -> None:
    found = sorted(SEEDS.glob(f"{name}_*.txt"))
    if not found:
        pytest.skip("the real documents are not here")
    lines = [RawLine(cells=tuple(line.split("\t"))) for line in found[0].read_text(encoding="utf-8").split("\n")]
    once = clean(RawDocument(lines=tuple(lines)), source="a", sha256="0")
    again = RawDocument(lines=tuple(RawLine(cells=tuple(line.of(once.text).split("\t"))) for line in once.lines))
    assert clean(again, source="a", sha256="0").text == once.text
