"""The map of styles as a drawing: which sticker lies where, computed once for the packs at hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from unicodedata import east_asian_width

from gyeol.catalog import Item
from gyeol.engine import Engine
from gyeol.web.view import Card, View

WIDTH = 1000  # units of the drawing; its height follows from what is on it
_MARGIN = 60
_BELOW = 42  # from the lowest picture of a pack to the foot of its title
_LINE, _CHAR = 20, 17  # height of a title, width of a Korean character in it
_PICTURES = 160  # of single stickers before anybody zooms in; all packs share them
_kept: tuple[str, list[tuple[Item, float, float]]] = ("", [])  # of the last shelf: (its revision, its places)


@dataclass(frozen=True)
class Spot:
    """A sticker on the drawing: its middle, in units."""

    card: Card
    x: float
    y: float


@dataclass(frozen=True)
class Region:
    """A pack on the drawing: its title's place, the stickers that stand for it, and whether it is the visitor's."""

    name: str
    title: str
    own: bool
    x: float
    y: float
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class Drawing:
    """The whole map: its size in units, a dot for each sticker, and the packs."""

    width: int
    height: int
    dots: tuple[tuple[float, float], ...]
    regions: tuple[Region, ...]
    liked: tuple[tuple[float, float], ...]


def placed(engine: Engine) -> list[tuple[Item, float, float]]:
    """Return each sticker with its place, x and y in [0, 1]."""
    global _kept
    revision = engine.shelf.revision
    if _kept[0] != revision:
        found = engine.styles.map()
        places = [
            (item, round(float(x), 4), round(float(y), 4))
            for item, (x, y) in zip(found.items, found.places, strict=True)
        ]
        _kept = (revision, places)
    return _kept[1]


def drawing(engine: Engine, view: View) -> Drawing:
    """Return the map as it is drawn before anybody zooms in."""
    places = placed(engine)
    if not places:
        return Drawing(WIDTH, WIDTH // 2, (), (), ())
    low, high = min(y for _, _, y in places), max(y for _, _, y in places)
    inner = WIDTH - 2 * _MARGIN
    at = {item.id: (_MARGIN + inner * x, _MARGIN + inner * (y - low)) for item, x, y in places}
    groups: dict[str, list[str]] = {}
    for item, _, _ in places:
        groups.setdefault(item.group, []).append(item.id)
    each = max(1, min(6, _PICTURES // len(groups)))
    regions = [_region(view, name, ids, at, each) for name, ids in groups.items()]
    return Drawing(
        WIDTH,
        round(2 * _MARGIN + inner * (high - low)),
        tuple((round(x, 1), round(y, 1)) for x, y in at.values()),
        tuple(_apart(regions)),
        tuple(at[card.id] for card in view.liked() if card.id in at),
    )


def _region(
    view: View, name: str, ids: Sequence[str], at: dict[str, tuple[float, float]], each: int
) -> Region:
    cover = [one.id for one in view.tile(view.info(name)).cover if one.id in at] or list(ids)
    spots = tuple(Spot(view.card(view.shelf.sticker(one)), *_rounded(at[one])) for one in cover[:each])
    xs, ys = [spot.x for spot in spots], [spot.y for spot in spots]
    return Region(
        name,
        view.shelf.packs[name].title(view.say.language),
        name not in view.shelf.ours,
        round(sum(xs) / len(xs), 1),
        round(max(ys) + _BELOW, 1),
        spots,
    )


def _apart(regions: Sequence[Region]) -> list[Region]:
    """Return the packs with titles that do not lie on each other: the lower one of two goes further down."""
    done: list[Region] = []
    for region in sorted(regions, key=lambda one: one.y):
        y = region.y
        while any(abs(one.y - y) < _LINE and _touch(one, region) for one in done):
            y = round(y + 2, 1)
        done.append(replace(region, y=y))
    return done


def _touch(one: Region, other: Region) -> bool:
    return abs(one.x - other.x) < _CHAR * (_ems(one.title) + _ems(other.title)) / 2


def _ems(title: str) -> float:
    """Return about how wide a title is, in the width of a Korean character."""
    return sum(1.0 if east_asian_width(c) in "WF" else 0.55 for c in title) + 0.5


def _rounded(place: tuple[float, float]) -> tuple[float, float]:
    return round(place[0], 1), round(place[1], 1)
