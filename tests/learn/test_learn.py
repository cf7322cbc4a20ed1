"""What is learnt from corrections: by rare words, bounded, the same whatever the batch."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gyeol.artifact import write
from gyeol.classify import KIND, load
from gyeol.emotion import PRODUCT
from gyeol.errors import BadArtifact, UnknownName
from gyeol.learn import Cues, Delta, Frequencies, Lessons, Tuned, fit
from gyeol.learn.cues import hashed
from gyeol.learn.delta import MOST
from gyeol.learn.rehearsal import Rehearsal
from gyeol.learn.trust import distinct
from gyeol.learn.tuned import ARTIFACTS, Config, log_odds, probability
from tests.learn.conftest import dialect, lessons

JOY = PRODUCT.index("joy")


def taught(toy, rehearsal, said):
    delta = fit(said, log_odds(toy.predict_proba(said.texts)), rehearsal.frequencies)
    return Tuned(toy, delta, rehearsal.frequencies, model="t")


def test_one_correction_is_believed_and_helps_like_texts_only(toy, rehearsal):
    tuned = taught(toy, rehearsal, lessons([("회식 끝나고 쀼쀼했다", "joy")]))
    texts = ["회식 끝나고 쀼쀼했다", "집에 와서도 쀼쀼했다", "버스 창문 시장"]
    before, after = toy.predict_proba(texts), tuned.predict_proba(texts)
    assert after[0].argmax() == JOY
    assert after[0, JOY] > after[1, JOY] > before[1, JOY] + 0.05
    assert after[2].tobytes() == before[2].tobytes()


def test_the_last_word_on_a_text_counts_and_contradictions_in_like_texts_cancel(toy, rehearsal):
    last = Lessons.of([("쀼쀼했다", ("anger",)), ("또 쀼쀼", ("calm",)), ("쀼쀼했다", ("joy",))])
    assert last.texts == ("또 쀼쀼", "쀼쀼했다")
    assert PRODUCT.labels[last.target[1].argmax()] == "joy"
    both = [("하나 쀼쀼", "joy"), ("두리 쀼쀼", "joy"), ("세시 쀼쀼", "sadness"), ("네시 쀼쀼", "sadness")]
    moved = taught(toy, rehearsal, lessons(both)).predict_proba(["다섯 쀼쀼"])[0]
    alone = taught(toy, rehearsal, lessons(both[:2])).predict_proba(["다섯 쀼쀼"])[0]
    assert moved[JOY] == pytest.approx(moved[PRODUCT.index("sadness")], abs=0.02)
    assert moved[JOY] < alone[JOY]


def test_a_repeated_correction_has_one_voice(rehearsal):
    said = lessons([("쀼쀼했다", "joy"), *[(f"쀼쀼했다{'!' * n}", "anger") for n in (1, 2)]])
    assert distinct(said, rehearsal.frequencies).target.argmax(1).tolist() != [JOY] * 3
    many = Lessons.of([(text, ("anger",)) for text in ["비가 온다"] * 500])
    assert len(many) == 1


def test_no_text_is_moved_by_more_than_the_bound(toy, rehearsal):
    said = lessons([("쀼쀼 말", "joy")])
    delta = fit(said, np.full((1, 12), -12, np.float32), rehearsal.frequencies, penalty=0.01)
    move = delta.of("쀼쀼 말", rehearsal.frequencies)
    assert move is not None
    assert np.abs(move).max() == MOST


def test_an_unknown_label_is_named_with_a_near_miss():
    with pytest.raises(UnknownName, match="did you mean 'sadness'"):
        Lessons.of([("글", ("sadnes",))])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=6))
def test_a_text_is_read_alike_alone_and_among_others(texts):
    rng, frequencies = np.random.default_rng(0), Frequencies.count(["가나 다라", "a b c"])
    rows = np.unique(np.concatenate([hashed(t) for t in ["가나 다라 마바", "a b c d 1 !", *texts]]))
    delta = Delta(rows, rng.normal(size=(len(rows), 12)).astype(np.float32))
    together = Cues.of(texts, frequencies)
    moved = delta.apply(np.zeros((len(texts), 12), np.float32), together)
    for text, row in zip(texts, moved, strict=True):
        alone = delta.of(text, frequencies)
        assert np.allclose(row, 0 if alone is None else alone, atol=1e-5)


def test_a_dialect_is_learnt_and_nothing_else_forgotten(toy, rehearsal):
    rng = np.random.default_rng(3)
    tuned = taught(toy, rehearsal, lessons(dialect(rng, 120)))
    fresh = dialect(rng, 200)
    right = [PRODUCT.labels[i] for i in tuned.predict_proba([t for t, _ in fresh]).argmax(1)]
    assert np.mean([a == b for a, (_, b) in zip(right, fresh, strict=True)]) > 0.9
    corner = rehearsal.corners["plain"]
    after = probability(tuned.delta.apply(corner.log_odds, corner.cues))
    assert (after.argmax(1) == corner.log_odds.argmax(1)).mean() > 0.95


def shipped_tuned():
    base, frequencies = load(ARTIFACTS / "emotion"), Rehearsal.load(ARTIFACTS / "rehearsal").frequencies
    said = Lessons.of([("쀼쀼한 하루", ("joy", "calm")), ("a florb day", ("anger",))])
    delta = fit(said, log_odds(base.predict_proba(said.texts)), frequencies)
    return Tuned(base, delta, frequencies, model="m", config=Config(base.model, 0.2, ("1:1", "2:3")))


def saved(tuned, folder, **options):
    return write(
        folder, tuned.write, kind=KIND, name="mine", options=tuned.options() | options, taxonomy="product12",
        seed=0, recipe="none", data=[], metrics={}, about="",
    )  # fmt: skip


def test_a_tuned_model_comes_back_from_its_folder(tmp_path):
    made = shipped_tuned()
    saved(made, tmp_path / "a")
    found = load(tmp_path / "a")
    assert (found.config, found.model[:5]) == (made.config, "mine@")
    texts = ["쀼쀼한 날", "florb", "오늘은 평범했다", "", "가" * 300]
    assert found.predict_proba(texts).tobytes() == made.predict_proba(texts).tobytes()
    for text, row in zip(texts, found.predict_proba(texts), strict=True):
        assert found.predict_proba([text])[0].tobytes() == row.tobytes()


def test_a_model_tuned_on_another_base_is_refused(tmp_path):
    saved(shipped_tuned(), tmp_path / "a", base="gyeol-emotion@000000000000")
    with pytest.raises(BadArtifact, match="gyeol learn"):
        load(tmp_path / "a")


def test_what_learning_needs_was_made_for_the_classifier_that_ships():
    kept = Rehearsal.load(ARTIFACTS / "rehearsal")
    assert kept.base == load(ARTIFACTS / "emotion").model, "run recipes/build_rehearsal.py"
    assert sum(p.stat().st_size for p in (ARTIFACTS / "rehearsal").iterdir()) < 2**21
