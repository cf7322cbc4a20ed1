"""Run a recipe of kind "labels": a classifier for a corpus's own labels, cross-fitted, measured and written."""

import shutil
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gyeol.artifact import Artifact, write
from gyeol.classify import KIND
from gyeol.classify.morphemes import morphemes
from gyeol.classify.widedeep import Config, WideDeep
from gyeol.corpora import CORPORA, Corpus, Example, data_root, share
from gyeol.corpora.balance import Balance, Cap, Counts
from gyeol.corpora.prepare import prepare
from gyeol.emotion import Taxonomy
from gyeol.errors import BadData, BadSetting, MissingExtra
from gyeol.lab.evaluate import ece, f1, single_label
from gyeol.lab.history import with_history
from gyeol.lab.provenance import source
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
        corpus: its own labels are the taxonomy, and its rows are taken as they are; or else `corpora`.
        corpora: several, or one that is to be prepared, the most trusted first; the labels that are left are the
            taxonomy, and each text is there once (see `gyeol.corpora.prepare`).
        drop: see `gyeol.corpora.balance.Balance`, as for the next three; all need `corpora`.
        merge: new label -> old ones.
        single: whether rows with several labels are left out.
        cap: the most rows of a class.
        root: the data folder; "" means `$GYEOL_DATA`.
        most: rows of the train file to keep, 0 = all.
        helpers: corpora whose labels are guessed first; the guesses help to guess these.
        most_help: rows of each helper to keep, 0 = all.
    """

    corpus: str = ""
    corpora: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    merge: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    single: bool = False
    cap: Cap | None = None
    root: str = ""
    most: int = 0
    helpers: tuple[str, ...] = ()
    most_help: int = 60_000

    @property
    def names(self) -> tuple[str, ...]:
        """The corpora that are learnt from."""
        return self.corpora or (self.corpus,)

    @property
    def balance(self) -> Balance:
        """How the classes are prepared."""
        return Balance(self.drop, self.merge, self.single, self.cap)


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
    """Texts, their (n, n_labels) targets in [0, 1], the corpus of each, and (n,) numbers in [0, 1) that are equal
    within a group."""

    texts: tuple[str, ...]
    target: Array
    source: tuple[str, ...]
    share: NDArray[np.float64]


def read(path: Path, overrides: Mapping[str, str]) -> Recipe:
    """Read a recipe and lay `key=value` overrides over it; raise `BadSetting` on what is unknown or impossible."""
    recipe = read_as(Recipe, path, overrides)
    data = recipe.data
    if bool(data.corpus) == bool(data.corpora):
        raise BadSetting(f"'{path.name}' must name either data.corpus or data.corpora; mend it.")
    if data.corpus and data.balance != Balance():
        raise BadSetting(
            f"'{path.name}' drops, merges or caps: write data.corpora = [\"{data.corpus}\"]; mend it."
        )
    if recipe.fit.folds < 2 or not 0 <= recipe.model.n_members <= recipe.fit.folds:
        raise BadSetting(
            f"'{path.name}': folds must be at least 2 and n_members between 0 and folds; mend it."
        )
    single = data.single or not any(CORPORA.get(name).multi for name in data.names)
    return replace(recipe, model=replace(recipe.model, single=single))


def plan(path: Path, overrides: Mapping[str, str]) -> dict[str, Any]:
    """Return what `train` would do: the resolved recipe, the rows of each split, and, of corpora that are
    prepared, the rows of each class after each step; trains nothing."""
    recipe = read(path, overrides)
    taught, report, steps = rows(recipe.data)
    told = {"recipe": asdict(recipe), "rows": {"train": len(taught.texts), "report": len(report.texts)}}
    return {**told, "classes": steps} if steps else told


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
        MissingExtra: the model reads morphemes, and kiwipiepy is not installed.
    """
    recipe = read(path, overrides)
    if recipe.model.korean:
        morphemes("")  # a missing extra is told before anything is read
    out = out or Path("artifacts") / path.stem
    progress("reading the corpus", 0.0)
    taught, report, _ = rows(recipe.data)
    learnt = taxonomy(recipe.data)
    run, fold = out.with_name(f".{out.name}-run"), folds(taught.share, recipe.fit.folds)
    fitted = crossfit(
        taught.texts, taught.target, fold, learnt, recipe.model, recipe.fit,
        helpers=[_helper(name, recipe.data, set(report.texts)) for name in recipe.data.helpers],
        run=run, progress=progress,
    )  # fmt: skip
    progress("measuring", 0.0)
    artifact = write(
        out,
        with_history(fitted.classifier.write, fitted.history),
        kind=KIND,
        name=recipe.name,
        options=fitted.classifier.options(),
        taxonomy=learnt.name,
        seed=recipe.fit.seed,
        recipe=f"recipes/{path.name}",
        data=_sources(recipe.data, taught),
        metrics=_metrics(fitted, taught, report),
        about=ABOUT,
    )
    shutil.rmtree(run, ignore_errors=True)
    progress("done", 1.0)
    return artifact


def taxonomy(data: DataConfig) -> Taxonomy:
    """Return the labels that are left of the corpora's own; their names are the same in both languages."""
    labels = data.balance.labels({name: CORPORA.get(name).labels for name in data.names})
    return Taxonomy("+".join(data.names), labels, labels, labels)


def folds(group_share: NDArray[np.float64], n_folds: int) -> NDArray[np.intp]:
    """Return (n,) folds; a group shares one; later digits than those that `DataConfig.most` looks at decide."""
    return (group_share * 10**6 % 1 * n_folds).astype(np.intp)


def rows(data: DataConfig) -> tuple[Rows, Rows, Mapping[str, Counts]]:
    """Return the labelled rows of the train files, but for texts that the dev files repeat; those of the dev
    files; and the rows of each class after each step of the preparation, if there is one."""
    labels, root = taxonomy(data).labels, data_root(data.root)
    if data.corpora:
        found = prepare(data.corpora, root, data.balance)
        taught, report = _rows(found.train, labels), _rows(found.report, labels)
        return _kept(taught, np.ones(len(taught.texts), bool), data.most), report, found.steps
    corpus: Corpus = CORPORA.get(data.corpus)
    report = _rows(corpus.read(corpus.path(root, "dev")) if corpus.has(root, "dev") else (), labels)
    whole, seen = _rows(corpus.read(corpus.path(root, "train")), labels), set(report.texts)
    taught = _kept(whole, np.array([text not in seen for text in whole.texts], bool), data.most)
    if (taught.target.any(0)).sum() < 2:
        raise BadData(
            f"corpus '{corpus.name}' teaches fewer than two labels; give it rows of two labels or more."
        )
    return taught, report, {}


def _kept(found: Rows, keep: NDArray[np.bool_], most: int) -> Rows:
    if most:
        keep = keep & (found.share <= np.sort(found.share)[min(most, len(keep)) - 1])
    at = np.flatnonzero(keep)
    texts, source = tuple(found.texts[i] for i in at), tuple(found.source[i] for i in at)
    return Rows(texts, found.target[at], source, found.share[at])


def _helper(name: str, data: DataConfig, reported: set[str]) -> Helper:
    corpus: Corpus = CORPORA.get(name)
    found = _rows(corpus.read(corpus.path(data_root(data.root), "train")), corpus.labels)
    kept = _kept(found, np.array([text not in reported for text in found.texts], bool), data.most_help)
    return Helper(kept.texts, kept.target, not corpus.multi)


def _rows(given: Iterable[Example], labels: tuple[str, ...]) -> Rows:
    examples = [e for e in given if e.labels and normalise(e.text)]
    place = {label: i for i, label in enumerate(labels)}
    target = np.zeros((len(examples), len(labels)), np.float32)
    for i, example in enumerate(examples):
        target[i, [place[label] for label in example.labels]] = example.shares or 1.0
    texts, source = tuple(normalise(e.text) for e in examples), tuple(e.source for e in examples)
    return Rows(texts, target, source, np.array([share(e.group) for e in examples]))


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


def _sources(data: DataConfig, taught: Rows) -> list[dict[str, Any]]:
    """Return the rows of `config.json` about corpora: those that are learnt from, then the helpers."""
    root, used = data_root(data.root), Counter(taught.source)
    learnt = [source(CORPORA.get(name), root, used[name]) for name in data.names]
    prepared = {"prepared": asdict(data.balance)} if data.corpora else {}
    return [
        *({**row, **prepared} for row in learnt),
        *(source(CORPORA.get(name), root, data.most_help) for name in data.helpers),
    ]
