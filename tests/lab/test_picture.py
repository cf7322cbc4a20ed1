import csv
import json

import numpy as np
import pytest
from PIL import Image, ImageDraw

torch = pytest.importorskip("torch")

from gyeol.emotion import PRODUCT  # noqa: E402
from gyeol.encode.picture import PictureReader  # noqa: E402
from gyeol.errors import BadArtifact  # noqa: E402
from gyeol.lab.fit_picture import motifs, targets  # noqa: E402
from gyeol.lab.picture_data import Pictures, packs_drawn, packs_on_disk  # noqa: E402
from gyeol.lab.picture_features import N_FEATURES, features  # noqa: E402
from gyeol.lab.picture_looks import varied  # noqa: E402
from gyeol.lab.picture_measures import Guess, answers, measures, temperature, threshold  # noqa: E402
from gyeol.lab.picture_recipe import plan, train  # noqa: E402

pytestmark = pytest.mark.lab
JOY, SADNESS = PRODUCT.index("joy"), PRODUCT.index("sadness")


def quiet(what, share):
    pass


def face(mouth, colour, shift=0):
    """A disc with eyes and a mouth that goes up (😀) or down (😢)."""
    picture = Image.new("RGBA", (64, 64))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((2, 2, 62, 62), fill=colour)
    for x in (20, 42):
        pen.ellipse((x - 4 + shift, 18, x + 4 + shift, 30), fill="black")
    box = (18, 30, 46, 50) if mouth == "up" else (18, 40, 46, 60)
    pen.arc(box, *((10, 170) if mouth == "up" else (190, 350)), fill="black", width=4)
    return picture


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Four packs of happy and sad faces, each in its own colour."""
    root = tmp_path_factory.mktemp("data")
    rows = []
    for pack, colour in (("yellow", "gold"), ("blue", "skyblue"), ("red", "tomato"), ("grey", "silver")):
        (root / "packs" / pack).mkdir(parents=True)
        for shift in range(-2, 3):
            for mouth, code in (("up", "1f600"), ("down", "1f622")):
                file = f"{pack}/{code}_{shift + 2}.png"
                face(mouth, colour, shift).save(root / "packs" / file)
                rows.append({"pack": pack, "file": file, "codepoint": code, "subgroup": "face-smiling"})
    for name, header, content in (
        ("manifest.csv", ["pack", "file", "codepoint", "subgroup"], rows),
        (
            "packs.csv",
            ["pack", "license", "weights_may_ship"],
            [
                {"pack": p, "license": "CC0-1.0", "weights_may_ship": "no" if p == "grey" else "yes"}
                for p in ("yellow", "blue", "red", "grey")
            ],
        ),
    ):
        with (root / "packs" / name).open("w", encoding="utf-8", newline="") as out:
            sheet = csv.DictWriter(out, header)
            sheet.writeheader()
            sheet.writerows(content)
    return root


@pytest.fixture(scope="module")
def made(data, tmp_path_factory):
    recipe = tmp_path_factory.mktemp("recipe") / "picture-emotion.toml"
    recipe.write_text(
        f'kind = "picture"\n[data]\nroot = "{data}"\ndrawn_seeds = [1]\ndrawn_count = 2\n'
        'folds = [["yellow", "grey"], ["blue"]]\n[model]\nhidden = 24\n'
        "[fit]\nlooks = 1\nepochs = 14\nbatch_size = 8\nthreads = 1\ndropout = [0.0, 0.0]\n",
        encoding="utf-8",
    )
    assert plan(recipe, {})["rows"] == {"yellow": 10, "blue": 10, "red": 10, "grey": 10}
    return train(recipe, {}, recipe.parent / "picture", quiet)


def test_an_unseen_colour_of_a_known_face_is_read(made):
    reader = PictureReader.load(made.path)
    proba = reader.predict_proba([np.asarray(face("up", "plum")), np.asarray(face("down", "plum"))])
    assert proba.shape == (2, len(PRODUCT))
    assert proba[0].argmax() == JOY
    assert proba[1].argmax() == SADNESS
    assert (proba.sum(1) <= 1 + 1e-5).all()
    feelings, sure = reader.look([np.asarray(face("up", "plum"))])
    assert sure == pytest.approx(float(proba[0].max()), abs=1e-6)
    assert feelings.argmax() == JOY
    assert (feelings[feelings > 0] >= 0.3 * feelings.max()).all()


def test_what_shows_nothing_is_unknown(made):
    reader = PictureReader.load(made.path)
    empty = np.zeros((5, 5, 4), np.uint8)
    assert not reader.predict_proba([empty]).any()
    assert reader.look([empty]) is None
    assert reader.look([]) is None


def test_the_engine_reads_nameless_pictures_with_it(made, tmp_path, monkeypatch):
    import shutil

    from gyeol.engine import Engine, models

    shutil.copytree(models.ARTIFACTS / "style", tmp_path / "artifacts" / "style")
    shutil.copytree(made.path, tmp_path / "artifacts" / "picture")
    monkeypatch.setattr(models, "ARTIFACTS", tmp_path / "artifacts")
    (tmp_path / "bought").mkdir()
    for i, mouth in enumerate(("up", "down", "up", "down"), start=1):
        face(mouth, "plum", i).save(tmp_path / "bought" / f"{i:02d}.png")
    Image.new("RGBA", (1, 1), (9, 9, 9, 255)).save(tmp_path / "bought" / "05.png")
    with Engine.open(tmp_path / "home") as engine:
        (report,) = engine.import_packs(tmp_path / "bought")
        items = engine.pack("bought")[1]
        rows = engine.shelf.catalog
        feelings = [int(rows.spaces["emotion"][rows.row[item.id]].argmax()) for item in items]
    assert report.evidence == {"picture": 4, "none": 1}
    assert feelings[:4] == [JOY, SADNESS, JOY, SADNESS]
    assert all(0 < item.facts["confidence"] <= 1 for item in items[:4])


def test_batch_equals_loop(made):
    reader = PictureReader.load(made.path)
    pictures = [np.asarray(face(m, c)) for m in ("up", "down") for c in ("plum", "gold", "silver")]
    batch = reader.predict_proba(pictures)
    assert batch.tobytes() == np.concatenate([reader.predict_proba([p]) for p in pictures]).tobytes()


def test_the_card_tells_unseen_packs_and_only_what_may_ship_teaches(made):
    assert made.metrics["packs unseen"]["n"] == 30
    assert {"top_1", "top_3", "chance", "covered", "when_sure"} <= set(made.metrics["packs unseen"])
    assert made.metrics["unseen: grey"]["n"] == 10
    assert [row["corpus"] for row in made.config["data"]][:-1] == ["blue", "red", "yellow"]
    assert made.config["taxonomy"] == PRODUCT.name
    assert sum(path.stat().st_size for path in made.path.iterdir()) < 5_000_000


def test_an_artefact_of_other_axes_is_refused(made, tmp_path):
    import shutil

    from gyeol.artifact import _seal

    shutil.copytree(made.path, tmp_path / "other")
    config = json.loads((tmp_path / "other" / "config.json").read_text(encoding="utf-8"))
    config["taxonomy"] = "kote44"
    config["sha256"] = _seal(config)
    (tmp_path / "other" / "config.json").write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(BadArtifact, match=r"gyeol train recipes/picture-emotion\.toml"):
        PictureReader.load(tmp_path / "other")


def test_what_is_known_of_pictures(data):
    packs = packs_on_disk(data / "packs", quiet)
    assert len(packs) == 40
    assert set(packs.group) == {"face"}
    assert set(packs.motif) == {"😀", "😢"}
    assert (packs.feeling[packs.motif == "😀"].argmax(1) == JOY).all()
    drawn = packs_drawn([1], 1, quiet)
    assert (drawn.feeling.sum(1) == 1).all()
    number, meaning = motifs(packs, drawn.at(np.arange(0)))
    assert sorted(set(number.tolist())) == [0, 1]
    np.testing.assert_allclose(meaning.sum(1), 1, atol=1e-6)


def test_targets_say_nothing_of_what_nobody_has_said():
    pixels = np.zeros((3, 64, 64, 3), np.uint8)
    feeling = np.zeros((3, 12), np.float32)
    feeling[0, [JOY, SADNESS]] = 0.5, 1.0
    text = np.array(["", "", ""])
    mute = np.array([False, True, False])
    rows = targets(Pictures(pixels, feeling, feeling, mute, text, text, text))
    assert rows[0, [JOY, SADNESS]] == pytest.approx([1 / 3, 2 / 3])
    assert rows[1].tolist() == [0.0] * 12 + [1.0]
    assert not rows[2].any()


def test_features_know_up_from_down_and_not_the_hue():
    def row(*pictures):
        pixels = [np.asarray(p.convert("RGB")) for p in pictures]
        return features(torch.from_numpy(np.stack(pixels).transpose(0, 3, 1, 2).astype(np.float32)))

    found = row(face("up", "#c06060"), face("up", "#6060c0"), face("down", "#c06060"))
    assert found.shape == (3, N_FEATURES)
    assert torch.isfinite(found).all()
    lines = found[:, :-384]
    assert (lines[0] - lines[1]).norm() < 0.7 * (lines[0] - lines[2]).norm()


def test_looks_stay_pictures_and_differ():
    x = torch.from_numpy(
        np.stack([np.asarray(face("up", "gold").convert("RGB"))] * 24).transpose(0, 3, 1, 2)
    ).float()
    found = varied(x, torch.Generator().manual_seed(0))
    assert found.shape == x.shape
    assert found.min() >= -1e-3
    assert found.max() <= 255.5
    assert len({tuple(p.flatten()[::97].tolist()) for p in found}) > 20
    assert torch.equal(found, varied(x, torch.Generator().manual_seed(0)))


def test_measures_known_answer():
    feeling = np.zeros((4, 12), np.float32)
    feeling[[0, 1, 2, 3], [0, 0, 4, 5]] = 1
    proba = np.zeros((4, 13), np.float32)
    proba[0, 0], proba[1, 4], proba[1, 0], proba[2, 4], proba[3, 12] = 0.9, 0.5, 0.3, 0.8, 0.9
    text = np.array([""] * 4)
    asked = Pictures(
        np.zeros((4, 1, 1, 3), np.uint8), feeling, np.zeros_like(feeling), np.zeros(4, bool), text,
        np.array(["a", "a", "b", "b"]), np.array(["face"] * 4),
    )  # fmt: skip
    told = measures(proba, asked, 0.6)["packs unseen"]
    assert (told["n"], told["top_1"], told["top_3"]) == (4, 0.5, 0.75)
    assert (told["covered"], told["when_sure"], told["chance"]) == (0.5, 1.0, 0.5)
    assert threshold(proba, asked) == pytest.approx(0.8)


def test_temperature_cools_a_network_that_is_too_sure():
    rng = np.random.default_rng(0)
    feeling = np.eye(12, dtype=np.float32)[rng.integers(0, 3, 300)]
    logits = np.where(rng.random((300, 1)) < 0.6, feeling[:, :3], np.eye(3)[rng.integers(0, 3, 300)]) * 12
    guess = Guess(np.arange(300), logits.astype(np.float32), np.eye(13, dtype=np.float32)[:3])
    text = np.array([""] * 300)
    asked = Pictures(
        np.zeros((300, 1, 1, 3), np.uint8), feeling, feeling, np.zeros(300, bool), text, text, text
    )
    assert temperature([guess], asked) > 2
    assert answers([guess], 1.0).shape == (300, 13)
