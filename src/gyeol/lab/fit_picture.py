"""Teach the reader of feelings: one visible loop over features that are measured once."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from gyeol.catalog import Array
from gyeol.encode.picture import Config
from gyeol.lab.picture_data import Pictures
from gyeol.lab.picture_features import N_FEATURES, features
from gyeol.lab.picture_looks import varied
from gyeol.lab.picture_net import PictureNet

Progress = Callable[[str, float], None]
_RARE = 3  # a motif seen less often teaches nothing


@dataclass(frozen=True)
class FitConfig:
    """How to fit.

    Attributes:
        seed: of the weights, the order and the changes of the pictures.
        looks: in how many changed forms each picture is seen, beside itself and its mirror image.
        epochs: how often each form is seen.
        batch_size: pictures a step.
        learning_rate: at its peak; it rises for a tenth of the steps and falls to zero (Smith and Topin 2018).
        weight_decay: of AdamW.
        dropout: of features, and of the hidden layer.
        drawn_share: drawings beside each picture on disk, in an epoch.
        smoothing: of the motifs (Szegedy et al. 2016).
        threads: of torch.
    """

    seed: int = 0
    looks: int = 4
    epochs: int = 3
    batch_size: int = 128
    learning_rate: float = 1e-3
    weight_decay: float = 0.05
    dropout: tuple[float, float] = (0.2, 0.4)
    drawn_share: float = 0.3
    smoothing: float = 0.05
    threads: int = 2


def measured(pictures: Pictures, options: FitConfig, what: str, progress: Progress) -> Tensor:
    """Return (2 + looks, n, N_FEATURES) half floats: of the pictures, of their mirror images, and of changed ones."""
    torch.set_num_threads(options.threads)
    rng = torch.Generator().manual_seed(options.seed)
    forms = torch.empty(2 + options.looks, len(pictures), N_FEATURES, dtype=torch.float16)
    with torch.inference_mode():
        for start in range(0, len(pictures), 128):
            progress(f"measuring {what}", start / len(pictures))
            block = pictures.pixels[start : start + 128].transpose(0, 3, 1, 2)
            x = torch.from_numpy(block.astype(np.float32))
            shown = [x, x.flip(3), *(varied(x, rng) for _ in range(options.looks))]
            for form, pixels in zip(forms, shown, strict=True):
                form[start : start + 128] = features(pixels).half()
    return forms


def fit(
    packs: Pictures, drawn: Pictures, forms: Tensor, drawn_forms: Tensor, config: Config, options: FitConfig
) -> PictureNet:
    """Return the network that pictures on disk and drawings teach.

    Args:
        packs: n pictures; those of which nothing is known teach nothing.
        drawn: m drawings; each epoch takes some of them.
        forms: (n_forms, n, N_FEATURES) of the pictures, see `measured`.
        drawn_forms: (n_forms, m, N_FEATURES) of the drawings.
        config: the network's shape.
        options: how to fit.
    """
    torch.manual_seed(options.seed)
    order = np.random.default_rng(options.seed)
    motif, meaning = motifs(packs, drawn)
    net = PictureNet(config, meaning, dropout=options.dropout)
    net.mean.copy_(forms[0].float().mean(0))
    net.scale.copy_(forms[0].float().std(0) + 0.02)
    known = np.flatnonzero(motif[: len(packs)] >= 0)
    n_drawn = min(len(drawn), round(len(known) * options.drawn_share))
    n_steps = (len(known) + n_drawn) // options.batch_size
    rounds = options.epochs * len(forms)
    optimiser = torch.optim.AdamW(net.parameters(), options.learning_rate, weight_decay=options.weight_decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, options.learning_rate, total_steps=rounds * n_steps, pct_start=0.1
    )
    for turn in range(rounds):
        form = turn % len(forms)
        seen = np.concatenate([known, len(packs) + order.permutation(len(drawn))[:n_drawn]])
        found = torch.cat([forms[form], drawn_forms[form]])
        order.shuffle(seen)
        for rows in torch.split(torch.from_numpy(seen[: n_steps * options.batch_size]), options.batch_size):
            loss = F.cross_entropy(
                net(found[rows].float()), motif[rows], ignore_index=-1, label_smoothing=options.smoothing
            )
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
    return net.eval()


def ask(net: PictureNet, forms: Tensor) -> Array:
    """Return (n, n_motifs) logits, the mean over pictures and their mirror images, the first two of `forms`."""
    with torch.inference_mode():
        return np.asarray((net(forms[0].float()) + net(forms[1].float())) / 2, np.float32)


def targets(pictures: Pictures) -> Array:
    """Return (n, N_OUT) shares of the feelings, summing to 1; the last one is "none"; zero rows where unknown."""
    felt = pictures.feeling / np.maximum(pictures.feeling.sum(1, keepdims=True), 1e-6)
    out: Array = np.concatenate([felt, pictures.mute[:, None]], axis=1).astype(np.float32)
    return out


def motifs(packs: Pictures, drawn: Pictures) -> tuple[Tensor, Tensor]:
    """Return the motif of each picture (n + m,), -1 where none is known, and what the motifs mean (n_motifs, N_OUT).

    A picture that is no emoji and no act, but of a known feeling, is of the motif of that feeling.
    """
    target = np.concatenate([targets(packs), targets(drawn)])
    shown = np.concatenate([packs.motif, drawn.motif])
    strongest = np.char.add("feels ", target.argmax(1).astype(str))
    said = target.any(axis=1)
    names = np.where(said, np.where(shown != "", shown, strongest), "")
    known, place, count = np.unique(names, return_inverse=True, return_counts=True)
    meaning = np.zeros((len(known), target.shape[1]), np.float32)
    np.add.at(meaning, place, target)
    kept = (known != "") & (count >= _RARE)
    number = np.where(kept, np.cumsum(kept) - 1, -1)[place]
    return torch.from_numpy(number), torch.from_numpy((meaning / count[:, None])[kept].astype(np.float32))
