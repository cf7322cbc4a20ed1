"""Hands that sign, and things to be startled, angry or disgusted by; each about (0, 0), in px."""

from gyeol.stickers.drawn.curves import box, ellipse, line, polygon, smooth
from gyeol.stickers.drawn.props.marks import detail, stroke
from gyeol.stickers.drawn.shapes import Shape, Shapes


def thumb() -> Shapes:
    """Draw a hand with its thumb up."""
    return [
        Shape(
            smooth((-13, -4), (-8, -18), (-5, -34), (7, -36), (10, -24), (7, -8), tension=0.9),
            "limb",
            part="limb",
        ),
        Shape(box(2, 8, 42, 34, 13), "limb", part="limb"),
        *(Shape(line((8, y), (22, y)), "", "edge", 4, "face") for y in (3, 13)),
    ]


def fist() -> Shapes:
    """Draw a raised fist."""
    return [
        Shape(box(0, 0, 42, 40, 15), "limb", part="limb"),
        *(Shape(line((x, -19), (x, -4)), "", "edge", 4, "face") for x in (-8, 4)),
    ]


def victory() -> Shapes:
    """Draw two fingers in a V."""
    finger = box(0, -24, 13, 34, 6.4)
    return [
        Shape(finger.turned(-16).moved(-4, 0), "limb", part="limb"),
        Shape(finger.turned(18).moved(6, 0), "limb", part="limb"),
        Shape(box(1, 6, 36, 32, 14), "limb", part="limb"),
    ]


def check() -> Shapes:
    """Draw a tick in a disc."""
    return [
        Shape(ellipse(0, 0, 25), "green"),
        Shape(line((-11, 1), (-3, 10), (12, -9)), "", "white", 7, "face"),
    ]


def refusal() -> Shapes:
    """Draw a big cross."""
    return [stroke(line((-19, -19), (19, 19)), "red", 11), stroke(line((19, -19), (-19, 19)), "red", 11)]


def bulb() -> Shapes:
    """Draw a light bulb."""
    glass = smooth((0, -32), (22, -20), (19, 2), (9, 14), (-9, 14), (-19, 2), (-22, -20))
    return [
        Shape(glass, "yellow"),
        Shape(box(0, 20, 20, 14, 4), "grey"),
        detail(ellipse(-8, -15, 4, 7, 25), "white", 0.8),
    ]


def flame() -> Shapes:
    """Draw a flame."""
    outer = smooth(
        (0, -40), (9, -20), (20, -22), (29, 4), (20, 26), (0, 32), (-20, 26), (-29, 4), (-18, -10), (-10, -18)
    )
    return [
        Shape(outer, "orange"),
        detail(smooth((0, -10), (13, 8), (9, 24), (0, 27), (-9, 24), (-13, 8)), "yellow"),
    ]


def heap() -> Shapes:
    """Draw a soft ice cream that is none."""
    return [
        Shape(smooth((-32, 30), (-30, 12), (0, 6), (30, 12), (32, 30), tension=0.9), "brown"),
        Shape(smooth((-22, 14), (-18, -3), (0, -8), (18, -3), (22, 14), tension=0.95), "brown"),
        Shape(smooth((-12, -3), (-8, -18), (4, -32), (10, -14), (12, -3), tension=0.95), "brown"),
    ]


def fishbone() -> Shapes:
    """Draw the bones of a fish."""
    ribs = [stroke(line((x, -11), (x, 11)), "bone", 6) for x in (-7, 6, 19)]
    return [
        stroke(line((-16, 0), (30, 0)), "bone", 6),
        *ribs,
        Shape(polygon((-16, -13), (-16, 13), (-37, 0)), "bone"),
        Shape(polygon((28, 0), (42, -13), (42, 13)), "bone"),
        detail(ellipse(-23, -2, 3), "ink"),
    ]


def bug() -> Shapes:
    """Draw a beetle."""
    legs = [stroke(line((-22, y), (22, y + d)), "ink", 4.5) for y, d in ((-9, -3), (1, 0), (11, 4))]
    return [
        *legs,
        Shape(ellipse(0, 3, 14, 18), "brown"),
        Shape(ellipse(0, -16, 9, 8), "night"),
        detail(box(0, 3, 3, 32, 1), "night"),
    ]


def box_hide() -> Shapes:
    """Draw a cardboard box to hide in."""
    return [
        Shape(polygon((-92, -26), (-70, -46), (-64, -24)), "tan"),
        Shape(polygon((92, -26), (70, -46), (64, -24)), "tan"),
        Shape(box(0, 8, 152, 66, 4), "tan"),
        detail(box(0, 8, 24, 66, 1), "brown", 0.5),
    ]


def puddle() -> Shapes:
    """Draw a puddle on the ground."""
    return [
        Shape(
            smooth((-88, 2), (-58, -10), (0, -6), (60, -11), (90, 2), (58, 13), (-20, 10), (-60, 14)), "tear"
        )
    ]


def shade() -> Shapes:
    """Draw a shadow on the ground below a jump."""
    return [Shape(ellipse(0, 4, 46, 7), "gloom", part="mark", alpha=0.4)]
