"""Expect how people will rate songs from how they and others rated songs before, new songs and new people included."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gyeol.catalog import Catalog
from gyeol.recommend.gaussian import Floats, variances

DAY_S = 86_400.0
_FORGET_DAYS = 1.5  # how long a person's mood in rating lasts


@dataclass(frozen=True)
class Listens:
    """Who rated which song, when and how.

    Attributes:
        people: (n,) numbers of people.
        songs: (n,) rows of the catalogue.
        time_s: (n,) seconds since any start.
        daily: (n,) True where the song was heard in daily life, False where it was rated one after another.
        stars: (n,) 1 to 5.
    """

    people: NDArray[np.intp]
    songs: NDArray[np.intp]
    time_s: Floats
    daily: NDArray[np.bool_]
    stars: Floats

    def __len__(self) -> int:
        return len(self.stars)

    def where(self, rows: NDArray[np.bool_] | NDArray[np.intp]) -> "Listens":
        """Return some of them."""
        return Listens(
            self.people[rows], self.songs[rows], self.time_s[rows], self.daily[rows], self.stars[rows]
        )

    def then(self, later: "Listens") -> "Listens":
        """Return these and the later ones."""
        return Listens(
            np.concatenate([self.people, later.people]),
            np.concatenate([self.songs, later.songs]),
            np.concatenate([self.time_s, later.time_s]),
            np.concatenate([self.daily, later.daily]),
            np.concatenate([self.stars, later.stars]),
        )


def kernels(catalog: Catalog, a: Listens, b: Listens) -> dict[str, Floats]:
    """Return summand -> (len(a), len(b)): how alike listens are, 1 for the same song, person and time.

    Songs are alike by their cosine in each space and by the product of these cosines ("alike": the same in all).
    A person's own taste is over "alike" and over the song itself; how kindly someone rates moves with time.
    """
    found: dict[str, Floats] = {}
    alike = np.ones((len(a), len(b)))
    for space, rows in catalog.spaces.items():
        found[space] = (rows[a.songs] @ rows[b.songs].T).astype(np.float64)
        alike *= found[space]
    if len(catalog.spaces) > 1:
        found["alike"] = alike
    song, person, setting = (
        (x[:, None] == y[None]).astype(np.float64)
        for x, y in ((a.songs, b.songs), (a.people, b.people), (a.daily, b.daily))
    )
    days = np.abs(a.time_s[:, None] - b.time_s[None]) / DAY_S
    return found | {
        "song": song,
        "song in its setting": song * setting,
        "person": person,
        "person in their setting": person * setting,
        "person at that time": person * np.exp(-days / _FORGET_DAYS),
        "person and song": person * song,
        "person and alike": person * alike,
    }


@dataclass(frozen=True)
class Forecast:
    """What was expected.

    Attributes:
        stars: (m,) expected ratings, learned from the past alone.
        parts: summand -> (m,); `stars` is exactly `base` plus their sum.
        base: what is expected of an unknown person and song.
        replayed: (m,) the same when every rating is learned from as soon as it is given, in the order of the rows.
        variances: summand -> its variance, "noise" included, as found in the past.
    """

    stars: Floats
    parts: Mapping[str, Floats]
    base: float
    replayed: Floats
    variances: Mapping[str, float]


def forecast(
    catalog: Catalog,
    past: Listens,
    coming: Listens,
    steps: int = 20,
    known: Mapping[str, float] | None = None,
) -> Forecast:
    """Return the ratings to expect of coming listens: a Gaussian process with the summands of `kernels`.

    How much each summand may explain is found in the past by restricted maximum likelihood, so there is nothing to
    tune. The stars of `coming` are used for `replayed` only, each after it was expected.

    Args:
        catalog: the songs; a zero row has no say in its space.
        past: at least two ratings.
        coming: in order of time.
        steps: of finding the variances.
        known: the variances of an earlier forecast, to be taken as they are; None: they are found.
    """
    among = kernels(catalog, past, past)
    share, noise = (dict(known), known["noise"]) if known is not None else variances(among, past.stars, steps)
    covariance = sum((share[k] * v for k, v in among.items()), noise * np.eye(len(past)))
    lower = np.linalg.cholesky(covariance)
    inverse = np.linalg.inv(lower)
    level = inverse @ np.ones(len(past))
    told = inverse @ past.stars
    base = float(level @ told / (level @ level))
    residual = told - base * level
    alpha = inverse.T @ residual
    towards = {k: share[k] * v for k, v in kernels(catalog, coming, past).items()}
    parts = {k: v @ alpha for k, v in towards.items()}
    total: Floats = np.sum(list(parts.values()), axis=0)
    # one more block of the same Cholesky factor: its diagonal times its residual is what each rating surprised by
    cross = np.sum(list(towards.values()), axis=0) @ inverse.T
    own = sum(
        (share[k] * v for k, v in kernels(catalog, coming, coming).items()), noise * np.eye(len(coming))
    )
    block = np.linalg.cholesky(own - cross @ cross.T)
    surprise = np.linalg.solve(block, coming.stars - base - cross @ residual)
    replayed = coming.stars - np.diag(block) * surprise
    return Forecast(base + total, parts, base, replayed, {**share, "noise": noise})
