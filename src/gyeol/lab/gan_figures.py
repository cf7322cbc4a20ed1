"""R3's figures: losses of both networks, FID and Inception Score by epoch, and pictures of each generator."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from gyeol.lab.compare_gan import Run
from gyeol.lab.gan_grid import grid, save

_DPI = 110
_COLUMNS = 4


def draw(found: Sequence[Run], folder: Path) -> list[Path]:
    """Write `losses.png`, `by-epoch.png` and a grid of each name into a folder; return their paths.

    One curve a name: its first seed. Pictures are those of the best snapshot by KID on training pictures.
    """
    folder.mkdir(parents=True, exist_ok=True)
    first = {run.name: run for run in reversed(found)}
    shown = list(first.values())[::-1]
    written = [_losses(shown, folder / "losses.png"), _by_epoch(shown, folder / "by-epoch.png")]
    for run in shown:
        save(grid(run.made, 3, 10), folder / f"{run.name}.png")
        written.append(folder / f"{run.name}.png")
    return written


def _losses(found: Sequence[Run], path: Path) -> Path:
    n_columns = min(len(found), _COLUMNS)
    n_rows = -(-len(found) // n_columns)
    figure = Figure(figsize=(2.6 * n_columns, 2.4 * n_rows), layout="constrained")
    panels = np.ravel(figure.subplots(n_rows, n_columns))
    for axes in panels[len(found) :]:
        axes.set_visible(False)
    for axes, run in zip(panels, found, strict=False):
        rows = np.asarray(run.history["losses"]).reshape(-1, len(run.history["loss_names"]))
        for name, values in zip(run.history["loss_names"], rows.T, strict=True):
            axes.plot(np.arange(1, len(values) + 1), values, label=name, linewidth=1.2)
        axes.set(title=run.name, xlabel="epoch", yscale="symlog")
        axes.legend(frameon=False, fontsize=7)
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=_DPI)
    return path


def _by_epoch(found: Sequence[Run], path: Path) -> Path:
    figure = Figure(figsize=(9.5, 3), layout="constrained")
    panels = np.ravel(figure.subplots(1, 2))
    titles = {"fid": "FID (training pictures)", "inception_score": "Inception Score (of 2 classes)"}
    for axes, (measure, title) in zip(panels, titles.items(), strict=True):
        for run in found:
            rows = [row for row in run.history["snapshots"] if row[measure] is not None]
            axes.plot([r["minutes"] for r in rows], [r[measure] for r in rows], label=run.name, linewidth=1.3)
        axes.set(title=title, xlabel="minutes of one core", yscale="log" if measure == "fid" else "linear")
        axes.spines[["top", "right"]].set_visible(False)
    figure.legend(
        *panels[1].get_legend_handles_labels(), loc="outside right center", frameon=False, fontsize=8
    )
    figure.savefig(path, dpi=_DPI)
    return path
