"""Tops and markings by name, for a head of half width `w` and half height `h` about (0, 0)."""

from collections.abc import Callable

from gyeol.stickers.drawn.curves import Curve, bend, box, drop, ellipse, line, smooth
from gyeol.stickers.drawn.outlines import outline
from gyeol.stickers.drawn.shapes import Shape, Shapes, moved, scaled, turned

Maker = Callable[[float, float], Shapes]


def _both(left: Shapes) -> Shapes:
    return [*left, *scaled(left, -1, 1)]


def _patch(curve: Curve, fill: str, alpha: float = 1) -> Shape:
    return Shape(curve, fill, part="face", alpha=alpha)


def _sprout(w: float, h: float) -> Shapes:
    leaf = smooth((0, -1.22 * h), (-12, -1.42 * h), (-34, -1.4 * h), (-26, -1.22 * h))
    other = smooth((0, -1.22 * h), (10, -1.46 * h), (36, -1.46 * h), (26, -1.26 * h))
    return [
        Shape(line((0, -0.96 * h), (0, -1.22 * h)), "", "stem", 6),
        Shape(leaf, "green"),
        Shape(other, "green"),
    ]


def _leaf(w: float, h: float) -> Shapes:
    blade = smooth((0, -0.84 * h), (18, -1.2 * h), (56, -1.22 * h), (40, -0.94 * h))
    return [Shape(line((0, -0.8 * h), (-6, -1.14 * h)), "", "brown", 7), Shape(blade, "green")]


def _pleats(w: float, h: float) -> Shapes:
    return [
        Shape(
            bend(
                x * 0.32 * w, -0.86 * h + abs(x) * 0.1 * h, x * 0.5 * w, -0.4 * h + abs(x) * 0.06 * h, x * 3
            ),
            "",
            "fold",
            4.5,
            "face",
        )
        for x in (-1.1, -0.38, 0.38, 1.1)
    ]


def _tuft(w: float, h: float) -> Shapes:
    return [Shape(bend(0, -0.98 * h, x, -1.24 * h, x / 4), "", "edge", 5.5, "body") for x in (-14, 0, 14)]


def _spout(w: float, h: float) -> Shapes:
    rise = [(0, -0.98 * h), (2, -1.2 * h), (12, -1.36 * h), (26, -1.34 * h), (33, -1.18 * h)]
    jets = [
        Shape(smooth(*((x * side, y) for x, y in rise), closed=False), "", "tear", 8.5) for side in (-1, 1)
    ]
    return [*jets, Shape(drop(0, -1.46 * h, 6), "tear")]


def _bloom(w: float, h: float) -> Shapes:
    petals = [Shape(ellipse(0, -13, 9, 12), "pink")]
    flower = [s for i in range(5) for s in turned(petals, i * 72)]
    return moved([*flower, Shape(ellipse(0, 0, 7), "yellow", part="face")], 0.42 * w, -0.98 * h)


def _scallion(w: float, h: float) -> Shapes:
    rings = ((-0.3, -0.98, 10), (0.02, -1.05, 12), (0.34, -0.97, 9))
    return [
        s
        for x, y, r in rings
        for s in (
            Shape(ellipse(x * w, y * h, r, r * 0.7), "green"),
            Shape(ellipse(x * w, y * h, r * 0.45, r * 0.3), "cream", part="face"),
        )
    ]


TOPS: dict[str, Maker] = {
    "sprout": _sprout,
    "leaf": _leaf,
    "pleats": _pleats,
    "tuft": _tuft,
    "spout": _spout,
    "bloom": _bloom,
    "scallion": _scallion,
}


def _nori(w: float, h: float) -> Shapes:
    return [_patch(box(0, 0.74 * h, 0.74 * w, 0.52 * h, 6), "night")]


def _crust(w: float, h: float) -> Shapes:
    return [_patch(outline("toast", w * 0.85, h * 0.86), "light")]


def _powder(w: float, h: float) -> Shapes:
    spots = (
        (-0.7, -0.72),
        (-0.45, -0.86),
        (0.6, -0.78),
        (0.76, -0.5),
        (-0.8, 0.5),
        (0.78, 0.62),
        (-0.6, 0.8),
        (0.5, 0.84),
        (0.1, -0.88),
        (-0.82, -0.3),
    )
    return [_patch(ellipse(x * w, y * h, 4.5, 3.5), "dark") for x, y in spots]


def _penguin(w: float, h: float) -> Shapes:
    mask = smooth(
        (0, -0.42 * h),
        (0.3 * w, -0.62 * h),
        (0.72 * w, -0.4 * h),
        (0.76 * w, 0.2 * h),
        (0.62 * w, 0.8 * h),
        (0, 0.97 * h),
        (-0.62 * w, 0.8 * h),
        (-0.76 * w, 0.2 * h),
        (-0.72 * w, -0.4 * h),
        (-0.3 * w, -0.62 * h),
    )
    return [_patch(mask, "light")]


def _tummy(w: float, h: float) -> Shapes:
    low = smooth(
        (-0.84 * w, 0.62 * h), (0, 0.42 * h), (0.84 * w, 0.62 * h), (0.5 * w, 0.97 * h), (-0.5 * w, 0.97 * h)
    )
    return [_patch(low, "light")]


def _fox_mask(w: float, h: float) -> Shapes:
    cheek = smooth(
        (-0.97 * w, 0.25 * h), (-0.5 * w, 0.1 * h), (0, 0.3 * h), (-0.05 * w, 0.98 * h), (-0.7 * w, 0.8 * h)
    )
    return _both([_patch(cheek, "light")])


def _panda_mask(w: float, h: float) -> Shapes:
    return _both([_patch(ellipse(-0.42 * w, 0.08 * h, 0.27 * w, 0.3 * h, 30), "dark")])


def _eye_patch(w: float, h: float) -> Shapes:
    return [_patch(ellipse(0.42 * w, -0.02 * h, 0.34 * w, 0.4 * h, -15), "dark")]


def _craters(w: float, h: float) -> Shapes:
    return [
        _patch(ellipse(x * w, y * h, r * w), "dark")
        for x, y, r in ((-0.5, -0.62, 0.14), (0.6, 0.62, 0.11), (0.3, -0.78, 0.07))
    ]


def _spines(w: float, h: float) -> Shapes:
    spots = ((-0.7, -0.55), (0.72, -0.45), (-0.72, 0.35), (0.7, 0.5), (0, 0.55), (-0.3, 0.8), (0.32, 0.82))
    return [
        Shape(line((x * w - 4, y * h - 4), (x * w + 4, y * h + 4)), "", "light", 3.5, "face")
        for x, y in spots
    ] + [
        Shape(line((x * w + 4, y * h - 4), (x * w - 4, y * h + 4)), "", "light", 3.5, "face")
        for x, y in spots
    ]


MARKINGS: dict[str, Maker] = {
    "nori": _nori,
    "crust": _crust,
    "powder": _powder,
    "penguin": _penguin,
    "tummy": _tummy,
    "fox": _fox_mask,
    "panda": _panda_mask,
    "patch": _eye_patch,
    "craters": _craters,
    "spines": _spines,
}
