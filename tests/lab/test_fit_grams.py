"""The table of grams beside the small classifier, what weighs it, and composed rows."""

import numpy as np
import pytest

pytest.importorskip("torch")
grams = pytest.importorskip("gyeol.lab.fit_grams")
compose = pytest.importorskip("gyeol.lab.compose")
pytestmark = pytest.mark.lab

from gyeol.classify.calibrate import ByLanguage, Calibration, identity  # noqa: E402
from gyeol.classify.wordcnn import Config, WordCnn  # noqa: E402
from gyeol.corpora.gather import Table  # noqa: E402
from gyeol.emotion import PRODUCT  # noqa: E402
from gyeol.lab.fit_wide import Lesson, WideConfig  # noqa: E402
from gyeol.lab.sparse import weigh  # noqa: E402


def test_the_better_reader_weighs_more_and_what_comes_out_is_calibrated():
    rng = np.random.default_rng(0)
    told = rng.normal(size=(4000, 3))
    truth = (rng.random(told.shape) < 1 / (1 + np.exp(-2 * told))).astype(np.float32)
    good, noise = told.astype(np.float32), rng.normal(size=told.shape).astype(np.float32)
    a, b, c = grams.weigh_against(good, noise, truth, np.ones_like(truth), grams.JoinConfig(surest=0.0))
    assert a == pytest.approx([2, 2, 2], abs=0.25)
    assert abs(b).max() < 0.1
    assert abs(c).max() < 0.15
    a, b, _ = grams.weigh_against(noise, good, truth, np.ones_like(truth), grams.JoinConfig(surest=0.0))
    assert b.min() > 1.5 > 0.3 > a.max()


def test_what_nobody_could_say_weighs_nothing():
    rng = np.random.default_rng(1)
    told = rng.normal(size=(500, 2)).astype(np.float32)
    truth = (told > 0).astype(np.float32)
    weight = np.ones_like(truth)
    weight[:, 1] = 0
    mixed = [
        grams.weigh_against(told, told, t, weight, grams.JoinConfig())
        for t in (truth, np.where(weight > 0, truth, 1 - truth))
    ]
    assert np.array_equal(*mixed)


def test_folding_adds_up():
    rng = np.random.default_rng(2)
    texts = ["happy day", "not happy", "sad but fine", "기쁘지 않아", "힘들지만 좋아"]
    target = rng.integers(0, 2, (5, 12)).astype(np.float32)
    table, idf = grams.fit_grams(texts, Lesson.plain(target, single=False), 2048, WideConfig())
    mix = np.stack([np.full(12, 0.8), rng.random(12), rng.normal(size=12)]).astype(np.float32)
    config = Config(n_buckets=64, dim=4, n_filters=3, widths=(1,), n_hidden=2, n_grams=2048)
    shapes = config.shapes(12) | {"table": (64, 4), "scale": (64,)}
    deep = {k: rng.normal(size=s).astype(np.int8 if k == "table" else np.float32) for k, s in shapes.items()}
    plain = ByLanguage(identity(12), identity(12))
    alone = WordCnn(Config(**{**vars(config), "n_grams": 0}), PRODUCT, deep, plain).logits(texts)
    lines = Calibration(mix[0], mix[2])
    both = WordCnn(config, PRODUCT, {**deep, **grams.folded(table, idf, mix)}, ByLanguage(lines, lines))
    wide = weigh(grams.count(texts, 2048), idf).matrix(2048) @ table
    expected = 1 / (1 + np.exp(-(mix[0] * alone + mix[1] * wide + mix[2])))
    assert np.abs(both.predict_proba(texts) - expected).max() < 0.01


def table(texts, labels):
    target = np.zeros((len(texts), 12), np.float32)
    target[np.arange(len(texts)), [PRODUCT.labels.index(label) for label in labels]] = 1
    n = len(texts)
    return Table(
        tuple(texts),
        np.array(["own"] * n),
        ((1,),) * n,
        target,
        np.ones_like(target),
        np.array(["train"] * n),
    )


def test_composed_rows_say_what_their_second_part_says():
    known = table(
        ["a good day", "it made me cry", "좋은 하루", "눈물이 나"], ["joy", "sadness", "joy", "sadness"]
    )
    made = compose.composed(known, 40, np.random.default_rng(0))
    assert 5 < len(made) <= 40
    feels = {"a good day": 0, "it made me cry": 4, "좋은 하루": 0, "눈물이 나": 4}
    for text, target in zip(made.texts, made.target, strict=True):
        first = min(feels, key=lambda part: text.find(part) if part in text else 999)
        said = [part for part in feels if part in text]
        assert len(said) == 2
        second = next(part for part in said if part != first)
        main = first if " though " in text else (text.startswith("although") and second) or second
        assert target[feels[main]] == 1
        assert target.sum() == 1.25
    assert (made.split == "train").all()
    both = compose.joined(known, made)
    assert len(both) == len(known) + len(made) == len(both.target)


def test_held_out_rows_are_never_composed():
    known = table(["a good day", "it made me cry"], ["joy", "sadness"])
    known.split[:] = "dev"
    assert len(compose.composed(known, 40, np.random.default_rng(0))) == 0
