"""The pages and endpoints of one's own data, and of the lock, without scripts."""

import io
import re
import zipfile
from html import unescape

import pytest
from fastapi.testclient import TestClient

from gyeol.engine import Engine
from gyeol.settings import Settings
from gyeol.store import vault
from gyeol.store.corrected import Place
from gyeol.web.app import create_app

PASS = "비 오는 날의 우산"
SAD = "카나리아가 새벽에 울어서 너무 우울했다."


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    monkeypatch.setattr(vault, "COST", 4)


@pytest.fixture
def engine(tmp_path):
    with Engine(Settings.load({"GYEOL_HOME": str(tmp_path / "home")})) as engine:
        yield engine


@pytest.fixture
def client(engine):
    app = create_app(engine, engine.settings)
    with TestClient(
        app, "http://127.0.0.1", follow_redirects=False, headers={"Accept-Language": "ko"}
    ) as client:
        yield client


@pytest.fixture
def entry(engine):
    engine.like("mochi/joy-01-dance")
    return engine.diary.write(SAD, title="카나리아")


def lock_it(client):
    sent = {"act": "set", "new": PASS, "again": PASS, "understood": "on"}
    answer = client.post("/lock", data=sent)
    assert (answer.status_code, answer.headers["Clear-Site-Data"]) == (303, '"storage"'), "drafts go, too"


def hidden(html):
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html))


def test_the_overview_counts_and_leads_to_each_kind(client, entry):
    page = client.get("/data")
    assert page.status_code == 200
    for kind in re.findall(r'class="pile" href="(/data/[a-z_]+)"', page.text):
        assert client.get(kind).status_code == 200, kind
    assert 'href="/data/diary"' in page.text
    assert "카나리아" in client.get("/data/diary").text
    likes = client.get("/data/likes").text
    assert 'img src="' in likes
    assert client.get("/data/nothing").status_code == 404


def test_a_correction_is_shown_with_what_it_says(client, engine, entry):
    engine.learning.correct("와 정말 신난다", ["surprise", "joy"])
    sentence = entry.page.sentences[0]
    engine.learning.correct_entry(Place(entry.id, sentence.start, sentence.end), ["calm"])
    page = client.get("/data/corrections").text
    assert "와 정말 신난다" in page
    assert "놀람, 기쁨" in page
    assert f'href="/diary/{entry.id}"' in page


def test_one_entry_is_deleted_by_a_button(client, engine, entry):
    key = re.search(r'name="key" value="([^"]+)"', client.get("/data/diary").text)[1]
    assert client.post("/data/diary", data={"key": key}).headers["location"] == "/data/diary"
    assert engine.diary.entries() == []
    assert client.post("/data/diary", data={"key": key}).status_code == 404
    key = re.search(r'name="key" value="([^"]+)"', client.get("/data/likes").text)[1]
    client.post("/data/likes", data={"key": key})
    assert engine.likes() == []


def test_everything_goes_only_with_the_box_ticked(client, engine, entry):
    refused = client.post("/data", data={"act": "delete"})
    assert (refused.status_code, len(engine.diary.entries())) == (422, 1)
    assert "확인란" in refused.text
    kept = client.app.state.kept.keep(SAD)
    done = client.post("/data", data={"act": "delete", "sure": "on"})
    assert (done.status_code, done.headers["clear-site-data"]) == (303, '"storage"')
    assert sum(engine.store.counts().values()) == 0
    assert client.app.state.kept.page(kept) is None


def test_the_zip_holds_the_diary(client, entry):
    got = client.get("/data/export")
    assert got.headers["content-disposition"] == 'attachment; filename="gyeol-data.zip"'
    assert got.headers["cache-control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(got.content)) as archive:
        assert SAD in archive.read("diary/diary.md").decode()


def test_what_forgetting_means_stands_before_the_form_and_must_be_ticked(client, engine):
    page = client.get("/lock").text
    assert 0 < page.index("다시 읽을 방법이 없어요") < page.index('name="new"')
    for sent, says in (
        ({"new": PASS, "again": PASS}, "확인해 주세요"),
        ({"new": PASS, "again": PASS + "!", "understood": "on"}, "서로 달라요"),
        ({"new": "short", "again": "short", "understood": "on"}, "8자 이상"),
    ):
        refused = client.post("/lock", data={"act": "set"} | sent)
        assert refused.status_code == 422
        assert says in refused.text
        assert PASS not in refused.text
    assert not engine.mine.lock.state.set


def test_shut_every_page_with_words_leads_to_the_lock_and_back(client, engine, entry):
    lock_it(client)
    assert "카나리아" in client.get(f"/diary/{entry.id}").text  # open until it is shut
    client.post("/lock", data={"act": "shut"})
    for path in ("/diary", f"/diary/{entry.id}", "/data/export"):
        page = client.get(path)
        assert (page.status_code, "카나리아" in page.text) == (423, False), path
        assert hidden(page.text)["then"] == path
    assert client.get("/data").status_code == client.get("/data/diary").status_code == 200
    assert "카나리아" not in client.get("/data/diary").text
    wrong = client.post("/lock", data={"act": "open", "passphrase": "nope nope", "then": "/diary"})
    assert (wrong.status_code, hidden(wrong.text)["then"]) == (422, "/diary")
    right = client.post("/lock", data={"act": "open", "passphrase": PASS, "then": "/diary"})
    assert (right.status_code, right.headers["location"]) == (303, "/diary")
    assert "카나리아" in client.get("/diary").text


def test_what_was_being_written_when_it_shut_is_not_lost(client, engine, entry):
    lock_it(client)
    engine.mine.lock.shut()
    text = 'a <b>"quiet"</b> day\nwith two lines'
    page = client.post("/diary", data={"act": "write", "text": text, "day": "2026-11-20", "title": "T"})
    assert page.status_code == 423
    carried = {name: unescape(value) for name, value in hidden(page.text).items()}
    opened = client.post("/lock", data={"act": "open", "passphrase": PASS} | carried)
    assert (opened.status_code, 'action="/diary"' in opened.text) == (200, True)
    body = hidden(opened.text) | {"text": text}
    assert "a &lt;b&gt;&#34;quiet&#34;&lt;/b&gt; day" in opened.text
    assert client.post("/diary", data=body).status_code == 303
    assert engine.diary.entries()[-1].page.title == "T"


def test_after_wrong_tries_the_page_says_how_long_to_wait(client, engine):
    lock_it(client)
    engine.mine.lock.shut()
    for _ in range(3):
        assert client.post("/lock", data={"act": "open", "passphrase": "nope nope"}).status_code == 422
    late = client.post("/lock", data={"act": "open", "passphrase": PASS})
    assert (late.status_code, late.headers["retry-after"]) == (429, "2")
    assert "2초" in late.text


@pytest.mark.parametrize(
    "then", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_opening_leads_nowhere_else(client, then):
    lock_it(client)
    sent = {"act": "open", "passphrase": PASS, "then": then}
    assert client.post("/lock", data=sent).headers["location"] == "/lock"
    assert "evil" not in client.get("/lock", params={"then": then}).text


def test_stickers_answer_behind_a_shut_lock_and_remember_nothing(client, engine):
    engine.learning.correct("와 정말 신난다", ["surprise"])
    lock_it(client)
    engine.mine.lock.shut()
    before = engine.store.counts()
    assert client.get("/").status_code == 200
    assert client.post("/api/v1/emotions", json={"text": "와 정말 신난다"}).status_code == 200
    assert client.post("/", data={"text": "와 정말 신난다"}, follow_redirects=True).status_code == 200
    answer = client.post("/api/v1/stickers", json={"text": "와 정말 신난다"})
    assert (answer.status_code, answer.json()["query"]) == (200, None)
    shown = answer.json()["stickers"][0]["id"]
    engine.chat.nudge("와 정말 신난다", shown, 5, query=None, profile="me", n=6)
    after = engine.store.counts()
    assert {t for t in after if after[t] != before[t]} <= {"leanings", "profiles"}


def test_the_api_of_the_lock(client, engine, entry):
    where = "/api/v1/lock"
    assert client.get(where).json() == {"set": False, "open": True, "since": None, "wait_s": 0}
    assert client.post(where, json={"passphrase": PASS}).status_code == 422  # not understood
    made = client.post(where, json={"passphrase": PASS, "understood": True})
    assert (made.status_code, made.json()["open"]) == (201, True)
    assert client.post(where, json={"passphrase": PASS, "understood": True}).status_code == 409
    assert client.delete(f"{where}/open").status_code == 204
    shut = client.get("/api/v1/profiles/me/diary")
    assert (shut.status_code, shut.json()["type"]) == (423, "urn:gyeol:problem:locked")
    assert client.post(f"{where}/open", json={"passphrase": "nope nope"}).status_code == 403
    assert client.post(f"{where}/passphrase", json={"passphrase": PASS, "new": PASS * 2}).json()["open"]
    for _ in range(3):
        assert client.post(f"{where}/off", json={"passphrase": PASS}).status_code == 403
    late = client.post(f"{where}/off", json={"passphrase": PASS * 2})
    assert (late.status_code, late.headers["retry-after"]) == (429, "2")


def test_the_api_of_data(client, engine, entry):
    counts = {one["kind"]: one["count"] for one in client.get("/api/v1/data").json()}
    assert counts["diary"] == counts["likes"] == 1
    [thing] = client.get("/api/v1/data/diary").json()
    assert thing["facts"]["text"] == SAD
    assert client.get("/api/v1/data/export").content.startswith(b"PK")
    [like] = client.get("/api/v1/data/likes").json()
    assert client.delete(f"/api/v1/data/likes/{like['key']}").status_code == 204
    assert client.delete(f"/api/v1/data/likes/{like['key']}").status_code == 404
    assert client.delete("/api/v1/data/diary").status_code == 204
    assert client.delete("/api/v1/data").status_code == 422
    assert client.delete("/api/v1/data", params={"sure": "everything"}).status_code == 204
    assert sum(engine.store.counts().values()) == 0


def test_what_is_locked_is_described_as_locked(client, entry):
    lock_it(client)
    client.delete("/api/v1/lock/open")
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    for path in ("/profiles/{profile}/diary", "/profiles/{profile}/moods", "/data/{kind}"):
        at = "/api/v1" + path.format(profile="me", kind="diary")
        assert client.get(at).status_code == 423
        assert "423" in paths["/api/v1" + path]["get"]["responses"]
