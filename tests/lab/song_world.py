"""An invented town of listeners whose likes are known: half of them love loud songs, half quiet ones."""

import csv

import numpy as np

SONGS, PEOPLE = 40, 12


def write(folder, *, seed=0, per_person=24):
    """Write items.csv, before.csv (rated in one sitting) and daily.csv; return the three paths."""
    rng = np.random.default_rng(seed)
    loud = np.linspace(-1, 1, SONGS)
    items = folder / "items.csv"
    _table(
        items,
        ["", "item_id", "energy", "valence", "tempo", "mode_id", "genre"],
        [
            [i, i, f"{(x + 1) / 2:.3f}", f"{rng.random():.3f}", "" if i == 3 else f"{100 + 50 * x + i / 99:.2f}", 0,
             "rock" if x > 0 else "folk"]
            for i, x in enumerate(loud)
        ],
    )  # fmt: skip
    before, daily = [], []
    for person in range(PEOPLE):
        taste = 1 if person % 2 else -1
        for k, song in enumerate(rng.permutation(SONGS)[:per_person]):
            stars = int(np.clip(np.round(3 + 1.5 * taste * loud[song] + rng.normal() * 0.4), 1, 5))
            if k < 6:
                before.append([person, song, k, 1000 + k, stars])
            else:
                daily.append([len(daily), person, song, 90_000 * k, stars, 0.1, -0.2])
    _table(folder / "before.csv", ["user_id", "item_id", "No.", "timestamp", "rating"], before)
    header = ["inter_id", "user_id", "item_id", "timestamp", "rating", "emo_pre_valence", "emo_pre_arousal"]
    _table(folder / "daily.csv", header, daily)
    return items, folder / "before.csv", folder / "daily.csv"


def _table(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
