import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from PIL import Image  # noqa: E402

from gyeol.emotion import PRODUCT  # noqa: E402
from gyeol.errors import BadData, CannotWrite  # noqa: E402
from gyeol.lab import gan_state  # noqa: E402
from gyeol.lab.fit_gan import fit  # noqa: E402
from gyeol.lab.gan_data import enough, read_faces  # noqa: E402
from gyeol.lab.gan_methods import METHODS  # noqa: E402
from gyeol.lab.gan_recipe import plan, train  # noqa: E402
from gyeol.lab.gan_score import Judge  # noqa: E402
from gyeol.lab.gan_split import part  # noqa: E402
from tests.lab.gan_worlds import OPTIONS, faces, learner  # noqa: E402

pytestmark = pytest.mark.lab
RECIPES = Path(__file__).parents[2] / "recipes"


def run(made, state, judge=lambda net: {"kid": 1.0}, options=OPTIONS, watch=lambda what, share: None):
    return fit(made, 60, options, state, judge, watch)


def drawn(made, name):
    return METHODS[name].sample(made.settle(), faces(4).feeling, 1)


@pytest.mark.parametrize("name", ["dcgan", "ours"])
def test_a_killed_run_goes_on_as_if_nothing_had_been(tmp_path, name):
    whole, killed, resumed = learner(name), learner(name), learner(name)
    history = run(whole, tmp_path / "whole")

    def kill(what, share):
        if share == 0.75:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(killed, tmp_path / "killed", watch=kill)
    assert run(resumed, tmp_path / "killed")["losses"] == history["losses"]
    assert np.array_equal(drawn(whole, name), drawn(resumed, name))


def test_the_best_snapshot_is_what_is_left(tmp_path):
    kids, seen, made = iter([0.1, 0.9]), [], learner()

    def judge(net):
        seen.append(drawn(made, "dcgan"))
        return {"kid": next(kids)}

    found = run(made, tmp_path / "s", judge)["snapshots"]
    assert [(row["epoch"], row["kid"]) for row in found] == [(2, 0.1), (4, 0.9)]
    assert np.array_equal(drawn(made, "dcgan"), seen[0])
    assert not np.array_equal(seen[0], seen[1])


def test_no_number_stops_and_keeps_the_last_good_snapshot(tmp_path):
    made = learner()

    def poison(what, share):
        if share == 0.75:
            with torch.no_grad():
                next(made.served.parameters()).fill_(float("nan"))

    assert run(made, tmp_path / "s", watch=poison)["stopped"] == 4
    assert all(p.isfinite().all() for p in made.served.parameters())


def test_a_time_budget_ends_the_run_with_a_snapshot(tmp_path):
    history = run(learner("ours"), tmp_path / "s", options=replace(OPTIONS, epochs=1000, minutes=1e-3))
    assert len(history["losses"]) < 1000
    assert history["snapshots"][-1]["epoch"] == len(history["losses"])


def test_a_full_disk_says_so_and_leaves_what_was_there(tmp_path, monkeypatch):
    whole = learner()
    run(whole, tmp_path / "s", options=replace(OPTIONS, epochs=2))

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(gan_state, "save_file", full)
    with pytest.raises(CannotWrite, match="free some space"):
        run(learner(), tmp_path / "s")
    assert len(json.loads((tmp_path / "s/history.json").read_text(encoding="utf-8"))["losses"]) == 2
    assert [p.name for p in tmp_path.iterdir()] == ["s"]


def test_what_cannot_be_learned_from_is_refused():
    some = faces()
    with pytest.raises(BadData, match=r"needs 50 pictures.*found 5"):
        enough(faces(5))
    with pytest.raises(BadData, match="only 1 differ"):
        enough(replace(some, rgba=np.zeros_like(some.rgba)))
    dark = np.zeros_like(some.feeling)
    dark[:, PRODUCT.index("anger")] = 1
    with pytest.raises(BadData, match="the pleasant one has 0"):
        enough(replace(some, feeling=dark))
    assert len(enough(some)) == 60
    assert len(enough(replace(some, feeling=np.zeros_like(dark)))) == 60


def test_pictures_come_from_an_archive_or_a_folder(tmp_path):
    some = faces(3)
    np.savez(tmp_path / "a.npz", images=some.pixels, positive=np.array([1, 0, 1]))
    read = read_faces(tmp_path / "a.npz")
    assert np.array_equal(read.pixels, some.pixels)
    assert read.positive.tolist() == [1, 0, 1]
    (tmp_path / "own").mkdir()
    Image.fromarray(some.rgba[0]).resize((300, 200)).save(tmp_path / "own/joy.png")
    Image.fromarray(some.pixels[1]).convert("L").save(tmp_path / "own/two.jpg")
    own = read_faces(tmp_path / "own")
    assert own.rgba.shape == (2, 64, 64, 4)
    assert own.feeling[0].argmax() == PRODUCT.index("joy")
    assert own.rgba[0, 0, 0, 3] == 0
    np.savez(tmp_path / "b.npz", images=some.pixels.astype(np.float32))
    with pytest.raises(BadData, match="uint8"):
        read_faces(tmp_path / "b.npz")
    (tmp_path / "c.npz").write_text("no", encoding="utf-8")
    with pytest.raises(BadData, match="neither"):
        read_faces(tmp_path / "c.npz")


def test_parts_share_no_concept_and_no_pack():
    some = faces(60)
    some = replace(some, pack=np.asarray(["a", "b", "c"] * 20))
    cut = {name: part(some, name, other_packs=["c"]) for name in ("train", "held", "other")}
    assert sum(map(len, cut.values())) == 60
    assert not set(cut["train"].concept) & set(cut["held"].concept)
    assert set(cut["other"].pack) == {"c"}
    fit, validation = (part(some, name, other_packs=["c"]) for name in ("fit", "validation"))
    assert len(fit) + len(validation) == len(cut["train"])
    assert len(set(validation.concept)) == len(set(cut["held"].concept))
    assert not set(validation.concept) & (set(fit.concept) | set(cut["held"].concept))
    with pytest.raises(BadData, match="unknown here"):
        part(replace(some, concept=np.full(60, "")), "held", other_packs=[])


def test_score_has_its_keys_and_says_what_it_refused():
    judge = Judge(faces())
    found = judge.whole(faces(55, seed=1).rgba)
    assert list(found) == [
        "n_real", "n_fake", "features", "fid", "fid_axes", "kid", "kid_interval", "inception_score", "precision",
        "recall", "memorised", "duplicates", "legible_at_32px", "refused",
    ]  # fmt: skip
    assert found["fid"] is None
    assert list(found["refused"]) == ["fid"]
    assert found["inception_score"] >= 1
    assert judge.whole(faces().rgba[:50])["memorised"] == 1.0
    assert judge.brief(faces(55, seed=1).rgba)["kid"] == pytest.approx(found["kid"])


@pytest.mark.parametrize("name", ["dcgan", "deligan", "latent", "ours"])
def test_each_recipe_trains_and_writes_its_artefact(tmp_path, name):
    some = faces()
    np.savez(tmp_path / "a.npz", images=some.rgba, positive=some.positive)
    small = {"model.code": "4", "model.noise": "15"} if name == "ours" else {"model.width": "2"}
    settings = {"data.faces": str(tmp_path / "a.npz"), "fit.epochs": "1", "fit.n_judged": "50", **small}
    recipe, told = RECIPES / f"emoji-{name}.toml", []
    options = plan(recipe, settings)["recipe"]["fit"]
    if name != "ours":
        assert (options["learning_rate"], options["batch_size"]) == (1e-2, 35)
    found = train(recipe, settings, tmp_path / name, lambda what, share: told.append((what, share)))
    assert found.config["options"]["method"] == name
    assert found.metrics["training pictures"]["n"] == 50
    assert told[-1][1] == 1
    assert len(list(tmp_path.glob(f"{name}-*.run.png"))) == 1
    with Image.open(found.file("grid.png")) as sheet:
        assert sheet.size == (512, 256)
