"""Train one member of the deep reader: one visible loop, its weights averaged over the last steps."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from gyeol.classify.widedeep import Config
from gyeol.lab.fit_wide import Lesson
from gyeol.lab.wordgru_torch import Encoded, WordGruTorch, batches

Array = NDArray[np.float32]
HEAD = "labels"


@dataclass(frozen=True)
class DeepConfig:
    """How to train the deep reader.

    Attributes:
        learning_rate: of Adam; rises for 6 % of the steps, then falls along a cosine.
        dropout: of the pooled features.
        word_dropout: part of the words that a step hides.
        vector_dropout: part of the axes of a text's word vectors that a step sets to zero.
        average_from: part of the steps after which the weights are averaged (an exponential mean over about 500 steps).
    """

    epochs: int = 5
    batch_size: int = 64
    learning_rate: float = 2e-3
    dropout: float = 0.5
    word_dropout: float = 0.1
    vector_dropout: float = 0.2
    average_from: float = 0.4


def fit_wordgru(
    encoded: Encoded, lesson: Lesson, rows: NDArray[np.intp], held: NDArray[np.intp], config: Config,
    options: DeepConfig, *, seed: int, progress: Callable[[float], None],
) -> tuple[WordGruTorch, list[dict[str, float]]]:  # fmt: skip
    """Return a trained member, and its losses and accuracies by epoch, those of "dev" before weights are averaged.

    Args:
        encoded: all texts.
        lesson: what each text teaches.
        rows: the texts to learn from.
        held: the texts of its own fold, which are "dev" of the history and set nothing.
        config: of the model.
        options: of the training.
        seed: of the first weights, order and dropout.
        progress: told the part of the steps that is done.
    """
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    model = WordGruTorch(
        config, {HEAD: lesson.target.shape[1]},
        dropout=options.dropout, word_dropout=options.word_dropout, vector_dropout=options.vector_dropout,
    )  # fmt: skip
    optimiser = torch.optim.Adam(model.parameters(), lr=options.learning_rate)
    small = [p for name, p in model.named_parameters() if not name.startswith(("own", "pieces"))]
    n_steps, step = options.epochs * math.ceil(len(rows) / options.batch_size), 0
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: _rate(s / n_steps))
    average: dict[str, Tensor] = {}
    n_averaged = 0
    history: list[dict[str, float]] = []
    for epoch in range(options.epochs):
        model.train()
        lost, right = 0.0, 0.0
        for chosen, texts in batches(encoded, rows, options.batch_size, rng):
            logits = model(texts, HEAD)
            loss = lesson.loss(logits, chosen)
            lost += loss.item() * len(chosen)
            right += lesson.n_right(logits, chosen)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(small, 5.0)
            optimiser.step()
            schedule.step()
            step += 1
            if step >= n_steps * options.average_from and step % 5 == 0:
                n_averaged += 1
                _blend(average, model, keep=min(0.99, n_averaged / (n_averaged + 4)))
            if step % 50 == 0:
                progress(step / n_steps)
        told = {"epoch": epoch + 1.0, "train_loss": lost / len(rows), "train_accuracy": right / len(rows)}
        history.append(told | _measured(model, encoded, lesson, held))
    model.load_state_dict(average or model.state_dict())
    return model.eval(), history


def wordgru_logits(model: WordGruTorch, encoded: Encoded, rows: NDArray[np.intp]) -> Array:
    """Return (len(rows), n_labels) without dropout."""
    place = {row: i for i, row in enumerate(rows.tolist())}
    parts, order = [], []
    model.eval()
    with torch.inference_mode():
        for chosen, texts in batches(encoded, rows, 256, None):
            parts.append(model(texts, HEAD).numpy())
            order += [place[row] for row in chosen.tolist()]
    return np.asarray(np.concatenate(parts)[np.argsort(order)], np.float32)


def _measured(
    model: WordGruTorch, encoded: Encoded, lesson: Lesson, rows: NDArray[np.intp]
) -> dict[str, float]:
    if not len(rows):
        return {"dev_loss": 0.0, "dev_accuracy": 0.0}
    logits = torch.from_numpy(wordgru_logits(model, encoded, rows))
    loss, right = lesson.loss(logits, rows), lesson.n_right(logits, rows)
    return {"dev_loss": loss.item(), "dev_accuracy": right / len(rows)}


def _rate(part: float) -> float:
    return min(1.0, part / 0.06 + 0.02) * max(0.02, 0.5 * (1 + math.cos(math.pi * min(part, 1))))


def _blend(average: dict[str, Tensor], model: WordGruTorch, *, keep: float) -> None:
    """Move the average towards the weights; `keep` of it stays."""
    for name, value in model.state_dict().items():
        average[name] = average[name].lerp_(value, 1 - keep) if name in average else value.detach().clone()
