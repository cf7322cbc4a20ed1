import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from gyeol.errors import BadRequest, NotThere
from gyeol.store import Store, diary, leanings


def test_likes_come_back_oldest_first_and_go_when_unliked(store):
    for item in ("b/1", "a/1", "b/1"):
        store.like("me", item)
    likes = store.likes("me")
    assert list(likes) == ["b/1", "a/1"]
    assert abs(likes["a/1"] - datetime.now(UTC)) < timedelta(minutes=1)
    store.unlike("me", "b/1")
    store.unlike("me", "never/liked")
    store.unlike("nobody", "a/1")
    assert list(store.likes("me")) == ["a/1"]


def test_a_second_like_keeps_the_first_moment(store):
    store.like("me", "a/1")
    first = store.likes("me")
    store.like("me", "a/1")
    assert store.likes("me") == first


def test_uses_are_counted_most_used_first(store):
    for item in ("a/1", "b/1", "b/1"):
        store.use("me", item)
    assert list(store.uses("me").items()) == [("b/1", 2), ("a/1", 1)]


def test_profiles_are_apart(store):
    store.like("me", "a/1")
    store.use("you", "b/1")
    assert (list(store.likes("you")), store.uses("me")) == ([], {})
    assert store.profiles() == ["me", "you"]


def test_reading_makes_no_profile(store):
    assert store.likes("ghost") == {}
    assert store.uses("ghost") == {}
    assert store.profiles() == []


@pytest.mark.parametrize("name", ["", "a b", "가", "x" * 65, "me\n", "../me", "a'--"])
def test_a_bad_profile_name_is_refused(store, name):
    for call in (store.likes, store.uses, store.forget_profile):
        with pytest.raises(BadRequest, match="profile name"):
            call(name)
    with pytest.raises(BadRequest, match="profile name"):
        store.like(name, "a/1")
    assert store.profiles() == []


def test_a_request_comes_back_as_recorded(store, asked, answer):
    query_id = store.record("me", asked, answer)
    back = store.asked(query_id)
    assert {k: v.tolist() for k, v in back.vectors.items()} == {
        k: v.tolist() for k, v in asked.vectors.items()
    }
    assert all(v.dtype == np.float32 for v in back.vectors.values())
    assert replace(back, vectors={}) == replace(asked, vectors={})
    assert store.shown(query_id) == answer
    again = store.record("me", replace(asked, parent=query_id), [])
    assert (store.asked(again).parent, store.shown(again)) == (query_id, [])


def test_only_ones_own_answered_request_can_be_continued(store, asked, answer):
    theirs = store.record("you", asked, answer)
    for parent in (theirs, theirs + 1000):
        with pytest.raises(BadRequest, match="continued"):
            store.record("me", replace(asked, parent=parent), answer)
    assert store.counts()["queries"] == 1
    with pytest.raises(BadRequest, match="looked up"):
        store.asked(theirs + 1000)


def test_a_failed_record_leaves_nothing(store, asked, answer):
    with pytest.raises(Exception, match="UNIQUE"):
        store.record("me", asked, [*answer, answer[0]])
    assert set(store.counts().values()) == {0}


def test_a_second_rating_replaces_the_first(store, asked, answer):
    query_id = store.record("me", asked, answer)
    store.rate(query_id, "mochi/hello", 2)
    store.rate(query_id, "mochi/bye", 1)
    store.rate(query_id, "mochi/hello", 5)
    assert store.ratings(query_id) == {"mochi/hello": 5, "mochi/bye": 1}


@pytest.mark.parametrize("value", [0, 6, -1, 2.5, "3", True, None, 2**70])
def test_a_rating_is_a_whole_number_from_1_to_5(store, asked, answer, value):
    query_id = store.record("me", asked, answer)
    with pytest.raises(BadRequest, match="1 to 5"):
        store.rate(query_id, "mochi/hello", value)
    assert store.ratings(query_id) == {}


def test_only_what_was_shown_can_be_rated(store, asked, answer):
    first, second = store.record("me", asked, answer[:1]), store.record("me", asked, answer[1:])
    for query_id, item in ((first, "mochi/bye"), (second, "mochi/hello"), (second + 1, "mochi/bye")):
        with pytest.raises(BadRequest, match="was shown"):
            store.rate(query_id, item, 3)


def test_of_ratings_that_come_together_all_are_kept_or_none(store, asked, answer):
    query_id = store.record("me", asked, answer)
    for wrong in (("mochi/bye", 6), ("mochi/nothing", 3)):
        with pytest.raises(BadRequest):
            store.rate_all(query_id, [("mochi/hello", 2), wrong])
    assert store.ratings(query_id) == {}
    store.rate_all(query_id, [("mochi/hello", 2), ("mochi/bye", 4), ("mochi/hello", 5)])
    assert store.ratings(query_id) == {"mochi/hello": 5, "mochi/bye": 4}


def test_everything_survives_closing(url, asked, answer):
    with Store.open(url) as store:
        query_id = store.record("me", asked, answer)
        store.rate(query_id, "mochi/bye", 4)
        store.like("me", "a/1")
    with Store.open(url) as store:
        assert store.shown(query_id) == answer
        assert store.ratings(query_id) == {"mochi/bye": 4}
        assert list(store.likes("me")) == ["a/1"]


def test_forgetting_a_profile_takes_everything_and_leaves_the_others(store, asked, answer):
    for profile in ("me", "you"):
        query_id = store.record(profile, asked, answer)
        store.record(profile, replace(asked, parent=query_id), answer)
        store.rate(query_id, "mochi/bye", 4)
        store.like(profile, "a/1")
        store.use(profile, "a/1")
        leanings.lean(store, profile, "a/1", -1.0)
    both = store.counts()
    assert store.forget_profile("me")
    assert not store.forget_profile("me")
    assert store.profiles() == ["you"]
    assert store.counts() == {table: rows // 2 for table, rows in both.items()}


def test_what_was_forgotten_is_in_no_file(store, asked, answer):
    canary = "canary-0a1b2c3d"
    store.like("me", canary)
    store.record("me", replace(asked, model=canary), answer)
    store.path.with_name(f"{store.path.name}.0000.backup").write_text(canary, encoding="utf-8")
    files = [p for p in store.path.parent.iterdir() if canary.encode() in p.read_bytes()]
    assert files  # else the next assertion would prove nothing
    store.forget_profile("me")
    assert [p for p in store.path.parent.iterdir() if canary.encode() in p.read_bytes()] == []


def test_an_id_is_never_given_twice(store, asked):
    query_id = store.record("me", asked, [])
    store.forget_profile("me")
    assert store.record("me", asked, []) > query_id


def test_no_column_is_meant_for_the_text(store, asked):
    with sqlite3.connect(store.path) as raw:
        columns = {row[1] for row in raw.execute("PRAGMA table_info(queries)")}
    known = set(vars(asked)) | {"id", "profile_id", "created"}
    assert columns == known


def test_the_values_are_imported_without_a_database():
    script = "import sys; from gyeol.store import Asked, Shown; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script]).returncode == 0


def test_opening_a_store_of_this_version_needs_no_alembic(url):
    Store.open(url).close()
    script = (
        f"import sys; from gyeol.store import Store; Store.open({url!r}); sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script]).returncode == 0


def test_a_number_that_sqlite_cannot_hold_names_nothing(store):
    for look in (lambda n: diary.entry(store, "me", n), lambda n: diary.erase(store, "me", n), store.asked):
        with pytest.raises(NotThere, match="18 digits"):
            look(2**63)
