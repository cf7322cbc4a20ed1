"""The benchmarks run; what they measure is looked at by people, on a quiet machine."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


def _run(name: str, *arguments: str) -> str:
    command = [sys.executable, str(BENCHMARKS / name), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_latency():
    assert "message → 6 of 100,000 stickers" in _run("latency.py", "--smoke")


def test_lock():
    assert "put on" in _run("lock.py", "3")


@pytest.mark.data
def test_emoji_meaning(data_root):
    assert _run("emoji_meaning.py").strip()


@pytest.mark.data
@pytest.mark.slow
def test_diary(data_root):
    pytest.importorskip("kiwipiepy")  # the extra 'korean'
    assert "| kote dev, mixed days | reference | 10 |" in _run("diary.py", "--quick")
