"""Corrections in the engine: the next reading is better, what is deleted is unlearnt, the old model always serves."""

import threading
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from gyeol import artifact
from gyeol.engine import Engine, learning
from gyeol.engine.learning import versions
from gyeol.errors import BadRequest, Busy, Conflict, NotThere, StoreError, UnknownName
from gyeol.learn import fit
from gyeol.learn.gate import Verdict
from gyeol.learn.measure import Difference
from gyeol.learn.trust import Trust
from gyeol.learn.tuned import log_odds
from gyeol.settings import Settings
from gyeol.store import vault
from gyeol.store.corrected import Place

TEXT, LIKE, OTHER = "팀 회식 끝나고 완전 쀼쀼해졌다", "집에 오니 더 쀼쀼해졌다", "내일 세 시에 봐요"


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    with Engine.open(tmp_path_factory.mktemp("models")) as engine:
        engine.emotions([TEXT])
        yield engine.trained


@pytest.fixture
def engine(tmp_path, models):
    """A home of its own; the models are loaded once."""
    with Engine(Settings(tmp_path, f"sqlite:///{tmp_path}/gyeol.sqlite3")) as engine:
        engine.trained.__dict__ |= {name: models.__dict__[name] for name in ("emotion", "classifier")}
        yield engine


@pytest.fixture
def promoting(monkeypatch):
    """Retraining fits at once and is always promoted; call it to let it be refused."""
    reasons = []

    def retrain(lessons, shipped, serving, rehearsal, progress):
        progress("fit", 0.5)
        odds = log_odds(shipped.predict_proba(lessons.texts))
        trust = Trust(len(lessons), *(0.5,) * 8)
        same = Difference(9, 0.7, 0.71, -0.01, 0.02)
        delta = fit(lessons, odds, rehearsal.frequencies, penalty=0.05)
        return delta, Verdict(tuple(reasons), trust, 0.05, {"kote": 0.001}, {"ko": same}, {"ko": same})

    monkeypatch.setattr(learning, "retrain", retrain)
    return reasons.append


def read(engine, *texts):
    return engine.emotions(list(texts or (TEXT, LIKE, OTHER)))


def test_the_next_reading_of_a_like_text_is_better_and_says_who_read(engine):
    before = read(engine)
    made = engine.learning.correct(TEXT, ["joy", "surprise"])
    after = read(engine)
    assert (made.said.model, made.said.top) == (before[0].model, before[0].top)
    assert after[0].top == "joy"
    assert after[1].emotions["joy"] > 3 * before[1].emotions["joy"]
    assert after[2].emotions == before[2].emotions
    assert after[0].model.startswith(before[0].model + "+")
    assert [read(engine, text)[0] for text in (TEXT, LIKE, OTHER)] == after


def test_nothing_is_opened_to_read_before_the_first_correction(engine):
    read(engine)
    assert "store" not in engine.__dict__


def test_forgetting_a_correction_unlearns_it(engine, promoting):
    before = read(engine)
    kept = engine.learning.correct(TEXT, ["joy"])
    engine.learning.correct("비 오는 날 뀨뀨", ["calm"])
    assert engine.learning.learn().promoted
    engine.learning.forget(kept.id)
    assert engine.learning.versions.all() == []
    assert [r.emotions for r in read(engine)] == [r.emotions for r in before]
    assert list((engine.settings.home / "learnt").glob("0*")) == []
    with pytest.raises(NotThere):
        engine.learning.forget(kept.id)


@pytest.mark.parametrize("how", ["diary", "mine"])
def test_what_was_learnt_from_an_entry_goes_with_it(engine, promoting, how):
    before = read(engine)
    entry = engine.diary.write(TEXT, day=date(2026, 11, 21))
    engine.learning.correct_entry(Place(entry.id, 0, len(TEXT)), ["joy"])
    assert engine.learning.learn().promoted
    assert read(engine)[0].top == "joy"
    engine.diary.delete(entry.id) if how == "diary" else engine.mine.delete("diary", str(entry.id))
    assert [r.emotions for r in read(engine)] == [r.emotions for r in before]
    assert engine.learning.status().versions == ()


def test_a_sentence_that_is_not_there_and_a_wrong_label_are_named(engine):
    entry = engine.diary.write("비가 왔다. 잠을 잤다.")
    with pytest.raises(Conflict, match="no sentence"):
        engine.learning.correct_entry(Place(entry.id, 1, 3), ["joy"])
    with pytest.raises(UnknownName, match="did you mean 'fatigue'"):
        engine.learning.correct(TEXT, ["fatige"])
    with pytest.raises(BadRequest, match="at least one"):
        engine.learning.correct(TEXT, [])
    with pytest.raises(BadRequest, match="agree"):
        engine.learning.correct(TEXT, ["joy"], consent=False)
    engine.diary.delete(entry.id)
    with pytest.raises(NotThere):
        engine.learning.correct_entry(Place(entry.id), ["joy"])


def test_without_consent_a_correction_is_kept_but_teaches_nothing(engine):
    before = read(engine)
    entry = engine.diary.write(TEXT)
    engine.learning.correct_entry(Place(entry.id), ["joy"], consent=False)
    assert read(engine) == before
    assert [c.said.labels for c in engine.learning.of_entry(entry.id).values()] == [("joy",)]


def test_rolling_back_undoes_a_promotion_and_does_not_come_back_by_itself(engine, promoting):
    before = read(engine)
    engine.learning.correct(TEXT, ["joy"])
    first = engine.learning.learn()
    assert (first.version, first.reasons) == ("0001", ())
    assert "gyeol-emotion-mine@" in read(engine)[0].model
    assert engine.learning.learn().reasons == ("nothing_new",)
    engine.learning.correct("뀨뀨", ["calm"])
    assert engine.learning.learn().version == "0002"
    assert engine.learning.roll_back() == "0001"
    assert engine.learning.roll_back() is None
    assert read(engine) == before
    with pytest.raises(BadRequest, match="nothing to roll back"):
        engine.learning.roll_back()
    engine.learning.correct("또 다른 쀼쀼해졌다", ["joy"])
    assert read(engine)[1].emotions["joy"] > before[1].emotions["joy"]


def test_a_refusal_changes_nothing_and_is_remembered(engine, promoting):
    promoting("worse_ko")
    engine.learning.correct(TEXT, ["joy"])
    before = read(engine)
    tried = engine.learning.learn()
    assert (tried.promoted, tried.reasons) == (False, ("worse_ko",))
    assert engine.learning.status().tries == (tried,)
    assert read(engine) == before


@pytest.mark.parametrize("where", ["write", "serve"])
def test_a_full_disk_leaves_the_old_model_serving(engine, promoting, monkeypatch, where):
    engine.learning.correct(TEXT, ["joy"])
    before = read(engine)

    def full(*_args, **_more):
        raise OSError(28, "No space left on device")

    if where == "write":
        monkeypatch.setattr(artifact, "write", full)
    else:
        monkeypatch.setattr(versions.Versions, "_serve", full)
    with pytest.raises(StoreError, match=r"No space left.*old model"):
        engine.learning.learn()
    monkeypatch.undo()
    assert read(engine) == before


def test_a_kill_in_the_middle_leaves_a_draft_that_nobody_reads(engine, promoting):
    engine.learning.correct(TEXT, ["joy"])
    engine.learning.learn()
    before = read(engine)
    (engine.settings.home / "learnt" / ".0002-draft").mkdir()
    (engine.settings.home / "learnt" / ".serving.json").write_text('{"now": ', encoding="utf-8")
    assert read(engine) == before
    (engine.settings.home / "learnt" / "0001" / "delta.safetensors").write_bytes(b"torn")
    engine.learning._now = None
    assert read(engine)[0].emotions == pytest.approx(
        read(engine)[0].emotions
    )  # the personal layer takes over
    assert "mine" not in read(engine)[0].model


def test_in_the_background_one_run_at_a_time(engine, monkeypatch):
    go, begun = threading.Event(), threading.Event()

    def slow(*_args):
        begun.set()
        go.wait(10)
        raise StoreError("the disk is gone.")

    engine.learning.correct(TEXT, ["joy"])
    monkeypatch.setattr(learning, "retrain", slow)
    engine.learning.start()
    assert begun.wait(10)
    assert engine.learning.status().running
    with pytest.raises(Busy):
        engine.learning.learn()
    assert read(engine)[0].top == "joy"
    go.set()
    while engine.learning.job.state:
        threading.Event().wait(0.01)
    assert engine.learning.status().failed == "the disk is gone."


def test_a_correction_that_goes_while_it_is_learnt_from_is_not_kept_in_a_model(
    engine, promoting, monkeypatch
):
    made = engine.learning.correct(TEXT, ["joy"])
    real = learning.retrain

    def meanwhile(*args):
        engine.learning.forget(made.id)
        return real(*args)

    monkeypatch.setattr(learning, "retrain", meanwhile)
    with pytest.raises(Conflict, match="meanwhile"):
        engine.learning.learn()
    assert engine.learning.versions.all() == []


def test_the_personal_layer_of_a_flood_is_held_back(engine):
    before = read(engine)
    rng = np.random.default_rng(0)
    texts = [
        f"{word} {number}번 버스를 탔다" for number, word in enumerate(["그날", "어제", "아침", "저녁"] * 10)
    ]
    engine.learning.keep((text, [["joy", "anger", "disgust", "love"][rng.integers(4)]]) for text in texts)
    after = read(engine)
    assert [r.top for r in after] == [r.top for r in before]
    assert replace(after[2], model="") == replace(before[2], model="")


def test_a_locked_store_keeps_its_corrections_to_itself(engine, monkeypatch):
    monkeypatch.setattr(vault, "COST", 4)
    before = read(engine)
    engine.learning.correct(TEXT, ["joy"])
    assert read(engine)[0].top == "joy"
    engine.mine.lock.put_on("조용한 밤의 산책길")
    assert read(engine)[0].top == "joy"
    engine.mine.lock.shut()
    assert [r.emotions for r in read(engine)] == [r.emotions for r in before]
