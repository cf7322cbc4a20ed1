"""Look behind a score: worst errors, labels that may be wrong, words that stand for a label, and leaks."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.manifold import TSNE

from gyeol.classify import Array
from gyeol.lab.keywords import give_aways, word_list
from gyeol.lab.scoring import Answers, Rows

_NEIGHBOURS, _AGREE = 10, 0.7


@dataclass(frozen=True)
class Finding:
    """A text worth a look.

    Attributes:
        text: normalised.
        given: its labels.
        said: the surest label.
        confidence: the probability of `said`.
        given_proba: the highest probability among its labels.
    """

    text: str
    given: tuple[str, ...]
    said: str
    confidence: float
    given_proba: float


def worst_errors(answers: Answers, n: int = 20) -> list[Finding]:
    """Return the n surest wrong answers, the surest first; texts without any label are left out."""
    wrong = np.flatnonzero(~answers.right & answers.rows.truth.any(1))
    order = wrong[np.argsort(-answers.confidence[wrong], kind="stable")][:n]
    return [_finding(answers, int(i)) for i in order]


def noise_candidates(answers: Answers, vectors: Array, n: int = 20) -> list[Finding]:
    """Return up to n texts whose label is doubted twice: by the classifier and by the texts most like them.

    At least seven of the ten nearest texts carry the label that the classifier says, and the text does not.

    Args:
        answers: what the classifier said.
        vectors: (n_texts, dim), of the same rows.
        n: the most to return, those first whose label is the least probable.
    """
    truth, top = answers.rows.truth, answers.proba.argmax(1)
    doubted = np.flatnonzero(~answers.right & truth.any(1))
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    found = []
    for i in doubted:
        near = np.argsort(-(unit @ unit[i]), kind="stable")
        near = near[near != i][:_NEIGHBOURS]
        if len(near) and truth[near, top[i]].mean() >= _AGREE:
            found.append(_finding(answers, int(i)))
    return sorted(found, key=lambda f: f.given_proba - f.confidence)[:n]


def contradictions(rows: Rows) -> int:
    """Return how many texts stand in the file with different labels."""
    labels = defaultdict(set)
    for text, truth in zip(rows.texts, rows.truth, strict=True):
        labels[text].add(truth.tobytes())
    return sum(len(some) > 1 for some in labels.values())


def overlap(texts: Sequence[str], train: Sequence[str]) -> dict[str, int]:
    """Return how many texts also stand in a train file: "same", and "alike" (the same words in any order and case)."""
    exact, bags = set(train), {frozenset(word_list(text)) for text in train}
    same = sum(text in exact for text in texts)
    alike = sum(
        text not in exact and len(bag := frozenset(word_list(text))) > 2 and bag in bags for text in texts
    )
    return {"same": same, "alike": alike}


def keywords_of(rows: Rows) -> dict[str, tuple[str, ...]]:
    """Return label -> the words that give it away."""
    return give_aways(rows.texts, rows.truth, rows.labels)


def telling_words(rows: Rows, n: int = 60) -> dict[str, dict[str, float]]:
    """Return label -> its n most telling words and their weights, by log-odds with a prior (Monroe 2008).

    https://doi.org/10.1093/pan/mpn018. A word's weight is the z-score of how much likelier it is with the label; words
    are counted once a text, and need three texts.
    """
    bags = [set(word_list(text)) for text in rows.texts]
    whole = Counter(word for bag in bags for word in bag)
    total = sum(whole.values())
    out = {}
    for column, label in zip(rows.truth.T, rows.labels, strict=True):
        inside = Counter(word for bag, true in zip(bags, column, strict=True) if true for word in bag)
        n_in, n_out = sum(inside.values()), total - sum(inside.values())
        score = {
            w: _odds(k, n_in, whole[w] - k, n_out, whole[w] / total) for w, k in inside.items() if k >= 3
        }
        ranked = sorted(score.items(), key=lambda pair: -pair[1])[:n]
        if ranked:
            out[label] = {word: z for word, z in ranked if z > 0}
    return out


def flattened(
    vectors: Array, *, seed: int = 0, most: int = 1500
) -> tuple[NDArray[np.intp], dict[str, Array]]:
    """Return the rows chosen (at most `most`) and their places on a plane (k, 2) by "PCA" and by "t-SNE"."""
    rng = np.random.default_rng(seed)
    rows = np.sort(rng.permutation(len(vectors))[:most])
    centred = vectors[rows] - vectors[rows].mean(0)
    axes = np.linalg.svd(centred, full_matrices=False)[2][:2]
    places = {"PCA": np.asarray(centred @ axes.T, np.float32)}
    if len(rows) > 10 and vectors.shape[1] > 2:
        tsne = TSNE(perplexity=min(30, len(rows) / 4), init="pca", random_state=seed)
        places["t-SNE"] = np.asarray(tsne.fit_transform(centred), np.float32)
    return rows, places


def document_vectors(classifier: Any, texts: Sequence[str]) -> tuple[str, Array]:
    """Return "features" and what the last layer reads, or "scores" and its logits where a family shows only these."""
    for name, kind in (("features", "features"), ("logits", "scores")):
        if hasattr(classifier, name):
            return kind, getattr(classifier, name)(texts)
    return "probabilities", classifier.predict_proba(texts)


def _finding(answers: Answers, i: int) -> Finding:
    rows, proba = answers.rows, answers.proba[i]
    given = tuple(rows.labels[j] for j in np.flatnonzero(rows.truth[i]))
    top = int(proba.argmax())
    return Finding(
        rows.texts[i], given, rows.labels[top], float(proba[top]), float(proba[rows.truth[i]].max())
    )


def _odds(inside: int, n_in: int, outside: int, n_out: int, prior: float) -> float:
    a, b = inside + prior * 100, outside + prior * 100
    gap = np.log(a / (n_in + 100 - a)) - np.log(b / max(n_out + 100 - b, 1e-9))
    return float(gap / np.sqrt(1 / a + 1 / b))
