"""Cuts against brute force; a judge that must find what helps."""

import numpy as np
import pytest

pytest.importorskip("torch")
from gyeol.lab.cuts import best_cuts, crossed_answers, parts
from gyeol.lab.evaluate import f1
from gyeol.lab.fit_wide import Lesson
from gyeol.lab.judge import fit_judge

pytestmark = pytest.mark.lab


@pytest.fixture
def rows():
    rng = np.random.default_rng(2)
    truth = (rng.random((400, 3)) < [0.5, 0.2, 0.05]).astype(np.float32)
    proba = np.clip(0.3 * truth + 0.5 * rng.random((400, 3)), 0, 1).astype(np.float32)
    return proba, truth


def test_no_other_cut_is_much_better(rows):
    proba, truth = rows
    found = f1(proba >= best_cuts(proba, truth), truth > 0)
    for cut in np.linspace(0, 1, 201):
        assert (f1(proba >= cut, truth > 0) <= found + 0.04).all()


def test_cuts_do_not_chase_one_lucky_text():
    """Of three texts with a rare label one scores highest by accident; F1 alone would cut right below it."""
    proba = np.linspace(0.9, 0, 300).astype(np.float32)[:, None]
    truth = np.zeros((300, 1), np.float32)
    truth[[0, 6, 10, 14, 15]] = 1
    assert best_cuts(proba, truth)[0] < proba[8]
    said = (proba >= best_cuts(proba, truth)).sum()
    assert 10 <= said <= 30


def test_a_label_that_never_occurs_is_never_said():
    proba = np.full((5, 1), 0.9, np.float32)
    assert best_cuts(proba, np.zeros((5, 1), np.float32)).tolist() == [1]


def test_crossed_answers_do_not_look_at_their_own_fold(rows):
    proba, truth = rows
    fold = np.arange(400) % 4
    flipped = truth.copy()
    flipped[fold == 0] = 1 - truth[fold == 0]
    before, after = crossed_answers(proba, truth, fold), crossed_answers(proba, flipped, fold)
    assert (before[fold == 0] == after[fold == 0]).all()
    assert (before != after).any()


def test_a_single_fold_is_parted_so_that_something_is_said(rows):
    proba, truth = rows
    one, two = np.zeros(400, int), np.arange(400) % 2
    assert set(parts(one).tolist()) == {0, 1, 2, 3, 4}
    assert parts(two) is two
    said = crossed_answers(proba, truth, parts(one))
    assert f1(said, truth > 0).min() > 0.2


@pytest.mark.parametrize("single", [False, True])
def test_the_judge_listens_to_a_helper_that_knows(single):
    rng = np.random.default_rng(0)
    label = rng.integers(0, 3, 3000)
    truth = np.eye(3, dtype=np.float32)[label]
    own = (truth + rng.normal(0, 1.5, truth.shape)).astype(np.float32)
    helper = (np.roll(truth, 1, 1) * 3 + rng.normal(0, 0.5, truth.shape)).astype(np.float32)
    lesson = Lesson.plain(truth, single=single)
    alone = fit_judge(own, lesson, 1, pull=50)(own)
    helped = fit_judge(np.concatenate([own, helper], 1), lesson, 1, pull=50)
    answers = helped(np.concatenate([own, helper], 1))
    assert (alone.argmax(1) == label).mean() < 0.7
    assert (answers.argmax(1) == label).mean() > 0.95


def test_a_strong_pull_keeps_the_plain_mix():
    rng = np.random.default_rng(1)
    truth = np.eye(4, dtype=np.float32)[rng.integers(0, 4, 500)]
    scores = rng.normal(size=(500, 8)).astype(np.float32) + np.tile(truth, 2)
    weight = fit_judge(scores, Lesson.plain(truth, single=True), 2, pull=1e9).weight
    for reader in (weight[:4], weight[4:]):
        np.testing.assert_allclose(reader, np.diag(np.diag(reader)), atol=1e-3)
        assert (np.diag(reader) > 0.1).all()
