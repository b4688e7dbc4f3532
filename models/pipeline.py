"""The trained parts that an analysis asks, loaded together."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from corpus.themes import Taxonomy
from models.encoder import Encoder, load_encoder
from models.figures.roles import RoleModel, load_role_model
from models.language import Language, load_language
from models.themes.tagger import Tagger, load_tagger

OWN_THEMES = "GENKLANG_THEME_MODEL"
"""Names the folder of a municipality's own theme model, as `genklang train` leaves it."""


@dataclass(frozen=True, kw_only=True)
class Pipeline:
    """What has been loaded once and is asked of every proposal; nothing of it changes by being asked."""

    language: Language
    encoder: Encoder
    tagger: Tagger
    roles: RoleModel

    @property
    def version(self) -> str:
        """Names what concluded an answer: the program's version and its encoder."""
        return f"{version('genklang')}/{self.encoder.id}"


def load_pipeline(
    *,
    encoder: Path | None = None,
    themes: Path | None = None,
    taxonomy: Taxonomy | None = None,
    threads: int | None = None,
) -> Pipeline:
    """The shipped models, or those of the folders that are named; ``taxonomy`` is a municipality's own themes.

    ``threads`` of the encoder are as many as there are cores where they are not given.
    Where ``themes`` is not given, the folder in the environment's GENKLANG_THEME_MODEL is taken, if it is set.

    Raises `models.errors.ArtefactError` for a model that is missing, damaged, or made with another library or encoder.
    """
    loaded = load_encoder(encoder, threads=threads)
    own = os.environ.get(OWN_THEMES)
    themes = themes or (Path(own) if own else None)
    return Pipeline(
        language=load_language(),
        encoder=loaded,
        tagger=load_tagger(themes, loaded, taxonomy=taxonomy),
        roles=load_role_model(),
    )
