"""A Gaussian process whose kernel is a sum: what each summand knows adds up exactly to what is expected.

Source: Rasmussen & Williams 2006, chapter 2 (http://gaussianprocess.org/gpml); additive kernels: Duvenaud et al. 2011.
With linear kernels it is Bayesian linear regression, with an identity kernel a shrunk mean.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_LEAST = 1e-6  # a variance of 0 could never grow again


@dataclass(frozen=True)
class Belief:
    """What is expected of m candidates after n observations.

    Attributes:
        base: what is expected where nothing is known.
        parts: summand -> (m,); `mean` is exactly `base` plus their sum.
        sources: (m, n) what each observation adds to the mean of each candidate; they too sum to `mean - base`.
        spread: (m,) standard deviation of the expected value itself, without the noise of one more observation.
    """

    base: float
    parts: Mapping[str, Floats]
    sources: Floats
    spread: Floats

    @property
    def mean(self) -> Floats:
        """What is expected, (m,)."""
        total: Floats = self.base + np.sum(list(self.parts.values()), axis=0)
        return total


def believe(
    among: Mapping[str, Floats],
    towards: Mapping[str, Floats],
    own: Floats,
    observed: Floats,
    noise: Floats,
    base: float | None = None,
) -> Belief:
    """Return the posterior.

    Args:
        among: summand -> (n, n) its kernel among the observations, its variance included.
        towards: summand -> (m, n) between candidates and observations; the same names.
        own: (m,) prior variance of each candidate: the sum of all summands' kernels with itself.
        observed: (n,), n >= 1.
        noise: (n,) variance of each observation, > 0.
        base: what is expected where nothing is known; None: the generalised least squares mean of what was observed.
    """
    covariance = np.sum(list(among.values()), axis=0) + np.diag(noise)
    inverse = np.linalg.inv(covariance)
    if base is None:
        base = float(inverse.sum(0) @ observed / inverse.sum())
    alpha = inverse @ (observed - base)
    whole = np.sum(list(towards.values()), axis=0)
    spread = np.sqrt(np.maximum(own - np.einsum("mn,nk,mk->m", whole, inverse, whole, optimize=True), 0))
    return Belief(base, {name: k @ alpha for name, k in towards.items()}, whole * alpha, spread)


def variances(
    kernels: Mapping[str, Floats], observed: Floats, steps: int = 20
) -> tuple[dict[str, float], float]:
    """Return each summand's variance and the noise's, by restricted maximum likelihood.

    Source: the MM algorithm of Zhou, Hu, Zhou & Lange 2019 (https://doi.org/10.1080/10618600.2018.1529601): each step
    multiplies a variance by the root of how much more it explains than it would by chance, and never lowers the
    likelihood.

    Args:
        kernels: summand -> (n, n) with unit variance.
        observed: (n,).
        steps: of the algorithm.
    """
    half = max(float(np.var(observed)), _LEAST * 1000) / 2  # of ratings that are all alike, too
    part, noise, one = dict.fromkeys(kernels, half / len(kernels)), half, np.ones(len(observed))
    for _ in range(steps):
        covariance = noise * np.eye(len(observed))
        for name, kernel in kernels.items():
            covariance += part[name] * kernel
        inverse = np.linalg.inv(covariance)
        level = inverse @ one
        project = inverse - np.outer(level, level) / level.sum()
        alpha = project @ observed
        for name, kernel in kernels.items():
            chance = max(float((project * kernel).sum()), _LEAST)
            part[name] = max(part[name] * float(np.sqrt(max(alpha @ kernel @ alpha, 0) / chance)), _LEAST)
        noise = max(noise * float(np.sqrt((alpha @ alpha) / np.trace(project))), _LEAST)
    return part, noise
