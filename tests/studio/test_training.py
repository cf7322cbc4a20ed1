import csv
import json
import shutil
import subprocess
import sys
import time

import pytest

from gyeol.engine.packs import Packs
from gyeol.engine.studio import training as trainings
from gyeol.engine.studio.training import NEEDED, Training
from gyeol.errors import AlreadyThere, BadData, BadRequest, Busy, CannotWrite, MissingExtra, UnknownName

# stands for `gyeol`: says how far it is, then does what the title asks for
FAKE = """
import json, sys, time
from pathlib import Path
told = dict(a.split("=", 1) for a in sys.argv if "=" in a)
title, out = json.loads(told["name"]), Path(sys.argv[sys.argv.index("--out") + 1])
print("  0% reading pictures", file=sys.stderr, flush=True)
run = out.with_name(out.name + "-0123abcd.run")
again = run.is_dir()
run.mkdir(parents=True, exist_ok=True)
print(" 42% epoch 3: picture 0.5", file=sys.stderr, flush=True)
if "fail" in title:
    sys.exit("gyeol: the losses were no numbers.")
if "hang" in title and not again:
    time.sleep(60)
if "dead" in title and not again:
    sys.exit(1)
out.mkdir()
print(json.dumps({"name": title}))
"""


@pytest.fixture(scope="module")
def drawn(models, tmp_path_factory):
    """A folder with a pack that is large enough and one that is not; drawing them takes a second."""
    root = tmp_path_factory.mktemp("drawn")
    packs = Packs(models, root)
    packs.draw("flat", seed=1, count=NEEDED, name="mine")
    packs.draw("flat", seed=2, count=5, name="few")
    return root


@pytest.fixture
def trainer(studio, drawn, tmp_path, monkeypatch):
    """A studio with two packs whose trainings are only played."""
    shutil.copytree(drawn, tmp_path / "packs")
    script = tmp_path / "fake.py"
    script.write_text(FAKE, encoding="utf-8")
    monkeypatch.setattr(trainings, "PROGRAM", (sys.executable, str(script)))
    yield studio
    studio.training.cancel()


def until(training, *states):
    for _ in range(400):
        job = training.status()
        if job.state in states:
            return job
        time.sleep(0.02)
    pytest.fail(f"still {job}")


def left(studio):
    return sorted(p.name for p in studio.generators.own.iterdir() if p.name not in ("tiny", ".training"))


def test_a_training_runs_and_is_done(trainer):
    job = trainer.train(["mine"], "내 그림체")
    assert job.state == "running"
    assert (job.title, job.packs, job.pictures) == ("내 그림체", ("mine",), NEEDED)
    done = until(trainer.training, "done")
    assert (done.share, done.stage) == (1.0, "epoch 3: picture 0.5")
    assert (trainer.generators.own / done.name).is_dir()
    assert Training(trainer.generators.own).status() == done  # another server says the same
    assert trainer.training.cancel().state == "none"  # it was read
    assert left(trainer) == [done.name]


def test_what_it_learns_from_says_what_each_picture_feels_like(trainer, packs):
    trainer.train(["mine"], "hang")
    folder = trainer.generators.own / ".training" / "pictures" / "mine"
    rows = (folder / "manifest.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == NEEDED + 1
    first = packs.pack("mine")[1][0]
    name = f"mine-{first.path.partition('/')[2]}"
    assert [name, first.ko, first.en, first.facts["emotion"]] in list(csv.reader(rows))
    assert len(list(folder.glob("*.png"))) == NEEDED


def test_a_running_one_is_seen_by_another_server_and_cancelled_there(trainer):
    trainer.train(["mine"], "hang")
    other = Training(trainer.generators.own)
    for _ in range(400):
        if (job := other.status()).share:
            break
        time.sleep(0.02)
    assert (job.state, job.share, job.stage) == ("running", 0.42, "epoch 3: picture 0.5")
    assert other.cancel().state == "cancelled"
    assert trainer.training.status().state == "cancelled"
    assert left(trainer) == []  # nothing half-written
    assert trainer.training.cancel().state == "none"


def test_one_at_a_time(trainer):
    trainer.train(["mine"], "hang")
    for training in (trainer.training, Training(trainer.generators.own)):
        with pytest.raises(Busy, match="runs already"):
            training.start(trainer._packs.shelf, ["mine"], "second")
    with pytest.raises(BadRequest, match="running"):
        trainer.training.go_on()


def test_a_killed_one_is_stopped_and_goes_on(trainer):
    trainer.train(["mine"], "hang")
    until_share(trainer.training)
    process = trainer.training._process
    process.kill()
    process.wait()
    other = Training(trainer.generators.own)  # after a restart of the machine
    job = other.status()
    assert (job.state, job.share) == ("stopped", 0.42)
    other.go_on()
    assert until(other, "done").name == job.name


def until_share(training):
    for _ in range(400):
        if training.status().share > 0.4:
            return
        time.sleep(0.02)
    pytest.fail("it never said anything")


def test_one_that_fails_says_why(trainer):
    trainer.train(["mine"], "fail")
    assert until(trainer.training, "failed").message == "the losses were no numbers."
    trainer.train(["mine"], "another")  # a new one may begin
    until(trainer.training, "done")


def test_too_few_pictures_say_how_many_are_needed_and_why(trainer):
    with pytest.raises(BadData, match=rf"{NEEDED}.*only copy.*have 5"):
        trainer.train(["few"], "mine")
    assert trainer.train(["few", "mine", "few"], "both").pictures == NEEDED + 5
    until(trainer.training, "done")


def test_what_cannot_begin(trainer, monkeypatch):
    with pytest.raises(UnknownName):
        trainer.train(["nobody"], "mine")
    for title in ("", "  ", "x" * 61):
        with pytest.raises(BadRequest, match="title"):
            trainer.train(["mine"], title)
    with pytest.raises(AlreadyThere):
        trainer.train(["mine"], "tiny")
    assert trainer.training.status().state == "none"
    monkeypatch.setattr(trainings, "_NEEDS", ("torch_is_not_here",))
    assert not trainer.training.installed
    with pytest.raises(MissingExtra, match=r"pip install 'gyeol\[lab\]'"):
        trainer.train(["mine"], "mine")


def test_a_full_disk_begins_nothing(trainer, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(trainings.shutil, "copyfile", full)
    with pytest.raises(CannotWrite, match="No space left"):
        trainer.train(["mine"], "mine")
    assert trainer.training.status().state == "none"


def test_a_damaged_job_is_no_job(trainer):
    home = trainer.generators.own / ".training"
    home.mkdir()
    for text in ("", "[]", "{", "null"):
        (home / "job.json").write_text(text, encoding="utf-8")
        assert trainer.training.status().state == "none"


def test_the_recipe_is_found(studio):
    assert studio.training._recipe.name == "emoji-ours.toml"
    assert studio.training._recipe.is_file()


@pytest.mark.lab
@pytest.mark.slow
def test_a_real_one_ends_in_a_generator(studio, drawn, tmp_path):
    shutil.copytree(drawn, tmp_path / "packs")
    recipe = tmp_path / "quick.toml"
    own = studio.training._recipe.read_text(encoding="utf-8")
    recipe.write_text(
        own.replace("epochs = 2000", "epochs = 1").replace("snapshot_epochs = 10", ""), encoding="utf-8"
    )
    studio.training._recipe = recipe
    studio.train(["mine"], "내 그림체")
    for _ in range(1200):
        if (job := studio.training.status()).state != "running":
            break
        time.sleep(0.1)
    assert job.state == "done", job.message
    batch = studio.make("joy", generator=job.name, count=3, seed=1)
    assert batch.generator.startswith("내 그림체@")
    assert json.loads((studio.generators.own / job.name / "config.json").read_text(encoding="utf-8"))


def test_asking_imports_no_torch(studio):
    code = (
        "import sys; from pathlib import Path; from gyeol.engine.studio.training import Training; "
        "assert Training(Path('none')).status().state == 'none'; Training(Path('none')).installed; "
        "assert not {'torch', 'sklearn', 'onnx'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
