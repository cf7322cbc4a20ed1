"""Thin out a ranking so that no pack and no motif fills the whole answer."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence

from gyeol.catalog import Item
from gyeol.recommend import Recommendation

Limit = tuple[Callable[[Item], Hashable | None], int]  # (key of an item, how many items may share it)


def diversify(ranking: Sequence[Recommendation], n: int, limits: Sequence[Limit]) -> list[Recommendation]:
    """Return up to n of a ranking in its order, skipping what exceeds a limit; None as a key is never limited.

    Where the limits leave fewer than n, the best of the skipped follow, so a small catalogue still fills the list.
    """
    taken: list[Recommendation] = []
    skipped: list[Recommendation] = []
    seen = [Counter[Hashable]() for _ in limits]
    for candidate in ranking:
        keys = [key(candidate.item) for key, _ in limits]
        if any(k is not None and seen[i][k] >= limits[i][1] for i, k in enumerate(keys)):
            skipped.append(candidate)
            continue
        for i, k in enumerate(keys):
            seen[i][k] += 1
        taken.append(candidate)
        if len(taken) == n:
            return taken
    return taken + skipped[: n - len(taken)]
