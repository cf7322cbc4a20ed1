"""Things of every day: cups, bedding, books, work and health; each about (0, 0), in px."""

from gyeol.stickers.drawn.curves import arc, bend, box, ellipse, heart, line, polygon, rounded, smooth
from gyeol.stickers.drawn.props.marks import detail, stroke
from gyeol.stickers.drawn.shapes import Shape, Shapes


def coffee() -> Shapes:
    """Draw a paper cup of coffee."""
    return [
        Shape(rounded([(-21, -22), (21, -22), (15, 36), (-15, 36)], 5), "cream"),
        detail(polygon((-18.5, -3), (18.5, -3), (16.6, 18), (-16.6, 18)), "brown"),
        Shape(box(0, -25, 50, 12, 5), "brown"),
        detail(ellipse(0, 8, 6, 8, 20), "cream"),
    ]


def tea() -> Shapes:
    """Draw a steaming mug."""
    steams = [
        stroke(smooth((x, -26), (x + 6, -34), (x - 4, -42), (x + 2, -52), closed=False), "mark", 4.5)
        for x in (-9, 9)
    ]
    return [
        *steams,
        Shape(arc(24, 6, 15, 14, -80, 95), "", "blue", 8, "prop"),
        Shape(rounded([(-26, -18), (26, -18), (22, 30), (-22, 30)], 9), "blue"),
        detail(heart(0, 6, 8), "white"),
    ]


def pillow() -> Shapes:
    """Draw a big soft pillow to rest on."""
    cushion = smooth(
        (-80, -14),
        (-40, -19),
        (40, -19),
        (80, -14),
        (84, 8),
        (80, 26),
        (0, 22),
        (-80, 26),
        (-84, 8),
        tension=0.8,
    )
    return [Shape(cushion, "blue"), Shape(bend(-66, 12, -20, 15, -2), "", "white", 4, "face")]


def blanket() -> Shapes:
    """Draw a blanket pulled up high."""
    cover = smooth(
        (-96, 8), (-70, -12), (0, -6), (70, -12), (96, 8), (100, 60), (0, 70), (-100, 60), tension=0.85
    )
    dots = [detail(ellipse(x, y, 6), "white") for x, y in ((-62, 24), (-30, 44), (2, 22), (34, 46), (64, 22))]
    return [Shape(cover, "lilac"), *dots]


def mat() -> Shapes:
    """Draw a floor cushion."""
    return [
        Shape(smooth((-76, 0), (-60, -13), (60, -13), (76, 0), (60, 14), (-60, 14), tension=0.8), "purple")
    ]


def book() -> Shapes:
    """Draw an open book."""
    left = smooth((0, -16), (-20, -25), (-44, -20), (-44, 22), (-20, 16), (0, 24), tension=0.6)
    rows = [
        Shape(line((s * 11, y), (s * 34, y - 3)), "", "fold", 3.5, "face") for s in (-1, 1) for y in (-8, 4)
    ]
    return [Shape(left, "cream"), Shape(left.scaled(-1, 1), "cream"), *rows]


def laptop() -> Shapes:
    """Draw a laptop seen from behind."""
    return [
        Shape(box(0, -4, 84, 54, 7), "grey"),
        detail(ellipse(0, -4, 8), "white"),
        Shape(box(0, 27, 104, 11, 5), "night"),
    ]


def phone() -> Shapes:
    """Draw a phone."""
    return [
        Shape(box(0, 0, 34, 58, 7), "night"),
        detail(box(0, -1, 26, 42, 3), "tear"),
        detail(heart(0, -1, 8), "red"),
    ]


def papers() -> Shapes:
    """Draw a tall pile of paper."""
    sheets = ((-3, 30), (4, 20), (-4, 10), (3, 0), (-2, -10), (4, -20), (-1, -30))
    return [Shape(box(x, y, 66, 12, 3), "white" if i % 2 else "cream") for i, (x, y) in enumerate(sheets)]


def battery() -> Shapes:
    """Draw an empty battery."""
    return [
        Shape(box(0, 0, 64, 34, 7), "white"),
        Shape(box(37, 0, 9, 15, 3), "white"),
        detail(box(-22, 0, 10, 22, 2), "red"),
    ]


def clock() -> Shapes:
    """Draw an alarm clock."""
    return [
        Shape(ellipse(-16, -25, 10), "red"),
        Shape(ellipse(16, -25, 10), "red"),
        Shape(ellipse(0, 0, 29), "red"),
        detail(ellipse(0, 0, 20), "white"),
        Shape(line((0, -12), (0, 0), (9, 6)), "", "ink", 4.5, "face"),
    ]


def mask() -> Shapes:
    """Draw a face mask over the mouth."""
    cloth = smooth((-44, -13), (0, -21), (44, -13), (38, 20), (0, 29), (-38, 20), tension=0.75)
    return [
        Shape(line((-42, -8), (-74, -18)), "", "white", 4.5, "prop"),
        Shape(line((42, -8), (74, -18)), "", "white", 4.5, "prop"),
        Shape(cloth, "white"),
        Shape(bend(-26, 0, 26, 0, 3), "", "fold", 3.5, "face"),
        Shape(bend(-24, 12, 24, 12, 4), "", "fold", 3.5, "face"),
    ]


def tissue() -> Shapes:
    """Draw a box of tissues."""
    sheet = smooth((-18, -10), (-24, -36), (-6, -28), (6, -42), (15, -28), (26, -34), (17, -10), tension=0.8)
    return [
        Shape(sheet, "white"),
        Shape(box(0, 10, 70, 40, 6), "blue"),
        detail(ellipse(0, -8, 20, 4), "night", 0.5),
    ]


def headphones() -> Shapes:
    """Draw headphones for the sides of a head 84 px wide either way."""
    return [
        Shape(arc(0, 0, 84, 78, 188, 352), "", "night", 9, "prop"),
        Shape(box(-86, 8, 24, 44, 11), "purple"),
        Shape(box(86, 8, 24, 44, 11), "purple"),
    ]


def magnifier() -> Shapes:
    """Draw a magnifying glass."""
    return [
        stroke(line((13, 13), (33, 33)), "brown", 11),
        Shape(ellipse(0, 0, 22), "tear"),
        Shape(ellipse(0, 0, 22), "", "night", 6, "prop"),
        detail(ellipse(-7, -8, 5, 3, -35), "white"),
    ]
