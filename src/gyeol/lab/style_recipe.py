"""The recipe of the style encoder: packs in, figures on unseen packs, an artefact out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from gyeol import artifact
from gyeol.artifact import Artifact
from gyeol.catalog import Array
from gyeol.corpora import data_root
from gyeol.encode.image import Picture
from gyeol.encode.style import KIND, Config
from gyeol.lab.fit_encoder import FitConfig, fit, to_onnx
from gyeol.lab.pack_measures import FORMS
from gyeol.lab.recipe_file import read_as
from gyeol.lab.style_data import Stickers, measured, packs_drawn, packs_on_disk
from gyeol.lab.style_measures import Retrieval, retrieval
from gyeol.lab.style_net import StyleNet
from gyeol.stickers import table

Progress = Callable[[str, float], None]
_TAUGHT = FORMS[:3]  # in which forms the stickers are learned from

ABOUT = """
Places a sticker in a space where stickers drawn in the same style stand close together, whatever their colours,
their ground and what they show. **Use it** to find packs that look alike. **Do not use it** to tell who
drew a picture, or whether one was copied: two artists may draw alike.

Fixed statistics of the drawing, weighed by a linear map that was fitted to packs whose licence allows it and to packs
drawn by gyeol. The figures are those of maps fitted in the same way that never saw the packs that ask ("unseen
packs"), nor any pack of their families ("unseen families"); every sticker of the gallery is altered like the query.
`family_at_1` counts packs made to look alike as one. `content_confusion` is the share of queries whose nearest
sticker is of another pack and shows the same thing. The margins of the canvas count as style, and so does how sharp
its pixels are: a sticker cut out of its canvas, padded, or shrunk and enlarged again is read less well.
"""


@dataclass(frozen=True)
class DataConfig:
    """What to train on.

    Attributes:
        root: the data folder, which holds `packs/`; "" means `$GYEOL_DATA`.
        shipping_only: only packs whose weights may ship.
        drawn_seeds: seeds of the emoji maker; each gives one more pack of every art style.
        drawn_count: stickers of each such pack.
        folds: how many times the packs are split for the figures; 0: none are measured.
    """

    root: str = ""
    shipping_only: bool = True
    drawn_seeds: tuple[int, ...] = (101,)
    drawn_count: int = 36
    folds: int = 3


@dataclass(frozen=True)
class Recipe:
    """A training run."""

    name: str = "gyeol-style"
    kind: str = KIND
    data: DataConfig = field(default_factory=DataConfig)
    model: Config = field(default_factory=Config)
    fit: FitConfig = field(default_factory=FitConfig)


def plan(path: Path, overrides: Mapping[str, str]) -> dict[str, Any]:
    """Return what `train` would do: the resolved recipe and the stickers of each pack; trains nothing."""
    recipe = read_as(Recipe, path, overrides)
    stickers = packs_on_disk(_packs(recipe), lambda what, share: None)
    may_teach = np.isin(stickers.pack, sorted(_teachers(_packs(recipe), recipe.data)))
    names, counts = np.unique(stickers.pack[may_teach], return_counts=True)
    return {"recipe": asdict(recipe), "rows": dict(zip(names.tolist(), counts.tolist(), strict=True))}


def train(path: Path, overrides: Mapping[str, str], out: Path | None, progress: Progress) -> Artifact:
    """Train what a recipe says and write the artefact folder at once or not at all.

    The figures come from networks of the same recipe that never saw the packs that ask: the packs are split into
    folds, and the stickers of each fold ask among all. The artefact itself is then trained on everything.

    Args:
        path: the recipe.
        overrides: dotted key -> value, as text; TOML values are understood.
        out: the artefact folder; None means `artifacts/style` below the working folder.
        progress: told what is being done and which part of it, 0 to 1, is done.
    """
    recipe = read_as(Recipe, path, overrides)
    out = out or Path("artifacts") / path.stem
    packs = _packs(recipe)
    everything = packs_on_disk(packs, progress)
    drawn = packs_drawn(recipe.data.drawn_seeds, recipe.data.drawn_count, progress)
    known = {how: measured(everything.pictures, how, recipe.fit.seed, progress) for how in FORMS}
    ours = {how: measured(drawn.pictures, how, recipe.fit.seed, progress) for how in _TAUGHT}
    shows = known["plain"].any(axis=1)
    may_teach = shows & np.isin(everything.pack, sorted(_teachers(packs, recipe.data)))

    def taught(rows: NDArray[np.bool_]) -> StyleNet:
        found = [known[how][rows] for how in _TAUGHT] + [ours[how] for how in _TAUGHT]
        style = [everything.pack[rows]] * len(_TAUGHT) + [drawn.family] * len(_TAUGHT)
        return fit(np.concatenate(found), np.concatenate(style), recipe.model, recipe.fit)

    figures: dict[str, dict[str, Any]] = {}
    for title, of in (("packs", everything.pack), ("families", everything.family)):
        parts = []
        for unseen in folds(of.tolist(), recipe.data.folds):
            asks = shows & np.isin(of, sorted(unseen))
            parts.append(measure(taught(may_teach & ~asks), known, everything, np.flatnonzero(asks)))
        figures |= {f"unseen {title}, {how}": _mean([part[how] for part in parts]) for how in FORMS if parts}
    net = taught(may_teach)
    made = artifact.write(
        out,
        lambda draft: to_onnx(net, draft / "model.onnx"),
        kind=KIND,
        name=recipe.name,
        options=asdict(recipe.model),
        taxonomy=None,
        seed=recipe.fit.seed,
        recipe=f"recipes/{path.name}",
        data=_provenance(everything, may_teach, drawn, packs, recipe.data),
        metrics=figures,
        about=ABOUT,
    )
    progress("done", 1.0)
    return made


def folds(names: Sequence[str], n_folds: int, seed: int = 0) -> list[set[str]]:
    """Return n_folds disjoint sets of packs that hold all of them."""
    order = np.random.default_rng(seed).permutation(sorted(set(names)))
    return [set(order[i::n_folds].tolist()) for i in range(n_folds)]


def _teachers(packs: Path, data: DataConfig) -> set[str]:
    """Return the packs that may be learned from."""
    covers = table.rows((packs / "packs.csv").read_bytes(), "packs.csv")
    return {row["pack"] for row in covers if row["weights_may_ship"] == "yes" or not data.shipping_only}


def _mean(parts: Sequence[Retrieval]) -> dict[str, Any]:
    n = sum(part.n for part in parts)
    rows = [asdict(part) for part in parts]
    return {key: n if key == "n" else sum(r[key] * r["n"] for r in rows) / n for key in rows[0]}


def _provenance(
    stickers: Stickers, rows: NDArray[np.bool_], drawn: Stickers, packs: Path, data: DataConfig
) -> list[dict[str, Any]]:
    covers = table.rows((packs / "packs.csv").read_bytes(), "packs.csv")
    licence = {row["pack"]: row["license"] for row in covers}
    told = []
    for name in np.unique(stickers.pack[rows]).tolist():
        taught = np.flatnonzero(rows & (stickers.pack == name))
        digest = _digest([stickers.pictures[i] for i in taught])
        told.append({"corpus": name, "rows": len(taught), "licence": licence.get(name, ""), "sha256": digest})
    ours = f"drawn by gyeol, seeds {', '.join(map(str, data.drawn_seeds))}"
    digest = _digest(drawn.pictures)
    return [*told, {"corpus": ours, "rows": len(drawn), "licence": "Apache-2.0", "sha256": digest}]


def _digest(pictures: Sequence[Picture]) -> str:
    return sha256(b"".join(picture.tobytes() for picture in pictures)).hexdigest()


def _packs(recipe: Recipe) -> Path:
    return data_root(recipe.data.root) / "packs"


def measure(
    net: StyleNet, known: Mapping[str, Array], stickers: Stickers, queries: NDArray[np.intp] | None = None
) -> dict[str, Retrieval]:
    """Return retrieval for each alteration in `known`: its name -> statistics of all stickers, altered alike."""
    found = {}
    for how, statistics in known.items():
        rows = net(torch.from_numpy(statistics)).numpy() * statistics.any(axis=1, keepdims=True)
        found[how] = retrieval(rows, stickers.pack, stickers.family, stickers.motif, queries)
    return found
