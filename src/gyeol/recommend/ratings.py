"""Learn what one person likes from the ratings so far, low ones too, and say which rating spoke for which song."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gyeol.catalog import Catalog
from gyeol.recommend.gaussian import Floats, believe

_MIDDLE, _SKIPPED = 3.0, 2.5  # a skip says a little against a song …
_SKIP_NOISE = 4.0  # … and is four times as doubtful as a rating


@dataclass(frozen=True)
class Prior:
    """How much of a person's taste each summand may explain, as variances in squared stars.

    Attributes:
        item: of the one song.
        group: of its artist.
        level: of how kindly the person rates at all.
        space: of all spaces together, shared out equally among those that the catalogue has.
        noise: of one rating.
    """

    item: float = 0.15
    group: float = 0.15
    level: float = 0.15
    space: float = 0.45
    noise: float = 0.55

    @property
    def deviation(self) -> float:
        """Standard deviation of what is expected of a song with evidence in every space, in stars."""
        return float(np.sqrt(self.item + self.group + self.level + self.space))


PRIOR = Prior()


@dataclass(frozen=True)
class Preferences:
    """What the ratings let expect of every row of a catalogue, in stars from the middle (3).

    Attributes:
        scores: (n,) float64; exactly the sum of `parts`, and exactly the sum of `by_rating` over the ratings.
        parts: summand -> (n,): "level", "group", "item" and the name of each space.
        rated: ids of the ratings and skips that were used, in the order of the columns of `by_rating`.
        by_rating: (n, len(rated)) what each of them adds to each row: the reason "because you gave … five stars".
        spread: (n,) standard deviation of what is expected: large where little is known.
        deviation: standard deviation of what is expected of a song when nothing is known.
    """

    scores: Floats
    parts: Mapping[str, Floats]
    rated: tuple[str, ...]
    by_rating: Floats
    spread: Floats
    deviation: float

    def standardised(self) -> NDArray[np.float32]:
        """Return the scores in standard deviations of an unknown song's, (n,): the scale of `recommend`'s summands.

        Few ratings say little and so weigh little: scores are not stretched to a spread of 1, which would let three
        ratings decide as much as three hundred.
        """
        return np.asarray(self.scores / self.deviation, np.float32)

    def because(self, row: int) -> str | None:
        """Return the rating that raises a row most, or None if none does."""
        if not self.rated or self.by_rating[row].max() <= 0:
            return None
        return self.rated[int(self.by_rating[row].argmax())]


def preferences(
    catalog: Catalog,
    ratings: Mapping[str, float],
    *,
    skipped: Collection[str] = (),
    spaces: Collection[str] | None = None,
    prior: Prior = PRIOR,
) -> Preferences:
    """Return what a person's ratings let expect of every song: a Gaussian process over the catalogue's spaces.

    Rows are alike in a space by their cosine, and by being of the same artist. A high rating raises what is alike, a
    low one lowers it, in proportion to its distance from 3; a skip lowers it mildly. Rows without evidence in a space
    get nothing from it. Without ratings every score is 0.

    Args:
        catalog: n rows; ids of ratings that it lacks are ignored.
        ratings: id -> 1 to 5.
        skipped: ids that were shown and passed over; one that was rated counts as rated.
        spaces: which of the catalogue's spaces have a say; None means all.
        prior: how much each summand may explain.
    """
    told = dict.fromkeys(skipped, 0.0) | dict(ratings)
    rated = tuple(i for i in told if i in catalog.row)
    rows = np.asarray([catalog.row[i] for i in rated], np.intp)
    if not rated:
        nothing = np.zeros(len(catalog))
        return Preferences(nothing, {}, (), np.zeros((len(catalog), 0)), nothing, prior.deviation)
    passed = np.asarray([i not in ratings for i in rated])
    stars = np.where(passed, _SKIPPED, [told[i] for i in rated])
    towards = _kernels(catalog, rows, spaces, prior)
    found = believe(
        {name: kernel[rows] for name, kernel in towards.items()},
        towards,
        _own(catalog, spaces, prior),
        stars,
        prior.noise * np.where(passed, _SKIP_NOISE, 1.0),
        _MIDDLE,
    )
    return Preferences(found.mean - _MIDDLE, found.parts, rated, found.sources, found.spread, prior.deviation)


def _used(catalog: Catalog, spaces: Collection[str] | None) -> list[str]:
    return [s for s in catalog.spaces if (spaces is None or s in spaces) and catalog.known[s].any()]


def _kernels(
    catalog: Catalog, rows: NDArray[np.intp], spaces: Collection[str] | None, prior: Prior
) -> dict[str, Floats]:
    """Return summand -> (n, len(rows)): how alike every row is to each of `rows`."""
    used, columns = _used(catalog, spaces), np.arange(len(rows))
    group, item = np.zeros((2, len(catalog), len(rows)))
    item[rows, columns] = prior.item
    for column, row in enumerate(rows):
        if name := catalog.items[row].group:
            group[catalog.groups[name], column] = prior.group
    kernels = {"level": np.full(item.shape, prior.level), "group": group, "item": item}
    for space in used:
        alike = catalog.spaces[space] @ catalog.spaces[space][rows].T
        kernels[space] = prior.space / len(used) * alike.astype(np.float64)
    return kernels


def _own(catalog: Catalog, spaces: Collection[str] | None, prior: Prior) -> Floats:
    used = _used(catalog, spaces)
    own = np.full(len(catalog), prior.level + prior.item + prior.group)
    own[catalog.groups.get("", [])] -= prior.group
    for space in used:
        own += prior.space / len(used) * catalog.known[space]
    return own
