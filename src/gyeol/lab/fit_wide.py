"""Fit the wide reader: a ridge regression over sparse rows, all labels at once."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

Array = NDArray[np.float32]


@dataclass(frozen=True)
class WideConfig:
    """How to fit the wide reader.

    Attributes:
        penalty: of squared weights, against the sum over texts of squared errors.
        steps: of conjugate gradients; few, since stopping early regularises too.
    """

    penalty: float = 2.0
    steps: int = 12


@dataclass(frozen=True)
class Lesson:
    """What each text teaches.

    Attributes:
        target: (n, n_labels) in [0, 1].
        weight: (n, n_labels), how much each target counts; 0 where nothing is known.
        single: whether a text has exactly one label.
    """

    target: Array
    weight: Array
    single: bool

    @classmethod
    def plain(cls, target: Array, *, single: bool) -> "Lesson":
        """Return a lesson in which all targets count alike."""
        return cls(target, np.ones_like(target), single)

    def of(self, rows: NDArray[np.intp]) -> "Lesson":
        """Return the lesson of these texts."""
        return Lesson(self.target[rows], self.weight[rows], self.single)

    def loss(self, logits: Tensor, rows: NDArray[np.intp]) -> Tensor:
        """Return the mean loss of these texts' logits (len(rows), n_labels)."""
        target, weight = torch.from_numpy(self.target[rows]), torch.from_numpy(self.weight[rows])
        return per_text(logits, target, weight, single=self.single).mean()

    def n_right(self, logits: Tensor, rows: NDArray[np.intp]) -> float:
        """Return in how many of these texts the surest label is true."""
        target = torch.from_numpy(self.target[rows]) >= 0.5
        return float(target.gather(1, logits.argmax(1, keepdim=True)).sum())

    def prior(self, rows: NDArray[np.intp]) -> Array:
        """Return the (n_labels,) logits of how frequent each label is."""
        weight = self.weight[rows]
        share = ((weight * self.target[rows]).sum(0) / weight.sum(0).clip(1e-6)).clip(1e-4, 1 - 1e-4)
        return np.asarray(np.log(share if self.single else share / (1 - share)), np.float32)


def fit_wide(grams: Any, lesson: Lesson, options: WideConfig) -> Array:
    """Return the table (n_grams, n_labels) of a ridge regression of each label, in units of its standard deviation.

    Squared error ranks rare labels better than log loss learnt step by step does, and has one solution; conjugate
    gradients (Hestenes & Stiefel 1952) find it for all labels at once. Scores are `grams @ table`; a label's mean is 0.

    Args:
        grams: SciPy matrix (n, n_grams).
        lesson: what each of the n texts teaches.
        options: of the fit.
    """
    used = np.flatnonzero(np.bincount(grams.indices, minlength=grams.shape[1]))
    x, weight = grams[:, used], lesson.weight
    xt = x.T.tocsr()
    mean = (weight * lesson.target).sum(0) / weight.sum(0).clip(1e-6)
    spread = np.sqrt((mean * (1 - mean)).clip(1e-6))
    solution = np.zeros((len(used), len(mean)), np.float32)
    residual = np.asarray(xt @ (weight * (lesson.target - mean) / spread), np.float32)
    direction, size = residual.copy(), (residual**2).sum(0)
    for _ in range(options.steps):
        bent = xt @ (weight * (x @ direction)) + options.penalty * direction
        stride = size / (direction * bent).sum(0).clip(1e-12)
        solution += stride * direction
        residual -= stride * bent
        size, before = (residual**2).sum(0), size
        direction = residual + size / before.clip(1e-12) * direction
    table = np.zeros((grams.shape[1], len(mean)), np.float32)
    table[used] = solution
    return table


def per_text(logits: Tensor, target: Tensor, weight: Tensor, *, single: bool) -> Tensor:
    """Return (B,) losses, weighted by (B, n_labels): cross-entropy over the labels, or the sum of the binary ones."""
    if single:
        return -(weight * target * logits.log_softmax(1)).sum(1)
    return F.binary_cross_entropy_with_logits(logits, target, weight, reduction="none").sum(1)
