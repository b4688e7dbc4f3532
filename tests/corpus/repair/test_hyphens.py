"""Hyphens at line ends: broken words become whole, written hyphens stay."""

from __future__ import annotations

import pytest

from corpus.repair.hyphens import document_words, mend_inside, mend_line_end, splits_word
from corpus.types import RawLine

NOTHING = document_words(())


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("en ny funktio-", "nalitet i", "en ny funktionalitet i"),
        ("de samlede KONSE-", "KVENSER for", "de samlede KONSEKVENSER for"),
        ("flere driftsud-", "gifter", "flere driftsudgifter"),
        ("på it-sikkerheds-", "området", "på it-sikkerhedsområdet"),
        ("i et katal-", "og over", "i et katalog over"),
        ("Sundheds-", "og Omsorgsforvaltningen", "Sundheds- og Omsorgsforvaltningen"),
        ("drifts-", "eller anlægsudgifter", "drifts- eller anlægsudgifter"),
        ("et IT-", "system", "et IT-system"),
        ("ved e-", "læring", "ved e-læring"),
        ("to P-", "pladser", "to P-pladser"),
        ("Koncern-", "IT", "Koncern-IT"),
        ("i 2021-", "2022 og", "i 2021-2022 og"),
        ("et SharePoint-", "modul", "et SharePoint-modul"),
    ],
)
def test_line_end(left: str, right: str, expected: str) -> None:
    assert mend_line_end(left, right, NOTHING) == expected


def test_the_documents_own_spelling_decides() -> None:
    words = document_words((RawLine(cells=("Et onboarding-forløb og en onboarding-plan.",)),))
    assert mend_line_end("i onboarding-", "processen", words) == "i onboarding-processen"
    assert mend_line_end("et onboarding-", "forløb", words) == "et onboarding-forløb"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("1.000 kr.", "Styrings-område"), ("1.000 kr.", "Styringsområde")),
        (("Implemente-ringsomkostninger", "100"), ("Implementeringsomkostninger", "100")),
        (("it-værktøj", "HR-kredsen"), ("it-værktøj", "HR-kredsen")),
        (("Koncern-IT", "P-pladser"), ("Koncern-IT", "P-pladser")),
        (("en samlet funktio- nalitet",), ("en samlet funktionalitet",)),
        (("drifts- anlægs- og lønudgifter",), ("drifts- anlægs- og lønudgifter",)),
        (("et bruger-venligt værktøj i løn-arbejde",), ("et bruger-venligt værktøj i løn-arbejde",)),
        (("Børne-og Ungdomsforvaltningen",), ("Børne- og Ungdomsforvaltningen",)),
        (
            ("en funktio\ufffenalitet til Sundheds\ufffeog it\ufffesystem",),
            ("en funktionalitet til Sundheds- og it-system",),
        ),
    ],
)
def test_inside_a_cell_or_a_flattened_line(cells: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert mend_inside(RawLine(cells=cells), NOTHING).cells == expected


@pytest.mark.parametrize(
    ("left", "right", "split"),
    [
        ("etablere et samarbej", "de med andre", True),
        ("etablere et samarbejde", "med andre", False),
        ("indkøb af ServiceNow", "er dyrt", False),
        ("en aftale", "de kan bruge", False),
    ],
)
def test_a_word_cut_without_a_hyphen(left: str, right: str, split: bool) -> None:
    assert splits_word(left, right) is split
