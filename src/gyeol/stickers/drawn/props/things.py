"""Things to hold, wear or lie on; each about (0, 0), in px."""

from gyeol.stickers.drawn.curves import Curve, arc, bend, box, ellipse, heart, line, polygon, rounded, smooth, star
from gyeol.stickers.drawn.props.signs import one_star
from gyeol.stickers.drawn.shapes import Shape, Shapes, moved, scaled, turned


def _in(curve: Curve, colour: str, alpha: float = 1) -> Shape:
    """Return a detail without an outline of its own."""
    return Shape(curve, colour, part="face", alpha=alpha)


def _stroke(curve: Curve, colour: str, weight: float) -> Shape:
    return Shape(curve, "", colour, weight, "prop")


def flower(colour: str = "pink") -> Shapes:
    """Draw one flower with stem and leaf."""
    petal = [Shape(ellipse(0, -13, 9.5, 11), colour)]
    head = [s for i in range(5) for s in turned(petal, i * 72)]
    return [
        _stroke(bend(0, 0, 3, 44, 4), "stem", 6),
        Shape(smooth((3, 30), (12, 17), (27, 16), (18, 30)), "green"),
        *head,
        _in(ellipse(0, 0, 8), "yellow"),
    ]


def bouquet() -> Shapes:
    """Draw a bouquet in paper."""
    heads = ((-24, -16, "yellow"), (24, -16, "purple"), (0, -26, "pink"), (-11, -2, "red"), (13, -3, "orange"))
    blooms = [s for x, y, c in heads for s in (Shape(ellipse(x, y, 14), c), _in(ellipse(x, y, 5), "cream"))]
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
        _in(box(0, 10, 12, 46, 1), "yellow"),
        Shape(box(0, -14, 68, 17, 5), "pink"),
        _in(box(0, -14, 12, 17, 1), "yellow"),
        Shape(smooth((0, -22), (-22, -38), (-27, -22), tension=1.1), "yellow"),
        Shape(smooth((0, -22), (22, -38), (27, -22), tension=1.1), "yellow"),
    ]


def cake() -> Shapes:
    """Draw a birthday cake with candles."""
    candles: Shapes = []
    for x in (-20, 0, 20):
        candles += [Shape(box(x, -24, 7, 22, 2), "blue"), Shape(smooth((x, -52), (x + 6, -41), (x, -35), (x - 6, -41)), "orange")]
    icing = smooth((-37, -14), (37, -14), (37, 2), (27, 10), (18, 1), (8, 11), (0, 2), (-9, 11), (-18, 1), (-28, 10), (-37, 2),
                   tension=0.8)  # fmt: skip
    return [*candles, Shape(box(0, 10, 76, 46, 7), "cream"), Shape(icing, "pink"), _in(ellipse(-20, 22, 4), "red"), _in(ellipse(2, 24, 4), "red"), _in(ellipse(22, 21, 4), "red")]  # fmt: skip


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
        _stroke(smooth((0, 2), (5, 20), (-4, 36), (0, 56), closed=False), "mark", 3.5),
        Shape(smooth((0, -58), (24, -50), (27, -26), (10, -4), (0, 0), (-10, -4), (-27, -26), (-24, -50)), "red"),
        Shape(polygon((-6, 6), (6, 6), (0, -3)), "red"),
        _in(ellipse(-11, -40, 6, 9, 25), "white", 0.7),
    ]


def letter() -> Shapes:
    """Draw a letter sealed with a heart."""
    return [
        Shape(box(0, 0, 70, 48, 5), "cream"),
        Shape(line((-33, -20), (0, 5), (33, -20)), "", "fold", 4, "face"),
        _in(heart(0, 4, 12), "red"),
    ]


def coffee() -> Shapes:
    """Draw a paper cup of coffee."""
    return [
        Shape(rounded([(-21, -22), (21, -22), (15, 36), (-15, 36)], 5), "cream"),
        _in(polygon((-18.5, -3), (18.5, -3), (16.6, 18), (-16.6, 18)), "brown"),
        Shape(box(0, -25, 50, 12, 5), "brown"),
        _in(ellipse(0, 8, 6, 8, 20), "cream"),
    ]


def tea() -> Shapes:
    """Draw a steaming mug."""
    steams = [_stroke(smooth((x, -26), (x + 6, -34), (x - 4, -42), (x + 2, -52), closed=False), "mark", 4.5) for x in (-9, 9)]
    return [
        *steams,
        Shape(arc(24, 6, 15, 14, -80, 95), "", "blue", 8, "prop"),
        Shape(rounded([(-26, -18), (26, -18), (22, 30), (-22, 30)], 9), "blue"),
        _in(heart(0, 6, 8), "white"),
    ]


def pillow() -> Shapes:
    """Draw a big soft pillow to rest on."""
    cushion = smooth((-80, -14), (-40, -19), (40, -19), (80, -14), (84, 8), (80, 26), (0, 22), (-80, 26), (-84, 8), tension=0.8)
    return [Shape(cushion, "blue"), Shape(bend(-66, 12, -20, 15, -2), "", "white", 4, "face")]


def blanket() -> Shapes:
    """Draw a blanket pulled up high."""
    cover = smooth((-96, 8), (-70, -12), (0, -6), (70, -12), (96, 8), (100, 60), (0, 70), (-100, 60), tension=0.85)
    dots = [_in(ellipse(x, y, 6), "white") for x, y in ((-62, 24), (-30, 44), (2, 22), (34, 46), (64, 22))]
    return [Shape(cover, "lilac"), *dots]


def mat() -> Shapes:
    """Draw a floor cushion."""
    return [Shape(smooth((-76, 0), (-60, -13), (60, -13), (76, 0), (60, 14), (-60, 14), tension=0.8), "purple")]


def book() -> Shapes:
    """Draw an open book."""
    left = smooth((0, -16), (-20, -25), (-44, -20), (-44, 22), (-20, 16), (0, 24), tension=0.6)
    rows = [Shape(line((s * 11, y), (s * 34, y - 3)), "", "fold", 3.5, "face") for s in (-1, 1) for y in (-8, 4)]
    return [Shape(left, "cream"), Shape(left.scaled(-1, 1), "cream"), *rows]


def laptop() -> Shapes:
    """Draw a laptop seen from behind."""
    return [Shape(box(0, -4, 84, 54, 7), "grey"), _in(ellipse(0, -4, 8), "white"), Shape(box(0, 27, 104, 11, 5), "night")]


def phone() -> Shapes:
    """Draw a phone."""
    return [Shape(box(0, 0, 34, 58, 7), "night"), _in(box(0, -1, 26, 42, 3), "tear"), _in(heart(0, -1, 8), "red")]


def papers() -> Shapes:
    """Draw a tall pile of paper."""
    sheets = ((-3, 30), (4, 20), (-4, 10), (3, 0), (-2, -10), (4, -20), (-1, -30))
    return [Shape(box(x, y, 66, 12, 3), "white" if i % 2 else "cream") for i, (x, y) in enumerate(sheets)]


def battery() -> Shapes:
    """Draw an empty battery."""
    return [Shape(box(0, 0, 64, 34, 7), "white"), Shape(box(37, 0, 9, 15, 3), "white"), _in(box(-22, 0, 10, 22, 2), "red")]


def umbrella() -> Shapes:
    """Draw an umbrella above a head."""
    dome = smooth((-74, 4), (-52, -40), (0, -58), (52, -40), (74, 4), (50, -5), (25, 5), (0, -4), (-25, 5), (-50, -5), tension=0.85)
    return [_stroke(line((0, -4), (0, 62)), "brown", 6), Shape(dome, "blue"), Shape(line((0, -56), (0, -67)), "", "brown", 6)]


def trophy() -> Shapes:
    """Draw a winner's cup."""
    return [
        Shape(arc(0, -16, 31, 18, 20, 160), "", "orange", 7, "prop"),
        Shape(smooth((-23, -36), (23, -36), (19, -4), (0, 10), (-19, -4), tension=0.7), "yellow"),
        Shape(box(0, 16, 10, 16, 2), "yellow"),
        Shape(box(0, 30, 40, 13, 4), "brown"),
        _in(star(0, -18, 11), "white"),
    ]


def medal() -> Shapes:
    """Draw a medal."""
    return [Shape(polygon((-16, -40), (16, -40), (7, -4), (-7, -4)), "blue"), Shape(ellipse(0, 12, 21), "yellow"), _in(star(0, 12, 11), "white")]


def thumb() -> Shapes:
    """Draw a hand with its thumb up."""
    return [
        Shape(smooth((-13, -4), (-8, -18), (-5, -34), (7, -36), (10, -24), (7, -8), tension=0.9), "limb", part="limb"),
        Shape(box(2, 8, 42, 34, 13), "limb", part="limb"),
        *(Shape(line((8, y), (22, y)), "", "edge", 4, "face") for y in (3, 13)),
    ]


def fist() -> Shapes:
    """Draw a raised fist."""
    return [Shape(box(0, 0, 42, 40, 15), "limb", part="limb"), *(Shape(line((x, -19), (x, -4)), "", "edge", 4, "face") for x in (-8, 4))]


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
    return [Shape(ellipse(0, 0, 25), "green"), Shape(line((-11, 1), (-3, 10), (12, -9)), "", "white", 7, "face")]


def refusal() -> Shapes:
    """Draw a big cross."""
    return [_stroke(line((-19, -19), (19, 19)), "red", 11), _stroke(line((19, -19), (-19, 19)), "red", 11)]


def bulb() -> Shapes:
    """Draw a light bulb."""
    glass = smooth((0, -32), (22, -20), (19, 2), (9, 14), (-9, 14), (-19, 2), (-22, -20))
    return [Shape(glass, "yellow"), Shape(box(0, 20, 20, 14, 4), "grey"), _in(ellipse(-8, -15, 4, 7, 25), "white", 0.8)]


def flame() -> Shapes:
    """Draw a flame."""
    outer = smooth((0, -40), (9, -20), (20, -22), (29, 4), (20, 26), (0, 32), (-20, 26), (-29, 4), (-18, -10), (-10, -18))
    return [Shape(outer, "orange"), _in(smooth((0, -10), (13, 8), (9, 24), (0, 27), (-9, 24), (-13, 8)), "yellow")]


def heap() -> Shapes:
    """Draw a soft ice cream that is none."""
    return [
        Shape(smooth((-32, 30), (-30, 12), (0, 6), (30, 12), (32, 30), tension=0.9), "brown"),
        Shape(smooth((-22, 14), (-18, -3), (0, -8), (18, -3), (22, 14), tension=0.95), "brown"),
        Shape(smooth((-12, -3), (-8, -18), (4, -32), (10, -14), (12, -3), tension=0.95), "brown"),
    ]


def fishbone() -> Shapes:
    """Draw the bones of a fish."""
    ribs = [_stroke(line((x, -11), (x, 11)), "bone", 6) for x in (-7, 6, 19)]
    return [
        _stroke(line((-16, 0), (30, 0)), "bone", 6),
        *ribs,
        Shape(polygon((-16, -13), (-16, 13), (-37, 0)), "bone"),
        Shape(polygon((28, 0), (42, -13), (42, 13)), "bone"),
        _in(ellipse(-23, -2, 3), "ink"),
    ]


def bug() -> Shapes:
    """Draw a beetle."""
    legs = [_stroke(line((-22, y), (22, y + d)), "ink", 4.5) for y, d in ((-9, -3), (1, 0), (11, 4))]
    return [*legs, Shape(ellipse(0, 3, 14, 18), "brown"), Shape(ellipse(0, -16, 9, 8), "night"), _in(box(0, 3, 3, 32, 1), "night")]


def box_hide() -> Shapes:
    """Draw a cardboard box to hide in."""
    return [
        Shape(polygon((-92, -26), (-70, -46), (-64, -24)), "tan"),
        Shape(polygon((92, -26), (70, -46), (64, -24)), "tan"),
        Shape(box(0, 8, 152, 66, 4), "tan"),
        _in(box(0, 8, 24, 66, 1), "brown", 0.5),
    ]


def surprise_box() -> Shapes:
    """Draw a box that has just sprung open."""
    return [
        *moved(scaled(one_star(), 0.55), -22, -44),
        *moved([Shape(heart(0, 0, 9), "pink")], 22, -42),
        Shape(ellipse(0, -36, 6), "blue"),
        Shape(polygon((-28, -10), (28, -10), (40, -25), (-40, -25)), "purple"),
        Shape(box(0, 12, 58, 44, 5), "purple"),
        _in(box(0, 12, 12, 44, 1), "yellow"),
    ]


def clock() -> Shapes:
    """Draw an alarm clock."""
    return [
        Shape(ellipse(-16, -25, 10), "red"), Shape(ellipse(16, -25, 10), "red"),
        Shape(ellipse(0, 0, 29), "red"), _in(ellipse(0, 0, 20), "white"),
        Shape(line((0, -12), (0, 0), (9, 6)), "", "ink", 4.5, "face"),
    ]  # fmt: skip


def mask() -> Shapes:
    """Draw a face mask over the mouth."""
    cloth = smooth((-44, -13), (0, -21), (44, -13), (38, 20), (0, 29), (-38, 20), tension=0.75)
    return [
        Shape(line((-42, -8), (-74, -18)), "", "white", 4.5, "prop"), Shape(line((42, -8), (74, -18)), "", "white", 4.5, "prop"),
        Shape(cloth, "white"), Shape(bend(-26, 0, 26, 0, 3), "", "fold", 3.5, "face"),
        Shape(bend(-24, 12, 24, 12, 4), "", "fold", 3.5, "face"),
    ]  # fmt: skip


def tissue() -> Shapes:
    """Draw a box of tissues."""
    sheet = smooth((-18, -10), (-24, -36), (-6, -28), (6, -42), (15, -28), (26, -34), (17, -10), tension=0.8)
    return [Shape(sheet, "white"), Shape(box(0, 10, 70, 40, 6), "blue"), _in(ellipse(0, -8, 20, 4), "night", 0.5)]


def ice_cream() -> Shapes:
    """Draw an ice cream cone."""
    return [Shape(polygon((-16, 0), (16, 0), (0, 42)), "tan"), Shape(ellipse(0, -12, 22, 19), "pink"), Shape(ellipse(2, -30, 7), "red")]


def headphones() -> Shapes:
    """Draw headphones for the sides of a head 84 px wide either way."""
    return [Shape(arc(0, 0, 84, 78, 188, 352), "", "night", 9, "prop"), Shape(box(-86, 8, 24, 44, 11), "purple"), Shape(box(86, 8, 24, 44, 11), "purple")]


def magnifier() -> Shapes:
    """Draw a magnifying glass."""
    return [_stroke(line((13, 13), (33, 33)), "brown", 11), Shape(ellipse(0, 0, 22), "tear"), Shape(ellipse(0, 0, 22), "", "night", 6, "prop"), _in(ellipse(-7, -8, 5, 3, -35), "white")]  # fmt: skip


def puddle() -> Shapes:
    """Draw a puddle on the ground."""
    return [Shape(smooth((-88, 2), (-58, -10), (0, -6), (60, -11), (90, 2), (58, 13), (-20, 10), (-60, 14)), "tear")]


def shade() -> Shapes:
    """Draw a shadow on the ground below a jump."""
    return [Shape(ellipse(0, 4, 46, 7), "gloom", part="mark", alpha=0.4)]
