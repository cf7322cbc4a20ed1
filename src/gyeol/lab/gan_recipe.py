"""The recipe of a generator of emoji: pictures in, its best snapshot by KID out, with a grid to look at."""

import hashlib
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file
from torch import nn

from gyeol import artifact
from gyeol.artifact import Artifact
from gyeol.catalog import Array
from gyeol.emotion import PRODUCT
from gyeol.errors import BadSetting, CannotWrite, Refused, UnknownName
from gyeol.generate import dcgan, deligan, latent, ours
from gyeol.generate.sampler import KIND
from gyeol.lab.export_gan import export
from gyeol.lab.fit_gan import FitConfig, fit
from gyeol.lab.gan_data import Faces, digest, enough
from gyeol.lab.gan_grid import grid, save
from gyeol.lab.gan_methods import METHODS
from gyeol.lab.gan_score import Judge
from gyeol.lab.gan_sources import DataConfig, gather, provenance
from gyeol.lab.recipe_file import read_as

Progress = Callable[[str, float], None]

ABOUT = """
Makes emoji of 64 px from noise{told}. **Do not use it** for pictures to send before you have looked at them: it may
come near a training picture, and some of what it makes is a mishap.

The best snapshot by KID on the features of gyeol's style encoder. That KID is of the very pictures it was trained on
and chosen by, so it flatters: `gyeol emoji score` with pictures held out says more.
"""
_TOLD = ", of an asked feeling: parts of what it learned from, painted anew and together"


@dataclass(frozen=True)
class Dcgan:
    """A training run of `dcgan`."""

    name: str = "emoji"
    kind: str = KIND
    method: str = "dcgan"
    data: DataConfig = field(default_factory=DataConfig)
    model: dcgan.Config = field(default_factory=dcgan.Config)
    fit: FitConfig = field(default_factory=FitConfig)


@dataclass(frozen=True)
class Deligan(Dcgan):
    """A training run of `deligan`."""

    model: deligan.Config = field(default_factory=deligan.Config)


@dataclass(frozen=True)
class Latent(Dcgan):
    """A training run of `latent`."""

    model: latent.Config = field(default_factory=latent.Config)


@dataclass(frozen=True)
class Ours:
    """A training run of `ours`."""

    name: str = "emoji"
    kind: str = KIND
    method: str = "ours"
    data: DataConfig = field(default_factory=DataConfig)
    model: ours.Config = field(default_factory=ours.Config)
    fit: FitConfig = field(default_factory=FitConfig)


Recipe = Dcgan | Ours
_SHAPES: dict[str, type[Recipe]] = {"dcgan": Dcgan, "deligan": Deligan, "latent": Latent, "ours": Ours}


def plan(path: Path, overrides: Mapping[str, str]) -> dict[str, Any]:
    """Return what `train` would do: the resolved recipe and the pictures of each feeling; trains nothing."""
    recipe = read_recipe(path, overrides)
    faces = enough(gather(recipe.data))
    felt = np.bincount(faces.feeling.argmax(1)[faces.feeling.any(1)], minlength=len(PRODUCT))
    rows = {"pictures": len(faces)} | {
        label: int(n) for label, n in zip(PRODUCT.labels, felt, strict=True) if n
    }
    return {"recipe": asdict(recipe), "rows": rows}


def train(path: Path, overrides: Mapping[str, str], out: Path | None, progress: Progress) -> Artifact:
    """Train what a recipe says and write the artefact folder at once or not at all.

    Snapshots stand in a sibling folder whose name ends in `.run` and in digits that depend on recipe and pictures,
    with a grid of each; the same command goes on from there after a kill.

    Args:
        path: the recipe.
        overrides: dotted key -> value as text; `data.faces` names a folder of one's own.
        out: the artefact folder; None means `artifacts/` below the working folder.
        progress: told what is being done and which part of it, 0 to 1, is done. To cancel, raise from it: nothing is
            written to `out`, snapshots stay, and whoever wants them gone removes the `.run` folder.

    Raises:
        BadData: the pictures cannot be learned from.
        Refused: the losses were no numbers before there was any snapshot.
        CannotWrite: the disk does not take a snapshot or the artefact.
    """
    recipe = read_recipe(path, overrides)
    out = out or Path("artifacts") / path.stem
    progress("reading pictures", 0.0)
    faces = enough(gather(recipe.data))
    run = hashlib.sha256(f"{recipe}{digest(faces)}".encode()).hexdigest()[:8]
    state = out.with_name(f"{out.name}-{run}.run")
    method, judge = METHODS[recipe.method], Judge(faces)
    torch.manual_seed(recipe.fit.seed)
    net = method.build(recipe.model, len(faces))
    asked = _asked(faces, recipe.fit.n_judged, recipe.fit.seed)

    def look(served: nn.Module) -> Mapping[str, float | None]:
        made = method.sample(served, asked, recipe.fit.seed)
        save(grid(made), state.with_name(f"{state.name}.png"))
        return judge.brief(made)

    learner = method.learner(net, faces, recipe.fit)
    history = fit(learner, len(faces), recipe.fit, state, look, progress)
    if not history["snapshots"]:
        raise Refused("the losses were no numbers before the first snapshot; lower fit.learning_rate.")
    best = min(history["snapshots"], key=lambda row: np.inf if row["kid"] is None else row["kid"])
    if history["stopped"] is not None:
        progress(f"stopped in epoch {history['stopped']}: no number; kept epoch {best['epoch']}", 1.0)
    net = learner.settle()

    def fill(draft: Path) -> None:
        if isinstance(net, ours.Generator):
            export(net, faces, draft)
        else:
            rows = {name: value.contiguous() for name, value in net.state_dict().items()}
            save_file(rows, draft / "generator.safetensors")
        save(grid(method.sample(net, asked, recipe.fit.seed)), draft / "grid.png")

    sources = provenance(faces, recipe.data)
    try:
        return artifact.write(
            out,
            fill,
            kind=KIND,
            name=recipe.name,
            options={"method": recipe.method, **asdict(recipe.model)},
            taxonomy=PRODUCT.name if method.told else None,
            seed=recipe.fit.seed,
            recipe=f"recipes/{path.name}",
            data=sources,
            metrics={
                "training pictures": {
                    "n": recipe.fit.n_judged,
                    **best,
                    "features": judge.seen.name,
                    "stopped": history["stopped"],
                    "history": {**history, "loss_names": list(learner.loss_names)},
                }
            },
            about=ABOUT.format(told=_TOLD if method.told else "") + _credits(sources),
        )
    except OSError as error:
        raise CannotWrite(
            f"'{out}' could not be written ({error}); free some space, the same command goes on."
        ) from None


def _credits(sources: Sequence[Mapping[str, Any]]) -> str:
    """Return who made the pictures that a model goes back to, as their licences ask, or ""."""
    named = [f"{r['corpus']} ({r['licence']}): {r['attribution']}" for r in sources if r.get("attribution")]
    if not named:
        return ""
    return f"\nMade after these packs, whose licences and makers go with it: {'; '.join(named)}.\n"


def read_recipe(path: Path, overrides: Mapping[str, str]) -> Recipe:
    """Return a recipe of this kind; raise `BadSetting` or `UnknownName`."""
    try:
        method = tomllib.loads(path.read_text(encoding="utf-8")).get("method", "dcgan")
    except (OSError, ValueError) as error:
        raise BadSetting(f"the recipe '{path}' cannot be read ({error}).") from None
    if method not in METHODS:
        raise UnknownName("method", str(method), METHODS)
    return read_as(_SHAPES[method], path, overrides)


def _asked(faces: Faces, n: int, seed: int) -> Array:
    """Return feelings (n, n_labels) as common as among the pictures, the same number of each for any seed."""
    order = np.random.default_rng(seed).permutation(len(faces))
    return faces.feeling[np.resize(order, n)]
