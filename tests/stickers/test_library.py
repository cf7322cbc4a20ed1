import json
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from gyeol.artifact import replacing
from gyeol.catalog import Catalog
from gyeol.emotion import PRODUCT
from gyeol.errors import BadData, UnknownName
from gyeol.stickers.image import header, rgba
from gyeol.stickers.library import list_packs, prepare, read_pack, remove
from gyeol.stickers.readers import read


@pytest.fixture
def shelf(tmp_path):
    return tmp_path / "shelf"


def put(shelf, path, progress=None):
    """Import the only pack of a path, as the engine does but for style and meaning."""
    (found,) = read(path)
    with replacing(shelf / found.pack.name) as draft:
        items, emotion, report = prepare(found, draft, progress)
        Catalog(tuple(items), {"emotion": emotion}, {"emotion": PRODUCT.name}).save(draft)
    return report


def test_a_pack_goes_to_the_shelf_and_comes_back(shelf, folder, paint):
    manifest = "file,emotion,name_ko,name_en,emoji,text\na.png,joy,가,A,😀,안녕\nb.png,,,,,\n"
    files = {
        "a.png": paint(seed=1),
        "b.png": paint(seed=2),
        "angry.gif": paint("GIF", frames=3),
        "manifest.csv": manifest,
    }
    report = put(shelf, folder(files, "Mochi"))
    pack, catalog = read_pack(shelf / "mochi")
    assert pack.name == "mochi"
    assert list_packs(shelf) == [pack]
    assert [item.id for item in catalog.items] == ["mochi/a", "mochi/b", "mochi/angry"]
    assert [item.path for item in catalog.items] == ["pictures/a.png", "pictures/b.png", "pictures/angry.gif"]
    a = catalog.items[0]
    assert (a.ko, a.en, a.group) == ("가", "A", "mochi")
    assert a.facts == {
        "codepoint": "1f600", "emotion": "joy", "evidence": "manifest", "frames": 1, "text": "안녕",
        "file": "a.png",
    }  # fmt: skip
    rows = catalog.spaces["emotion"]
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), [1, 0, 1])
    assert PRODUCT.labels[int(rows[2].argmax())] == "anger"
    assert (report.understood, report.without_meaning, report.skipped) == (2, 1, ())
    assert report.evidence == {"manifest": 1, "none": 1, "filename": 1}


def test_pictures_are_written_anew_and_small_and_animations_kept(shelf, folder, paint):
    moving = paint("WEBP", frames=3)
    files = {
        "large.png": paint(size=(1200, 600)),
        "photo.jpg": paint("JPEG", mode="RGB"),
        "moving.webp": moving,
    }
    put(shelf, folder(files, "p"))
    pictures = shelf / "p" / "pictures"
    assert rgba((pictures / "large.png").read_bytes()).shape == (256, 512, 4)
    assert header((pictures / "photo.png").read_bytes()).format == "PNG"
    assert (pictures / "moving.webp").read_bytes() == moving


def test_metadata_is_left_behind(shelf, folder, paint):
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0where I live"
    put(shelf, folder({"a.jpg": paint("JPEG", mode="RGB", exif=exif, comment=b"secret")}, "p"))
    stored = (shelf / "p" / "pictures" / "a.png").read_bytes()
    assert b"where I live" not in stored
    assert b"secret" not in stored


def test_bad_pictures_are_named_and_the_rest_goes_on(shelf, folder, paint):
    out = BytesIO()
    Image.new("RGBA", (9, 9)).save(out, "PNG")
    files = {
        "good.png": paint(),
        "again.png": paint(),
        "cut.png": paint()[:60],
        "lying.png": paint("GIF", frames=2),
        "nothing.png": out.getvalue(),
        "evil.svg": "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        "film.mp4": b"x",
    }
    calls = []
    report = put(shelf, folder(files, "p"), lambda done, total: calls.append((done, total)))
    reasons = dict(report.skipped)
    # the folder is read in order of names, so "again" comes first
    assert set(reasons) == {"good.png", *list(files)[2:]}
    assert reasons["good.png"] == "duplicate of again.png"
    assert "damaged" in reasons["cut.png"]
    assert "holds GIF" in reasons["lying.png"]
    assert "nothing is drawn" in reasons["nothing.png"]
    assert "script" in reasons["evil.svg"]
    assert calls == [(i, 6) for i in range(1, 7)]
    assert len(read_pack(shelf / "p")[1]) == 1


def test_a_pack_without_a_good_picture_is_refused_and_leaves_nothing(shelf, folder):
    with pytest.raises(BadData, match=r"holds none.*a\.png"):
        put(shelf, folder({"a.png": b"x"}, "p"))
    assert list(shelf.iterdir()) == []


def test_a_failing_import_keeps_the_older_pack(shelf, folder, paint):
    put(shelf, folder({"a.png": paint()}, "p"))
    before = read_pack(shelf / "p")[1].items

    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        put(shelf, folder({"b.png": paint(seed=3)}, "p"), stop)
    assert read_pack(shelf / "p")[1].items == before
    assert [path.name for path in shelf.iterdir()] == ["p"]


def test_same_input_gives_the_same_files(tmp_path, folder, paint):
    root = folder({f"{i}.png": paint(seed=i) for i in range(5)}, "p")
    for shelf in ("one", "two"):
        put(tmp_path / shelf, root)
    for path in (tmp_path / "one").rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()


@pytest.mark.parametrize("path", ["../x.png", "pictures/../../x.png", "/etc/passwd", "pictures/a.svg", ""])
def test_a_pack_whose_pictures_lie_elsewhere_is_refused(shelf, folder, paint, path):
    put(shelf, folder({"a.png": paint()}, "p"))
    items = shelf / "p" / "items.jsonl"
    row = json.loads(items.read_text(encoding="utf-8"))
    items.write_text(json.dumps({**row, "path": path}), encoding="utf-8")
    with pytest.raises(BadData, match="pictures"):
        read_pack(shelf / "p")


def test_remove(shelf, folder, paint):
    put(shelf, folder({"a.png": paint()}, "mochi"))
    with pytest.raises(UnknownName, match="did you mean 'mochi'"):
        remove(shelf, "mocha")
    with pytest.raises(UnknownName):
        remove(shelf, "..")
    remove(shelf, "mochi")
    assert list(shelf.iterdir()) == []
    assert list_packs(shelf / "gone") == []


def test_a_pack_from_the_shelf_can_be_imported_again(shelf, folder, paint, tmp_path):
    put(shelf, folder({"a.png": paint()}, "Mochi"))
    put(tmp_path / "other", shelf / "mochi")
    assert read_pack(tmp_path / "other" / "mochi")[0].en == "Mochi"


def test_a_nameless_picture_gets_the_feeling_that_it_shows(shelf, folder, paint):
    seen = []

    def look(frames):
        seen.append(len(frames))
        return (
            (PRODUCT.vector({"anger": 0.8, "disgust": 0.4}), 0.8125) if frames[0][12, 12, 0] < 120 else None
        )

    files = {
        "1.png": paint(seed=1),  # reddish 53
        "2.png": paint(seed=4),  # reddish 212
        "happy.png": paint(seed=2),
        "1f99e.png": paint(seed=3),  # a lobster: an emoji that says nothing
        "3.gif": paint("GIF", frames=12, seed=0),
    }
    (found,) = read(folder(files, "bought"))
    with replacing(shelf / "bought") as draft:
        items, emotion, report = prepare(found, draft, look=look)
        Catalog(tuple(items), {"emotion": emotion}, {"emotion": PRODUCT.name}).save(draft)
    facts = {item.facts["file"]: item.facts for item in items}
    assert (facts["1.png"]["evidence"], facts["1.png"]["confidence"]) == ("picture", 0.812)
    assert "confidence" not in facts["happy.png"]
    assert facts["2.png"]["evidence"] == "none"
    rows = {item.facts["file"]: row for item, row in zip(items, emotion, strict=True)}
    assert PRODUCT.labels[int(rows["1.png"].argmax())] == "anger"
    assert not rows["2.png"].any()
    assert report.evidence == {"picture": 2, "filename": 1, "none": 2}
    assert sorted(seen) == [1, 1, 5]  # of the animation five frames were looked at
