"""Measures themes: ``themes`` against rivals, ``own`` on a municipality's own proposals, ``texts`` for rivals."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import GenklangError
from training.dataset import CACHE_VARIABLE

DRAWS = 1000


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs what was asked for; 0 where it went well, 2 with a Danish sentence where the input cannot be used."""
    given = _options().parse_args(arguments)
    try:
        {"themes": _themes, "own": _own, "texts": _texts}[given.what](given)
    except GenklangError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _themes(given: argparse.Namespace) -> None:
    from models.encoder import load_encoder
    from training import card
    from training.evaluate import themes
    from training.evaluate.vectors import RememberingEncoder

    kept = os.environ.get(CACHE_VARIABLE)
    encoder = RememberingEncoder(load_encoder(given.encoder), Path(kept) if kept else None)
    result = themes.run(encoder, draws=given.draws)
    card.write(result)
    print(card.comparison(result))


def _own(given: argparse.Namespace) -> None:
    from models.pipeline import load_pipeline
    from training.evaluate import own

    pipeline = load_pipeline(encoder=given.encoder, themes=given.model)
    result = own.evaluate_own(given.folder, given.labels, pipeline, draws=given.draws)
    print(json.dumps(result, ensure_ascii=False, indent=1) if given.json else own.report(result))


def _texts(given: argparse.Namespace) -> None:
    from training.evaluate.material import load_material, write_texts

    write_texts(load_material(), given.folder)


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m training.evaluate", description=__doc__)
    what = options.add_subparsers(dest="what", required=True)
    themes = what.add_parser("themes", help="the tagger against its rivals on the test part")
    themes.add_argument("--encoder", type=Path, help="folder of the encoder; the shipped one unless given")
    themes.add_argument("--draws", type=int, default=DRAWS, help="of the bootstrap")
    own = what.add_parser("own", help="the tagger on your own proposals and the themes that you hold for right")
    own.add_argument("folder", type=Path, help="folder of documents")
    own.add_argument("labels", type=Path, help="CSV file with the columns id, themes and, if you like, optional")
    own.add_argument("--encoder", type=Path, help="folder of the encoder; the shipped one unless given")
    own.add_argument("--model", type=Path, help="folder of the theme model; the shipped one unless given")
    own.add_argument("--draws", type=int, default=DRAWS, help="of the bootstrap")
    own.add_argument("--json", action="store_true", help="print the figures as JSON")
    texts = what.add_parser("texts", help="write what rivals in environments of their own are fitted on")
    texts.add_argument("folder", type=Path)
    return options


if __name__ == "__main__":
    sys.exit(main())
