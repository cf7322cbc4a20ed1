"""Train the small classifier on a gathered table: one visible loop, a checkpoint each epoch."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from gyeol.classify.wordcnn import Config
from gyeol.corpora import CORPORA
from gyeol.corpora.gather import Table
from gyeol.lab.fit_grams import JoinConfig
from gyeol.lab.fit_wide import WideConfig
from gyeol.lab.wordcnn_torch import Encoded, WordCnnTorch, alike, batches, encode

Array = NDArray[np.float32]
Progress = Callable[[str, float], None]  # what is being done, and the part of it that is done


@dataclass(frozen=True)
class FitConfig:
    """How to train.

    Attributes:
        native_weight: weight of the corpora's own labels beside the product's.
        corpus_weight: corpus -> weight of its rows in the loss; 1 for those not named.
        calibration_weight: the same for calibration, beside its own weighting by number of rows.
        average_last: epochs whose weights are averaged at the end.
        n_composed: rows "A but B" that are made of training rows, see `lab.compose`.
        wide: of the table of grams.
        join: of what weighs it.
        threads: of torch; another number may change the last bits.
    """

    seed: int = 0
    epochs: int = 8
    batch_size: int = 256
    learning_rate: float = 2e-3
    dropout: float = 0.3
    word_dropout: float = 0.1
    native_weight: float = 0.3
    average_last: int = 3
    n_composed: int = 0
    threads: int = 2
    wide: WideConfig = field(default_factory=WideConfig)
    join: JoinConfig = field(default_factory=JoinConfig)
    corpus_weight: Mapping[str, float] = field(default_factory=dict)
    calibration_weight: Mapping[str, float] = field(default_factory=dict)


def fit(
    table: Table, config: Config, options: FitConfig, *, checkpoint: Path | None, progress: Progress
) -> tuple[WordCnnTorch, list[dict[str, float]]]:
    """Return the trained model and, per epoch, its losses on the rows whose split is "train" and "dev".

    Args:
        table: training and dev rows; others are not looked at.
        config: of the model.
        options: of the training.
        checkpoint: written after each epoch; if it belongs to the same table and options, training goes on
        from it.
        progress: called several times an epoch.
    """
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    encoded, goals = encode(table.texts, config.n_buckets), _Goals(table, options)
    model = WordCnnTorch(config, goals.heads, dropout=options.dropout, word_dropout=options.word_dropout)
    optimiser = torch.optim.Adam(model.parameters(), lr=options.learning_rate, fused=True)
    rows = {split: np.flatnonzero(table.split == split) for split in ("train", "dev")}
    n_steps = options.epochs * -(-len(rows["train"]) // options.batch_size)
    warm = 0.05 * n_steps
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / warm) * (1 - step / (n_steps + 1))
    )
    history: list[dict[str, float]] = []
    kept: list[dict[str, Tensor]] = []
    digest = _digest(table, config, options)
    saved = _resume(checkpoint, digest)
    if saved:
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        schedule.load_state_dict(saved["schedule"])
        history, kept = saved["history"], saved["kept"]
    for epoch in range(len(history), options.epochs):
        torch.manual_seed(options.seed * 1000 + epoch)  # a resumed run draws what an uninterrupted one would
        rng = np.random.default_rng([options.seed, epoch])
        order = alike(encoded, rows["train"], options.batch_size, rng)
        model.train()
        total, pad = 0.0, max(config.widths) - 1
        for step, (chosen, texts) in enumerate(batches(encoded, order, options.batch_size, pad)):
            loss = goals.loss(model(texts), chosen)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
            total += loss.item() * len(chosen)
            if step % 20 == 0:
                progress(f"epoch {epoch + 1}/{options.epochs}", step * options.batch_size / len(order))
        dev = dev_loss(model, encoded, goals, rows["dev"])
        history.append({"train_loss": total / max(len(order), 1), "dev_loss": dev})
        progress(f"epoch {epoch + 1}/{options.epochs}: dev loss {dev:.4f}", 1.0)
        kept = [*kept, _copy(model)][-options.average_last :]
        state = {
            "model": model.state_dict(),
            "optimiser": optimiser.state_dict(),
            "schedule": schedule.state_dict(),
        }
        _save(checkpoint, state | {"history": history, "kept": kept, "digest": digest})
    model.load_state_dict({k: torch.stack([state[k] for state in kept]).mean(0) for k in kept[0]})
    return model.eval(), history


class _Goals:
    """What each row should teach each head."""

    def __init__(self, table: Table, options: FitConfig) -> None:
        names = list(dict.fromkeys(table.source.tolist()))
        labels = {name: len(CORPORA.get(name).labels) for name in names if name != "own"}
        self.heads = {"product": table.target.shape[1], **labels}
        self._target, self._mask = torch.from_numpy(table.target), torch.from_numpy(table.mask)
        weight = [options.corpus_weight.get(name, 1.0) for name in table.source.tolist()]
        self._weight = torch.tensor(weight).unsqueeze(1)
        self._native, self._source, self._native_weight = table.native, table.source, options.native_weight

    def loss(self, logits: dict[str, Tensor], rows: NDArray[np.intp]) -> Tensor:
        """Return the masked product loss plus the weighted native ones, per text."""
        weight = self._weight[rows]
        bce = F.binary_cross_entropy_with_logits(logits["product"], self._target[rows], reduction="none")
        total = (bce * self._mask[rows] * weight).sum() / len(rows)
        for name in self.heads:
            at = np.flatnonzero(self._source[rows] == name)
            if name == "product" or not len(at) or not self._native_weight:
                continue
            goal, known = torch.zeros(len(at), self.heads[name]), torch.zeros(len(at), 1)
            for i, row in enumerate(rows[at]):
                goal[i, list(self._native[row])] = 1
                known[i] = bool(self._native[row])
            native = F.binary_cross_entropy_with_logits(logits[name][at], goal, reduction="none")
            total = total + self._native_weight * (native * known).sum() / len(rows)
        return total


def dev_loss(model: WordCnnTorch, encoded: Encoded, goals: _Goals, rows: NDArray[np.intp]) -> float:
    """Return the mean loss over rows, without dropout; 0 if there are none."""
    model.eval()
    with torch.inference_mode():
        losses = [
            goals.loss(model(texts), chosen).item() * len(chosen)
            for chosen, texts in batches(encoded, rows, 512, max(model.config.widths) - 1)
        ]
    return sum(losses) / max(len(rows), 1)


def _copy(model: WordCnnTorch) -> dict[str, Tensor]:
    return {name: value.detach().clone() for name, value in model.state_dict().items()}


def _digest(table: Table, config: Config, options: FitConfig) -> str:
    told = json.dumps([asdict(config), asdict(options)], sort_keys=True) + "\n".join(table.texts)
    return hashlib.sha256(told.encode() + table.target.tobytes() + table.mask.tobytes()).hexdigest()


def _resume(checkpoint: Path | None, digest: str) -> dict[str, Any] | None:
    if checkpoint is None or not checkpoint.is_file():
        return None
    saved: dict[str, Any] = torch.load(checkpoint, weights_only=True)
    return saved if saved.get("digest") == digest else None


def _save(checkpoint: Path | None, state: dict[str, Any]) -> None:
    if checkpoint is None:
        return
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    draft = checkpoint.with_suffix(".draft")
    torch.save(state, draft)
    draft.replace(checkpoint)  # a kill in the middle leaves the last whole checkpoint
