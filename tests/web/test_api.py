"""Every endpoint: its shape, its status codes, and that the same question gets the same answer."""

import pytest

from gyeol.emotion import PRODUCT, SCHEMES

API = "/api/v1"


def likes(client, profile="me"):
    return [one["id"] for one in client.get(f"{API}/profiles/{profile}/likes").json()["stickers"]]


def test_emotions_have_the_shape_of_the_command_line(client, engine):
    answer = client.post(f"{API}/emotions", json={"text": "도와줘서 정말 고마워"})
    assert answer.status_code == 200
    body = answer.json()
    assert list(body) == ["text", "language", "top", "emotions", "model"]
    assert (body["text"], body["language"], body["top"]) == ("도와줘서 정말 고마워", "ko", "gratitude")
    assert tuple(body["emotions"]) == PRODUCT.labels
    assert all(0 <= p <= 1 for p in body["emotions"].values())
    assert body["model"] == engine.emotions(["x"])[0].model


@pytest.mark.parametrize("name", SCHEMES)
def test_emotions_in_a_scheme(client, name):
    body = client.post(f"{API}/emotions", json={"text": "so happy!", "scheme": name}).json()
    assert tuple(body["emotions"]) == SCHEMES[name].labels


def test_batch_equals_one_by_one(client):
    texts = ["고마워", "I am so tired", "ㅋㅋㅋ", "a" * 500, "?"]
    batch = client.post(f"{API}/emotions/batch", json={"texts": texts}).json()["readings"]
    assert batch == [client.post(f"{API}/emotions", json={"text": text}).json() for text in texts]


@pytest.mark.parametrize("texts", [[], ["a"] * 257, ["fine", ""]])
def test_batches_have_bounds(client, texts):
    assert client.post(f"{API}/emotions/batch", json={"texts": texts}).status_code == 422


def test_stickers_come_with_reasons_and_pictures(client):
    body = client.post(f"{API}/stickers?lang=ko", json={"text": "오늘 정말 행복해!", "n": 4}).json()
    assert body["query"] is None  # nobody's profile: nothing was recorded
    assert body["help"] is None
    assert len(body["stickers"]) == 4
    for sticker in body["stickers"]:
        assert sticker["score"] == pytest.approx(sum(sticker["why"].values()), abs=1e-4)
        assert sticker["reason"]
        assert client.get(sticker["url"]).headers["content-type"].startswith("image/")


def test_the_same_message_always_gets_the_same_stickers(client):
    asked = {"text": "이번 주말에 바다 보러 가자"}
    first = client.post(f"{API}/stickers", json=asked).json()
    client.post(f"{API}/stickers", json={"text": "something else"})
    assert client.post(f"{API}/stickers", json=asked).json() == first


def test_what_is_liked_changes_the_stickers(client, engine):
    asked = {"text": "I love you so much", "n": 6}
    for info in engine.packs()[:3]:
        found = client.post(f"{API}/stickers", json=asked | {"like": [info.pack.name]}).json()["stickers"]
        assert found[0]["pack"] == info.pack.name
        assert info.pack.en in found[0]["reason"] or "you like" in found[0]["reason"]


def test_reasons_and_names_follow_the_language(client):
    asked = {"text": "고마워 thank you"}
    english = client.post(f"{API}/stickers", json=asked, headers={"Accept-Language": "en-US"}).json()
    korean = client.post(f"{API}/stickers", json=asked, headers={"Accept-Language": "ko-KR,en;q=0.5"}).json()
    assert [s["id"] for s in english["stickers"]] == [s["id"] for s in korean["stickers"]]
    assert english["stickers"][0]["name"] != korean["stickers"][0]["name"]
    assert korean["stickers"][0]["reason"].endswith("요")
    assert client.post(f"{API}/stickers?lang=ko", json=asked).json() == korean


def test_help_comes_with_the_answer(client):
    body = client.post(f"{API}/stickers?lang=ko", json={"text": "죽고 싶다"}).json()
    assert body["help"]["level"] == "crisis"
    assert "109" in [line["number"] for line in body["help"]["lines"]]
    assert body["help"]["lines"][0]["tel"].startswith("tel:")
    assert body["stickers"] == []  # nothing is pushed beside it
    assert body["query"] is None


def test_packs(client, engine):
    rows = client.get(f"{API}/packs?lang=en").json()["packs"]
    assert [row["name"] for row in rows] == [info.pack.name for info in engine.packs()]
    for row in rows:
        assert len(row["cover"]) == min(6, row["stickers"])
        assert row["ours"] is True
        assert row["licence"]


def test_a_pack_with_its_stickers(client, pack, engine):
    body = client.get(f"{API}/packs/{pack}").json()
    assert [one["id"] for one in body["items"]] == [item.id for item in engine.pack(pack)[1]]
    missing = client.get(f"{API}/packs/{pack}x")
    assert missing.status_code == 404
    assert f"did you mean '{pack}'" in missing.json()["detail"]


def test_similar_packs_are_others_nearest_first(client, pack):
    rows = client.get(f"{API}/packs/{pack}/similar").json()["similar"]
    assert pack not in [row["pack"]["name"] for row in rows]
    assert [row["similarity"] for row in rows] == sorted((row["similarity"] for row in rows), reverse=True)
    assert client.get(f"{API}/packs/nowhere/similar").status_code == 404


def test_the_map_of_styles_places_every_sticker(client, engine):
    rows = client.get(f"{API}/styles/map").json()["stickers"]
    assert {row["id"] for row in rows} == {item.id for item in engine.shelf.catalog.items}
    assert all(0 <= row["x"] <= 1 and 0 <= row["y"] <= 1 for row in rows)
    assert client.get(f"{API}/styles/map").json()["stickers"] == rows


def test_pictures_are_kept_by_browsers_until_they_change(client, sticker, engine):
    url = client.get(f"{API}/packs/{sticker.partition('/')[0]}").json()["items"]
    address = next(one["url"] for one in url if one["id"] == sticker)
    picture = client.get(address)
    assert picture.content == engine.picture(sticker).read_bytes()
    assert picture.headers["content-type"] == "image/png"
    assert picture.headers["x-content-type-options"] == "nosniff"
    assert "immutable" in picture.headers["cache-control"]
    known = {"If-None-Match": f'"other", W/{picture.headers["etag"]}'}
    assert client.get(address, headers=known).status_code == 304
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200
    plain = client.get(address.partition("?")[0])
    assert "immutable" not in plain.headers["cache-control"]


def test_likes_are_put_and_deleted(client, sticker):
    address = f"{API}/profiles/me/likes/{sticker}"
    assert client.put(address).status_code == 204
    assert client.put(address).status_code == 204
    assert likes(client) == [sticker]
    assert likes(client, "somebody") == []
    assert client.delete(address).status_code == 204
    assert client.delete(address).status_code == 204
    assert likes(client) == []
    assert client.put(f"{address}x").status_code == 404


def test_a_whole_pack_is_liked_by_its_cover(client, pack, engine):
    assert client.put(f"{API}/profiles/me/likes/{pack}").status_code == 204
    assert sorted(likes(client)) == sorted(engine.packs()[0].cover)
    assert client.delete(f"{API}/profiles/me/likes/{pack}").status_code == 204
    assert likes(client) == []
    assert client.put(f"{API}/profiles/me/likes/nowhere").status_code == 404


def test_profile_names_are_checked(client, sticker):
    assert client.put(f"{API}/profiles/a.b/likes/{sticker}").status_code == 422


def test_uses_are_counted(client, sticker, engine):
    for _ in range(2):
        assert client.post(f"{API}/profiles/me/uses", json={"sticker": sticker}).status_code == 201
    assert engine.store.uses("me") == {sticker: 2}
    assert client.post(f"{API}/profiles/me/uses", json={"sticker": "no/such"}).status_code == 404


def test_recorded_answers_can_be_rated(client, engine):
    asked = {"text": "hooray", "profile": "me"}
    body = client.post(f"{API}/stickers", json=asked).json()
    shown = body["stickers"][0]["id"]
    ratings = f"{API}/queries/{body['query']}/ratings"
    assert client.post(ratings, json={"sticker": shown, "value": 5}).status_code == 201
    assert engine.store.ratings(body["query"]) == {shown: 5}
    assert client.post(ratings, json={"sticker": shown, "value": 6}).status_code == 422
    assert client.post(ratings, json={"sticker": "never/shown", "value": 3}).status_code == 422
    assert (
        client.post(f"{API}/queries/999999/ratings", json={"sticker": shown, "value": 3}).status_code == 422
    )


def test_typing_is_not_recorded(client, engine):
    body = client.post(f"{API}/stickers", json={"text": "hoo", "profile": "me", "record": False}).json()
    assert body["query"] is None
    assert engine.store.counts()["queries"] == 0


def test_health_names_what_is_loaded(client, engine):
    body = client.get(f"{API}/health").json()
    assert body["status"] == "ok"
    assert body["packs"] == len(engine.packs())
    found = {f"{a['name']}@{a['revision']}" for a in body["artefacts"]}
    assert engine.emotions(["x"])[0].model in found
