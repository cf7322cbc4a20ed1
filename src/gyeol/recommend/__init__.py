"""Rank the items of a catalogue for a query, and move a query by ratings: the two functions behind every answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from gyeol.catalog import Array, Catalog, Item, unit

MAX_Z = 3.0  # one space must not decide alone: in a sparse space a single match lies ten deviations out


@dataclass(frozen=True)
class Query:
    """What is looked for: one vector a space, of any length; a missing or zero vector says nothing.

    Attributes:
        vectors: space -> (dim,) float32.
        exclude: ids that must not be answered.
    """

    vectors: Mapping[str, Array]
    exclude: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Recommendation:
    """One answer; `score` is exactly the sum of `why`, which holds the part of each space that had a say."""

    item: Item
    score: float
    why: Mapping[str, float]


def standardised(query: Array, rows: Array, known: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return (n,) standardised cosines of a query (dim,) with unit rows (n, dim), clipped to ±`MAX_Z`.

    Mean and deviation are taken over the rows that have evidence (`known`, (n,)); a row without it scores 0, as an
    average item would.
    """
    length = float(np.linalg.norm(query))
    scores = np.zeros(len(rows), np.float32)
    if length < 1e-12 or not known.any():
        return scores
    cosine = rows @ (query / length).astype(np.float32)
    spread = float(cosine.std(where=known))
    if spread < 1e-6:  # all alike: the space has nothing to say
        return scores
    return np.clip((cosine - cosine.mean(where=known)) / spread, -MAX_Z, MAX_Z, out=scores, where=known)


def recommend(query: Query, catalog: Catalog, weights: Mapping[str, float], n: int) -> list[Recommendation]:
    """Return the n best items, best first: a weighted sum of standardised cosines, one term per space.

    Ties are broken by the order of the catalogue, so the same query always gives the same list. An item that is
    excluded is never answered; fewer than n come back when the catalogue holds no more.
    """
    parts = {
        space: weights[space] * standardised(query.vectors[space], rows, catalog.known[space])
        for space, rows in catalog.spaces.items()
        if space in query.vectors and weights.get(space)
    }
    total = np.sum(list(parts.values()), axis=0) if parts else np.zeros(len(catalog), np.float32)
    for item_id in query.exclude:
        if item_id in catalog.row:
            total[catalog.row[item_id]] = -np.inf
    return [
        Recommendation(catalog.items[i], float(total[i]), {s: float(p[i]) for s, p in parts.items()})
        for i in _best(total, n)
    ]


def refine(query: Query, catalog: Catalog, ratings: Mapping[str, float], *, rate: float = 0.75) -> Query:
    """Move a query towards what was liked and away from what was not, in every space (Rocchio 1971).

    q' = q/|q| + rate · mean(w⁺ d) - rate/2 · mean(w⁻ d), with w = (rating - 3) / 2 in [-1, 1].

    Deviations: graded weights instead of relevant or not; items without evidence in a space do not vote there.

    Args:
        query: as asked.
        catalog: where the rated items stand; ids that it lacks are ignored.
        ratings: id -> 1 (not at all) to 5 (just right).
        rate: how far the ratings move the query.
    """
    rows = np.asarray([catalog.row[i] for i in ratings if i in catalog.row], np.intp)
    weight = np.asarray([(v - 3) / 2 for i, v in ratings.items() if i in catalog.row], np.float32)
    vectors = {}
    for space, items in catalog.spaces.items():
        start = unit(query.vectors.get(space, np.zeros(items.shape[1], np.float32)))
        liked, disliked = (
            _mean(items[rows], np.maximum(weight, 0)),
            _mean(items[rows], np.maximum(-weight, 0)),
        )
        vectors[space] = start + np.float32(rate) * liked - np.float32(rate / 2) * disliked
    return Query(vectors, query.exclude)


def _mean(rows: Array, weight: Array) -> Array:
    known = weight * rows.any(axis=1)
    if not known.any():
        return np.zeros(rows.shape[1], np.float32)
    return np.asarray(known @ rows / np.count_nonzero(known), np.float32)


def _best(scores: NDArray[np.float32], n: int) -> NDArray[np.intp]:
    """Return the rows of the n highest finite scores, ties in row order."""
    n = min(n, int(np.isfinite(scores).sum()))
    if n <= 0:
        return np.zeros(0, np.intp)
    least = np.partition(scores, len(scores) - n)[len(scores) - n]
    rows = np.flatnonzero(scores >= least)
    return rows[np.argsort(-scores[rows], kind="stable")][:n]
