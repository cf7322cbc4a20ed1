import json

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("huggingface_hub")

from gyeol.errors import BadArtifact, BadData, RemoteError, UnknownName
from gyeol.lab.open_encoder import open_encoder
from gyeol.lab.pack_measures import FORMS, altered, evaluate, gallery
from gyeol.stickers import image

pytestmark = pytest.mark.lab


def quiet(what, share):
    pass


class Colours:
    """Places a picture by its mean colour, so that turning hues must hurt and grey must hurt more."""

    name, dim = "colours@000000000000", 3

    def encode(self, inputs):
        ink = [picture[picture[..., 3] > 128][:, :3].mean(0) - 127 for picture in inputs]
        rows = np.stack(ink).astype(np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def draw(folder, colour, n=6, first=0x1F600):
    folder.mkdir(parents=True)
    for i in range(n):
        picture = Image.new("RGBA", (40, 40))
        picture.paste((*(max(0, c - 7 * i) for c in colour), 255), (4 + i, 4, 30, 30))
        picture.save(folder / f"{first + i:x}.png")


@pytest.fixture
def packs(tmp_path):
    draw(tmp_path / "reds", (230, 60, 60))
    draw(tmp_path / "blues", (60, 60, 230))
    draw(tmp_path / "greens", (60, 230, 60))
    return tmp_path


def test_each_folder_in_a_folder_is_a_pack_and_what_is_unreadable_is_named(packs):
    (packs / "reds" / "broken.png").write_bytes(b"no picture")
    Image.new("RGBA", (5, 5)).save(packs / "reds" / "empty.png")
    (packs / "notes").mkdir()
    (packs / "notes" / "readme.txt").write_text("nothing", encoding="utf-8")
    found = gallery([packs], quiet)
    assert sorted(set(found.pack)) == ["blues", "greens", "reds"]
    assert len(found.pictures) == 18
    assert {file for file, _ in found.skipped} == {"broken.png", "empty.png", "notes"}


def test_known_answer_and_shape_of_the_document(packs):
    found = evaluate(Colours(), gallery([packs], quiet), quiet)
    assert (found["n"], found["packs"]) == (18, 3)
    assert found["plain"]["p_at_1"] == found["plain"]["map"] == 1
    assert found["grey"]["p_at_1"] < 1
    assert found["hue"]["p_at_1"] < 1
    assert set(found["per_pack"]) == {"reds", "blues", "greens"}
    for form in FORMS:
        assert {"p_at_1", "p_at_10", "map", "family_at_1"} <= set(found[form])
        low, high = found[form]["interval"]["p_at_1"]
        assert 0 <= low <= found[form]["p_at_1"] <= high <= 1
    assert json.loads(json.dumps(found)) == found


def test_a_blind_encoder_confuses_the_same_thing_in_other_packs(packs):
    class Content(Colours):
        def encode(self, inputs):  # the left edge moves with the motif
            rows = np.zeros((len(inputs), 12), np.float32)
            for row, picture in zip(rows, inputs, strict=True):
                row[np.flatnonzero(picture[..., 3].any(0))[0] - 4] = 1
            return rows

        dim = 12

    found = evaluate(Content(), gallery([packs], quiet), quiet, forms=("plain",))
    assert found["content_confusion"] == 1


def test_only_the_packs_asked_for_ask(packs):
    stickers = gallery([packs / "reds", packs / "blues"], quiet)
    found = evaluate(Colours(), stickers, quiet, queries=["reds"])
    assert (found["n"], found["packs"], list(found["per_pack"])) == (6, 1, ["reds"])
    with pytest.raises(UnknownName, match="did you mean 'reds'"):
        evaluate(Colours(), stickers, quiet, queries=["red"])
    with pytest.raises(BadData, match="at least two"):
        gallery([packs / "reds"], quiet)


def test_families_come_from_packs_csv(packs):
    (packs / "packs.csv").write_text("pack,family\nreds,warm\nblues,cold\n", encoding="utf-8")
    found = gallery([packs], quiet)
    assert set(zip(found.pack, found.family, strict=True)) == {
        ("reds", "warm"), ("blues", "cold"), ("greens", "greens"),
    }  # fmt: skip


def test_pictures_are_altered_and_their_alpha_stays(packs):
    picture = image.rgba((packs / "reds" / "1f600.png").read_bytes())
    ink = picture[..., 3] > 0
    grey, turned, small = (altered([picture], form)[0] for form in ("grey", "hue", "small"))
    assert np.ptp(grey[ink][:, :3].astype(int), axis=1).max() <= 1
    assert np.abs(turned[ink][:, :3].astype(int) - picture[ink][:, :3]).max() > 40
    assert (turned[..., 3] == picture[..., 3]).all()
    assert max(small.shape[:2]) == 32
    assert (altered([picture], "hue")[0] == turned).all()
    both = altered([picture, picture], "hue")
    assert (both[0] != both[1]).any()  # each by its own angle


def test_what_an_encoder_lacks_is_told_with_the_command_that_gets_it(monkeypatch, tmp_path):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RemoteError, match="hf download gyeol-tests/nowhere"):
        open_encoder("clip", "gyeol-tests/nowhere")
    with pytest.raises(BadArtifact, match=r"gyeol train recipes/bottleneck\.toml --out artifacts/bottleneck"):
        open_encoder("bottleneck")
    with pytest.raises(UnknownName, match="encoder of pictures"):
        open_encoder("concepts")
    with pytest.raises(UnknownName, match="did you mean 'style'"):
        open_encoder("styl")
