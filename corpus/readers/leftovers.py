"""Leftovers of HTML and Markdown within a line of text: what a converter wrote for bold, breaks, links and boxes.

Every pattern is bounded: a line is gone through once for each, whatever it holds.
"""

from __future__ import annotations

import html
import re

from corpus.readers import marks

BREAK = "\n"
"""Stands for a break that a leftover asks for, until the caller makes it a new line or a blank."""

_INPUT = re.compile(r"<input\b([^<>]{0,300})>", re.IGNORECASE)
_BOX_TYPE = re.compile(r"\btype\s{0,3}=\s{0,3}[\"']?(?!checkbox|radio)[a-z]", re.IGNORECASE)
_CHECKED = re.compile(r"\bchecked\b", re.IGNORECASE)
_RAISED = re.compile(r"<sup\b[^<>]{0,100}>([^<>]{0,40})</sup>", re.IGNORECASE)
_BREAKING = re.compile(
    r"</?(?:p|br|ol|ul|div|h[1-6]|hr|blockquote|pre|center)\b(?:\s[^<>]{0,300})?/?>|</(?:li|tr)>", re.IGNORECASE
)
_ITEM = re.compile(r"<li\b[^<>]{0,300}>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|b|i|u|s|em|strong|span|sup|sub|small|big|font|mark|del|ins|label|code|table|thead|tbody|tfoot|tr|td|th"
    r"|caption|colgroup|col|img|figure|figcaption|section|article|o:p)\b(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.{0,2000}?-->")
_IMAGE = re.compile(r"!\[[^\[\]]{0,500}\]\([^()\s]{0,2000}(?:\s\"[^\"]{0,300}\")?\)")
_LINK = re.compile(r"(?<!\\)\[([^\[\]]{1,500})\]\(([^()\s]{0,2000})(?:\s\"[^\"]{0,300}\")?\)")
# A target that is none, an address or a file: '[2](t.kr.)' is no link.
_LINK_TARGET = re.compile(
    r"(?:#|/|\.{1,2}/|www\.|[a-z]{2,10}:|$)|.{0,2000}\.(?:html?|aspx?|pdf|docx?|xlsx?|md)(?:[#?]|$)"
)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:|www\.)[^<>\s]{1,500})>")
_FORMULA_MARK = re.compile(r"\$\s?\^\s?\{?\s?(\d{1,2})\s?\}?\s?\$")
_TASK = re.compile(r"(?<![\w\]])\[([ xX✓✔])\](?!\()")
_STRONG = re.compile(r"(?<!\\)(\*{2,3}|__)(?=[^\s*_])([^*\n]{1,3000}?)(?<=[^\s*_\\])\1")
_STRAY_STRONG = re.compile(r"(?<=[:.,;)])\*\*(?=\s|$)|(?<=\s)\*\*(?=\w)|^\*\*(?=\w)")
_EMPHASIS = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]{1,1000}?)(?<=[^\s*\\])\*(?![\w*])")
_UNDERLINED = re.compile(r"(?<![\w_\\])_(?=[^\s_])([^_\n]{1,1000}?)(?<=[^\s_\\])_(?![\w_])")
_CODE = re.compile(r"`([^`\n]{1,500})`")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~$&])")


def clean(text: str) -> str:
    """A line or cell without its leftovers; breaks that they ask for are `BREAK`."""
    if "<" in text:
        text = _tags(text)
    if "[" in text:
        text = _IMAGE.sub("", text)
        text = _LINK.sub(lambda link: link[1] if _LINK_TARGET.match(link[2]) else link[0], text)
        text = _TASK.sub(lambda task: marks.box(task[1] != " "), text)
    if "*" in text or "__" in text:
        text = _STRONG.sub(r"\2", text)
        text = _EMPHASIS.sub(r"\1", text)
        text = _STRAY_STRONG.sub("", text)
    if "_" in text:
        text = _UNDERLINED.sub(r"\1", text)
    if "`" in text:
        text = _CODE.sub(r"\1", text)
    if "$" in text:
        text = _FORMULA_MARK.sub(lambda mark: marks.superscript(mark[1]), text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    if "&" in text:
        text = html.unescape(text)
    return marks.boxes(text.replace("\xa0", " "))


def _tags(text: str) -> str:
    """Text with its HTML tags made into marks, breaks or nothing; a lone '<' stays."""
    text = _COMMENT.sub("", text)
    text = _INPUT.sub(_box, text)
    text = _RAISED.sub(lambda raised: marks.superscript(raised[1]), text)
    text = _AUTOLINK.sub(r"\1", text)
    text = _ITEM.sub(BREAK + "- ", text)
    text = _BREAKING.sub(BREAK, text)
    return _TAG.sub("", text)


def _box(found: re.Match[str]) -> str:
    """A check box or option button as a mark; any other field of a form is gone."""
    attributes = found[1]
    return "" if _BOX_TYPE.search(attributes) else marks.box(bool(_CHECKED.search(attributes)))
