"""What an author writes is read as meant, and a slip of the pen is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.examples.load import ExampleError, load_example
from corpus.examples.notation import consulted_line, figure_line, interval, prose, table_line, years
from corpus.types import RowRole

AUTHORING = Path(__file__).parents[3] / "corpus" / "examples" / "AUTHORING.md"


def _minimal(folder: Path) -> Path:
    """The folder of the full example that the guide shows, written out from the guide itself."""
    text = AUTHORING.read_text(encoding="utf-8")
    target = folder / "2019-TM21"
    target.mkdir()
    (target / "proposal.md").write_text(text.split("```markdown\n")[1].split("```")[0], encoding="utf-8")
    (target / "proposal.toml").write_text(text.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    return target


def test_the_guides_example_can_be_read_and_has_but_its_length_wrong(tmp_path: Path) -> None:
    from corpus.examples.load import check

    example = load_example(_minimal(tmp_path))
    assert example.main is not None and example.main.rows[0].values == {2020: 310_000, 2021: 140_000}
    assert [problem for problem in check(example) if "Prosaen har" not in problem] == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda s: s.replace("title =", "titel ="), "'titel' kendes ikke"),
        (lambda s: s.replace('split = "train"\n', ""), "split mangler"),
        (lambda s: s.replace("implementation |", "implementering |", 1), "'implementering' er ingen rolle"),
        (lambda s: s.replace("| 310 |", "| 3l0 |"), "'3l0' er ikke et tal"),
        (lambda s: s.replace("| 310 |", "| 310 | 1 | 2 | 3 | 4 |"), "felter"),
        (lambda s: s.replace("2020-2022", "2020 til 2022", 1), "ikke en række af år"),
        (lambda s: s.replace("| ja |", "| måske |", 1), "'måske' er intet svar"),
        (lambda s: s.replace('kind = "innovationsforslag"', 'kind = "ønske"'), "ønske"),
    ],
)
def test_a_slip_names_the_folder_and_the_word(tmp_path: Path, change: Callable[[str], str], said: str) -> None:
    folder = _minimal(tmp_path)
    source = (folder / "proposal.toml").read_text(encoding="utf-8")
    assert change(source) != source
    (folder / "proposal.toml").write_text(change(source), encoding="utf-8")
    with pytest.raises(ExampleError, match="2019-TM21") as caught:
        load_example(folder)
    assert said in str(caught.value)


def test_a_folder_is_named_after_its_proposal(tmp_path: Path) -> None:
    renamed = _minimal(tmp_path).rename(tmp_path / "2019-TM22")
    with pytest.raises(ExampleError, match="Mappen skal hedde '2019-TM21'"):
        load_example(renamed)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("750.000", (750_000.0, 750_000.0)), ("-0,4..-0,7", (-0.4, -0.7)), ("8..14", (8.0, 14.0))],
)
def test_amounts_are_danish(text: str, expected: tuple[float, float]) -> None:
    assert interval(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("2021-2023", (2021, 2022, 2023)), ("2019, 2021", (2019, 2021)), ("2020", (2020,))]
)
def test_years(text: str, expected: tuple[int, ...]) -> None:
    assert years(text) == expected


def test_a_table_row_keeps_zeros_and_leaves_empty_cells_out() -> None:
    row = table_line("lasting | Mindre brændstof | Service | | -1.200 | 0", (2020, 2021, 2022, 2023), 1000)
    assert (row.label, row.values) == ("Mindre brændstof", {2021: -1_200_000, 2022: 0})  # type: ignore[union-attr]
    assert row.cells == ("", "-1.200", "0", "") and row.role is RowRole.LASTING  # type: ignore[union-attr]


def test_a_figure_may_be_optional_and_have_a_per() -> None:
    figure = figure_line("minutes? | 5 | minutter/opkald | fem minutter pr. opkald")
    assert (figure.kind, figure.optional, figure.unit, figure.per) == ("minutes", True, "minutter", "opkald")


def test_consulted_fields_may_be_left_out() -> None:
    full = consulted_line("HR-kredsen | ja | 2020-02-01 | Med bemærkning")
    assert (full.answer, full.date, full.remark) == ("ja", date(2020, 2, 1), "Med bemærkning")
    assert consulted_line("Koncern IT").answer is None


def test_prose_joins_lines_and_keeps_items_apart() -> None:
    pieces = prose("## Økonomi\n\nEn linje\nog dens fortsættelse.\n\n- første\n  mere\n- anden\n{table: main}\n")
    assert [getattr(piece, "text", getattr(piece, "name", "")) for piece in pieces] == [
        *("Økonomi", "En linje og dens fortsættelse.", "første mere", "anden", "main"),
    ]
