import csv
import json
import zipfile
from io import StringIO

import pytest

from gyeol.errors import BadData
from gyeol.stickers.image import header
from gyeol.stickers.readers import read


def table(rows, delimiter=","):
    out = StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def by_slug(pack):
    return {sticker.slug: sticker for sticker in pack.stickers}


def test_a_folder_of_pictures_is_a_pack(folder, paint):
    root = folder(
        {"화난_고양이.png": paint(), "sub/wave.gif": paint("GIF", frames=2), "notes.txt": "x"}, "My Cats"
    )
    (pack,) = read(root)
    assert (pack.pack.name, pack.pack.en) == ("my-cats", "My Cats")
    assert set(by_slug(pack)) == {"hwanan_goyangi", "wave"}
    assert header(by_slug(pack)["wave"].data()).frames == 2


def test_pictures_are_read_only_when_asked_for(folder):
    (pack,) = read(folder({"broken.png": b"not a picture"}))
    assert pack.stickers[0].data() == b"not a picture"


def test_a_zip_is_read_like_its_folder(folder, paint, tmp_path):
    files = {"pack/a.png": paint(), "pack/manifest.csv": "file,emotion\na.png,joy\n"}
    with zipfile.ZipFile(tmp_path / "bring.zip", "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    (from_zip,) = read(tmp_path / "bring.zip")
    (from_folder,) = read(folder(files) / "pack")
    strip = ("slug", "file", "ko", "en", "keywords", "emotion", "polarity", "emojis", "text")
    for a, b in zip(from_zip.stickers, from_folder.stickers, strict=True):
        assert [getattr(a, field) for field in strip] == [getattr(b, field) for field in strip]
        assert a.data() == b.data()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_manifest_in_any_encoding(folder, paint, encoding, delimiter):
    rows = [
        {"파일": "가.png", "name_ko": "신난 가지", "name_en": "happy aubergine", "감정": "기쁨",
         "text": "야호!",
         "keywords": "가지|야호", "codepoint": "1f600"},
    ]  # fmt: skip
    (pack,) = read(folder({"가.png": paint(), "manifest.csv": table(rows, delimiter).encode(encoding)}))
    sticker = pack.stickers[0]
    assert (sticker.ko, sticker.en, sticker.emotion, sticker.text) == (
        "신난 가지",
        "happy aubergine",
        "기쁨",
        "야호!",
    )
    assert sticker.keywords == ("가지", "야호")
    assert sticker.emojis == ("😀",)


def test_manifest_names_that_are_decomposed_find_their_file(folder, paint):
    (pack,) = read(folder({"화.png": paint(), "manifest.csv": "file,emotion\n\u1112\u116a.png,anger\n"}))
    assert pack.stickers[0].emotion == "anger"


def test_manifest_rows_without_a_picture_are_named_and_the_rest_kept(folder, paint):
    files = {
        "a.png": paint(),
        "b.png": paint(seed=1),
        "manifest.csv": "file\na.png\ngone.png\n../a.png\na.png\n",
    }
    (pack,) = read(folder(files))
    assert set(by_slug(pack)) == {"a", "b"}
    assert {name for name, _ in pack.ignored} == {"gone.png", "../a.png", "a.png"}


def test_several_packs_in_one_folder(folder, paint):
    manifest = table(
        [
            {"pack": "red_cats", "file": "red_cats/a.png", "emotion": "joy", "style": "", "license": ""},
            {"pack": "red_cats", "file": "red_cats/b.png", "emotion": "", "style": "", "license": ""},
            {"pack": "blue", "file": "blue/a.png", "emotion": "anger", "style": "ink", "license": "MIT"},
        ]
    )
    covers = table([{"pack": "red_cats", "license": "CC0-1.0", "attribution": "me", "style": "flat"}])
    pictures = {
        f"{name}.png": paint(seed=i) for i, name in enumerate(["red_cats/a", "red_cats/b", "blue/a", "x/y"])
    }
    red, blue = read(folder({"manifest.csv": manifest, "packs.csv": covers, **pictures}))
    assert (red.pack.name, red.pack.licence, red.pack.attribution, red.pack.style) == (
        "red_cats", "CC0-1.0", "me", "flat",
    )  # fmt: skip
    assert (blue.pack.name, blue.pack.licence, blue.pack.style) == ("blue", "MIT", "ink")
    assert set(by_slug(red)) == {"a", "b"}
    assert red.ignored == (("x/y.png", "not named in manifest.csv"),)


def test_contents_json(folder, paint):
    contents = {
        "sticker_packs": [
            {
                "identifier": "duck-1", "name": "Ducks", "publisher": "Someone",
                "stickers": [
                    {"image_file": "01.webp", "emojis": ["😀", "🎉"]},
                    {"image_file": "02.webp"},
                    {"image_file": "gone.webp", "emojis": ["😡"]},
                ],
            }
        ]
    }  # fmt: skip
    files = {
        "contents.json": json.dumps(contents),
        "duck-1/01.webp": paint("WEBP"),
        "02.webp": paint("WEBP", seed=1),
    }
    for path in (folder(files), folder(files) / "contents.json"):
        (pack,) = read(path)
        assert (pack.pack.name, pack.pack.en, pack.pack.attribution) == ("duck-1", "Ducks", "Someone")
        assert [s.emojis for s in pack.stickers] == [("😀", "🎉"), ()]
        assert pack.ignored == (("gone.webp", "named, but there is no such picture"),)


def test_svg_files_are_rendered(folder):
    (pack,) = read(folder({"a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><g/></svg>'}))
    assert header(pack.stickers[0].data()).width == 256


def test_slugs_are_unique(folder, paint):
    (pack,) = read(
        folder({"a.png": paint(), "b/a.png": paint(), "A!.png": paint(), "manifest.csv": "file\nb/a.png"})
    )
    assert len(by_slug(pack)) == 3


WRONG = {
    "no manifest column": (
        {"a.png": b"", "manifest.csv": "name,feeling\nx,y"},
        "column file.*found name, feeling",
    ),
    "nothing": ({}, "found nothing"),
    "other files": ({"a.docx": b"", "b.docx": b""}, r"found 2 \.docx"),
    "bad contents": ({"contents.json": '{"packs": []}'}, "sticker_packs; found packs"),
    "contents no json": ({"contents.json": "{"}, "not JSON"),
    "empty manifest": ({"a.png": b"", "manifest.csv": ""}, "empty"),
    "manifest in no encoding": ({"a.png": b"", "manifest.csv": b"file\n\x81\xff\xff"}, "UTF-8 or cp949"),
    "icons without prefix": ({"icons.json": '{"icons": {}}'}, "prefix and icons, found icons"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_input_says_what_was_expected_and_found(folder, name):
    files, message = WRONG[name]
    with pytest.raises(BadData, match=message):
        list(read(folder(files)))


def test_wrong_files(folder, tmp_path):
    with pytest.raises(BadData, match="no file or folder"):
        list(read(tmp_path / "gone"))
    with pytest.raises(BadData, match="found a file that starts"):
        list(read(folder({"a.txt": "hello"}) / "a.txt"))
    with pytest.raises(BadData, match="not a zip"):
        list(read(folder({"a.zip": b"PK\3\4 broken"}) / "a.zip"))
