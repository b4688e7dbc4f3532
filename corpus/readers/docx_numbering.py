"""The numbers and bullets that Word prints in front of paragraphs but does not store in their text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from corpus.readers.docx_xml import attribute, child, name, number, value

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ROMAN_WORTHS = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
_ROMAN = tuple(zip(_ROMAN_WORTHS, ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"), strict=True))
_MAX_ROMAN = 4000


@dataclass(frozen=True, kw_only=True)
class _Level:
    """How one level of a list counts: ``pattern`` is Word's '%1.%2'."""

    form: str = "decimal"
    pattern: str = ""
    start: int = 1


@dataclass(kw_only=True)
class _List:
    """A list and how far it has counted. Lists of one definition count on from one another."""

    levels: dict[int, _Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbering:
    """Counts a document's lists along, paragraph by paragraph."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        definitions: dict[str, dict[int, _Level]] = {}
        shared: dict[str, list[int | None]] = {}
        for element in root if root is not None else ():
            if name(element) == "abstractNum":
                levels = (_level(inner) for inner in element if name(inner) == "lvl")
                definitions[attribute(element, "abstractNumId") or ""] = dict(levels)
        for element in root if root is not None else ():
            if name(element) == "num":
                abstract = value(element, "abstractNumId") or ""
                levels_here, restarts = _overridden(definitions.get(abstract, {}), element)
                chosen = _List(levels=levels_here)
                if not restarts:
                    chosen.counts = shared.setdefault(abstract, chosen.counts)
                self._lists[attribute(element, "numId") or ""] = chosen

    def label(self, list_id: str | None, level: int) -> str:
        """What is printed before the next paragraph of the list, blank included: '- ', '2. ', '1.1 ' or nothing."""
        chosen = self._lists.get(list_id or "")
        if chosen is None or not 0 <= level < _LEVELS or level not in chosen.levels:
            return ""
        rule = chosen.levels[level]
        if rule.form == "bullet":
            return "- "
        count = chosen.counts[level]
        chosen.counts[level] = rule.start if count is None else count + 1
        chosen.counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        if rule.form == "none" or not rule.pattern:
            return ""
        return _PLACE.sub(lambda place: _shown(chosen, int(place[1]) - 1), rule.pattern).strip() + " "


def _level(element: etree._Element) -> tuple[int, _Level]:
    """A level's number and rule."""
    start = number(value(element, "start"))
    rule = _Level(
        form=value(element, "numFmt") or "decimal",
        pattern=(value(element, "lvlText") or "")[:40],
        start=1 if start is None else start,
    )
    return number(attribute(element, "ilvl")) or 0, rule


def _overridden(levels: dict[int, _Level], element: etree._Element) -> tuple[dict[int, _Level], bool]:
    """The levels as one list changes them, and whether it counts from its own start."""
    changed, restarts = dict(levels), False
    for override in element:
        if name(override) != "lvlOverride":
            continue
        at = number(attribute(override, "ilvl")) or 0
        whole = child(override, "lvl")
        if whole is not None:
            changed[at] = _level(whole)[1]
        start = number(value(override, "startOverride"))
        if start is not None:
            restarts = True
            base = changed.get(at, _Level())
            changed[at] = _Level(form=base.form, pattern=base.pattern, start=start)
    return changed, restarts


def _shown(chosen: _List, level: int) -> str:
    """The count of a level, in the form that the level asks for."""
    rule = chosen.levels.get(level, _Level())
    count = chosen.counts[level]
    count = rule.start if count is None else count
    match rule.form:
        case "lowerLetter" | "upperLetter" if count > 0:
            letters = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 5)
            return letters.upper() if rule.form == "upperLetter" else letters
        case "lowerRoman" | "upperRoman" if 0 < count < _MAX_ROMAN:
            return _roman(count).upper() if rule.form == "upperRoman" else _roman(count)
        case "decimalZero":
            return f"{count:02d}"
        case _:
            return str(count)


def _roman(count: int) -> str:
    digits = ""
    for worth, letters in _ROMAN:
        digits += letters * (count // worth)
        count %= worth
    return digits
