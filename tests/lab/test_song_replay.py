"""Replaying ratings: a town whose likes are known, measures with known answers, tables that are wrong."""

import json

import numpy as np
import pytest

from gyeol.catalog import Catalog, Item, unit
from gyeol.cli import main
from gyeol.errors import BadData
from gyeol.lab.song_baselines import BASELINES
from gyeol.lab.song_history import last_part, listens, read_events, read_songs
from gyeol.lab.song_replay import auc, measure, ndcg, replay
from gyeol.recommend.listening import Listens, forecast
from tests.lab import song_world


def quiet(what, share):
    pass


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    return song_world.write(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="module")
def found(town):
    items, before, daily = town
    return replay([before], daily, items, last=0.3, seed=0, progress=quiet)


def test_taste_is_learned_and_beats_what_does_not_learn_it(found):
    assert found["auc"] > 0.85
    assert found["auc"] > max(
        found["baselines"][name]["auc"] for name in ("random", "popularity", "emotion_only", "r5")
    )
    assert found["mae"] < found["baselines"]["popularity"]["mae"]
    assert found["auc_95"][0] <= found["auc"] <= found["auc_95"][1]


def test_the_document_has_its_stable_shape(found):
    assert {"n", "users", "auc", "mae", "ndcg_at_10", "baselines"} <= found.keys()
    assert found["baselines"].keys() == BASELINES.keys()
    assert found["baselines"]["random"]["mae"] is None
    json.dumps(found, allow_nan=False)


def test_stars_to_come_are_not_looked_at(town):
    items, before, daily = town
    first, coming = last_part(read_events(daily), 0.3)
    catalog, _ = read_songs(items)
    people = {}
    past, asked = listens(read_events(before) + first, catalog, people), listens(coming, catalog, people)
    turned = Listens(asked.people, asked.songs, asked.time_s, asked.daily, 6 - asked.stars)
    np.testing.assert_array_equal(forecast(catalog, past, asked).stars, forecast(catalog, past, turned).stars)


def test_summands_add_up_and_replaying_agrees_with_learning_one_at_a_time(town):
    items, before, daily = town
    catalog, _ = read_songs(items)
    people = {}
    past = listens(read_events(before), catalog, people)
    asked = listens(read_events(daily)[:6], catalog, people)
    found = forecast(catalog, past, asked, steps=0)
    np.testing.assert_allclose(found.stars, found.base + sum(found.parts.values()), atol=1e-9)
    assert found.replayed[0] == pytest.approx(found.stars[0])
    # with the variances and the base of the past, the second is expected as if the first belonged to the past
    told = forecast(catalog, past.then(asked.where(np.arange(1))), asked.where(np.arange(1, 2)), steps=0)
    assert found.replayed[1] == pytest.approx(told.stars[0], abs=0.05)


def test_songs_and_people_that_nobody_knows_are_expected_too(town):
    items, before, daily = town
    events = read_events(daily)
    stranger = [e for e in events if e.person == "0"]
    others = [
        e
        for e in read_events(before) + events
        if e.person != "0" and e.song not in {s.song for s in stranger}
    ]
    result = measure(others, stranger, items, 0, quiet)
    assert result["new_songs"] == result["n"] == len(stranger)
    assert np.isfinite(result["mae"])


def test_auc_and_ndcg_by_hand():
    stars = np.array([5.0, 4, 2, 1])
    assert auc(stars, np.array([4.0, 3, 2, 1])) == 1
    assert auc(stars, np.array([4.0, 2, 2, 1])) == pytest.approx(7 / 8)
    assert np.isnan(auc(np.array([5.0, 4]), np.zeros(2)))
    assert ndcg(stars, stars) == pytest.approx(1)
    gain, discount = np.array([1.0, 3, 15, 31]), 1 / np.log2([2, 3, 4, 5])
    assert ndcg(stars, -stars) == pytest.approx(gain @ discount / (gain[::-1] @ discount))


def test_columns_become_spaces(town):
    catalog, mood = read_songs(town[0], also=["unheard"])
    assert set(catalog.spaces) == {"sound", "kind"}
    assert catalog.spaces["kind"].shape == (41, 2)
    assert catalog.spaces["sound"].shape == (41, 3)  # energy, valence, tempo; no id, no code
    assert not catalog.spaces["sound"][40].any()
    assert mood[0, 1] == pytest.approx(-1)


def test_an_empty_cell_is_average_and_outliers_do_not_matter(tmp_path):
    rows = [f"{i},{10**i if i != 7 else ''},x{i % 2}" for i in range(30)]
    path = tmp_path / "items.csv"
    path.write_text("\n".join(["item_id,loudness,genre", *rows]), encoding="utf-8")
    sound = read_songs(path)[0].spaces["sound"]
    assert not sound[7].any()
    assert (sound[:5] < 0).all()
    assert (sound[25:] > 0).all()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("user_id,item_id,rating\n1,2,3", "expected the columns"),
        ("user_id,item_id,timestamp,rating\n1,2,9,6", "a rating is 1 to 5"),
        ("user_id,item_id,timestamp,rating\n1,2,9,good", "a rating is 1 to 5"),
        ("user_id,item_id,timestamp,rating\n1,2,soon,3", "a timestamp a number"),
    ],
)
def test_wrong_tables_are_named(tmp_path, text, says):
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadData, match=says):
        read_events(path)


def test_nothing_to_learn_from_is_said(town):
    with pytest.raises(BadData, match="pass more with --history"):
        replay([], town[2], town[0], last=1.0, seed=0, progress=quiet)


def test_likeness_has_no_say_where_there_is_no_evidence():
    catalog = Catalog((Item("a", ""), Item("b", "")), {"sound": unit(np.array([[1, 0], [0, 0]], np.float32))})
    one = Listens(np.array([0, 0]), np.array([0, 0]), np.zeros(2), np.ones(2, bool), np.array([5.0, 5.0]))
    other = Listens(np.array([1]), np.array([1]), np.zeros(1), np.ones(1, bool), np.array([1.0]))
    assert forecast(catalog, one.then(other.where([])), other, steps=0).parts["sound"][0] == 0


def test_the_command_takes_several_histories_either_way(town, capsys, monkeypatch):
    items, before, daily = map(str, town)
    texts = []
    for histories in (["--history", before, "--history", before], ["--history", before, before]):
        arguments = [
            "songs",
            "evaluate",
            *histories,
            "--ratings",
            daily,
            "--items",
            items,
            "--last",
            "0.3",
            "--json",
        ]
        monkeypatch.setattr("sys.argv", ["gyeol", *arguments])
        with pytest.raises(SystemExit) as stop:
            main()
        assert not stop.value.code
        texts.append(capsys.readouterr().out)
    assert texts[0] == texts[1]
    assert json.loads(texts[0])["learned_from"] > 2 * 6 * song_world.PEOPLE


@pytest.mark.parametrize("column", ["valence\n1,0.5\n2,0.1\n3,0.9", "album_id\n1,7\n2,7\n3,8", "\n1\n2\n3"])
@pytest.mark.parametrize("stars", ["5141", "3333", "5555"])
def test_small_tables_are_replayed_and_what_is_undefined_is_null(tmp_path, column, stars):
    items, ratings = tmp_path / "items.csv", tmp_path / "ratings.csv"
    items.write_text(f"item_id,{column}\n", encoding="utf-8")
    rows = [f"{1 + i // 2},{1 + i % 3},{star},{i}" for i, star in enumerate(stars)]
    ratings.write_text("\n".join(["user_id,item_id,rating,timestamp", *rows]) + "\n", encoding="utf-8")
    told = replay([ratings], ratings, items, last=1, seed=0, progress=quiet)
    json.dumps(told, allow_nan=False)
    assert told["n"] == 4
    assert (told["auc"] is None) == (told["auc_95"] is None) == (stars != "5141")


def test_a_measurement_of_few_songs_is_one_and_a_code_of_many_is_none(tmp_path):
    path = tmp_path / "items.csv"
    path.write_text("item_id,energy\n1,0.5\n2,0.1\n3,0.9\n", encoding="utf-8")
    assert read_songs(path)[0].spaces["sound"].any()
    path.write_text("item_id,key\n" + "".join(f"{n},{n % 12}\n" for n in range(60)), encoding="utf-8")
    assert not read_songs(path)[0].spaces["sound"].any()
