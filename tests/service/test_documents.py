from __future__ import annotations

from pathlib import Path

import pytest

from service.documents import choose


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.PDF", "a.docx", "under/c.txt", "under/d.html", "noter.xlsx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    return tmp_path


def names(files: tuple[Path, ...], folder: Path) -> list[str]:
    return [str(file.relative_to(folder)) for file in files]


def test_a_folder_stands_for_its_documents_in_name_order(folder: Path) -> None:
    chosen = choose([folder])
    assert names(chosen.files, folder) == ["a.docx", "b.PDF", "under/c.txt", "under/d.html"]
    assert chosen.missing == ()


def test_a_file_that_is_named_is_tried_whatever_it_is_and_only_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    chosen = choose([folder / "noter.xlsx", folder / "under", Path("under/c.txt"), Path("noter.xlsx")])
    assert names(chosen.files, folder) == ["noter.xlsx", "under/c.txt", "under/d.html"]


def test_paths_that_lead_nowhere_are_named_and_the_others_still_taken(folder: Path) -> None:
    (folder / "tom").mkdir()
    chosen = choose([folder / "væk.pdf", folder / "tom", folder / "a.docx"])
    assert names(chosen.files, folder) == ["a.docx"]
    gone, empty = map(str, chosen.missing)
    assert gone.startswith(str(folder / "væk.pdf")) and "findes ikke" in gone
    assert empty.startswith(str(folder / "tom")) and ".docx" in empty
