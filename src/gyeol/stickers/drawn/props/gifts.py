"""Things to give, win and celebrate with; each about (0, 0), in px."""

from gyeol.stickers.drawn.curves import arc, bend, box, ellipse, heart, line, polygon, smooth, star
from gyeol.stickers.drawn.props.marks import detail, stroke
from gyeol.stickers.drawn.props.signs import one_star
from gyeol.stickers.drawn.shapes import Shape, Shapes, moved, scaled, turned


def flower(colour: str = "pink") -> Shapes:
    """Draw one flower with stem and leaf."""
    petal = [Shape(ellipse(0, -13, 9.5, 11), colour)]
    head = [s for i in range(5) for s in turned(petal, i * 72)]
    return [
        stroke(bend(0, 0, 3, 44, 4), "stem", 6),
        Shape(smooth((3, 30), (12, 17), (27, 16), (18, 30)), "green"),
        *head,
        detail(ellipse(0, 0, 8), "yellow"),
    ]


def bouquet() -> Shapes:
    """Draw a bouquet in paper."""
    heads = (
        (-24, -16, "yellow"),
        (24, -16, "purple"),
        (0, -26, "pink"),
        (-11, -2, "red"),
        (13, -3, "orange"),
    )
    blooms = [
        s for x, y, c in heads for s in (Shape(ellipse(x, y, 14), c), detail(ellipse(x, y, 5), "cream"))
    ]
    return [
        Shape(polygon((-38, -6), (38, -6), (8, 46), (-8, 46)), "cream"),
        *blooms,
        Shape(polygon((-30, 6), (0, 18), (30, 6), (8, 46), (-8, 46)), "white"),
        Shape(ellipse(0, 34, 9, 5), "pink"),
    ]


def gift() -> Shapes:
    """Draw a gift box with a bow."""
    return [
        Shape(box(0, 10, 60, 46, 5), "pink"),
        detail(box(0, 10, 12, 46, 1), "yellow"),
        Shape(box(0, -14, 68, 17, 5), "pink"),
        detail(box(0, -14, 12, 17, 1), "yellow"),
        Shape(smooth((0, -22), (-22, -38), (-27, -22), tension=1.1), "yellow"),
        Shape(smooth((0, -22), (22, -38), (27, -22), tension=1.1), "yellow"),
    ]


def surprise_box() -> Shapes:
    """Draw a box that has just sprung open."""
    return [
        *moved(scaled(one_star(), 0.55), -22, -44),
        *moved([Shape(heart(0, 0, 9), "pink")], 22, -42),
        Shape(ellipse(0, -36, 6), "blue"),
        Shape(polygon((-28, -10), (28, -10), (40, -25), (-40, -25)), "purple"),
        Shape(box(0, 12, 58, 44, 5), "purple"),
        detail(box(0, 12, 12, 44, 1), "yellow"),
    ]


def cake() -> Shapes:
    """Draw a birthday cake with candles."""
    candles: Shapes = []
    for x in (-20, 0, 20):
        candles += [
            Shape(box(x, -24, 7, 22, 2), "blue"),
            Shape(smooth((x, -52), (x + 6, -41), (x, -35), (x - 6, -41)), "orange"),
        ]
    icing = smooth(
        (-37, -14),
        (37, -14),
        (37, 2),
        (27, 10),
        (18, 1),
        (8, 11),
        (0, 2),
        (-9, 11),
        (-18, 1),
        (-28, 10),
        (-37, 2),
        tension=0.8,
    )
    return [
        *candles,
        Shape(box(0, 10, 76, 46, 7), "cream"),
        Shape(icing, "pink"),
        detail(ellipse(-20, 22, 4), "red"),
        detail(ellipse(2, 24, 4), "red"),
        detail(ellipse(22, 21, 4), "red"),
    ]


def popper() -> Shapes:
    """Draw a party popper going off."""
    bits = ((14, -30, "pink"), (30, -18, "blue"), (36, -38, "yellow"), (12, -50, "green"), (44, -4, "orange"))
    return [
        Shape(polygon((-26, 30), (-7, -14), (15, 7)), "yellow"),
        Shape(ellipse(4, -4, 17, 8, 44), "orange"),
        *(Shape(star(x, y, 9) if i % 2 else ellipse(x, y, 6.5), c) for i, (x, y, c) in enumerate(bits)),
    ]


def balloon() -> Shapes:
    """Draw a balloon on a string."""
    return [
        stroke(smooth((0, 2), (5, 20), (-4, 36), (0, 56), closed=False), "mark", 3.5),
        Shape(
            smooth((0, -58), (24, -50), (27, -26), (10, -4), (0, 0), (-10, -4), (-27, -26), (-24, -50)), "red"
        ),
        Shape(polygon((-6, 6), (6, 6), (0, -3)), "red"),
        detail(ellipse(-11, -40, 6, 9, 25), "white", 0.7),
    ]


def letter() -> Shapes:
    """Draw a letter sealed with a heart."""
    return [
        Shape(box(0, 0, 70, 48, 5), "cream"),
        Shape(line((-33, -20), (0, 5), (33, -20)), "", "fold", 4, "face"),
        detail(heart(0, 4, 12), "red"),
    ]


def trophy() -> Shapes:
    """Draw a winner's cup."""
    return [
        Shape(arc(0, -16, 31, 18, 20, 160), "", "orange", 7, "prop"),
        Shape(smooth((-23, -36), (23, -36), (19, -4), (0, 10), (-19, -4), tension=0.7), "yellow"),
        Shape(box(0, 16, 10, 16, 2), "yellow"),
        Shape(box(0, 30, 40, 13, 4), "brown"),
        detail(star(0, -18, 11), "white"),
    ]


def medal() -> Shapes:
    """Draw a medal."""
    return [
        Shape(polygon((-16, -40), (16, -40), (7, -4), (-7, -4)), "blue"),
        Shape(ellipse(0, 12, 21), "yellow"),
        detail(star(0, 12, 11), "white"),
    ]


def ice_cream() -> Shapes:
    """Draw an ice cream cone."""
    return [
        Shape(polygon((-16, 0), (16, 0), (0, 42)), "tan"),
        Shape(ellipse(0, -12, 22, 19), "pink"),
        Shape(ellipse(2, -30, 7), "red"),
    ]
