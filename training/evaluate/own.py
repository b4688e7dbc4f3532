"""The tagger on a municipality's own proposals: documents in a folder, and a table of the themes that are right.

The service may not import this room; ``genklang evaluate`` runs ``python -m training.evaluate own`` as a process.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.errors import GenklangError
from corpus.read import readable_files
from corpus.themes import Taxonomy
from models.analyse import analyse_file
from models.pipeline import Pipeline
from models.types import AnalysedProposal
from training import card
from training.evaluate.figures import Json, figures, reliability_table, rounded, theme_table
from training.evaluate.methods import OURS, Scored
from training.metrics import Flags

COLUMNS: Mapping[str, Sequence[str]] = {
    "id": ("id",),
    "must": ("temaer", "themes"),
    "may": ("valgfri", "optional"),
}
"""The headings that a labels file may use for each column; the last column may be missing."""

_SEPARATORS = str.maketrans(",;|", "   ")


class LabelsError(GenklangError):
    """A file of labels that cannot be used; the sentence says where and what to change."""


@dataclass(frozen=True, kw_only=True)
class OwnLabels:
    """The themes that a proposal must have, and those that count neither way."""

    must: frozenset[str]
    may: frozenset[str]


def evaluate_own(folder: Path, labels: Path, pipeline: Pipeline, *, draws: int = 1000) -> Json:
    """The figures of the tagger on the folder's proposals that have labels.

    The result has the shape of the shipped one, with our method alone; ``unlabelled`` names proposals that the file
    says nothing of. Intervals are over proposals. Raises LabelsError, or a `corpus.errors.ReadError` for a document.
    """
    taxonomy = pipeline.tagger.taxonomy
    wanted = read_labels(labels, taxonomy)
    found = {one.id: one for path in readable_files([folder]) for one in analyse_file(path, pipeline).proposals}
    missing = sorted(wanted.keys() - found.keys())
    if missing:
        raise LabelsError(
            f"{labels}: Forslaget '{missing[0]}' er ikke fundet i {folder}. "
            f"Brug de id'er, som 'genklang analyse' skriver, fx {', '.join(sorted(found)[:3]) or 'ingen fundet'}."
        )
    names = sorted(wanted)
    scored = _scored([found[name] for name in names], taxonomy)
    must = _flags([wanted[name].must for name in names], taxonomy)
    may = _flags([wanted[name].may for name in names], taxonomy)
    return {
        "command": f"genklang evaluate {folder} {labels}",
        "proposals": len(wanted),
        "unlabelled": sorted(found.keys() - wanted.keys()),
        "methods": {OURS: figures(scored, must, may, names, draws=draws)},
        "per_theme": theme_table(scored.given, must, may, taxonomy),
        "reliability": [rounded(one) for one in reliability_table(scored.probabilities, must, may)],
    }


def read_labels(path: Path, taxonomy: Taxonomy) -> dict[str, OwnLabels]:
    """The labels by proposal id. The file is CSV in UTF-8, its columns apart by ';', ',' or tabs.

    Raises LabelsError where a line cannot be used.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LabelsError(f"{path}: Filen kan ikke læses som UTF-8. Gem den igen som CSV UTF-8.") from error
    lines = text.splitlines()
    head = lines[0] if lines else ""
    delimiter = max(";\t,", key=head.count)
    rows = csv.DictReader(lines, delimiter=delimiter)
    names = {name.strip().lower(): name for name in rows.fieldnames or () if name}
    place = {column: next((names[one] for one in known if one in names), None) for column, known in COLUMNS.items()}
    if place["id"] is None or place["must"] is None:
        raise LabelsError(f"{path}: Første linje skal have kolonnerne 'id' og 'temaer', fx: id;temaer;valgfri")
    found: dict[str, OwnLabels] = {}
    for number, row in enumerate(rows, start=2):
        name = (row[place["id"]] or "").strip()
        if not name:
            continue
        if name in found:
            raise LabelsError(f"{path}, linje {number}: Forslaget '{name}' står to gange. Slet den ene linje.")
        must = _themes(row[place["must"]], taxonomy, f"{path}, linje {number}")
        optional = row[place["may"]] if place["may"] else None
        found[name] = OwnLabels(must=must, may=_themes(optional, taxonomy, f"{path}, linje {number}") - must)
    if not found:
        raise LabelsError(f"{path}: Der er ingen forslag i filen. Skriv en linje for hvert forslag under overskriften.")
    return found


def report(result: Json) -> str:
    """The figures as a person reads them."""
    unlabelled = result["unlabelled"]
    assert isinstance(unlabelled, list)
    parts = [f"Målt på {result['proposals']} forslag.", card.comparison(result), card.theme_lines(result)]
    if unlabelled:
        parts.append(f"Uden temaer i filen og derfor ikke talt med: {', '.join(unlabelled)}.")
    return "\n".join(parts)


def _themes(cell: str | None, taxonomy: Taxonomy, where: str) -> frozenset[str]:
    named = frozenset((cell or "").translate(_SEPARATORS).split())
    unknown = sorted(named - taxonomy.ids)
    if unknown:
        raise LabelsError(f"{where}: Temaet '{unknown[0]}' findes ikke. 'genklang themes' viser dem, der gør.")
    return named


def _scored(analysed: Sequence[AnalysedProposal], taxonomy: Taxonomy) -> Scored:
    themes = [theme.id for theme in taxonomy.themes]
    scores = np.array([[one.theme_probabilities[theme] for theme in themes] for one in analysed], dtype=np.float64)
    given = _flags([frozenset(theme.id for theme in one.themes) for one in analysed], taxonomy)
    return Scored(name=OURS, label="Genklang", how="egne forslag", scores=scores, probabilities=scores, given=given)


def _flags(named: Sequence[frozenset[str]], taxonomy: Taxonomy) -> Flags:
    return np.array([[theme.id in one for theme in taxonomy.themes] for one in named], dtype=bool)
