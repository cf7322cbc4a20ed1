"""Sweeps: every cell once, finished ones never again, killed ones from where they were."""

import json
from pathlib import Path

import pytest

from gyeol.artifact import write
from gyeol.classify import KIND
from gyeol.errors import BadSetting
from gyeol.lab.sweep import read_sweep, run_sweep

SWEEPS = Path(__file__).parents[2] / "recipes" / "sweeps"


class Counting:
    """Trains nothing; its artefact tells what was set."""

    def __init__(self):
        self.trained = []

    def train(self, path, overrides, out, progress):
        progress("training", 0.5)
        if overrides.get("stop") == "yes":
            raise KeyboardInterrupt
        self.trained.append(dict(overrides))
        score = float(overrides.get("fit.rate", "0.5"))
        metrics = {
            "dev": {"n": 3, "accuracy": 0.1},
            "report": {"n": 2, "accuracy": score, "macro_f1": score, "ece": 0.0},
        }
        return write(
            out, lambda folder: None, kind=KIND, name="tiny", options=dict(overrides), taxonomy=None, seed=0,
            recipe="none", data=[], metrics=metrics, about="",
        )  # fmt: skip


@pytest.fixture
def recipe(tmp_path):
    path = tmp_path / "tiny.toml"
    path.write_text('name = "tiny"\n', encoding="utf-8")
    return path


def quiet(_what, _done):
    pass


def test_every_combination_is_run_once_and_never_again(recipe, tmp_path):
    trainer, wanted = (
        Counting(),
        read_sweep(recipe, ["fit.rate=0.1,0.2", "model.widths=[1, 2],[3]"], {"fit.seed": "4"}),
    )
    first = list(run_sweep(trainer, wanted, tmp_path / "runs", quiet))
    assert [(c.changes["fit.rate"], c.changes["model.widths"]) for c in first] == [
        ("0.1", "[1, 2]"), ("0.1", "[3]"), ("0.2", "[1, 2]"), ("0.2", "[3]"),
    ]  # fmt: skip
    assert all(c.changes["fit.seed"] == "4" and c.split == "report" for c in first)
    assert first[2].accuracy == pytest.approx(0.2)
    again = list(run_sweep(trainer, wanted, tmp_path / "runs", quiet))
    assert len(trainer.trained) == 4
    assert all(c.again for c in again)
    assert [c.accuracy for c in again] == [c.accuracy for c in first]


def test_a_killed_sweep_goes_on_and_a_spoilt_cell_is_run_again(recipe, tmp_path):
    trainer, stopped = Counting(), read_sweep(recipe, ["fit.rate=0.1", "stop=no,yes"], {})
    with pytest.raises(KeyboardInterrupt):
        list(run_sweep(trainer, stopped, tmp_path / "runs", quiet))
    assert len(trainer.trained) == 1
    list(
        run_sweep(
            trainer, read_sweep(recipe, ["fit.rate=0.1", "stop=no,never"], {}), tmp_path / "runs", quiet
        )
    )
    assert len(trainer.trained) == 2
    spoilt = next((tmp_path / "runs").glob("*no*/artifact/metrics.json"))
    spoilt.write_text("{}", encoding="utf-8")
    list(run_sweep(trainer, read_sweep(recipe, ["fit.rate=0.1", "stop=no"], {}), tmp_path / "runs", quiet))
    assert len(trainer.trained) == 3


def test_a_changed_recipe_is_run_again(recipe, tmp_path):
    trainer, wanted = Counting(), read_sweep(recipe, ["fit.rate=0.1"], {})
    list(run_sweep(trainer, wanted, tmp_path / "runs", quiet))
    recipe.write_text('name = "other"\n', encoding="utf-8")
    list(run_sweep(trainer, wanted, tmp_path / "runs", quiet))
    assert len(trainer.trained) == 2


def test_long_settings_make_different_folders(recipe, tmp_path):
    wanted = read_sweep(recipe, [f"{'model.' + 'x' * 90}=a,b"], {})
    assert len({c.path for c in run_sweep(Counting(), wanted, tmp_path / "runs", quiet)}) == 2


@pytest.mark.parametrize("axis", ["fit.rate", "=1", "fit.rate=", "fit.rate=1,,2 ,"])
def test_a_part_of_the_grid_that_is_none_is_said(recipe, axis):
    if axis.endswith(","):  # empty values between commas are left out
        assert len(read_sweep(recipe, [axis], {}).cells) == 2
        return
    with pytest.raises(BadSetting, match="KEY=VALUE,VALUE"):
        read_sweep(recipe, [axis], {})


def test_a_sweep_file_lists_cells_and_a_grid(tmp_path, recipe):
    path = tmp_path / "s.toml"
    path.write_text(
        'recipe = "tiny.toml"\n[grid]\na = [true, false]\n[[cells]]\n[[cells]]\nb = 2\n', encoding="utf-8"
    )
    assert [dict(c) for c in read_sweep(path, [], {}).cells] == [
        {"a": "true"}, {"a": "false"}, {"b": "2", "a": "true"}, {"b": "2", "a": "false"},
    ]  # fmt: skip
    path.write_text('recipe = "tiny.toml"\nrows = 3\n', encoding="utf-8")
    with pytest.raises(BadSetting, match="'rows'"):
        read_sweep(path, [], {})
    with pytest.raises(BadSetting, match="cannot be read"):
        read_sweep(tmp_path / "none.toml", [], {})


@pytest.mark.lab
@pytest.mark.parametrize("path", sorted(SWEEPS.glob("*.toml")), ids=lambda p: p.stem)
def test_the_sweeps_that_ship_are_valid(path):
    pytest.importorskip("torch")
    recipes = pytest.importorskip("gyeol.lab.reference_recipe")
    wanted = read_sweep(path, [], {})
    assert wanted.recipe.is_file()
    assert len({json.dumps(dict(cell)) for cell in wanted.cells}) == len(wanted.cells) > 1
    for cell in wanted.cells:
        recipes.read(wanted.recipe, cell)
