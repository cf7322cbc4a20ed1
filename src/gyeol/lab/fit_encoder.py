"""Train the style network by supervised contrast of packs: one visible loop."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.optim.swa_utils import AveragedModel

from gyeol.encode.style import Config
from gyeol.lab.style_data import Stickers
from gyeol.lab.style_net import StyleNet, vary

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class FitConfig:
    """How to train.

    Attributes:
        steps: batches.
        n_packs: packs in a batch.
        per_pack: stickers of each.
        same_motif: share of batches in which the packs show the same things, so that content cannot help.
        temperature: of the contrast.
        decay: of the moving average of the weights, which is what is kept.
        threads: of torch.
    """

    seed: int = 0
    steps: int = 2500
    n_packs: int = 10
    per_pack: int = 8
    same_motif: float = 0.5
    temperature: float = 0.1
    learning_rate: float = 2e-3
    weight_decay: float = 1e-4
    decay: float = 0.998
    threads: int = 2


def contrast(rows: Tensor, pack: Tensor, family: Tensor, temperature: float) -> Tensor:
    """Return the supervised contrastive loss (Khosla et al. 2020, L_out) of (B, dim) unit rows.

    Deviation: stickers of another pack of the same family are neither positive nor negative.
    """
    same = pack[:, None] == pack[None]  # (B, B)
    kin = (family[:, None] == family[None]) & ~same
    itself = torch.eye(len(rows), dtype=torch.bool)
    logits = (rows @ rows.T / temperature).masked_fill(itself | kin, -1e9)
    log_share = logits - logits.logsumexp(1, keepdim=True)
    positive = same & ~itself
    return -(log_share * positive).sum(1).div(positive.sum(1).clamp(min=1)).mean()


def batches(stickers: Stickers, options: FitConfig, rng: np.random.Generator) -> Iterator[NDArray[np.intp]]:
    """Yield rows of one batch after another, `n_packs` × `per_pack` of them."""
    members = {pack: np.flatnonzero(stickers.pack == pack) for pack in np.unique(stickers.pack)}
    shows = {pack: set(stickers.motif[rows]) - {""} for pack, rows in members.items()}
    names = sorted(members)
    speaking = [name for name in names if len(shows[name]) >= options.per_pack]
    for _ in range(options.steps):
        if not speaking or rng.random() >= options.same_motif:
            chosen = rng.choice(names, min(options.n_packs, len(names)), replace=False)
            motifs: set[str] = set()
        else:
            first = rng.choice(speaking)
            able = [name for name in names if len(shows[name] & shows[first]) >= options.per_pack]
            chosen = rng.permutation(able)[: options.n_packs]
            common = sorted(shows[first])
            motifs = set(rng.choice(common, min(2 * options.per_pack, len(common)), replace=False))
        yield np.concatenate(
            [_some(members[name], stickers.motif, motifs, options.per_pack, rng) for name in chosen]
        )


def _some(
    rows: NDArray[np.intp], motif: NDArray[np.str_], wanted: set[str], n: int, rng: np.random.Generator
) -> NDArray[np.intp]:
    fitting = rows[np.isin(motif[rows], sorted(wanted))] if wanted else rows
    pool = fitting if len(fitting) >= 2 else rows
    return rng.choice(pool, min(n, len(pool)), replace=False)


def fit(
    stickers: Stickers, config: Config, options: FitConfig, *, checkpoint: Path | None, progress: Progress
) -> StyleNet:
    """Return the trained network, in evaluation mode; its weights are a moving average.

    Args:
        stickers: all of them are trained on.
        config: of the network.
        options: of the training.
        checkpoint: written every 250 steps; if it belongs to the same data and options, training goes on from it.
        progress: told the loss.
    """
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    net = StyleNet(config)
    average = AveragedModel(
        net, avg_fn=lambda mean, now, n: mean + (1 - options.decay) * (now - mean), use_buffers=True
    )
    optimiser = torch.optim.AdamW(
        net.parameters(), lr=options.learning_rate, weight_decay=options.weight_decay
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, options.learning_rate, total_steps=options.steps
    )
    generator = torch.Generator().manual_seed(options.seed)
    pack = torch.from_numpy(np.unique(stickers.pack, return_inverse=True)[1])
    family = torch.from_numpy(np.unique(stickers.family, return_inverse=True)[1])
    pictures = torch.from_numpy(np.ascontiguousarray(stickers.pictures.transpose(0, 3, 1, 2)))
    digest = sha256(repr((config, options, len(stickers), sorted(set(stickers.pack)))).encode()).hexdigest()
    done = _resume(checkpoint, digest, net, average, optimiser, schedule, generator)
    net.train()
    loss_mean = 0.0
    for step, rows in enumerate(batches(stickers, options, np.random.default_rng(options.seed))):
        if step < done:  # drawn again so that a resumed run sees the batches of an uninterrupted one
            continue
        out = net(vary(pictures[rows], generator))
        loss = contrast(out, pack[rows], family[rows], options.temperature)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        schedule.step()
        average.update_parameters(net)
        loss_mean += (loss.item() - loss_mean) / min(step - done + 1, 50)
        if step % 25 == 0:
            progress(f"training, loss {loss_mean:.3f}", step / options.steps)
        if checkpoint and (step + 1) % 250 == 0:
            _save(checkpoint, digest, step + 1, net, average, optimiser, schedule, generator)
    net.load_state_dict(average.module.state_dict())
    return net.eval()


def _save(
    path: Path,
    digest: str,
    step: int,
    net: StyleNet,
    average: Any,
    optimiser: Any,
    schedule: Any,
    generator: Any,
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    state = {"digest": digest, "step": step, "generator": generator.get_state()}
    parts = {"net": net, "average": average, "optimiser": optimiser, "schedule": schedule}
    torch.save(state | {name: part.state_dict() for name, part in parts.items()}, draft)
    draft.replace(path)


def _resume(
    path: Path | None, digest: str, net: StyleNet, average: Any, optimiser: Any, schedule: Any, generator: Any
) -> int:
    if path is None or not path.is_file():
        return 0
    saved = torch.load(path, weights_only=True)
    if saved["digest"] != digest:
        return 0
    net.load_state_dict(saved["net"])
    average.load_state_dict(saved["average"])
    optimiser.load_state_dict(saved["optimiser"])
    schedule.load_state_dict(saved["schedule"])
    generator.set_state(saved["generator"])
    return int(saved["step"])
