"""What a drawing is before an art style paints it: curves that know their part and name their colours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from gyeol.stickers.drawn.curves import Curve

Part = Literal["body", "limb", "face", "prop", "mark"]


@dataclass(frozen=True, eq=False, slots=True)
class Shape:
    """One curve of a drawing.

    Attributes:
        curve: where it runs.
        fill: the name of a colour of the palette, or "" for none.
        line: the colour of its line; "" leaves it to the style, which may outline bodies, limbs and props.
        weight: width of `line` in px.
        part: a style may treat the parts of a drawing differently; a "mark" is a loose stroke in the air.
        alpha: 1 hides what is below.
    """

    curve: Curve
    fill: str = ""
    line: str = ""
    weight: float = 0
    part: Part = "prop"
    alpha: float = 1

    @property
    def solid(self) -> bool:
        """Whether an outlining style draws an edge around it."""
        return bool(self.fill) and not self.line and self.part in ("body", "limb", "prop") and self.alpha == 1


Shapes = list[Shape]


def moved(shapes: Iterable[Shape], dx: float, dy: float) -> Shapes:
    """Shift all shapes."""
    return [replace(s, curve=s.curve.moved(dx, dy)) for s in shapes]


def scaled(shapes: Iterable[Shape], sx: float, sy: float | None = None) -> Shapes:
    """Stretch all shapes about (0, 0), their lines with them."""
    factor = (abs(sx) * abs(sx if sy is None else sy)) ** 0.5
    return [replace(s, curve=s.curve.scaled(sx, sy), weight=s.weight * factor) for s in shapes]


def turned(shapes: Iterable[Shape], angle: float) -> Shapes:
    """Turn all shapes clockwise about (0, 0)."""
    return [replace(s, curve=s.curve.turned(angle)) for s in shapes] if angle else list(shapes)


def extent(shapes: Sequence[Shape]) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of the shapes, half of each line's width included."""
    boxes = [
        (*(s.curve.flat().min(0) - s.weight / 2).tolist(), *(s.curve.flat().max(0) + s.weight / 2).tolist())
        for s in shapes
    ]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
