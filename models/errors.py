"""Errors of models, a branch of the one tree in corpus.errors. Messages are Danish sentences that say what to do.

GenklangError
└── ModelError                 something about a model that a user can act on
    └── ArtefactError          a stored model that cannot be used; ``folder`` is where it lies
        ├── ArtefactMissing    no model there, or a file of it is missing
        ├── ArtefactDamaged    a file is not what the manifest says, or cannot be understood
        ├── ArtefactOutdated   made by another version of the program or of a library
        └── EncoderMismatch    made with the vectors of another encoder
"""

from __future__ import annotations

from pathlib import Path

from corpus.errors import GenklangError


class ModelError(GenklangError):
    """Something about a model that a user can act on."""


class ArtefactError(ModelError):
    """A stored model that cannot be used."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder}: {reason}")
        self.folder = folder
        self.reason = reason


class ArtefactMissing(ArtefactError):
    """There is no model in the folder, or a file of it is missing."""


class ArtefactDamaged(ArtefactError):
    """A file is not the one that the manifest names, or cannot be understood."""


class ArtefactOutdated(ArtefactError):
    """The model was made by another version of the program or of a library that it depends on."""


class EncoderMismatch(ArtefactError):
    """The model was made from the vectors of another encoder than the one in use."""
