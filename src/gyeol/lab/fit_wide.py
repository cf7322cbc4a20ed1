"""Train the wide reader: one visible loop over sparse rows, all labels at once."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from gyeol.lab.sparse import Grams

Array = NDArray[np.float32]


@dataclass(frozen=True)
class WideConfig:
    """How to train the wide reader.

    Attributes:
        dropout: part of a text's grams that a step does not see.
        learning_rate: of Adagrad (Duchi 2011), falling to 0 in a straight line; grams that are rare keep learning fast.
    """

    epochs: int = 8
    batch_size: int = 64
    learning_rate: float = 0.3
    dropout: float = 0.2


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

    def prior(self, rows: NDArray[np.intp]) -> Array:
        """Return the (n_labels,) logits of how frequent each label is."""
        weight = self.weight[rows]
        share = ((weight * self.target[rows]).sum(0) / weight.sum(0).clip(1e-6)).clip(1e-4, 1 - 1e-4)
        return np.asarray(np.log(share if self.single else share / (1 - share)), np.float32)


def fit_wide(
    grams: Grams, n_grams: int, lesson: Lesson, rows: NDArray[np.intp], options: WideConfig, *, seed: int
) -> tuple[Array, Array]:
    """Return the table (n_grams, n_labels) and the bias (n_labels,).

    Args:
        grams: of all texts.
        n_grams: rows of the table.
        lesson: what each text teaches.
        rows: the texts to learn from.
        options: of the training.
        seed: of order and dropout.
    """
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    table = torch.zeros(n_grams, lesson.target.shape[1], requires_grad=True)
    bias = torch.tensor(lesson.prior(rows), requires_grad=True)
    rates = (options.learning_rate, 0.02)
    optimiser = torch.optim.Adagrad(
        [{"params": [table]}, {"params": [bias]}], initial_accumulator_value=1e-4, eps=1e-6
    )
    n_steps, step = options.epochs * -(-len(rows) // options.batch_size), 0
    for _ in range(options.epochs):
        order = rng.permutation(rows)
        for i in range(0, len(order), options.batch_size):
            chosen = order[i : i + options.batch_size]
            places, offsets, weight = grams.bag(chosen)
            weight = F.dropout(weight, options.dropout)
            logits = (
                F.embedding_bag(places, table, offsets, mode="sum", per_sample_weights=weight, sparse=True)
                + bias
            )
            loss = lesson.loss(logits, chosen)
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * (1 - step / n_steps)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            step += 1
    return table.detach().numpy(), bias.detach().numpy()


def wide_logits(grams: Grams, table: Array, bias: Array, rows: NDArray[np.intp]) -> Array:
    """Return (len(rows), n_labels)."""
    if not len(bias):  # no helpers; torch refuses the empty side of a table
        return np.zeros((len(rows), 0), np.float32)
    out = [np.zeros((0, len(bias)), np.float32)]
    for i in range(0, len(rows), 512):
        places, offsets, weight = grams.bag(rows[i : i + 512])
        sums = F.embedding_bag(
            places, torch.from_numpy(table), offsets, mode="sum", per_sample_weights=weight
        )
        out.append(sums.numpy() + bias)
    return np.concatenate(out)


def per_text(logits: Tensor, target: Tensor, weight: Tensor, *, single: bool) -> Tensor:
    """Return (B,) losses, weighted by (B, n_labels): cross-entropy over the labels, or the sum of the binary ones."""
    if single:
        return -(weight * target * logits.log_softmax(1)).sum(1)
    return F.binary_cross_entropy_with_logits(logits, target, weight, reduction="none").sum(1)
