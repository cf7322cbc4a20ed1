"""Who may ask, how much, and what browsers are told to allow."""

import asyncio
import threading
import time
from types import SimpleNamespace

import pytest
from fastapi.testclient import TestClient

from gyeol.errors import Busy
from gyeol.settings import Settings
from gyeol.web import desk as desk_module
from gyeol.web.app import create_app
from gyeol.web.desk import Desk

API = "/api/v1"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8000", "localhost:9", "LocalHost", "[::1]:8000", "mine.example:80"]
)
def test_own_names_are_answered(engine, settings, host):
    settings = Settings(settings.home, settings.store_url, allowed_hosts=("mine.example",))
    client = TestClient(create_app(engine, settings), base_url="http://127.0.0.1")
    assert client.get(f"{API}/health", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000"])
def test_other_names_are_refused(client, host):
    """DNS rebinding: a site that lets its name point here still sends its own name."""
    assert client.get("/", headers={"Host": host}).status_code == 421
    assert client.post(f"{API}/emotions", json={"text": "x"}, headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["", "a/b", "user@127.0.0.1", "127.0.0.1:port", "127.0.0.1:99999"])
def test_what_is_no_name_is_refused(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 400


FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:9999"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1:8000"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_other_sites_change_nothing(client, engine, sticker, headers):
    assert client.put(f"{API}/profiles/me/likes/{sticker}", headers=headers).status_code == 403
    assert client.post("/", data={"like": sticker}, headers=headers).status_code == 403
    assert client.delete(f"{API}/profiles/me/likes/{sticker}", headers=headers).status_code == 403
    assert engine.likes() == []


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "http://127.0.0.1:8000"}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}],
)
def test_the_page_itself_may(client, engine, sticker, headers):
    assert client.post("/", data={"like": sticker}, headers=headers).status_code == 303
    assert engine.likes() == [sticker]


def test_bodies_are_limited_with_and_without_a_length(engine, settings):
    small = Settings(settings.home, settings.store_url, max_body_bytes=2000)
    client = TestClient(create_app(engine, small), base_url="http://127.0.0.1")
    declared = client.post(f"{API}/emotions", json={"text": "x" * 2000})
    assert declared.status_code == 413
    assert "max_body_bytes" in declared.json()["detail"]

    empty = client.post(f"{API}/emotions", content=b"", headers={"Content-Length": "2001"})
    assert empty.status_code == 413  # refused before anything is read

    def chunks():
        for _ in range(30):
            yield b"x" * 100

    for path, kind in ((f"{API}/emotions", "application/json"), ("/", "application/x-www-form-urlencoded")):
        streamed = client.post(path, content=chunks(), headers={"Content-Type": kind})
        assert "content-length" not in streamed.request.headers
        assert streamed.status_code == 413
    assert client.post(f"{API}/emotions", json={"text": "x" * 1900}).status_code == 200


def test_a_full_queue_says_when_to_come_back(engine, settings, monkeypatch):
    """Two are computed, one waits, the fourth is refused and told when to try again."""
    busy = Settings(settings.home, settings.store_url, workers=2, queue_size=1)
    gate, begun = threading.Event(), threading.Semaphore(0)
    read = engine.emotions

    def slow(*arguments, **more):
        begun.release()
        assert gate.wait(20)
        return read(*arguments, **more)

    monkeypatch.setattr(engine, "emotions", slow)
    with TestClient(create_app(engine, busy), base_url="http://127.0.0.1") as client:
        answers = []
        ask = lambda: answers.append(client.post(f"{API}/emotions", json={"text": "x"}).status_code)  # noqa: E731
        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        for _ in range(2):
            assert begun.acquire(timeout=10)
        deadline = time.monotonic() + 10
        while client.app.state.desk._inside < 3 and time.monotonic() < deadline:
            time.sleep(0.01)
        refused = client.post(f"{API}/emotions", json={"text": "x"})
        page = client.post("/", data={"text": "what I wrote"})
        gate.set()
        for thread in threads:
            thread.join(20)
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
        assert page.status_code == 429
        assert "what I wrote" in page.text  # nothing is lost
        assert answers == [200, 200, 200]
        assert (
            client.post(f"{API}/emotions", json={"text": "x"}).status_code == 200
        )  # every place is free again


def test_a_queue_may_come_but_not_stay(monkeypatch):
    """A burst waits; what comes when the queue has stood for a while does not, until the crowd has gone."""
    now = [0.0]
    monkeypatch.setattr(desk_module, "time", SimpleNamespace(monotonic=lambda: now[0]))

    async def scene():
        desk, gates = Desk(2, 8), [threading.Event() for _ in range(12)]
        waiting = [asyncio.ensure_future(desk.do(gate.wait)) for gate in gates[:9]]
        await asyncio.sleep(0.05)
        desk.give_back(desk.keep())  # the tenth place of a burst
        now[0] = desk_module.BURST_S + 0.1
        assert desk.keep() is None
        with pytest.raises(Busy):
            await desk.do(lambda: None)
        for gate in gates:
            gate.set()
        await asyncio.gather(*waiting)
        await desk.do(lambda: None)  # one at a time may
        held = threading.Event()
        one = asyncio.ensure_future(desk.do(held.wait))
        await asyncio.sleep(0.05)
        assert desk.keep() is None
        now[0] += desk_module.RETRY_S + 0.1
        desk.give_back(desk.keep())  # nobody was refused for a second: the next burst may wait again
        held.set()
        await one
        desk.close()

    asyncio.run(scene())


def test_work_of_a_caller_who_left_is_not_begun():
    async def scene():
        desk, gate, done = Desk(1, 1), threading.Event(), []
        first = asyncio.ensure_future(desk.do(gate.wait))
        second = asyncio.ensure_future(desk.do(lambda: done.append(1)))
        await asyncio.sleep(0.05)
        second.cancel()
        await asyncio.sleep(0.05)
        gate.set()
        await first
        await desk.do(lambda: None)
        desk.close()
        return done

    assert asyncio.run(scene()) == []


def test_every_answer_carries_the_policy(client, sticker):
    for path in ("/", "/nothing", f"{API}/health", f"{API}/nothing", f"{API}/stickers/{sticker}/picture"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["referrer-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers
    assert client.get("/", headers={"Host": "evil.example"}).headers["content-security-policy"]


TRAVERSALS = [
    "../../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/pack.json",
    "{pack}/..%2fpack.json",
    "{pack}/../items.jsonl",
    "{pack}/%00",
    "{pack}/pictures%2f0.png",
    "{pack}/C:%5Cwindows",
]


@pytest.mark.parametrize("path", TRAVERSALS)
def test_only_files_of_the_catalogue_are_sent(client, pack, path):
    answer = client.get(f"{API}/stickers/{path.format(pack=pack)}/picture")
    assert answer.status_code in (404, 422)
    assert b"root:" not in answer.content
    assert b'"licence"' not in answer.content


@pytest.mark.parametrize("path", ["../app.py", "%2e%2e/app.py", "..%2f..%2fapp.py", "/etc/passwd"])
def test_only_static_files_are_sent(client, path):
    from gyeol.web.render import static_revision

    assert client.get(f"/static/{static_revision()}/{path}").status_code == 404
