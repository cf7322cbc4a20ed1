"""The recipe of the bottleneck encoder (R1.4): packs in, an artefact out; `gyeol packs evaluate` measures it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gyeol import artifact
from gyeol.artifact import Artifact
from gyeol.catalog import Array
from gyeol.corpora import data_root
from gyeol.encode.bottleneck import KIND, Config
from gyeol.encode.pixels import IMAGENET, normalised
from gyeol.errors import BadData
from gyeol.lab.fit_bottleneck import FitConfig, fit, to_onnx
from gyeol.lab.recipe_file import read_as
from gyeol.stickers.image import rgba
from gyeol.stickers.readers import read

Progress = Callable[[str, float], None]

ABOUT = """
Places a sticker by what an ImageNet network knows of it after it was taught to name the packs of stickers (R1.4).
**Use it** to compare with `style`. **Do not use it** for packs that it was taught: it knows them by heart, so
figures on them say nothing; leave them out with `--set data.without`.
"""


@dataclass(frozen=True)
class DataConfig:
    """What to train on.

    Attributes:
        root: a folder of packs; "" means `packs/` of `$GYEOL_DATA`.
        without: packs to leave out, those that shall be asked with later.
    """

    root: str = ""
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recipe:
    """A training run."""

    name: str = "gyeol-bottleneck"
    kind: str = KIND
    data: DataConfig = field(default_factory=DataConfig)
    model: Config = field(default_factory=Config)
    fit: FitConfig = field(default_factory=FitConfig)


def plan(path: Path, overrides: Mapping[str, str]) -> dict[str, Any]:
    """Return what `train` would do: the resolved recipe and the stickers of each pack; trains nothing."""
    recipe = read_as(Recipe, path, overrides)
    found = read(_root(recipe))
    return {"recipe": asdict(recipe), "rows": {pack.pack.name: len(pack.stickers) for pack in found}}


def train(path: Path, overrides: Mapping[str, str], out: Path | None, progress: Progress) -> Artifact:
    """Fine-tune what a recipe says and write the artefact folder at once or not at all."""
    recipe = read_as(Recipe, path, overrides)
    pixels, pack, licences = _stickers(recipe, progress)
    net = fit(pixels, pack, recipe.model, recipe.fit, progress)
    made = artifact.write(
        out or Path("artifacts") / path.stem,
        lambda draft: to_onnx(net, recipe.model.size_px, draft / "model.onnx"),
        kind=KIND,
        name=recipe.name,
        options=asdict(replace(recipe.model, dim=int(net.network.config.hidden_dim))),
        taxonomy=None,
        seed=recipe.fit.seed,
        recipe=f"recipes/{path.name}",
        data=[
            {"corpus": name, "rows": int((pack == name).sum()), "licence": licence}
            for name, licence in licences.items()
        ],
        metrics={},
        about=ABOUT,
    )
    progress("done", 1.0)
    return made


def _stickers(recipe: Recipe, progress: Progress) -> tuple[Array, NDArray[np.str_], dict[str, str]]:
    """Return the pixels (n, 3, S, S) of all stickers, their packs (n,), and the packs' licences."""
    packs = [pack for pack in read(_root(recipe)) if pack.pack.name not in recipe.data.without]

    def rows() -> Iterator[tuple[Array, str]]:
        for done, pack in enumerate(packs):
            progress(f"reading {pack.pack.name}", done / len(packs))
            for sticker in pack.stickers:
                x = normalised(rgba(sticker.data()), recipe.model.size_px, IMAGENET)
                if x is not None:
                    yield x, pack.pack.name

    pixels, names = zip(*rows(), strict=True) if packs else ((), ())
    if len(set(names)) < 2:
        raise BadData("a bottleneck is taught by at least two packs, and there are fewer; check data.root.")
    return np.stack(pixels), np.asarray(names), {pack.pack.name: pack.pack.licence for pack in packs}


def _root(recipe: Recipe) -> Path:
    return Path(recipe.data.root) if recipe.data.root else data_root("") / "packs"
