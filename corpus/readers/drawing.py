"""What is drawn on a PDF page besides its text: ruled lines, pictures, the fields of a form."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium_raw

from corpus.readers.grid import THICKEST, Rule
from corpus.readers.words import CHECKED, UNCHECKED, Word

MOST_OBJECTS = 20_000  # a page with more is a drawing, whose lines rule no table
MOST_SEGMENTS = 500  # the same for one path
DEEPEST = 4  # forms within forms
SHORTEST = 6.0  # points: shorter strokes are dashes, ticks and parts of letters
PICTURE_SHARE = 0.5  # of the page: a picture that large is a scan
OUTLINE_PATHS = 100  # a page without text but with so many paths has its letters drawn

_FIELD_WIDGET = pdfium_raw.FPDF_ANNOT_WIDGET

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def rules_of(page: pdfium_raw.FPDF_PAGE) -> list[Rule]:
    """The page's thin horizontal and vertical lines in PDF coordinates (``top`` is the greater y)."""
    rules: list[Rule] = []
    for item, kind, matrix in _objects(page):
        if kind == pdfium_raw.FPDF_PAGEOBJ_PATH:
            _add_rules(item, matrix, rules)
    return rules


def is_picture(page: pdfium_raw.FPDF_PAGE, width: float, height: float) -> bool:
    """Whether pictures cover the page, or its letters are drawn as paths."""
    paths = 0
    area = 0.0
    for item, kind, matrix in _objects(page):
        if kind == pdfium_raw.FPDF_PAGEOBJ_PATH:
            paths += 1
        elif kind == pdfium_raw.FPDF_PAGEOBJ_IMAGE:
            bounds = _bounds(item, matrix)
            if bounds is not None:
                area += (bounds[2] - bounds[0]) * (bounds[3] - bounds[1])
    return area > PICTURE_SHARE * width * height or paths > OUTLINE_PATHS


def _objects(
    page: pdfium_raw.FPDF_PAGE,
) -> Iterator[tuple[pdfium_raw.FPDF_PAGEOBJECT, int, Matrix]]:
    count = pdfium_raw.FPDFPage_CountObjects(page)
    for index in range(min(count, MOST_OBJECTS)):
        item = pdfium_raw.FPDFPage_GetObject(page, index)
        kind = pdfium_raw.FPDFPageObj_GetType(item)
        if kind == pdfium_raw.FPDF_PAGEOBJ_FORM:
            yield from _within_form(item, IDENTITY, 1)
        else:
            yield item, kind, IDENTITY


def _within_form(
    form: pdfium_raw.FPDF_PAGEOBJECT, outer: Matrix, depth: int
) -> Iterator[tuple[pdfium_raw.FPDF_PAGEOBJECT, int, Matrix]]:
    matrix = _product(_matrix(form), outer)
    for index in range(min(pdfium_raw.FPDFFormObj_CountObjects(form), MOST_OBJECTS)):
        item = pdfium_raw.FPDFFormObj_GetObject(form, index)
        kind = pdfium_raw.FPDFPageObj_GetType(item)
        if kind != pdfium_raw.FPDF_PAGEOBJ_FORM:
            yield item, kind, matrix
        elif depth < DEEPEST:
            yield from _within_form(item, matrix, depth + 1)


def _matrix(item: pdfium_raw.FPDF_PAGEOBJECT) -> Matrix:
    found = pdfium_raw.FS_MATRIX()
    if not pdfium_raw.FPDFPageObj_GetMatrix(item, ctypes.byref(found)):
        return IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(item: pdfium_raw.FPDF_PAGEOBJECT, matrix: Matrix) -> tuple[float, float, float, float] | None:
    """Left, bottom, right and top on the page."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium_raw.FPDFPageObj_GetBounds(
        item, ctypes.byref(left), ctypes.byref(bottom), ctypes.byref(right), ctypes.byref(top)
    ):
        return None
    if matrix is IDENTITY:
        return left.value, bottom.value, right.value, top.value
    xs, ys = zip(_moved(left.value, bottom.value, matrix), _moved(right.value, top.value, matrix), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _add_rules(item: pdfium_raw.FPDF_PAGEOBJECT, matrix: Matrix, rules: list[Rule]) -> None:
    bounds = _bounds(item, matrix)
    if bounds is None:
        return
    left, bottom, right, top = bounds
    width, height = right - left, top - bottom
    if width <= THICKEST or height <= THICKEST:
        if max(width, height) >= SHORTEST and _is_drawn(item):
            rules.append(Rule(left, top, right, bottom))
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_raw.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    if stroke.value:
        _add_segments(item, _product(_matrix(item), matrix), rules)


def _is_drawn(item: pdfium_raw.FPDF_PAGEOBJECT) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_raw.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(fill.value or stroke.value)


def _add_segments(item: pdfium_raw.FPDF_PAGEOBJECT, matrix: Matrix, rules: list[Rule]) -> None:
    """The straight pieces of a path: a stroked rectangle has four, a grid drawn in one go has many."""
    count = pdfium_raw.FPDFPath_CountSegments(item)
    if count > MOST_SEGMENTS:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(count):
        segment = pdfium_raw.FPDFPath_GetPathSegment(item, index)
        if not pdfium_raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            continue
        point = _moved(x.value, y.value, matrix)
        kind = pdfium_raw.FPDFPathSegment_GetType(segment)
        if kind == pdfium_raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium_raw.FPDF_SEGMENT_LINETO:
            _add_straight(last, point, rules)
        if pdfium_raw.FPDFPathSegment_GetClose(segment):
            _add_straight(point, start, rules)
        last = point


def _add_straight(a: Sequence[float], b: Sequence[float], rules: list[Rule]) -> None:
    left, right = sorted((a[0], b[0]))
    bottom, top = sorted((a[1], b[1]))
    if min(right - left, top - bottom) < 1.0 and max(right - left, top - bottom) >= SHORTEST:
        rules.append(Rule(left, top, right, bottom))


# ---------------------------------------------------------------- forms


@dataclass(frozen=True, kw_only=True)
class FormFields:
    """The check boxes of a page's form at their places, in PDF coordinates, and how many text fields it has."""

    boxes: list[Word] = field(default_factory=list)
    texts: int = 0


def form_fields(page: pdfium_raw.FPDF_PAGE) -> FormFields:
    """The fields of a form that stand on the page."""
    boxes: list[Word] = []
    texts = 0
    rect = pdfium_raw.FS_RECTF()
    for index in range(pdfium_raw.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium_raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            if pdfium_raw.FPDFAnnot_GetSubtype(annotation) != _FIELD_WIDGET:
                continue
            if not pdfium_raw.FPDFAnnot_HasKey(annotation, b"AS"):
                texts += 1
            elif pdfium_raw.FPDFAnnot_GetRect(annotation, ctypes.byref(rect)):
                mark = UNCHECKED if _string(annotation, b"AS") in ("", "Off") else CHECKED
                left, right = sorted((rect.left, rect.right))
                bottom, top = sorted((rect.bottom, rect.top))
                boxes.append(Word(mark, left, top, right, bottom))
        finally:
            pdfium_raw.FPDFPage_CloseAnnot(annotation)
    return FormFields(boxes=boxes, texts=texts)


def _string(annotation: pdfium_raw.FPDF_ANNOTATION, key: bytes) -> str:
    size = pdfium_raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium_raw.FPDFAnnot_GetStringValue(annotation, key, buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")
