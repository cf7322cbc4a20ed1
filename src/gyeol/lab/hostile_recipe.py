"""The recipe of the flag for hostile texts: comments that people marked in, weights of word pieces out."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, roc_auc_score

from gyeol import artifact
from gyeol.artifact import Artifact
from gyeol.classify.hostile import KIND, LANGUAGES, Config, Hostile, pieces
from gyeol.corpora import CORPORA, Corpus, Example, data_root, share
from gyeol.errors import BadSetting
from gyeol.lab.provenance import source
from gyeol.lab.recipe_file import read_as

Progress = Callable[[str, float], None]
Rows = list[tuple[str, bool]]
ABOUT = """
Says how likely people would mark a Korean or English text as hostile, and which words weighed. **Use it** to show a
moderator what to look at first. **Do not use it** to punish, block or report anybody without a person: it takes
quotations, banter among friends, reclaimed words and swearing at nobody for hostility, and misses what is cruel in
polite words (docs/hostile.md).

Korean learned from comments marked for swearing, beside everyday sentences; English only from whether readers found
anger or disgust, a weak sign, so there the word list of gyeol speaks louder. `f1` is macro-F1.
"""


@dataclass(frozen=True)
class DataConfig:
    """What to learn from.

    Attributes:
        root: the data folder; "" means `$GYEOL_DATA`.
        marked: a Korean corpus whose label "swearing" is hostile.
        calm: a Korean corpus of everyday sentences, none of them hostile.
        most_calm: of it, the most rows.
        felt: an English corpus of feelings.
        hostile_feelings: its labels that count as hostile.
        unclear_feelings: its labels that count as neither.
    """

    root: str = ""
    marked: str = "curse_ko"
    calm: str = "songys"
    most_calm: int = 3_000
    felt: str = "goemotions"
    hostile_feelings: tuple[str, ...] = ("anger", "disgust")
    unclear_feelings: tuple[str, ...] = ("annoyance", "disapproval")


@dataclass(frozen=True)
class FitConfig:
    """How to fit.

    Attributes:
        inverse_penalty: of the logistic regression.
        seed: of its solver.
    """

    inverse_penalty: float = 8.0
    seed: int = 0


@dataclass(frozen=True)
class Recipe:
    """A training run."""

    name: str = "gyeol-hostile"
    kind: str = KIND
    data: DataConfig = field(default_factory=DataConfig)
    model: Config = field(default_factory=Config)
    fit: FitConfig = field(default_factory=FitConfig)


def split(text: str) -> str:
    """Return "test" (.2), "dev" (.1) or "train" of a text, by its hash: equal texts fall together."""
    place = share(f"hostile:{text}")
    return "test" if place < 0.2 else "dev" if place < 0.3 else "train"


def plan(path: Path, overrides: Mapping[str, str]) -> dict[str, Any]:
    """Return what `train` would do: the resolved recipe and the rows of each language; trains nothing."""
    recipe = read_as(Recipe, path, overrides)
    return {"recipe": asdict(recipe), "rows": {k: len(rows) for k, rows in gathered(recipe.data).items()}}


def train(path: Path, overrides: Mapping[str, str], out: Path | None, progress: Progress) -> Artifact:
    """Fit what a recipe says on the train parts and write the artefact folder at once or not at all."""
    recipe = read_as(Recipe, path, overrides)
    out = out or Path("artifacts") / path.stem
    progress("reading", 0.0)
    rows = gathered(recipe.data)
    weights: dict[str, NDArray[np.float16]] = {}
    for spoken in LANGUAGES:
        progress("fitting", 0.3)
        weights |= fit([row for row in rows[spoken] if split(row[0]) == "train"], spoken, recipe)
    served = Hostile("fitting", recipe.model, weights)
    metrics = {
        f"{spoken}, {part}": figures(served, [row for row in rows[spoken] if split(row[0]) == part])
        for spoken in LANGUAGES
        for part in ("dev", "test")
    }
    progress("done", 1.0)
    return artifact.write(
        out,
        lambda folder: save_file(weights, folder / "weights.safetensors"),
        kind=KIND,
        name=recipe.name,
        options=asdict(recipe.model),
        taxonomy=None,
        seed=recipe.fit.seed,
        recipe=f"recipes/{path.name}",
        data=_sources(recipe.data, rows),
        metrics=metrics,
        about=ABOUT,
    )


def gathered(data: DataConfig) -> dict[str, Rows]:
    """Return (text, whether it is hostile) by language."""
    marked = [(e.text, "swearing" in e.labels) for e in _examples(data.marked, data)]
    calm = sorted({e.text for e in _examples(data.calm, data)}, key=share)[: data.most_calm]
    hostile, unclear = set(data.hostile_feelings), set(data.unclear_feelings)
    felt = [
        (e.text, bool(hostile & set(e.labels)))
        for e in _examples(data.felt, data)
        if hostile & set(e.labels) or not unclear & set(e.labels)
    ]
    return {"ko": marked + [(text, False) for text in calm], "en": felt}


def fit(rows: Rows, spoken: str, recipe: Recipe) -> dict[str, NDArray[np.float16]]:
    """Return the weights (n_buckets,) and the bias (1,) of one language."""
    model = LogisticRegression(
        C=recipe.fit.inverse_penalty, solver="liblinear", random_state=recipe.fit.seed, max_iter=200
    )
    model.fit(matrix([text for text, _ in rows], recipe.model.n_buckets), [felt for _, felt in rows])
    return {
        spoken: model.coef_[0].astype(np.float16),
        f"{spoken}_bias": model.intercept_.astype(np.float16),
    }


def matrix(texts: list[str], n_buckets: int) -> csr_matrix:
    """Return (n, n_buckets): the pieces of each text, rows of length 1."""
    found = [pieces(text, n_buckets) for text in texts]
    starts = np.cumsum([0, *map(len, found)])
    values = np.concatenate([np.full(len(f), 1 / np.sqrt(max(len(f), 1))) for f in found])
    return csr_matrix((values, np.concatenate(found), starts), shape=(len(texts), n_buckets))


def figures(served: Hostile, rows: Rows) -> dict[str, float]:
    """Return n, macro-F1 of the flag and the area under the ROC curve of its share."""
    verdicts, truth = served.read([text for text, _ in rows]), [hostile for _, hostile in rows]
    flags, shares = [v.flagged for v in verdicts], [v.share for v in verdicts]
    return {
        "n": len(rows),
        "f1": round(float(f1_score(truth, flags, average="macro")), 4),
        "auc": round(float(roc_auc_score(truth, shares)), 4),
        "flagged": round(float(np.mean(flags)), 4),
    }


def _examples(name: str, data: DataConfig) -> list[Example]:
    corpus = _corpus(name)
    return list(corpus.read(corpus.path(data_root(data.root), "train")))


def _corpus(name: str) -> Corpus:
    corpus: Corpus = CORPORA.get(name)
    if not corpus.may_ship:
        raise BadSetting(f"corpus '{name}' may not teach weights that ship; leave it out.")
    return corpus


def _sources(data: DataConfig, rows: Mapping[str, Rows]) -> list[dict[str, Any]]:
    root, n_ko = data_root(data.root), sum(split(text) == "train" for text, _ in rows["ko"])
    n_en = sum(split(text) == "train" for text, _ in rows["en"])
    return [
        source(_corpus(data.marked), root, n_ko - data.most_calm),
        source(_corpus(data.calm), root, data.most_calm),
        source(_corpus(data.felt), root, n_en),
    ]
