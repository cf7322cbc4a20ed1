"""The two kinds of shape that props are built of besides plain ones."""

from gyeol.stickers.drawn.curves import Curve
from gyeol.stickers.drawn.shapes import Shape


def detail(curve: Curve, colour: str, alpha: float = 1) -> Shape:
    """Return a patch on a prop, which no style outlines."""
    return Shape(curve, colour, part="face", alpha=alpha)


def stroke(curve: Curve, colour: str, weight: float) -> Shape:
    """Return a stick or string, `weight` px wide."""
    return Shape(curve, "", colour, weight, "prop")
