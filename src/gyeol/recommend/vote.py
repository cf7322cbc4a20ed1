"""Let the stickers that a user has vote for the packs that look like them (R1.3)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gyeol.catalog import Array, Catalog, unit

_EQUAL = 1e-6  # cosines closer than this are a tie, whatever the rounding of the machine


@dataclass(frozen=True)
class Tally:
    """The outcome of a vote.

    Attributes:
        votes: pack -> votes, most first; packs without a vote are left out.
        chosen: the packs from the most voted down until there are at least as many as asked, ties included.
        tied: True if a tie made `chosen` longer than asked.
    """

    votes: dict[str, float]
    chosen: tuple[str, ...]
    tied: bool


def vote(
    stickers: Array,
    packs: Catalog,
    *,
    ballots: int = 5,
    at_least: int = 3,
    counts: Sequence[float] | None = None,
    by_similarity: bool = False,
) -> Tally:
    """Count the votes of each sticker for its most similar packs and choose the most voted.

    Source: R1.3. Repaired: packs of equal similarity at the last place all get the vote, instead of the first of
    them getting it several times; every pack can be voted for, the first one too. The two weights are what the
    authors suggest and did not build.

    Args:
        stickers: (n, dim) unit rows in the style space; zero rows do not vote.
        packs: one item a pack (`Catalog.grouped`) with the space "style".
        ballots: how many packs a sticker votes for.
        at_least: how many packs to choose.
        counts: how often the user sends each sticker; a vote weighs log2(2 + count), so that one that was never
            sent still counts 1. None: all weigh 1.
        by_similarity: multiply each vote by its cosine (negative ones count 0).
    """
    cosine = unit(stickers) @ packs.spaces["style"].T  # (n, n_packs)
    weight = np.log2(2 + np.asarray(counts, np.float64)) if counts is not None else np.ones(len(stickers))
    total = np.zeros(len(packs))
    for sticker, similarity, w in zip(stickers, cosine, weight, strict=True):
        if not sticker.any() or not len(packs):
            continue
        last = np.sort(similarity)[::-1][min(ballots, len(packs)) - 1]
        elected = similarity >= last - _EQUAL
        total[elected] += w * np.maximum(similarity[elected], 0) if by_similarity else w
    order = np.argsort(-total, kind="stable")
    votes = {packs.items[i].id: float(total[i]) for i in order if total[i] > 0}
    chosen = _from_the_top(votes, at_least)
    return Tally(votes, chosen, len(chosen) > at_least)


def _from_the_top(votes: dict[str, float], at_least: int) -> tuple[str, ...]:
    ranked = list(votes.items())
    if len(ranked) <= at_least:
        return tuple(votes)
    least = ranked[at_least - 1][1]
    return tuple(pack for pack, count in ranked if count >= least - _EQUAL)
