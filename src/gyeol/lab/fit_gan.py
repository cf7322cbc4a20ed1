"""Train a generator of emoji: one visible loop, with snapshots, a time budget and a way back after a kill."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from torch import Tensor, nn
from torch.optim import Optimizer

from gyeol.lab.gan_state import keep, restore_best, resume

Progress = Callable[[str, float], None]
Judge = Callable[[nn.Module], Mapping[str, float | None]]  # of what a network makes; "kid": lower is better


@dataclass(frozen=True)
class FitConfig:
    """How to fit; the defaults are those of R3.5.

    Attributes:
        seed: of the weights, the order and the latents.
        epochs: how often each picture is seen, at most.
        minutes: of processor time after which it ends, whatever the epoch; 0 is no limit.
        batch_size: pictures a step.
        learning_rate: of Adam, for all networks.
        beta1: of Adam, for the references; R3 names none, so this is the usual one.
        divergence: weight of the divergence of codes, for `ours`.
        snapshot_epochs: after how many epochs the generator is judged, and the state kept on disk.
        n_judged: pictures that it makes for that.
        threads: of torch.
    """

    seed: int = 0
    epochs: int = 100
    minutes: float = 0.0
    batch_size: int = 35
    learning_rate: float = 1e-2
    beta1: float = 0.9
    divergence: float = 2e-3
    snapshot_epochs: int = 10
    n_judged: int = 128
    threads: int = 1


class Learner(Protocol):
    """Networks that learn from a batch.

    Attributes:
        nets: all, by name.
        optimisers: theirs.
        served: the network to judge and to keep.
        loss_names: what the losses of a step are.
    """

    nets: dict[str, nn.Module]
    optimisers: list[Optimizer]
    loss_names: tuple[str, ...]

    def step(self, rows: Tensor, rng: torch.Generator, share: float) -> Sequence[float]:
        """Learn from the pictures of some rows; `share` of the run is over; return the losses."""

    def settle(self) -> nn.Module:
        """Return the network to judge and to keep."""


def fit(
    learner: Learner, n_pictures: int, options: FitConfig, state: Path, judge: Judge, progress: Progress
) -> dict[str, Any]:
    """Train, and leave the network of `settle` as its best snapshot; return the history.

    Args:
        learner: fresh.
        n_pictures: that it has.
        options: how.
        state: a folder for the snapshots; a run that was killed goes on from the last one there.
        judge: measures what a network makes.
        progress: told what is being done and which part of it, 0 to 1, is done; what it raises ends the run, and the
            snapshots stay.

    Returns:
        "losses": one row an epoch, in the order of `loss_names`; "snapshots": {"epoch", "kid", …} each; "seconds": of
        processor time; "stopped": the epoch in which a loss was no number any more, or None. Nothing was kept if
        there is no snapshot.
    """
    torch.set_num_threads(options.threads)
    history: dict[str, Any] = {"losses": [], "snapshots": [], "seconds": 0.0, "stopped": None}
    history = resume(state, learner.nets, learner.optimisers) or history
    epoch, share = len(history["losses"]), 0.0
    while history["stopped"] is None and epoch < options.epochs and not _over(history, options):
        began = time.process_time()
        # an epoch of its own seed makes a resumed run the same run
        rng = torch.Generator().manual_seed(options.seed * 1_000_003 + epoch)
        torch.manual_seed(options.seed * 1_000_003 + epoch)
        order = torch.randperm(n_pictures, generator=rng)
        # batch norm needs two
        batches = [rows for rows in torch.split(order, options.batch_size) if len(rows) > 1]
        total = np.zeros(len(learner.loss_names))
        for i, rows in enumerate(batches):
            share = max((epoch + i / len(batches)) / options.epochs, _spent(history, began, options))
            total += learner.step(rows, rng, min(share, 1.0))
        if not np.isfinite(total).all():
            history["stopped"] = epoch + 1
            break
        epoch += 1
        history["losses"].append((total / len(batches)).tolist())
        history["seconds"] += time.process_time() - began
        told = ", ".join(
            f"{n} {loss:.3f}" for n, loss in zip(learner.loss_names, history["losses"][-1], strict=True)
        )
        progress(f"epoch {epoch}: {told}", max(epoch / options.epochs, _spent(history, None, options)))
        if epoch % options.snapshot_epochs == 0 or epoch == options.epochs or _over(history, options):
            served = learner.settle()
            found = judge(served)
            kid = found["kid"]
            best = min((row["kid"] for row in history["snapshots"] if row["kid"] is not None), default=None)
            history["snapshots"].append({"epoch": epoch, "minutes": history["seconds"] / 60, **found})
            better = best is None or (kid is not None and kid < best)
            keep(state, learner.nets, learner.optimisers, history, served if better else None)
    if history["snapshots"]:
        restore_best(state, learner.settle())
    return history


def _over(history: Mapping[str, Any], options: FitConfig) -> bool:
    return bool(options.minutes and history["seconds"] >= options.minutes * 60)


def _spent(history: Mapping[str, Any], began: float | None, options: FitConfig) -> float:
    """Return the part of the time budget that is over."""
    running = time.process_time() - began if began is not None else 0.0
    return (history["seconds"] + running) / (options.minutes * 60) if options.minutes else 0.0
