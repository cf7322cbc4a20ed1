"""The page of song lists without scripts: bring a table, choose from it, take it away; foul uploads are explained."""

import re
from html import unescape

import pytest

from tests.web.test_songs_pages import KO, SAD, hidden, query, send, titles

TABLE = "곡 제목,가수,태그\n비 오는 정류장,하늘소,이별\n빈방,초록별,외로운\n,이름 없음,슬픈\n무제,아무개,\n"


@pytest.fixture
def clean(engine):
    yield
    for found in engine.songs.lists.all():
        if found.name not in engine.songs.shelf.ours:
            engine.songs.lists.remove(found.name)


def bring(client, *files, **fields):
    return client.post("/songs/lists", files=[("files", file) for file in files], data=fields, headers=KO)


def own(engine):
    return [found.name for found in engine.songs.lists.all() if found.name not in engine.songs.shelf.ours]


def test_a_table_becomes_a_list_that_can_be_chosen_and_removed(client, engine, clean):
    page = bring(client, ("새벽.csv", TABLE.encode()), title="새벽 노래")
    assert page.status_code == 200
    text = unescape(page.text)
    assert "‘새벽 노래’ 목록에 노래 3곡을 담았어요" in text
    assert "제목이 없는 줄 1개" in text
    assert "1곡은 제목과 가수만 알아요" in text
    [name] = own(engine)
    asked = client.get(f"/songs?list={name}", headers=KO).text
    checked = re.findall(r'name="list" value="([^"]+)"[^>]* checked', asked)
    assert checked == [name]
    songs = send(client, text=SAD, list=name)
    assert set(titles(songs)) == {"비 오는 정류장", "빈방", "무제"}
    assert re.findall(r'name="list" value="([^"]+)"[^>]* checked', songs.text) == [name]
    assert titles(send(client, query=str(query(songs)), answer=hidden(songs)["answer"], act="more")) == []
    gone = client.post("/songs/lists/remove", data={"name": name})
    assert (gone.status_code, gone.headers["location"]) == (303, "/songs/lists")
    assert own(engine) == []
    assert client.post("/songs/lists/remove", data={"name": name}).status_code == 303, "pressed twice"
    assert len(titles(send(client, text=SAD, list=name))) == 5, "a list that is gone is not asked for"


def test_several_lists_may_be_checked_and_all_or_none_means_all(client, engine, clean):
    for title in ("a", "b"):
        bring(client, ("x.csv", TABLE.encode()), title=title)
    ask = {"text": SAD, "mood": "same"}
    answer = client.post("/songs", data={**ask, "list": ["a", "b"]})
    page = client.get(answer.headers["location"].partition("#")[0], headers=KO)
    assert len(titles(page)) == 3
    for lists in ([], ["gyeol", "a", "b"]):
        answer = client.post("/songs", data={**ask, "list": lists})
        page = client.get(answer.headers["location"].partition("#")[0], headers=KO)
        assert len(titles(page)) == 5
        assert page.text.count('name="list"') == len(re.findall(r'name="list"[^>]* checked', page.text)) == 3


def test_without_lists_of_ones_own_there_is_nothing_to_choose(client):
    assert 'name="list"' not in client.get("/songs").text
    page = client.get("/songs/lists", headers=KO).text
    assert "처음부터 있던 목록" in page
    assert 'action="/songs/lists/remove"' not in page
    assert client.post("/songs/lists/remove", data={"name": "gyeol"}).status_code == 422


@pytest.mark.parametrize(
    ("files", "status", "said"),
    [
        ([("x.csv", b"Q,A\n1,2\n")], 422, "노래 표를 찾지 못했어요"),
        ([("x.zip", b"PK\x03\x04broken")], 422, "노래 표를 찾지 못했어요"),
        ([], 422, "고른 파일이 없어요"),
    ],
)
def test_what_is_no_table_is_explained_and_leaves_nothing(client, engine, files, status, said):
    page = bring(client, *files)
    assert page.status_code == status
    assert said in page.text
    assert own(engine) == []


def test_a_list_of_the_same_name_is_replaced_only_if_asked(client, engine, clean):
    assert bring(client, ("x.csv", TABLE.encode()), title="mine").status_code == 200
    again = bring(client, ("x.csv", TABLE.encode()), title="mine")
    assert again.status_code == 409
    assert "같은 이름의 목록이 이미 있어요" in again.text
    assert bring(client, ("x.csv", TABLE.encode()), title="mine", replace="1").status_code == 200
    assert own(engine) == ["mine"]


def test_a_damaged_list_is_shown_and_can_be_removed(client, engine, clean):
    bring(client, ("x.csv", TABLE.encode()), title="mine")
    (engine.settings.home / "songs" / "mine" / "songs.json").write_text("{", encoding="utf-8")
    engine.songs.lists.__dict__.pop("_shelves", None)
    assert "파일이 망가져서" in client.get("/songs/lists", headers=KO).text
    assert "mine" in client.get("/api/v1/songs/lists").json()["damaged"]
    assert client.post("/songs/lists/remove", data={"name": "mine"}).status_code == 303
    assert "파일이 망가져서" not in client.get("/songs/lists", headers=KO).text


def test_another_site_can_neither_bring_nor_remove_a_list(client, engine, clean):
    bring(client, ("x.csv", TABLE.encode()), title="mine")
    other = {"Origin": "https://evil.example"}
    assert client.post("/songs/lists/remove", data={"name": "mine"}, headers=other).status_code == 403
    sent = client.post("/songs/lists", files={"files": ("y.csv", TABLE.encode())}, headers=other)
    assert sent.status_code == 403
    assert own(engine) == ["mine"]


def test_names_of_lists_and_files_are_written_as_text(client, engine, clean):
    page = bring(client, ("<b>.csv", TABLE.encode()), title="<script>alert(1)</script>")
    assert "<script>alert" not in page.text
    assert "<script>alert" not in client.get("/songs").text
