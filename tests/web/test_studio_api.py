"""The studio over HTTP: made, looked at, kept, taken out again; and a training that is only played."""

import io
import sys

import pytest
from PIL import Image

from gyeol.engine.studio import training as trainings
from gyeol.engine.studio.generators import Generators
from gyeol.engine.studio.training import NEEDED, Training
from tests import tiny_generator
from tests.studio.test_training import FAKE

BASE = "/api/v1/emoji"


@pytest.fixture
def studio(engine, tmp_path, monkeypatch):
    """The studio of the engine with a tiny generator alone; what it keeps goes again."""
    tiny_generator.write(tmp_path / "generators" / "tiny")
    generators = Generators(tmp_path / "none", tmp_path / "generators")
    monkeypatch.setattr(engine.studio, "generators", generators)
    monkeypatch.setitem(engine.studio.__dict__, "training", Training(tmp_path / "generators"))
    yield engine.studio
    engine.studio.training.cancel()
    for info in engine.packs():
        if not info.ours:
            engine.remove_pack(info.pack.name)


def make(client, **asked):
    answer = client.post(BASE, json={"feeling": "joy", "seed": 7, "count": 3} | asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_new_emoji_have_pictures_and_are_stored_nowhere(client, engine, studio):
    found = make(client)
    assert found == make(client)
    assert (found["feeling"], found["seed"], len(found["emoji"])) == ("joy", 7, 3)
    picture = client.get(found["emoji"][0]["url"])
    assert picture.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(picture.content)).size == (192, 192)
    assert studio.kept() == []
    assert len(client.post(BASE, json={"feeling": "joy"}).json()["emoji"]) == 12


def test_kept_emoji_are_stickers(client, engine, studio):
    ids = [one["id"] for one in make(client)["emoji"]]
    kept = client.post(f"{BASE}/approvals", json={"emoji": ids[:2]})
    assert kept.status_code == 201
    assert (kept.json()["pack"], kept.json()["added"]) == ("my-emoji", 2)
    assert client.get(kept.json()["stickers"][0]["url"]).status_code == 200
    assert client.post(f"{BASE}/approvals", json={"emoji": ids[:1]}).json()["added"] == 0
    assert client.get("/api/v1/packs/my-emoji").json()["stickers"] == 2
    for one in ids:
        assert client.delete(f"{BASE}/approvals/{one}").status_code == 204
    assert client.get("/api/v1/packs/my-emoji").status_code == 404


def test_a_text_is_read_and_a_crisis_gets_help(client, studio):
    found = make(client, feeling=None, text="도와줘서 정말 고마워")
    assert found["reading"]["top"] == found["feeling"] == "gratitude"
    crisis = make(client, feeling=None, text="죽고 싶어")
    assert crisis["emoji"] == []
    assert crisis["help"]["level"] == "crisis"


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"feeling": "joyy"}, 404),
        ({"count": 0}, 422),
        ({"count": 1000}, 422),
        ({"seed": -1}, 422),
        ({"feeling": None}, 422),
        ({"text": "both"}, 422),
        ({"generator": "nobody"}, 404),
        ({"generator": "../.."}, 404),
        ({"wat": 1}, 422),
    ],
)
def test_bad_requests_are_problems(client, studio, asked, status):
    answer = client.post(BASE, json={"feeling": "joy", "count": 1} | asked)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_numbers_of_nothing(client, studio):
    assert client.get(f"{BASE}/joy-1-1-0123456789ab/picture").status_code == 404
    assert client.get(f"{BASE}/nothing/picture").status_code == 404
    assert client.post(f"{BASE}/approvals", json={"emoji": ["nothing"]}).status_code == 404
    assert client.post(f"{BASE}/approvals", json={"emoji": []}).status_code == 422
    assert client.delete(f"{BASE}/approvals/nothing").status_code == 404


def test_a_pack_of_somebody_else_is_a_conflict(client, pack, studio):
    ids = [one["id"] for one in make(client)["emoji"]]
    assert client.post(f"{BASE}/approvals", json={"emoji": ids, "pack": pack}).status_code == 409


def test_an_altered_or_missing_generator_is_a_problem_and_the_rest_works(client, studio, tmp_path):
    assert [one["name"] for one in client.get(f"{BASE}/generators").json()["generators"]] == ["tiny"]
    (tmp_path / "generators" / "tiny" / "model.onnx").write_bytes(b"altered")
    assert client.post(BASE, json={"feeling": "joy"}).status_code == 500
    assert client.get(f"{BASE}/generators").json() == {"generators": []}
    assert client.delete(f"{BASE}/generators/tiny").status_code == 204
    gone = client.post(BASE, json={"feeling": "joy"})
    assert gone.status_code == 404
    assert "gyeol train" in gone.json()["detail"]
    assert client.post("/api/v1/stickers", json={"text": "hooray"}).json()["stickers"]
    assert client.delete(f"{BASE}/generators/tiny").status_code == 404


def test_training(client, engine, studio, tmp_path, monkeypatch):
    script = tmp_path / "fake.py"
    script.write_text(FAKE, encoding="utf-8")
    monkeypatch.setattr(trainings, "PROGRAM", (sys.executable, str(script)))
    engine.draw_pack("flat", seed=1, count=NEEDED, name="mine")
    engine.draw_pack("flat", seed=1, count=2, name="few")
    state = client.get(f"{BASE}/training").json()
    assert (state["state"], state["needed"], state["installed"]) == ("none", NEEDED, True)

    few = client.post(f"{BASE}/training", json={"packs": ["few"], "title": "hang"})
    assert few.status_code == 422
    assert f"needs {NEEDED}" in few.json()["detail"]
    begun = client.post(f"{BASE}/training", json={"packs": ["mine"], "title": "hang"})
    assert begun.status_code == 202
    assert (begun.json()["state"], begun.json()["pictures"]) == ("running", NEEDED)
    assert client.post(f"{BASE}/training", json={"packs": ["mine"], "title": "two"}).status_code == 429
    assert client.post(f"{BASE}/training/resume", json={}).status_code == 422
    assert client.request("DELETE", f"{BASE}/training").json()["state"] == "cancelled"
    assert client.get(f"{BASE}/training").json()["state"] == "cancelled"

    monkeypatch.setattr(trainings, "_NEEDS", ("torch_is_not_here",))
    missing = client.post(f"{BASE}/training", json={"packs": ["mine"], "title": "x"})
    assert missing.status_code == 501
    assert "pip install" in missing.json()["detail"]
