"""The packs that gyeol draws itself: a parametric emoji maker, SVG out.

A drawing is a character (`species`, `figures`) with a face (`faces`) doing something (`scenes`, `props`),
fitted into the picture (`compose`) and painted in an art style (`styles`). Every choice hangs on the style,
the seed and the number of the sticker alone, so the same pack is the same bytes everywhere, and a longer pack
begins with the shorter.
"""

from gyeol.stickers.drawn.maker import STYLES, Drawing, draw
from gyeol.stickers.drawn.shipped import SHIPPED, DrawnPack

__all__ = ["SHIPPED", "STYLES", "Drawing", "DrawnPack", "draw"]
