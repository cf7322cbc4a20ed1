"""Choose the stickers of an answer: what comes first, and why."""

from collections.abc import Mapping, Sequence

import numpy as np

from gyeol.catalog import Array, Item
from gyeol.emotion import PRODUCT
from gyeol.engine.answers import Because, Suggestion
from gyeol.engine.shelf import Shelf
from gyeol.recommend import Query, Recommendation, recommend
from gyeol.recommend.diversify import diversify

WEIGHTS: Mapping[str, float] = {"emotion": 1.0, "meaning": 0.6, "style": 0.8}
_CANDIDATES = (
    20  # how many ranked stickers there are for each one shown, for the diversity limits to choose from
)
_PER_PACK = 2
_AWAY = 0.4  # of the weight of style where only dislikes speak: they say where not to go, but not where

Liked = Mapping[int, float]  # row -> weight, above 0


def choose(
    shelf: Shelf, query: Query, liked: Liked, n: int, concepts: Sequence[str]
) -> tuple[Suggestion, ...]:
    """Return the n best stickers: at most one of a motif, and two of a pack.

    Who likes nothing yet gets one of a pack, and so sees as many styles as there is room for.

    Args:
        shelf: all packs.
        query: vectors of the spaces "emotion", "meaning" and "style".
        liked: what the style was taken from.
        n: how many.
        concepts: names of the axes of the meaning space.
    """
    weights = WEIGHTS if liked else {**WEIGHTS, "style": _AWAY * WEIGHTS["style"]}
    ranking = recommend(query, shelf.catalog, weights, n * _CANDIDATES)
    limits = ((_pack, _PER_PACK if liked else 1), (_motif, 1))
    return tuple(_suggestion(shelf, query, liked, found, concepts) for found in diversify(ranking, n, limits))


def _suggestion(
    shelf: Shelf, query: Query, liked: Liked, found: Recommendation, concepts: Sequence[str]
) -> Suggestion:
    item, row = found.item, shelf.catalog.row[found.item.id]
    shared = {
        space: np.maximum(query.vectors[space], 0) * shelf.catalog.spaces[space][row]
        for space in ("emotion", "meaning")
        if found.why.get(space, 0) > 0
    }
    because = Because(
        feeling=_strongest(shared.get("emotion"), PRODUCT.labels),
        concept=_strongest(shared.get("meaning"), concepts),
        like=_most_alike(shelf, row, liked) if found.why.get("style", 0) > 0 else None,
    )
    return Suggestion(
        item.id, item.group, item.ko, item.en, found.score, found.why, shelf.picture(item), because
    )


def _most_alike(shelf: Shelf, row: int, liked: Liked) -> str | None:
    """Return the pack among the liked ones whose liked stickers look most like a sticker."""
    if not liked:
        return None
    rows = shelf.catalog.spaces["style"]
    best = max(liked, key=lambda other: float(rows[other] @ rows[row]))
    return shelf.catalog.items[best].group


def _strongest(shared: Array | None, names: Sequence[str]) -> str | None:
    return names[int(shared.argmax())] if shared is not None and shared.max() > 0 else None


def _pack(item: Item) -> str:
    return item.group


def _motif(item: Item) -> str:
    """Return what a sticker shows: the emoji that it stands for, else its name."""
    return str(item.facts.get("codepoint") or item.en)
