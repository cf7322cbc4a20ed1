"""Ask a classifier about every row of a corpus file, in a label set that both of them have."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gyeol.classify import Classifier
from gyeol.corpora import CORPORA, Corpus, Example
from gyeol.corpora.link import FOLDER as LINKS
from gyeol.corpora.link import link
from gyeol.emotion import PRODUCT, SCHEMES, Scheme, Taxonomy
from gyeol.errors import BadData
from gyeol.lab.evaluate import ece
from gyeol.text import normalise

Array = NDArray[np.float32]
Bools = NDArray[np.bool_]
Progress = Callable[[int, int], None]  # (done, total)
_BATCH = 256
_CUT = 0.5


@dataclass(frozen=True)
class Rows:
    """The labelled rows of a corpus file.

    Attributes:
        corpus: what they are rows of.
        texts: normalised.
        labels: the label set to compare in.
        truth: (n, n_labels); `labels` that each text carries.
        single: whether each text has exactly one label.
        project: the classifier's (n, its labels) probabilities -> (n, n_labels).
        through: what brings the two label sets together: "own labels", a scheme's name, or "links".
    """

    corpus: Corpus
    texts: tuple[str, ...]
    labels: tuple[str, ...]
    truth: Bools
    single: bool
    project: Callable[[Array], Array]
    through: str

    def __len__(self) -> int:
        return len(self.texts)

    def of(self, texts: Sequence[str]) -> "Rows":
        """Return the same rows with other texts, as with keywords taken out."""
        return replace(self, texts=tuple(texts))


@dataclass(frozen=True)
class Answers:
    """What a classifier said of n texts.

    Attributes:
        rows: what was asked.
        proba: (n, n_labels).
        said: (n, n_labels) bool: the surest label where a text has one; else what reaches the classifier's cuts.
    """

    rows: Rows
    proba: Array
    said: Bools

    @property
    def right(self) -> Bools:
        """(n,) whether the surest label is true."""
        return np.asarray(self.rows.truth[np.arange(len(self.proba)), self.proba.argmax(1)])

    @property
    def confidence(self) -> Array:
        """(n,) probability of the surest label; where a text has one label, rows are scaled to sum to 1."""
        top = self.proba.max(1)
        return np.asarray(top / np.maximum(self.proba.sum(1), 1e-9) if self.rows.single else top)


def read_rows(name: str, path: Path, taxonomy: Taxonomy) -> Rows:
    """Return the labelled rows of a corpus file in a label set that the taxonomy can be brought into.

    Args:
        name: of the corpus, as in `gyeol.corpora.CORPORA`.
        path: its file.
        taxonomy: of the classifier to be asked.

    Raises:
        UnknownName: no such corpus.
        BadData: the file is absent, malformed or without labelled rows, or the labels cannot be compared.
    """
    corpus: Corpus = CORPORA.get(name)
    if not path.exists():
        raise BadData(f"there is no file '{path}'; pass the file of corpus '{name}' with --path.")
    examples = [e for e in corpus.read(path) if e.labels and normalise(e.text)]
    if not examples:
        raise BadData(f"'{path}' holds no labelled row of corpus '{name}'; check the file.")
    if set(taxonomy.labels) == set(corpus.labels):
        return _own(corpus, examples, taxonomy)
    if taxonomy.labels == PRODUCT.labels:
        if grouped := _scheme(corpus):
            return _grouped(corpus, examples, grouped)
        if (LINKS / f"{name}.toml").is_file() and link(corpus).observes.any():
            return _linked(corpus, examples)
    raise BadData(
        f"the labels of '{taxonomy.name}' ({_few(taxonomy.labels)}) cannot be compared with those of corpus "
        f"'{name}' ({_few(corpus.labels)}); use an artefact that was trained on this corpus, or another corpus."
    )


def ask(classifier: Classifier, rows: Rows, progress: Progress = lambda done, total: None) -> Answers:
    """Return what a classifier says of the rows."""
    parts = []
    for i in range(0, len(rows), _BATCH):
        parts.append(classifier.predict_proba(rows.texts[i : i + _BATCH]))
        progress(min(i + _BATCH, len(rows)), len(rows))
    proba = rows.project(np.concatenate(parts))
    top = np.eye(len(rows.labels), dtype=bool)[proba.argmax(1)]
    if rows.single:
        return Answers(rows, proba, top)
    cuts = getattr(classifier, "cuts", None)  # a family that chose its cuts is measured with them
    if cuts is not None and rows.through == "own labels":
        return Answers(rows, proba, proba >= rows.project(np.asarray(cuts, np.float32)[None]))
    return Answers(rows, proba, (proba >= _CUT) | top)


def measures(answers: Answers) -> dict[str, Any]:
    """Return n, accuracy, macro_f1, weighted_precision, weighted_recall, weighted_f1, ece and per_label.

    `accuracy` says how often the surest label is true, over texts with any label of the set; `macro_f1` is the mean
    over labels that occur; the weighted measures weigh a label by how often it occurs; `ece` is the calibration error
    of the surest label; `per_label` holds precision, recall, f1 and n of each label that occurs.
    """
    rows = answers.rows
    p, r, f = precision_recall_f1(answers.said, rows.truth)
    count = rows.truth.sum(0)
    share, occurs, some = count / max(int(count.sum()), 1), count > 0, rows.truth.any(1)
    return {
        "n": len(rows),
        "accuracy": float(answers.right[some].mean()) if some.any() else 0.0,
        "macro_f1": float(f[occurs].mean()) if occurs.any() else 0.0,
        "weighted_precision": float(p @ share),
        "weighted_recall": float(r @ share),
        "weighted_f1": float(f @ share),
        "ece": ece(answers.confidence, answers.right),
        "per_label": {
            name: {"precision": float(p[i]), "recall": float(r[i]), "f1": float(f[i]), "n": int(count[i])}
            for i, name in enumerate(rows.labels)
            if occurs[i]
        },
    }


def precision_recall_f1(said: Bools, true: Bools) -> tuple[Array, Array, Array]:
    """Return precision, recall and F1 of each column of (n, n_labels); 0 where nothing was said or true."""
    hit, n_said, n_true = (said & true).sum(0), said.sum(0), true.sum(0)
    return (
        np.asarray(hit / np.maximum(n_said, 1), np.float32),
        np.asarray(hit / np.maximum(n_true, 1), np.float32),
        np.asarray(2 * hit / np.maximum(n_said + n_true, 1), np.float32),
    )


def _own(corpus: Corpus, examples: Sequence[Example], taxonomy: Taxonomy) -> Rows:
    order = [taxonomy.index(label) for label in corpus.labels]
    return _rows(corpus, examples, corpus.labels, lambda proba: proba[:, order], "own labels")


def _grouped(corpus: Corpus, examples: Sequence[Example], grouped: Scheme) -> Rows:
    names = grouped.labels if corpus.labels[0] in grouped.labels else grouped.ko
    order = [names.index(label) for label in corpus.labels]
    return _rows(
        corpus, examples, corpus.labels, lambda proba: grouped.project(proba)[:, order], grouped.name
    )


def _rows(
    corpus: Corpus,
    examples: Sequence[Example],
    labels: tuple[str, ...],
    project: Callable[[Array], Array],
    through: str,
) -> Rows:
    place = {label: i for i, label in enumerate(labels)}
    truth = np.zeros((len(examples), len(labels)), bool)
    for i, example in enumerate(examples):
        truth[i, [place[label] for label in example.labels]] = True
    texts = tuple(normalise(e.text) for e in examples)
    return Rows(
        corpus, texts, labels, truth, not corpus.multi and bool((truth.sum(1) == 1).all()), project, through
    )


def _linked(corpus: Corpus, examples: Sequence[Example]) -> Rows:
    """Compare in the product's labels that the raters of the corpus could say."""
    links, place = link(corpus), {label: i for i, label in enumerate(corpus.labels)}
    seen = np.flatnonzero(links.observes)
    told = [links.target([place[label] for label in e.labels])[0][seen] >= 0.5 for e in examples]
    texts, labels = tuple(normalise(e.text) for e in examples), tuple(PRODUCT.labels[i] for i in seen)
    return Rows(corpus, texts, labels, np.stack(told), False, lambda proba: proba[:, seen], "links")


def _scheme(corpus: Corpus) -> Scheme | None:
    """Return the scheme whose labels, English or Korean, are those of a corpus."""
    for grouped in SCHEMES.values():
        if set(corpus.labels) in (set(grouped.labels), set(grouped.ko)):
            return grouped
    return None


def _few(labels: Sequence[str]) -> str:
    return ", ".join(labels[:4]) + (f" and {len(labels) - 4} more" if len(labels) > 4 else "")


def flat(found: Mapping[str, Any]) -> dict[str, float]:
    """Return the measures that are one number each."""
    return {name: value for name, value in found.items() if not isinstance(value, Mapping)}
