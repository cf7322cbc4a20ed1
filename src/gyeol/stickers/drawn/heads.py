"""Ears, tails and muzzles by name, for a head of half width `w` and half height `h` about (0, 0)."""

from collections.abc import Callable

from gyeol.stickers.drawn.curves import Curve, bend, ellipse, rounded, smooth
from gyeol.stickers.drawn.shapes import Shape, Shapes, moved, scaled, turned

Maker = Callable[[float, float], Shapes]


def _both(left: Shapes) -> Shapes:
    return [*left, *scaled(left, -1, 1)]


def _body(curve: Curve, fill: str = "skin") -> Shape:
    return Shape(curve, fill, part="body")


def _patch(curve: Curve, fill: str, alpha: float = 1) -> Shape:
    return Shape(curve, fill, part="face", alpha=alpha)


def _pointed(w: float, h: float, reach: float, fill: str = "inner") -> Shapes:
    tip, inner, outer = (-0.86 * w, -reach * h), (-0.18 * w, -0.82 * h), (-0.99 * w, -0.1 * h)
    ear = rounded([tip, inner, outer], 0.28 * w)
    core = rounded([tip, inner, outer], 0.28 * w).grown(0.55).moved(0.02 * w, 0.06 * h)
    return _both([_body(ear), _patch(core, fill)])


def _cat_ears(w: float, h: float) -> Shapes:
    return _pointed(w, h, 1.5)


def _fox_ears(w: float, h: float) -> Shapes:
    return _pointed(w, h, 1.62, "ink")


def _round_ears(
    w: float, h: float, r: float, out: float, up: float, fill: str = "skin", core: str = "inner"
) -> Shapes:
    x, y, size = -out * w, -up * h, r * w
    return _both([_body(ellipse(x, y, size), fill), _patch(ellipse(x, y, size * 0.58), core)])


def _rabbit_ears(w: float, h: float) -> Shapes:
    ear = [
        _body(ellipse(0, -0.4 * h, 0.22 * w, 0.66 * h)),
        _patch(ellipse(0, -0.38 * h, 0.11 * w, 0.48 * h), "inner"),
    ]
    left = moved(turned(ear, -9), -0.4 * w, -0.92 * h)
    return _both(left)


def _dog_ears(w: float, h: float) -> Shapes:
    flap = smooth(
        (-0.62 * w, -0.92 * h),
        (-1.02 * w, -0.82 * h),
        (-1.22 * w, -0.1 * h),
        (-1.08 * w, 0.34 * h),
        (-0.86 * w, 0.1 * h),
        (-0.74 * w, -0.5 * h),
    )
    return _both([_body(flap, "dark")])


def _frog_ears(w: float, h: float) -> Shapes:
    return _both([_body(ellipse(-0.5 * w, -0.8 * h, 0.36 * w))])


def _rays(w: float, h: float) -> Shapes:
    ray = [_body(rounded([(-0.16 * w, -1.02 * h), (0, -1.36 * h), (0.16 * w, -1.02 * h)], 5), "orange")]
    return [s for i in range(12) for s in turned(ray, i * 30)]


EARS: dict[str, Maker] = {
    "cat": _cat_ears,
    "fox": _fox_ears,
    "bear": lambda w, h: _round_ears(w, h, 0.3, 0.72, 0.78),
    "panda": lambda w, h: _round_ears(w, h, 0.3, 0.72, 0.8, "dark", "dark"),
    "mouse": lambda w, h: _round_ears(w, h, 0.27, 0.6, 0.84),
    "rabbit": _rabbit_ears,
    "dog": _dog_ears,
    "frog": _frog_ears,
    "rays": _rays,
}
EARS_IN_FRONT = frozenset({"dog"})


def _cat_tail(w: float, h: float) -> Shapes:
    hook = smooth(
        (0.2 * w, 0.2 * h),
        (0.75 * w, 0.15 * h),
        (0.92 * w, -0.35 * h),
        (0.72 * w, -0.75 * h),
        (0.86 * w, -0.9 * h),
        (1.08 * w, -0.7 * h),
        (1.18 * w, -0.2 * h),
        (0.98 * w, 0.38 * h),
        (0.4 * w, 0.52 * h),
    )
    return [_body(hook)]


def _fox_tail(w: float, h: float) -> Shapes:
    brush = smooth(
        (0.2 * w, 0.3 * h),
        (0.7 * w, 0.1 * h),
        (0.86 * w, -0.5 * h),
        (1.2 * w, -0.85 * h),
        (1.42 * w, -0.2 * h),
        (1.2 * w, 0.4 * h),
        (0.6 * w, 0.62 * h),
    )
    tip = smooth(
        (0.9 * w, -0.55 * h),
        (1.2 * w, -0.85 * h),
        (1.4 * w, -0.35 * h),
        (1.15 * w, -0.4 * h),
        (1.04 * w, -0.22 * h),
    )
    return [_body(brush), _body(tip, "light")]


def _dog_tail(w: float, h: float) -> Shapes:
    wag = smooth(
        (0.3 * w, 0.1 * h),
        (0.8 * w, -0.2 * h),
        (1.0 * w, -0.62 * h),
        (1.2 * w, -0.5 * h),
        (1.12 * w, 0.1 * h),
        (0.6 * w, 0.45 * h),
    )
    return [_body(wag)]


def _fluke(w: float, h: float) -> Shapes:
    fin = smooth(
        (0.7 * w, 0.3 * h),
        (1.05 * w, -0.1 * h),
        (0.95 * w, -0.72 * h),
        (1.2 * w, -0.5 * h),
        (1.45 * w, -0.68 * h),
        (1.32 * w, 0.05 * h),
        (0.95 * w, 0.6 * h),
    )
    return [_body(fin)]


TAILS: dict[str, Maker] = {
    "cat": _cat_tail,
    "fox": _fox_tail,
    "dog": _dog_tail,
    "fluke": _fluke,
    "stub": lambda w, h: [_body(ellipse(0.62 * w, 0.3 * h, 0.2 * w))],
    "puff": lambda w, h: [_body(ellipse(0.66 * w, 0.3 * h, 0.26 * w), "light")],
}


def _nose(w: float, y: float) -> Shapes:
    return [_patch(rounded([(-0.09 * w, y - 5), (0.09 * w, y - 5), (0, y + 0.09 * w)], 5), "nose")]


def _whiskers(w: float, h: float) -> Shapes:
    hairs = [
        Shape(bend(-1.12 * w, y0, -0.8 * w, y1, 2), "", "whisker", 4, "face")
        for y0, y1 in ((12, 17), (33, 31))
    ]
    return [*_both(hairs), *_nose(w, 14)]


def _snout(w: float, h: float) -> Shapes:
    return [
        _patch(ellipse(0, 25, 0.4 * w, 0.34 * h), "light"),
        _patch(ellipse(0, 10, 0.13 * w, 0.1 * h), "nose"),
    ]


def _beak(w: float, h: float) -> Shapes:
    return [Shape(smooth((-0.2 * w, 12), (0, 1), (0.2 * w, 12), (0, 22), tension=0.8), "orange", part="prop")]


MUZZLES: dict[str, Maker] = {
    "whiskers": _whiskers,
    "snout": _snout,
    "beak": _beak,
    "nose": lambda w, h: _nose(w, 12),
}
