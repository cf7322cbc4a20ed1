"""Fit the style encoder: statistics of many stickers, and the linear map that tells their packs apart."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnxruntime as ort
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from gyeol.catalog import Array
from gyeol.encode.style import Config
from gyeol.lab.style_net import StyleNet
from gyeol.lab.style_stats import statistics

Progress = Callable[[str, float], None]
_BATCH = 32


@dataclass(frozen=True)
class FitConfig:
    """How to fit.

    Attributes:
        seed: of the hues that pictures are turned by.
        n_discriminant: axes that tell packs apart; the rest of `Config.dim` are principal axes.
        shrinkage: share of the identity in the scatter within packs, 0 to 1 (Friedman 1989).
        threads: of torch.
    """

    seed: int = 0
    n_discriminant: int = 24
    shrinkage: float = 0.1
    threads: int = 2


class _Statistics(nn.Module):
    """The statistics alone, as a graph: ONNX Runtime computes them four times faster than eager torch."""

    def forward(self, pictures: Tensor) -> Tensor:
        return statistics(pictures)


def measured(pictures: NDArray[np.uint8], what: str, threads: int, progress: Progress) -> Array:
    """Return the (n, N_STATISTICS) statistics of (n, S, S, 3) pictures."""
    with TemporaryDirectory() as folder:
        graph = Path(folder) / "statistics.onnx"
        to_onnx(_Statistics(), pictures.shape[1], graph)
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        session = ort.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        parts = []
        for start in range(0, len(pictures), _BATCH):
            block = np.ascontiguousarray(pictures[start : start + _BATCH].transpose(0, 3, 1, 2))
            parts.append(session.run(None, {"pictures": block})[0])
            progress(f"measuring {what} pictures", start / len(pictures))
    return np.concatenate(parts)


def to_onnx(net: nn.Module, size_px: int, path: Path) -> None:
    """Write a network as ONNX: `pictures` (n, 3, size_px, size_px) uint8 -> `rows` (n, dim) float32."""
    example = torch.zeros(1, 3, size_px, size_px, dtype=torch.uint8)
    torch.onnx.export(
        net, (example,), path, dynamo=False, input_names=["pictures"], output_names=["rows"],
        dynamic_axes={"pictures": {0: "n"}, "rows": {0: "n"}}, opset_version=17,
    )  # fmt: skip


def fit(found: Array, style: NDArray[np.str_], config: Config, options: FitConfig) -> StyleNet:
    """Return the encoder that statistics (n, N_STATISTICS) of stickers with known styles (n,) teach.

    Every style weighs the same, however many stickers it has.
    """
    mean, scale = found.mean(0), found.std(0) + 1e-3
    z = ((found - mean) / scale).astype(np.float64)
    names, place, count = np.unique(style, return_inverse=True, return_counts=True)
    centres = np.stack([z[place == i].mean(0) for i in range(len(names))])
    inside = (z - centres[place]) / np.sqrt(count[place, None] * len(names))
    within = inside.T @ inside
    ridge = np.trace(within) / len(within)
    within = (1 - options.shrinkage) * within + options.shrinkage * ridge * np.eye(len(within))
    value, axes = np.linalg.eigh(within)
    whiten = axes / np.sqrt(value)
    between = np.linalg.svd((centres - centres.mean(0)) @ whiten, full_matrices=False)[2]
    principal = np.linalg.eigh(np.cov(z.T))[1][:, ::-1][:, : config.dim - options.n_discriminant]
    net = StyleNet(config, options.n_discriminant)
    discriminant = whiten @ between[: options.n_discriminant].T
    for name, array in {
        "mean": mean,
        "scale": scale,
        "discriminant": discriminant,
        "principal": principal,
    }.items():
        getattr(net, name).copy_(torch.from_numpy(np.ascontiguousarray(array, np.float32)))
    return net.eval()
