"""How long each page of the home takes with ten years of daily entries: 3,650 days, about 500 characters each.

The days are made of the invented sentences of the splitter's test and read by the product's own model; of every tenth
day its author said otherwise. Pages are asked for as a browser does, without the network. The first time counts: it is
the slowest.

Run: python benchmarks/ten_years.py [--entries 3650] [--times 20] [--locked]
"""

import argparse
import os
import random
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

for pool in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[pool] = "1"

import numpy as np
from fastapi.testclient import TestClient

from gyeol import Engine
from gyeol import store as stores
from gyeol.emotion import PRODUCT
from gyeol.store.corrected import Place
from gyeol.web.app import create_app

SENTENCES = Path(__file__).parents[1] / "tests" / "sentences" / "diaries.txt"
TODAY = date.today()
PATHS = (
    "/",
    "/diary",
    "/diary?month={month}",
    "/diary/{entry}",
    "/diary/year",
    "/diary/year?year={before}&feeling=joy",
    "/diary/trend",
    "/diary/trend?span=year",
    "/diary/trend?span=all",
    "/diary/words",
    "/diary/words?year={before}",
    "/diary/words?span=month",
    "/diary/files",
    "/songs",
    "/packs",
    "/data",
    "/data/diary",
    "/data/diary?from=3000",
    "/learning",
    "/api/v1/profiles/me/moods",
    "/api/v1/profiles/me/moods/ahead",
)
FILES = ("/api/v1/profiles/me/diary/export/csv", "/data/export")  # a whole diary: no pages  # fmt: skip


def fill(engine: Engine, n: int) -> None:
    """Write n days that end today."""
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()[1:]
    told = [part for line in lines for part in line.split(" | ")]
    rng = random.Random(0)
    texts = [" ".join(rng.sample(told, 37)) for _ in range(60)]
    pool = [engine.diary._page(text, TODAY, "") for text in texts]
    print(f"{n} entries of {np.mean([len(text) for text in texts]):.0f} characters on average")
    days = [replace(rng.choice(pool), day=TODAY - timedelta(days=i)) for i in reversed(range(n))]
    kept = stores.diary.write(engine.store, "me", days)
    for entry in kept[::10]:
        engine.learning.correct_entry(Place(entry.id), [rng.choice(PRODUCT.labels)], consent=False)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=3650)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--locked", action="store_true", help="with a lock set and open")
    options = parser.parse_args()
    with TemporaryDirectory() as home, Engine.open(home) as engine:
        engine.warm()
        fill(engine, options.entries)
        if options.locked:
            engine.mine.lock.put_on("a passphrase for measuring")
        client = TestClient(create_app(engine, engine.settings), base_url="http://127.0.0.1")
        names = {
            "month": f"{TODAY - timedelta(days=1000):%Y-%m}", "before": TODAY.year - 1, "entry": options.entries,
        }  # fmt: skip
        print("\n| page | p50 | p95 | p50 CPU | p95 CPU | kB |\n|---|---|---|---|---|---|")
        asks = [("GET", path, {}) for path in PATHS]
        asks += [("POST", "/diary", {"act": "search", "words": word}) for word in ("엄마", "없는낱말")]
        asks += [("GET", path, {}) for path in FILES]
        for method, path, data in asks:
            clock, cpu = [], []
            for _ in range(1 if path in FILES else options.times):
                began, used = time.perf_counter(), time.process_time()
                answer = client.request(method, path.format(**names), data=data or None)
                clock.append(1000 * (time.perf_counter() - began))
                cpu.append(1000 * (time.process_time() - used))
            assert answer.status_code == 200, (path, answer.status_code)
            told = f"{method} {path} {' '.join(data.values())}".strip()
            spent = [f"{at:.0f}" for took in (clock, cpu) for at in np.quantile(took, [0.5, 0.95])]
            print(f"| {told} | {' | '.join(spent)} | {len(answer.content) / 1000:.0f} |", flush=True)


if __name__ == "__main__":
    main()
