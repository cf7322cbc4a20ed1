"""The gate: honest corrections pass, floods do not, and a model that is worse never serves."""

from pathlib import Path

import numpy as np
import pytest

from gyeol.corpora.own import CORPUS as OWN
from gyeol.emotion import PRODUCT
from gyeol.learn import gate
from gyeol.learn.frozen import Frozen, frozen
from gyeol.learn.gate import retrain
from gyeol.learn.measure import Difference, compare, macro_f1, said
from gyeol.text import normalise
from tests.learn.conftest import FELT, PLAIN, dialect, lessons


@pytest.fixture
def own_frozen(monkeypatch):
    """The world's own frozen sentences instead of ours."""

    def use(texts, labels):
        truth = np.stack([PRODUCT.vector({label: 1.0}) > 0 for label in labels])
        monkeypatch.setattr(gate, "frozen", lambda: {"ko": Frozen(tuple(texts), truth)})

    rng = np.random.default_rng(9)
    labels = [FELT[i] for i in rng.integers(len(FELT), size=120)]
    use([" ".join([*rng.choice(PLAIN, 3).tolist(), f"{label}말"]) for label in labels], labels)
    return use


def judged(said, toy, rehearsal):
    return retrain(said, toy, toy, rehearsal)[1]


def test_honest_corrections_pass_with_figures(toy, rehearsal, own_frozen):
    steps = []
    found = retrain(
        lessons(dialect(np.random.default_rng(4), 120)),
        toy,
        toy,
        rehearsal,
        lambda what, part: steps.append(part),
    )[1]
    assert found.reasons == ()
    assert found.trust.right_after > found.trust.right_before + 0.4
    assert set(found.frozen) == {"ko"}
    assert steps == sorted(steps)


def test_few_corrections_wait(toy, rehearsal, own_frozen):
    assert judged(lessons(dialect(np.random.default_rng(4), 15)), toy, rehearsal).reasons == ("too_few",)
    assert judged(lessons([]), toy, rehearsal).reasons == ("too_few",)


def floods(rng):
    honest = dialect(rng, 60)
    other = {label: FELT[(i + 1) % 4] for i, label in enumerate(FELT)}
    yield "wrong", [(text, PRODUCT.labels[rng.integers(12)]) for text, _ in honest]
    yield "one label", [(text, "joy") for text, _ in honest]
    yield "turned round", [(text, other[label]) for text, label in honest]
    yield "repeated", [(f"{honest[0][0]}{'!' * n}", "anger") for n in range(1, 3)] * 60
    yield "contradictory", [(t, PRODUCT.labels[rng.integers(12)]) for t, _ in [*honest, *honest]]


def test_floods_are_refused(toy, rehearsal, own_frozen):
    for name, flood in floods(np.random.default_rng(0)):
        assert not judged(lessons(flood), toy, rehearsal).promoted, name


def test_what_spoils_the_frozen_sentences_is_refused(toy, rehearsal, own_frozen):
    said = dialect(np.random.default_rng(4), 120, kinds=1)
    own_frozen([f"{label}사투리0 {word}" for label in FELT for word in PLAIN], ["neutral"] * 4 * len(PLAIN))
    assert "worse_ko" in judged(lessons(said), toy, rehearsal).reasons


def test_what_spoils_the_rehearsal_is_refused(toy, rehearsal, own_frozen, monkeypatch):
    monkeypatch.setattr(gate, "_kept", lambda delta, corner: -0.02)
    said = lessons(dialect(np.random.default_rng(4), 120))
    assert "forgets" in judged(said, toy, rehearsal).reasons


def test_worse_means_beyond_the_interval_or_by_a_point():
    assert gate.is_worse(Difference(400, 0.7, 0.695, -0.009, -0.001))
    assert gate.is_worse(Difference(400, 0.7, 0.685, -0.04, 0.01))
    assert not gate.is_worse(Difference(400, 0.7, 0.695, -0.011, 0.001))


def test_the_bootstrap_counts_as_macro_f1_does():
    rng = np.random.default_rng(0)
    proba, truth = rng.random((60, 12)).astype(np.float32), rng.random((60, 12)) > 0.8
    counts = rng.multinomial(60, np.full(60, 1 / 60), 5)
    for row, f1 in zip(counts, macro_f1(said(proba), truth, counts), strict=True):
        again = np.repeat(np.arange(60), row)
        hit = (said(proba)[again] & truth[again]).sum(0)
        total = said(proba)[again].sum(0) + truth[again].sum(0)
        assert f1 == pytest.approx((2 * hit / np.maximum(total, 1))[truth.any(0)].mean())
    same = compare(proba, proba, truth)
    assert (same.gain, same.low, same.high) == (0, 0, 0)


def test_the_frozen_sentences_are_many_and_distinct():
    for own in frozen().values():
        assert len(set(own.texts)) == len(own.texts) >= 400
        assert (own.truth.sum(0) >= 10).all()


@pytest.mark.slow
def test_the_frozen_sentences_were_never_trained_on():
    taught = {normalise(example.text) for example in OWN.read(Path(OWN.parts["train"]))}
    assert not any(taught & set(own.texts) for own in frozen().values())
