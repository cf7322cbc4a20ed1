"""What a profile likes, sends and says it wants more or less of; how much each counts now."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING

import numpy as np

from gyeol import store as stores
from gyeol.catalog import Array
from gyeol.engine.answers import Similar
from gyeol.engine.covers import cover, info
from gyeol.engine.shelf import Shelf
from gyeol.errors import BadRequest
from gyeol.recommend import Query, refine
from gyeol.store.fading import HALF_LIFE

if TYPE_CHECKING:
    from gyeol.store import Store

__all__ = ["HALF_LIFE", "MAX_WEIGHT", "Taste", "Trait", "style", "wished"]

MAX_WEIGHT = 8.0  # what 255 stickers sent today weigh
_NOTHING = 0.01  # weights below it are not shown


@dataclass(frozen=True)
class Trait:
    """One sticker of a taste.

    Attributes:
        id: `pack/slug`.
        weight: log2(1 + liked + faded uses) + leaning; below 0 for what is wanted less.
        liked: whether its heart is on.
        sent: how often it was sent, ever.
        leaning: what is left of "more like this" (above 0) or "less like that" (below 0).
    """

    id: str
    weight: float
    liked: bool
    sent: int
    leaning: float


class Taste:
    """The taste of every profile: Σ over stickers, where what was sent and said loses half its weight in 30 days.

    Args:
        store: returns the store, which is opened when it is first needed.
        shelf: returns all packs at hand.
    """

    def __init__(self, store: Callable[[], "Store"], shelf: Callable[[], Shelf]) -> None:
        self._store, self._shelf = store, shelf

    def likes(self, profile: str) -> list[str]:
        """Return the ids of the liked stickers that are still at hand, the oldest first."""
        row = self._shelf().catalog.row
        return [sticker for sticker in self._store().likes(profile) if sticker in row]

    def like(self, name: str, profile: str) -> None:
        """Like a sticker, or the cover stickers of a pack, so that its style counts; raise `UnknownName`."""
        shelf = self._shelf()
        wanted = [shelf.sticker(name).id] if "/" in name else cover(shelf, shelf.pack(name).name)
        for sticker in wanted:
            self._store().like(profile, sticker)

    def unlike(self, name: str, profile: str) -> None:
        """Forget the like of a sticker, or every like of a pack; forgetting what is not liked changes nothing."""
        mine = [name] if "/" in name else self._store().likes(profile)
        for sticker in mine:
            if sticker == name or sticker.partition("/")[0] == name:
                self._store().unlike(profile, sticker)

    def use(self, sticker_id: str, profile: str) -> None:
        """Count that a sticker was sent: what is sent more weighs more; raise `UnknownName`."""
        self._store().use(profile, self._shelf().sticker(sticker_id).id)

    def lean(self, sticker_id: str, profile: str, value: float) -> None:
        """Remember that more (above 0) or less (below 0) like a sticker is wanted; raise `UnknownName`."""
        stores.leanings.lean(self._store(), profile, self._shelf().sticker(sticker_id).id, value)

    def traits(self, profile: str) -> list[Trait]:
        """Return the stickers at hand that a taste is made of, the heaviest first, what is wanted less last."""
        store, row = self._store(), self._shelf().catalog.row
        likes, uses, weights = store.likes(profile), store.uses(profile), store.weights(profile)
        leanings = stores.leanings.leanings(store, profile)
        traits = [
            Trait(
                sticker,
                log2(1 + (sticker in likes) + weights.get(sticker, 0)) + leanings.get(sticker, 0),
                sticker in likes,
                uses.get(sticker, 0),
                leanings.get(sticker, 0),
            )
            for sticker in dict.fromkeys([*likes, *uses, *leanings])
            if sticker in row
        ]
        felt = [trait for trait in traits if trait.liked or abs(trait.weight) >= _NOTHING]
        return sorted(felt, key=lambda trait: (-trait.weight, trait.id))

    def weights(self, profile: str) -> dict[str, float]:
        """Return sticker -> weight, below 0 for what is wanted less."""
        return {trait.id: trait.weight for trait in self.traits(profile)}

    def set(self, sticker_id: str, profile: str, weight: float) -> None:
        """Let a sticker weigh as much as is said, whatever was liked or sent before; it fades from now on.

        Raises:
            BadRequest: the weight is not from -`MAX_WEIGHT` to `MAX_WEIGHT`.
            UnknownName: no such sticker.
        """
        if not -MAX_WEIGHT <= weight <= MAX_WEIGHT:
            raise BadRequest(
                f"a weight is from {-MAX_WEIGHT:g} to {MAX_WEIGHT:g}, not {weight:g}; choose one."
            )
        sticker = self._shelf().sticker(sticker_id).id
        stores.leanings.forget(self._store(), profile, sticker)
        if weight:
            stores.leanings.lean(self._store(), profile, sticker, weight)

    def forget(self, profile: str, sticker_id: str | None = None) -> bool:
        """Forget one sticker (its pack may be gone) or, with None, the whole taste; return if there was anything."""
        return stores.leanings.forget(self._store(), profile, sticker_id)

    def packs(self, profile: str, n: int) -> list[Similar]:
        """Return the n packs whose style is nearest to a taste, the nearest first; none for an empty taste."""
        shelf = self._shelf()
        wanted = style(shelf, self.weights(profile))
        if not wanted.any():
            return []
        cosine = shelf.by_pack.spaces["style"] @ wanted / np.linalg.norm(wanted)
        order = np.argsort(-cosine, kind="stable")[:n]
        return [Similar(info(shelf, shelf.by_pack.items[i].id), float(cosine[i]), 0.0) for i in order]


def style(shelf: Shelf, weights: Mapping[str, float]) -> Array:
    """Return the style (dim,) that a taste asks for: towards what weighs, away from what is wanted less (`refine`).

    Args:
        shelf: where the stickers stand; others are passed over.
        weights: sticker -> weight; only their ratios matter.
    """
    most = max((abs(weight) for weight in weights.values()), default=0.0)
    ratings = {sticker: 3 + 2 * weight / most for sticker, weight in weights.items()} if most else {}
    return np.asarray(refine(Query({}), shelf.catalog, ratings).vectors["style"], np.float32)


def wished(shelf: Shelf, like: Iterable[str], weights: Mapping[str, float]) -> dict[str, float]:
    """Return sticker -> weight of what is asked for beside a taste.

    Args:
        shelf: where it stands.
        like: ids of stickers, or names of packs, whose stickers share a weight of 1.
        weights: sticker -> weight of the taste.

    Raises:
        UnknownName: one of `like` is neither a sticker nor a pack.
    """
    total = dict(weights)
    for name in like:
        rows = (
            shelf.catalog.groups[name] if name in shelf.packs else [shelf.catalog.row[shelf.sticker(name).id]]
        )
        for row in rows:
            sticker = shelf.catalog.items[row].id
            total[sticker] = total.get(sticker, 0) + 1 / len(rows)
    return total
