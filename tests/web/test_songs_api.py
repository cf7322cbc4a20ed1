"""Songs over HTTP: found, rated, continued, exported; lists brought and taken away, hostile ones refused in words."""

import csv
import io
import json
import zipfile

import openpyxl
import pytest

from gyeol.engine import intake
from gyeol.errors import BadData

API = "/api/v1/songs"
TABLE = """title,artist,tags,theme,year
빈 정류장,하늘소,외로움|슬픈,혼자 기다리는 쓸쓸한 저녁,2012
마지막 편지,하늘소,슬픈,떠난 사람에게 부치지 못한 편지,2013
햇살 가득,초록별,행복|신나는,다 함께 웃으며 춤추는 아침,2014
불꽃,붉은 달,분노,참았던 화를 터뜨리는 외침,2016
=cmd(),물결,편안,호숫가에서 쉬는 차분한 오후,2017
첫 고백,노을,설레는,좋아한다고 처음 말하는 날,2020
""".encode()


@pytest.fixture
def clean(engine):
    yield
    for name in set(engine.songs.shelf.lists) - engine.songs.shelf.ours:
        engine.songs.lists.remove(name)


def bring(client, *files, **fields):
    return client.post(f"{API}/lists", files=[("files", file) for file in files], data=fields)


def ask(client, text="너무 외롭고 슬프다", **more):
    return client.post(API, json={"text": text, **more})


def ids(answer):
    return [song["id"] for song in answer.json()["songs"]]


def test_songs_are_found_rated_and_continued_without_repeating(client, engine):
    first = ask(client, mood="opposite", emotion=5, meaning=1)
    found = first.json()
    assert first.status_code == 200
    assert (found["mood"], found["help"], found["reading"]["top"]) == ("opposite", None, "sadness")
    assert len(set(ids(first))) == 5
    for song in found["songs"]:
        assert sum(song["why"].values()) == pytest.approx(song["score"], abs=1e-4)
        assert song["reason"]
        assert song["link"].startswith("https://")
    at = f"{API}/queries/{found['query']}"
    assert client.post(f"{at}/ratings", json={"song": ids(first)[0], "value": 5}).status_code == 201
    assert engine.store.ratings(found["query"]) == {ids(first)[0]: 5}
    seen = ids(first)
    for _ in range(3):
        more = client.post(f"{at}/more", json={})
        assert more.status_code == 201
        assert more.json()["reading"] is None
        seen += ids(more)
    assert len(set(seen)) == len(seen) == 20


def test_a_list_runs_out(client, clean):
    bring(client, ("mine.csv", TABLE))
    query = ask(client, lists=["mine"]).json()["query"]
    assert len(client.post(f"{API}/queries/{query}/more", json={}).json()["songs"]) == 1
    assert client.post(f"{API}/queries/{query}/more", json={}).json()["songs"] == []


def test_nobody_is_recorded_without_a_profile(client, engine):
    assert ask(client, profile=None).json()["query"] is None
    assert engine.store.profiles() == []


def test_in_a_crisis_there_is_help_and_no_song(client):
    found = ask(client, "요즘은 정말 죽고 싶다").json()
    assert (found["help"]["level"], found["songs"], found["query"]) == ("crisis", [], None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": " "},
        {"emotion": 0},
        {"meaning": 6},
        {"emotion": 2.5},
        {"mood": "loud"},
        {"n": 51},
        {"profile": "a/b"},
    ],
)
def test_bad_wishes_are_refused_without_repeating_them(client, wrong):
    answer = ask(client, **{"text": "비밀", **wrong})
    assert answer.status_code == 422
    assert "비밀" not in answer.text


def test_unknown_lists_answers_songs_and_values_are_refused(client):
    assert ask(client, lists=["nowhere"]).status_code == 404
    assert client.post(f"{API}/queries/99999/more", json={}).status_code == 422
    assert client.get(f"{API}/queries/99999/playlist/m3u").status_code == 422
    found = ask(client)
    at = f"{API}/queries/{found.json()['query']}"
    for song, value in (("gyeol/none", 3), (ids(found)[0], 6), (ids(found)[0], "5")):
        assert client.post(f"{at}/ratings", json={"song": song, "value": value}).status_code == 422
    assert client.get(f"{at}/playlist/pls").status_code == 422


def test_an_answer_with_stickers_is_no_answer_with_songs(client):
    query = client.post("/api/v1/stickers", json={"text": "고마워", "profile": "me"}).json()["query"]
    assert client.post(f"{API}/queries/{query}/more", json={}).status_code == 422


def test_playlists(client, clean):
    bring(client, ("mine.csv", TABLE))
    at = f"{API}/queries/{ask(client, lists=['mine'], n=6).json()['query']}/playlist"
    m3u = client.get(f"{at}/m3u")
    assert m3u.text.startswith("#EXTM3U\n#EXTINF:-1,")
    assert m3u.headers["content-disposition"].endswith('.m3u8"')
    rows = list(csv.DictReader(io.StringIO(client.get(f"{at}/csv").text)))
    assert len(rows) == 6
    assert "'=cmd()" in [row["title"] for row in rows]  # no spreadsheet runs it
    assert [row["id"] for row in json.loads(client.get(f"{at}/json").text)] == [row["id"] for row in rows]


def test_a_list_is_brought_and_taken_away(client, engine, clean):
    answer = bring(client, ("노래.csv", TABLE), title="mine")
    assert answer.status_code == 201
    assert (answer.json()["name"], answer.json()["songs"], answer.json()["ours"]) == ("mine", 6, False)
    assert bring(client, ("노래.csv", TABLE), title="mine").status_code == 409
    assert bring(client, ("노래.csv", TABLE), title="mine", replace="1").status_code == 201
    names = [one["name"] for one in client.get(f"{API}/lists").json()["lists"]]
    assert names == ["gyeol", "mine"]
    assert client.delete(f"{API}/lists/gyeol").status_code == 422
    assert client.delete(f"{API}/lists/mine").status_code == 204
    assert client.delete(f"{API}/lists/mine").status_code == 404


def test_a_workbook_and_several_files_become_one_list_each(client, clean):
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in csv.reader(io.StringIO(TABLE.decode().replace("=cmd()", "호수"))):
        book.active.append(row)
    book.save(out)
    assert bring(client, ("songs.xlsx", out.getvalue())).json()["songs"] == 6
    both = bring(client, ("a.csv", TABLE), ("b.csv", b"title,artist\nOne,Two\n"), title="both")
    assert both.json()["songs"] == 7


def zipped(name, data):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("notes.csv", b"hello\nworld\n"),
        ("empty.csv", b""),
        ("up.zip", zipped("../up.csv", TABLE)),
        ("bomb.zip", zipped("a.csv", b"\0" * 30_000_000)),
        ("bad.xlsx", b"PK\x03\x04 no workbook"),
    ],
)
def test_what_is_no_list_is_refused_in_words(client, engine, name, data):
    answer = bring(client, (name, data), title="x")
    assert answer.status_code == 422
    assert len(answer.json()["detail"]) > 20
    assert set(engine.songs.shelf.lists) == engine.songs.shelf.ours


def test_lists_are_read_in_a_process_with_limits(engine, tmp_path, monkeypatch):
    (tmp_path / "mine.csv").write_bytes(TABLE)
    monkeypatch.setattr(intake, "WALL_S", 0.05)
    with pytest.raises(BadData, match="within some seconds"):
        engine.songs.take_list(tmp_path / "mine.csv")


def test_tables_may_be_larger_than_other_bodies_but_only_at_their_address(client, engine, settings, clean):
    big = TABLE + b"\n" * settings.max_body_bytes
    assert bring(client, ("mine.csv", big)).status_code == 201
    assert client.post(API, json={"text": "가" * settings.max_body_bytes}).status_code == 413
