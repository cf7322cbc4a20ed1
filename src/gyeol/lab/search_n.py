"""R3's search for N: learn 1, 2, 3 … numbers of the latent vector until training stays stable past epoch 30."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import nn

from gyeol.errors import BadRequest
from gyeol.generate import measures
from gyeol.lab.fit_gan import fit
from gyeol.lab.gan_data import enough, on_ground
from gyeol.lab.gan_features import network
from gyeol.lab.gan_methods import METHODS
from gyeol.lab.gan_open import asked
from gyeol.lab.gan_recipe import Latent, read_recipe
from gyeol.lab.gan_sources import gather

Progress = Callable[[str, float], None]
EPOCHS = 31  # "past epoch 30"
_LAST = 5  # epochs at the end that are looked at
_WON = 0.02  # of the discriminator's loss: it is never wrong any more, and the generator learns nothing
_ALIKE = 0.5  # share of duplicates


@dataclass(frozen=True)
class Trial:
    """One value of N.

    Attributes:
        n_learned: N.
        epochs: how far it came.
        losses: the mean ones of generator and discriminator over its last epochs.
        duplicates: share of pictures as near to another one as few real ones are; None if it did not come so far.
        unstable: why, or "".
    """

    n_learned: int
    epochs: int
    losses: tuple[float, float]
    duplicates: float | None
    unstable: str


def unstable(losses: Sequence[Sequence[float]], stopped: bool, duplicates: float | None) -> str:
    """Return why training was unstable, or "".

    R3 does not say what it calls unstable. Here: a loss was no number; or over the last five epochs the discriminator's
    mean loss was below .02, so that it had won; or half of the pictures at the end were alike.

    Args:
        losses: of generator and discriminator, an epoch each.
        stopped: was a loss no number?
        duplicates: share of pictures that are alike.
    """
    if stopped or not losses:
        return "a loss was no number"
    if float(np.mean([row[1] for row in losses[-_LAST:]])) < _WON:
        return "the discriminator won"
    return "the pictures are alike" if duplicates is not None and duplicates >= _ALIKE else ""


def search(
    path: Path, overrides: Mapping[str, str], out: Path, progress: Progress, *, most: int = 20
) -> list[Trial]:
    """Try N = 1, 2, 3 … with a recipe of `latent` until one is stable; return all trials, the last one found or not.

    Args:
        path: the recipe; its epochs do not count, 31 are trained.
        overrides: dotted key -> value.
        out: a folder for the runs; the same command goes on there after a kill.
        progress: told which N is tried; may raise to cancel.
        most: the largest N to try, less than the length of the latent vector.

    Raises:
        BadRequest: the recipe is of another method, or `most` is out of range.
    """
    recipe = read_recipe(path, overrides)
    if not isinstance(recipe, Latent):
        raise BadRequest(
            f"N belongs to the method 'latent', not to '{recipe.method}'; use recipes/emoji-latent.toml."
        )
    if not 0 < most < recipe.model.size:
        raise BadRequest(f"N is from 1 to {recipe.model.size - 1}, not {most}; change --most.")
    faces, method, seen = enough(gather(recipe.data)), METHODS["latent"], network()
    real = seen.features(faces.pixels)
    feelings = asked(faces, recipe.fit.n_judged, recipe.fit.seed)
    options = replace(recipe.fit, epochs=EPOCHS, snapshot_epochs=EPOCHS, minutes=0.0)
    trials: list[Trial] = []
    for n in range(1, most + 1):
        torch.manual_seed(options.seed)
        learner = method.learner(method.build(replace(recipe.model, n_learned=n), len(faces)), faces, options)

        def judge(net: nn.Module) -> Mapping[str, float | None]:
            made = seen.features(on_ground(method.sample(net, feelings, options.seed)))
            return {"kid": 0.0, "duplicates": measures.duplicates(real, made)}

        def told(what: str, share: float, n: int = n) -> None:
            progress(f"N = {n}, {what}", share)

        history = fit(learner, len(faces), options, out / f"n-{n}.run", judge, told)
        alike = history["snapshots"][-1]["duplicates"] if history["snapshots"] else None
        losses = history["losses"]
        end = np.mean(losses[-_LAST:], 0).tolist() if losses else [float("nan")] * 2
        why = unstable(losses, history["stopped"] is not None, alike)
        trials.append(Trial(n, len(losses), (end[0], end[1]), alike, why))
        if not why:
            break
    return trials
