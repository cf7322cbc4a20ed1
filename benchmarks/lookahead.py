"""Looking ahead beside "as yesterday": on how many days it is shown, and how often it was wrong by more.

Diaries are walked day by day, as their writers would: each day the product decides by what was written until then which
of the next seven days to show, and the days that come say whether it was wrong by more than "as yesterday".

Simulated diaries are of ten kinds, named below. Replayed ones have the same ten kinds of moods beneath, but their days
are made of held-out sentences that people labelled, more light ones the lighter the mood; the product's own model
reads them, and what is foretold is the mood as it is read (needs $GYEOL_DATA and the extra lab). Of each kind there are
as many diaries with every day, four in five, and every other day written.

Run: python benchmarks/lookahead.py [--diaries 4] [--days 540] [--seed 0] [--replay] [--kind NAME]
"""

import argparse
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

for pool in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[pool] = "1"

import numpy as np

from gyeol import Engine
from gyeol.corpora import data_root
from gyeol.corpora.gather import gather
from gyeol.diary import ahead, day
from gyeol.emotion import PRODUCT
from gyeol.lab.recipe import read
from gyeol.songs.mood import valence

HERE = Path(__file__).parents[1]
START = 739_000
MISSING = (0.0, 0.2, 0.5)  # shares of days that are not written
Walk = Callable[[np.random.Generator, int], np.ndarray]


@dataclass
class Tally:
    """What became of a kind's forecasts."""

    days: int = 0  # on which a forecast could have been shown
    shown: int = 0  # forecasts shown, whose day was written
    wrong: int = 0  # of those, wrong by more than "as yesterday"
    inside: int = 0  # of those, within the band of eight in ten
    error: float = 0.0
    before: float = 0.0
    by_day: list[float] = field(
        default_factory=list
    )  # share of wrong ones of each day on which any was shown

    def add(self, other: "Tally") -> None:
        """Count another one's, too."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


def noise(rng: np.random.Generator, n: int) -> np.ndarray:
    """Days scatter about the usual."""
    return rng.normal(rng.uniform(-0.3, 0.3), 0.3, n)


def carried(share: float) -> Walk:
    """Each day carries a share of the day before."""

    def walk(rng: np.random.Generator, n: int) -> np.ndarray:
        values = np.zeros(n)
        for i in range(1, n):
            values[i] = share * values[i - 1] + rng.normal(0, 0.3 * np.sqrt(1 - share**2))
        return values

    return walk


def wandering(rng: np.random.Generator, n: int) -> np.ndarray:
    """Yesterday says all: a walk, turned back at the ends."""
    return np.abs((rng.normal(0, 0.12, n).cumsum() + 1) % 4 - 2) - 1


def weekly(rng: np.random.Generator, n: int) -> np.ndarray:
    """Each weekday has its own mood."""
    return rng.normal(0, 0.35, 7)[np.arange(n) % 7] + rng.normal(0, 0.2, n)


def spells(rng: np.random.Generator, n: int) -> np.ndarray:
    """Light and heavy spells of two weeks or so."""
    state, values = 1.0, np.zeros(n)
    for i in range(n):
        state = -state if rng.random() < 1 / 14 else state
        values[i] = 0.4 * state + rng.normal(0, 0.2)
    return values


def few(rng: np.random.Generator, n: int) -> np.ndarray:
    """Half of the days are plain, the others of two moods: values that repeat exactly."""
    return rng.choice([0.0, 0.6, -0.6], n, p=[0.5, 0.3, 0.2])


def seasons(rng: np.random.Generator, n: int) -> np.ndarray:
    """A slow wave over the year."""
    return 0.4 * np.sin(2 * np.pi * np.arange(n) / 365) + rng.normal(0, 0.2, n)


def broken(rng: np.random.Generator, n: int) -> np.ndarray:
    """A life that changes at once, three times."""
    levels = rng.uniform(-0.6, 0.6, 4)
    return levels[np.searchsorted(np.sort(rng.integers(0, n, 3)), np.arange(n))] + rng.normal(0, 0.2, n)


KINDS: dict[str, Walk] = {
    "scattered": noise,
    "carried .3": carried(0.3),
    "carried .6": carried(0.6),
    "carried .9": carried(0.9),
    "wandering": wandering,
    "weekly": weekly,
    "spells": spells,
    "few values": few,
    "seasons": seasons,
    "broken": broken,
}


def walked(days: np.ndarray, values: np.ndarray, tally: Tally) -> None:
    """Walk a diary and count what would have been shown."""
    found = ahead.trials(days, values, since=len(days) * 2 + 400)
    ours, targets = found.ours, found.targets
    for i in range(ahead.FIRST + ahead.TRIALS - 1, len(days)):
        come = days < days[i]
        recent = days > days[i] - ahead.LOOKED_AT
        wrong = []
        for h in range(1, ahead.HORIZON + 1):
            known = come & recent & (days + h <= days[i])
            past = ahead.Trials(
                np.where(known[:, None], targets, np.nan),
                np.where(known[:, None], ours, np.nan),
                found.before,
            )
            tally.days += 1
            seen = ahead.evidence(past, h)
            if not seen.better or np.isnan(targets[i, h - 1]):
                continue
            off, before = abs(targets[i, h - 1] - ours[i, h - 1]), abs(targets[i, h - 1] - values[i])
            residual = targets[i, h - 1] - ours[i, h - 1]
            tally.shown += 1
            tally.wrong += bool(off > before + 1e-9)
            tally.inside += bool(seen.low - 1e-9 <= residual <= seen.high + 1e-9)
            tally.error += off
            tally.before += before
            wrong.append(off > before + 1e-9)
        if wrong:
            tally.by_day.append(float(np.mean(wrong)))


def written(values: np.ndarray, missing: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return the days that were written and their moods."""
    kept = rng.random(len(values)) >= missing
    return START + np.flatnonzero(kept), np.clip(values[kept], -1, 1)


def line(name: str, n: int, tally: Tally) -> str:
    """Return a row of the table."""
    if not tally.shown:
        return f"| {name} | {n} | 0 | – | – | – | – |"
    rate = tally.wrong / tally.shown
    days = np.mean([share > 0.5 for share in tally.by_day])
    errors = f"{tally.error / tally.shown:.3f} / {tally.before / tally.shown:.3f}"
    return (
        f"| {name} | {n} | {tally.shown / tally.days:.0%} | {rate:.1%} | {days:.1%} | {errors} "
        f"| {tally.inside / tally.shown:.0%} |"
    )


class Reader:
    """Turns moods into the moods that the product reads in days made of held-out sentences."""

    def __init__(self, seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        data = read(HERE / "recipes" / "emotion.toml", {}).data
        table = gather(data.corpora, data_root(), dev_share=data.dev_share, most=dict(data.most))
        table = table.where((table.split != "train") & (table.mask.sum(1) > 0))
        felt = (table.target >= 0.5) * table.mask
        truth = np.where(felt.sum(1) > 0, valence(felt.astype(np.float32)), np.nan)
        some = self._rng.permutation(np.flatnonzero(~np.isnan(truth)))[:2000]
        with Engine.open() as engine:
            readings = engine.emotions([table.texts[i] for i in some])
        self._rows = np.stack([PRODUCT.vector(dict(reading.emotions)) for reading in readings])
        self._lengths = np.array([len(table.texts[i]) for i in some], np.float32)
        self._pools = {
            side: np.flatnonzero(np.sign(np.round(truth[some], 1)) == side) for side in (-1.0, 0.0, 1.0)
        }

    def reread(self, values: np.ndarray) -> np.ndarray:
        """Return the moods (n,) as read: a day of 3 to 8 sentences, a third of them plain."""
        return np.array([self._day(float(value)) for value in values])

    def _day(self, value: float) -> float:
        n = int(self._rng.integers(3, 9))
        lighter = self._rng.random(n) < (1 + np.clip(value / 0.7, -1, 1)) / 2
        sides = np.where(self._rng.random(n) < 1 / 3, 0.0, np.where(lighter, 1.0, -1.0))
        some = np.array([self._rng.choice(self._pools[side]) for side in sides])
        return float(valence(day.weighted(self._rows[some], self._lengths[some]).row[None])[0])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--diaries", type=int, default=4, help="of each kind and each share of days not written"
    )
    parser.add_argument("--days", type=int, default=540)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--replay", action="store_true", help="days of held-out sentences")
    parser.add_argument("--kind", choices=KINDS, help="one kind alone")
    options = parser.parse_args()
    reader = Reader(options.seed) if options.replay else None
    every, kinds = Tally(), [options.kind] if options.kind else list(KINDS)
    n = options.diaries * len(MISSING)
    print(f"{'replayed' if reader else 'simulated'}: {options.days} days each, seed {options.seed}\n")
    print(
        "| kind | diaries | shown | wrong by more | days mostly wrong | error / as yesterday | in the band |"
    )
    print("|---|---|---|---|---|---|---|")
    for place, name in enumerate(kinds):
        tally = Tally()
        for missing in MISSING:
            for number in range(options.diaries):
                rng = np.random.default_rng([options.seed, place, number, int(100 * missing)])
                values = KINDS[name](rng, options.days)
                days, kept = written(reader.reread(values) if reader else values, missing, rng)
                walked(days, kept, tally)
        print(line(name, n, tally), flush=True)
        every.add(tally)
    print(line("all", n * len(kinds), every))


if __name__ == "__main__":
    main()
