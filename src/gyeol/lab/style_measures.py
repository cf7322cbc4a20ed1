"""How well a style space groups stickers by pack, and how much content still leaks into it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gyeol.catalog import Array


@dataclass(frozen=True)
class Retrieval:
    """Mean over queries, each sticker against all others.

    Attributes:
        n: queries; those whose pack holds nothing else are left out.
        p_at_1: the nearest other sticker is of the same pack.
        p_at_10: share of the ten nearest that are; of fewer where the pack holds fewer.
        map: mean average precision over the whole gallery.
        family_at_1: the nearest one is of the same family.
        content_confusion: the nearest one is of another pack and shows the same thing.
    """

    n: int
    p_at_1: float
    p_at_10: float
    map: float
    family_at_1: float
    content_confusion: float


def retrieval(
    rows: Array,
    pack: NDArray[np.str_],
    family: NDArray[np.str_],
    motif: NDArray[np.str_],
    queries: NDArray[np.intp] | None = None,
) -> Retrieval:
    """Measure (n, dim) unit rows by cosine.

    Args:
        rows: of the gallery.
        pack: (n,) name of each one's pack.
        family: (n,) name of each one's family.
        motif: (n,) what each shows; "" if unknown.
        queries: rows that ask; None: all.
    """
    asking = np.arange(len(rows)) if queries is None else queries
    sizes = {name: int((pack == name).sum()) for name in np.unique(pack)}
    asking = np.asarray([q for q in asking if sizes[pack[q]] > 1], np.intp)
    scores: list[tuple[float, float, float, float, float]] = []
    for start in range(0, len(asking), 256):
        block = asking[start : start + 256]
        cosine = rows[block] @ rows.T  # (256, n)
        cosine[np.arange(len(block)), block] = -np.inf
        for q, order in zip(block, np.argsort(-cosine, axis=1, kind="stable")[:, :-1], strict=True):
            same = pack[order] == pack[q]
            k = min(10, sizes[pack[q]] - 1)
            hits = np.flatnonzero(same)
            precision = (np.arange(len(hits)) + 1) / (hits + 1)
            first = order[0]
            leak = not same[0] and motif[q] != "" and motif[first] == motif[q]
            scores.append(
                (
                    float(same[0]),
                    float(same[:k].mean()),
                    float(precision.mean()),
                    float(family[first] == family[q]),
                    float(leak),
                )
            )
    return Retrieval(len(scores), *(float(value) for value in np.mean(scores, axis=0)))
