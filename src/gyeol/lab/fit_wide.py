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


def fit_wide(
    grams: Grams, n_grams: int, target: Array, rows: NDArray[np.intp], options: WideConfig, *, single: bool, seed: int
) -> tuple[Array, Array]:
    """Return the table (n_grams, n_labels) and the bias (n_labels,).

    Args:
        grams: of all texts.
        n_grams: rows of the table.
        target: (n, n_labels), 0 or 1.
        rows: the texts to learn from.
        options: of the training.
        single: whether a text has exactly one label.
        seed: of order and dropout.
    """
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    prior = target[rows].mean(0).clip(1e-4, 1 - 1e-4)
    table = torch.zeros(n_grams, target.shape[1], requires_grad=True)
    bias = torch.tensor(np.log(prior if single else prior / (1 - prior)), dtype=torch.float32, requires_grad=True)
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
            logits = F.embedding_bag(places, table, offsets, mode="sum", per_sample_weights=weight, sparse=True) + bias
            loss = per_text(logits, torch.from_numpy(target[chosen]), single=single).mean()
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * (1 - step / n_steps)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            step += 1
    return table.detach().numpy(), bias.detach().numpy()


def wide_logits(grams: Grams, table: Array, bias: Array, rows: NDArray[np.intp]) -> Array:
    """Return (len(rows), n_labels)."""
    out = [np.zeros((0, len(bias)), np.float32)]
    for i in range(0, len(rows), 512):
        places, offsets, weight = grams.bag(rows[i : i + 512])
        sums = F.embedding_bag(places, torch.from_numpy(table), offsets, mode="sum", per_sample_weights=weight)
        out.append(sums.numpy() + bias)
    return np.concatenate(out)


def per_text(logits: Tensor, target: Tensor, *, single: bool) -> Tensor:
    """Return (B,) losses: cross-entropy over the labels, or the sum of the binary ones."""
    if single:
        return -(target * logits.log_softmax(1)).sum(1)
    return F.binary_cross_entropy_with_logits(logits, target, reduction="none").sum(1)
