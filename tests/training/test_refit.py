from __future__ import annotations

from pathlib import Path

import pytest

from corpus.examples.load import load_example
from corpus.renderers import docx
from tests.pipeline import loaded
from training.refit import read_corrections
from training.theme_samples import CorrectionError

PROPOSALS = Path(__file__).parents[2] / "corpus" / "examples" / "proposals"
NAME = "2014-KF31"


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forslag")
    (folder / "a.docx").write_bytes(docx.render([load_example(PROPOSALS / NAME)]))
    return folder


def test_a_correction_comes_with_its_proposal(documents: Path, tmp_path: Path) -> None:
    path = tmp_path / "rettelser.csv"
    path.write_text(f"id;rigtige;forkerte\n{NAME};kultur-fritid indtaegt;hr\n", encoding="utf-8")
    (one,) = read_corrections(path, documents, loaded())
    assert (one.id, set(one.accepted), set(one.rejected)) == (NAME, {"kultur-fritid", "indtaegt"}, {"hr"})
    assert one.proposal.title in one.proposal.text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id;temaer\n", "Første linje skal være"),
        ("id;rigtige;forkerte\n2014-XX99;hr;\n", "linje 2: Forslaget »2014-XX99«"),
        ("", "Første linje skal være"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(documents: Path, tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "rettelser.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorrectionError, match=told):
        read_corrections(path, documents, loaded())
