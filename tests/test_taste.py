"""A taste grows, fades, is edited, and moves the very next list."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from gyeol import Engine
from gyeol.engine.chat import Chat
from gyeol.engine.shelf import Shelf
from gyeol.engine.taste import Taste, style, wished
from gyeol.errors import BadRequest, UnknownName
from gyeol.store import Asked, Shown, Store
from gyeol.store import store as clocked
from gyeol.store.fading import HALF_LIFE
from tests.worlds import world


@pytest.fixture
def engine(tmp_path):
    with Engine.open(tmp_path / "home") as engine:
        yield engine


@pytest.fixture
def store(tmp_path):
    with Store.open(f"sqlite:///{tmp_path}/store.sqlite3") as store:
        yield store


@pytest.fixture
def clock(monkeypatch):
    def at(days):
        monkeypatch.setattr(clocked, "_now", lambda: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=days))

    return at


def shelf_of(catalog):
    groups = catalog.groups
    packs = {name: SimpleNamespace(name=name) for name in groups}
    return Shelf(packs, {name: Path(name) for name in groups}, catalog, "r", frozenset())


@pytest.fixture
def toy(store):
    """(chat, taste, shelf) over a small world whose right answers are known."""
    shelf = shelf_of(world())
    taste = Taste(lambda: store, lambda: shelf)
    trained = SimpleNamespace(concepts=SimpleNamespace(names=()))
    return Chat(trained, lambda: store, lambda: shelf, taste, ""), taste, shelf


def ask(store, shelf, pack=None):
    """Record a joyful request that showed the first sticker of each pack; return its number."""
    look = shelf.by_pack.spaces["style"][shelf.by_pack.row[pack]] if pack else np.zeros(4, np.float32)
    vectors = {"emotion": np.eye(3, dtype=np.float32)[0], "style": np.asarray(look, np.float32)}
    asked = Asked("stickers", "en", {"joy": 0.9}, vectors, "m", "c")
    return store.record("me", asked, [Shown(f"p{i}/0", 1.0, {}) for i in range(4)])


def packs(answer):
    return [s.pack for s in answer.stickers]


def test_more_like_this_brings_its_pack_to_the_front(toy, store):
    chat, _, shelf = toy
    query = ask(store, shelf)
    chat.rate(query, "p2/0", 5)
    answer = chat.more(query, n=4)
    assert packs(answer)[:2] == ["p2", "p2"]
    assert answer.stickers[0].id == "p2/0"  # a favourite stays, and stands first
    assert answer.stickers[0].because.like == "p2"
    assert answer.reading.top == "joy"
    assert answer.reading.text == ""


def test_more_like_this_moves_every_space(toy, store):
    chat, _, _ = toy
    vectors = {"emotion": np.eye(3, dtype=np.float32)[0], "style": np.zeros(4, np.float32)}
    asked = Asked("stickers", "en", {"joy": 0.9}, vectors, "m", "c")
    query = store.record("me", asked, [Shown("p2/1", 1.0, {})])  # it stands on the second axis of emotion
    chat.rate(query, "p2/1", 5)
    answer = chat.more(query, n=4)
    moved = store.asked(answer.query).vectors
    assert moved["emotion"] == pytest.approx([1, 0.75, 0], abs=1e-6)
    assert moved["style"][2] > 0.5
    assert answer.stickers[0].pack == "p2"


def test_less_like_that_takes_its_pack_away_and_never_comes_back(toy, store):
    chat, _, shelf = toy
    query = ask(store, shelf, "p1")
    before = chat.more(query, n=4)
    assert packs(before)[0] == "p1"
    chat.rate(query, "p1/0", 1)
    for _ in range(3):
        answer = chat.more(query, n=24)
        assert "p1/0" not in [s.id for s in answer.stickers]
        query = answer.query
    assert len(answer.stickers) == 23  # all others are there
    chat.rate(answer.query, answer.stickers[0].id, 1)
    gone = {"p1/0", answer.stickers[0].id}
    assert not gone & {s.id for s in chat.more(query, n=24).stickers}  # also from an older answer of the line


def test_ratings_of_a_line_do_not_bind_another_one(toy, store):
    chat, _, shelf = toy
    first, other = ask(store, shelf), ask(store, shelf)
    chat.rate(first, "p1/0", 1)
    assert "p1/0" in [s.id for s in chat.more(other, n=24).stickers]


def test_ratings_move_the_taste_at_once(toy, store):
    chat, taste, shelf = toy
    query = ask(store, shelf)
    chat.rate(query, "p3/0", 5)
    chat.rate(query, "p1/0", 2)
    assert taste.weights("me") == pytest.approx({"p3/0": 1, "p1/0": -0.5}, rel=1e-3)
    wanted = style(shelf, taste.weights("me"))
    order = np.argsort(shelf.by_pack.spaces["style"] @ wanted)
    assert [shelf.by_pack.items[i].id for i in (order[0], order[-1])] == ["p1", "p3"]
    chat.rate(query, "p3/0", 3)  # neither: the taste leans no longer
    assert "p3/0" not in taste.weights("me")


def test_only_answers_with_stickers_are_continued(toy, store):
    chat, _, shelf = toy
    with pytest.raises(BadRequest):
        chat.more(99, n=4)
    songs = store.record("me", Asked("songs", "en", {"joy": 1.0}, {}, "m", "c"), [])
    with pytest.raises(BadRequest, match="ask again"):
        chat.more(songs, n=4)
    odd = {"emotion": np.ones(5, np.float32), "style": np.ones(4, np.float32)}
    old = store.record("me", Asked("stickers", "en", {"joy": 1.0}, odd, "m", "c"), [])
    with pytest.raises(BadRequest, match="ask again"):
        chat.more(old, n=4)
    with pytest.raises(BadRequest, match="between 1 and"):
        chat.more(ask(store, shelf), n=0)


def test_what_is_sent_outweighs_what_is_liked_and_fades(toy, clock):
    _, taste, _ = toy
    clock(0)
    taste.like("p0/1", "me")
    for _ in range(7):
        taste.use("p1/1", "me")
    assert taste.weights("me") == {"p1/1": 3, "p0/1": 1}  # log2(1 + 7), log2(1 + 1)
    clock(2 * HALF_LIFE.days)
    assert taste.weights("me") == pytest.approx({"p1/1": np.log2(1 + 7 / 4), "p0/1": 1})
    clock(40 * HALF_LIFE.days)
    assert taste.weights("me") == {"p0/1": 1}  # a heart stays until it is taken back
    taste.use("p0/1", "me")
    assert taste.weights("me") == pytest.approx({"p0/1": np.log2(3)})


def test_a_taste_is_set_forgotten_and_reset(toy):
    _, taste, _ = toy
    taste.like("p0/1", "me")
    taste.use("p0/1", "me")
    taste.set("p0/1", "me", 2.5)
    taste.set("p1/1", "me", -1)
    assert taste.weights("me") == pytest.approx({"p0/1": 2.5, "p1/1": -1}, rel=1e-4)
    assert taste.likes("me") == []
    assert taste.forget("me", "p1/1")
    assert not taste.forget("me", "p1/1")
    assert list(taste.weights("me")) == ["p0/1"]
    taste.set("p0/1", "me", 0)
    assert taste.traits("me") == []
    for profile in ("me", "you"):
        for sticker in ("p2/0", "p2/1"):
            taste.like(sticker, profile)
    assert taste.forget("me")
    assert taste.traits("me") == []
    assert len(taste.traits("you")) == 2
    for weight in (8.5, -9, float("nan")):
        with pytest.raises(BadRequest, match="weight"):
            taste.set("p0/1", "me", weight)
    with pytest.raises(UnknownName):
        taste.set("p0/zz", "me", 1)


def test_wishes_stand_beside_the_taste(toy):
    shelf = toy[2]
    assert wished(shelf, ["p1/1"], {"p0/0": 2.0}) == {"p0/0": 2.0, "p1/1": 1}
    whole = wished(shelf, ["p1"], {})
    assert sum(whole.values()) == pytest.approx(1)
    with pytest.raises(UnknownName):
        wished(shelf, ["nothing"], {})


def test_a_new_user_starts_from_three_taps(engine):
    """Three liked stickers of one pack are enough: it leads the list, and the packs of the taste begin with it."""
    plain = engine.stickers("고마워 정말 고마워", record=False)
    name = engine.packs()[-1].pack.name
    assert name not in [s.pack for s in plain.stickers[:1]]
    for sticker in engine.packs()[-1].cover[:3]:
        engine.like(sticker)
    answer = engine.stickers("고마워 정말 고마워", record=False)
    assert answer.stickers[0].pack == name
    assert engine.taste.packs("me", 3)[0].info.pack.name == name


@pytest.mark.parametrize("value", [5, 1])
def test_on_the_packs_that_ship_the_next_list_changes(engine, value):
    answer = engine.stickers("오늘 시험 끝났다")
    chosen = answer.stickers[2].id
    engine.rate(answer.query, chosen, value)
    again = engine.more(answer.query)
    before, after = {s.id for s in answer.stickers}, [s.id for s in again.stickers]
    assert len(before - set(after)) >= 3
    assert (chosen in after) == (value == 5)
    assert engine.store.asked(again.query).parent == answer.query


def test_in_a_crisis_there_is_help_and_no_sticker(engine):
    answer = engine.stickers("죽고 싶다")
    assert answer.help.level == "crisis"
    assert (answer.stickers, answer.query) == ((), None)
    assert engine.store.counts()["queries"] == 0
