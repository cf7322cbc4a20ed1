"""Fit `classify.linear`: count terms, weigh them, and let scikit-learn find the weights."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from gyeol.classify import Array
from gyeol.classify.calibrate import identity
from gyeol.classify.linear import Config, Linear, terms, weighed
from gyeol.emotion import Taxonomy


def fit_linear(
    texts: Sequence[str],
    target: Array,
    taxonomy: Taxonomy,
    config: Config,
    *,
    inverse_penalty: float,
    seed: int,
) -> Linear:
    """Return the classifier that texts and their targets (n, n_labels) of 0 and 1 teach, not yet calibrated."""
    found = [terms(text, config) for text in texts]
    n_texts = Counter(term for some in found for term in some)
    kept = sorted(term for term, n in n_texts.most_common(config.n_terms) if n >= config.least)
    place = {term: i for i, term in enumerate(kept)}
    count = np.array([n_texts[term] for term in kept], np.float32)
    idf = np.asarray(np.log((1 + len(texts)) / (1 + count)) + 1, np.float32)
    rows = [weighed(some, place, idf) for some in found]
    grid = csr_matrix(
        (np.concatenate([w for _, w in rows]), np.concatenate([r for r, _ in rows]),
         np.cumsum([0, *(len(r) for r, _ in rows)])),
        shape=(len(texts), len(kept)),
    )  # fmt: skip
    out, bias = _solved(grid, target, config.single, inverse_penalty, seed)
    return Linear(config, taxonomy, kept, {"idf": idf, "out": out, "out_bias": bias}, identity(len(taxonomy)))


def _solved(grid: csr_matrix, target: Array, single: bool, c: float, seed: int) -> tuple[Array, Array]:
    """Return weights (n_terms, n_labels) and bias (n_labels,); a label without examples, or without others, is flat."""
    out = np.zeros((grid.shape[1], target.shape[1]), np.float32)
    bias = np.full(target.shape[1], -30, np.float32)
    if single and target.any(0).sum() > 2:
        truth = target.argmax(1)
        model = _regression(grid, truth, c, seed)
        out[:, model.classes_], bias[model.classes_] = model.coef_.T, model.intercept_
        return out, bias
    for label, column in enumerate(target.T > 0):
        if column.all() or not column.any():
            bias[label] = 30 if column.all() else -30
            continue
        model = _regression(grid, column.astype(np.intp), c, seed)
        half = 2 if single else 1  # two labels of a softmax: each takes half of the difference
        out[:, label], bias[label] = model.coef_[0] / half, model.intercept_[0] / half
    return out, bias


def _regression(grid: csr_matrix, truth: NDArray[np.intp], c: float, seed: int) -> LogisticRegression:
    return LogisticRegression(C=c, max_iter=300, random_state=seed).fit(grid, truth)
