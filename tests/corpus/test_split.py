"""Bundles are parted into their proposals in every layout, and what is no proposal is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.split import split
from corpus.types import Document, ProposalKind
from tests.corpus.proposal_texts import PROSE, TABLE, body, document, flattened, proposal

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
TWO = proposal("BC 07 Lys i parker") + proposal("BCO8 Fælles cykler")


def starts(read: Document, length: int = 60) -> list[str]:
    return [" ".join(part.text[:length].split()) for part in split(read).parts]


@pytest.mark.parametrize("read", [document(TWO), flattened(TWO)], ids=["lines", "one line"])
def test_two_proposals_are_two_parts_with_all_their_text(read: Document) -> None:
    first, second = split(read).parts
    assert first.text.startswith("INVESTERINGSFORSLAG") and "Lys i parker" in first.text[:60]
    assert second.text.startswith("INVESTERINGSFORSLAG") and "Fælles cykler" in second.text[:60]
    assert len(first.text) + len(second.text) + 1 == len(read.text)
    assert first.kind is second.kind is ProposalKind.INVESTMENT


def test_lines_count_in_their_parts_text_also_where_a_line_is_cut() -> None:
    read = flattened("Bilag 2 Oversigt over sagens bilag og deres numre " + TWO)
    for part in split(read).parts:
        assert [(line.start, line.end) for line in part.lines] == [(0, len(part.text))]
    for part, title in zip(split(document(TWO)).parts, ["Lys i parker", "Fælles cykler"], strict=True):
        assert title in part.lines[1].of(part.text)
        assert part.lines[-1].of(part.text) == PROSE


def test_a_catalogue_without_fields_is_split_at_its_codes_and_not_at_its_contents() -> None:
    titles = ("SU03 Fælles vagtplan", "ØU1 – Lys i parker", "TV01c Smart affald")
    contents = "".join(f"{title} ........ {page}\n" for page, title in enumerate(titles, 3))
    text = f"Effektiviseringskatalog\nIndhold\n{contents}" + "".join(
        f"{title}\n{body(numbered=False)}\n{TABLE}\n" for title in titles
    )
    assert [start[: len(title)] for start, title in zip(starts(document(text)), titles, strict=True)] == list(titles)
    assert {part.kind for part in split(document(text)).parts} == {ProposalKind.EFFICIENCY}


def test_running_heads_and_references_do_not_split() -> None:
    pages = proposal("BC07 Lys i parker").replace(
        "\n4. ", "\nINVESTERINGSFORSLAG\nForslagets titel: BC07 Lys i parker\n4. "
    )
    pages = pages.replace("6. Risiko", "BC07 Lys i parker\n6. Risiko").replace(
        "er ventet", "er i vores business case ventet"
    )
    pages = pages.replace("\n5. ", "\nTitel: Projektleder\n5. ")
    assert len(split(document(pages + "BC08 er et andet forslag.\n")).parts) == 1


def test_lists_of_titles_and_covering_notes_are_left_out() -> None:
    noise = (
        "Relaterede dokumenter\n"
        "INVESTERINGSFORSLAG 1.1 FORSLAGETS SAMLEDE ØKONOMISKE KONSEKVENSER 1.2 BAGGRUND OG FORMÅL\n"
        "BUSINESS CASE Forslagets titel:\nEFFEKTIVISERINGSFORSLAG\nSamlet varig ændring\nTV01 Lys på veje\n"
    )
    text = f"{noise}Notat\n{PROSE}\n{proposal('BC07 Lys i parker')}{noise}"
    (part,) = split(document(text)).parts
    assert part.text.startswith("INVESTERINGSFORSLAG\nForslagets titel: BC07")
    assert part.text.endswith(PROSE)


def test_a_main_table_before_its_title_goes_to_the_later_proposal() -> None:
    def strayed(title: str) -> str:
        head = f"INNOVATIONSFORSLAG\nBudget 2024\nForslagets titel: {title}\nKort resumé: {PROSE}\n"
        return f"{TABLE}\n1. Baggrund og formål\n{PROSE}\n{head}{body(1)}\nCenter for Økonomi Ja 12-01-2023\n"

    first, second = split(document(strayed("BC01 Lys") + strayed("BC02 Cykler"))).parts
    assert first.text.startswith("Tabel 1.") and first.text.endswith("12-01-2023")
    assert second.text.startswith("Tabel 1.") and "BC02" in second.text
    assert (first.round, second.round) == ("Budget 2024", "Budget 2024")


def test_one_code_twice_keeps_both_and_warns() -> None:
    bundle = split(document(proposal("BC05 Ny scene") + proposal("BC05 Anden scene")))
    assert len(bundle.parts) == 2
    assert "BC05" in bundle.warnings[0]


def test_a_cover_page_with_the_same_title_opens_no_second_proposal() -> None:
    text = "INVESTERINGSFORSLAG\nForslagets titel: BC05 Ny scene\n" + proposal("BC05 Ny scene")
    assert len(split(document(text)).parts) == 1


@pytest.mark.parametrize(
    "text", ["", f"Referat\n{PROSE}\n{PROSE}", "INVESTERINGSFORSLAG\nForslagets titel: BC05 Ny scene"]
)
def test_a_document_without_a_proposal_says_so(text: str) -> None:
    bundle = split(document(text))
    assert bundle.parts == ()
    assert len(bundle.warnings) == 1


def test_a_proposal_without_heading_is_one_part() -> None:
    (part,) = split(document(f"Grønne tage på skoler\n{body()}\n{TABLE}")).parts
    assert part.text.startswith("Grønne tage")


@pytest.mark.parametrize(
    ("above", "kind", "printed"),
    [
        ("INNOVATIONSFORSLAG\nOFS 2020-21\n", ProposalKind.INNOVATION, "OFS 2020-21"),
        (
            "Overførselssagen 2021-2022\nEffektiviseringsforslag\n",
            ProposalKind.EFFICIENCY,
            "Overførselssagen 2021-2022",
        ),
        ("Budgetnotat\n", ProposalKind.BUDGET_NOTE, None),
        ("Innovationsforslag til orientering\n", ProposalKind.INNOVATION, None),
    ],
)
def test_kind_and_round_come_from_the_heading(above: str, kind: ProposalKind, printed: str | None) -> None:
    text = above + proposal("BC05 Ny scene").removeprefix("INVESTERINGSFORSLAG\n")
    (part,) = split(document(text)).parts
    assert (part.kind, part.round) == (kind, printed)


@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("000", ["BC01", "BC55", "BC60"]),
        ("002", ["BC07", "BC08", "BC09", "BC19"]),
        ("003", ["BC07", "BC09", "BC10", "BC11", "BC12"]),
    ],
)
def test_real_bundles_are_split(name: str, codes: list[str], flat: bool) -> None:
    files = sorted(SEEDS.glob(f"{name}_*.txt"))
    if not files:
        pytest.skip("De rigtige dokumenter ligger ikke her (shared/seeds).")
    text = files[0].read_text(encoding="utf-8").replace("**", "")
    parts = split(flattened(text) if flat else document(text)).parts
    assert len(parts) == len(codes)
    assert all(code in part.text[:200] for part, code in zip(parts, codes, strict=True))


def test_a_catalogue_of_fifty_keeps_them_all() -> None:
    many = "".join(proposal(f"BC{number:02d} Forslag {number}") for number in range(10, 60))
    assert len(split(document(many)).parts) == 50


def test_a_running_title_without_a_code_does_not_split() -> None:
    page = "\nINVESTERINGSFORSLAG\nForslagets titel: Lys i {0}\n4. "
    for misread in ("kommunens parker", "kommunens parkcr"):
        pages = proposal("Lys i kommunens parker").replace("\n4. ", page.format(misread))
        assert len(split(document(pages)).parts) == 1
