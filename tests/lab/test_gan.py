from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from gyeol.errors import BadData  # noqa: E402
from gyeol.generate import dcgan  # noqa: E402
from gyeol.lab.fit_gan import FitConfig, fit, made  # noqa: E402
from gyeol.lab.gan_data import Faces, enough, read_faces  # noqa: E402
from gyeol.lab.gan_recipe import plan, train  # noqa: E402
from gyeol.lab.gan_score import score  # noqa: E402

pytestmark = pytest.mark.lab
OPTIONS = FitConfig(epochs=4, batch_size=20, learning_rate=1e-3, snapshot_epochs=2, n_judged=4)


def faces(n=60, seed=0):
    rng = np.random.default_rng(seed)
    pixels = np.full((n, 64, 64, 3), 255, np.uint8)
    for picture in pixels:
        y, x = rng.integers(4, 30, 2)
        picture[y : y + 26, x : x + 26] = rng.integers(0, 200, 3)
    return Faces(pixels, (np.arange(n) % 2).astype(np.uint8))


def fresh():
    torch.manual_seed(3)
    return dcgan.Generator(dcgan.Config(size=8, width=2))


def run(net, state, judge=lambda pictures: 1.0, options=OPTIONS, watch=lambda what, share: None):
    return fit(net, faces(), options, state, judge, watch)


def test_a_killed_run_goes_on_as_if_nothing_had_been(tmp_path):
    whole, killed = fresh(), fresh()
    history = run(whole, tmp_path / "whole")

    def kill(what, share):
        if share == 0.75:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(killed, tmp_path / "killed", watch=kill)
    resumed = fresh()
    assert run(resumed, tmp_path / "killed") == history
    assert np.array_equal(made(whole, 3, 1), made(resumed, 3, 1))


def test_the_best_snapshot_is_what_is_left(tmp_path):
    kids = iter([0.1, 0.9])
    seen = []

    def judge(pictures):
        seen.append(pictures)
        return next(kids)

    net = fresh()
    assert run(net, tmp_path / "s", judge)["kid"] == [[2, 0.1], [4, 0.9]]
    assert np.array_equal(made(net, 4, 0), seen[0])
    assert not np.array_equal(seen[0], seen[1])


def test_no_number_stops_and_keeps_the_last_good_snapshot(tmp_path):
    net = fresh()

    def poison(what, share):
        if share == 0.75:
            with torch.no_grad():
                next(net.parameters()).fill_(float("nan"))

    history = run(net, tmp_path / "s", watch=poison)
    assert history["stopped"] == 4
    assert all(p.isfinite().all() for p in net.parameters())


def test_what_cannot_be_learned_from_is_refused():
    with pytest.raises(BadData, match=r"needs 50 pictures.*found 5"):
        enough(faces(5))
    with pytest.raises(BadData, match="only 1 differ"):
        enough(Faces(np.zeros((60, 64, 64, 3), np.uint8)))
    with pytest.raises(BadData, match="the pleasant one has 0"):
        enough(Faces(faces().pixels, np.zeros(60, np.uint8)))
    assert len(enough(faces()).pixels) == 60


def test_pictures_come_from_an_archive_or_a_folder(tmp_path):
    from PIL import Image

    some = faces(3)
    np.savez(tmp_path / "a.npz", images=some.pixels, positive=some.positive)
    assert np.array_equal(read_faces(tmp_path / "a.npz").pixels, some.pixels)
    Image.fromarray(some.pixels[0]).save(tmp_path / "one.png")
    Image.fromarray(some.pixels[1]).convert("L").resize((90, 40)).save(tmp_path / "two.png")
    assert read_faces(tmp_path).pixels.shape == (2, 64, 64, 3)
    np.savez(tmp_path / "b.npz", images=some.pixels.astype(np.float32))
    with pytest.raises(BadData, match="uint8"):
        read_faces(tmp_path / "b.npz")
    (tmp_path / "c.npz").write_text("no", encoding="utf-8")
    with pytest.raises(BadData, match="neither"):
        read_faces(tmp_path / "c.npz")


def test_score_has_its_keys_and_says_what_it_refused():
    found = score(faces(), faces(55, seed=1).pixels)
    assert list(found) == [
        "n_real", "n_fake", "features", "fid", "kid", "kid_interval", "inception_score", "precision", "recall",
        "memorised", "duplicates", "legible_at_32px", "refused",
    ]  # fmt: skip
    assert found["fid"] is None
    assert list(found["refused"]) == ["fid"]
    assert found["inception_score"] >= 1
    assert score(faces(), faces().pixels[:50])["memorised"] == 1.0


def test_each_recipe_trains_and_writes_its_artefact(tmp_path):
    some = faces()
    np.savez(tmp_path / "a.npz", images=some.pixels, positive=some.positive)
    for method in ("dcgan", "deligan", "latent"):
        settings = {"data.faces": str(tmp_path / "a.npz"), "fit.epochs": "1", "model.width": "2"}
        recipe = Path(__file__).parents[2] / f"recipes/emoji-{method}.toml"
        told = plan(recipe, settings)
        assert (told["recipe"]["fit"]["learning_rate"], told["recipe"]["fit"]["batch_size"]) == (1e-2, 35)
        found = train(recipe, {**settings, "fit.n_judged": "50"}, tmp_path / method, lambda what, share: None)
        assert found.config["options"]["method"] == method
        assert found.file("grid.png").is_file()
        assert found.metrics["training pictures"]["n"] == 50
