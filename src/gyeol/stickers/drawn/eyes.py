"""Eyes and brows by name, drawn about (0, 0) for the left side of a face; the right side is the mirror image.

One unit is the half height of a plain eye; `W` is the width of a line.
"""

from collections.abc import Callable

from gyeol.stickers.drawn.curves import Curve, arc, bend, ellipse, heart, line, polygon, smooth, star
from gyeol.stickers.drawn.shapes import Shape, Shapes, moved, scaled

W = 0.5


def _fill(curve: Curve, colour: str, alpha: float = 1) -> Shape:
    return Shape(curve, colour, part="face", alpha=alpha)


def _line(curve: Curve, weight: float = W, colour: str = "ink") -> Shape:
    return Shape(curve, "", colour, weight, "face")


def _dot() -> Shapes:
    return [_fill(ellipse(0, 0, 0.78, 1), "ink"), _fill(ellipse(-0.2, -0.38, 0.27, 0.3), "white")]


def _big() -> Shapes:
    return [
        _fill(ellipse(0, 0, 1.15, 1.4), "ink"),
        _fill(ellipse(-0.32, -0.5, 0.42, 0.48), "white"),
        _fill(ellipse(0.35, 0.5, 0.24, 0.26), "white"),
    ]


def _teary() -> Shapes:
    return [
        _fill(ellipse(0, 0, 1.2, 1.4), "ink"),
        _fill(ellipse(0, 0.72, 0.85, 0.5), "tear", 0.75),
        _fill(ellipse(-0.38, -0.5, 0.46, 0.5), "white"),
        _fill(ellipse(0.42, -0.1, 0.24, 0.26), "white"),
    ]


def _happy() -> Shapes:
    return [_line(arc(0, 0.35, 1.05, 1.05, 190, 350), 0.56)]


def _closed() -> Shapes:
    return [_line(arc(0, -0.4, 1.1, 0.85, 15, 165), 0.56)]


def _lashes() -> Shapes:
    return [
        *_closed(),
        _line(line((-0.85, 0.15), (-1.25, 0.45)), 0.4),
        _line(line((-0.45, 0.4), (-0.65, 0.85)), 0.4),
    ]


def _squeeze() -> Shapes:
    return [_line(line((-0.9, -0.8), (0.65, 0.05), (-0.9, 0.85)), 0.56)]


def _cross() -> Shapes:
    return [_line(line((-0.75, -0.75), (0.75, 0.75)), 0.56), _line(line((0.75, -0.75), (-0.75, 0.75)), 0.56)]


def _spiral() -> Shapes:
    turns = smooth(*SPIRAL, closed=False)
    return [_fill(ellipse(0, 0, 1.45, 1.45), "white"), _line(turns, 0.32), _line(ellipse(0, 0, 1.45), 0.2)]


SPIRAL = (
    (0.0, 0.0),
    (0.25, 0.1),
    (0.15, 0.4),
    (-0.25, 0.4),
    (-0.45, 0.0),
    (-0.2, -0.5),
    (0.35, -0.5),
    (0.8, 0.0),
    (0.5, 0.75),
    (-0.2, 0.95),
    (-0.9, 0.5),
    (-1.05, -0.2),
)


def _heart() -> Shapes:
    return [
        _line(heart(0, 0, 1.4), 0.5, "white"),
        _fill(heart(0, 0, 1.4), "red"),
        _fill(ellipse(-0.6, -0.6, 0.3, 0.22, -30), "white", 0.85),
    ]


def _star() -> Shapes:
    return [_fill(star(0, 0, 1.65), "yellow"), _line(star(0, 0, 1.65), 0.26)]


def _wide() -> Shapes:
    return [
        _fill(ellipse(0, 0, 1.35, 1.5), "white"),
        _line(ellipse(0, 0, 1.35, 1.5), 0.3),
        _fill(ellipse(0.05, 0.05, 0.5, 0.55), "ink"),
    ]


def _shock() -> Shapes:
    return [
        _fill(ellipse(0, 0, 1.5, 1.65), "white"),
        _line(ellipse(0, 0, 1.5, 1.65), 0.3),
        _fill(ellipse(0, 0.0, 0.22), "ink"),
    ]


def _side() -> Shapes:
    return [
        _fill(ellipse(0, 0, 1.25, 1.15), "white"),
        _line(ellipse(0, 0, 1.25, 1.15), 0.3),
        _fill(ellipse(0.62, 0.1, 0.52, 0.62), "ink"),
    ]


def _lid() -> Shapes:
    half = smooth((-1, -0.15), (1, -0.15), (0.72, 0.6), (0, 0.9), (-0.72, 0.6), tension=0.8)
    return [_fill(half, "ink"), _line(line((-1.25, -0.2), (1.25, -0.2)), 0.5)]


def _glare() -> Shapes:
    slit = smooth((-1, -0.65), (0.9, 0.15), (0.65, 0.8), (0, 1), (-0.8, 0.55), tension=0.7)
    return [
        _fill(slit, "ink"),
        _fill(ellipse(-0.25, 0.2, 0.2), "white"),
        _line(line((-1.3, -0.85), (1.1, 0.25)), 0.5),
    ]


def _droop() -> Shapes:
    half = smooth((-1, 0.15), (1, -0.5), (0.8, 0.5), (0, 0.9), (-0.75, 0.75), tension=0.7)
    return [
        _fill(half, "ink"),
        _fill(ellipse(-0.1, 0.25, 0.2), "white"),
        _line(line((-1.25, 0.25), (1.2, -0.6)), 0.46),
    ]


def _flat() -> Shapes:
    return [_line(line((-1.05, 0), (1.05, 0)), 0.58)]


def _tiny() -> Shapes:
    return [_fill(ellipse(0, 0, 0.5, 0.55), "ink")]


def _bags() -> Shapes:
    return [*_lid(), _line(arc(0, 0.75, 1.05, 0.6, 20, 160), 0.28)]


_EYES: dict[str, Callable[[], Shapes]] = {
    "dot": _dot,
    "big": _big,
    "teary": _teary,
    "happy": _happy,
    "closed": _closed,
    "lashes": _lashes,
    "squeeze": _squeeze,
    "cross": _cross,
    "spiral": _spiral,
    "heart": _heart,
    "star": _star,
    "wide": _wide,
    "shock": _shock,
    "side": _side,
    "lid": _lid,
    "glare": _glare,
    "droop": _droop,
    "flat": _flat,
    "tiny": _tiny,
    "bags": _bags,
}

_PAIRS = {"wink": ("dot", "happy")}
_AS_DRAWN = {"dot", "big", "teary", "side", "heart", "wide"}  # highlights and glances point one way


def eyes(kind: str, spread: float, size: float) -> Shapes:
    """Return both eyes, `spread` px left and right of (0, 0)."""
    kinds = _PAIRS.get(kind, (kind, kind))
    out: Shapes = []
    for name, side in zip(kinds, (-1, 1), strict=True):
        mirror = -1 if side > 0 and name not in _AS_DRAWN else 1
        out += moved(scaled(_EYES[name](), size * mirror, size), side * spread, 0)
    return out


_BROWS: dict[str, Shape] = {
    "up": _line(arc(0, 0.5, 1.2, 0.9, 205, 320), 0.42),
    "angry": _line(line((-1.2, -0.55), (0.95, 0.45)), 0.58),
    "furious": Shape(polygon((-1.4, -0.85), (1.15, 0.25), (1.0, 0.85), (-1.4, -0.1)), "ink", part="face"),
    "worried": _line(bend(-1.25, 0.45, 0.9, -0.5, -0.12), 0.42),
    "flat": _line(line((-1, 0), (1, 0)), 0.46),
}


def brows(kind: str, spread: float, size: float) -> Shapes:
    """Return both brows for eyes `spread` px apart from the middle; "skew" lifts only one."""
    left, right = ("up", "flat") if kind == "skew" else (kind, kind)
    pair = ((left, -1), (right, 1))
    return [
        shape
        for name, side in pair
        if name in _BROWS
        for shape in moved(scaled([_BROWS[name]], -side * size, size), side * spread * 1.02, 0)
    ]


EYE_KINDS = frozenset(_EYES) | frozenset(_PAIRS)
BROW_KINDS = frozenset(_BROWS) | {"", "skew"}
