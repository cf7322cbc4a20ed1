"""Muon: an optimiser for weight matrices that learns more from each step than Adam does."""

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim import Optimizer

_QUINTIC = (3.4445, -4.7750, 2.0315)
_ROUNDS = 4
_MOMENTUM = 0.95


class Muon(Optimizer):
    """Momentum whose update is made orthogonal by a Newton–Schulz iteration (Jordan et al. 2024).

    Deviations: four rounds in place of five; a kernel of a convolution is the matrix of its first axis against all
    others; an update is scaled by the root of rows over columns where there are more rows.

    Args:
        params: matrices and kernels; vectors belong to another optimiser.
        lr: learning rate; an update has a spectral norm of about lr.
    """

    def __init__(self, params: Iterable[nn.Parameter], lr: float) -> None:
        super().__init__(params, {"lr": lr})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]
        """Take a step down the gradients."""
        for group in self.param_groups:
            for weight in group["params"]:
                state: dict[str, Any] = self.state[weight]
                mean = state.setdefault("mean", torch.zeros_like(weight))
                mean.lerp_(weight.grad, 1 - _MOMENTUM)
                update = weight.grad.lerp(mean, _MOMENTUM).flatten(1)
                scale = max(1.0, update.shape[0] / update.shape[1]) ** 0.5
                weight.sub_(orthogonal(update).view_as(weight), alpha=group["lr"] * scale)


def orthogonal(matrix: Tensor) -> Tensor:
    """Return about the nearest matrix (rows, columns) whose singular values are all equal: from .7 to 1.2."""
    a, b, c = _QUINTIC
    wide = matrix.shape[0] <= matrix.shape[1]
    x = matrix if wide else matrix.T
    x = x / (x.norm() + 1e-7)
    # each round multiplies x from the left by a polynomial of x xᵀ, so only the small squares need all rounds
    square = x @ x.T
    turned = same = torch.eye(len(square))
    for _ in range(_ROUNDS):
        turn = a * same + b * square + c * square @ square
        turned, square = turn @ turned, turn @ square @ turn
    found: Tensor = turned @ x
    return found if wide else found.T
