"""Train a reference network on one corpus's labels: one visible loop, a checkpoint each epoch, the best one kept."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from gyeol.classify import Array
from gyeol.errors import BadSetting
from gyeol.lab.adabelief import AdaBelief

Numbers = Sequence[NDArray[np.int64]]  # of each text, the words or pieces that it is made of
History = list[dict[str, float]]
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class FitConfig:
    """How to train; the defaults are those of R4.1.

    Attributes:
        epochs: passes over the rows; the one of the best dev accuracy (then the lowest dev loss) is kept (R1.5).
        dropout: see the network.
        optimiser: "adam", "adamw" or "adabelief" (R5.2: eps 1e-16, betas .9 and .999, decoupled, not rectified).
        schedule: of the learning rate: "constant", or after the warm-up "linear" or "cosine" down to 0.
        warm_up: part of the steps in which the rate rises, unless it is constant.
        clip: the largest norm of a gradient; 0 does not clip.
        patience: epochs without a better one after which training stops; 0 never stops early.
        inverse_penalty: "linear" only: C of scikit-learn's logistic regression; of the rest only the seed counts there.
        threads: of torch; another number may change the last bits.
        device: where the network learns; a GPU gives other last bits than a CPU.
    """

    seed: int = 0
    epochs: int = 10
    batch_size: int = 32
    learning_rate: float = 1e-3
    dropout: float = 0.3
    optimiser: Literal["adam", "adamw", "adabelief"] = "adam"
    schedule: Literal["constant", "linear", "cosine"] = "constant"
    warm_up: float = 0.1
    clip: float = 0.0
    patience: int = 0
    inverse_penalty: float = 4.0
    threads: int = 2
    device: Literal["cpu", "cuda"] = "cpu"


def fit_reference(
    build: Callable[[], nn.Module], numbers: Numbers, target: Array, dev: NDArray[np.bool_], options: FitConfig, *,
    single: bool, checkpoint: Path | None, progress: Progress,
) -> tuple[nn.Module, History]:  # fmt: skip
    """Return the network as it was after its best epoch on dev, and losses and accuracies by epoch.

    Args:
        build: makes the network; its `forward` takes words (B, T), 0 = padding, and lengths (B,).
        numbers: of n texts.
        target: (n, n_labels), 0 or 1.
        dev: (n,) rows that choose the epoch and are not learnt from.
        options: of the training.
        single: whether a text has exactly one label.
        checkpoint: written after each epoch; a run of the same rows and options goes on from it.
        progress: called several times an epoch.
    """
    if options.device == "cuda" and not torch.cuda.is_available():
        raise BadSetting("fit.device is 'cuda', but torch finds no GPU here; set fit.device = 'cpu'.")
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    net = build().to(options.device)
    optimiser = _optimiser(net, options)
    rows, held = np.flatnonzero(~dev), np.flatnonzero(dev)
    n_steps = options.epochs * -(-len(rows) // options.batch_size)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step / n_steps, options))
    history: History = []
    best = _copy(net)
    digest = _digest(net, numbers, target, options)
    if saved := _resumed(checkpoint, digest):
        net.load_state_dict(saved["net"])
        optimiser.load_state_dict(saved["optimiser"])
        schedule.load_state_dict(saved["schedule"])
        history, best = saved["history"], saved["best"]
    for epoch in range(len(history), options.epochs):
        if options.patience and epoch - _best_epoch(history) > options.patience:
            break
        torch.manual_seed(options.seed * 1000 + epoch)  # a resumed run draws what an uninterrupted one would
        order = np.random.default_rng([options.seed, epoch]).permutation(rows)
        net.train()
        told, lost, right = f"epoch {epoch + 1}/{options.epochs}", 0.0, 0.0
        for i in range(0, len(order), options.batch_size):
            chosen = order[i : i + options.batch_size]
            logits, goal = _answered(net, numbers, target, chosen)
            loss = loss_of(logits, goal, single=single)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            if options.clip:
                nn.utils.clip_grad_norm_(net.parameters(), options.clip)
            optimiser.step()
            schedule.step()
            lost += loss.item() * len(chosen)
            right += _n_right(logits, goal)
            if i // options.batch_size % 20 == 0:
                progress(told, i / len(order))
        dev_loss, dev_accuracy = evaluate(net, numbers, target, held, single=single)
        history.append(
            {"epoch": epoch + 1, "train_loss": lost / len(order), "dev_loss": dev_loss,
             "train_accuracy": right / len(order), "dev_accuracy": dev_accuracy}
        )  # fmt: skip
        if _best_epoch(history) == epoch:
            best = _copy(net)
        progress(f"{told}: dev loss {dev_loss:.4f}, dev accuracy {dev_accuracy:.4f}", 1.0)
        state = {
            "net": net.state_dict(),
            "optimiser": optimiser.state_dict(),
            "schedule": schedule.state_dict(),
        }
        _save(checkpoint, state | {"history": history, "best": best, "digest": digest})
    net.load_state_dict(best)
    return net.cpu().eval(), history


def evaluate(
    net: nn.Module, numbers: Numbers, target: Array, rows: NDArray[np.intp], *, single: bool
) -> tuple[float, float]:
    """Return the mean loss and the accuracy of the surest label over rows; 0 and 0 if there are none."""
    lost, right = 0.0, 0.0
    net.eval()
    with torch.inference_mode():
        for i in range(0, len(rows), 256):
            chosen = rows[i : i + 256]
            logits, goal = _answered(net, numbers, target, chosen)
            lost += loss_of(logits, goal, single=single).item() * len(chosen)
            right += _n_right(logits, goal)
    return lost / max(len(rows), 1), right / max(len(rows), 1)


def _answered(
    net: nn.Module, numbers: Numbers, target: Array, rows: NDArray[np.intp]
) -> tuple[Tensor, Tensor]:
    """Return logits and targets of rows, both (B, n_labels), where the network is."""
    place = next(net.parameters()).device
    words, length = batch(numbers, rows)
    return net(words.to(place), length), torch.from_numpy(target[rows]).to(place)


def batch(numbers: Numbers, rows: NDArray[np.intp]) -> tuple[Tensor, Tensor]:
    """Return words (B, T), 0 = padding, and lengths (B,)."""
    length = np.array([len(numbers[i]) for i in rows])
    grid = np.zeros((len(rows), int(length.max())), np.int64)
    for i, row in enumerate(rows):
        grid[i, : length[i]] = numbers[row]
    return torch.from_numpy(grid), torch.from_numpy(length)


def loss_of(logits: Tensor, target: Tensor, *, single: bool) -> Tensor:
    """Return the mean cross-entropy over the labels, or the mean over texts of the sum of the binary ones."""
    if single:
        return -(target * logits.log_softmax(1)).sum(1).mean()
    return F.binary_cross_entropy_with_logits(logits, target, reduction="none").sum(1).mean()


def _optimiser(net: nn.Module, options: FitConfig) -> torch.optim.Optimizer:
    if options.optimiser == "adabelief":
        return AdaBelief(net.parameters(), lr=options.learning_rate)
    kind = torch.optim.Adam if options.optimiser == "adam" else torch.optim.AdamW
    return kind(net.parameters(), lr=options.learning_rate)


def _rate(done: float, options: FitConfig) -> float:
    """Return the factor of the learning rate when this part of the steps is done."""
    if options.schedule == "constant":
        return 1.0
    if done < options.warm_up:
        return done / options.warm_up
    left = 1 - (done - options.warm_up) / max(1 - options.warm_up, 1e-9)
    return left if options.schedule == "linear" else (1 - np.cos(np.pi * left)) / 2


def _n_right(logits: Tensor, target: Tensor) -> float:
    return float(target.gather(1, logits.argmax(1, keepdim=True)).sum())


def _best_epoch(history: History) -> int:
    """Return the epoch, from 0 on, of the best dev accuracy, the lower dev loss deciding ties; -1 before the first."""
    ranked = range(len(history))
    return max(ranked, key=lambda i: (history[i]["dev_accuracy"], -history[i]["dev_loss"]), default=-1)


def _copy(net: nn.Module) -> dict[str, Tensor]:
    return {name: value.detach().clone() for name, value in net.state_dict().items()}


def _digest(net: nn.Module, numbers: Numbers, target: Array, options: FitConfig) -> str:
    told = hashlib.sha256(json.dumps(asdict(options), sort_keys=True).encode() + repr(net).encode())
    told.update(b"".join(some.tobytes() + b"|" for some in numbers) + target.tobytes())
    return told.hexdigest()


def _resumed(checkpoint: Path | None, digest: str) -> dict[str, Any] | None:
    if checkpoint is None or not checkpoint.is_file():
        return None
    saved: dict[str, Any] = torch.load(checkpoint, weights_only=True, map_location="cpu")
    return saved if saved["digest"] == digest else None


def _save(checkpoint: Path | None, state: dict[str, Any]) -> None:
    if checkpoint is None:
        return
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    draft = checkpoint.with_suffix(".draft")
    torch.save(state, draft)
    draft.replace(checkpoint)  # a kill in the middle leaves the last whole checkpoint
