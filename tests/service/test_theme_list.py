from __future__ import annotations

from pathlib import Path

import pytest

from service import cli

OWN = """
[facets]
omraade = "Område: hvad det handler om"
[themes.havne]
facet = "omraade"
label = "Havne og kyster"
scope = "Havnedrift og kystsikring."
"""


@pytest.fixture
def own(tmp_path: Path) -> str:
    path = tmp_path / "temaer.toml"
    path.write_text(OWN, encoding="utf-8")
    return str(path)


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GENKLANG_THEMES", raising=False)


LISTED = "Område: hvad det handler om\n\n  Havne og kyster (havne)\n    Havnedrift og kystsikring.\n"


def test_an_own_taxonomy_is_listed_by_option_or_environment(
    own: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["themes", "--themes", own]) == 0
    assert capsys.readouterr().out == LISTED
    monkeypatch.setenv("GENKLANG_THEMES", own)
    assert cli.main(["themes"]) == 0
    assert capsys.readouterr().out == LISTED


def test_the_shipped_taxonomy_fits_the_width(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["themes"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80 and "  Skole (skole)" in lines


def test_turtle_names_the_themes_under_the_given_address(own: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["themes", "--themes", own, "--format", "turtle", "--base-uri", "https://a.dk/t"]) == 0
    out = capsys.readouterr().out
    assert "@prefix : <https://a.dk/t/> ." in out and ":theme-havne a skos:Concept" in out


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--base-uri", "https://a.dk/"], 2, "hører sammen med --format turtle"),
        (["--format", "turtle", "--base-uri", "her"], 2, "»her« er ingen adresse"),
        (["--themes", "væk.toml"], 1, "væk.toml: Filen kan ikke åbnes"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(
    arguments: list[str], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["themes", *arguments]) == status
    captured = capsys.readouterr()
    assert captured.out == "" and said in captured.err
