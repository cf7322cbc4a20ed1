"""What entries feel as their author says, in place of what was read: of all of an entry, or of some sentences."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gyeol import store as stores
from gyeol.diary import day
from gyeol.emotion import PRODUCT
from gyeol.store.corrected import Place
from gyeol.store.entries import SentenceRow

if TYPE_CHECKING:
    from gyeol.store import Store

Labels = tuple[str, ...]


@dataclass(frozen=True)
class Felt:
    """What an entry feels: `top`, label -> share of it in [0, 1], and how sure that is, in [0, 1]."""

    top: str
    emotions: Mapping[str, float]
    confidence: float


def felt(store: "Store", profile: str, entries: Collection[int]) -> dict[int, Felt]:
    """Return entry -> what it feels, for those of some entries of which their author said anything.

    What was said of all of it is so: those feelings alike, and no doubt. Where only sentences were corrected, the day
    is made of its sentences again, by the same rule as when it was written.
    """
    asked = set(entries)
    said = {
        place: labels
        for place, labels in stores.corrections.places(store, profile).items()
        if place.entry in asked
    }
    whole = {place.entry: _whole(labels) for place, labels in said.items() if place.start is None}
    parts = stores.diary.sentences(store, {place.entry for place in said} - whole.keys())
    return whole | {entry: _made(rows, entry, said) for entry, rows in parts.items()}


def _whole(labels: Labels) -> Felt:
    shares = dict.fromkeys(PRODUCT.labels, 0.0) | dict.fromkeys(labels, 1 / len(labels))
    return Felt(labels[0], shares, 1.0)


def _made(sentences: Sequence[SentenceRow], entry: int, said: Mapping[Place, Labels]) -> Felt:
    rows = [
        _sure(labels)
        if (labels := said.get(Place(entry, s.start, s.end)))
        else PRODUCT.vector(dict(s.emotions))
        for s in sentences
    ]
    found = day.weighted(np.stack(rows), np.array([s.end - s.start for s in sentences], np.float32))
    shares = {label: round(float(p), 4) for label, p in zip(PRODUCT.labels, found.row, strict=True)}
    return Felt(found.top, shares, round(found.confidence, 4))


def _sure(labels: Labels) -> day.Array:
    """Return the row (12,) of a sentence whose author said what it feels; the main feeling is its strongest."""
    return PRODUCT.vector(dict.fromkeys(labels, 0.9) | {labels[0]: 1.0})
