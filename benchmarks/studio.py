"""How long new emoji take: `python benchmarks/studio.py [--generator FOLDER]`.

Times are of one core (processor time, so that other programs do not count), the median and the worst of all runs.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from gyeol.emotion import PRODUCT
from gyeol.engine import Engine

RUNS = 24
COUNT = 12


def measured(work: Callable[[int], object]) -> str:
    """Return median and worst of `RUNS` runs in ms."""
    work(RUNS)
    times = []
    for i in range(RUNS):
        began = time.process_time()
        work(i)
        times.append(1000 * (time.process_time() - began))
    return f"{statistics.median(times):.0f} | {max(times):.0f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--generator", type=Path, help="an artefact; by default the one that ships")
    chosen = parser.parse_args().generator
    with tempfile.TemporaryDirectory() as home, Engine.open(home) as engine:
        engine.warm()
        studio = engine.studio
        sampler = studio.generators.get(chosen)
        labels = PRODUCT.labels

        def sample(i: int) -> object:
            return sampler.sample([labels[i % len(labels)]] * COUNT, np.random.default_rng(i))

        def make(i: int) -> object:
            return studio.make(labels[i % len(labels)], seed=i, generator=chosen)

        batch = studio.make("joy", seed=0, generator=chosen)

        def keep(i: int) -> object:
            emoji = [batch.candidates[i % COUNT].id]
            return studio.withdraw(emoji) if i // COUNT % 2 else studio.approve(emoji)

        print(f"{sampler.name}, {RUNS} runs\n\n| what | median ms | worst ms |\n|---|---|---|")
        print(f"| {COUNT} samples | {measured(sample)} |")
        print(f"| {COUNT} emoji to offer: {2 * COUNT} made, cut out, compared and read | {measured(make)} |")
        print(f"| one kept or taken out | {measured(keep)} |")


if __name__ == "__main__":
    main()
