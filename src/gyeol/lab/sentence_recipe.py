"""The recipe of the sentence encoder: texts and translations in, an artefact out."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from safetensors.numpy import save_file

from gyeol import artifact
from gyeol.artifact import Artifact
from gyeol.corpora import CORPORA, Corpus, data_root
from gyeol.encode.sentence import KIND, Config, SentenceEncoder
from gyeol.errors import BadSetting
from gyeol.lab.fit_sentence import FitConfig, Weights, fit
from gyeol.lab.provenance import source
from gyeol.lab.recipe_file import read_as
from gyeol.lab.similarity import measure

Progress = Callable[[str, float], None]
ABOUT = """
Places a Korean or English sentence in a space where sentences that share words, or whose words mean alike, stand
close together. **Use it** to find songs or diary entries that are about the same. **Do not use it** to tell whether
two sentences say the same: "not" changes little here, and it knows few names and little of the news.

Fitted in closed form: no network. A cosine is the weighted sum of two: of letters and letter pairs, and of word
pieces that occur near the same others. The rows of KorSTS were never learned from; they only measure it.
"""


@dataclass(frozen=True)
class DataConfig:
    """What to learn from.

    Attributes:
        root: the data folder; "" means `$GYEOL_DATA`.
        corpora: names of corpora whose train parts are read as plain text; labels are not looked at.
        pairs: two corpora, the second the translation of the first, row by row; or none.
        shipping_only: refuse corpora whose weights may not ship.
        most: texts of each corpus at most; 0: all.
        similarity: files in the form of KorSTS to measure on, below the data folder; one that is absent is left out.
    """

    root: str = ""
    corpora: tuple[str, ...] = ("nsmc", "songys", "curse_ko", "kote")
    pairs: tuple[str, ...] = ("goemotions_ko", "goemotions")
    shipping_only: bool = True
    most: int = 0
    similarity: tuple[str, ...] = ("korsts/sts-dev.tsv",)


@dataclass(frozen=True)
class Recipe:
    """A training run."""

    name: str = "gyeol-sentence"
    kind: str = KIND
    data: DataConfig = field(default_factory=DataConfig)
    model: Config = field(default_factory=Config)
    fit: FitConfig = field(default_factory=FitConfig)


def plan(path: Path, overrides: Mapping[str, str]) -> dict[str, Any]:
    """Return what `train` would do: the resolved recipe and the rows of each corpus; trains nothing."""
    recipe = read_as(Recipe, path, overrides)
    return {
        "recipe": asdict(recipe),
        "rows": {name: len(_texts(name, recipe.data)) for name in _names(recipe)},
    }


def train(path: Path, overrides: Mapping[str, str], out: Path | None, progress: Progress) -> Artifact:
    """Fit what a recipe says and write the artefact folder at once or not at all.

    Raises:
        BadSetting: a corpus may not teach weights that ship, or the pairs are not two corpora of equal length.
    """
    recipe = read_as(Recipe, path, overrides)
    out = out or Path("artifacts") / path.stem
    progress("reading", 0.0)
    read = {name: _texts(name, recipe.data) for name in _names(recipe)}
    texts = [text for name in recipe.data.corpora for text in read[name]]
    translated = [read[name] for name in recipe.data.pairs]
    if translated and (len(translated) != 2 or len(translated[0]) != len(translated[1])):
        raise BadSetting(
            "'data.pairs' names two corpora of equal length, one the translation of the other; mend it."
        )
    found = fit(texts, list(zip(*translated, strict=True)), recipe.model, recipe.fit, progress)
    root = data_root(recipe.data.root)

    def write(draft: Path, metrics: Mapping[str, Mapping[str, Any]]) -> Artifact:
        return artifact.write(
            draft,
            lambda folder: _write(found, folder),
            kind=KIND,
            name=recipe.name,
            options=asdict(recipe.model),
            taxonomy=None,
            seed=recipe.fit.seed,
            recipe=f"recipes/{path.name}",
            data=[source(_corpus(name, recipe.data), root, len(read[name])) for name in _names(recipe)],
            metrics=metrics,
            about=ABOUT,
        )

    write(out, {})
    progress("measuring", 0.9)
    encoder, metrics = SentenceEncoder.load(out), {}
    for name in recipe.data.similarity:
        file = next((p for p in (root / name, root / "text" / name) if p.is_file()), None)
        if file:
            metrics[name] = measure(encoder, file)
    made = write(out, metrics)
    progress("done", 1.0)
    return made


def _names(recipe: Recipe) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*recipe.data.corpora, *recipe.data.pairs)))


def _corpus(name: str, data: DataConfig) -> Corpus:
    corpus = CORPORA.get(name)
    if data.shipping_only and not corpus.may_ship:
        raise BadSetting(
            f"corpus '{name}' may not teach weights that ship; leave it out or set data.shipping_only=false."
        )
    return corpus


def _texts(name: str, data: DataConfig) -> list[str]:
    corpus = _corpus(name, data)
    found = [example.text for example in corpus.read(corpus.path(data_root(data.root), "train"))]
    return found[: data.most or None]


def _write(found: Weights, folder: Path) -> None:
    (folder / "pieces.json").write_text(json.dumps(found.scores, ensure_ascii=False), encoding="utf-8")
    save_file(
        {"vectors": found.vectors, "scale": found.scale, "idf": found.idf}, folder / "weights.safetensors"
    )
