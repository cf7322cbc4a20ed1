"""Platt scaling finds the line that made the data."""

import numpy as np
import pytest

from gyeol.classify.calibrate import FILE, ByLanguage, Calibration, fit, identity
from gyeol.errors import BadArtifact


def test_a_known_line_is_found():
    rng = np.random.default_rng(0)
    z = rng.normal(0, 2, (20000, 2)).astype(np.float32)
    true = Calibration(np.array([0.5, 2.0], np.float32), np.array([1.0, -1.0], np.float32))
    felt = (rng.random(z.shape) < true.apply(z)).astype(np.float32)
    found = fit(z, felt, np.ones_like(z))
    assert np.allclose(found.scale, true.scale, atol=0.1)
    assert np.allclose(found.shift, true.shift, atol=0.1)


def test_a_label_nobody_could_observe_stays_as_it_is():
    z = np.ones((5, 2), np.float32)
    weight = np.stack([np.ones(5), np.zeros(5)], 1).astype(np.float32)
    found = fit(z, np.ones_like(z), weight)
    assert (found.scale[1], found.shift[1]) == (1, 0)


def test_the_order_of_texts_never_turns():
    rng = np.random.default_rng(0)
    z = rng.normal(size=(500, 1)).astype(np.float32)
    assert fit(z, (z < 0).astype(np.float32), np.ones_like(z)).scale[0] > 0


def test_probabilities_stay_in_range_for_wild_logits():
    proba = identity(2).apply(np.array([[1e9, -1e9]], np.float32))
    assert proba.min() >= 0
    assert proba.max() <= 1


def test_each_language_has_its_own_lines(tmp_path):
    ko, other = (
        Calibration(np.full(2, a, np.float32), np.full(2, b, np.float32)) for a, b in ((1, 0), (2, -1))
    )
    lines = ByLanguage(ko, other)
    logits = np.array([[0.5, -1], [0.5, -1]], np.float32)
    found = lines.apply(logits, ["좋은 하루", "a good day"])
    assert np.array_equal(found, np.stack([ko.apply(logits[0]), other.apply(logits[1])]))
    lines.write(tmp_path)
    read = ByLanguage.read(tmp_path / FILE, 2)
    assert np.array_equal(read.apply(logits, ["좋은 하루", "a good day"]), found)
    with pytest.raises(BadArtifact, match="3 labels"):
        ByLanguage.read(tmp_path / FILE, 3)
