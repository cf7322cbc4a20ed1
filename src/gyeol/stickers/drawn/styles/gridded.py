"""Styles on a grid: pixel art and knitting."""

from collections.abc import Iterator
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from gyeol.stickers.drawn.curves import Points, inside, number
from gyeol.stickers.drawn.palettes import Palette, shade
from gyeol.stickers.drawn.shapes import Shape, Shapes
from gyeol.stickers.drawn.styles.svg import paint

Mask = NDArray[np.bool_]
Cells = list[list[str]]  # rows of colours, "" where nothing is

_N = 42
_SIDE = 6.0  # px; 42 cells of 6 px leave 2 px on either side
_OFFSET = 2.0


def pixel(shapes: Shapes, palette: Palette, rng: np.random.Generator) -> str:
    """Set 42 x 42 square pixels: one-pixel contours and lines, a darker foot on every body."""
    return f'<g shape-rendering="crispEdges">{_runs(_raster(shapes, palette, _N), _SIDE)}</g>'


def knit(shapes: Shapes, palette: Palette, rng: np.random.Generator) -> str:
    """Knit the picture in 42 rows of V-shaped stitches."""
    cells = _raster(shapes, palette, _N)
    worn = "".join(
        _run(x, y, width, _SIDE)
        for x, y, width, _ in _row_runs([["k" if c else "" for c in r] for r in cells])
    )
    row = f"M{number(_OFFSET)} 0" + "l3 3.8l3-3.8" * _N
    rows = "".join(f'<use href="#k" y="{number(_OFFSET + y * _SIDE)}"/>' for y in range(_N))
    stitches = (
        f'<defs><path id="k" d="{row}"{paint(line="#2b1c2e", weight=1.4, alpha=0.32)}/></defs>'
        f'<clipPath id="w"><path d="{worn}"/></clipPath><g clip-path="url(#w)">{rows}</g>'
    )
    return _runs(cells, _SIDE) + stitches


def _raster(shapes: Shapes, palette: Palette, n: int) -> Cells:
    cells: Cells = [["" for _ in range(n)] for _ in range(n)]
    for s in shapes:
        points = np.round((s.curve.flat() + 128 - _OFFSET) / _SIDE, 3)
        if s.fill and s.alpha >= 0.5:
            covered = _covered(points, n)
            _set(cells, covered, palette[s.fill])
            if s.solid:
                _contour(cells, covered, s, palette)
        if s.line and s.line != "limb":
            _set(cells, _trace(points, n, s.weight / _SIDE), palette[s.line])
    return cells


def _set(cells: Cells, mask: Mask, colour: str) -> None:
    for y, x in np.argwhere(mask).tolist():
        cells[y][x] = colour


def _contour(cells: Cells, covered: Mask, s: Shape, palette: Palette) -> None:
    """Darken the lowest row inside a body and set the cells around it in the edge colour."""
    padded = np.pad(covered, 1)
    around = padded[:-2, 1:-1] | padded[2:, 1:-1] | padded[1:-1, :-2] | padded[1:-1, 2:]
    if s.part == "body":
        up_two = np.pad(covered, ((0, 2), (0, 0)))[2:]
        _set(cells, covered & ~up_two, shade(palette[s.fill], 0.86))
    if s.part == "prop":
        if covered.sum() > 16:
            _set(cells, around & ~covered, shade(palette[s.fill], 0.55))
        return
    _set(cells, around & ~covered, palette["edge"])


def _covered(points: Points, n: int) -> Mask:
    """Return the cells whose centres lie inside a closed outline."""
    (left, top), (right, bottom) = np.floor(points.min(0)), np.ceil(points.max(0))
    x, y = np.meshgrid(np.arange(max(left, 0), min(right, n)), np.arange(max(top, 0), min(bottom, n)))
    mask = np.zeros((n, n), bool)
    mask[y.astype(int), x.astype(int)] = inside(points, x.ravel() + 0.5, y.ravel() + 0.5).reshape(x.shape)
    return mask


def _trace(points: Points, n: int, weight: float) -> Mask:
    """Return the cells that a line passes, one cell wide, or two when it is thick."""
    fine = np.concatenate([a + (b - a) * np.linspace(0, 1, 9)[:, None] for a, b in pairwise(points)])
    cells = np.clip(np.floor(fine), 0, n - 1).astype(int)
    kept = _without_corners([tuple(c) for c in cells.tolist()])
    mask = np.zeros((n, n), bool)
    for x, y in kept:
        mask[y, x] = True
        if weight > 1.35:
            mask[y : y + 2, x : x + 2] = True
    return mask


def _without_corners(cells: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Drop repeats and the inner cell of every L, as pixel artists do."""
    line = [c for i, c in enumerate(cells) if i == 0 or c != cells[i - 1]]
    kept: list[tuple[int, ...]] = []
    for i, c in enumerate(line):
        if kept and i + 1 < len(line):
            (ax, ay), (bx, by) = kept[-1], line[i + 1]
            if (
                abs(ax - bx) == 1
                and abs(ay - by) == 1
                and (c[0] == ax or c[1] == ay)
                and (c[0] == bx or c[1] == by)
            ):
                continue
        kept.append(c)
    return kept


def _row_runs(cells: Cells) -> Iterator[tuple[int, int, int, str]]:
    """Yield (x, y, width, colour) of every stretch of one colour in a row."""
    for y, row in enumerate(cells):
        x = 0
        for colour, stretch in groupby(row):
            width = len(list(stretch))
            if colour:
                yield x, y, width, colour
            x += width


def _run(x: int, y: int, width: int, side: float) -> str:
    left, top, across = number(x * side + _OFFSET), number(y * side + _OFFSET), number(width * side)
    return f"M{left} {top}h{across}v{number(side)}h-{across}z"


def _runs(cells: Cells, side: float) -> str:
    """Write each colour as one path of its stretches."""
    paths: dict[str, list[str]] = {}
    for x, y, width, colour in _row_runs(cells):
        paths.setdefault(colour, []).append(_run(x, y, width, side))
    return "".join(f'<path fill="{colour}" d="{"".join(runs)}"/>' for colour, runs in paths.items())
