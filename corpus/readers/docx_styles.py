"""What a paragraph's style says of it: whether it is a heading, and its list number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from corpus.readers.docx_xml import attribute, child, name, number, value

_HEADING_NAME = re.compile(r"(?:heading|overskrift) ?[1-9]$|(?:title|titel|subtitle|undertitel)$", re.IGNORECASE)
_BODY_LEVEL = 9  # w:outlineLvl 0-8 are headings, 9 is body text
_MAX_CHAIN = 20  # styles based on styles; a file may make a circle of them


@dataclass(frozen=True, kw_only=True)
class Style:
    """What matters of a paragraph style, with what it takes from the style that it is based on."""

    heading: bool = False
    list_id: str | None = None
    list_level: int = 0


class Styles:
    """A document's paragraph styles by their id."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._read: dict[str, Style] = {}
        self._default: str | None = None
        for element in root if root is not None else ():
            key = attribute(element, "styleId")
            if name(element) == "style" and key and attribute(element, "type") in {None, "paragraph"}:
                self._elements[key] = element
                if attribute(element, "default") in {"1", "true"}:
                    self._default = key

    def of(self, properties: etree._Element | None) -> Style:
        """The style of a paragraph with these properties (``w:pPr``), its own settings included."""
        style = self._style(value(properties, "pStyle") or self._default)
        level = number(value(properties, "outlineLvl"))
        heading = style.heading if level is None else level < _BODY_LEVEL
        numbering = child(properties, "numPr")
        list_id = value(numbering, "numId")
        own_level = number(value(numbering, "ilvl"))
        return Style(
            heading=heading,
            list_id=style.list_id if list_id is None else list_id,
            list_level=style.list_level if own_level is None else own_level,
        )

    def _style(self, key: str | None) -> Style:
        if key is None:
            return Style()
        if key not in self._read:
            self._read[key] = self._follow(key)
        return self._read[key]

    def _follow(self, key: str) -> Style:
        """The style and those that it is based on: the nearest that says something is right."""
        heading: bool | None = None
        list_id: str | None = None
        list_level: int | None = None
        element = self._elements.get(key)
        for _ in range(_MAX_CHAIN):
            if element is None:
                break
            properties = child(element, "pPr")
            if heading is None:
                level = number(value(properties, "outlineLvl"))
                if _HEADING_NAME.match(value(element, "name") or ""):
                    heading = True
                elif level is not None:
                    heading = level < _BODY_LEVEL
            list_id = list_id or value(properties, "numPr", "numId")
            if list_level is None:
                list_level = number(value(properties, "numPr", "ilvl"))
            element = self._elements.get(value(element, "basedOn") or "")
        return Style(heading=bool(heading), list_id=list_id, list_level=list_level or 0)
