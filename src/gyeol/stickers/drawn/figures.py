"""Figures: a character in a pose, as shapes in painting order with the points where props can be put."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from gyeol.stickers.drawn.curves import Curve, Point, ellipse, polygon, smooth, tube
from gyeol.stickers.drawn.faces import Expression, Features, face
from gyeol.stickers.drawn.heads import EARS, EARS_IN_FRONT, MUZZLES, TAILS
from gyeol.stickers.drawn.outlines import outline
from gyeol.stickers.drawn.poses import Hand, Pose
from gyeol.stickers.drawn.shapes import Shape, Shapes, moved, scaled, turned
from gyeol.stickers.drawn.species import Plan, Species
from gyeol.stickers.drawn.trims import MARKINGS, TOPS


@dataclass(frozen=True)
class Figure:
    """A posed character.

    Attributes:
        back: everything that a held thing may cover.
        front: hands that lie over what is held.
        anchors: where props go, by name.
    """

    back: Shapes
    front: Shapes
    anchors: Mapping[str, Point]


def _put(parts: Shapes, pose: Pose, pivot: float) -> Shapes:
    """Squash, then tilt about the feet (0, pivot), then lift."""
    low = moved(parts, 0, -pivot)
    return moved(turned(scaled(low, pose.wide, pose.tall), pose.tilt), 0, pivot - pose.hop)


def _head(species: Species, expression: Expression, features: Features, pose: Pose) -> tuple[Shapes, Shapes]:
    """Return what lies behind the face's silhouette and the head itself, about (0, 0)."""
    w, h = species.width, species.height
    ears = EARS[species.ears](w, h) if species.ears else []
    skull = [Shape(outline(species.outline, w, h), "skin", part="body")]
    dx, dy = pose.gaze[0] * w, pose.gaze[1] * h
    unit = w / 100 * species.face_size
    features = replace(features, lift=species.eye_lift * h / unit, spread=species.eye_out or features.spread)
    near = [
        *(MUZZLES[species.muzzle](w * species.face_size, h) if species.muzzle else []),
        *scaled(face(expression, features), unit),
    ]
    turned_face = moved(near, dx, species.face_y + dy)
    markings = MARKINGS[species.marking](w, h) if species.marking else []
    if species.marking in ("panda", "patch", "fox"):
        markings = moved(markings, dx, dy)
    tops = TOPS[species.top](w, h) if species.top else []
    in_front = species.ears in EARS_IN_FRONT
    return ([] if in_front else ears), [*skull, *markings, *(ears if in_front else []), *tops, *turned_face]


def _limb(start: Point, hand: Hand, end: Point, radius: float) -> Shapes:
    sag = hand.bow * abs(end[0] - start[0] + end[1] - start[1]) / 2
    closed, edge = tube(start, end, sag, radius * 0.92, radius)
    if not hand.front:
        return [Shape(closed, "limb", part="limb")]
    # a hairline of its own keeps styles from outlining the end that grows out of the body
    return [Shape(closed, "limb", "limb", 0.1, "limb"), Shape(edge, "", "edge", 0, "limb")]


_REACH = 36.0  # px: a longer arm would cross the face of a character without a body


def _arms(
    pose: Pose, shoulder: Point, origin: Mapping[str, tuple[Point, Point]], radius: float, *, plan: Plan
) -> tuple[Shapes, Shapes, dict[str, Point]]:
    """Return the arms behind the character, those before it, and where the hands are."""
    back: Shapes = []
    front: Shapes = []
    hands: dict[str, Point] = {}
    for hand, side, name in ((pose.left, -1, "hand-l"), (pose.right, 1, "hand-r")):
        (cx, cy), (sx, sy) = origin[hand.about]
        end = (cx + side * hand.x * sx, cy + hand.y * sy)
        hands[name] = end
        layer = front if hand.front else back
        if plan == "head":
            layer += [] if hand.rest else [Shape(ellipse(*end, radius), "limb", part="limb")]
            continue
        start = (side * shoulder[0], shoulder[1])
        if hand.paw:
            elbow = (end[0] * 1.24, end[1] + 0.62 * sy)
            back += _limb(start, Hand("face", 0, 0), elbow, radius)
            start = elbow
        elif hand.front and plan == "blob" and hand.about == "face":
            front.append(Shape(ellipse(*end, radius * 1.15, radius * 1.05), "limb", part="limb"))
            continue
        elif hand.front and plan == "blob":
            start = _nearer(start, end)
        layer += _limb(start, replace(hand, bow=hand.bow * side), end, radius)
    return back, front, hands


def _nearer(start: Point, end: Point) -> Point:
    dx, dy = start[0] - end[0], start[1] - end[1]
    share = min(1.0, _REACH / max(1e-9, (dx * dx + dy * dy) ** 0.5))
    return end[0] + dx * share, end[1] + dy * share


def figure(species: Species, expression: Expression, features: Features, pose: Pose) -> Figure:
    """Draw a character: its plan decides how head, body, arms and feet hang together."""
    return {"head": _floating, "blob": _lump, "chibi": _chibi}[species.plan](
        species, expression, features, pose
    )


def _floating(species: Species, expression: Expression, features: Features, pose: Pose) -> Figure:
    w, h = species.width, species.height
    ears, head = _head(species, expression, features, pose)
    origin = {"face": ((0.0, species.face_y), (w, h)), "body": ((0.0, 0.8 * h), (w, 0.4 * h))}
    back, front, hands = _arms(pose, (w, 0), origin, w * 0.21, plan="head")
    tail = TAILS[species.tail](w, h) if species.tail else []
    return Figure(
        _put([*tail, *back, *ears, *head], pose, h),
        _put(front, pose, h),
        _anchors(species, hands, (0, 0.9 * h), h, pose, 0.0),
    )


def _lump(species: Species, expression: Expression, features: Features, pose: Pose) -> Figure:
    w, h = species.width, species.height
    ears, head = _head(species, expression, features, pose)
    origin = {"face": ((0.0, species.face_y), (w, h * 0.95)), "body": ((0.0, 0.62 * h), (w, 0.42 * h))}
    back, front, hands = _arms(pose, (w * 0.78, 0.4 * h), origin, 15, plan="blob")
    feet = [Shape(ellipse(side * w * 0.42, h * 0.97, 19, 13), "limb", part="limb") for side in (-1, 1)]
    tail = TAILS[species.tail](w, h) if species.tail else []
    return Figure(
        _put([*tail, *back, *feet, *ears, *head], pose, h),
        _put(front, pose, h),
        _anchors(species, hands, (0, 0.86 * h), h + 10, pose, 0.0),
    )


def _soft_torso(y: float) -> Curve:
    return smooth(
        (-30, y - 30),
        (0, y - 36),
        (30, y - 30),
        (44, y + 14),
        (36, y + 36),
        (0, y + 40),
        (-36, y + 36),
        (-44, y + 14),
    )


def _cone(y: float) -> Curve:
    return polygon((0, y - 58), (54, y + 38), (-54, y + 38))


TORSOS = {"soft": _soft_torso, "cone": _cone}


def _chibi(species: Species, expression: Expression, features: Features, pose: Pose) -> Figure:
    w, h = species.width, species.height
    ears, head = _head(species, expression, features, pose)
    by = h + 22  # middle of the torso
    torso = TORSOS[species.torso](by)
    belly = [Shape(ellipse(0, by + 12, 25, 24), "light", part="face")] if species.belly else []
    feet = [Shape(ellipse(side * 25, by + 38, 19, 13), "limb", part="limb") for side in (-1, 1)]
    origin = {"face": ((0.0, species.face_y), (w, h)), "body": ((0.0, by), (50.0, 34.0))}
    back, front, hands = _arms(pose, (30, by - 16), origin, 14, plan="chibi")
    tail = moved(TAILS[species.tail](62, 62), 0, by) if species.tail else []
    nod = moved([*ears, *head], 0, pose.nod * h)
    whole = [*tail, *back, *feet, Shape(torso, "skin", part="body"), *belly, *nod]
    lift = -by / 2
    return Figure(
        moved(_put(whole, pose, by + 46), 0, lift),
        moved(_put(front, pose, by + 46), 0, lift),
        _anchors(species, hands, (0, by + 8), by + 50, pose, lift),
    )


_CROWNS = {
    "rabbit": 1.35,
    "cat": 1.15,
    "fox": 1.25,
    "rays": 1.15,
    "sprout": 1.3,
    "spout": 1.3,
    "leaf": 1.1,
    "tuft": 1.1,
    "frog": 1.1,
}


def _anchors(
    species: Species, hands: dict[str, Point], chest: Point, ground: float, pose: Pose, lift: float
) -> dict[str, Point]:
    w, h = species.width * max(1, pose.wide**0.5), species.height * pose.tall
    out = 1.06 if species.ears and species.plan == "chibi" else 0.92  # beside the ears, not on them
    top = -h * _CROWNS.get(species.top or species.ears, 1.0)
    low_chest = chest[1] * pose.tall + (1 - pose.tall) * ground + max(0, pose.gaze[1]) * h
    sink = (species.height - h) + pose.nod * species.height - pose.hop
    raw: dict[str, Point] = {
        **{
            name: (x * pose.wide, y * pose.tall + (1 - pose.tall) * ground - pose.hop)
            for name, (x, y) in hands.items()
        },
        "above": (0, top - 26 + sink),
        "top": (0, -species.height * 0.97 + sink),
        "top-l": (-0.62 * w, -0.78 * h + sink),
        "top-r": (0.62 * w, -0.78 * h + sink),
        "up-l": (-out * w - 6, (-1.7 + out * 0.94) * h + sink),
        "up-r": (out * w + 6, (-1.7 + out * 0.94) * h + sink),
        "left": (-w - 22, -0.08 * h + sink),
        "right": (w + 22, -0.08 * h + sink),
        "low-l": (-0.92 * w, ground - 26),
        "low-r": (0.92 * w, ground - 26),
        "chest": (chest[0], low_chest - pose.hop),
        "lap": (0, ground - 26),
        "ground": (0, ground),
        "mouth": (pose.gaze[0] * w, species.face_y + pose.gaze[1] * h + sink + 0.26 * w * species.face_size),
        "wave": (1.42 * w, -0.6 * h + sink),
        "face": (pose.gaze[0] * w, species.face_y + pose.gaze[1] * h + sink),
    }
    return {name: (x, y + lift) for name, (x, y) in raw.items()}
