"""A municipality's own labels: read whatever the spreadsheet made of them, and refused with a sentence that helps."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.training.evaluate.tiny import TAXONOMY
from training.evaluate import own
from training.evaluate.__main__ import main
from training.evaluate.own import LabelsError, OwnLabels, evaluate_own, read_labels, report

WANTED = {
    "2021-KF30": OwnLabels(must=frozenset({"vej", "skole"}), may=frozenset({"it-drift"})),
    "2022-TM01": OwnLabels(must=frozenset({"it-drift"}), may=frozenset()),
}


@pytest.mark.parametrize(
    "text",
    [
        "id;temaer;valgfri\n2021-KF30;vej skole;it-drift\n2022-TM01;it-drift;\n",
        "\ufeffId,Themes,Optional\r\n2021-KF30,vej|skole,it-drift\r\n2022-TM01,it-drift,\r\n\r\n",
        'id\ttemaer\tvalgfri\n2021-KF30\t"vej, skole"\tit-drift vej\n2022-TM01\tit-drift\t\n',
    ],
)
def test_labels_as_spreadsheets_write_them(text: str, tmp_path: Path) -> None:
    (tmp_path / "labels.csv").write_text(text, encoding="utf-8")
    assert read_labels(tmp_path / "labels.csv", TAXONOMY) == WANTED


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("navn;tema\na;vej\n", "kolonnerne 'id' og 'temaer'"),
        ("", "kolonnerne 'id' og 'temaer'"),
        ("id;temaer\n", "ingen forslag i filen"),
        ("id;temaer\na;vej\na;skole\n", "linje 3: Forslaget 'a' står to gange"),
        ("id;temaer\na;havn\n", "linje 2: Temaet 'havn' findes ikke"),
    ],
)
def test_labels_that_cannot_be_used(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "labels.csv").write_text(text, encoding="utf-8")
    with pytest.raises(LabelsError, match=message):
        read_labels(tmp_path / "labels.csv", TAXONOMY)


def test_labels_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(LabelsError, match="kan ikke læses som UTF-8"):
        read_labels(tmp_path / "labels.csv", TAXONOMY)


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Every file holds the two proposals; the first is tagged right, of the second nothing is said."""

    def analysed(name: str, *given: str) -> SimpleNamespace:
        chances = {theme: 0.9 if theme in given else 0.1 for theme in ("vej", "skole", "it-drift")}
        themes = tuple(SimpleNamespace(id=theme) for theme in given)
        return SimpleNamespace(id=name, themes=themes, theme_probabilities=chances)

    found = SimpleNamespace(proposals=(analysed("2021-KF30", "vej", "skole", "it-drift"), analysed("2022-TM01")))
    monkeypatch.setattr(own, "analyse_file", lambda path, pipeline: found)
    return SimpleNamespace(tagger=SimpleNamespace(taxonomy=TAXONOMY))


def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "forslag"
    folder.mkdir()
    (folder / "a.txt").write_text("Forslag", encoding="utf-8")
    return folder


def test_own_proposals_are_measured_as_the_shipped_ones(tmp_path: Path, pipeline: Any) -> None:
    labels = tmp_path / "labels.csv"
    labels.write_text("id;temaer;valgfri\n2021-KF30;vej skole;it-drift\n", encoding="utf-8")
    found = evaluate_own(documents(tmp_path), labels, pipeline, draws=10)
    text = report(found)
    assert "Målt på 1 forslag." in text
    assert "| Genklang | 1,000 (1,000–1,000) |" in text
    assert "Uden temaer i filen og derfor ikke talt med: 2022-TM01." in text
    labels.write_text("id;temaer;valgfri\n2021-KF30;vej skole;it-drift\n2022-TM01;it-drift;\n", encoding="utf-8")
    (tmp_path / "forslag" / "b.txt").write_text("Forslag", encoding="utf-8")
    assert "| It-drift | 1 | 0 | 0 | 0,000 |" in report(evaluate_own(tmp_path / "forslag", labels, pipeline, draws=10))


def test_a_label_of_a_proposal_that_is_not_there(tmp_path: Path, pipeline: Any) -> None:
    labels = tmp_path / "labels.csv"
    labels.write_text("id;temaer\n2020-XX01;vej\n", encoding="utf-8")
    with pytest.raises(LabelsError, match=r"'2020-XX01' er ikke fundet .* fx 2021-KF30, 2022-TM01"):
        evaluate_own(documents(tmp_path), labels, pipeline, draws=10)


def test_the_command_answers_with_the_sentence(
    tmp_path: Path, pipeline: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("models.pipeline.load_pipeline", lambda **folders: pipeline)
    labels = tmp_path / "labels.csv"
    folder = documents(tmp_path)
    assert main(["own", str(folder), str(labels)]) == 2
    assert "kan ikke læses" in capsys.readouterr().err
    labels.write_text("id;temaer\n2022-TM01;it-drift\n", encoding="utf-8")
    assert main(["own", str(folder), str(labels), "--draws", "5"]) == 0
    assert "Målt på 1 forslag." in capsys.readouterr().out
