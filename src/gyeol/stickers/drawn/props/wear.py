"""What a character may wear on top of its head; each about the crown of the head, in px."""

from gyeol.stickers.drawn.curves import ellipse, polygon, smooth, star
from gyeol.stickers.drawn.shapes import Shape, Shapes, turned


def ribbon() -> Shapes:
    """Draw a hair ribbon."""
    wing = smooth((0, 0), (-14, -15), (-30, -17), (-33, 0), (-30, 17), (-14, 13), tension=0.9)
    return turned(
        [Shape(wing, "pink"), Shape(wing.scaled(-1, 1), "pink"), Shape(ellipse(0, 0, 8), "red")], -14
    )


def crown() -> Shapes:
    """Draw a crown."""
    gold = polygon((-30, 10), (-34, -22), (-15, -6), (0, -30), (15, -6), (34, -22), (30, 10))
    return [Shape(gold, "yellow"), Shape(ellipse(0, -1, 5), "red", part="face")]


def party_hat() -> Shapes:
    """Draw a party hat."""
    return [
        Shape(polygon((-24, 10), (0, -44), (24, 10)), "blue"),
        Shape(polygon((-15, -10), (-8, -26), (14, -12), (19, 0)), "yellow", part="face"),
        Shape(ellipse(0, -46, 9), "pink"),
    ]


def daisy() -> Shapes:
    """Draw a flower for the hair."""
    petal = [Shape(ellipse(0, -11, 8, 10), "white")]
    return [
        *(s for i in range(6) for s in turned(petal, i * 60)),
        Shape(ellipse(0, 0, 7.5), "yellow", part="face"),
    ]


def beret() -> Shapes:
    """Draw a beret."""
    felt = smooth((-44, 8), (-48, -12), (-18, -30), (22, -30), (46, -12), (42, 8), tension=0.9)
    return turned([Shape(felt, "red"), Shape(ellipse(2, -31, 6), "red")], 8)


def leaf_crown() -> Shapes:
    """Draw a sprout of two leaves."""
    blade = smooth((0, 2), (8, -22), (34, -26), (26, -6))
    return [Shape(blade, "green"), Shape(blade.scaled(-1, 1), "green")]


def halo_star() -> Shapes:
    """Draw a star hair pin."""
    return turned([Shape(star(0, 0, 20), "yellow")], -12)
