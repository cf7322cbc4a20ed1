import os
import signal

import pytest

from gyeol.errors import BadData
from gyeol.stickers import apart
from gyeol.stickers.apart import render_apart
from gyeol.stickers.svg import render

GOOD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>'


def test_draws_the_same_as_here():
    assert render_apart(GOOD, 64) == render(GOOD, 64)
    assert render_apart(GOOD, 32) == render(GOOD, 32)


def test_refuses_the_same_as_here():
    with pytest.raises(BadData, match="script"):
        render_apart(GOOD.replace("<circle", "<script/><circle"))
    with pytest.raises(BadData, match="px"):
        render_apart(GOOD, 0)


def test_a_dead_child_is_a_bad_picture_and_the_next_one_is_drawn():
    render_apart(GOOD)
    child = apart._CHILD._process
    os.kill(child.pid, signal.SIGSTOP)  # so that it dies in the middle of its work
    watch = apart.threading.Timer(0.2, child.kill)
    watch.start()
    with pytest.raises(BadData, match="simplify"):
        render_apart(GOOD)
    assert render_apart(GOOD) == render(GOOD)


def test_a_hanging_child_is_ended(monkeypatch):
    render_apart(GOOD)
    monkeypatch.setattr(apart, "WALL_S", 0.2)
    os.kill(apart._CHILD._process.pid, signal.SIGSTOP)
    with pytest.raises(BadData, match="simplify"):
        render_apart(GOOD)
    monkeypatch.undo()
    assert render_apart(GOOD) == render(GOOD)
