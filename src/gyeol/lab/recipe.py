"""Run a recipe: one TOML file in, one trained artefact out."""

import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from gyeol.artifact import Artifact, write
from gyeol.classify import CLASSIFIERS, KIND
from gyeol.classify.wordcnn import Config
from gyeol.corpora import CORPORA, Corpus, data_root
from gyeol.corpora.balance import Balance, Cap
from gyeol.corpora.gather import Table, gather
from gyeol.emotion import PRODUCT
from gyeol.errors import BadData, BadSetting, MissingExtra
from gyeol.lab.history import with_history
from gyeol.lab.provenance import provenance
from gyeol.lab.recipe_file import read_as
from gyeol.lab.report import ABOUT, measure

try:
    from gyeol.lab.build import Progress, build
    from gyeol.lab.fit_classifier import FitConfig
except ModuleNotFoundError as error:
    raise MissingExtra(
        f"training needs the package '{error.name}', which is not installed; run: pip install 'gyeol[lab]'"
    ) from error


@dataclass(frozen=True)
class DataConfig:
    """What to train on.

    Attributes:
        corpora: the most trusted first.
        root: the data folder; "" means `$GYEOL_DATA`.
        benchmarks: corpora that are measured on but never trained on.
        dev_share: part of the groups of the train files that becomes "dev".
        most: corpus -> the most rows to keep.
        drop: classes of the train files, see `gyeol.corpora.balance.Balance`, as for the next three.
        merge: new label -> old ones.
        single: whether rows with several labels are left out.
        cap: the most rows of a class.
        ships: whether the artefact is to be shipped; then each corpus must allow it.
    """

    corpora: tuple[str, ...]
    root: str = ""
    benchmarks: tuple[str, ...] = ()
    dev_share: float = 0.1
    most: Mapping[str, int] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    merge: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    single: bool = False
    cap: Cap | None = None
    ships: bool = True


@dataclass(frozen=True)
class Recipe:
    """A named training run.

    Attributes:
        name: of the artefact.
        classifier: the model family, a name of `gyeol.classify.CLASSIFIERS`.
        data: what to train on.
        model: options of the family.
        fit: how to train.
    """

    name: str
    classifier: str
    data: DataConfig
    model: Config
    fit: FitConfig


def read(path: Path, overrides: Mapping[str, str]) -> Recipe:
    """Read a recipe and lay `key=value` overrides over it, as `fit.seed` -> "3".

    Raises:
        BadSetting: the file is no TOML, a key is unknown, or a value has the wrong type or is out of range.
    """
    recipe = read_as(Recipe, path, overrides)
    CLASSIFIERS.get(recipe.classifier)
    if recipe.fit.epochs < 1 or not 0 < recipe.data.dev_share < 1:
        raise BadSetting(f"'{path.name}': epochs must be at least 1 and dev_share between 0 and 1; mend it.")
    named = {*recipe.data.most, *recipe.fit.corpus_weight, *recipe.fit.calibration_weight}
    if stray := named - {*recipe.data.corpora}:
        raise BadSetting(f"'{path.name}' weighs or limits '{min(stray)}' without training on it; mend it.")
    return recipe


def plan(path: Path, overrides: Mapping[str, str]) -> dict[str, Any]:
    """Return what `train` would do: the resolved recipe, the rows of each corpus and split, and of each class
    after each step if classes are dropped, merged or capped; trains nothing."""
    recipe = read(path, overrides)
    _allowed(recipe.data)
    table = _gather(recipe.data)
    told = {"recipe": asdict(recipe), "rows": table.counts()}
    return {**told, "classes": table.steps} if table.steps else told


def train(path: Path, overrides: Mapping[str, str], out: Path | None, progress: Progress) -> Artifact:
    """Train what a recipe says and write the artefact folder at once or not at all.

    After a kill the same call goes on from the last whole epoch. What it needs meanwhile stands beside `out`.

    Args:
        path: the recipe.
        overrides: dotted key -> value, as text; TOML values are understood.
        out: the artefact folder; None means `artifacts/<recipe>` below the working folder.
        progress: told what is being done and which part of it, 0 to 1, is done.

    Raises:
        BadSetting: see `read`.
        BadData: a corpus is missing or malformed, or may not be used for an artefact that ships.
    """
    recipe = read(path, overrides)
    _allowed(recipe.data)
    out = out or Path("artifacts") / path.stem
    progress("reading corpora", 0.0)
    table = _gather(recipe.data)
    run = out.with_name(f".{out.name}-run")
    checkpoint = run / "checkpoint.pt"
    classifier, history = build(table, recipe.model, recipe.fit, checkpoint=checkpoint, progress=progress)
    progress("measuring", 0.0)
    held = [(name, *_benchmark(name, recipe.data)) for name in recipe.data.benchmarks]
    artifact = write(
        out,
        with_history(classifier.write, history),
        kind=KIND,
        name=recipe.name,
        options=classifier.options(),
        taxonomy=PRODUCT.name,
        seed=recipe.fit.seed,
        recipe=f"recipes/{path.name}",
        data=provenance(table, recipe.data.corpora, data_root(recipe.data.root)),
        metrics=measure(classifier, table, held),
        about=ABOUT,
    )
    shutil.rmtree(run, ignore_errors=True)
    progress("done", 1.0)
    return artifact


def _gather(data: DataConfig) -> Table:
    root = data_root(data.root)
    how = Balance(data.drop, data.merge, data.single, data.cap)
    wanted = None if how == Balance() else how
    return gather(data.corpora, root, dev_share=data.dev_share, most=dict(data.most), how=wanted)


def _benchmark(name: str, data: DataConfig) -> tuple[list[str], list[str]]:
    corpus: Corpus = CORPORA.get(name)
    examples = list(corpus.read(corpus.path(data_root(data.root), "dev")))
    return [e.text for e in examples], [e.labels[0] for e in examples]


def _allowed(data: DataConfig) -> None:
    for name in data.corpora:
        corpus: Corpus = CORPORA.get(name)
        if data.ships and not corpus.may_ship:
            raise BadData(
                f"corpus '{name}' ({corpus.licence}) may not be in an artefact that ships; "
                "leave it out or set data.ships = false."
            )
