import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from typer.testing import CliRunner  # noqa: E402

from gyeol.cli import app  # noqa: E402
from gyeol.errors import BadData, BadRequest, Refused  # noqa: E402
from gyeol.lab.compare_gan import Run, runs, summary  # noqa: E402
from gyeol.lab.gan_recognise import Recogniser  # noqa: E402
from gyeol.lab.gan_score import Judge  # noqa: E402
from gyeol.lab.gan_sources import DataConfig, gather  # noqa: E402
from gyeol.lab.muon import orthogonal  # noqa: E402
from gyeol.lab.search_n import search, unstable  # noqa: E402
from tests.lab.gan_worlds import faces  # noqa: E402

pytestmark = pytest.mark.lab
RECIPES = Path(__file__).parents[2] / "recipes"


def archive(folder, n=150):
    some = faces(n)
    packs = np.asarray(["a", "b", "c"] * (n // 3))
    np.savez(folder / "own_64.npz", images=some.rgba, positive=some.positive)
    with (folder / "own.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["pack", "codepoint"])
        # concepts of both classes, so that what is held out has both
        rows.writerows([pack, f"c{i // 6}"] for i, pack in enumerate(packs))
    return folder / "own_64.npz"


@pytest.mark.parametrize(
    ("losses", "stopped", "alike", "why"),
    [
        ([[1.0, 1.2]] * 31, False, 0.1, ""),
        ([[1.0, 1.2]] * 3, True, None, "a loss was no number"),
        ([[1.0, 1.2]] * 26 + [[9.0, 0.01]] * 5, False, 0.1, "the discriminator won"),
        ([[9.0, 0.01]] * 26 + [[1.0, 1.2]] * 5, False, 0.1, ""),
        ([[1.0, 1.2]] * 31, False, 0.5, "the pictures are alike"),
    ],
)
def test_unstable_means_one_of_three_things(losses, stopped, alike, why):
    assert unstable(losses, stopped, alike) == why


def test_the_search_for_n_goes_up_until_a_training_is_stable(tmp_path, monkeypatch):
    monkeypatch.setattr("gyeol.lab.search_n.EPOCHS", 2)
    verdicts = iter(["the discriminator won", "a loss was no number", ""])
    monkeypatch.setattr("gyeol.lab.search_n.unstable", lambda *of: next(verdicts))
    settings = {"data.faces": str(archive(tmp_path, 60)), "model.width": "2", "model.size": "6"}
    settings |= {"fit.n_judged": "50"}
    told = []
    recipe = RECIPES / "emoji-latent.toml"
    trials = search(recipe, settings, tmp_path / "n", lambda what, share: told.append(what), most=4)
    assert [(t.n_learned, t.epochs, t.unstable) for t in trials] == [
        (1, 2, "the discriminator won"), (2, 2, "a loss was no number"), (3, 2, ""),
    ]  # fmt: skip
    assert any(what.startswith("N = 2, epoch 1") for what in told)
    with pytest.raises(BadRequest, match="belongs to the method 'latent'"):
        search(RECIPES / "emoji-dcgan.toml", {}, tmp_path / "n", print)
    with pytest.raises(BadRequest, match="from 1 to 5"):
        search(recipe, settings, tmp_path / "n", print, most=6)


def test_a_classifier_of_other_packs_knows_red_from_blue():
    some = Recogniser(faces(60))
    fresh = faces(60, seed=1)
    assert some.share(fresh.pixels, fresh.positive) > 0.95
    assert some.share(fresh.pixels, 1 - fresh.positive) < 0.05
    with pytest.raises(Refused, match="make 50"):
        some.share(fresh.pixels[:10], fresh.positive[:10])
    with pytest.raises(Refused, match="bring 50"):
        Recogniser(faces(20))


def test_a_summary_reaches_over_the_intervals_of_all_seeds():
    score = {
        "n_real": 50, "n_fake": 60, "features": "f", "kid": 1.0, "kid_interval": [0.8, 1.2], "fid": 3.0,
        "precision": 1.0, "inception_score": None, "recall": 0.0, "memorised": 0.0, "duplicates": 0.1,
        "legible_at_32px": 1.0, "recognised": None,
    }  # fmt: skip
    history = {"stopped": None, "seconds": 60.0, "losses": [[1, 1]]}
    made = np.zeros((0, 64, 64, 4), np.uint8)
    one = Run("x", "dcgan", 0, history, score, made)
    two = replace(one, seed=1, score={**score, "kid": 2.0, "kid_interval": [1.7, 2.4], "duplicates": 0.9})
    [row] = summary([one, two])
    assert (row["kid"], row["kid_interval"], row["seeds"], row["minutes"]) == (1.5, [0.8, 2.4], [0, 1], 1.0)
    assert row["failed"] == ["1: collapsed"]
    assert replace(one, history={**history, "stopped": 3}).failed == "diverged"
    with pytest.raises(BadRequest, match="nothing to compare"):
        runs([], Judge(faces()), faces(), 50, print)


def test_compare_trains_measures_and_draws(tmp_path):
    data = archive(tmp_path)
    small = ["--set", "fit.epochs=1", "--set", "fit.n_judged=50", "--set", "model.width=2"]
    command = [
        "emoji",
        "compare",
        str(RECIPES / "emoji-dcgan.toml"),
        "--seeds",
        "0",
        "--out",
        str(tmp_path / "o"),
    ]
    command += [
        "--data",
        str(data),
        "--other",
        "c",
        "--count",
        "50",
        "--figures",
        str(tmp_path / "f"),
        *small,
    ]
    found = CliRunner().invoke(app, [*command, "--json"])
    assert found.exit_code == 0, found.output
    told = json.loads(found.stdout)
    assert [(row["name"], row["seeds"], row["n_fake"]) for row in told["rows"]] == [("emoji-dcgan", [0], 50)]
    assert (told["real"]["n_real"], told["real"]["recognised"]) == (24, None)
    assert {Path(path).name for path in told["figures"]} == {"losses.png", "by-epoch.png", "emoji-dcgan.png"}
    assert all(Path(path).stat().st_size > 200 for path in told["figures"])
    generator = str(tmp_path / "o/emoji-dcgan-0")
    scored = CliRunner().invoke(
        app, ["emoji", "score", generator, "--real", str(data), "--count", "50", "--json"]
    )
    assert json.loads(scored.stdout)["n_fake"] == 50
    chosen = CliRunner().invoke(app, [*command, "--json", "--validation"])
    [row] = json.loads(chosen.stdout)["rows"]
    assert row["n_real"] == 24
    folders = (
        tmp_path / "o" / name / "config.json" for name in ("emoji-dcgan-0", "validation/emoji-dcgan-0")
    )
    whole, less = (json.loads(path.read_text(encoding="utf-8"))["data"][0]["rows"] for path in folders)
    assert less == whole - 24


def test_drawings_have_their_feeling_and_packs_must_be_allowed_to_ship(tmp_path):
    drawn = gather(DataConfig(drawn_styles=("flat",), drawn_seeds=(3,), drawn_count=12))
    assert drawn.rgba.shape == (12, 64, 64, 4)
    assert (drawn.feeling.sum(0) == 1).all()
    np.savez(tmp_path / "mute.npz", images=drawn.rgba)
    mute = DataConfig(faces=str(tmp_path / "mute.npz"))
    assert not gather(mute).feeling.any()
    read = gather(replace(mute, read_pictures=True)).feeling
    assert (read.argmax(1) == drawn.feeling.argmax(1))[read.any(1)].mean() > 0.5
    assert read.any(1).sum() >= 6
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs/manifest.csv").write_text("pack,file,subgroup,char\n", encoding="utf-8")
    (tmp_path / "packs/packs.csv").write_text("pack,license,weights_may_ship\nx,MIT,no\n", encoding="utf-8")
    with pytest.raises(BadData, match="may not ship"):
        gather(DataConfig(packs=("x",), root=str(tmp_path)))


def test_an_orthogonal_matrix_has_equal_singular_values():
    torch.manual_seed(0)
    for shape in ((6, 20), (20, 6)):
        values = torch.linalg.svdvals(orthogonal(torch.randn(shape)))
        assert values.min() > 0.5
        assert values.max() < 1.4
