"""Bring packs over HTTP: as zip, pictures or folder; hostile ones are refused in words and leave nothing."""

import io
import os
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from starlette.datastructures import FormData, UploadFile

from gyeol.engine import intake
from gyeol.errors import AlreadyThere, BadData, BadRequest
from gyeol.web import upload
from tests.web.test_pages import Page

API = "/api/v1"


def png(shade=0, size=40):
    image = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    image.paste((200, shade, 90, 255), (4, 4, size - 4, size - 10))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def zipped(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


@pytest.fixture
def clean(engine):
    yield
    for info in engine.packs():
        if not info.ours:
            engine.remove_pack(info.pack.name)


def send(client, files, **fields):
    return client.post(f"{API}/packs", files=[("files", file) for file in files], data=fields)


def test_pictures_become_a_pack_and_go_again(client, engine, clean):
    files = [("angry_cat.png", png(1)), ("1f600.png", png(60)), ("bad.png", b"\x89PNG\r\n\x1a\nxx")]
    answer = send(client, files, title="내 고양이")
    assert answer.status_code == 201
    [brought] = answer.json()["packs"]
    assert (brought["understood"], [one["file"] for one in brought["skipped"]]) == (2, ["bad.png"])
    info, items = engine.pack(brought["pack"])
    assert (info.pack.ko, len(items), info.ours) == ("내 고양이", 2, False)
    again = send(client, files, title="내 고양이")
    assert again.status_code == 409
    assert send(client, files[:1], title="내 고양이", replace="1").status_code == 201
    assert len(engine.pack(brought["pack"])[1]) == 1
    assert client.delete(f"{API}/packs/{brought['pack']}").status_code == 204
    assert client.delete(f"{API}/packs/{brought['pack']}").status_code == 404
    assert client.get(f"{API}/packs/{brought['pack']}").status_code == 404


def test_packs_that_came_with_gyeol_stay(client, pack):
    assert client.delete(f"{API}/packs/{pack}").status_code == 422
    assert client.get(f"{API}/packs/{pack}").status_code == 200


def test_a_zip_and_a_folder_keep_their_names(client, engine, clean):
    archive = zipped(**{"happy.png": png(3), "sad.png": png(99)})
    assert send(client, [("my dogs.zip", archive)]).json()["packs"][0]["pack"] == "my-dogs"
    folder = [("birds/happy.png", png(4)), ("birds/sad.png", png(77))]
    assert send(client, folder).json()["packs"][0]["pack"] == "birds"


@pytest.mark.parametrize(
    "name",
    [
        "../../up.png",
        "/etc/happy.png",
        "..\\..\\up.png",
        "a/b/c/d/e/f/g.png",
        ".hidden/.happy.png",
        "C:\\x.png",
    ],
)
def test_names_never_lead_outside(client, engine, clean, name, tmp_path, monkeypatch):
    monkeypatch.setattr(upload, "TemporaryDirectory", lambda prefix: _Kept(tmp_path / "inner"))
    monkeypatch.setattr(engine, "take_packs", lambda path, replace: [])
    answer = send(client, [(name, png(5)), ("ok.png", png(44))], title="cats")
    assert answer.status_code == 201
    written = list(tmp_path.rglob("*.png"))
    assert len(written) == 2
    assert all((tmp_path / "inner" / "cats") in path.parents for path in written)


class _Kept:
    def __init__(self, path):
        self.path = path
        path.mkdir()

    def __enter__(self):
        return str(self.path)

    def __exit__(self, *_):
        pass


def test_nothing_is_left_of_an_upload(client, engine, clean, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    send(client, [("happy.png", png(8))], title="cats")
    send(client, [("bad.png", b"no picture")], title="dogs")
    assert list(tmp_path.glob("gyeol-*")) == []


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ([], "at least one file"),
        ([("notes.txt", b"hello")], "holds no pack"),
        ([("bad.zip", b"PK\x03\x04 no zip")], "zip"),
        ([("up.zip", zipped(**{"..__up.png": png()}))], "inside itself"),
        ([("bomb.zip", zipped(**{"a.png": b"\0" * 30_000_000}))], "zip bomb"),
        ([("huge.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100)], "picture"),
    ],
)
def test_what_is_no_pack_is_refused_in_words(client, engine, files, says):
    before = len(engine.packs())
    answer = send(client, files, title="x") if files else client.post(f"{API}/packs", data={"title": "x"})
    assert answer.status_code == 422
    assert says in answer.json()["detail"]
    assert len(engine.packs()) == before


def test_uploads_may_be_larger_than_other_bodies_but_not_without_bound(engine, settings):
    from dataclasses import replace

    from fastapi.testclient import TestClient

    from gyeol.web.app import create_app

    small = replace(settings, max_body_bytes=2000, max_upload_bytes=9000)
    client = TestClient(create_app(engine, small), base_url="http://127.0.0.1")
    assert send(client, [("a.txt", b"x" * 5000)]).status_code == 422  # read, and found to be no pack
    assert send(client, [("a.txt", b"x" * 9000)]).status_code == 413
    assert client.post("/taste", data={"more": "x" * 5000}).status_code == 413


def form(*names, **fields):
    files = [("files", UploadFile(io.BytesIO(b"x"), filename=name)) for name in names]
    return FormData([*fields.items(), *files])


@pytest.mark.parametrize("name", ["happy.png", "cats.zip"])
@pytest.mark.parametrize(
    "title", ["{tmp}/up", "a/b", "../up", "a\\b", "\0/", "가" * 200, "😀" * 120 + ".zip", ".."]
)
def test_a_title_is_a_name_and_no_path(tmp_path, title, name):
    """One with a slash was answered with 500, and an absolute one led out of the folder of the upload."""
    with upload.laid_out(form(name, title=title.format(tmp=tmp_path))) as path:
        assert len(path.relative_to(Path(tempfile.gettempdir()).resolve()).parts) in (2, 3)
        assert path.exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("names", [("x", "x/y.png"), ("x/y.png", "x")])
def test_a_file_that_would_be_the_folder_of_another(names):
    with pytest.raises(BadRequest, match="for both"), upload.laid_out(form(*names, title="t")):
        pass


def test_a_name_as_long_as_anyone_likes():
    with upload.laid_out(form("가" * 300 + ".png", title="t")) as path:
        assert [one.suffix for one in path.iterdir()] == [".png"]


def test_the_intake_has_limits_of_its_own(tmp_path, monkeypatch):
    """A process that takes too much dies alone, and the answer says so."""
    (tmp_path / "cats").mkdir()
    (tmp_path / "cats" / "happy.png").write_bytes(png())
    monkeypatch.setattr(intake, "WALL_S", 0.05)
    with pytest.raises(BadData, match="within some seconds"):
        intake.take(tmp_path / "own", tmp_path / "cats")
    monkeypatch.undo()
    [report] = intake.take(tmp_path / "own", tmp_path / "cats")
    assert report.understood == 1
    with pytest.raises(AlreadyThere):
        intake.take(tmp_path / "own", tmp_path / "cats")
    assert intake.take(tmp_path / "own", tmp_path / "cats", replace=True)[0].pack == report.pack


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits")
@pytest.mark.parametrize(
    "greed",
    ["bytearray(1 << 30)", "open('big', 'wb').truncate(1 << 30)", "while time.process_time() < 8: pass"],
    ids=["memory", "disk", "time"],
)
def test_an_upload_that_takes_too_much_names_the_file(tmp_path, folder, monkeypatch, greed):
    brought = folder({"ok.csv": "a", "가.csv": "b", "not yet.csv": "c"})
    (tmp_path / "greedy.py").write_text(
        "import os, pathlib, sys, time\nfrom gyeol.engine.intake import limit\nos.chdir(sys.argv[1])\n"
        "limit(pathlib.Path(sys.argv[1]))\nfor name in ('ok.csv', '가.csv'):\n"
        f"    open(sys.argv[1] + '/' + name).close()\n{greed}\nprint('{{}}')  # it got away with it\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ['PYTHONPATH']}")
    with pytest.raises(BadData, match=r"within some seconds .* opened is '가.csv'"):
        intake.apart("greedy", str(brought))


def test_the_page_that_takes_stickers(client, engine, clean):
    headers = {"Accept-Language": "ko"}
    page = Page(client.get("/bring", headers=headers).text)
    assert page.forms["upload"]["enctype"] == "multipart/form-data"
    files = [("files", (f"{name}.png", png(i * 40))) for i, name in enumerate(("happy", "sad", "zzz"))]
    answer = client.post("/bring", files=files, data={"title": "냥이"}, headers=headers)
    assert answer.status_code == 200
    assert "‘냥이’ 팩에 스티커 3개를" in answer.text
    assert "내 스티커가 고른 팩" in answer.text
    again = client.post("/bring", files=files, data={"title": "냥이"}, headers=headers)
    assert again.status_code == 409
    assert "같은 이름의 팩이 이미" in again.text
    nothing = client.post("/bring", data={"title": "x"}, headers=headers)
    assert (nothing.status_code, "고른 파일이 없어요" in nothing.text) == (422, True)
    name = next(info.pack.name for info in engine.packs() if not info.ours)
    mine = client.get(f"/packs/{name}", headers=headers).text
    assert "내 팩" in mine
    assert "내 스티커가 고른 팩" in mine
    gone = client.post(f"/packs/{name}", data={"remove": name})
    assert (gone.status_code, gone.headers["location"]) == (303, "/packs")
    assert all(info.ours for info in engine.packs())
