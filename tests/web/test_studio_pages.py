"""The studio without scripts: whole pages, forms and redirects; and what is never offered beside help."""

import pytest

from gyeol.emotion import PRODUCT
from gyeol.engine.studio.generators import Generators
from tests.web.test_pages import Page, get, press
from tests.web.test_studio_api import studio  # noqa: F401


@pytest.fixture(autouse=True)
def _tiny(studio):  # noqa: F811
    pass


def dab(page, feeling):
    return next(b for b in page.buttons if b.get("name") == "feeling" and b["value"] == feeling)


def faces(page):
    return [b for b in page.buttons if b.get("name") in ("keep", "drop")]


def test_a_feeling_gives_twelve_and_a_tap_keeps_one(client, engine):
    made = press(client, get(client, "/studio"), dab(get(client, "/studio"), "joy"))
    assert len(faces(made)) == 12
    assert dab(made, "joy")["aria-current"] == "true"
    first = faces(made)[0]
    kept = press(client, made, first)
    assert [item.id.partition("/")[2] for item in engine.studio.kept()] == [first["value"]]
    assert len(faces(kept)) == 12
    assert faces(kept)[0]["name"] == "drop"
    assert kept.cards() == [f"my-emoji-{first['value']}.png"]
    assert any(a["href"] == "/packs/my-emoji" for a in kept.links)
    press(client, kept, faces(kept)[0])
    assert engine.studio.kept() == []


def test_the_empty_page_shows_what_can_be_made(client):
    page = get(client, "/studio")
    example = [b for b in page.buttons if b.get("class") == "example"]
    assert [b["value"] for b in example] == list(PRODUCT.labels)
    strip = client.get("/studio/examples.png")
    assert strip.headers["content-type"] == "image/png"
    assert len(faces(press(client, page, example[3]))) == 12


def test_the_address_says_nothing_of_the_text(client):
    answer = client.post("/studio", data={"wish": "도와줘서 정말 고마워"})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/studio?made=")
    assert "grat" not in answer.headers["location"]
    page = get(client, answer.headers["location"])
    assert dab(page, "gratitude")["aria-current"] == "true"
    assert len(faces(page)) == 12
    assert client.get("/studio?made=gone").headers["location"] == "/studio"


def test_again_gives_others(client):
    first = press(client, get(client, "/studio"), dab(get(client, "/studio"), "calm"))
    again = next(b for b in first.buttons if "again" in b.get("class", ""))
    second = press(client, first, again)
    assert {b["value"] for b in faces(first)}.isdisjoint(b["value"] for b in faces(second))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_both_languages(client, language):
    text = client.get("/studio", headers={"Accept-Language": language}).text
    assert ("어떤 이모지를" in text) == (language == "ko")
    assert ("What shall we make" in text) == (language == "en")


def test_a_crisis_gets_help_and_no_emoji(client, monkeypatch):
    answer = client.post("/studio", data={"wish": "죽고 싶어"})
    assert answer.status_code == 200  # kept nowhere
    assert "109" in answer.text
    assert faces(Page(answer.text)) == []


def test_the_chat_offers_new_ones_beside_stickers_alone(client):
    def offers(text):
        page = Page(client.post("/", data={"text": text}, headers={"X-Part": "1"}).text)
        return [b["value"] for b in page.buttons if b.get("formaction", "").startswith("/studio")]

    assert offers("도와줘서 정말 고마워") == ["gratitude"]
    for cry in ("죽고 싶어", "I want to die", "요즘 너무 힘들어서 사라지고 싶다는 생각이 들어"):
        assert offers(cry) == []


def test_scripts_get_parts_in_the_chat(client, engine):
    made = client.post("/studio", data={"feeling": "joy", "chat": "1"}, headers={"X-Part": "1"})
    assert made.status_code == 200
    page = Page(made.text)
    assert page.ids[0] == "made"
    assert "<html" not in made.text
    assert len(faces(page)) == 12
    assert {b["form"] for b in faces(page)} == {"form"}
    kept = client.post(
        "/studio",
        data={"keep": faces(page)[1]["value"], "made": page.hidden["made"], "chat": "1"},
        headers={"X-Part": "1"},
    )
    assert len(Page(kept.text).cards()) == 1


def test_without_a_generator_the_page_says_so_and_offers_to_teach_one(client, engine, tmp_path, monkeypatch):
    monkeypatch.setattr(engine.studio, "generators", Generators(tmp_path / "none", tmp_path / "nothing"))
    text = client.get("/studio", headers={"Accept-Language": "ko"}).text
    assert "아직 이모지를 그릴 줄 아는 모델이 없어요" in text
    asked = client.post("/studio", data={"feeling": "joy"}, headers={"Accept-Language": "ko"})
    assert asked.status_code == 404
    assert "어떤 이모지를" in asked.text
    chat = Page(client.post("/", data={"text": "hooray"}, headers={"X-Part": "1"}).text)
    assert not any(b.get("formaction", "").startswith("/studio") for b in chat.buttons)
    assert len(chat.cards()) == 6


def test_a_damaged_generator_is_told(client, tmp_path):
    (tmp_path / "generators" / "tiny" / "model.onnx").write_bytes(b"altered")
    for headers, status in (({}, 500), ({"X-Part": "1"}, 200)):
        answer = client.post("/studio", data={"feeling": "joy"}, headers={"Accept-Language": "en", **headers})
        assert answer.status_code == status
        assert "cannot be opened" in answer.text
    assert client.get("/studio").status_code == 200


def test_a_full_disk_is_told(client, engine, monkeypatch):
    def full(*args, **more):
        raise OSError(28, "No space left on device")

    made = press(client, get(client, "/studio"), dab(get(client, "/studio"), "joy"))
    monkeypatch.setattr(engine.library.workshop, "extend", full)
    answer = client.post(
        "/studio",
        data={"keep": faces(made)[0]["value"], "made": made.hidden["made"]},
        headers={"Accept-Language": "en"},
    )
    assert answer.status_code == 507
    assert "no room to keep it" in answer.text


def test_teaching_without_pictures_or_tools(client, engine, monkeypatch):
    text = client.get("/studio", headers={"Accept-Language": "ko"}).text
    assert "50개 이상" in text
    assert "베끼기만" in text
    monkeypatch.setattr("gyeol.engine.studio.training._NEEDS", ("torch_is_not_here",))
    text = client.get("/studio", headers={"Accept-Language": "ko"}).text
    assert "pip install &#39;gyeol[lab]&#39;" in text
    answer = client.post("/studio/training", data={"act": "start", "title": "x", "pack": "mine"})
    assert answer.status_code == 501
    part = client.get("/studio/training", headers={"X-Part": "1"})
    assert Page(part.text).ids[0] == "training"
    assert client.get("/studio/training").headers["location"] == "/studio#training"
