"""Run a recipe of kind "reference": a model of the reference systems on one corpus's own labels."""

import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from gyeol.artifact import Artifact, write
from gyeol.classify import KIND, Array, Classifier, cnn, linear, lstm
from gyeol.classify.calibrate import fit as fit_calibration
from gyeol.classify.calibrate import identity, temperature
from gyeol.classify.vocabulary import Vocabulary, frequent
from gyeol.corpora import CORPORA, Corpus, data_root
from gyeol.corpora.balance import Balance
from gyeol.emotion import Taxonomy
from gyeol.errors import BadData, BadSetting, MissingExtra
from gyeol.lab import label_recipe
from gyeol.lab.history import with_history
from gyeol.lab.label_recipe import DataConfig
from gyeol.lab.provenance import source
from gyeol.lab.recipe_file import read_as
from gyeol.lab.scoring import Rows, ask, measures
from gyeol.registry import Registry

try:
    from gyeol.lab.fit_linear import fit_linear
    from gyeol.lab.fit_reference import FitConfig, History, Progress, fit_reference
    from gyeol.lab.reference_nets import CnnNet, LstmNet
except ModuleNotFoundError as error:
    raise MissingExtra(
        f"training needs the package '{error.name}', which is not installed; run: pip install 'gyeol[lab]'"
    ) from error

CONFIGS = Registry(
    "reference classifier",
    {
        "bert": "gyeol.classify.bert:Config",
        "cnn": "gyeol.classify.cnn:Config",
        "linear": "gyeol.classify.linear:Config",
        "lstm": "gyeol.classify.lstm:Config",
    },
    extra={"bert": "lab"},
)
NETWORKS = Registry("network", {"bert": "gyeol.lab.bert_net:network"}, extra={"bert": "lab"})
ABOUT = """
A model of the published systems that gyeol is compared with, trained on one corpus's own labels. It is
a yardstick; the product's classifier is `gyeol-emotion`.

Rows named "dev" were cut from the train file by a hash; they chose the epoch and set the calibration.
Rows named "report" are the publisher's own dev file, which nothing was fitted to.
"""


@dataclass(frozen=True)
class Recipe:
    """A named training run.

    Attributes:
        kind: "reference".
        name: of the artefact.
        classifier: "bert", "cnn", "linear" or "lstm".
        data: what to train on, as in recipes of kind "labels"; helpers are not for reference models.
        dev_share: part of the groups of the train rows that chooses the epoch and sets the calibration.
        model: options of the family; whether a text has a single label is the corpus's to say.
        fit: how to train.
    """

    kind: str
    name: str
    classifier: str
    data: DataConfig
    dev_share: float = 0.1
    model: Mapping[str, Any] = field(default_factory=dict)
    fit: FitConfig = field(default_factory=FitConfig)


def read(path: Path, overrides: Mapping[str, str]) -> Recipe:
    """Read a recipe and lay `key=value` overrides over it; raise `BadSetting` on what is unknown or impossible."""
    recipe = read_as(Recipe, path, overrides)
    data = recipe.data
    if bool(data.corpus) == bool(data.corpora) or data.helpers or (data.corpus and data.balance != Balance()):
        raise BadSetting(
            f"'{path.name}' must name data.corpus, or data.corpora where classes are prepared, and no helpers; mend it."
        )
    if recipe.fit.epochs < 1 or not 0 < recipe.dev_share < 1:
        raise BadSetting(f"'{path.name}': epochs must be at least 1 and dev_share between 0 and 1; mend it.")
    config = _config(recipe, path)
    single = data.single or not any(CORPORA.get(name).multi for name in data.names)
    return replace(recipe, model=asdict(replace(config, single=single)))


def plan(path: Path, overrides: Mapping[str, str]) -> dict[str, Any]:
    """Return what `train` would do: the resolved recipe and the rows of each split; trains nothing."""
    recipe = read(path, overrides)
    taught, report, steps = label_recipe.rows(recipe.data)
    n_dev = int(_is_dev(taught.share, recipe.dev_share).sum())
    counts = {"train": len(taught.texts) - n_dev, "dev": n_dev, "report": len(report.texts)}
    return {"recipe": asdict(recipe), "rows": counts, **({"classes": steps} if steps else {})}


def train(path: Path, overrides: Mapping[str, str], out: Path | None, progress: Progress) -> Artifact:
    """Train what a recipe says and write the artefact folder at once or not at all.

    After a kill the same call goes on from the last whole epoch. What it needs meanwhile stands beside `out`.

    Args:
        path: the recipe.
        overrides: dotted key -> value, as text.
        out: the artefact folder; None means `artifacts/<recipe>` below the working folder.
        progress: told what is being done and which part of it, 0 to 1, is done.

    Raises:
        BadSetting: see `read`.
        BadData: the corpus is missing or malformed, has a single class, or leaves train or dev empty.
    """
    recipe = read(path, overrides)
    out = out or Path("artifacts") / path.stem
    progress("reading the corpus", 0.0)
    taught, report, _ = label_recipe.rows(recipe.data)
    learnt, dev = label_recipe.taxonomy(recipe.data), _is_dev(taught.share, recipe.dev_share)
    if dev.all() or not dev.any():
        raise BadData(f"'{learnt.name}' has too few rows for train and dev; bring more, or change dev_share.")
    run = out.with_name(f".{out.name}-run")
    classifier, history = _fitted(recipe, taught, dev, run / "checkpoint.pt", progress)
    progress("measuring", 0.0)
    texts = np.array(taught.texts, object)
    metrics = {"dev": _measured(classifier, recipe, tuple(texts[dev]), taught.target[dev])}
    if report.texts:
        metrics["report"] = _measured(classifier, recipe, report.texts, report.target)
    artifact = write(
        out,
        with_history(classifier.write, history),
        kind=KIND,
        name=recipe.name,
        options=classifier.options(),
        taxonomy=learnt.name,
        seed=recipe.fit.seed,
        recipe=f"recipes/{path.name}",
        data=_sources(
            recipe.data, [name for name, is_dev in zip(taught.source, dev, strict=True) if not is_dev]
        ),
        metrics=metrics,
        about=ABOUT,
    )
    shutil.rmtree(run, ignore_errors=True)
    progress("done", 1.0)
    return artifact


def _fitted(
    recipe: Recipe, taught: label_recipe.Rows, dev: NDArray[np.bool_], checkpoint: Path, progress: Progress
) -> tuple[Any, History]:
    """Return the calibrated classifier and its history, which is empty where there are no epochs."""
    texts, names = taught.texts, label_recipe.taxonomy(recipe.data)
    held, options = [t for t, is_dev in zip(texts, dev, strict=True) if is_dev], recipe.fit
    config, history = CONFIGS.get(recipe.classifier)(**recipe.model), History()
    rest = [t for t, is_dev in zip(texts, dev, strict=True) if not is_dev]
    if isinstance(config, linear.Config):
        progress("fitting", 0.0)
        penalty, seed = options.inverse_penalty, options.seed
        raw: Any = fit_linear(rest, taught.target[~dev], names, config, inverse_penalty=penalty, seed=seed)
    else:
        net, served, numbers = _network(config, rest, texts, names, options)
        trained, history = fit_reference(
            net,
            numbers,
            taught.target,
            dev,
            options,
            single=config.single,
            checkpoint=checkpoint,
            progress=progress,
        )
        raw = served(trained)
    logits, target = raw.logits(held), taught.target[dev]
    if config.single:
        raw.calibration = temperature(logits, target.argmax(1))
    else:
        raw.calibration = fit_calibration(logits, target, np.ones_like(target))
    return raw, history


def _network(
    config: Any, rest: list[str], texts: tuple[str, ...], names: Taxonomy, options: FitConfig
) -> tuple[Callable[[], Any], Callable[[Any], Any], list[NDArray[np.int64]]]:
    """Return what builds the network, what turns the trained one into a classifier, and the words of all texts."""
    if not isinstance(config, cnn.Config | lstm.Config):
        found: tuple[Any, Any, Any] = NETWORKS.get("bert")(config, texts, names, options.dropout)
        return found
    vocabulary: Vocabulary = frequent(rest, config.n_words)
    numbers = [vocabulary.numbers(text) for text in texts]
    kind: Any = CnnNet
    model: Any = cnn.Cnn
    if isinstance(config, lstm.Config):
        kind, model = LstmNet, lstm.Lstm
        numbers = [lstm.padded(some, config) for some in numbers]
    build = partial(kind, config, len(vocabulary), len(names), dropout=options.dropout)
    return build, lambda net: model(config, names, vocabulary, net.weights(), identity(len(names))), numbers


def _config(recipe: Recipe, path: Path) -> Any:
    shape = CONFIGS.get(recipe.classifier)
    known = set(shape.__dataclass_fields__)
    if stray := set(recipe.model) - known:
        raise BadSetting(f"unknown setting 'model.{min(stray)}'; known there: {', '.join(sorted(known))}.")
    try:
        return TypeAdapter(shape).validate_python(dict(recipe.model))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in ("model", *first["loc"]))
        raise BadSetting(f"'{where}' in '{path.name}': {first['msg'].lower()}; mend it.") from None


def _measured(
    classifier: Classifier, recipe: Recipe, texts: tuple[str, ...], target: Array
) -> dict[str, Any]:
    corpus: Corpus = CORPORA.get(recipe.data.names[0])
    single, labels = bool(recipe.model["single"]), classifier.taxonomy.labels
    return measures(ask(classifier, Rows(corpus, texts, labels, target >= 0.5, single, _same, "own labels")))


def _is_dev(group_share: NDArray[np.float64], dev_share: float) -> NDArray[np.bool_]:
    """Return (n,) whether a row is dev; later digits than those that `DataConfig.most` looks at decide."""
    return np.asarray(group_share * 10**6 % 1 < dev_share)


def _same(proba: Array) -> Array:
    return proba


def _sources(data: DataConfig, used: list[str]) -> list[dict[str, Any]]:
    prepared = {"prepared": asdict(data.balance)} if data.corpora else {}
    counts, root = Counter(used), data_root(data.root)
    return [{**source(CORPORA.get(name), root, counts[name]), **prepared} for name in data.names]
