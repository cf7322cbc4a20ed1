"""Trust in corrections: a calibrated classifier knows how a better reader would contradict it."""

import numpy as np
import pytest

from gyeol.emotion import PRODUCT
from gyeol.learn import Frequencies, Lessons
from gyeol.learn.trust import EXPECTED, trust

N = 120


@pytest.fixture(scope="module")
def odds():
    return np.random.default_rng(0).normal(-2, 1.5, (N, 12)).astype(np.float32)


def looked_at(odds, labels, words=None):
    texts = [f"{word} {_word(i)}" for i, word in enumerate(words or map(_word, range(N, N + len(labels))))]
    lessons = Lessons.of((text, (PRODUCT.labels[label],)) for text, label in zip(texts, labels, strict=True))
    return trust(lessons, odds, Frequencies.count(texts))


def _word(i):
    """Return a word that no other number has; digits are no words."""
    return chr(0xAC00 + 31 * i) + chr(0xAC00 + 17 * i)


def guesses(odds, place):
    return np.argsort(-odds, 1)[:, place].tolist()


def better_reader(odds, seed):
    """Return labels drawn by the classifier's own probabilities, its surest feeling left out."""
    p = 1 / (1 + np.exp(-odds.astype(float)))
    p[np.arange(len(p)), p.argmax(1)] = 0
    rng = np.random.default_rng(seed)
    return [int(rng.choice(12, p=row / row.sum())) for row in p]


def test_what_a_calibrated_classifier_expects_is_trusted_without_anything_in_common(odds):
    found = [looked_at(odds, better_reader(odds, seed)) for seed in range(20)]
    assert sum(one.doubts == () for one in found) >= 17
    assert abs(np.mean([one.odd for one in found]) - 3) < 1.5, "chi-square with 3 degrees of freedom"
    assert abs(np.mean([one.excess for one in found])) < 0.02
    assert abs(np.mean([one.alike_z for one in found])) < 1


@pytest.mark.parametrize(
    ("labels", "doubt"),
    [
        (lambda odds: guesses(odds, 1), "too_plausible"),
        (lambda odds: guesses(odds, 2), "nothing_learnt"),
        (lambda odds: [guesses(odds, 1 + (i % 3 > 0))[i] for i in range(N)], "nothing_learnt"),
        (lambda odds: guesses(odds, 8), "implausible"),
        (lambda odds: [4] * N, "implausible"),
        (lambda odds: np.random.default_rng(1).integers(12, size=N).tolist(), "implausible"),
        (lambda odds: better_reader(odds, 1)[::-1], "implausible"),
    ],
)
def test_what_it_does_not_expect_is_not(odds, labels, doubt):
    assert looked_at(odds, labels(odds)).doubts == (doubt,)


def test_one_label_for_all_says_nothing_of_any_text(odds):
    assert looked_at(odds, [4] * N).rank_z == pytest.approx(0, abs=1e-6)


def test_like_texts_that_are_missed_alike_are_trusted_though_unexpected(odds):
    """Half of the labels are a word's, half are drawn as expected: in a new domain, doubts fit errors badly."""
    labels, kinds = better_reader(odds, 0), np.random.default_rng(3).integers(4, size=N)
    labels = [3 + kind if i % 3 else label for i, (kind, label) in enumerate(zip(kinds, labels, strict=True))]
    raised = odds.copy()
    raised[np.arange(N), labels] = np.maximum(raised[np.arange(N), labels], -1.5)
    found = looked_at(raised, labels, [_word(900 + kind) for kind in kinds])
    assert found.odd > EXPECTED
    assert found.alike_z > 3
    assert found.doubts == ()
    shuffled = np.random.default_rng(4).permutation(labels).tolist()
    assert looked_at(raised, shuffled, [_word(900 + kind) for kind in kinds]).doubts


def test_too_few_are_not_looked_at(odds):
    found = looked_at(odds[:19], better_reader(odds, 0)[:19])
    assert found.doubts == ("too_few",)
    assert np.isnan(found.rank)
