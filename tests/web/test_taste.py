"""A taste over HTTP: seen, set, forgotten; and "more like this" from a recorded answer."""

import pytest

API = "/api/v1"
TASTE = f"{API}/profiles/me/taste"


def test_a_taste_is_seen_set_and_forgotten(client, engine, sticker):
    assert client.get(TASTE).json() == {
        "profile": "me",
        "half_life_days": 30,
        "stickers": [],
        "packs": [],
    }
    other = engine.packs()[1].cover[0]
    engine.like(sticker)
    engine.use(sticker)
    assert client.put(f"{TASTE}/{other}", json={"weight": -2}).status_code == 204
    body = client.get(TASTE).json()
    rows = [(one["id"], one["liked"], one["sent"]) for one in body["stickers"]]
    assert rows == [(sticker, True, 1), (other, False, 0)]
    assert [one["weight"] for one in body["stickers"]] == pytest.approx([1.585, -2], abs=1e-3)
    assert body["packs"][0]["pack"]["name"] == sticker.partition("/")[0]
    assert client.delete(f"{TASTE}/{other}").status_code == 204
    assert len(client.get(TASTE).json()["stickers"]) == 1
    assert client.delete(TASTE).status_code == 204
    assert client.get(TASTE).json()["stickers"] == []
    assert engine.likes() == []


@pytest.mark.parametrize("weight", [8.1, -9, "heavy", None])
def test_a_weight_has_bounds(client, sticker, weight):
    assert client.put(f"{TASTE}/{sticker}", json={"weight": weight}).status_code == 422
    assert client.put(f"{TASTE}/no/such", json={"weight": 1}).status_code == 404


def test_more_of_an_answer(client, engine):
    first = client.post(f"{API}/stickers", json={"text": "hooray", "profile": "me"}).json()
    shown = [one["id"] for one in first["stickers"]]
    rated = f"{API}/queries/{first['query']}/ratings"
    assert client.post(rated, json={"sticker": shown[1], "value": 1}).status_code == 201
    answer = client.post(f"{API}/queries/{first['query']}/more?lang=ko", json={"n": 8})
    assert answer.status_code == 201
    again = answer.json()
    assert len(again["stickers"]) == 8
    assert shown[1] not in [one["id"] for one in again["stickers"]]
    assert again["reading"]["emotions"] == first["reading"]["emotions"]
    assert again["reading"]["text"] == ""
    assert engine.store.asked(again["query"]).parent == first["query"]
    assert [one["id"] for one in client.get(TASTE).json()["stickers"]] == [shown[1]]
    assert client.post(f"{API}/queries/999999/more", json={}).status_code == 422
    assert client.post(f"{API}/queries/{first['query']}/more", json={"n": 0}).status_code == 422
