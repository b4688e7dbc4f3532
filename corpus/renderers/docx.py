"""Word files: real headings, tables and content-control check boxes, several proposals in one file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as Document_
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.table import Table, _Cell

from corpus.examples.example import Example
from corpus.examples.layout import Block, Boxes, Field, FrontTable, Grid, Text, Title, front_table, layout

FIXED = datetime(2020, 1, 1)
"""The date in every file's properties, so that the same examples give the same bytes."""

_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_LIST_STYLES = {"-": "List Bullet"}


def render(examples: Sequence[Example], *, front: FrontTable | None = None) -> bytes:
    """The examples as one Word file, each on a new page, behind a front table when one is asked for."""
    document = Document()
    properties = document.core_properties
    properties.author = properties.last_modified_by = "Genklang"
    properties.title = properties.comments = ""
    properties.created = properties.modified = FIXED
    groups = [front_table(examples, front)] if front else []
    groups += [layout(example) for example in examples]
    for number, group in enumerate(groups):
        if number:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        for block in group:
            _add(document, block)
    plain = io.BytesIO()
    document.save(plain)
    return _with_fixed_times(plain.getvalue())


def _with_fixed_times(packed: bytes) -> bytes:
    """The same package with every member's time stamp set to a fixed one."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return result.getvalue()


def _add(document: Document_, block: Block) -> None:
    if isinstance(block, Title):
        document.add_heading(block.text, level=max(1, block.level))
    elif isinstance(block, Field):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{block.label} ").bold = True
        paragraph.add_run(block.value)
    elif isinstance(block, Boxes):
        _add_boxes(document, block)
    elif isinstance(block, Text):
        style = _LIST_STYLES.get(block.marker, "List Number" if block.marker else "Normal")
        document.add_paragraph(block.text, style=style)
    else:
        _add_grid(document, block)


def _add_boxes(document: Document_, block: Boxes) -> None:
    document.add_paragraph().add_run(block.label).bold = True
    middle = (len(block.choices) + 1) // 2
    pairs = list(zip_longest(block.choices[:middle], block.choices[middle:]))
    table = document.add_table(rows=len(pairs), cols=2)
    for row, pair in zip(table.rows, pairs, strict=True):
        for cell, choice in zip(row.cells, pair, strict=True):
            if choice is not None:
                _add_box(cell, *choice)


def _add_box(cell: _Cell, name: str, ticked: bool) -> None:
    """A check box as Word's content control writes it, with the name after it."""
    xml = (
        f"<w:sdt {nsdecls('w')} {_W14}><w:sdtPr><w14:checkbox>"
        f'<w14:checked w14:val="{int(ticked)}"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>'
        f"</w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>{'☒' if ticked else '☐'}</w:t></w:r></w:sdtContent></w:sdt>"
    )
    paragraph = cell.paragraphs[0]
    paragraph._p.append(parse_xml(xml))
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:t xml:space="preserve"> {escape(name)}</w:t></w:r>'))


def _add_grid(document: Document_, block: Grid) -> None:
    if block.caption:
        document.add_paragraph(block.caption, style="Caption")
    table: Table = document.add_table(rows=len(block.rows), cols=len(block.rows[0]), style="Table Grid")
    for number, (row, cells) in enumerate(zip(table.rows, block.rows, strict=True)):
        for cell, text in zip(row.cells, cells, strict=True):
            run = cell.paragraphs[0].add_run(text)
            run.bold = number < block.heads or number in block.strong
    if block.heads == 2:
        _merge_heads(table, block.rows[0])
    document.add_paragraph()


def _merge_heads(table: Table, heads: tuple[str, ...]) -> None:
    """Let each text of the upper heading span the empty cells to its right, as the forms do."""
    starts = [column for column, text in enumerate(heads) if text]
    for start, end in zip(starts, [*starts[1:], len(heads)], strict=True):
        if end - start > 1:
            merged = table.cell(0, start).merge(table.cell(0, end - 1))
            for paragraph in merged.paragraphs[1:]:
                paragraph._p.getparent().remove(paragraph._p)
