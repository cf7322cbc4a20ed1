"""The figures of a classifier for its card: per corpus, per language, and grouped as the reference systems
do."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gyeol.classify import Classifier
from gyeol.corpora import CORPORA
from gyeol.corpora.gather import Table
from gyeol.emotion import SCHEMES, Scheme, scheme
from gyeol.lab.evaluate import multi_label, single_label

Array = NDArray[np.float32]
Metrics = dict[str, dict[str, Any]]
MEASURED = ("diary4", "ekman7", "kakao6")
_BENCHMARK_SCHEME = {"dair": "dair6"}

ABOUT = """
Reads the feelings in a short Korean or English text: twelve calibrated probabilities, several of which
may be high. It is a convolution over words whose vectors are means of hashed pieces, told by rules what
is denied and what is conceded, beside a linear table of grams (see `gyeol.classify.wordcnn`); it runs in NumPy.

**Use it** to choose stickers, emoji or songs that fit a message or a diary. **Do not use it** to judge
a person, to diagnose or watch anyone's health, to decide about work, school, credit or police matters,
or to read feelings of people who did not ask for it. It sees words, not people: irony, private jokes,
dialect and anything said between the lines escape it, and it learnt from public comments whose raters
disagree often.

Rows named "dev" were cut from the train files by a hash and also set the calibration; rows named
"report" are the publishers' own dev files, which nothing was fitted to. `accuracy` says how often the
surest label is one of the felt ones; `ece` is the calibration error of the surest label. Scheme rows
hold the texts with exactly one felt group. A benchmark row ("never trained on") compares single labels
through a scheme.
"""


def measure(
    classifier: Classifier, table: Table, benchmarks: Iterable[tuple[str, list[str], list[str]]] = ()
) -> Metrics:
    """Return split -> measure -> value, each split with its n.

    Args:
        classifier: what is measured.
        table: its rows of the splits "dev" and "report" are used.
        benchmarks: name, texts and labels of corpora that were not trained on.
    """
    out: Metrics = {}
    for split in ("report", "dev"):
        for name in dict.fromkeys(table.source[table.split == split].tolist()):
            rows = table.where((table.source == name) & (table.split == split) & (table.mask.sum(1) > 0))
            if len(rows) and CORPORA.get(name).multi:
                out |= _corpus(classifier, rows, f"{name} {split}")
    for name, texts, labels in benchmarks:
        grouped = SCHEMES[_BENCHMARK_SCHEME[name]]
        truth = np.array([grouped.labels.index(label) for label in labels])
        proba = grouped.project(classifier.predict_proba(texts))
        out[f"{name} dev, never trained on ({grouped.name})"] = single_label(proba, truth, grouped.labels)
    return out


def _corpus(classifier: Classifier, rows: Table, title: str) -> Metrics:
    proba = classifier.predict_proba(rows.texts)
    out: Metrics = {title: multi_label(proba, rows.target, rows.mask, classifier.taxonomy.labels)}
    for name in MEASURED:
        if found := _grouped(proba, rows.target, scheme(name)):
            out[f"{title} ({name})"] = found
    return out


def _grouped(proba: Array, target: Array, grouped: Scheme) -> dict[str, Any] | None:
    felt = grouped.project(target) >= 0.5
    one = felt.sum(1) == 1
    if not one.any():
        return None
    return single_label(grouped.project(proba[one]), felt[one].argmax(1), grouped.labels)
