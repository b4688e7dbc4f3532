"""The bodies that the forms name under 'Hvem er hørt?', as printed, misread, or broken over two lines."""

from __future__ import annotations

import re

from corpus.folding import fold

# The bodies that templates print, longest first where one begins another. Letters that OCR misreads are left open.
_O, _AE = "[ØøOo0@]", "(?:[Ææ]|[AaEe][Ee])"
# Names long enough to run over two lines, between which the row's answer may be printed.
_LONG_BODIES = (
    "Center for Økonomi, Økonomiforvaltningen",
    "Ejendomsfaglig vurdering",
    "Velfærdsanalytisk vurdering",
)
_KNOWN_BODIES = (
    rf"Center\s{{1,2}}for\s{{1,2}}{_O}konomi(?:\s?,\s{{0,2}}{_O}k(?:onomiforvaltningen|[a-zæøå]{{1,16}}-(?=\s)))?",
    rf"(?:Ejendomsf|Velf{_AE}rdsa)[a-zæøå]{{0,9}}(?:\s{{1,2}}vu[a-z]{{0,6}})?-(?=\s)",
    rf"CF{_O}\b",
    r"Ejendomsfaglig(?:\s{1,2}vurdering)?",
    rf"Velf{_AE}rdsanalytisk(?:\s{{1,2}}vurdering|e\s{{1,2}}enhed)?",
    r"IT[\s-]{1,2}kredsen",
    r"HR[\s-]{1,2}(?:chef)?kredsen",
    rf"{_O}konomikredsen",
    r"Digitaliseringskredsen",
    r"Ejendomskredsen",
    r"Indkøbskredsen",
    r"Koncern[\s-]{1,2}IT(?:\s?\(KIT\))?",
    r"Koncernservice",
    r"Koncern\s?HR",
    r"Københavns\s{1,2}Ejendomme(?:\s{1,2}(?:og|&)\s{1,2}Indkøb)?",
    rf"Byggeri\s{{1,2}}K{_O}benhavn",
    r"Team\s{1,2}Ejendomsoptimering",
    r"Intern\s{1,2}Revision",
    r"Handicaprådet",
    rf"{_AE}ldrerådet",
    r"Udsatterådet",
    r"Borgerrådgiveren",
    r"(?:Hoved-?|Central[te]?\s{1,2})?MED-?\s?(?:udvalg(?:et)?)",
    r"(?:CSO|CKO|HSU)\b",
    r"Center\s{1,2}for\s{1,2}(?:Byudvikling|Digitalisering|Sundhed|HR|Ledelse)",
)
# One body, as the group ``body``.
BODY = rf"(?P<body>(?<![\w-])(?:{'|'.join(_KNOWN_BODIES)})(?![\w-]))"


def whole_name(body: str, remark: str) -> tuple[str, str]:
    """A long name whose end was printed behind the row's other cells, and the remark without that end."""
    beginning = fold(body)
    for name in _LONG_BODIES:
        if not fold(name).startswith(beginning) or fold(name) == beginning:
            continue
        printed = body.rstrip("-")
        rest = name[len(printed) :] if body.endswith("-") else name[len(printed) :].lstrip(" ,")
        found = re.search(rf"(?:^|(?<=[\w.] )){re.escape(rest)}(?=\s|$)", remark)
        if found:
            return name, f"{remark[: found.start()]}{remark[found.end() :]}".strip()
        return (name if body.endswith("-") else body), remark
    return body, remark
