"""Put a character, its act and what it wears together, and fit the whole into the picture."""

from dataclasses import dataclass

from gyeol.stickers.drawn.faces import Expression, Features
from gyeol.stickers.drawn.figures import Figure, figure
from gyeol.stickers.drawn.poses import POSES
from gyeol.stickers.drawn.props import GRIPS, PROPS
from gyeol.stickers.drawn.scenes import Act
from gyeol.stickers.drawn.shapes import Shapes, extent, moved, scaled, turned
from gyeol.stickers.drawn.species import Species

SIZE_PX = 256
_BEHIND = ("ground",)
_OVER = ("lap", "hand-l", "hand-r")
_DIRECTED = ("impact", "steam", "sigh", "sweat")  # drawn as they leave a right side
_PROP_SCALE = 1.15


@dataclass(frozen=True)
class Scene:
    """One sticker before an art style paints it: who, feeling what, doing what, wearing what.

    Attributes:
        species, features: the character and the proportions of its face.
        expression, act: what it feels and does.
        wear: a prop on its head, or "".
        mirrored: pose and places are swapped left to right; signs are not.
        swing: turns the whole drawing, in degrees clockwise.
    """

    species: Species
    features: Features
    expression: Expression
    act: Act
    wear: str = ""
    mirrored: bool = False
    swing: float = 0


def compose(scene: Scene, *, margin: float) -> Shapes:
    """Return the shapes of a scene in painting order, inside the picture less `margin` px on each side."""
    pose = POSES[scene.act.pose]
    if scene.mirrored:
        pose = pose.mirrored()
    posed = figure(scene.species, scene.expression, scene.features, pose)
    behind, held, over = _props(scene, posed)
    worn = moved(PROPS[scene.wear](), *posed.anchors[_wear_anchor(scene)]) if scene.wear else []
    shapes = [*behind, *posed.back, *worn, *held, *posed.front, *over]
    return _fit(turned(shapes, scene.swing), margin)


def _wear_anchor(scene: Scene) -> str:
    side = "l" if scene.mirrored else "r"
    return "top" if scene.wear in ("crown", "party-hat", "beret", "leaves") else f"top-{side}"


def _props(scene: Scene, posed: Figure) -> tuple[Shapes, Shapes, Shapes]:
    """Return what lies behind the character, what it holds or has around it, and what lies over all."""
    layers: tuple[Shapes, Shapes, Shapes] = ([], [], [])
    for word in scene.act.props.split():
        name, _, place = word.partition("@")
        anchor, _, size = place.partition("*")
        anchor = _mirrored(anchor) if scene.mirrored else anchor
        layer = 0 if anchor in _BEHIND else 2 if anchor in _OVER else 1
        layers[layer].extend(_placed(name, anchor, float(size or 1) * _PROP_SCALE, posed))
    return layers


def _mirrored(anchor: str) -> str:
    swapped = {"left": "right", "right": "left", "l": "r", "r": "l"}
    head, dash, tail = anchor.rpartition("-")
    return head + dash + swapped.get(tail, tail)


def _placed(name: str, anchor: str, size: float, posed: Figure) -> Shapes:
    """Return a prop at its anchor; one held in a hand stands on its grip, one at the left faces left."""
    flip = -1 if anchor in ("left", "up-l", "low-l") and name in _DIRECTED else 1
    rise = GRIPS.get(name, 0) * size if anchor.startswith("hand") else 0
    x, y = posed.anchors[anchor]
    return moved(scaled(PROPS[name](), size * flip, size), x, y - rise)


def _fit(shapes: Shapes, margin: float) -> Shapes:
    """Centre the drawing; shrink or grow it (by 1/4 at most) to fill the room that the style leaves."""
    left, top, right, bottom = extent(shapes)
    room = SIZE_PX - 2 * margin
    factor = min(1.25, room / max(right - left, bottom - top))
    x, y, factor = round((left + right) / 2, 3), round((top + bottom) / 2, 3), round(factor, 4)
    return scaled(moved(shapes, -x, -y), factor)
