"""The emoji maker: (style, seed, count) in, named drawings out."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from gyeol.emotion import PRODUCT
from gyeol.errors import BadRequest, UnknownName
from gyeol.stickers.drawn import styles
from gyeol.stickers.drawn.compose import Scene, compose
from gyeol.stickers.drawn.faces import Expression, Features
from gyeol.stickers.drawn.palettes import Palette, turned
from gyeol.stickers.drawn.scenes import REPERTOIRES, Act
from gyeol.stickers.drawn.species import CAST, Species
from gyeol.stickers.drawn.styles.svg import document
from gyeol.stickers.drawn.wardrobe import WARDROBE, Wear

STYLES: tuple[str, ...] = tuple(styles.STYLES)
MAX_COUNT = 1000
_GOLDEN = 0.618  # of a turn: hues of one character keep far apart however many seeds there are

T = TypeVar("T")


@dataclass(frozen=True)
class Drawing:
    """One sticker.

    Attributes:
        slug: unique within its pack: feeling, number, act.
        feeling: a label of `gyeol.emotion.PRODUCT`.
        ko, en: its names.
        keywords: Korean and English words to find it by.
        svg: the picture, 256 px square on nothing.
    """

    slug: str
    feeling: str
    ko: str
    en: str
    keywords: tuple[str, ...]
    svg: str


@dataclass(frozen=True)
class _Look:
    """What all stickers of one pack share."""

    style: styles.Style
    species: Species
    palette: Palette
    features: Features
    orders: dict[str, list[Act]]
    wardrobe: list[Wear]


def draw(style: str, *, seed: int, count: int) -> Iterator[Drawing]:
    """Draw a pack, feeling by feeling in turn, so that any count is spread evenly over all twelve.

    Args:
        style: one of `STYLES`.
        seed: picks character, colours and proportions; 0 or more.
        count: 1 to 1000; a larger pack begins with the smaller one.

    Raises:
        UnknownName: no such style.
        BadRequest: seed or count out of range.
    """
    if style not in STYLES:
        raise UnknownName("style", style, STYLES)
    if seed < 0:
        raise BadRequest(f"a seed is 0 or more, not {seed}; choose another.")
    if not 1 <= count <= MAX_COUNT:
        raise BadRequest(f"a pack has 1 to {MAX_COUNT} stickers, not {count}; choose another count.")
    look = _look(style, seed)
    return (_drawing(look, i, dice(style, seed, i)) for i in range(count))


def dice(*key: object) -> np.random.Generator:
    """Return a generator that depends on the key alone, the same on every machine."""
    digest = hashlib.sha256("/".join(map(str, key)).encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))


def _between(rng: np.random.Generator, low: float, high: float) -> float:
    return low + (high - low) * float(rng.random())


def _shuffled(items: Sequence[T], rng: np.random.Generator) -> list[T]:
    keys = rng.random(len(items)).tolist()
    return [item for _, item in sorted(zip(keys, items, strict=True), key=lambda pair: pair[0])]


def _look(name: str, seed: int) -> _Look:
    style, rng = styles.STYLES[name], dice(name, seed, "look")
    round_, place = divmod(seed, len(style.looks))
    cast, palette = style.looks[place]
    palette = turned(palette, round_ * _GOLDEN % 1) if round_ else palette
    species = CAST[cast]
    species = replace(
        species,
        width=species.width * _between(rng, 0.97, 1.04),
        height=species.height * _between(rng, 0.97, 1.03),
    )
    features = Features(
        spread=_between(rng, 36, 43),
        eye=_between(rng, 13, 15) * style.eye,
        mouth=_between(rng, 18, 22.5),
        mouth_y=_between(rng, 23, 27),
    )
    orders = {label: _shuffled(REPERTOIRES[label].acts, rng) for label in PRODUCT.labels}
    return _Look(style, species, palette, features, orders, _shuffled(WARDROBE, rng))


def _drawing(look: _Look, index: int, rng: np.random.Generator) -> Drawing:
    turn, column = divmod(index, len(PRODUCT))
    feeling = PRODUCT.labels[column]
    act, expression, wear = _choice(look, feeling, turn)
    scene = Scene(
        look.species,
        look.features,
        expression,
        act,
        wear=wear.prop if wear else "",
        mirrored=rng.random() < 0.5,
        swing=0 if look.style.upright else _between(rng, -2.5, 2.5),
    )
    body = look.style.paint(compose(scene, margin=look.style.margin), look.palette, rng)
    return Drawing(
        slug=f"{feeling}-{turn + 1:02d}-{act.slug}",
        feeling=feeling,
        ko=f"{wear.ko} {expression.ko} {act.ko}" if wear else f"{expression.ko} {act.ko}",
        en=f"{act.en}, {expression.en}" + (f", {wear.en}" if wear else ""),
        keywords=_keywords(look, feeling, act, wear),
        svg=document(body),
    )


def _choice(look: _Look, feeling: str, turn: int) -> tuple[Act, Expression, Wear | None]:
    """Return a feeling's `turn`-th combination: all acts, then their other faces, then things to wear."""
    acts = look.orders[feeling]
    round_, place = divmod(turn, len(acts))
    act = acts[place]
    faces = REPERTOIRES[feeling].faces(act)
    dressed, face = divmod(round_, len(faces))
    wear = look.wardrobe[(dressed - 1 + place) % len(look.wardrobe)] if dressed else None
    return act, faces[face], wear


def _keywords(look: _Look, feeling: str, act: Act, wear: Wear | None) -> tuple[str, ...]:
    words = [PRODUCT.title(feeling, "ko"), *act.ko_words.split(), look.species.ko]
    words += [PRODUCT.title(feeling, "en"), *act.en_words.split(), look.species.en]
    words += [wear.word_ko, wear.word_en] if wear else []
    return tuple(dict.fromkeys(words))
