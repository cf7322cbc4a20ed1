"""Fit the style encoder: the linear map that tells the packs of many stickers apart by their statistics."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from gyeol.catalog import Array
from gyeol.encode.style import Config
from gyeol.lab.style_net import StyleNet

_Matrix = NDArray[np.floating]


@dataclass(frozen=True)
class FitConfig:
    """How to fit.

    Attributes:
        seed: of the hues that pictures are turned by.
        n_principal: axes of most spread that anything is learned in.
        n_discriminant: axes that tell packs apart; the rest of `Config.dim` are whitened ones.
        shrinkage: share of the identity in the scatter within packs, 0 to 1 (Friedman 1989).
        floor: added to the spread of each statistic, so that what hardly varies is not blown up.
    """

    seed: int = 0
    n_principal: int = 500
    n_discriminant: int = 19
    shrinkage: float = 0.1
    floor: float = 0.4


def to_onnx(net: StyleNet, path: Path) -> None:
    """Write a network as ONNX: `statistics` (n, n_statistics) float32 -> `rows` (n, dim) float32."""
    torch.onnx.export(
        net, (torch.zeros(1, len(net.mean)),), path, dynamo=False, input_names=["statistics"], output_names=["rows"],
        dynamic_axes={"statistics": {0: "n"}, "rows": {0: "n"}}, opset_version=17,
    )  # fmt: skip


def fit(found: Array, style: NDArray[np.str_], config: Config, options: FitConfig) -> StyleNet:
    """Return the encoder that statistics (n, n_statistics) of stickers with known styles (n,) teach.

    Every style weighs the same in the scatter within packs, however many stickers it has.
    """
    mean, scale = found.mean(0), found.std(0) + options.floor
    z = (found - mean) / scale
    axes = _widest(z, options.n_principal)
    seen = (z @ axes).astype(np.float64)
    whiten, centres = _whitening(seen, style, options.shrinkage)
    between = np.linalg.svd((centres - centres.mean(0)) @ whiten, full_matrices=False)[2]
    spread = _widest(seen @ whiten, config.dim - options.n_discriminant)
    maps = {
        "mean": mean,
        "scale": scale,
        "discriminant": axes @ whiten @ between[: options.n_discriminant].T,
        "whitened": axes @ whiten @ spread,
    }
    net = StyleNet(config, found.shape[1], options.n_discriminant)
    for name, array in maps.items():
        into = getattr(net, name)
        made = torch.from_numpy(np.ascontiguousarray(array, np.float32))
        into[..., : made.shape[-1]].copy_(made)  # fewer styles or statistics than axes: the rest stay zero
    return net.eval()


def _whitening(seen: _Matrix, style: NDArray[np.str_], shrinkage: float) -> tuple[_Matrix, _Matrix]:
    """Return the map (d, d) after which packs spread equally in every direction, and their centres (n_styles, d)."""
    names, place, count = np.unique(style, return_inverse=True, return_counts=True)
    centres = np.stack([seen[place == i].mean(0) for i in range(len(names))])
    inside = (seen - centres[place]) / np.sqrt(count[place, None] * len(names))
    within = inside.T @ inside
    ridge = np.trace(within) / len(within)
    value, axes = np.linalg.eigh((1 - shrinkage) * within + shrinkage * ridge * np.eye(len(within)))
    return axes / np.sqrt(value), centres


def _widest(rows: _Matrix, n: int) -> _Matrix:
    """Return the directions (d, at most n) in which rows (n_rows, d) spread most."""
    centred = rows - rows.mean(0)
    return np.asarray(np.linalg.eigh(centred.T @ centred / len(rows))[1][:, ::-1][:, :n])
