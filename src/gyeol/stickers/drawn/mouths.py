"""Mouths by name, about (0, 0), where one unit is half the width of a plain smile."""

from collections.abc import Callable

from gyeol.stickers.drawn.curves import Curve, arc, bend, box, ellipse, line, smooth
from gyeol.stickers.drawn.shapes import Shape, Shapes, scaled

W = 0.34


def _line(curve: Curve, weight: float = W) -> Shape:
    return Shape(curve, "", "ink", weight, "face")


def _open(curve: Curve, *inside: Shape) -> Shapes:
    return [Shape(curve, "mouth", part="face"), *inside, _line(curve, 0.26)]


def _tongue(curve: Curve) -> Shape:
    return Shape(curve, "tongue", part="face")


def _smile() -> Shapes:
    return [_line(arc(0, -0.35, 0.85, 0.75, 15, 165))]


def _small() -> Shapes:
    return [_line(arc(0, -0.2, 0.5, 0.42, 15, 165))]


def _cat() -> Shapes:
    half = ((-1, -0.1), (-0.75, 0.3), (-0.3, 0.32), (0, -0.08))
    return [_line(smooth(*half, *((-x, y) for x, y in half[2::-1]), closed=False))]


def _grin() -> Shapes:
    bowl = smooth((-0.95, -0.4), (0, -0.3), (0.95, -0.4), (0.68, 0.5), (0, 0.85), (-0.68, 0.5), tension=0.9)
    return _open(bowl, _tongue(ellipse(0, 0.5, 0.48, 0.28)))


def _laugh() -> Shapes:
    bowl = smooth((-1.3, -0.6), (0, -0.45), (1.3, -0.6), (0.98, 0.65), (0, 1.2), (-0.98, 0.65), tension=0.9)
    return _open(bowl, _tongue(ellipse(0, 0.72, 0.7, 0.4)))


def _teeth() -> Shapes:
    bowl = smooth((-1.2, -0.5), (0, -0.38), (1.2, -0.5), (0.85, 0.45), (0, 0.75), (-0.85, 0.45), tension=0.9)
    return [
        Shape(bowl, "white", part="face"),
        _line(bowl, 0.28),
        _line(bend(-1.0, 0.08, 1.0, 0.08, 0.2), 0.14),
    ]


def _tongue_out() -> Shapes:
    lick = smooth((-0.05, 0.12), (0.72, 0.05), (0.7, 0.75), (0.35, 1.0), (0.02, 0.75))
    return [Shape(lick, "tongue", part="face"), _line(lick, 0.2), *_smile()]


def _frown() -> Shapes:
    return [_line(arc(0, 0.6, 0.8, 0.7, 200, 340))]


def _pout() -> Shapes:
    return [_line(arc(0, 0.35, 0.42, 0.42, 195, 345), 0.38)]


def _flat() -> Shapes:
    return [_line(line((-0.6, 0), (0.6, 0)))]


def _slant() -> Shapes:
    return [_line(bend(-0.55, 0.2, 0.7, -0.15, 0.14))]


def _wavy() -> Shapes:
    knots = ((-1, 0.1), (-0.65, -0.2), (-0.3, 0.18), (0.05, -0.2), (0.4, 0.18), (0.72, -0.18), (1, 0.1))
    return [_line(smooth(*knots, closed=False), 0.32)]


def _zigzag() -> Shapes:
    return [
        _line(line((-0.95, 0.2), (-0.55, -0.2), (-0.18, 0.2), (0.18, -0.2), (0.55, 0.2), (0.95, -0.2)), 0.32)
    ]


def _o() -> Shapes:
    return _open(ellipse(0, 0.15, 0.4, 0.5))


def _gasp() -> Shapes:
    return _open(ellipse(0, 0.3, 0.68, 0.95), _tongue(ellipse(0, 0.82, 0.42, 0.3)))


def _yawn() -> Shapes:
    return _open(smooth((0, -0.55), (0.75, -0.1), (0.72, 0.85), (0, 1.25), (-0.72, 0.85), (-0.75, -0.1)),
                 _tongue(ellipse(0, 0.85, 0.46, 0.3)))  # fmt: skip


def _wail() -> Shapes:
    half = ((0.75, -0.2), (1.05, 0.75), (0.55, 0.95))
    cave = smooth((0, -0.55), *half, (0, 0.82), *((-x, y) for x, y in half[::-1]))
    return _open(cave, _tongue(ellipse(0, 0.55, 0.5, 0.24)))


def _shout() -> Shapes:
    cave = smooth((-0.85, -0.5), (0, -0.62), (0.85, -0.5), (1.15, 0.8), (0, 0.95), (-1.15, 0.8), tension=0.75)
    teeth = smooth((-0.7, -0.45), (0, -0.55), (0.7, -0.45), (0.6, -0.15), (-0.6, -0.15), tension=0.6)
    return _open(cave, _tongue(ellipse(0, 0.62, 0.6, 0.24)), Shape(teeth, "white", part="face"))


def _grit() -> Shapes:
    frame = box(0, 0.12, 2.1, 0.95, 0.38)
    bars = [_line(line((x, -0.3), (x, 0.55)), 0.15) for x in (-0.5, 0, 0.5)]
    return [
        Shape(frame, "white", part="face"),
        *bars,
        _line(line((-1, 0.12), (1, 0.12)), 0.15),
        _line(frame, 0.28),
    ]


def _kiss() -> Shapes:
    return [
        _line(
            smooth((-0.15, -0.5), (0.3, -0.28), (-0.05, 0.02), (0.3, 0.32), (-0.15, 0.55), closed=False), 0.32
        )
    ]


def _bleh() -> Shapes:
    tongue = smooth((-0.42, 0.1), (0.42, 0.1), (0.46, 0.9), (0, 1.3), (-0.46, 0.9))
    return [
        Shape(tongue, "tongue", part="face"),
        _line(tongue, 0.2),
        _line(line((0, 0.35), (0, 0.85)), 0.14),
        _line(bend(-0.9, 0.25, 0.9, 0.25, -0.3), 0.34),
    ]


def _drool() -> Shapes:
    return [*scaled(_o(), 1.25, 0.8), Shape(ellipse(0.42, 0.75, 0.17, 0.42), "tear", part="face")]


_MOUTHS: dict[str, Callable[[], Shapes]] = {
    "smile": _smile, "small": _small, "cat": _cat, "grin": _grin, "laugh": _laugh, "teeth": _teeth,
    "tongue": _tongue_out, "frown": _frown, "pout": _pout, "flat": _flat, "slant": _slant, "wavy": _wavy,
    "zigzag": _zigzag, "o": _o, "gasp": _gasp, "yawn": _yawn, "wail": _wail, "shout": _shout, "grit": _grit,
    "kiss": _kiss, "bleh": _bleh, "drool": _drool,
}  # fmt: skip

MOUTH_KINDS = frozenset(_MOUTHS)


def mouth(kind: str, size: float) -> Shapes:
    """Return a mouth about (0, 0), `size` px from its middle to its corner."""
    return scaled(_MOUTHS[kind](), size)
