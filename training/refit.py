"""The theme tagger, learnt anew with a municipality's corrections, and taken into use only where it is no worse.

    python -m training.refit DOCUMENTS CORRECTIONS.csv MODEL_FOLDER

Started by ``genklang train``. The corrections are CSV with the columns id, rigtige (themes that are right) and forkerte
(themes that are wrong), themes apart by blanks. The fixed test set is the test part of the shipped examples.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from corpus.errors import GenklangError
from corpus.read import readable_files
from models.analyse import analyse_file
from models.pipeline import Pipeline, load_pipeline
from models.themes.model import read_model
from models.themes.tagger import TRAINED
from training.dataset import labelled_proposals
from training.fit_themes import Replacement, fit_themes, replace_if_better
from training.theme_samples import Correction, CorrectionError

REFUSED = 3
"""Exit status where the new model was worse and the old one is kept."""


def refit(documents: Path, corrections: Path, folder: Path, pipeline: Pipeline) -> Replacement:
    """Fits with the corrections and stores the model in ``folder`` if it is no worse than the one in use there.

    The one in use is that of ``folder``, or else the shipped one. Raises CorrectionError for a line that cannot be
    used, and `corpus.errors.ReadError` for a document.
    """
    learnt = read_corrections(corrections, documents, pipeline)
    encoder = pipeline.encoder
    old = read_model(folder if (folder / "manifest.json").exists() else TRAINED, encoder=encoder.id)
    new = fit_themes(labelled_proposals(), learnt, encoder=encoder)
    decided = replace_if_better(old, new, labelled_proposals(("test",)), encoder=encoder)
    if decided.accepted:
        new.write(folder)
    return decided


def read_corrections(path: Path, documents: Path, pipeline: Pipeline) -> list[Correction]:
    """The corrections of a CSV file, each with its proposal out of ``documents``."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionError(f"{path}: Filen kan ikke læses som UTF-8. Gem den igen som CSV UTF-8.") from error
    delimiter = max(";\t,", key=(lines[0] if lines else "").count)
    rows = csv.DictReader(lines, delimiter=delimiter)
    if not {"id", "rigtige", "forkerte"} <= set(rows.fieldnames or ()):
        raise CorrectionError(f"{path}: Første linje skal være: id;rigtige;forkerte")
    found = {
        one.id: one.proposal for file in readable_files([documents]) for one in analyse_file(file, pipeline).proposals
    }
    learnt = []
    for number, row in enumerate(rows, start=2):
        name = (row["id"] or "").strip()
        if name not in found:
            raise CorrectionError(f"{path}, linje {number}: Forslaget »{name}« er ikke i {documents}.")
        learnt.append(
            Correction(
                id=name,
                proposal=found[name],
                accepted=tuple((row["rigtige"] or "").split()),
                rejected=tuple((row["forkerte"] or "").split()),
            )
        )
    return learnt


def main() -> int:
    """Refits; 0 where the new model is in use, 3 where it was worse, 2 for input that cannot be used."""
    if len(sys.argv) != 4:
        print("genklang: brug: genklang train DOKUMENTER RETTELSER.csv --models MAPPE", file=sys.stderr)
        return 2
    documents, corrections, folder = map(Path, sys.argv[1:])
    try:
        decided = refit(documents, corrections, folder, load_pipeline())
    except GenklangError as error:
        print(f"genklang: {error}", file=sys.stderr)
        return 2
    print(decided.message)
    return 0 if decided.accepted else REFUSED


if __name__ == "__main__":
    sys.exit(main())
