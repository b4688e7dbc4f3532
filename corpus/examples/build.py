"""Writes the shipped demonstration files: ``python -m corpus.examples.build`` [folder].

Running it again gives the same bytes. Needs reportlab, which only development installs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.examples.example import Example
from corpus.examples.layout import FrontTable
from corpus.examples.load import gold, load_examples
from corpus.examples.notation import folder_name
from corpus.renderers import cells, docx, pdf, scan

FILES = Path(__file__).parent / "files"

_FRONT = FrontTable(headings=("Bilag 4", "Oversigt over innovationsforslag 2014-2017"), price_level_year=2017)
_SCAN_DPI = 150
"""Coarser than the scan renderer's own, to keep the shipped file small; still well within what OCR reads."""


@dataclass(frozen=True, kw_only=True)
class Shipment:
    """One shipped file: the examples in it, and whether the ticks of its check boxes are lost."""

    ids: tuple[str, ...]
    render: Callable[[tuple[Example, ...]], bytes]
    unmarked: bool = False


def shipments() -> Mapping[str, Shipment]:
    """The shipped files by name."""
    return {
        "innovationspuljen.docx": Shipment(
            ids=("2014-KF06", "2017-SO05"), render=lambda examples: docx.render(examples, front=_FRONT)
        ),
        "luftskifte.pdf": Shipment(ids=("2018-ØU3",), render=pdf.render),
        "sprogbistand-scan.pdf": Shipment(
            ids=("2020-BI09",), render=lambda examples: scan.render(examples, dpi=_SCAN_DPI)
        ),
        "skole-og-sundhed.txt": Shipment(
            ids=("2022-BU14", "2025-SU11"), render=lambda examples: cells.render(examples).encode()
        ),
    }


def build(name: str) -> bytes:
    """One shipped file's bytes."""
    shipment = shipments()[name]
    known = {example.id: example for example in load_examples()}
    return shipment.render(tuple(known[example_id] for example_id in shipment.ids))


def labels() -> list[dict[str, object]]:
    """The gold labels of every example in the shipped files, naming the files."""
    result = []
    for example in load_examples():
        sources = {name: shipment for name, shipment in shipments().items() if example.id in shipment.ids}
        lost = [name for name, shipment in sources.items() if shipment.unmarked]
        if sources:
            result.append(gold(example, sources=sources, unmarked=lost))
    return result


def main(folder: Path = FILES) -> None:
    """Write every file, and its labels under ``gold/``."""
    (folder / "gold").mkdir(parents=True, exist_ok=True)
    for name in shipments():
        (folder / name).write_bytes(build(name))
    for label in labels():
        text = json.dumps(label, ensure_ascii=False, indent=1)
        (folder / "gold" / f"{folder_name(str(label['id']))}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
