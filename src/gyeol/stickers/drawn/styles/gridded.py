"""Styles on a grid: pixel art and knitting."""

import numpy as np
from numpy.typing import NDArray

from gyeol.stickers.drawn.curves import Points, number
from gyeol.stickers.drawn.palettes import Palette, shade
from gyeol.stickers.drawn.shapes import Shape, Shapes

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
    s, half, low = number(_SIDE), number(_SIDE / 2), number(_SIDE * 0.62)
    yarn = (
        f'<defs><pattern id="v" x="2" y="2" width="{s}" height="{s}" patternUnits="userSpaceOnUse">'
        f'<path d="M0 0L{half} {low}L{s} 0" fill="none" stroke="#2b1c2e" stroke-opacity=".3" stroke-width="1.3"/>'
        f'<path d="M{half} 0V{s}" stroke="#fff" stroke-opacity=".28" stroke-width="1"/></pattern></defs>'
    )
    cells = _raster(shapes, palette, _N)
    filled = [["v" if colour else "" for colour in row] for row in cells]
    return yarn + _runs(cells, _SIDE) + _runs(filled, _SIDE).replace('fill="v"', 'fill="url(#v)"')


def _raster(shapes: Shapes, palette: Palette, n: int) -> Cells:
    cells: Cells = [["" for _ in range(n)] for _ in range(n)]
    for s in shapes:
        points = np.round((s.curve.flat() + 128 - _OFFSET) / _SIDE, 3)
        if s.fill and s.alpha >= 0.5:
            inside = _inside(points, n)
            _set(cells, inside, palette[s.fill])
            if s.solid:
                _contour(cells, inside, s, palette)
        if s.line and s.line != "limb":
            _set(cells, _trace(points, n, s.weight / _SIDE), palette[s.line])
    return cells


def _set(cells: Cells, mask: Mask, colour: str) -> None:
    for y, x in np.argwhere(mask).tolist():
        cells[y][x] = colour


def _contour(cells: Cells, inside: Mask, s: Shape, palette: Palette) -> None:
    """Darken the lowest row inside a body and set the cells around it in the edge colour."""
    padded = np.pad(inside, 1)
    around = padded[:-2, 1:-1] | padded[2:, 1:-1] | padded[1:-1, :-2] | padded[1:-1, 2:]
    if s.part == "body":
        up_two = np.pad(inside, ((0, 2), (0, 0)))[2:]
        _set(cells, inside & ~up_two, shade(palette[s.fill], 0.86))
    if s.part == "prop":
        if inside.sum() > 16:
            _set(cells, around & ~inside, shade(palette[s.fill], 0.55))
        return
    _set(cells, around & ~inside, palette["edge"])


def _inside(points: Points, n: int) -> Mask:
    """Return which cell centres lie inside a closed outline (even-odd rule)."""
    centres = np.arange(n) + 0.5
    x0, y0 = points[:-1, 0], points[:-1, 1]
    x1, y1 = points[1:, 0], points[1:, 1]
    crosses = (y0[None] > centres[:, None]) != (y1[None] > centres[:, None])  # (n, edges)
    slope = (x1 - x0) / np.where(y1 == y0, 1, y1 - y0)
    at = x0[None] + (centres[:, None] - y0[None]) * slope[None]  # (n, edges): where each row meets each edge
    odd = (crosses[:, None, :] & (centres[None, :, None] < at[:, None, :])).sum(axis=2) % 2
    return np.asarray(odd == 1)


def _trace(points: Points, n: int, weight: float) -> Mask:
    """Return the cells that a line passes, one cell wide, or two when it is thick."""
    fine = np.concatenate([a + (b - a) * np.linspace(0, 1, 9)[:, None] for a, b in zip(points[:-1], points[1:], strict=True)])
    cells = np.clip(np.floor(fine), 0, n - 1).astype(int)
    kept = _without_corners([tuple(c) for c in cells.tolist()])
    mask = np.zeros((n, n), bool)
    for x, y in kept:
        mask[y, x] = True
        if weight > 1.15:
            mask[y, min(x + 1, n - 1)] = True
    return mask


def _without_corners(cells: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Drop repeats and the inner cell of every L, as pixel artists do."""
    line = [c for i, c in enumerate(cells) if i == 0 or c != cells[i - 1]]
    kept: list[tuple[int, ...]] = []
    for i, c in enumerate(line):
        if kept and i + 1 < len(line):
            (ax, ay), (bx, by) = kept[-1], line[i + 1]
            if abs(ax - bx) == 1 and abs(ay - by) == 1 and (c[0] == ax or c[1] == ay) and (c[0] == bx or c[1] == by):
                continue
        kept.append(c)
    return kept


def _runs(cells: Cells, side: float) -> str:
    """Write each colour as one path of horizontal runs."""
    paths: dict[str, list[str]] = {}
    for y, row in enumerate(cells):
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and row[end] == row[x]:
                end += 1
            if row[x]:
                width, height = number((end - x) * side), number(side)
                paths.setdefault(row[x], []).append(f"M{number(x * side + _OFFSET)} {number(y * side + _OFFSET)}h{width}v{height}h-{width}z")
            x = end
    return "".join(f'<path fill="{colour}" d="{"".join(runs)}"/>' for colour, runs in paths.items())
