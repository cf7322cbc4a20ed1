"""The recipe of a generator of emoji: pictures in, its best snapshot by KID out, with a grid to look at."""

import hashlib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from safetensors.torch import save_file

from gyeol import artifact
from gyeol.artifact import Artifact
from gyeol.corpora import data_root
from gyeol.errors import BadSetting, Refused, UnknownName
from gyeol.generate import dcgan, deligan, latent, measures
from gyeol.lab.fit_gan import FitConfig, fit, made
from gyeol.lab.gan_data import enough, read_faces
from gyeol.lab.gan_score import encoder, features
from gyeol.lab.recipe_file import read_as

Progress = Callable[[str, float], None]
KIND = "emoji"
_GRID = (4, 8)

ABOUT = """
Makes emoji of 64 px from noise. **Use it** to compare generators. **Do not use it** for pictures to send before you
have looked at them: it may copy a training picture, and on few pictures it often makes mush.

The best snapshot by KID on the features of gyeol's style encoder. That KID is of the very pictures it was trained on
and chosen by, so it flatters: `gyeol emoji score` with pictures held out says more.
"""


@dataclass(frozen=True)
class DataConfig:
    """What to train on.

    Attributes:
        faces: an `.npz` or a folder of stickers; "" means `gan/faces_64.npz` below `root`.
        root: the data folder; "" means `$GYEOL_DATA`.
        licence: of the pictures, for the card.
    """

    faces: str = ""
    root: str = ""
    licence: str = "not stated"


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


METHODS: dict[str, tuple[type[Dcgan], Callable[[Any], dcgan.Generator]]] = {
    "dcgan": (Dcgan, dcgan.Generator),
    "deligan": (Deligan, deligan.Generator),
    "latent": (Latent, latent.Generator),
}


def plan(path: Path, overrides: Mapping[str, str]) -> dict[str, Any]:
    """Return what `train` would do: the resolved recipe and the number of pictures; trains nothing."""
    recipe = _read(path, overrides)
    return {"recipe": asdict(recipe), "rows": {"pictures": len(enough(read_faces(_faces(recipe))).pixels)}}


def train(path: Path, overrides: Mapping[str, str], out: Path | None, progress: Progress) -> Artifact:
    """Train what a recipe says and write the artefact folder at once or not at all.

    Snapshots stand in a sibling folder whose name ends in `.run` and in digits that depend on recipe and pictures; the
    same command goes on from there after a kill.

    Raises:
        BadData: the pictures cannot be learned from.
        Refused: the losses were no numbers before there was any snapshot.
    """
    recipe = _read(path, overrides)
    out = out or Path("artifacts") / path.stem
    source = _faces(recipe)
    faces = enough(read_faces(source))
    digest = hashlib.sha256(faces.pixels.tobytes()).hexdigest()
    net = METHODS[recipe.method][1](recipe.model)
    seen = encoder()
    real = features(seen, faces.pixels)

    def judge(pictures: NDArray[np.uint8]) -> float:
        rng = np.random.default_rng(recipe.fit.seed)
        return measures.kid(real, features(seen, pictures), rng=rng, n_resamples=1).value

    run = hashlib.sha256(f"{recipe}{digest}".encode()).hexdigest()[:8]
    history = fit(net, faces, recipe.fit, out.with_name(f"{out.name}-{run}.run"), judge, progress)
    if not history["kid"]:
        raise Refused("the losses were no numbers before the first snapshot; lower fit.learning_rate.")
    best = min(history["kid"], key=lambda row: row[1])
    if history["stopped"] is not None:
        progress(f"stopped in epoch {history['stopped']}: no number; kept epoch {best[0]}", 1.0)

    def fill(draft: Path) -> None:
        save_file(net.state_dict(), draft / "generator.safetensors")
        Image.fromarray(grid(made(net, _GRID[0] * _GRID[1], recipe.fit.seed))).save(draft / "grid.png")

    return artifact.write(
        out,
        fill,
        kind=KIND,
        name=recipe.name,
        options={"method": recipe.method, **asdict(recipe.model)},
        taxonomy=None,
        seed=recipe.fit.seed,
        recipe=f"recipes/{path.name}",
        data=[
            {"corpus": source.name, "rows": len(real), "licence": recipe.data.licence, "sha256": digest}
        ],
        metrics={"training pictures": {"n": recipe.fit.n_judged, "kid": best[1], "epoch": best[0],
                                       "features": seen.name, "stopped": history["stopped"],
                                       "history": {"losses": history["losses"], "kid": history["kid"]}}},
        about=ABOUT,
    )  # fmt: skip


def grid(pictures: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return 32 pictures (32, 64, 64, 3) as one of 4 rows of 8."""
    rows, columns = _GRID
    size = pictures.shape[1]
    sheet = pictures.reshape(rows, columns, size, size, 3).swapaxes(1, 2)
    return np.ascontiguousarray(sheet.reshape(rows * size, columns * size, 3))


def _read(path: Path, overrides: Mapping[str, str]) -> Dcgan:
    try:
        method = tomllib.loads(path.read_text(encoding="utf-8")).get("method", "dcgan")
    except (OSError, ValueError) as error:
        raise BadSetting(f"the recipe '{path}' cannot be read ({error}).") from None
    if method not in METHODS:
        raise UnknownName("method", str(method), METHODS)
    return read_as(METHODS[method][0], path, overrides)


def _faces(recipe: Dcgan) -> Path:
    return Path(recipe.data.faces) if recipe.data.faces else data_root(recipe.data.root) / "gan/faces_64.npz"
