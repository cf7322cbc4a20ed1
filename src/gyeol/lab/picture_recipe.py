"""The recipe of the reader of pictures: labelled packs and drawings in, figures on unseen packs, an artefact out."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from gyeol import artifact
from gyeol.artifact import Artifact
from gyeol.corpora import data_root
from gyeol.emotion import PRODUCT
from gyeol.encode.picture import KIND, Config
from gyeol.lab.fit_picture import FitConfig, ask, fit, measured
from gyeol.lab.picture_data import Pictures, packs_drawn, packs_on_disk
from gyeol.lab.picture_measures import Guess, answers, measures, temperature, threshold
from gyeol.lab.picture_net import PictureNet, Served, to_onnx
from gyeol.lab.recipe_file import read_as
from gyeol.stickers import table

Progress = Callable[[str, float], None]

ABOUT = """
Reads the feeling of a sticker from its picture alone, for packs that come without names: which of twelve feelings is
the strongest, or that it cannot tell. **Use it** where nothing better is known. **Do not use it** on photographs, on
people's faces, or to judge how somebody feels: it has seen drawings only, and says what a drawing is meant to show.

It names the drawing that it knows (an emoji, an act, a mascot of one feeling) and answers with what that one means.
The figures are those of networks fitted in the same way that never saw the packs that ask, nor packs drawn like them;
the folds are in the recipe. `top_1`: the feeling that the labels state most strongly is the first one named; `top_3`:
it is among the first three. `chance` names the most frequent feeling each time. `by_name` is the rule for words in file
names, on the characters, where it says something. `covered` is the share of pictures that are sure enough to get a
feeling, `when_sure` how many of these are right. Half of the labels were made by rule, and about 1 in 20 is wrong.
"""


@dataclass(frozen=True)
class DataConfig:
    """What to train on.

    Attributes:
        root: the data folder, which holds `packs/`; "" means `$GYEOL_DATA`.
        shipping_only: only packs whose weights may ship teach the artefact.
        drawn_seeds: seeds of the emoji maker; each gives one more pack of every art style.
        drawn_count: drawings of each such pack.
        folds: packs that ask together, so that none is asked that has a look-alike among its teachers.
    """

    root: str = ""
    shipping_only: bool = True
    drawn_seeds: tuple[int, ...] = (301, 302, 303)
    drawn_count: int = 72
    folds: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Recipe:
    """A training run."""

    name: str = "gyeol-picture"
    kind: str = KIND
    data: DataConfig = field(default_factory=DataConfig)
    model: Config = field(default_factory=Config)
    fit: FitConfig = field(default_factory=FitConfig)


def plan(path: Path, overrides: Mapping[str, str]) -> dict[str, Any]:
    """Return what `train` would do: the resolved recipe and the labelled pictures of each pack; trains nothing."""
    recipe = read_as(Recipe, path, overrides)
    packs = packs_on_disk(_root(recipe), lambda what, share: None)
    names, counts = np.unique(packs.pack[packs.feeling.any(1)], return_counts=True)
    return {"recipe": asdict(recipe), "rows": dict(zip(names.tolist(), counts.tolist(), strict=True))}


def train(path: Path, overrides: Mapping[str, str], out: Path | None, progress: Progress) -> Artifact:
    """Train what a recipe says and write the artefact folder at once or not at all.

    Figures, temperature and threshold come from networks that never saw the packs that ask, nor their look-alikes.

    Args:
        path: the recipe.
        overrides: dotted key -> value, as text; TOML values are understood.
        out: the artefact folder; None means `artifacts/` below the working folder.
        progress: told what is being done and which part of it, 0 to 1, is done.
    """
    recipe = read_as(Recipe, path, overrides)
    packs = packs_on_disk(_root(recipe), progress)
    drawn = packs_drawn(recipe.data.drawn_seeds, recipe.data.drawn_count, progress)
    teach = np.isin(packs.pack, sorted(_teachers(recipe)))
    forms = measured(packs, recipe.fit, "packs", progress)
    drawn_forms = measured(drawn, recipe.fit, "drawings", progress)

    def taught(rows: NDArray[np.bool_]) -> PictureNet:
        return fit(packs.at(rows), drawn, forms[:, _index(rows)], drawn_forms, recipe.model, recipe.fit)

    asks = packs.feeling.any(1)
    guesses = []
    for done, unseen in enumerate(recipe.data.folds):
        progress("fitting without the packs that ask", done / len(recipe.data.folds))
        out_of = np.isin(packs.pack, unseen)
        rows = _index(asks & out_of)
        net = taught(teach & ~out_of)
        guesses.append(Guess(rows.numpy(), ask(net, forms[:2, rows]), net.meaning.numpy()))
    asked = packs.at(np.concatenate([guess.rows for guess in guesses]))
    heat = temperature(guesses, asked)
    proba = answers(guesses, heat)
    config = replace(recipe.model, threshold=threshold(proba, asked))
    progress("fitting on everything", 0.0)
    served = Served(taught(teach), heat)
    made = artifact.write(
        out or Path("artifacts") / path.stem,
        lambda draft: to_onnx(served, config.size_px, draft / "model.onnx"),
        kind=KIND,
        name=recipe.name,
        options=asdict(config),
        taxonomy=PRODUCT.name,
        seed=recipe.fit.seed,
        recipe=f"recipes/{path.name}",
        data=_provenance(packs.at(teach), drawn, recipe),
        metrics=measures(proba, asked, config.threshold),
        about=ABOUT,
    )
    progress("done", 1.0)
    return made


def _index(rows: NDArray[np.bool_]) -> Tensor:
    return torch.from_numpy(np.flatnonzero(rows))


def _teachers(recipe: Recipe) -> set[str]:
    """Return the packs that may be learned from."""
    covers = table.rows((_root(recipe) / "packs.csv").read_bytes(), "packs.csv")
    return {
        row["pack"] for row in covers if row["weights_may_ship"] == "yes" or not recipe.data.shipping_only
    }


def _provenance(packs: Pictures, drawn: Pictures, recipe: Recipe) -> list[dict[str, Any]]:
    covers = table.rows((_root(recipe) / "packs.csv").read_bytes(), "packs.csv")
    licence = {row["pack"]: row["license"] for row in covers}
    rows = []
    for name in np.unique(packs.pack).tolist():
        pixels = packs.pixels[packs.pack == name]
        digest = sha256(pixels.tobytes()).hexdigest()
        rows.append({"corpus": name, "rows": len(pixels), "licence": licence.get(name, ""), "sha256": digest})
    ours = f"drawn by gyeol, seeds {', '.join(map(str, recipe.data.drawn_seeds))}"
    digest = sha256(drawn.pixels.tobytes()).hexdigest()
    return [*rows, {"corpus": ours, "rows": len(drawn), "licence": "Apache-2.0", "sha256": digest}]


def _root(recipe: Recipe) -> Path:
    return data_root(recipe.data.root) / "packs"
