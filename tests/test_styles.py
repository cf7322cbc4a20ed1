"""What resembles pictures that are not on the shelf, and the map of all stickers."""

import json

import numpy as np
import pytest
from PIL import Image

from gyeol.engine import Engine
from gyeol.engine.styles import fitted, usable
from gyeol.errors import BadData, UnknownName
from gyeol.phrases import phrases
from gyeol.stickers.counts import read_counts


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    with Engine.open(tmp_path_factory.mktemp("home")) as opened:
        yield opened


@pytest.fixture(scope="module")
def mine(engine, tmp_path_factory):
    """A folder of a user's own stickers: three of the pack mochi among things that are none."""
    folder = tmp_path_factory.mktemp("mine")
    for i, sticker in enumerate(engine.library.pack("mochi")[0].cover[:3]):
        Image.open(engine.picture(sticker)).convert("RGBA").save(folder / f"my-{i}.png")
    (folder / "broken.png").write_bytes(b"not a picture")
    Image.new("RGBA", (8, 8)).save(folder / "empty.png")
    return folder


def test_own_pictures_find_their_pack_and_what_is_unusable_is_named(engine, mine):
    looks = engine.styles.own(mine)
    assert sorted(looks.names) == ["my-0.png", "my-1.png", "my-2.png"]
    assert {file for file, _ in looks.skipped} == {"broken.png", "empty.png"}
    tally = engine.styles.vote(looks)
    assert "mochi" in tally.chosen
    assert tally.votes["mochi"] == 3
    assert len(tally.chosen) >= 3
    assert "mochi" in [found.info.pack.name for found in engine.styles.nearest(looks, 2)]


def test_a_folder_without_a_usable_picture_is_an_error(engine, tmp_path):
    Image.new("RGBA", (8, 8)).save(tmp_path / "empty.png")
    with pytest.raises(BadData, match=r"none is; the first: empty\.png: nothing is drawn"):
        engine.styles.own(tmp_path)


def test_counts_weigh_votes_and_those_of_no_sticker_are_left_over(engine, mine):
    looks = engine.styles.own(mine)
    known, unknown = usable({"my-0": 14, "my-1.png": 0, "other": 3}, looks.names)
    assert (known, unknown) == ({"my-0.png": 14, "my-1.png": 0}, ["other"])
    plain, weighted = engine.styles.vote(looks), engine.styles.vote(looks, counts=known)
    assert plain.votes["mochi"] == 3
    assert weighted.votes["mochi"] == pytest.approx(np.log2(16) + 2 * np.log2(2))


def test_counts_are_read_as_spreadsheets_write_them(tmp_path):
    path = tmp_path / "counts.csv"
    path.write_bytes("파일;횟수\na.png;1,200\nb.png;viel\n;3\na.png;1\n".encode("cp949"))
    counts, left_out = read_counts(path)
    assert counts == {"a.png": 1201}
    assert [name for name, _ in left_out] == ["b.png", "(no file)"]
    path.write_text("name,how many\na,1\n", encoding="utf-8")
    with pytest.raises(BadData, match="how many, name"):
        read_counts(path)
    with pytest.raises(BadData, match="check the path"):
        read_counts(tmp_path / "nowhere.csv")


def test_looks_of_packs_stickers_and_files(engine, mine):
    sticker = engine.library.pack("mochi")[0].cover[0]
    looks = engine.styles.looks(["mochi", sticker, str(mine / "my-1.png")])
    assert looks.names == ("mochi", sticker, str(mine / "my-1.png"))
    assert (looks.rows @ looks.rows[0] > 0.5).all()
    assert "mochi" not in [found.info.pack.name for found in engine.styles.nearest(looks, 30)]
    with pytest.raises(UnknownName, match="did you mean 'mochi'"):
        engine.styles.looks(["mochii"])
    with pytest.raises(UnknownName):
        engine.styles.looks(["nowhere/my.png"])


def test_map_holds_every_sticker_once_and_packs_together(engine):
    found = engine.styles.map()
    assert len(found.items) == len(found.places) == len(engine.shelf.catalog)
    assert found.places.min() >= 0
    assert found.places.max() <= 1
    assert found.places.tobytes() == engine.styles.map().places.tobytes()
    group = np.asarray([item.group for item in found.items])
    near = []
    for i in range(0, len(group), 7):
        far = np.linalg.norm(found.places - found.places[i], axis=1)
        far[i] = np.inf
        near.append(group[far.argmin()] == group[i])
    assert np.mean(near) > 0.5  # chance: 0.06


def test_places_keep_their_proportions():
    at = fitted(np.array([[0, 0], [10, 5], [5, 2.5]], np.float32))
    assert at.tolist() == [[0, 0.25], [1, 0.75], [0.5, 0.5]]


def test_a_picture_of_the_map_shows_every_pack_and_no_sticker_covers_another():
    map_picture = pytest.importorskip("gyeol.lab.map_picture")
    rng = np.random.default_rng(0)
    at = np.concatenate([rng.normal(600, 60, (300, 2)), rng.uniform(0, 2400, (60, 2))]).astype(np.float32)
    sizes = map_picture.sizes_px(at)
    assert sizes[:300].mean() < sizes[300:].mean()  # crowded ones are small
    kept = map_picture.chosen(at, sizes, [(0, 0, 400, 400)])
    for a in kept:
        assert not (at[a] < 400).all()
        for b in kept[kept != a]:
            assert np.abs(at[a] - at[b]).max() >= (sizes[a] + sizes[b]) / 2 * 0.92 - 1e-3
    wide = map_picture.spread(np.array([[0.5, 0.5], [0.501, 0.502], [1, 0]], np.float32))
    assert np.abs(wide[0] - wide[1]).min() > 0.2


def test_maps_are_written(engine, tmp_path):
    from gyeol.lab.map_page import write_page
    from gyeol.lab.map_picture import SIDE_PX, write_png

    found = engine.styles.map()
    few = slice(0, 60)
    pictures = [engine.shelf.picture(item) for item in found.items[few]]
    rest = (pictures, engine.shelf.packs, phrases("ko"), lambda what, share: None)
    write_png(tmp_path / "map.png", found.items[few], found.places[few], *rest)
    assert Image.open(tmp_path / "map.png").size == (SIDE_PX, SIDE_PX)
    write_page(tmp_path / "map.html", found.items[few], found.places[few], *rest)
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "{{" not in page
    assert "http" not in page.replace("http-equiv", "")  # nothing is fetched
    data = json.loads(page.split('id="data">')[1].split("</script>")[0])
    assert len(data["stickers"]) == 60
    assert set(data["words"]["ko"]) == set(data["words"]["en"])


def test_a_name_cannot_end_the_script(engine, tmp_path):
    from dataclasses import replace

    from gyeol.lab.map_page import write_page

    item = replace(engine.styles.map().items[0], en="</script><script>alert(1)</script>")
    picture = [engine.shelf.picture(engine.styles.map().items[0])]
    write_page(
        tmp_path / "map.html", [item], np.full((1, 2), 0.5, np.float32), picture, engine.shelf.packs, phrases("en"),
        lambda what, share: None,
    )  # fmt: skip
    assert "</script><script>alert" not in (tmp_path / "map.html").read_text(encoding="utf-8")
