"""Hostile files and odd texts; times are measured by `benchmarks/trust.py texts pictures bombs`."""

import os
import signal
import sys

import pytest
from benchmarks.promises import hostile
from benchmarks.promises.bombs import drawn_bombs, packed_bombs, spoilt

from gyeol import Engine
from gyeol.errors import BadData
from gyeol.settings import Settings
from gyeol.stickers import apart

EVERY = 5  # an upload takes a second to start


@pytest.fixture
def client(tmp_path):
    own = Settings(tmp_path, f"sqlite:///{tmp_path}/gyeol.sqlite3")
    with Engine(own) as engine, hostile.client_of(engine, own) as client:
        yield client


def test_odd_texts(client):
    met = hostile.texts(client, 15)
    assert met.wrong == []
    assert {200, 422} <= set(met.statuses) | {303}


def test_spoilt_pictures_stay_in_a_small_process():
    met = hostile.opened(spoilt(60))
    assert {201, 422} == set(met.statuses)
    assert met.memory <= hostile.MEMORY_BYTES


def test_pictures_made_to_do_harm_are_refused_before_they_do_any():
    """The limits of the process that decodes are the second line; none of these gets so far."""
    hostile.opened(spoilt(1))
    first = apart._CHILD._process
    met = hostile.opened(drawn_bombs())
    assert len(met.statuses) > 30
    assert met.memory <= hostile.MEMORY_BYTES
    assert apart._CHILD._process is first


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits")
@pytest.mark.parametrize(
    ("greed", "end"),
    [("bytearray(300 << 20)", 1), ("while time.process_time() < 8: pass", -signal.SIGPROF)],
    ids=["memory", "time"],
)
def test_a_decoder_that_takes_too_much_ends_alone(tmp_path, monkeypatch, greed, end):
    (tmp_path / "sitecustomize.py").write_text(
        "import time\nfrom gyeol.stickers import clean\nhonest = clean.clean\n"
        f"def greedy(data, name):\n    {greed}\n    return honest(data, name)\nclean.clean = greedy\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ['PYTHONPATH']}")
    monkeypatch.setattr(apart, "WALL_S", 300.0)  # on a machine that is busy
    apart._CHILD.stop()
    child = apart._CHILD._running()
    with pytest.raises(BadData, match="simplify"):
        apart.clean_apart(next(spoilt(1)).data)
    assert child.returncode == end


def test_bombs_are_refused_in_words_and_in_little_memory(client):
    met = hostile.uploads(client, list(packed_bombs())[2::EVERY])
    assert met.wrong == []
    assert set(met.statuses) <= {201, 413, 422}
    assert met.memory <= hostile.MEMORY_BYTES
