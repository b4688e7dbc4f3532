"""The text of one Word paragraph: its runs in order, with fields, check boxes, symbols and revisions resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from corpus.readers import marks
from corpus.readers.docx_xml import attribute, child, descendants, is_on, name, number, value

_CONTAINERS = frozenset(
    [
        "ins",
        "moveTo",
        "hyperlink",
        "smartTag",
        "customXml",
        "fldSimple",
        "dir",
        "bdo",
        "sdtContent",
        "r",
        "ruby",
        "rubyBase",
        "oMath",
        "oMathPara",
    ]
)
"""Elements whose content is printed where they stand. Deletions (del, moveFrom) are not among them."""

_FIXED = {
    "tab": "\t",
    "ptab": "\t",
    "cr": "\n",
    "noBreakHyphen": "-",
    "lastRenderedPageBreak": "",
    "softHyphen": "",
}
_NOT_IN_TEXT = str.maketrans({"\t": " ", "\n": " ", "\r": " ", "\xa0": " ", "\xad": ""})


@dataclass(kw_only=True)
class Footnotes:
    """The notes that a document refers to, numbered in the order in which they are met."""

    texts: dict[tuple[str, str], etree._Element]  # (footnote or endnote, id) -> element
    met: int = 0
    pending: list[tuple[str, etree._Element]] = field(default_factory=list)

    def refer(self, kind: str, key: str) -> str:
        """The mark to print for a reference; the note itself waits until it is asked for."""
        note = self.texts.get((kind, key))
        if note is None:
            return ""
        self.met += 1
        mark = marks.superscript(str(self.met))
        self.pending.append((mark, note))
        return mark


@dataclass(kw_only=True)
class Inline:
    """Reads paragraphs. ``boxes`` gathers the text boxes anchored in them; ``page_ended`` tells of a page's end."""

    footnotes: Footnotes
    boxes: list[etree._Element] = field(default_factory=list)
    page_ended: bool = False
    _pieces: list[str] = field(default_factory=list)
    _fields: list[bool] = field(default_factory=list)  # of each open field, whether its result has begun

    def text(self, paragraph: etree._Element) -> str:
        """The paragraph's text, with tabs between fields and newlines at line breaks."""
        self._pieces, self._fields = [], []
        for element in paragraph:
            self._element(element)
        return "".join(self._pieces)

    def take_boxes(self) -> list[etree._Element]:
        """The text boxes met since last asked."""
        boxes, self.boxes = self.boxes, []
        return boxes

    def _element(self, element: etree._Element) -> None:
        kind = name(element)
        if kind == "r":
            self._run(element)
        elif kind == "sdt":
            self._control(element)
        elif kind == "AlternateContent":
            self._alternative(element)
        elif kind == "t" and self._is_printed():  # of a formula
            self._pieces.append(element.text or "")
        elif kind in _CONTAINERS:
            for inner in element:
                self._element(inner)

    def _control(self, element: etree._Element) -> None:
        """A content control: a check box as a mark, any other as its content."""
        ticked = checkbox(element)
        if ticked is not None:
            self._pieces.append(ticked)
            return
        content = child(element, "sdtContent")
        for inner in content if content is not None else ():
            self._element(inner)

    def _run(self, run: etree._Element) -> None:
        properties = child(run, "rPr")
        if is_on(child(properties, "vanish")):
            return
        font = _symbol_font(properties)
        raised = value(properties, "vertAlign") == "superscript"
        for element in run:
            kind = name(element)
            if kind == "fldChar":
                self._field(element)
            elif kind in {"drawing", "pict", "object"}:
                self._drawing(element)
            elif kind == "AlternateContent":
                self._alternative(element)
            elif kind == "ruby":
                self._element(element)
            elif self._is_printed():
                self._pieces.append(self._printed(element, kind, font=font, raised=raised))

    def _printed(self, element: etree._Element, kind: str, *, font: str, raised: bool) -> str:
        """The characters of one element of a run."""
        if kind == "t":
            text = (element.text or "").translate(_NOT_IN_TEXT)
            if font:
                return "".join(marks.symbol(font, ord(letter)) for letter in text if letter != " ")
            return marks.superscript(text) if raised else marks.boxes(text)
        if kind == "br":
            self.page_ended |= attribute(element, "type") == "page"
            return "\n"
        if kind == "lastRenderedPageBreak":
            self.page_ended = True
        if kind == "sym":
            code = attribute(element, "char") or ""
            is_code = re.fullmatch(r"[0-9A-Fa-f]{2,6}", code)
            return marks.symbol(attribute(element, "font") or "", int(code, 16)) if is_code else ""
        if kind in {"footnoteReference", "endnoteReference"} and not is_on(child(element, "customMarkFollows")):
            return self.footnotes.refer(kind.removesuffix("Reference"), attribute(element, "id") or "")
        return _FIXED.get(kind, "")

    def _field(self, element: etree._Element) -> None:
        """Keep track of fields: what stands before 'separate' is an instruction, and not printed."""
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            if self._is_printed():
                self._pieces.append(form_field(child(element, "ffData")))
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _is_printed(self) -> bool:
        return all(self._fields)

    def _alternative(self, element: etree._Element) -> None:
        """The same thing drawn for new and for old programs: it is taken once."""
        chosen = child(element, "Choice")
        if chosen is None:
            chosen = child(element, "Fallback")
        for inner in chosen if chosen is not None else ():
            if name(inner) in {"drawing", "pict", "object"}:
                self._drawing(inner)
            else:
                self._element(inner)

    def _drawing(self, element: etree._Element) -> None:
        """Remember the outermost text boxes of a drawing."""
        found = list(descendants(element, "txbxContent"))
        inner = {id(box) for outer in found for box in descendants(outer, "txbxContent")}
        twice = {
            id(box)
            for fallback in descendants(element, "Fallback")
            if child(fallback.getparent(), "Choice") is not None
            for box in descendants(fallback, "txbxContent")
        }
        self.boxes += [box for box in found if id(box) not in inner and id(box) not in twice]


def checkbox(control: etree._Element) -> str | None:
    """The mark of a content control that is a check box; None for any other control."""
    properties = child(control, "sdtPr", "checkbox")
    return None if properties is None else marks.box(is_on(child(properties, "checked")))


def form_field(data: etree._Element | None) -> str:
    """What an old form field shows by itself: a check box's mark or a list's chosen entry."""
    box = child(data, "checkBox")
    if box is not None:
        state = child(box, "checked")
        return marks.box(is_on(child(box, "default") if state is None else state))
    choices = child(data, "ddList")
    if choices is not None:
        entries = [attribute(entry, "val") or "" for entry in choices if name(entry) == "listEntry"]
        at = number(value(choices, "result")) or number(value(choices, "default")) or 0
        return entries[at] if 0 <= at < len(entries) else ""
    return ""


def _symbol_font(properties: etree._Element | None) -> str:
    """The run's font, where its letters are pictures."""
    font = attribute(child(properties, "rFonts"), "ascii") or ""
    return font if marks.is_symbol_font(font) else ""
