"""Faces: an expression (eyes, brows, mouth, marks) set into the proportions of one character."""

from collections.abc import Callable
from dataclasses import dataclass

from gyeol.stickers.drawn.curves import arc, bend, drop, ellipse, line, smooth
from gyeol.stickers.drawn.eyes import brows, eyes
from gyeol.stickers.drawn.mouths import mouth
from gyeol.stickers.drawn.shapes import Shape, Shapes, moved


@dataclass(frozen=True)
class Expression:
    """What a face does, and the words for it.

    Attributes:
        slug: part of a sticker's slug.
        ko: adverbial phrase before what the character does: "활짝 웃으며".
        en: the same, after it: "with a big grin".
        eyes, mouth, brows: names of `eyes` and `mouths`.
        marks: names among `MARKS`, separated by spaces.
    """

    slug: str
    ko: str
    en: str
    eyes: str
    mouth: str
    brows: str = ""
    marks: str = ""


@dataclass(frozen=True)
class Features:
    """Proportions of a face, in hundredths of half its width.

    Attributes:
        spread: middle to eye.
        eye: half height of an eye.
        mouth: half width of a smile.
        mouth_y: below the eyes.
        cheek: middle to cheek.
        blush: whether this character always blushes.
        lift: eyes above their usual place.
    """

    spread: float = 40
    eye: float = 13
    mouth: float = 20
    mouth_y: float = 25
    cheek: float = 62
    blush: bool = True
    lift: float = 0


def _blush(f: Features) -> Shapes:
    return [
        Shape(ellipse(x, f.mouth_y * 0.85, 15, 9.5), "blush", part="face", alpha=0.85)
        for x in (-f.cheek, f.cheek)
    ]


def _flush(f: Features) -> Shapes:
    big = [Shape(ellipse(x, f.mouth_y * 0.8, 20, 13), "blush", part="face") for x in (-f.cheek, f.cheek)]
    lines = [
        Shape(
            line((x + dx + 2, f.mouth_y * 0.8 - 6), (x + dx - 3, f.mouth_y * 0.8 + 6)), "", "red", 3.6, "face"
        )
        for x in (-f.cheek, f.cheek)
        for dx in (-8, 1, 10)
    ]
    return [*big, *lines]


def _tear(f: Features) -> Shapes:
    return [Shape(drop(f.spread + 6, 30 - f.lift, 9.5), "tear", part="prop")]


def _tears(f: Features) -> Shapes:
    return [Shape(drop(x, 30 - f.lift, 9.5), "tear", part="prop") for x in (-f.spread - 6, f.spread + 6)]


def _streams(f: Features) -> Shapes:
    streams: Shapes = []
    for side in (-1, 1):
        x = side * f.spread
        run = smooth(
            (x - 7, 8),
            (x + 7, 8),
            (x + 9 + side * 3, 40),
            (x + 11 + side * 6, 66),
            (x - 11 + side * 6, 66),
            (x - 9 + side * 3, 40),
            tension=0.8,
        )
        top = -f.lift
        streams += [
            Shape(run.moved(0, top), "tear", part="prop"),
            Shape(bend(x - 1, 16 + top, x + side * 6, 58 + top, -side * 2), "", "white", 3.5, "face"),
        ]
    return streams


def _sweat(f: Features) -> Shapes:
    return [Shape(drop(f.cheek + 16, -30, 12).turned(0), "tear", part="prop")]


def _gloom(f: Features) -> Shapes:
    return [
        Shape(line((x, -72), (x, -72 + length)), "", "gloom", 5, "face")
        for x, length in ((-34, 26), (-17, 36), (0, 28), (17, 38), (34, 24))
    ]


def _red(f: Features) -> Shapes:
    return [
        Shape(ellipse(x, f.mouth_y * 0.55, 24, 15), "red", part="face", alpha=0.38)
        for x in (-f.cheek, f.cheek)
    ]


def _green(f: Features) -> Shapes:
    return [
        Shape(ellipse(x, f.mouth_y * 0.7, 22, 15), "sick", part="face", alpha=0.75)
        for x in (-f.cheek, f.cheek)
    ]


def _bubble(f: Features) -> Shapes:
    x, y = 22, f.mouth_y - 8
    return [
        Shape(ellipse(x, y, 16), "tear", part="prop"),
        Shape(ellipse(x - 5, y - 5, 4.5), "white", part="face"),
    ]


def _wrinkle(f: Features) -> Shapes:
    return [
        Shape(arc(0, -8, 8, 7, 200, 340), "", "ink", 4, "face"),
        Shape(arc(0, -17, 7, 6, 200, 340), "", "ink", 4, "face"),
    ]


MARKS: dict[str, Callable[[Features], Shapes]] = {
    "blush": _blush,
    "flush": _flush,
    "tear": _tear,
    "tears": _tears,
    "streams": _streams,
    "sweat": _sweat,
    "gloom": _gloom,
    "red": _red,
    "green": _green,
    "bubble": _bubble,
    "wrinkle": _wrinkle,
}
_UNDER = ("blush", "flush", "red", "green", "gloom")


def face(expression: Expression, features: Features) -> Shapes:
    """Return a face whose eyes lie on y = 0, in hundredths of half its width."""
    f = features
    marks = expression.marks.split()
    if f.blush and not {"flush", "red", "green", "gloom"} & set(marks):
        marks.insert(0, "blush")
    under = [s for name in marks if name in _UNDER for s in MARKS[name](f)]
    over = [s for name in marks if name not in _UNDER for s in MARKS[name](f)]
    return [
        *under,
        *moved(eyes(expression.eyes, f.spread, f.eye), 0, -f.lift),
        *moved(brows(expression.brows, f.spread, f.eye), 0, -f.eye * 2.35 - f.lift),
        *moved(mouth(expression.mouth, f.mouth), 0, f.mouth_y),
        *over,
    ]
