"""Annif on the shared texts and folds: tfidf, mllm, omikuji, their ensemble and their neural ensemble.

    python -m venv ENV && ENV/bin/pip install 'annif[omikuji,nn]'
    python -m training.evaluate texts TEXTS
    python -m training.rivals.run_annif --annif ENV/bin/annif --texts TEXTS --work WORK

Writes ``training/results/rivals/annif.json``: scores of the development samples by fits that had not seen their fold,
and of the test's texts by the final fit. Only Annif's command line is used. The neural ensemble is taught, as Annif's
manual advises, on samples that its sources had not seen (the next fold); they are then fitted on all.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

RESULT = Path(__file__).parents[1] / "results" / "rivals" / "annif.json"
URI = "urn:genklang:theme-"
SOURCES = ("tfidf", "mllm", "omikuji")
VARIANTS = (*SOURCES, "ensemble", "nn_ensemble")
DIGITS = 6

PROJECT = """\
[{name}]
name={name}
language=da
backend={name}
vocab=themes
limit=40
"""
SETTINGS: Mapping[str, tuple[str, ...]] = {
    "tfidf": ("analyzer=simplemma(da)",),
    "mllm": ("analyzer=simplemma(da)",),
    "omikuji": ("analyzer=simplemma(da)", "min_df=1", "ngram=2"),
    "ensemble": (f"sources={','.join(SOURCES)}",),
    "nn_ensemble": (f"sources={','.join(SOURCES)}", "nodes=100", "dropout_rate=0.2", "epochs=20"),
}

Scores = dict[str, dict[str, float]]
Samples = Sequence[Mapping[str, Any]]


class Annif:
    """Annif's command line in a folder of its own."""

    def __init__(self, program: Path, folder: Path, vocabulary: Path) -> None:
        """Writes the projects into the folder and loads the vocabulary."""
        self.program, self.folder = program.absolute(), folder
        folder.mkdir(parents=True, exist_ok=True)
        projects = [PROJECT.format(name=name) + "\n".join(SETTINGS[name]) + "\n" for name in VARIANTS]
        (folder / "projects.cfg").write_text("\n".join(projects), encoding="utf-8")
        _sentence_data(folder / "nltk")
        self._run("load-vocab", "--force", "themes", str(vocabulary.absolute()))

    def train(self, name: str, samples: Samples) -> None:
        """Fits one project anew."""
        _write(self.folder / "train.jsonl", samples)
        self._run("train", name, "train.jsonl")

    def score(self, name: str, samples: Samples) -> Scores:
        """A project's scores of texts, by id and theme."""
        _write(self.folder / "score.jsonl", [{"id": one["id"], "text": one["text"]} for one in samples])
        printed = self._run("index", name, "--include-doc", "-O", "-", "score.jsonl").splitlines()
        lines = [line for line in printed if line.startswith("{")]  # between them stands how far the network has come
        return {
            answer["document_id"]: {
                found["uri"].removeprefix(URI): round(found["score"], DIGITS) for found in answer["results"]
            }
            for answer in map(json.loads, lines)
        }

    def _run(self, *arguments: str) -> str:
        place = {"NLTK_DATA": str((self.folder / "nltk").absolute()), "TF_CPP_MIN_LOG_LEVEL": "3"}
        done = subprocess.run(
            [str(self.program), *arguments],
            cwd=self.folder,
            env=os.environ | place,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"annif {' '.join(arguments)}:\n{done.stderr}")
        return done.stdout


def fit_and_score(annif: Annif, training: Samples, held_out: Samples, asked: Samples) -> dict[str, Scores]:
    """Fits every variant on the training samples, part of which are held out of the sources for the neural ensemble."""
    out = {one["id"] for one in held_out}
    for name in SOURCES:
        annif.train(name, [one for one in training if one["id"] not in out])
    annif.train("nn_ensemble", held_out)
    for name in SOURCES:
        annif.train(name, training)
    return {name: annif.score(name, asked) for name in VARIANTS}


def run(annif: Annif, texts: Mapping[str, Any]) -> dict[str, dict[str, Scores]]:
    """The scores of every variant, of the development samples out of fold and of the test's texts."""
    development, sketches = texts["development"], texts["sketches"]
    result: dict[str, dict[str, Scores]] = {name: {"development": {}, "test": {}} for name in VARIANTS}
    for fold in range(texts["folds"]):
        training = [one for one in development if one["fold"] != fold]
        held_out = [one for one in training if one["fold"] == (fold + 1) % texts["folds"]]
        asked = [one for one in development if one["fold"] == fold]
        for name, scores in fit_and_score(annif, [*training, *sketches], held_out, asked).items():
            result[name]["development"] |= scores
        print(f"fold {fold + 1} of {texts['folds']}", flush=True)
    held_out = [one for one in development if one["fold"] == 0]
    for name, scores in fit_and_score(annif, [*development, *sketches], held_out, texts["test"]).items():
        result[name]["test"] = scores
    return result


def _write(path: Path, samples: Iterable[Mapping[str, Any]]) -> None:
    lines = []
    for one in samples:
        said = {"document_id": one["id"], "text": one["text"]}
        if "themes" in one:
            said["subjects"] = [{"uri": URI + theme} for theme in one["themes"]]
        lines.append(json.dumps(said, ensure_ascii=False) + "\n")
    path.write_text("".join(lines), encoding="utf-8")


def _sentence_data(folder: Path) -> None:
    """Annif splits words through NLTK, which wants a model of sentence ends. An empty one knows no abbreviations; as
    only words are counted, that changes next to nothing, and it needs no download.
    """
    place = folder / "tokenizers" / "punkt_tab" / "english"
    place.mkdir(parents=True, exist_ok=True)
    for name in ("collocations.tab", "sent_starters.txt", "abbrev_types.txt", "ortho_context.tab"):
        (place / name).touch()


def main() -> None:
    """Runs everything and writes the result."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--annif", type=Path, required=True)
    options.add_argument("--texts", type=Path, required=True)
    options.add_argument("--work", type=Path, required=True)
    given = options.parse_args()
    texts = json.loads((given.texts / "texts.json").read_text(encoding="utf-8"))
    start = time.monotonic()
    annif = Annif(given.annif, given.work, given.texts / "themes.ttl")
    result = {
        "rival": "Annif",
        "version": subprocess.run(
            [given.annif, "--version"], capture_output=True, text=True, check=True
        ).stdout.strip(),
        "command": "python -m training.rivals.run_annif --annif ENV/bin/annif --texts TEXTS --work WORK",
        "settings": {name: list(lines) for name, lines in SETTINGS.items()},
        "fingerprint": texts["fingerprint"],
        "samples": {name: len(texts[name]) for name in ("development", "sketches", "test")},
        "variants": run(annif, texts),
    }
    result["seconds"] = round(time.monotonic() - start)
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=None, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
