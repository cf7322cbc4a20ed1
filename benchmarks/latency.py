"""Print how fast an answer is: warm with 6,000 and 100,000 stickers, from a cold process, and from a fresh server.

Run: python benchmarks/latency.py [--smoke]. One core: this script pins itself to the first one it may use.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

for pool in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[pool] = "1"

import numpy as np

from gyeol import Engine
from gyeol.catalog import Catalog, Item, unit
from gyeol.engine.shelf import Shelf
from gyeol.stickers.pack import Pack

SUBJECTS = [
    "오늘",
    "어제 회의에서",
    "친구 생일이라",
    "비 오는 날",
    "my boss",
    "the weather",
    "커피 마시다가",
    "on the train",
]
ENDINGS = [
    "너무 좋았어!!",
    "진짜 화가 나",
    "조금 불안해",
    "made me cry ㅠㅠ",
    "is fine I guess",
    "고마워 정말",
    "surprised me 😳",
    "지쳤다…",
]
TEXTS = [f"{subject} {ending}" for subject in SUBJECTS for ending in ENDINGS]


def crowd(engine: Engine, n: int) -> Shelf:
    """Return a shelf of n random stickers in packs of 250, with the axes of the real one."""
    rng, real = np.random.default_rng(0), engine.shelf
    spaces = {
        s: unit(rng.normal(size=(n, r.shape[1])).astype(np.float32)) for s, r in real.catalog.spaces.items()
    }
    sparse = spaces["meaning"]
    sparse[rng.random(sparse.shape) > 0.02] = 0
    spaces["meaning"] = unit(np.abs(sparse))
    items = tuple(Item(f"pack{i // 250}/{i}", f"pack{i // 250}", "그림", "picture") for i in range(n))
    packs = {item.group: Pack(item.group, item.group, item.group) for item in items}
    folders = {name: Path(name) for name in packs}
    return Shelf(packs, folders, Catalog(items, spaces, real.catalog.filled), "benchmark", frozenset())


def warm(n_stickers: int, rounds: int) -> list[float]:
    """Return the milliseconds of each answer: two likes, recorded in a store, as the page asks for it."""
    with tempfile.TemporaryDirectory() as home, Engine.open(home) as engine:
        engine.warm()
        shelf = crowd(engine, n_stickers)
        engine.library.shelves.current = lambda: shelf
        for item in (shelf.catalog.items[1], shelf.catalog.items[-1]):
            engine.like(item.id)
        engine.stickers(TEXTS[0])
        spent = []
        for text in TEXTS * rounds:
            start = time.perf_counter()
            engine.stickers(text)
            spent.append((time.perf_counter() - start) * 1000)
        return spent


def cold(runs: int) -> list[float]:
    """Return the seconds that `gyeol emotions` takes from a cold process."""
    command = [str(Path(sys.executable).with_name("gyeol")), "emotions", "--json", "오늘 하루도 고생했어"]
    spent = []
    with tempfile.TemporaryDirectory() as home:
        for _ in range(runs):
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, env={**os.environ, "GYEOL_HOME": home})
            spent.append(time.perf_counter() - start)
    return spent


def server() -> tuple[float, float, float]:
    """Return seconds until the server is up, seconds of the page's first answer, and MB of its memory after it."""
    port = 18_473
    with tempfile.TemporaryDirectory() as home:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(Path(sys.executable).with_name("gyeol")), "serve", "--port", str(port)],
            env={**os.environ, "GYEOL_HOME": home}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            while True:
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/health", timeout=1)
                    break
                except OSError:
                    time.sleep(0.02)
            up = time.perf_counter() - start
            start = time.perf_counter()
            body = json.dumps({"text": TEXTS[0]}).encode()
            headers = {"Content-Type": "application/json"}
            request = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/stickers", body, headers)
            urllib.request.urlopen(request, timeout=10).read()
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10).read()
            first = time.perf_counter() - start
            status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
            memory = next(
                int(line.split()[1]) / 1000 for line in status.splitlines() if line.startswith("VmRSS")
            )
            return up, first, memory
        finally:
            process.terminate()
            process.wait(10)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--smoke", action="store_true", help="small and quick: only shows that it runs")
    smoke = parser.parse_args().smoke
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    print(f"{'what':<44}{'p50':>9}{'p95':>9}{'goal':>9}   n")
    for n_stickers, goal in ((6_000, 30), (100_000, 120)):
        spent = warm(n_stickers // 100 if smoke else n_stickers, 1 if smoke else 8)
        p50, p95 = np.percentile(spent, [50, 95])
        print(
            f"{f'message → 6 of {n_stickers:,} stickers, ms':<44}{p50:>9.1f}{p95:>9.1f}{goal:>9}   {len(spent)}"
        )
    spent = cold(1 if smoke else 11)
    print(
        f"{'gyeol emotions, cold process, s':<44}{np.median(spent):>9.2f}{max(spent):>9.2f}{1.0:>9}   {len(spent)}"
    )
    up, first, memory = server()
    print(f"{'server: command to first health, s':<44}{up:>9.2f}{'':>9}{'':>9}   1")
    print(f"{'server: first answer and page, s':<44}{first:>9.2f}{'':>9}{1.0:>9}   1")
    print(f"{'server: memory after it, MB':<44}{memory:>9.0f}{'':>9}{400:>9}   1")


if __name__ == "__main__":
    main()
