"""The taxonomy of themes that proposals are tagged with: the shipped ``themes.toml``, or a municipality's own file.

A theme belongs to one facet (what the proposal is about, by what means, for what gain). Nothing else in the program
knows a theme by name: labels, thresholds and pages follow the file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import GenklangError

SHIPPED = Path(__file__).with_name("themes.toml")

_ID = re.compile(r"[a-z0-9]{1,40}(?:-[a-z0-9]{1,40}){0,8}")
_KLE = re.compile(r"\d\d(?:\.\d\d){0,2}")  # main group, group or subject: 17, 17.13, 17.13.04
_HEADING = re.compile(r"^\[themes\.[\"']?([^\]\"'\n]{1,100})[\"']?\]", re.MULTILINE)
_LINE = re.compile(r"\(at line (\d{1,9})")
_FIELDS = ("facet", "label", "label_en", "kle", "scope")


class TaxonomyError(GenklangError):
    """A taxonomy file that cannot be used; the sentence names the file and says what to change."""


@dataclass(frozen=True, kw_only=True)
class Facet:
    """One way of looking at a proposal; ``scope`` is the question that its themes answer, empty where none is given."""

    id: str
    label: str
    scope: str = ""


@dataclass(frozen=True, kw_only=True)
class Theme:
    """One theme. ``kle`` holds numbers of KL's Emnesystematik that it lies closest to, ``scope`` what belongs to it."""

    id: str
    facet: str
    label: str
    label_en: str | None
    kle: tuple[str, ...]
    scope: str


@dataclass(frozen=True, kw_only=True)
class Taxonomy:
    """Facets and themes in the order of their file, which is the order in which they are shown."""

    facets: tuple[Facet, ...]
    themes: tuple[Theme, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all themes."""
        return frozenset(theme.id for theme in self.themes)

    def of_facet(self, facet_id: str) -> tuple[Theme, ...]:
        """The themes of one facet, in order."""
        return tuple(theme for theme in self.themes if theme.facet == facet_id)


def load_taxonomy(path: Path | None = None) -> Taxonomy:
    """The taxonomy in a file, the shipped one unless ``path`` is given.

    Raises TaxonomyError, a Danish sentence, where the file cannot be read or a theme in it cannot be used.
    """
    source = path or SHIPPED
    data = _parsed(source)
    try:
        _known(data, ("facets", "themes"), "øverst i filen")
        facets = tuple(_facet(key, text) for key, text in _table(data, "facets").items())
        known = tuple(facet.id for facet in facets)
        themes = tuple(_theme(key, given, known) for key, given in _table(data, "themes").items())
        _check_unlike([facet.label for facet in facets])
        _check_unlike([theme.label for theme in themes])
        for facet in known:
            if not any(theme.facet == facet for theme in themes):
                raise TaxonomyError(f"Facetten '{facet}' har ingen temaer. Giv den mindst ét, eller slet den.")
    except TaxonomyError as error:
        raise TaxonomyError(f"{source}: {error}") from error
    return Taxonomy(facets=facets, themes=themes)


def _parsed(source: Path) -> dict[str, Any]:
    try:
        text = source.read_text(encoding="utf-8")
    except OSError as error:
        raise TaxonomyError(f"{source}: Filen kan ikke åbnes. Kontrollér navnet og rettighederne.") from error
    except UnicodeDecodeError as error:
        raise TaxonomyError(f"{source}: Filen er ikke gemt som UTF-8. Gem den igen med den tegnkodning.") from error
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        ids = _HEADING.findall(text)
        twice = next((name for index, name in enumerate(ids) if name in ids[:index]), None)
        if twice is not None:
            raise TaxonomyError(f"{source}: Temaet '{twice}' står to gange. Slet det ene, eller omdøb det.") from error
        line = _LINE.search(str(error))
        where = f"Linje {line[1]}" if line else "Slutningen af filen"
        raise TaxonomyError(f"{source}: {where} er ikke gyldig TOML. Se efter et glemt anførselstegn.") from error


def _table(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = data.get(name)
    if not isinstance(table, dict) or not table:
        raise TaxonomyError(f"Der mangler [{name}]. Se den medfølgende taksonomi for formen.")
    return table


def _known(given: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    """Complain of misspelt keys, which would otherwise be passed over in silence."""
    for key in given:
        if key not in known:
            raise TaxonomyError(f"Feltet '{key}' kendes ikke {where}. Kendte felter: {', '.join(known)}.")


def _check_id(key: str, what: str) -> None:
    if not _ID.fullmatch(key):
        raise TaxonomyError(
            f"{what} '{key}' har et id, der ikke kan bruges. Brug a-z, tal og bindestreger: 'it-drift'."
        )


def _check_unlike(labels: list[str]) -> None:
    """Two things by the same name could not be told apart in a report or on a page."""
    seen: set[str] = set()
    for label in labels:
        if label.casefold() in seen:
            raise TaxonomyError(f"Navnet '{label}' er brugt to gange. Giv det ene et andet navn.")
        seen.add(label.casefold())


def _facet(key: str, text: object) -> Facet:
    _check_id(key, "Facetten")
    label, _, scope = text.partition(":") if isinstance(text, str) else ("", "", "")
    if not label.strip():
        raise TaxonomyError(f"Facetten '{key}' mangler et navn. Skriv fx: {key} = \"Fagområde: hvad det handler om\".")
    return Facet(id=key, label=label.strip(), scope=scope.strip())


def _theme(key: str, given: object, facets: tuple[str, ...]) -> Theme:
    _check_id(key, "Temaet")
    if not isinstance(given, dict):
        raise TaxonomyError(f"Temaet '{key}' skal være en tabel: [themes.{key}] med facet, label og scope under.")
    _known(given, _FIELDS, f"i temaet '{key}'")
    if given.get("facet") not in facets:
        known = ", ".join(facets)
        raise TaxonomyError(f"Temaet '{key}' har facetten '{given.get('facet', '')}', som ikke findes. Brug: {known}.")
    return Theme(
        id=key,
        facet=given["facet"],
        label=_words(key, given, "label", "det navn, som temaet vises med"),
        label_en=_words(key, given, "label_en", "det engelske navn") if "label_en" in given else None,
        kle=_kle(key, given.get("kle", [])),
        scope=_words(key, given, "scope", "hvad der hører under temaet"),
    )


def _words(key: str, given: Mapping[str, Any], field: str, meaning: str) -> str:
    value = given.get(field)
    if not isinstance(value, str) or not value.strip():
        raise TaxonomyError(f"Temaet '{key}' mangler {field}: {meaning}.")
    return value.strip()


def _kle(key: str, given: object) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(number, str) and _KLE.fullmatch(number) for number in given):
        raise TaxonomyError(f'Temaet \'{key}\' har kle-numre, der ikke kan læses. Skriv dem som ["17", "17.13"].')
    return tuple(given)
