"""How good made pictures are beside real ones: pure functions on features (n, dim) of any feature network.

Every measure refuses fewer than `MIN_N` rows a side, since its chance error would be as large as what it tells; FID
besides asks for `FID_ROWS_PER_DIM` rows a dimension, below which covariances are mostly noise.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gyeol.errors import Refused

Rows = NDArray[np.floating]
MIN_N = 50
FID_ROWS_PER_DIM = 2
LEGIBLE_PX = 32
_SAME = 1e-6  # distances below this are rounding
_TWIN = 0.1


@dataclass(frozen=True)
class Kid:
    """The kernel distance: an unbiased value, so it may be below 0, and its 95 % bootstrap interval."""

    value: float
    low: float
    high: float


def fid(real: Rows, fake: Rows) -> float:
    """Return the Fréchet distance of Gaussians fitted to features (Heusel et al. 2017), 0 or more.

    Raises:
        Refused: a side has fewer than `MIN_N` or `FID_ROWS_PER_DIM` · dim rows.
    """
    least = max(MIN_N, FID_ROWS_PER_DIM * real.shape[1])
    x, y = _enough("FID", real, least), _enough("FID", fake, least)
    return frechet(x.mean(0), np.cov(x, rowvar=False), y.mean(0), np.cov(y, rowvar=False))


def frechet(mean: Rows, cov: Rows, other_mean: Rows, other_cov: Rows) -> float:
    """Return |μ−μ'|² + tr(Σ + Σ' − 2 (Σ Σ')^½) for means (dim,) and covariances (dim, dim)."""
    root = _root(np.atleast_2d(cov))
    # (Σ Σ')^½ and (Σ^½ Σ' Σ^½)^½ have one trace, and the latter is of a symmetric matrix
    shared = np.linalg.eigvalsh(root @ np.atleast_2d(other_cov) @ root)
    spread = np.trace(np.atleast_2d(cov)) + np.trace(np.atleast_2d(other_cov))
    gap = np.square(np.subtract(mean, other_mean)).sum()
    return float(max(gap + spread - 2 * np.sqrt(np.maximum(shared, 0)).sum(), 0))


def kid(real: Rows, fake: Rows, *, rng: np.random.Generator, n_resamples: int = 500) -> Kid:
    """Return the unbiased squared MMD with the kernel (x·y / dim + 1)³ (Bińkowski et al. 2018).

    Deviations: one estimate on all rows, not a mean over blocks; the interval is a bootstrap over rows of both sides
    in which a row never meets its own copy, as that would add the bias again.

    Raises:
        Refused: a side has fewer than `MIN_N` rows.
    """
    x, y = _enough("KID", real, MIN_N), _enough("KID", fake, MIN_N)
    within_x, within_y, across = _kernel(x, x), _kernel(y, y), _kernel(x, y)
    np.fill_diagonal(within_x, 0)
    np.fill_diagonal(within_y, 0)

    def mmd(a: Rows, b: Rows) -> float:
        """Return the distance when rows count `a` and `b` times."""
        mean_x = a @ within_x @ a / (a.sum() ** 2 - (a**2).sum())
        mean_y = b @ within_y @ b / (b.sum() ** 2 - (b**2).sum())
        return float(mean_x + mean_y - 2 * (a @ across @ b) / (a.sum() * b.sum()))

    def drawn(n: int) -> Rows:
        return rng.multinomial(n, np.full(n, 1 / n)).astype(np.float64)

    found = [mmd(drawn(len(x)), drawn(len(y))) for _ in range(n_resamples)]
    low, high = np.quantile(found, (0.025, 0.975))
    return Kid(mmd(np.ones(len(x)), np.ones(len(y))), float(low), float(high))


def inception_score(proba: Rows) -> float:
    """Return exp(mean KL(p(y|x) ‖ p(y))) for class probabilities (n, n_classes): in [1, n_classes].

    Source: Salimans et al. 2016. Deviation: one estimate on all rows, no splits, which only add bias where n is small.

    Raises:
        Refused: fewer than `MIN_N` rows.
        ValueError: a row is no distribution.
    """
    p = _enough("the Inception Score", proba, MIN_N)
    if p.min() < 0 or not np.allclose(p.sum(1), 1, atol=1e-4):
        raise ValueError("class probabilities must be 0 or more and sum to 1 in each row")
    p = p / p.sum(1, keepdims=True)
    overall = np.maximum(p.mean(0), np.finfo(np.float64).tiny)
    divergence = (p * np.log(np.maximum(p, np.finfo(np.float64).tiny) / overall)).sum(1).mean()
    return float(np.exp(max(divergence, 0)))  # a KL is 0 or more; rounding must not say otherwise


def precision_recall(real: Rows, fake: Rows, *, k: int = 3) -> tuple[float, float]:
    """Return the share of fake rows inside the manifold of the real ones, and of real ones inside that of the fake.

    Source: Kynkäänniemi et al. 2019; a manifold is the union of balls that reach to the k-th neighbour.

    Raises:
        Refused: a side has fewer than `MIN_N` rows.
    """
    x, y = _enough("precision", real, MIN_N), _enough("recall", fake, MIN_N)
    apart = _distances(x, y)
    reach_x, reach_y = _neighbour(x, k), _neighbour(y, k)
    inside_x = (apart <= reach_x[:, None] + _SAME).any(0)
    inside_y = (apart <= reach_y[None] + _SAME).any(1)
    return float(inside_x.mean()), float(inside_y.mean())


def memorised(train: Rows, fake: Rows, *, q: float = 0.05) -> float:
    """Return the share of fake rows as near to a training row as the nearest q of the training rows are to another.

    Unseen real pictures would score about q; copies score 1.

    Raises:
        Refused: a side has fewer than `MIN_N` rows.
    """
    x, y = _enough("memorisation", train, MIN_N), _enough("memorisation", fake, MIN_N)
    return float((_distances(x, y).min(0) <= _close(x, q)).mean())


def duplicates(real: Rows, fake: Rows, *, q: float = 0.05) -> float:
    """Return the share of fake rows that lie as near to another fake row as the nearest q of the real ones do.

    Real pictures score about q, a generator that makes one picture scores 1. It rises with the number of fakes, so
    compare it at equal n.

    Raises:
        Refused: a side has fewer than `MIN_N` rows.
    """
    x, y = _enough("the duplicate rate", real, MIN_N), _enough("the duplicate rate", fake, MIN_N)
    return float((_neighbour(y, 1) <= _close(x, q)).mean())


def legible(real: NDArray[np.uint8], fake: NDArray[np.uint8], *, q: float = 0.05) -> float:
    """Return the share of made pictures that stay as readable at 32 px as all but the worst q of the real ones.

    Our own measure. A picture is readable if, at 32 px, it has contrast (spread of its luminance) and keeps its edges
    (mean step between neighbouring pixels beside that of the full size): noise and mush lose theirs. Real pictures
    that were not compared with score about (1 − q)².

    Args:
        real: (n, size, size, 3), size a multiple of 32.
        fake: (m, size, size, 3).
        q: how many of the real ones may fail, of each of the two.

    Raises:
        Refused: a side has fewer than `MIN_N` pictures.
    """
    x = _readable(_enough("legibility", real, MIN_N))
    y = _readable(_enough("legibility", fake, MIN_N))
    return float((y >= np.quantile(x, q, axis=0) - _SAME).all(1).mean())


def _readable(pictures: Rows) -> Rows:
    """Return (n, 2): contrast at 32 px, and the part of the edges that is left there."""
    light = pictures @ np.array([0.299, 0.587, 0.114])  # (n, size, size)
    n, size = light.shape[:2]
    step = size // LEGIBLE_PX
    small = light.reshape(n, LEGIBLE_PX, step, LEGIBLE_PX, step).mean((2, 4))
    return np.stack([small.std((1, 2)), _edges(small) / np.maximum(_edges(light), _SAME)], 1)


def _edges(light: Rows) -> Rows:
    across: Rows = np.abs(np.diff(light, axis=1)).mean((1, 2)) + np.abs(np.diff(light, axis=2)).mean((1, 2))
    return across


def _enough(measure: str, rows: NDArray[np.generic], least: int) -> Rows:
    if len(rows) < least:
        raise Refused(f"{measure} of {len(rows)} rows means nothing; bring at least {least} on each side.")
    return rows.astype(np.float64)


def _kernel(x: Rows, y: Rows) -> Rows:
    kernel: Rows = (x @ y.T / x.shape[1] + 1) ** 3
    return kernel


def _root(cov: Rows) -> Rows:
    values, vectors = np.linalg.eigh(cov)
    root: Rows = (vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T
    return root


def _distances(x: Rows, y: Rows) -> Rows:
    square = (x**2).sum(1)[:, None] + (y**2).sum(1)[None] - 2 * x @ y.T
    distances: Rows = np.sqrt(np.maximum(square, 0))
    return distances


def _neighbour(x: Rows, k: int) -> Rows:
    """Return the distance (n,) of each row to its k-th nearest other row."""
    apart = _distances(x, x)
    np.fill_diagonal(apart, np.inf)
    nearest: Rows = np.partition(apart, k - 1, axis=1)[:, k - 1]
    return nearest


def _close(real: Rows, q: float) -> float:
    """Return how near the nearest q of the real rows are to another one; a copy is always at least as near.

    Rows that are in there twice, nearer than a tenth of the median, do not count: sets of pictures repeat each other,
    and then nothing but an exact copy would ever be called near.
    """
    nearest = _neighbour(real, 1)
    different = nearest[nearest > _TWIN * np.median(nearest)]
    return float(np.quantile(different if len(different) else nearest, q)) + _SAME
