"""Measures against known answers and scikit-learn."""

import numpy as np
import pytest

from gyeol.lab.evaluate import ece, f1, multi_label, single_label

metrics = pytest.importorskip("sklearn.metrics")
pytestmark = pytest.mark.lab


@pytest.fixture
def answers():
    rng = np.random.default_rng(4)
    return rng.random((300, 5)).astype(np.float32), (rng.random((300, 5)) > 0.7).astype(np.float32)


def test_multi_label_agrees_with_scikit_learn(answers):
    proba, target = answers
    said = proba >= 0.5
    said[np.arange(300), proba.argmax(1)] = True
    found = multi_label(proba, target, np.ones_like(target), tuple("abcde"))
    assert found["macro_f1"] == pytest.approx(metrics.f1_score(target, said, average="macro"), abs=1e-6)
    assert found["micro_f1"] == pytest.approx(metrics.f1_score(target, said, average="micro"), abs=1e-6)
    assert found["n"] == 300


def test_single_label_agrees_with_scikit_learn(answers):
    proba, _ = answers
    truth = np.random.default_rng(1).integers(0, 5, 300)
    found, top = single_label(proba, truth, tuple("abcde")), proba.argmax(1)
    assert found["accuracy"] == pytest.approx(metrics.accuracy_score(truth, top))
    for name in ("precision", "recall", "f1"):
        theirs = getattr(metrics, f"{name}_score")(truth, top, average="weighted")
        assert found[f"weighted_{name}"] == pytest.approx(theirs, abs=1e-6)
    assert found["macro_f1"] == pytest.approx(metrics.f1_score(truth, top, average="macro"), abs=1e-6)


def test_labels_that_a_corpus_cannot_observe_are_left_out(answers):
    proba, target = answers
    mask = np.ones_like(target)
    mask[0, 2] = 0
    assert set(multi_label(proba, target, mask, tuple("abcde"))["per_label"]) == set("abde")


def test_ece_of_the_honest_and_of_the_boaster():
    sure = np.full(1000, 0.8, np.float32)
    right = np.arange(1000) < 800
    assert ece(sure, right) == pytest.approx(0, abs=1e-6)
    assert ece(np.full(1000, 1.0, np.float32), right) == pytest.approx(0.2, abs=1e-6)


def test_f1_of_a_label_that_never_occurs_is_zero():
    assert f1(np.zeros((3, 1), bool), np.zeros((3, 1), bool)).tolist() == [0]
