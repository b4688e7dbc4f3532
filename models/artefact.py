"""Stored models: arrays as safetensors, parameters as JSON, and a manifest that vouches for both.

A folder holds ``weights.safetensors``, ``parameters.json``, any further files that the model names, and
``manifest.json`` with the sha256 of each of them. Nothing in it is ever executed. Same content, same bytes: keys
are sorted, and no time, path or machine name is written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import ArtefactDamaged, ArtefactMissing, ArtefactOutdated, EncoderMismatch

if TYPE_CHECKING:
    import numpy as np

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]

MANIFEST = "manifest.json"
PARAMETERS = "parameters.json"
WEIGHTS = "weights.safetensors"

_BLOCK = 1 << 20  # bytes that are hashed at a time, so that a large file is never held in memory for it


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a stored model is and what it was made from.

    ``version`` is the version of the model's own layout: code that reads it asks for the one it understands.
    ``data`` is the fingerprint of what it was trained or exported from. ``libraries`` are the versions of those
    packages without which it would answer differently. ``encoder`` is the id of the encoder whose vectors it takes,
    None for a model that takes none. ``details`` are for people (licence, figures); ``files`` is filled by `write`.
    """

    name: str
    version: str
    data: str
    libraries: Mapping[str, str] = field(default_factory=dict)
    encoder: str | None = None
    details: Mapping[str, Json] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def content(self) -> str:
        """A fingerprint of the model's files: equal for two models if and only if they answer alike."""
        return hashlib.sha256(_json(dict(self.files))).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What the reading code can use. ``encoder`` is the id of the encoder in use; None does not look at it."""

    name: str
    version: str
    encoder: str | None = None


@dataclass(frozen=True, kw_only=True)
class Artefact:
    """A stored model that was read and found sound. ``arrays`` is empty where it has none."""

    folder: Path
    arrays: Mapping[str, np.ndarray]
    parameters: Any
    manifest: Manifest


def installed(*names: str) -> dict[str, str]:
    """The installed versions of these packages, for `Manifest.libraries`."""
    return {name: metadata.version(name) for name in names}


def write(
    folder: Path,
    *,
    arrays: Mapping[str, np.ndarray],
    parameters: Json,
    manifest: Manifest,
    files: Mapping[str, bytes] | None = None,
) -> Manifest:
    """Store a model and give back its manifest with the hashes.

    The manifest is taken away first and written last: a model that was only half written is found missing, not used.
    Files in the folder that do not belong to the model (its card) are left alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)
    contents = {**(files or {}), PARAMETERS: _json(parameters)}
    if arrays:
        from safetensors.numpy import save

        contents[WEIGHTS] = save({name: _contiguous(arrays[name]) for name in sorted(arrays)})
    else:
        (folder / WEIGHTS).unlink(missing_ok=True)
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    hashes = {name: hashlib.sha256(contents[name]).hexdigest() for name in sorted(contents)}
    complete = replace(manifest, files=hashes)
    (folder / MANIFEST).write_bytes(_json(asdict(complete)))
    return complete


def read(folder: Path, *, expected: Expected) -> Artefact:
    """A stored model, after its hashes, versions and encoder were checked.

    Raises ``ArtefactMissing``, ``ArtefactDamaged``, ``ArtefactOutdated`` or ``EncoderMismatch``.
    """
    manifest = read_manifest(folder)
    _check_fit(folder, manifest, expected)
    _check_files(folder, manifest)
    try:
        parameters = json.loads((folder / PARAMETERS).read_bytes())
        return Artefact(folder=folder, arrays=_arrays(folder, manifest), parameters=parameters, manifest=manifest)
    except (ValueError, KeyError, OSError) as error:
        raise ArtefactDamaged(folder, "Modellens filer kan ikke læses. Hent eller træn modellen igen.") from error


def read_manifest(folder: Path) -> Manifest:
    """The manifest alone, unchecked. Raises ``ArtefactMissing`` or ``ArtefactDamaged``."""
    try:
        given = json.loads((folder / MANIFEST).read_bytes())
    except OSError as error:
        raise ArtefactMissing(
            folder, f"Her er ingen model: {MANIFEST} mangler. Hent eller træn modellen, eller ret stien."
        ) from error
    except ValueError as error:
        raise ArtefactDamaged(folder, f"{MANIFEST} er beskadiget. Hent eller træn modellen igen.") from error
    try:
        manifest = Manifest(**given)
        sound = (
            isinstance(manifest.files, dict) and isinstance(manifest.libraries, dict) and PARAMETERS in manifest.files
        )
    except TypeError:
        sound = False
    if not sound:
        raise ArtefactDamaged(folder, f"{MANIFEST} har ikke de felter, den skal have. Hent eller træn modellen igen.")
    return manifest


def _check_fit(folder: Path, manifest: Manifest, expected: Expected) -> None:
    if manifest.name != expected.name:
        raise ArtefactDamaged(
            folder, f"Modellen er '{manifest.name}', men her skal ligge '{expected.name}'. Ret stien."
        )
    if manifest.version != expected.version:
        raise ArtefactOutdated(
            folder,
            f"Modellen er lavet i version {manifest.version}, og programmet læser version {expected.version}. "
            "Hent eller træn modellen igen.",
        )
    for library, made_with in sorted(manifest.libraries.items()):
        here = _installed_or_none(library)
        if here != made_with:
            raise ArtefactOutdated(
                folder,
                f"Modellen er lavet med {library} {made_with}, men her er {here or 'den ikke'} installeret. "
                "Installer den version, eller træn modellen igen.",
            )
    if expected.encoder is not None and manifest.encoder != expected.encoder:
        raise EncoderMismatch(
            folder,
            f"Modellen er lavet med tekstvektorer fra '{manifest.encoder}', men programmet bruger "
            f"'{expected.encoder}'. De kan ikke sammenlignes: Træn modellen igen, eller vælg dens egen i "
            "indstillingerne.",
        )


def _check_files(folder: Path, manifest: Manifest) -> None:
    for name, expected in sorted(manifest.files.items()):
        if Path(name).name != name:
            raise ArtefactDamaged(folder, f"{MANIFEST} nævner en fil uden for mappen. Hent eller træn modellen igen.")
        try:
            found = _sha256(folder / name)
        except OSError as error:
            raise ArtefactMissing(folder, f"Filen {name} mangler. Hent eller træn modellen igen.") from error
        if found != expected:
            raise ArtefactDamaged(
                folder, f"Filen {name} er ændret eller beskadiget (forkert sha256). Hent eller træn modellen igen."
            )


def _arrays(folder: Path, manifest: Manifest) -> Mapping[str, np.ndarray]:
    if WEIGHTS not in manifest.files:
        return {}
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        return load((folder / WEIGHTS).read_bytes())
    except SafetensorError as error:
        raise ValueError(str(error)) from error


def _contiguous(array: np.ndarray) -> np.ndarray:
    import numpy as np

    return np.ascontiguousarray(array)


def _installed_or_none(library: str) -> str | None:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return None


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _json(content: object) -> bytes:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return (text + "\n").encode()
