"""Put a character, its act and what it wears together, and fit the whole into the picture."""

from dataclasses import dataclass, replace

from gyeol.stickers.drawn.faces import Expression, Features
from gyeol.stickers.drawn.figures import Figure, figure
from gyeol.stickers.drawn.poses import POSES
from gyeol.stickers.drawn.props import GRIPS, PROPS
from gyeol.stickers.drawn.scenes import Act
from gyeol.stickers.drawn.shapes import Shapes, extent, moved, scaled, turned
from gyeol.stickers.drawn.species import Species

SIZE_PX = 256
_MIRROR = {"-l": "-r", "-r": "-l"}
_MIRRORED = {"left": "right", "right": "left"}
_BEHIND = ("ground",)
_OVER = ("lap", "hand-l", "hand-r")
_PROP_SCALE = 1.15


@dataclass(frozen=True)
class Scene:
    """One sticker before an art style paints it: who, feeling what, doing what, wearing what."""

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
    pose = replace(
        pose.mirrored() if scene.mirrored else pose, tilt=(-1 if scene.mirrored else 1) * pose.tilt
    )
    posed = figure(scene.species, scene.expression, scene.features, pose)
    behind, held, over = _props(scene, posed)
    worn = moved(PROPS[scene.wear](), *posed.anchors[_wear_anchor(scene)]) if scene.wear else []
    shapes = [*behind, *posed.back, *worn, *held, *posed.front, *over]
    return _fit(turned(shapes, scene.swing), margin)


def _wear_anchor(scene: Scene) -> str:
    side = "l" if scene.mirrored else "r"
    return "top" if scene.wear in ("crown", "party-hat", "beret", "leaves") else f"top-{side}"


def _props(scene: Scene, posed: Figure) -> tuple[Shapes, Shapes, Shapes]:
    layers: tuple[Shapes, Shapes, Shapes] = ([], [], [])
    for word in scene.act.props.split():
        name, _, place = word.partition("@")
        anchor, _, size = place.partition("*")
        if scene.mirrored:
            anchor = _MIRRORED.get(anchor, anchor[:-2] + _MIRROR.get(anchor[-2:], anchor[-2:]))
        flip = (
            -1 if anchor in ("left", "up-l", "low-l") and name in ("impact", "steam", "sigh", "sweat") else 1
        )
        factor = float(size or 1) * _PROP_SCALE
        layer = 0 if anchor in _BEHIND else 2 if anchor in _OVER else 1
        x, y = posed.anchors[anchor]
        rise = GRIPS.get(name, 0) * factor if anchor.startswith("hand") else 0
        layers[layer].extend(moved(scaled(PROPS[name](), factor * flip, factor), x, y - rise))
    return layers


def _fit(shapes: Shapes, margin: float) -> Shapes:
    """Centre the drawing; shrink or grow it (by 1/4 at most) to fill the room that the style leaves."""
    left, top, right, bottom = extent(shapes)
    room = SIZE_PX - 2 * margin
    factor = min(1.25, room / max(right - left, bottom - top))
    x, y, factor = round((left + right) / 2, 3), round((top + bottom) / 2, 3), round(factor, 4)
    return scaled(moved(shapes, -x, -y), factor)
