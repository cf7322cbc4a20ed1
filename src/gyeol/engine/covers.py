"""How lists show a pack: its numbers and the stickers on its cover."""

from gyeol.emotion import PRODUCT
from gyeol.engine.answers import PackInfo
from gyeol.engine.shelf import Shelf

ON_COVER = 6


def info(shelf: Shelf, name: str) -> PackInfo:
    """Return a pack as lists show it."""
    rows = shelf.catalog.groups[name]
    felt = int(shelf.catalog.known["emotion"][rows].sum())
    return PackInfo(shelf.packs[name], len(rows), felt, name in shelf.ours, cover(shelf, name))


def cover(shelf: Shelf, name: str) -> tuple[str, ...]:
    """Return the ids of six stickers of a pack, each the clearest of another feeling where there are that many."""
    rows = shelf.catalog.groups[name]
    emotion = shelf.catalog.spaces["emotion"][rows]
    felt = [label for label in range(len(PRODUCT)) if emotion[:, label].any()]
    best = dict.fromkeys(int(emotion[:, label].argmax()) for label in felt)
    order = [*best, *(i for i in range(len(rows)) if i not in best)]
    return tuple(shelf.catalog.items[rows[i]].id for i in order[:ON_COVER])
