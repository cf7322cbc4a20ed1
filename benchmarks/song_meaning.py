"""Does the meaning of a day lead to its theme: invented days and themes among the songs that ship.

Each case of `song_themes.toml` adds one song that is known by its theme line alone. Its day is asked for songs by
meaning only, and its place among all songs is looked at. Cases at even places chose the spaces and their weights;
those at odd places were kept back.

Run: python benchmarks/song_meaning.py [--kept-back]    (one thread; seconds)
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import argparse
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from gyeol.catalog import Array, Catalog
from gyeol.encode.sentence import SentenceEncoder
from gyeol.engine.models import ARTIFACTS, Models
from gyeol.engine.songs.choose import BASE
from gyeol.engine.songs.lists import SHIPPED, SongLists
from gyeol.recommend import standardised
from gyeol.songs import shipped
from gyeol.songs.matrix import Meaning, Readers, matrix
from gyeol.songs.song import Song

CASES = Path(__file__).with_name("song_themes.toml")
Case = Mapping[str, str]


def songs_of(cases: Sequence[Case], languages: Sequence[str]) -> list[Song]:
    """Return our songs, then one for each case, with theme lines in some languages only."""
    told = [{f"theme_{lang}": case[lang] for lang in languages} for case in cases]
    return [*shipped.songs(), *(Song(f"case {i}", **themes) for i, themes in enumerate(told))]


def places(
    catalog: Catalog, cases: Sequence[Case], about: Mapping[str, Meaning], weight: Mapping[str, float]
) -> Array:
    """Return for each case the place of its song by meaning alone, 1 for the first."""
    first, found = len(catalog) - len(cases), []
    for i, case in enumerate(cases):
        score = sum(
            np.float32(weight[space])
            * standardised(encoder.encode([case["diary"]])[0], catalog.spaces[space], catalog.known[space])
            for space, encoder in about.items()
        )
        mine = score[first + i]
        found.append(np.sum(score > mine) + (np.sum(score == mine) + 1) / 2)  # equal ones share their places
    return np.asarray(found, np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kept-back", action="store_true", help="the half that chose nothing")
    options = parser.parse_args()
    cases = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"][options.kept_back :: 2]
    lists = SongLists(Models(), SHIPPED)
    about = {**lists.about, "1,280 axes": SentenceEncoder.load(ARTIFACTS / "sentence")}
    readers = Readers(lists.readers.feelings, lists.readers.model, about)
    only: dict[str, Mapping[str, float]] = {
        "named concepts alone": {"concepts": 1},
        "sentence encoder alone": {"meaning": 1},
        "**both, as weighed**": {space: BASE[space] for space in ("concepts", "meaning")},
        "both, the encoder unfolded": {"concepts": BASE["concepts"], "1,280 axes": BASE["meaning"]},
    }
    print(f"{len(cases)} cases among {len(shipped.songs())} songs, {lists.about['meaning'].name}\n")
    print("| theme lines in | by | reciprocal place (mean ± 95 %) | of the first 5 | 10 | 20 |")
    print("|---|---|---|---|---|---|")
    for languages in (("ko", "en"), ("ko",), ("en",)):
        catalog = matrix("x", songs_of(cases, languages), readers)
        for name, weight in only.items():
            at = places(catalog, cases, {s: about[s] for s in weight}, weight)
            half = 1.96 * float(np.std(1 / at)) / len(at) ** 0.5
            hits = " | ".join(f"{np.mean(at <= k):.2f}" for k in (5, 10, 20))
            print(f"| {' and '.join(languages)} | {name} | {np.mean(1 / at):.3f} ± {half:.3f} | {hits} |")


if __name__ == "__main__":
    main()
