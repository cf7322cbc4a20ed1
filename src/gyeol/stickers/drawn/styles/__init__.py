"""The art styles: how each paints shapes, in which colours, and which characters it suits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from gyeol.stickers.drawn.palettes import Palette
from gyeol.stickers.drawn.shapes import Shapes
from gyeol.stickers.drawn.styles import colours, graphic, gridded, handmade, soft, solid

Paint = Callable[[Shapes, Palette, np.random.Generator], str]


@dataclass(frozen=True)
class Style:
    """One art style.

    Attributes:
        paint: turns shapes into SVG elements.
        palettes: (cast name, colours) pairs; a seed picks one.
        margin: px that the style needs beyond the shapes for contours, borders and shadows.
        eye: how much larger than usual eyes are.
        upright: whether stickers stand straight; a grid makes steps of every slant.
    """

    paint: Paint
    looks: tuple[tuple[str, Palette], ...]
    margin: float = 16
    eye: float = 1
    upright: bool = False


STYLES: Mapping[str, Style] = {
    "flat": Style(solid.flat, colours.FLAT, 15),
    "outline": Style(solid.outline, colours.OUTLINE, 21),
    "ink": Style(handmade.ink, colours.INK, 20),
    "pixel": Style(gridded.pixel, colours.PIXEL, 22, eye=1.12, upright=True),
    "gumdrop": Style(soft.gumdrop, colours.GUMDROP, 15),
    "soft": Style(soft.soft, colours.SOFT, 18),
    "paper": Style(handmade.paper, colours.PAPER, 24),
    "crayon": Style(handmade.crayon, colours.CRAYON, 20),
    "neon": Style(graphic.neon, colours.NEON, 25),
    "watercolour": Style(handmade.watercolour, colours.WATERCOLOUR, 19),
    "geometric": Style(graphic.geometric, colours.GEOMETRIC, 15),
    "riso": Style(graphic.riso, colours.RISO, 22),
    "kawaii": Style(solid.kawaii, colours.KAWAII, 19),
    "felt": Style(solid.felt, colours.FELT, 15),
    "knit": Style(gridded.knit, colours.KNIT, 20, eye=1.12, upright=True),
}
