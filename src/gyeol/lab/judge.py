"""A second look: a linear layer over held-out scores that lets labels, helpers and readers correct each other."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from gyeol.lab.fit_wide import Lesson

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Judge:
    """Scores (n, n_scores) to logits (n, n_labels): `scores @ weight + bias`."""

    weight: Array
    bias: Array

    def __call__(self, scores: Array) -> Array:
        """Return (n, n_labels)."""
        return np.asarray(scores @ self.weight + self.bias, np.float32)


def fit_judge(scores: Array, lesson: Lesson, n_own: int, *, pull: float) -> Judge:
    """Fit a judge by L-BFGS in two steps: a weight per reader and label, then every weight, pulled towards the first.

    Args:
        scores: (n, n_scores) of rows that their models did not learn from. The first `n_own * n_labels` columns are
            the readers' scores of the labels themselves, reader by reader; the rest are those of helpers.
        lesson: what each of these rows teaches.
        n_own: how many readers score the labels themselves.
        pull: strength of the pull, divided by n.
    """
    lesson, n_labels, every = _even(lesson), lesson.target.shape[1], np.arange(len(scores))
    spread = scores.std(0).clip(1e-6)
    x = torch.from_numpy((scores / spread).astype(np.float32))
    unit = torch.from_numpy(np.tile(np.eye(n_labels, dtype=np.float32), (n_own, 1)))
    plain = torch.from_numpy((spread[: n_own * n_labels] / n_own).astype(np.float32)).requires_grad_()
    shift = torch.zeros(n_labels, requires_grad=True)

    def start() -> Tensor:
        base = unit * plain[:, None]
        return torch.cat([base, torch.zeros(x.shape[1] - len(base), n_labels)])

    _minimise(lambda: lesson.loss(x @ start() + shift, every), [plain, shift])
    prior = start().detach()
    weight = prior.clone().requires_grad_()

    def pulled() -> Tensor:
        return lesson.loss(x @ weight + shift, every) + ((weight - prior) ** 2).sum() * pull / len(x)

    _minimise(pulled, [weight, shift])
    return Judge(weight.detach().numpy() / spread[:, None], shift.detach().numpy())


def _even(lesson: Lesson) -> Lesson:
    """Let each label lose as much as the others if nothing but its frequency is known, so that rare ones are heard."""
    if lesson.single:
        return lesson
    prior = 1 / (1 + np.exp(-lesson.prior(np.arange(len(lesson.target)))))
    entropy = -(prior * np.log(prior) + (1 - prior) * np.log(1 - prior))
    return replace(lesson, weight=(lesson.weight * entropy.mean() / entropy).astype(np.float32))


def _minimise(loss_of: Callable[[], Tensor], parameters: list[Tensor]) -> None:
    optimiser = torch.optim.LBFGS(parameters, max_iter=60, line_search_fn="strong_wolfe")

    def closure() -> float:
        optimiser.zero_grad()
        loss = loss_of()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss.item()

    optimiser.step(closure)  # type: ignore[no-untyped-call]
