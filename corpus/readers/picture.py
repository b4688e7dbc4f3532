"""A page as a picture: its skew, its ruled lines and its check boxes, found before the text is recognised.

All lengths are pixels at 300 dots an inch, the resolution to which pages are brought first.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from corpus.readers.grid import Rule

SHORTEST_ACROSS = 110  # 9 mm: no stroke of a letter is so long
SHORTEST_DOWN = 70  # 6 mm: the side of a table row; only letters over 20 points have such stems
THICKEST = 14  # thicker bars are coloured areas
CLEARANCE = 2  # blurred pixels beside a rule that go with it
SMALLEST_BOX, LARGEST_BOX = 18, 75  # sides of a check box: 1.5 to 6 mm
MARKED_SHARE = 0.06  # of a check box's inside: darker, and it is checked
FREE, FREE_SHARE = 2, 0.25  # pixels around a check box that hold little ink: a tick may stick out of it
MOST_SKEW = 3.0  # degrees: what a feeder does to a page
SKEW_STEP = 0.1
LEAST_SKEW = 0.15  # less does no harm
MOST_RUNS = 60_000  # more belong to a photograph

Gray = npt.NDArray[np.uint8]
Dark = npt.NDArray[np.bool_]
Runs = npt.NDArray[np.int64]  # rows of (line, begin, end)


@dataclass(frozen=True, kw_only=True)
class Box:
    """A check box: its sides in pixels, and whether it is marked."""

    left: int
    top: int
    right: int
    bottom: int
    checked: bool


def dark_pixels(gray: Gray) -> Dark:
    """The ink of a page, by the threshold that parts its grey values best (Otsu 1979)."""
    counts = np.bincount(gray.ravel(), minlength=256).astype(np.float64)
    below = np.cumsum(counts)
    total = below[-1]
    mass = np.cumsum(counts * np.arange(256))
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = (mass[-1] * below / total - mass) ** 2 / (below * (total - below))
    threshold = int(np.nanargmax(np.where(np.isfinite(spread), spread, -1.0)))
    dark: Dark = gray <= min(max(threshold, 60), 200)
    return dark


def skew_of(image: Image.Image) -> float:
    """The angle in degrees by which the page must be turned (counter-clockwise positive) for its lines to be level.

    The lines are level where the sums of ink along them differ most from line to line.
    """
    small = image.convert("L")
    small.thumbnail((900, 1300))
    ink = 255 - np.asarray(small, dtype=np.int32)
    ink[ink < 80] = 0
    rows, columns = np.nonzero(ink)
    if len(rows) < 200:
        return 0.0
    weights = ink[rows, columns]
    centred = columns - ink.shape[1] / 2
    best, angle = -1.0, 0.0
    for step in range(-int(MOST_SKEW / SKEW_STEP), int(MOST_SKEW / SKEW_STEP) + 1):
        tangent = np.tan(np.radians(step * SKEW_STEP))
        moved = np.clip(np.rint(rows + centred * tangent).astype(np.int64), 0, ink.shape[0] - 1)
        profile = np.bincount(moved, weights=weights, minlength=ink.shape[0])
        sharpness = float(np.sum(np.diff(profile) ** 2))
        if sharpness > best:
            best, angle = sharpness, step * SKEW_STEP
    return -angle if abs(angle) >= LEAST_SKEW else 0.0


def _runs(dark: Dark, shortest: int) -> Runs:
    """The unbroken stretches of ink along the first axis' lines that are at least so long."""
    padded = np.zeros((dark.shape[0], dark.shape[1] + 2), dtype=np.int8)
    padded[:, 1:-1] = dark
    steps = np.diff(padded, axis=1)
    begins = np.argwhere(steps == 1)
    ends = np.argwhere(steps == -1)
    runs = np.column_stack((begins, ends[:, 1]))
    found: Runs = runs[runs[:, 2] - runs[:, 1] >= shortest]
    return found


def _thin(runs: Runs, dark: Dark) -> list[tuple[int, int, int]]:
    """The runs with paper on both sides: edges of coloured areas and of pictures have none."""
    thin = []
    last = dark.shape[0] - 1
    for line, begin, end in runs[:MOST_RUNS].tolist():
        above, below = max(line - THICKEST, 0), min(line + THICKEST, last)
        if dark[above, begin:end].mean() < 0.5 and dark[below, begin:end].mean() < 0.5:
            thin.append((line, begin, end))
    return thin


def without_rules(gray: Gray) -> tuple[Gray, list[Rule]]:
    """The picture with its ruled lines wiped out, and the lines: text that touches rules is read badly."""
    dark = dark_pixels(gray)
    clean = gray.copy()
    rules: list[Rule] = []
    paper = np.uint8(255)
    for line, begin, end in _thin(_runs(dark, SHORTEST_ACROSS), dark):
        clean[max(line - CLEARANCE, 0) : line + CLEARANCE + 1, begin:end] = paper
        rules.append(Rule(begin, line, end, line))
    upright = np.ascontiguousarray(dark.T)
    for line, begin, end in _thin(_runs(upright, SHORTEST_DOWN), upright):
        clean[begin:end, max(line - CLEARANCE, 0) : line + CLEARANCE + 1] = paper
        rules.append(Rule(line, begin, line, end))
    return clean, rules


def check_boxes(gray: Gray) -> list[Box]:
    """The check boxes: squares of four thin sides. Call it on a picture without rules."""
    dark = dark_pixels(gray)
    runs = [run for run in _runs(dark, SMALLEST_BOX).tolist() if run[2] - run[1] <= LARGEST_BOX]
    by_line: dict[int, list[tuple[int, int]]] = {}
    for line, begin, end in runs:
        by_line.setdefault(line, []).append((begin, end))
    found: list[Box] = []
    for line, begin, end in runs[:MOST_RUNS]:
        if any(box.left - 3 <= begin <= box.right and box.top - 3 <= line <= box.bottom + 3 for box in found[-40:]):
            continue
        box = _box_below(dark, by_line, line, begin, end)
        if box is not None:
            found.append(box)
    return found


def _box_below(dark: Dark, by_line: dict[int, list[tuple[int, int]]], top: int, left: int, right: int) -> Box | None:
    """The square whose upper side is the given run, if its other sides are drawn."""
    side = right - left
    for bottom in range(top + int(1.3 * side), top + int(0.75 * side), -1):
        for begin, end in by_line.get(bottom, ()):
            if abs(begin - left) > 3 or abs(end - right) > 3 or not _is_frame(dark, left, top, right, bottom):
                continue
            margin = max(4, side // 5)
            inside = dark[top + margin : bottom - margin + 1, left + margin : right - margin]
            checked = bool(inside.size and inside.mean() > MARKED_SHARE)
            return Box(left=left, top=top, right=right, bottom=bottom, checked=checked)
    return None


def _is_frame(dark: Dark, left: int, top: int, right: int, bottom: int) -> bool:
    """Whether the sides are straight and stand free: round letters (O, D, d) bulge beyond their upper stroke."""
    if not (
        _straight(dark[top : bottom + 1, left : left + 4]) and _straight(dark[top : bottom + 1, right - 4 : right])
    ):
        return False
    if min(left, top) < FREE or right + FREE > dark.shape[1] or bottom + FREE >= dark.shape[0]:
        return False
    around = (
        dark[top : bottom + 1, left - FREE],
        dark[top : bottom + 1, right + FREE - 1],
        dark[top - FREE, left:right],
        dark[bottom + FREE, left:right],
    )
    return all(side.mean() < FREE_SHARE for side in around)


def _straight(side: Dark) -> bool:
    """Whether one column of pixels is drawn from top to bottom: the sides of O, D and B are round."""
    return bool(side.mean(axis=0).max() > 0.95)
