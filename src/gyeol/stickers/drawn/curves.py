"""Cubic Bézier curves and the handful of outlines that every drawing is built from.

Angles are degrees, y points down, and coordinates are the pixels of a 256 px picture whose middle is (0, 0).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, radians, sin, tan

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Point = tuple[float, float]

_T = np.linspace(0, 1, 9)[1:, None]
_BERNSTEIN = np.concatenate([(1 - _T) ** 3, 3 * _T * (1 - _T) ** 2, 3 * _T**2 * (1 - _T), _T**3], axis=1)


@dataclass(frozen=True, eq=False, slots=True)
class Curve:
    """A chain of cubic Béziers: `points` is (3 n + 1, 2): the start, then two handles and an end a piece."""

    points: Points
    closed: bool = True

    def moved(self, dx: float, dy: float) -> "Curve":
        """Return it shifted."""
        return Curve(self.points + np.array([dx, dy]), self.closed)

    def scaled(self, sx: float, sy: float | None = None) -> "Curve":
        """Return it stretched about (0, 0); a negative factor mirrors."""
        return Curve(self.points * (sx, sx if sy is None else sy), self.closed)

    def turned(self, angle: float) -> "Curve":
        """Return it turned clockwise about (0, 0)."""
        c, s = cos(radians(angle)), sin(radians(angle))
        x, y = self.points.T
        return Curve(np.stack([c * x - s * y, s * x + c * y], axis=1), self.closed)

    def flat(self) -> Points:
        """Return (8 n + 1, 2) points along it, rounded so that no machine's last bit shows."""
        p = self.points
        pieces = np.stack([p[:-1:3], p[1::3], p[2::3], p[3::3]], axis=1)  # (n, 4, 2)
        return np.round(np.concatenate([p[:1], (_BERNSTEIN @ pieces).reshape(-1, 2)]), 4)

    @property
    def middle(self) -> Point:
        """The middle of its bounding box."""
        low, high = self.points.min(0), self.points.max(0)
        return float(low[0] + high[0]) / 2, float(low[1] + high[1]) / 2

    def grown(self, factor: float) -> "Curve":
        """Return it scaled about its own middle."""
        x, y = self.middle
        return self.moved(-x, -y).scaled(factor).moved(x, y)

    @property
    def d(self) -> str:
        """Its SVG path data, moved to the picture's own origin, with one decimal."""
        rows = [f"{number(x + 128)} {number(y + 128)}" for x, y in self.points.tolist()]
        parts = [f"M{rows[0]}"]
        for i in range(0, len(rows) - 1, 3):
            a, b, c, e = rows[i : i + 4]
            parts.append(f"L{e}" if a == b and c == e else f"C{b} {c} {e}")
        return "".join(parts) + ("Z" if self.closed else "")


def number(value: float) -> str:
    """Write a number the same way on every machine: one decimal at most, never "-0"."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def inside(outline: Points, x: Points, y: Points) -> NDArray[np.bool_]:
    """Return which of the points (n,) lie inside a closed outline (m, 2), by the even-odd rule."""
    (x0, y0), (x1, y1) = outline[:-1].T, outline[1:].T
    crosses = (y0 > y[:, None]) != (y1 > y[:, None])  # (n, m - 1)
    slope = (x1 - x0) / np.where(y1 == y0, 1, y1 - y0)
    at = x0 + (y[:, None] - y0) * slope
    return np.asarray((crosses & (x[:, None] < at)).sum(axis=1) % 2 == 1)


def _chain(corners: Iterable[Point], closed: bool) -> Curve:
    p = np.array(list(corners), float)
    if closed:
        p = np.concatenate([p, p[:1]])
    rows = [p[0]]
    for a, b in pairwise(p):
        rows += [a, b, b]
    return Curve(np.array(rows), closed)


def polygon(*corners: Point) -> Curve:
    """Return a closed outline of straight edges."""
    return _chain(corners, True)


def line(*corners: Point) -> Curve:
    """Return an open line of straight pieces."""
    return _chain(corners, False)


def smooth(*knots: Point, closed: bool = True, tension: float = 1.0) -> Curve:
    """Return a Catmull–Rom curve through the knots; less tension makes flatter arcs."""
    p = np.array(knots, float)
    if closed:
        before, after, ends = np.roll(p, 1, 0), np.roll(p, -1, 0), np.roll(p, -1, 0)
        slope = (after - before) * tension / 6
        rows = np.stack([p + slope, ends - np.roll(slope, -1, 0), ends], axis=1).reshape(-1, 2)
        return Curve(np.concatenate([p[:1], rows]), True)
    wide = np.concatenate([p[:1], p, p[-1:]])
    slope = (wide[2:] - wide[:-2]) * tension / 6
    rows = np.stack([p[:-1] + slope[:-1], p[1:] - slope[1:], p[1:]], axis=1).reshape(-1, 2)
    return Curve(np.concatenate([p[:1], rows]), False)


def arc(x: float, y: float, rx: float, ry: float, start: float, end: float) -> Curve:
    """Return an open elliptic arc; 0 points right, 90 down."""
    n = max(1, int(abs(end - start) / 90 + 0.999))
    step = radians(end - start) / n
    k = 4 / 3 * tan(step / 4)
    rows: list[Point] = []
    for i in range(n):
        a, b = radians(start) + i * step, radians(start) + (i + 1) * step
        if not rows:
            rows.append((cos(a), sin(a)))
        rows += [
            (cos(a) - k * sin(a), sin(a) + k * cos(a)),
            (cos(b) + k * sin(b), sin(b) - k * cos(b)),
            (cos(b), sin(b)),
        ]
    return Curve(np.array(rows) * (rx, ry) + (x, y), False)


def ellipse(x: float, y: float, rx: float, ry: float | None = None, turn: float = 0) -> Curve:
    """Return an ellipse, or a circle when `ry` is None, turned about its own middle."""
    round_ = Curve(arc(0, 0, rx, rx if ry is None else ry, 0, 360).points, True)
    return round_.turned(turn).moved(x, y) if turn else round_.moved(x, y)


def squircle(x: float, y: float, rx: float, ry: float, square: float = 0.8) -> Curve:
    """Return a rounded box: `square` 0.55 is an ellipse, 1 a box with pinched corners."""
    k = square
    unit = [
        (1, 0),
        (1, k),
        (k, 1),
        (0, 1),
        (-k, 1),
        (-1, k),
        (-1, 0),
        (-1, -k),
        (-k, -1),
        (0, -1),
        (k, -1),
        (1, -k),
        (1, 0),
    ]
    return Curve(np.array(unit, float) * (rx, ry) + (x, y), True)


def rounded(corners: Iterable[Point], radius: float) -> Curve:
    """Return a polygon whose corners are rounded off."""
    p = np.array(list(corners), float)
    rows: list[Points] = []
    for before, corner, after in zip(np.roll(p, 1, 0), p, np.roll(p, -1, 0), strict=True):
        to, away = before - corner, after - corner
        a = corner + to * min(0.5, radius / max(1e-9, float(np.hypot(*to))))
        b = corner + away * min(0.5, radius / max(1e-9, float(np.hypot(*away))))
        if rows:
            rows += [rows[-1], a]
        rows += [a, a + (corner - a) * 0.6, b + (corner - b) * 0.6, b]
    return Curve(np.array([*rows, rows[-1], rows[0], rows[0]]), True)


def box(x: float, y: float, width: float, height: float, radius: float = 4) -> Curve:
    """Return a rounded rectangle about its middle."""
    w, h = width / 2, height / 2
    return rounded([(x - w, y - h), (x + w, y - h), (x + w, y + h), (x - w, y + h)], radius)


def bend(x0: float, y0: float, x1: float, y1: float, sag: float) -> Curve:
    """Return an open bow from one point to another; a positive `sag` bulges to the right of the way."""
    dx, dy = x1 - x0, y1 - y0
    length = max(1e-9, (dx * dx + dy * dy) ** 0.5)
    ox, oy = -dy / length * sag * 4 / 3, dx / length * sag * 4 / 3
    return Curve(
        np.array(
            [(x0, y0), (x0 + dx / 4 + ox, y0 + dy / 4 + oy), (x1 - dx / 4 + ox, y1 - dy / 4 + oy), (x1, y1)]
        ),
        False,
    )


def tube(start: Point, end: Point, sag: float, r0: float, r1: float) -> tuple[Curve, Curve]:
    """Return a bowed limb as a closed outline, and its edge left open at the start."""
    spine = bend(*start, *end, sag).flat()[::2]
    way = np.gradient(spine, axis=0)
    way /= np.maximum(1e-9, np.hypot(way[:, :1], way[:, 1:]))
    side = np.stack([-way[:, 1], way[:, 0]], axis=1) * np.linspace(r0, r1, len(spine))[:, None]
    tip = spine[-1] + way[-1] * r1
    knots = [tuple(p) for p in [*(spine + side), tip, *(spine - side)[::-1]]]
    return smooth(*knots, tension=0.95), smooth(*knots, closed=False, tension=0.95)


def heart(x: float, y: float, size: float) -> Curve:
    """Return a plump heart, `size` px from its middle to its side."""
    unit = [
        (0, 0.95),
        (-0.35, 0.7),
        (-1.05, 0.2),
        (-1, -0.35),
        (-0.95, -0.95),
        (-0.2, -1),
        (0, -0.45),
        (0.2, -1),
        (0.95, -0.95),
        (1, -0.35),
        (1.05, 0.2),
        (0.35, 0.7),
        (0, 0.95),
    ]
    return Curve(np.array(unit) * size + (x, y), True)


def star(x: float, y: float, size: float, *, arms: int = 5, waist: float = 0.5, soft: float = 0.22) -> Curve:
    """Return a star, one arm up; `waist` is its inner radius and `soft` its rounding, in shares of `size`."""
    corners = [
        (x + r * sin(pi * i / arms), y - r * cos(pi * i / arms))
        for i, r in enumerate([size, size * waist] * arms)
    ]
    return rounded(corners, size * soft) if soft else polygon(*corners)


def drop(x: float, y: float, size: float) -> Curve:
    """Return a water drop with its tip up."""
    unit = [
        (0, -1.3),
        (0.25, -0.75),
        (0.8, -0.2),
        (0.8, 0.3),
        (0.8, 0.8),
        (0.45, 1.05),
        (0, 1.05),
        (-0.45, 1.05),
        (-0.8, 0.8),
        (-0.8, 0.3),
        (-0.8, -0.2),
        (-0.25, -0.75),
        (0, -1.3),
    ]
    return Curve(np.array(unit) * size + (x, y), True)


def cloud(x: float, y: float, size: float) -> Curve:
    """Return a cloud, `size` px from its middle to its side."""
    knots = [
        (-0.95, 0.45),
        (-1.0, 0.0),
        (-0.62, -0.2),
        (-0.45, -0.62),
        (0.05, -0.72),
        (0.38, -0.38),
        (0.75, -0.4),
        (1.02, 0.05),
        (0.9, 0.45),
        (0.0, 0.52),
    ]
    return smooth(*((x + px * size, y + py * size) for px, py in knots), tension=1.15)
