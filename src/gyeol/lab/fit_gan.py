"""Train a generator of emoji against a discriminator: one visible loop, with snapshots and a way back after a kill."""

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional as F

from gyeol.artifact import replacing
from gyeol.generate import dcgan
from gyeol.lab.gan_data import Faces

Progress = Callable[[str, float], None]
Judge = Callable[[NDArray[np.uint8]], float]  # lower is better


@dataclass(frozen=True)
class FitConfig:
    """How to fit; the defaults are those of R3.5.

    Attributes:
        seed: of the weights, the order and the latents.
        epochs: how often each picture is seen.
        batch_size: pictures a step.
        learning_rate: of Adam, for both networks.
        beta1: of Adam; R3 names none, so this is the usual one.
        snapshot_epochs: after how many epochs the generator is judged, and the state kept on disk.
        n_judged: pictures that it makes for that.
        threads: of torch.
    """

    seed: int = 0
    epochs: int = 100
    batch_size: int = 35
    learning_rate: float = 1e-2
    beta1: float = 0.9
    snapshot_epochs: int = 10
    n_judged: int = 100
    threads: int = 1


def fit(
    net: dcgan.Generator, faces: Faces, options: FitConfig, state: Path, judge: Judge, progress: Progress
) -> dict[str, Any]:
    """Train `net` in place and leave it as its best snapshot; return the history.

    Args:
        net: a fresh generator.
        faces: what to learn from.
        options: how.
        state: a folder for the snapshots; a run that was killed goes on from the last one there.
        judge: gives KID of made pictures.
        progress: told what is being done and which part of it, 0 to 1, is done.

    Returns:
        "losses": [loss of G, loss of D] an epoch, "kid": [epoch, KID] a snapshot, "stopped": the epoch in which a
        loss was no number any more, or None. Nothing was kept if "kid" is empty.
    """
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    critic = dcgan.Discriminator(net.config)
    adams = [
        torch.optim.Adam(n.parameters(), options.learning_rate, betas=(options.beta1, 0.999))
        for n in (net, critic)
    ]
    adam_g, adam_d = adams
    for n in (net, critic):
        n.train()
    pixels = torch.from_numpy(faces.pixels.transpose(0, 3, 1, 2).copy())
    history: dict[str, Any] = {"losses": [], "kid": [], "stopped": None}
    if (state / "history.json").is_file():
        history = _resume(state, net, critic, adams)
    for epoch in range(len(history["losses"]), options.epochs):
        if history["stopped"] is not None:
            break
        # an epoch of its own seed makes a resumed run the same run
        rng = torch.Generator().manual_seed(options.seed * 1_000_003 + epoch)
        total, order = np.zeros(2), torch.randperm(len(pixels), generator=rng)
        # batch norm needs two
        batches = [b for b in torch.split(order, options.batch_size) if len(b) > 1]
        for rows in batches:
            real = pixels[rows].float() / 127.5 - 1  # (B, 3, 64, 64)
            fake = net(net.latent(len(rows), rng))
            loss_d = F.softplus(-critic(real)).mean() + F.softplus(critic(fake.detach())).mean()
            _step(adam_d, loss_d)
            loss_g = F.softplus(-critic(fake)).mean() + net.penalty()
            _step(adam_g, loss_g)
            total += (loss_g.item(), loss_d.item())
        if not np.isfinite(total).all():
            history["stopped"] = epoch + 1
            break
        history["losses"].append((total / len(batches)).tolist())
        progress(
            f"epoch {epoch + 1}: G {history['losses'][-1][0]:.2f}, D {history['losses'][-1][1]:.2f}",
            (epoch + 1) / options.epochs,
        )
        if (epoch + 1) % options.snapshot_epochs == 0 or epoch + 1 == options.epochs:
            kid = judge(made(net, options.n_judged, options.seed))
            best = math.isfinite(kid) and kid < min((k for _, k in history["kid"]), default=math.inf)
            history["kid"].append([epoch + 1, kid])
            _keep(state, net, critic, adams, history, best)
    if history["kid"]:
        net.load_state_dict(load_file(state / "best.safetensors"))
    return history


def made(net: dcgan.Generator, n: int, seed: int) -> NDArray[np.uint8]:
    """Return n pictures (n, 64, 64, 3) uint8; the same for the same seed, whatever n."""
    was = net.training
    net.eval()
    with torch.inference_mode():
        rngs = (torch.Generator().manual_seed(seed * 1_000_003 + i) for i in range(n))
        pictures = [net(net.latent(1, rng))[0] for rng in rngs]
    net.train(was)
    found = ((torch.stack(pictures) + 1) * 127.5).round().clamp(0, 255).nan_to_num()
    return np.asarray(found.permute(0, 2, 3, 1).to(torch.uint8))


def _step(adam: torch.optim.Optimizer, loss: Tensor) -> None:
    adam.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    adam.step()


def _keep(
    state: Path,
    net: torch.nn.Module,
    critic: torch.nn.Module,
    adams: list[torch.optim.Adam],
    history: dict[str, Any],
    best: bool,
) -> None:
    """Write all that a resumed run needs, at once or not at all."""
    tensors = {f"g.{k}": v for k, v in net.state_dict().items()}
    tensors |= {f"d.{k}": v for k, v in critic.state_dict().items()}
    for a, adam in enumerate(adams):
        for i, row in adam.state_dict()["state"].items():
            tensors |= {f"adam{a}.{i}.{key}": value for key, value in row.items()}
    kept = net.state_dict() if best else load_file(state / "best.safetensors")
    with replacing(state) as draft:
        save_file(tensors, draft / "state.safetensors")
        save_file(kept, draft / "best.safetensors")
        (draft / "history.json").write_text(json.dumps(history), encoding="utf-8")


def _resume(
    state: Path, net: torch.nn.Module, critic: torch.nn.Module, adams: list[torch.optim.Adam]
) -> dict[str, Any]:
    tensors = load_file(state / "state.safetensors")
    net.load_state_dict({k[2:]: v for k, v in tensors.items() if k.startswith("g.")})
    critic.load_state_dict({k[2:]: v for k, v in tensors.items() if k.startswith("d.")})
    for a, adam in enumerate(adams):
        rows: dict[int, dict[str, Tensor]] = {}
        for name, value in tensors.items():
            if name.startswith(f"adam{a}."):
                _, i, key = name.split(".")
                rows.setdefault(int(i), {})[key] = value
        adam.load_state_dict({**adam.state_dict(), "state": rows})
    history: dict[str, Any] = json.loads((state / "history.json").read_text(encoding="utf-8"))
    return history
