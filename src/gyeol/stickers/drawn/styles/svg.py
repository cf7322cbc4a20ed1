"""The few SVG elements that all styles write."""

from gyeol.stickers.drawn.curves import Curve, number
from gyeol.stickers.drawn.palettes import Palette
from gyeol.stickers.drawn.shapes import Shape, Shapes


def paint(*, fill: str = "", line: str = "", weight: float = 0, alpha: float = 1) -> str:
    """Return the attributes of a fill and a round line: none without colours, as a clip wants it."""
    attributes = f' fill="{fill}"' if fill else ' fill="none"' if line else ""
    if line:
        attributes += (
            f' stroke="{line}" stroke-width="{number(weight)}" stroke-linecap="round" stroke-linejoin="round"'
        )
    return attributes + (f' opacity="{alpha:.2f}"' if alpha < 1 else "")


def path(curve: Curve, *, fill: str = "", line: str = "", weight: float = 0, alpha: float = 1) -> str:
    """Return one curve in the given colours."""
    return f'<path d="{curve.d}"{paint(fill=fill, line=line, weight=weight, alpha=alpha)}/>'


def layers(curve: Curve, key: str, *attributes: str) -> str:
    """Return one curve painted several times over, written out only once; `key` is unique in the picture."""
    uses = "".join(f'<use href="#{key}"{a}/>' for a in attributes)
    return f'<defs><path id="{key}" d="{curve.d}"/></defs>{uses}'


def rim(shape: Shape, palette: Palette) -> str:
    """Return a faint line around what is nearly white, so that it shows on a white page."""
    pale = shape.solid and shape.fill in ("white", "cream")
    return path(shape.curve, line=palette["rim"], weight=2.4) if pale else ""


def silhouette(shapes: Shapes, colour: str, border: float) -> str:
    """Return everything in one colour, `border` / 2 px wider than it is: the paper of a cut-out sticker.

    An empty colour leaves it to the element that uses it.
    """
    inner = "".join(
        f'<path d="{s.curve.d}" stroke-width="{number(s.weight + border)}"'
        + ("" if s.fill else ' fill="none"')
        + "/>"
        for s in shapes
        if s.part != "face"
    )
    painted = f' fill="{colour}" stroke="{colour}"' if colour else ""
    return f'<g{painted} stroke-linejoin="round" stroke-linecap="round">{inner}</g>'


def document(body: str) -> str:
    """Wrap the elements of a picture 256 px wide and high."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256" width="256" height="256">{body}</svg>'
    )
