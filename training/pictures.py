"""Two charts of the evaluation as SVG: does a probability hold, and how much does more training data help.

Each picture carries its figures in words (``title``, ``desc``) and gives them as a table beside it, so that nobody
needs to see it. The same figures give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from training.metrics import Bin

_WIDTH, _HEIGHT = 480, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 16, 40, 56  # room for the axes' words
_TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_INK, _FAINT = "#1a1a1a", "#767676"  # both 4.5:1 or better on white
_COLOURS = ("#004d99", "#b34700", "#2d6a2d", "#7a1f7a")
_DASHES = ("", "6 3", "2 3", "8 3 2 3")  # lines are told apart without colour, too


@dataclass(frozen=True, kw_only=True)
class Picture:
    """An SVG document and the same figures as rows of text, the first of them the headings."""

    svg: str
    table: tuple[tuple[str, ...], ...]

    @property
    def markdown(self) -> str:
        """The table in Markdown."""
        head, *rows = self.table
        lines = [head, tuple("---" for _ in head), *rows]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


@dataclass(frozen=True, kw_only=True)
class Curve:
    """A named line of a chart: points of (x, y) with y from 0 to 1, and optionally a range around each."""

    name: str
    points: tuple[tuple[float, float], ...]
    ranges: tuple[tuple[float, float], ...] = ()


def reliability_diagram(bins: Sequence[Bin], *, title: str) -> Picture:
    """How often answers of about one probability were right; on the diagonal the probabilities hold."""
    points = [(one.probability, one.right) for one in bins]
    parts = [_line([(0, 0), (1, 1)], _FAINT, "4 4", 0, 1), _line(points, _COLOURS[0], "", 0, 1)]
    most = max((one.answers for one in bins), default=1)
    parts += [_dot(one.probability, one.right, 0, 1, radius=3 + 5 * (one.answers / most) ** 0.5) for one in bins]
    table = (
        ("Sandsynlighed fra", "til", "Antal svar", "Gennemsnit", "Andel rigtige"),
        *((_figure(b.low), _figure(b.high), str(b.answers), _figure(b.probability), _figure(b.right)) for b in bins),
    )
    said = "; ".join(f"ved {_figure(b.probability)} var {_figure(b.right)} rigtige ({b.answers} svar)" for b in bins)
    ticks = [(tick, _figure(tick, 1)) for tick in _TICKS]
    axes = _axes(ticks, "Modellens sandsynlighed", "Andel rigtige")
    return Picture(svg=_document(title, said or "Ingen svar", [axes, *parts]), table=table)


def learning_curve(curves: Sequence[Curve], *, title: str, across: str, upwards: str) -> Picture:
    """One line a method over the amount of training data; ``across`` and ``upwards`` name the axes."""
    places = sorted({x for curve in curves for x, _ in curve.points})
    low, high = (places[0], places[-1]) if len(places) > 1 else (0.0, max([1.0, *places]))
    parts = [_axes([(place, f"{place:g}") for place in places], across, upwards, low, high)]
    for number, curve in enumerate(curves):
        colour, dash = _COLOURS[number % len(_COLOURS)], _DASHES[number % len(_DASHES)]
        for (x, _), (bottom, top) in zip(curve.points, curve.ranges, strict=False):
            parts.append(_line([(x, bottom), (x, top)], colour, "", low, high, width=1))
        parts.append(_line(curve.points, colour, dash, low, high))
        parts += [_dot(x, y, low, high, colour=colour) for x, y in curve.points]
        parts.append(_key(number, curve.name, colour, dash))
    by_place = [dict(curve.points) for curve in curves]
    rows = tuple((f"{x:g}", *(_figure(one[x]) if x in one else "" for one in by_place)) for x in places)
    said = "; ".join(
        f"{curve.name}: " + ", ".join(f"{_figure(y)} ved {x:g}" for x, y in curve.points) for curve in curves
    )
    table = ((across, *(curve.name for curve in curves)), *rows)
    return Picture(svg=_document(title, said or "Ingen målinger", parts), table=table)


def _document(title: str, said: str, parts: Sequence[str]) -> str:
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}" role="img" aria-labelledby="title desc" font-family="sans-serif" font-size="12">\n'
        f'<title id="title">{escape(title)}</title>\n<desc id="desc">{escape(said)}.</desc>\n'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>\n'
        f"{_text(_WIDTH / 2, 22, title, anchor='middle', size=14)}\n{body}\n</svg>\n"
    )


def _axes(ticks: Sequence[tuple[float, str]], across: str, upwards: str, low: float = 0, high: float = 1) -> str:
    bottom = _HEIGHT - _BOTTOM
    parts = [
        f'<path d="M{_LEFT} {_TOP}V{bottom}H{_WIDTH - _RIGHT}" fill="none" stroke="{_INK}"/>',
        _text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 14, across, anchor="middle"),
        _text(16, (_TOP + bottom) / 2, upwards, anchor="middle", turned=True),
    ]
    for tick in _TICKS:
        y = _up(tick)
        parts.append(f'<path d="M{_LEFT - 4} {y:.1f}H{_LEFT}" stroke="{_INK}"/>')
        parts.append(_text(_LEFT - 8, y + 4, _figure(tick, 1), anchor="end"))
    for place, word in ticks:
        x = _along(place, low, high)
        parts.append(f'<path d="M{x:.1f} {bottom}V{bottom + 4}" stroke="{_INK}"/>')
        parts.append(_text(x, bottom + 18, word, anchor="middle"))
    return "\n".join(parts)


def _along(x: float, low: float, high: float) -> float:
    return _LEFT + (x - low) / (high - low) * (_WIDTH - _LEFT - _RIGHT)


def _up(y: float) -> float:
    return _HEIGHT - _BOTTOM - y * (_HEIGHT - _TOP - _BOTTOM)


def _line(
    points: Sequence[tuple[float, float]], colour: str, dash: str, low: float, high: float, *, width: float = 2
) -> str:
    drawn = " ".join(f"{_along(x, low, high):.1f},{_up(y):.1f}" for x, y in points)
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="{width:g}"{dashed}/>'


def _dot(x: float, y: float, low: float, high: float, *, radius: float = 3, colour: str = _COLOURS[0]) -> str:
    return f'<circle cx="{_along(x, low, high):.1f}" cy="{_up(y):.1f}" r="{radius:.1f}" fill="{colour}"/>'


def _key(number: int, name: str, colour: str, dash: str) -> str:
    y = _HEIGHT - _BOTTOM - 16 - 18 * number
    x = _WIDTH - _RIGHT - 200
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    line = f'<path d="M{x} {y}h28" stroke="{colour}" stroke-width="2"{dashed}/>'
    return line + _text(x + 34, y + 4, name)


def _text(x: float, y: float, words: str, *, anchor: str = "start", size: int = 12, turned: bool = False) -> str:
    turn = f' transform="rotate(-90 {x:g} {y:g})"' if turned else ""
    place = f'x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-size="{size}" fill="{_INK}"{turn}'
    return f"<text {place}>{escape(words)}</text>"


def _figure(value: float, digits: int = 2) -> str:
    """A number as Danish prints it."""
    return f"{value:.{digits}f}".replace(".", ",")
