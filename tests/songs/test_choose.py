"""Choosing songs from catalogues that are large, or of one artist, or by somebody who rated for years."""

from itertools import combinations

import numpy as np
import pytest

from gyeol.catalog import Catalog, Item, unit
from gyeol.engine.songs import choose, shelf, taste
from gyeol.engine.songs.choose import rank, weights
from gyeol.engine.songs.shelf import SongShelf
from gyeol.engine.songs.taste import Past
from gyeol.recommend import Query
from gyeol.songs.library import SongList

DIMS = {"emotion": 12, "concepts": 6, "meaning": 8, "sound": 4}


def catalogue(n, artist):
    rng = np.random.default_rng(7)
    items = tuple(Item(f"list/{i}", artist(i), f"title {i}", f"title {i}") for i in range(n))
    return Catalog(items, {s: unit(rng.random((n, dim)).astype(np.float32)) for s, dim in DIMS.items()})


def ranked(catalog, past=taste.NO_PAST, n=5):
    target = np.broadcast_to(unit(np.arange(12, dtype=np.float32)), (n, 12))
    query = Query({"meaning": np.ones(8, np.float32)})
    return [song.item.id for song in rank(catalog, query, target, weights(3, 3), past).songs]


@pytest.mark.parametrize("names", [["하늘소"], ["하늘소", "하늘 소", " 하늘소 "]])
def test_a_list_of_one_artist_is_looked_through_once(monkeypatch, names):
    looked = []
    plain = choose.plain
    monkeypatch.setattr(choose, "plain", lambda name: looked.append(name) or plain(name))
    assert len(ranked(catalogue(300, lambda i: names[i % len(names)]))) == 2
    assert len(looked) < 40, "each of thousands of songs in turn would take seconds"


def test_songs_without_an_artist_are_not_of_one_artist():
    assert len(ranked(catalogue(300, lambda i: ""))) == 5


def test_only_the_latest_ratings_have_a_say(monkeypatch):
    monkeypatch.setattr(taste, "_LATEST", 20)
    catalog = catalogue(100, lambda i: f"artist {i % 40}")
    late = {f"list/{i}": 1 + i % 5 for i in range(40, 60)}
    early = {f"list/{i}": 5 for i in range(40)}
    assert ranked(catalog, Past(early | late)) == ranked(catalog, Past(late)) != ranked(catalog, Past(early))
    shown = [f"list/{i}" for i in range(60)]
    passed = [f"list/{i}" for i in range(40)]
    assert ranked(catalog, Past(late, shown)) == ranked(catalog, Past(late, passed[-20:]))


def test_combined_lists_are_kept_in_any_order_and_not_without_end():
    names = "abcdef"
    songs = tuple(Item(f"{name}/1", "", name, name) for name in names)
    catalog = Catalog(songs, {s: np.ones((6, dim), np.float32) for s, dim in DIMS.items()})
    every = SongShelf({n: SongList(n, n, 1, 1) for n in names}, catalog, "", frozenset())
    assert every.of(["c", "a"]) is every.of(["a", "c", "a"])
    assert [item.id for item in every.of(["c", "a"]).catalog.items] == ["a/1", "c/1"]
    for some in combinations(names, 3):
        assert list(every.of(some).lists) == list(some)
    assert len(every._parts) <= shelf._MOST_PARTS
