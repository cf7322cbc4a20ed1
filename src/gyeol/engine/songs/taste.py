"""What earlier ratings let expect of songs, looked at where a text would be answered from anyway."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gyeol.catalog import Catalog
from gyeol.recommend.ratings import Preferences, preferences

SPACES = ("emotion", "concepts", "sound")  # songs alike in wording are not yet alike in taste
_LATEST = 500  # ratings, and skips, that have a say: the work grows with their cube, what they tell does not
_SHORT = 1_000  # of a large catalogue, so many songs that fit the text best; which of them, taste decides

Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Past:
    """What a profile thought of songs before.

    Attributes:
        ratings: id -> 1 to 5, the latest last.
        skipped: ids that were shown and passed over, or rated.
    """

    ratings: Mapping[str, int]
    skipped: Collection[str] = ()

    def latest(self, n: int) -> "Past":
        """Return the last n ratings, and the last n of what was passed over without one."""
        passed = [song for song in self.skipped if song not in self.ratings]
        return Past(dict(list(self.ratings.items())[-n:]), passed[-n:])


NO_PAST = Past({})


class Taste:
    """Expected ratings of a shortlist.

    Args:
        catalog: all songs.
        past: what was rated and skipped; the latest of it counts.
        totals: (n,) scores by feeling and meaning; the shortlist is the best of each.

    Attributes:
        stars: (n,) how many stars more or less than the shortlist's mean are expected of each song.
    """

    def __init__(self, catalog: Catalog, past: Past, totals: Sequence[Scores]) -> None:
        past = past.latest(_LATEST)
        rows = _shortlist(catalog, past, totals)
        spaces = {name: values[rows] for name, values in catalog.spaces.items()}
        self._part = Catalog(tuple(catalog.items[row] for row in rows), spaces)
        self._found: Preferences = preferences(self._part, past.ratings, skipped=past.skipped, spaces=SPACES)
        stars = self._found.scores - self._found.scores.mean()  # not standardised: one rating must not shout
        scores = np.asarray(stars, np.float32)
        low = float(scores.min(initial=0)) - 1
        self.stars: Scores = np.full(len(catalog), low, np.float32)  # beyond the shortlist: after all of it
        self.stars[rows] = scores

    def because(self, song_id: str) -> str | None:
        """Return the id of the song whose rating speaks most for another song, or None if none does."""
        row = self._part.row.get(song_id)
        return None if row is None else self._found.because(row)


def _shortlist(catalog: Catalog, past: Past, totals: Sequence[Scores]) -> NDArray[np.intp]:
    if len(catalog) <= 2 * _SHORT:
        return np.arange(len(catalog))
    best = [np.argpartition(-total, _SHORT)[:_SHORT] for total in totals]
    known = [catalog.row[song] for song in (*past.ratings, *past.skipped) if song in catalog.row]
    return np.unique(np.concatenate([*best, np.asarray(known, np.intp)]))
