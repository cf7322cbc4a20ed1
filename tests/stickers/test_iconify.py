import io
import json
import os
import stat
import tarfile

import pytest

from gyeol.errors import BadData, MissingExtra, UnknownName
from gyeol.stickers import iconify
from gyeol.stickers.iconify import fetch_iconify, read_set, read_tgz
from gyeol.stickers.image import rgba
from gyeol.stickers.readers import read

ICONS = {
    "prefix": "dots",
    "width": 10,
    "height": 10,
    "icons": {
        "grinning-face": {"body": '<circle cx="5" cy="5" r="4" fill="#f00"/>'},
        "wide": {"body": '<rect width="20" height="10"/>', "width": 20},
        "waving-hand": {"body": "<g/>"},
        "waving-hand-light-skin-tone": {"body": "<g/>"},
        "person-dark": {"body": "<g/>"},
        "person": {"body": "<g/>"},
        "night-dark": {"body": "<g/>"},
        "old": {"body": "<g/>", "hidden": True},
        "bodiless": {},
        "evil": {"body": "<script/>"},
    },
}
INFO = {
    "name": "Dots",
    "author": {"name": "Someone", "url": "u"},
    "license": {"title": "MIT License", "spdx": "MIT"},
}


def tgz(path, files):
    with tarfile.open(path, "w:gz") as archive:
        for name, text in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))
    return path


def test_a_set_is_a_pack():
    pack = read_set(ICONS, INFO, {"1f600": "grinning-face"})
    assert (pack.pack.name, pack.pack.en, pack.pack.licence) == ("dots", "Dots", "MIT")
    assert pack.pack.attribution == "Dots by Someone u"
    assert pack.pack.source == "iconify:dots"
    stickers = {sticker.slug: sticker for sticker in pack.stickers}
    assert set(stickers) == {"grinning-face", "wide", "waving-hand", "person", "night-dark", "evil"}
    assert ("2 skin-tone variants", "they say the same as the plain ones") in pack.ignored
    assert stickers["grinning-face"].emojis == ("😀",)
    assert rgba(stickers["grinning-face"].data())[128, 128].tolist() == [255, 0, 0, 255]
    assert rgba(stickers["wide"].data()).shape == (128, 256, 4)
    with pytest.raises(BadData, match="script"):
        stickers["evil"].data()


def test_the_npm_package_the_json_and_the_folder_give_the_same(tmp_path, folder):
    files = {"icons.json": json.dumps(ICONS), "info.json": json.dumps(INFO)}
    root = folder(files)
    package = tgz(tmp_path / "p.tgz", {f"package/{name}": text for name, text in files.items()})
    packs = [next(iter(read(path))) for path in (package, root, root / "icons.json")]
    assert len({pack.pack for pack in packs}) == 1
    assert len({tuple(sticker.slug for sticker in pack.stickers) for pack in packs}) == 1


@pytest.mark.parametrize(
    "box", [{"width": "x"}, {"width": None}, {"width": -5}, {"width": "1e999"}, {"left": "nan"}]
)
def test_a_bad_box_is_refused(box):
    pack = read_set({"prefix": "p", "icons": {"a": {"body": "<g/>", **box}}})
    with pytest.raises(BadData):
        pack.stickers[0].data()


def test_refuses_other_packages(tmp_path):
    with pytest.raises(BadData, match=r"icons\.json"):
        read_tgz(tgz(tmp_path / "a.tgz", {"package/index.js": ""}))
    (tmp_path / "b.tgz").write_bytes(b"\x1f\x8b broken")
    with pytest.raises(BadData):
        list(read(tmp_path / "b.tgz"))


def test_refuses_a_package_that_is_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr(iconify, "MAX_BYTES", 100)
    with pytest.raises(BadData, match="100 bytes"):
        read_tgz(tgz(tmp_path / "a.tgz", {"package/icons.json": json.dumps(ICONS)}))


@pytest.mark.parametrize("name", ["", "../x", "a b", "A", "x;ls", "-g", "--help", "a@1", "a" * 70, "noto-"])
def test_names_that_cannot_be_a_set_never_reach_npm(name, monkeypatch):
    monkeypatch.setattr(iconify.subprocess, "run", lambda *_, **__: pytest.fail("npm was called"))
    with pytest.raises(UnknownName):
        fetch_iconify(name)


def test_without_npm_the_message_says_so(monkeypatch):
    monkeypatch.setattr(iconify.shutil, "which", lambda _: None)
    with pytest.raises(MissingExtra, match="npm"):
        fetch_iconify("noto")


@pytest.fixture
def npm(tmp_path, monkeypatch):
    """Put a stand-in for npm first on the path."""

    def install(script):
        path = tmp_path / "bin" / "npm"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{path.parent}{os.pathsep}{os.environ['PATH']}")

    return install


def test_fetches_with_npm(npm, tmp_path):
    package = tgz(tmp_path / "dots.tgz", {"package/icons.json": json.dumps(ICONS)})
    npm(
        f'[ "$1 $2 $3 $4" = "pack @iconify-json/dots --ignore-scripts --pack-destination" ] && cp {package} "$5"'
    )
    (pack,) = read(fetch_iconify("dots"))
    assert pack.pack.name == "dots"


def test_an_unknown_set_offers_near_misses(npm):
    npm("echo 'npm error code E404' >&2; exit 1")
    with pytest.raises(UnknownName, match="twemoji"):
        fetch_iconify("twemojis")


def test_a_failing_npm_is_named(npm):
    npm("echo 'npm error network down' >&2; exit 1")
    with pytest.raises(BadData, match="network down"):
        fetch_iconify("noto")


def test_a_hanging_npm_is_ended(npm, monkeypatch):
    monkeypatch.setattr(iconify, "TIMEOUT_S", 0.2)
    npm("exec sleep 30")
    with pytest.raises(BadData, match="more than"):
        fetch_iconify("noto")
