"""Signs in the air: hearts, sparkles, marks of anger and sleep, weather; each about (0, 0), in px."""

from gyeol.stickers.drawn.curves import (
    Curve,
    bend,
    cloud,
    drop,
    ellipse,
    heart,
    line,
    polygon,
    rounded,
    smooth,
    star,
)
from gyeol.stickers.drawn.shapes import Shape, Shapes, moved, scaled, turned


def _line(curve: Curve, colour: str = "mark", weight: float = 6) -> Shape:
    return Shape(curve, "", colour, weight, "mark")


def _gloss(x: float, y: float, size: float) -> Shape:
    return Shape(ellipse(x, y, size, size * 0.7, -35), "white", part="face", alpha=0.85)


def one_heart() -> Shapes:
    """Draw a heart."""
    return [Shape(heart(0, 0, 20), "red"), _gloss(-9, -9, 4.5)]


def big_heart() -> Shapes:
    """Draw a heart to hold with both hands."""
    return [Shape(heart(0, 0, 36), "red"), _gloss(-17, -16, 8)]


def two_hearts() -> Shapes:
    """Draw a small heart and a smaller one."""
    small = turned([Shape(heart(0, 0, 11), "pink")], 14)
    return [*turned(one_heart(), -12), *moved(small, 24, -24)]


def broken_heart() -> Shapes:
    """Draw a heart with a crack."""
    crack = _line(line((1, -12), (-7, -2), (6, 5), (-1, 17)), "white", 5)
    return [Shape(heart(0, 0, 26), "red"), Shape(crack.curve, "", "white", 5, "face")]


def sparkle() -> Shapes:
    """Draw a four-pointed sparkle with a little one."""
    return [
        Shape(star(0, 0, 23, arms=4, waist=0.42, soft=0.14), "yellow"),
        Shape(star(22, 20, 11, arms=4, waist=0.44, soft=0.14), "yellow"),
    ]


def one_star() -> Shapes:
    """Draw a five-pointed star."""
    return turned([Shape(star(0, 0, 22), "yellow")], 10)


def note() -> Shapes:
    """Draw a pair of musical notes."""
    return [
        _line(line((-10, 16), (-10, -16), (16, -22), (16, 9)), "purple", 6.5),
        Shape(ellipse(-17, 17, 9.5, 7.5, -18), "purple"),
        Shape(ellipse(9, 10, 9.5, 7.5, -18), "purple"),
    ]


def vein() -> Shapes:
    """Draw the comic mark of anger."""
    return [
        _line(bend(sx * 19, sy * 6, sx * 6, sy * 19, 6 * sx * sy), "red", 8)
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]


def question() -> Shapes:
    """Draw a question mark."""
    hook = smooth((-14, -14), (-8, -27), (6, -28), (14, -17), (8, -5), (0, 2), (0, 11), closed=False)
    return [_line(hook, "blue", 10), Shape(ellipse(0, 26, 6.5), "blue")]


def exclamation() -> Shapes:
    """Draw an exclamation mark."""
    return [
        Shape(rounded([(-8, -30), (8, -30), (4, 11), (-4, 11)], 5), "red"),
        Shape(ellipse(0, 24, 7), "red"),
    ]


def alarm() -> Shapes:
    """Draw two exclamation marks that lean apart."""
    return [*moved(turned(exclamation(), -8), -11, 0), *moved(turned(exclamation(), 10), 13, 0)]


def sleep() -> Shapes:
    """Draw three growing z."""
    letter = line((-8, -8), (8, -8), (-8, 8), (8, 8))
    sizes = ((0.7, -20, 22, 5.0), (1.0, 0, 0, 6.0), (1.35, 24, -28, 7.0))
    return [_line(letter.scaled(size).moved(x, y), "blue", weight) for size, x, y, weight in sizes]


def dots() -> Shapes:
    """Draw three dots of silence."""
    return [Shape(ellipse(x, 0, 7), "grey") for x in (-22, 0, 22)]


def speech() -> Shapes:
    """Draw a speech bubble with three dots."""
    bubble = smooth(
        (-36, -4),
        (-26, -24),
        (0, -29),
        (26, -24),
        (36, -4),
        (26, 14),
        (2, 19),
        (-12, 34),
        (-14, 17),
        (-27, 13),
        tension=0.9,
    )
    return [Shape(bubble, "white"), *(Shape(ellipse(x, -5, 4.5), "grey", part="face") for x in (-15, 0, 15))]


def steam() -> Shapes:
    """Draw a puff blown from one side."""
    return [Shape(cloud(0, 0, 24), "white"), Shape(cloud(21, -16, 13), "white")]


def sigh() -> Shapes:
    """Draw a small breath drifting off."""
    puff = smooth((-24, 6), (-12, -8), (0, -13), (14, -12), (22, -2), (18, 10), (2, 13))
    return [Shape(puff, "white"), Shape(ellipse(29, -10, 7), "white")]


def sweat() -> Shapes:
    """Draw two flying drops of sweat."""
    return [
        *turned([Shape(drop(0, 0, 12), "tear")], 28),
        *moved(turned([Shape(drop(0, 0, 8), "tear")], 50), 20, 17),
    ]


def shiver() -> Shapes:
    """Draw trembling lines."""
    wave = smooth((0, -26), (7, -15), (-1, -4), (7, 7), (-1, 18), (5, 28), closed=False)
    return [_line(wave, "mark", 5.5), _line(wave.scaled(0.66).moved(15, 0), "mark", 5)]


def swirl() -> Shapes:
    """Draw a dizzy curl."""
    curl = smooth(
        (0, 0),
        (6, 3),
        (3, 10),
        (-7, 9),
        (-11, -2),
        (-2, -13),
        (13, -9),
        (18, 7),
        (8, 20),
        (-12, 19),
        closed=False,
    )
    return [_line(curl, "purple", 5.5)]


def scribble() -> Shapes:
    """Draw a tangle of thoughts."""
    knot = smooth(
        (-26, 6),
        (-14, -18),
        (6, 10),
        (-12, 14),
        (-6, -14),
        (18, -12),
        (10, 14),
        (-2, 2),
        (20, -4),
        (28, 8),
        closed=False,
        tension=1.2,
    )
    return [_line(knot, "gloom", 5.5)]


def bolt() -> Shapes:
    """Draw a lightning bolt."""
    return [Shape(polygon((4, -30), (-16, 5), (-3, 5), (-8, 30), (17, -8), (3, -8), (12, -30)), "yellow")]


def impact() -> Shapes:
    """Draw three short lines that burst away up and right."""
    return [
        _line(line((-14, -8), (-21, -27)), "orange", 7),
        _line(line((2, -4), (9, -29)), "orange", 7),
        _line(line((13, 6), (32, -6)), "orange", 7),
    ]


def rain() -> Shapes:
    """Draw a raining cloud."""
    falls = [_line(line((x, 24), (x - 6, 42)), "tear", 6.5) for x in (-24, 0, 24)]
    return [*falls, Shape(cloud(0, 0, 42), "gloom")]


def storm() -> Shapes:
    """Draw a thunder cloud."""
    return [*moved(scaled(bolt(), 0.85), 0, 28), Shape(cloud(0, 0, 42), "night")]


def sunshine() -> Shapes:
    """Draw a little sun."""
    rays = [s for i in range(8) for s in turned([_line(line((0, -22), (0, -31)), "orange", 6.5)], i * 45)]
    return [*rays, Shape(ellipse(0, 0, 17), "yellow")]


def crescent() -> Shapes:
    """Draw a crescent moon."""
    sickle = smooth(
        (6, -26), (-16, -18), (-24, 4), (-12, 22), (10, 25), (24, 12), (2, 8), (-7, -6), tension=0.95
    )
    return [Shape(sickle, "yellow")]


def confetti() -> Shapes:
    """Draw a scatter of paper above a head."""
    bits = (
        (-96, -6, "pink", 20),
        (-66, -34, "yellow", -30),
        (-30, -18, "blue", 50),
        (2, -42, "green", 10),
        (34, -20, "orange", -40),
        (68, -36, "purple", 30),
        (98, -8, "pink", -15),
    )
    out: Shapes = []
    for i, (x, y, colour, angle) in enumerate(bits):
        bit = ellipse(0, 0, 6.5) if i % 3 == 1 else rounded([(-9, -5), (9, -5), (9, 5), (-9, 5)], 2)
        out.append(Shape(bit.turned(angle).moved(x, y), colour))
    return out


def petals() -> Shapes:
    """Draw drifting petals above a head."""
    spots = ((-92, 2, 20), (-48, -26, -40), (6, -34, 60), (54, -18, 10), (92, 8, -30))
    return [
        Shape(smooth((0, -10), (7, 0), (0, 11), (-7, 0)).turned(a).moved(x, y), "pink") for x, y, a in spots
    ]


def leaf() -> Shapes:
    """Draw a falling leaf."""
    blade = smooth((-24, 10), (-14, -14), (12, -20), (26, -14), (18, 8), (-4, 17))
    return [Shape(blade, "green"), Shape(bend(-26, 14, 14, -8, -3), "", "leafline", 3.5, "face")]


def flies() -> Shapes:
    """Draw stink lines."""
    wave = smooth((0, -24), (8, -12), (-2, 0), (8, 12), (0, 24), closed=False)
    return [_line(wave.moved(x, y), "sick", 6.5) for x, y in ((-20, 6), (0, -6), (20, 6))]


def speed() -> Shapes:
    """Draw two strokes that follow a quick movement."""
    return [_line(bend(-4, -24, -4, 24, -8), "mark", 6), _line(bend(12, -15, 12, 15, -6), "mark", 5.5)]
