"""Run a recipe of kind "labels": a classifier for a corpus's own labels, cross-fitted, measured and written."""

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gyeol.artifact import Artifact, write
from gyeol.classify import KIND
from gyeol.classify.widedeep import Config, WideDeep
from gyeol.corpora import CORPORA, Corpus, data_root
from gyeol.corpora.gather import share
from gyeol.emotion import Taxonomy
from gyeol.errors import BadData, BadSetting, MissingExtra
from gyeol.lab.evaluate import ece, f1, single_label
from gyeol.lab.recipe_file import read_as
from gyeol.text import normalise

try:
    from gyeol.lab.crossfit import FitConfig, Fitted, Helper, Progress, crossfit
except ModuleNotFoundError as error:
    raise MissingExtra(
        f"training needs the package '{error.name}', which is not installed; run: pip install 'gyeol[lab]'"
    ) from error

Array = NDArray[np.float32]
ABOUT = """
Reads one corpus's own labels in a short text: a linear reader of hashed grams and recurrent networks
over word vectors side by side (see `gyeol.classify.widedeep`). It belongs to a benchmark; the product's
classifier is `gyeol-emotion`.

Rows named "held out" are of the train file, each read by models that did not learn from its fold; the
calibration and the mix were fitted on these scores, the cuts of each fold on the other folds. Rows named
"report" are the publisher's own dev file, which nothing was fitted to.
"""


@dataclass(frozen=True)
class DataConfig:
    """What to train on.

    Attributes:
        corpus: its own labels are the taxonomy.
        root: the data folder; "" means `$GYEOL_DATA`.
        most: rows of the train file to keep, 0 = all.
        helpers: corpora whose labels are guessed first; the guesses help to guess these.
        most_help: rows of each helper to keep, 0 = all.
    """

    corpus: str
    root: str = ""
    most: int = 0
    helpers: tuple[str, ...] = ()
    most_help: int = 60_000


@dataclass(frozen=True)
class Recipe:
    """A named training run.

    Attributes:
        kind: "labels".
        name: of the artefact.
        data: what to train on.
        model: options of the classifier; whether a text has a single label is the corpus's to say.
        fit: how to train.
    """

    kind: str
    name: str
    data: DataConfig
    model: Config = field(default_factory=Config)
    fit: FitConfig = field(default_factory=FitConfig)


@dataclass(frozen=True)
class Rows:
    """Texts, (n, n_labels) targets of 0 and 1, and (n,) numbers in [0, 1) that are equal within a group."""

    texts: tuple[str, ...]
    target: Array
    share: NDArray[np.float64]


def read(path: Path, overrides: Mapping[str, str]) -> Recipe:
    """Read a recipe and lay `key=value` overrides over it; raise `BadSetting` on what is unknown or impossible."""
    recipe = read_as(Recipe, path, overrides)
    corpus: Corpus = CORPORA.get(recipe.data.corpus)
    if recipe.fit.folds < 2 or not 0 <= recipe.model.n_members <= recipe.fit.folds:
        raise BadSetting(f"'{path.name}': folds must be at least 2 and n_members between 0 and folds; mend it.")
    return replace(recipe, model=replace(recipe.model, single=not corpus.multi))


def plan(path: Path, overrides: Mapping[str, str]) -> dict[str, Any]:
    """Return what `train` would do: the resolved recipe and the rows of each split; trains nothing."""
    recipe = read(path, overrides)
    train_rows, report = rows(recipe.data)
    return {"recipe": asdict(recipe), "rows": {"train": len(train_rows.texts), "report": len(report.texts)}}


def train(path: Path, overrides: Mapping[str, str], out: Path | None, progress: Progress) -> Artifact:
    """Train what a recipe says and write the artefact folder at once or not at all.

    After a kill the same call goes on from the last whole member. What it needs meanwhile stands beside `out`.

    Args:
        path: the recipe.
        overrides: dotted key -> value, as text.
        out: the artefact folder; None means `artifacts/<recipe>` below the working folder.
        progress: told what is being done and which part of it, 0 to 1, is done.

    Raises:
        BadSetting: see `read`.
        BadData: the corpus is missing or malformed, or has a single class.
    """
    recipe = read(path, overrides)
    out = out or Path("artifacts") / path.stem
    progress("reading the corpus", 0.0)
    taught, report = rows(recipe.data)
    corpus: Corpus = CORPORA.get(recipe.data.corpus)
    run, fold = out.with_name(f".{out.name}-run"), folds(taught.share, recipe.fit.folds)
    fitted = crossfit(
        taught.texts, taught.target, fold, taxonomy(corpus), recipe.model, recipe.fit,
        helpers=[_helper(name, recipe.data, set(report.texts)) for name in recipe.data.helpers],
        run=run, progress=progress,
    )  # fmt: skip
    progress("measuring", 0.0)
    artifact = write(
        out,
        fitted.classifier.write,
        kind=KIND,
        name=recipe.name,
        options=fitted.classifier.options(),
        taxonomy=corpus.name,
        seed=recipe.fit.seed,
        recipe=f"recipes/{path.name}",
        data=[_source(corpus, recipe.data, len(taught.texts)), *_helping(recipe.data)],
        metrics=_metrics(fitted, taught, report),
        about=ABOUT,
    )
    shutil.rmtree(run, ignore_errors=True)
    progress("done", 1.0)
    return artifact


def taxonomy(corpus: Corpus) -> Taxonomy:
    """Return the corpus's own labels as a taxonomy; their names are the same in both languages."""
    return Taxonomy(corpus.name, corpus.labels, corpus.labels, corpus.labels)


def folds(group_share: NDArray[np.float64], n_folds: int) -> NDArray[np.intp]:
    """Return (n,) folds; a group shares one; later digits than those that `DataConfig.most` looks at decide."""
    return (group_share * 10**6 % 1 * n_folds).astype(np.intp)


def rows(data: DataConfig) -> tuple[Rows, Rows]:
    """Return the labelled rows of the train file, but for texts that the dev file repeats, and of the dev file."""
    corpus, root = CORPORA.get(data.corpus), data_root(data.root)
    none = Rows((), np.zeros((0, len(corpus.labels)), np.float32), np.zeros(0))
    report = _read(corpus, corpus.path(root, "dev")) if "dev" in corpus.parts else none
    found, seen = _read(corpus, corpus.path(root, "train")), set(report.texts)
    keep = np.array([text not in seen for text in found.texts])
    taught = _kept(found, keep, data.most)
    if (taught.target.any(0)).sum() < 2:
        raise BadData(f"corpus '{corpus.name}' teaches fewer than two labels; give it rows of two labels or more.")
    return taught, report


def _kept(found: Rows, keep: NDArray[np.bool_], most: int) -> Rows:
    if most:
        keep = keep & (found.share <= np.sort(found.share)[min(most, len(keep)) - 1])
    texts = tuple(text for text, kept in zip(found.texts, keep, strict=True) if kept)
    return Rows(texts, found.target[keep], found.share[keep])


def _helper(name: str, data: DataConfig, reported: set[str]) -> Helper:
    corpus: Corpus = CORPORA.get(name)
    found = _read(corpus, corpus.path(data_root(data.root), "train"))
    kept = _kept(found, np.array([text not in reported for text in found.texts]), data.most_help)
    return Helper(kept.texts, kept.target, not corpus.multi)


def _read(corpus: Corpus, path: Path) -> Rows:
    examples = [e for e in corpus.read(path) if e.labels and normalise(e.text)]
    place = {label: i for i, label in enumerate(corpus.labels)}
    target = np.zeros((len(examples), len(corpus.labels)), np.float32)
    for i, example in enumerate(examples):
        target[i, [place[label] for label in example.labels]] = 1
    return Rows(tuple(normalise(e.text) for e in examples), target, np.array([share(e.group) for e in examples]))


def _metrics(fitted: Fitted, taught: Rows, report: Rows) -> dict[str, dict[str, Any]]:
    classifier, truth = fitted.classifier, taught.target[fitted.held]
    out = {"held out (cross-fitted)": measured(classifier, fitted.proba, fitted.said, truth)}
    if report.texts:
        proba = classifier.predict_proba(report.texts)
        out["report"] = measured(classifier, proba, proba >= classifier.cuts, report.target)
    return out


def measured(classifier: WideDeep, proba: Array, said: NDArray[np.bool_], target: Array) -> dict[str, Any]:
    """Return the measures of answers: by the surest label if a text has one, else by what the cuts say."""
    labels = classifier.taxonomy.labels
    if classifier.config.single:
        return single_label(proba, target.argmax(1), labels)
    true = target >= 0.5
    by_label, right = f1(said, true), true[np.arange(len(true)), proba.argmax(1)]
    return {
        "n": len(true),
        "accuracy": float(right.mean()),
        "macro_f1": float(by_label.mean()),
        "micro_f1": float(2 * (said & true).sum() / max(said.sum() + true.sum(), 1)),
        "ece": ece(proba.max(1), right),
        "ece_labels": ece(proba.ravel(), true.ravel()),
        "per_label": {
            name: {"f1": float(score), "n": int(count)}
            for name, score, count in zip(labels, by_label, true.sum(0), strict=True)
        },
    }


def _helping(data: DataConfig) -> list[dict[str, Any]]:
    return [_source(CORPORA.get(name), data, data.most_help) for name in data.helpers]


def _source(corpus: Corpus, data: DataConfig, n_rows: int) -> dict[str, Any]:
    with corpus.path(data_root(data.root), "train").open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    told = {"corpus": corpus.name, "revision": digest[:12], "sha256": digest, "rows": n_rows}
    return {**told, "licence": corpus.licence, "citation": corpus.citation}
