"""Small questions to Word's XML. Names are compared without their namespace: ISO's strict files use another one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree


@lru_cache(maxsize=4096)  # Word has some hundred names; a file may make up any number
def _local(qualified: str) -> str:
    return qualified.rpartition("}")[2]


def name(element: etree._Element) -> str:
    """The element's local name ('p', 'tbl'); empty for comments and processing instructions."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


def attribute(element: etree._Element | None, key: str) -> str | None:
    """The value of the attribute with this local name."""
    if element is not None:
        for full, value in element.items():
            if _local(str(full)) == key:
                return str(value)
    return None


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child of that name, and its first child of the next name, and so on."""
    for step in path:
        if element is None:
            return None
        for inner in element:
            if name(inner) == step:
                element = inner
                break
        else:
            return None
    return element


def value(element: etree._Element | None, *path: str) -> str | None:
    """The ``w:val`` of the child at the path."""
    return attribute(child(element, *path), "val")


def number(text: str | None) -> int | None:
    """A small whole number, or None."""
    return int(text) if text and len(text) < 7 and text.removeprefix("-").isdecimal() else None


def is_on(element: etree._Element | None) -> bool:
    """Whether a property of the kind on/off is there and not switched off."""
    return element is not None and attribute(element, "val") not in {"0", "false", "off", "none"}


def descendants(element: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """All elements of that name below the element."""
    return (inner for inner in element.iterdescendants() if name(inner) == wanted)
