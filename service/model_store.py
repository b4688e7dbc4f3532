"""The folder of a municipality's own theme models: each version in its own folder, and a pointer to the one in use."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import GenklangError

SHIPPED = "shipped"
"""The version that comes with the program and lies in no folder here."""

POINTER = "in-use.json"
CARD = "CARD.md"
RECORD = "training.json"
_VERSION = re.compile(r"\d{4}")


class ModelStoreError(GenklangError):
    """The models folder cannot be used; the sentence says why and what to do."""


class NothingBefore(GenklangError):
    """There is no model to go back to."""

    def __init__(self) -> None:
        super().__init__("Der er ingen tidligere model at gå tilbage til: den medfølgende er i brug.")


@dataclass(frozen=True, kw_only=True)
class Pointer:
    """The version in use, and those that were in use before it, the latest last."""

    version: str = SHIPPED
    before: tuple[str, ...] = ()


class ModelStore:
    """Versions and pointer in one folder. The pointer is replaced in one step: it is whole after a kill, too."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def cache(self) -> Path:
        """Where training keeps what it has made of the shipped examples."""
        return self._folder / "cache"

    @property
    def unfinished(self) -> Path:
        """Where a model is made, before it has a version."""
        return self._folder / "unfinished"

    def pointer(self) -> Pointer:
        """Which version is in use. Raises ModelStoreError where the pointer has been damaged by somebody."""
        try:
            stored = json.loads((self._folder / POINTER).read_bytes())
            found = Pointer(version=stored["version"], before=tuple(stored["before"]))
        except FileNotFoundError:
            return Pointer()
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelStoreError(
                f"{self._folder / POINTER} kan ikke læses. Slet filen for at bruge den medfølgende model."
            ) from error
        if found.version != SHIPPED and not _VERSION.fullmatch(found.version):
            raise ModelStoreError(f"{self._folder / POINTER} nævner ingen version. Slet filen.")
        return found

    def folder(self, version: str) -> Path | None:
        """Where a version lies; None for the shipped one."""
        return None if version == SHIPPED else self._folder / version

    def keep(self, record: Mapping[str, Any], card: str) -> str:
        """Gives the model in `unfinished` a version, and tells which. It is not in use before `use`."""
        taken = [int(one.name) for one in self._folder.iterdir() if _VERSION.fullmatch(one.name)]
        version = f"{max(taken, default=0) + 1:04d}"
        text = json.dumps(record, ensure_ascii=False, sort_keys=True, indent=1)
        (self.unfinished / RECORD).write_text(text + "\n", encoding="utf-8")
        (self.unfinished / CARD).write_text(card, encoding="utf-8")
        for path in self.unfinished.iterdir():
            _sync(path)
        _sync(self.unfinished)
        self.unfinished.rename(self._folder / version)
        _sync(self._folder)
        return version

    def record(self, version: str) -> Mapping[str, Any]:
        """How a version was trained; empty for the shipped one."""
        folder = self.folder(version)
        if folder is None:
            return {}
        try:
            found: Mapping[str, Any] = json.loads((folder / RECORD).read_bytes())
        except (OSError, ValueError) as error:
            raise ModelStoreError(f"{folder} er beskadiget. Gå tilbage til modellen før, eller træn igen.") from error
        return found

    def card(self, version: str, *, shipped: Path) -> str:
        """The model card of a version; that of the shipped model lies in ``shipped``."""
        folder = self.folder(version) or shipped
        try:
            return (folder / CARD).read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            raise ModelStoreError(f"{folder} mangler sit modelkort. Gå tilbage til modellen før.") from error

    def use(self, version: str) -> None:
        """Points at another version, and remembers the one before."""
        now = self.pointer()
        self._point(Pointer(version=version, before=(*now.before, now.version)))

    def back(self) -> str:
        """Points at the version that was in use before, and tells which. Raises NothingBefore."""
        now = self.pointer()
        if not now.before:
            raise NothingBefore
        self._point(Pointer(version=now.before[-1], before=now.before[:-1]))
        return now.before[-1]

    def clear_unfinished(self) -> None:
        """An empty place for a new model; what a training that was cut off left there goes."""
        self._folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self.unfinished, ignore_errors=True)

    def _point(self, to: Pointer) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        half = self._folder / f"{POINTER}.part"
        half.write_text(json.dumps({"version": to.version, "before": list(to.before)}) + "\n", encoding="utf-8")
        _sync(half)
        os.replace(half, self._folder / POINTER)
        _sync(self._folder)


def _sync(path: Path) -> None:
    """Waits until a file or folder is on the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
