"""Bad input: each gets a clear answer in one form, and none of it is told back."""

import json

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

API = "/api/v1"
SECRET = "비밀일기canary"


def problem(answer, status):
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert {"type", "title", "status", "detail"} <= set(body)
    assert body["status"] == status
    return body


def test_unknown_scheme_offers_a_near_miss(client):
    body = problem(client.post(f"{API}/emotions", json={"text": "hi", "scheme": "kakao"}), 404)
    assert "kakao6" in body["detail"]


@pytest.mark.parametrize("text", ["", "   ", "\0", "\x07\n"])
def test_empty_texts(client, text):
    assert "empty" in problem(client.post(f"{API}/emotions", json={"text": text}), 422)["detail"]


def test_a_text_of_a_million_letters(client):
    assert (
        "100,000" in problem(client.post(f"{API}/stickers", json={"text": "가" * 1_000_000}), 422)["detail"]
    )


@pytest.mark.parametrize(
    "text", ["\ud83d", "\udc00x", "ab\0cd", "\u202eمرحبا", "😀😀😀", "e\u0301" * 300, "\ufeff안녕"]
)
def test_odd_texts_are_read(client, text):
    body = json.dumps({"text": text}).encode()  # escapes, since a lone surrogate has no UTF-8
    for path in ("emotions", "stickers"):
        answer = client.post(f"{API}/{path}", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code == 200


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(st.characters(exclude_categories=()), max_size=80))
def test_no_text_breaks_the_server(client, text):
    content = json.dumps({"text": text})
    answer = client.post(f"{API}/stickers", content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code in (200, 422)
    assert client.post("/", data={"text": text.encode("utf-8", "replace")}).status_code in (200, 303, 422)


@pytest.mark.parametrize(
    "body",
    [
        {"text": 5, "note": SECRET},
        {"text": [SECRET]},
        {"txt": SECRET},
        {"text": "x", "n": SECRET},
        {"text": "x", "n": 0},
        {"text": "x", "like": {SECRET: 1}},
        [SECRET],
        SECRET,
    ],
)
def test_invalid_requests_are_not_echoed(client, body):
    answer = client.post(f"{API}/stickers", json=body)
    found = problem(answer, 422)
    assert found["errors"]
    assert "canary" not in answer.text


def test_broken_json_is_not_echoed(client):
    answer = client.post(
        f"{API}/emotions", content=f'{{"text": "{SECRET}', headers={"Content-Type": "application/json"}
    )
    problem(answer, 422)
    assert "canary" not in answer.text


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_only_json_is_read(client, kind):
    answer = client.post(f"{API}/emotions", content='{"text": "hi"}', headers={"Content-Type": kind})
    problem(answer, 415)


def test_unknown_addresses_and_methods(client):
    problem(client.get(f"{API}/nothing"), 404)
    assert problem(client.get(f"{API}/emotions"), 405)
    assert client.get(f"{API}/emotions").headers["allow"] == "POST"


@pytest.mark.parametrize(("path", "status"), [("/nothing", 404), ("/packs/nothing", 404)])
def test_people_get_a_page(client, path, status):
    answer = client.get(path, headers={"Accept-Language": "ko"})
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert "여기 없어요" in answer.text
    assert 'href="/"' in answer.text


def test_a_surprise_tells_nothing(client, engine, monkeypatch, caplog):
    def fail(*_args, **_more):
        raise RuntimeError(SECRET)

    monkeypatch.setattr(engine.chat, "stickers", fail)
    problem(client.post(f"{API}/stickers", json={"text": SECRET}), 500)
    page = client.post("/", data={"text": SECRET})
    assert page.status_code == 500
    assert "canary" not in page.text
    assert "RuntimeError" in caplog.text  # where it went wrong is logged
    assert "canary" not in caplog.text  # what was written is not
