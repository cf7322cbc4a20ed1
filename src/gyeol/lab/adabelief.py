"""AdaBelief, the optimiser of R5.2: steps are long where the gradient is as it was believed to be."""

from collections.abc import Iterable

import torch
from torch import Tensor
from torch.optim import Optimizer


class AdaBelief(Optimizer):
    """AdaBelief (Zhuang 2020, https://arxiv.org/abs/2010.07468), weight decay decoupled, without rectification."""

    def __init__(
        self,
        params: Iterable[Tensor],
        *,
        lr: float,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-16,
        weight_decay: float = 0.0,
    ) -> None:
        super().__init__(params, {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]
        """Take one step along the gradients at hand."""
        for group in self.param_groups:
            (b1, b2), eps = group["betas"], group["eps"]
            for p in (p for p in group["params"] if p.grad is not None):
                state = self.state[p]
                if not state:
                    state |= {"step": 0, "mean": torch.zeros_like(p), "spread": torch.zeros_like(p)}
                state["step"] += 1
                mean, spread, n = state["mean"], state["spread"], state["step"]
                p.mul_(1 - group["lr"] * group["weight_decay"])
                mean.mul_(b1).add_(p.grad, alpha=1 - b1)
                away = p.grad - mean
                spread.mul_(b2).addcmul_(away, away, value=1 - b2).add_(eps)
                root = (spread / (1 - b2**n)).sqrt().add_(eps)
                p.addcdiv_(mean, root, value=-group["lr"] / (1 - b1**n))
