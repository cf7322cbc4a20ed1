"""Fit the linear table of grams beside the small classifier, and weigh the two against each other."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional as F

from gyeol.classify.scope import marks
from gyeol.classify.scope_grams import buckets
from gyeol.classify.wordcnn import eight_bits
from gyeol.classify.words import words
from gyeol.lab.fit_wide import Lesson, WideConfig, fit_wide
from gyeol.lab.sparse import Grams, inverse_document_frequency, stacked, weigh

Array = NDArray[np.float32]


@dataclass(frozen=True)
class JoinConfig:
    """How two readers are weighed against each other and calibrated.

    Attributes:
        surest: weight of the surest label's log loss beside that of each label.
        penalty: on the squared distance of a, b, c from 0.8, 0.2, 0.
        steps: of L-BFGS.
    """

    surest: float = 1.0
    penalty: float = 1e-3
    steps: int = 150


def count(texts: Sequence[str], n_buckets: int) -> Grams:
    """Return the grams of texts with weights 1 + ln(count), as `classify.scope_grams.buckets` gives them."""
    return stacked([buckets(cut, marks(cut), n_buckets) for cut in map(words, texts)])


def fit_grams(
    texts: Sequence[str], lesson: Lesson, n_buckets: int, options: WideConfig
) -> tuple[Array, Array]:
    """Return the table (n_buckets, n_labels) and the idf (n_buckets,) that texts teach.

    Args:
        texts: n of them.
        lesson: what each teaches.
        n_buckets: rows of the table.
        options: of the ridge regression.
    """
    counted = count(texts, n_buckets)
    idf = inverse_document_frequency(counted, n_buckets)
    idf = idf.astype(np.float16).astype(np.float32)  # as it is kept
    return fit_wide(weigh(counted, idf).matrix(n_buckets), lesson, options), idf


def weigh_against(deep: Array, wide: Array, target: Array, weight: Array, options: JoinConfig) -> Array:
    """Return (3, n_labels): a, b, c of the best p = 1 / (1 + exp(-(a deep + b wide + c))).

    Best is the smallest weighted log loss of all labels, plus that of the surest one: people see the surest, and lines
    that are right label by label are too sure of whichever came out on top.

    Args:
        deep: (n, n_labels) logits.
        wide: (n, n_labels) scores of the table.
        target: (n, n_labels), 0 or 1.
        weight: (n, n_labels), 0 where nothing is known.
        options: of the fit.
    """
    z, v, y, w = (torch.from_numpy(np.asarray(part, np.float64)) for part in (deep, wide, target, weight))
    by_label, by_text = w / w.sum(0).clamp(min=1e-9), w.amax(1) / w.amax(1).sum()
    start = torch.tensor([[0.8], [0.2], [0.0]], dtype=torch.float64).repeat(1, z.shape[1])
    theta = start.clone().requires_grad_()
    optimiser = torch.optim.LBFGS([theta], max_iter=options.steps, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        a, b, c = theta
        logits = a * z + b * v + c
        loss = (by_label * F.binary_cross_entropy_with_logits(logits, y, reduction="none")).sum()
        top, at = logits.masked_fill(w == 0, -torch.inf).max(1, keepdim=True)
        right = F.binary_cross_entropy_with_logits(top, y.gather(1, at), reduction="none").squeeze(1)
        known = by_text > 0
        loss = loss + options.surest * z.shape[1] * (by_text * right)[known].sum()
        loss = loss + options.penalty * (theta - start).square().sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(closure)  # type: ignore[no-untyped-call]
    a, b, c = theta.detach().numpy()
    return np.asarray([a.clip(0.05), b.clip(0), c], np.float32)


def folded(table: Array, idf: Array, mix: Array) -> dict[str, NDArray[np.int8] | Array]:
    """Return the weights `wide`, `wide_scale` and `wide_idf`: b / a of the mix is folded in, so that scores add up."""
    small, scale = eight_bits(table * (mix[1] / mix[0]))
    return {"wide": small, "wide_scale": scale, "wide_idf": idf}
