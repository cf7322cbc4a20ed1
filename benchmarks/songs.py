"""What learning from ratings is worth: real ratings replayed, sessions replayed and simulated, baselines beside.

Run: python benchmarks/songs.py [MUSIC FOLDER] [--quick]    (one thread; about ten minutes)
"""

import os

for pool in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(pool, "1")

import argparse
from pathlib import Path

import numpy as np

import gyeol
from gyeol.catalog import Array, Catalog, unit
from gyeol.engine.songs.taste import SPACES
from gyeol.lab.song_history import last_part, listens, read_events, read_songs
from gyeol.lab.song_replay import measure, ndcg
from gyeol.recommend import standardised
from gyeol.recommend.listening import forecast
from gyeol.recommend.ratings import preferences
from gyeol.songs.library import read_list

SEED = 0
Row = dict[str, object]


def quiet(what: str, share: float) -> None:
    pass


def table(title: str, results: list[Row]) -> None:
    """Print one row a method: the means over results (folds or windows), n added up."""
    n = sum(r["n"] for r in results)
    print(f"\n**{title}**: {n} ratings, {results[0]['users']} people, seed {SEED}\n")
    print("| method | AUC | MAE | nDCG@10 |\n|---|---|---|---|")
    names = ["gyeol", "gyeol, learning on the way", *results[0]["baselines"]]
    for name in names:
        picked = [
            r if name == "gyeol" else r["replayed"] if "way" in name else r["baselines"][name]
            for r in results
        ]
        cells = [[p[m] for p in picked] for m in ("auc", "mae", "ndcg_at_10")]
        print(
            f"| {name} | " + " | ".join("–" if c[0] is None else f"{np.mean(c):.3f}" for c in cells) + " |",
            flush=True,
        )
    if len(results) == 1:
        low, high = results[0]["auc_95"]
        print(
            f"\ngyeol's AUC, 95 % over people: {low:.3f}–{high:.3f}; {results[0]['new_songs']} of songs nobody rated"
        )


def situnes(music: Path, quick: bool) -> None:
    items, before = music / "situnes_music_info.csv", read_events(music / "situnes_stage1.csv")
    daily = read_events(music / "situnes_stage2.csv")
    first, last = last_part(daily, 0.3)
    table("SiTunes stage 2, last 30 % of each person", [measure(before + first, last, items, SEED, quiet)])
    if quick:
        return
    windows = [last_part(first, share) for share in (0.6, 0.5, 0.4, 0.3, 0.2)]
    found = [measure(before + a, b, items, SEED, quiet) for a, b in windows]
    table("inside the first 70 %: its last 60, 50, 40, 30 and 20 % (where the model was chosen)", found)
    songs = sorted({e.song for e in before + daily})
    fold = dict(zip(songs, np.random.default_rng(SEED).integers(0, 4, len(songs)), strict=True))
    found = []
    for k in range(4):
        past = [e for e in before + daily if fold[e.song] != k]
        found.append(measure(past, [e for e in daily if fold[e.song] == k], items, SEED, quiet))
    table("songs nobody rated: each fourth of the songs held out from everybody", found)


def replayed_sessions(music: Path) -> None:
    """Leave one person out: learn from all others, then from this person's first three daily songs, rank the rest."""
    items = music / "situnes_music_info.csv"
    catalog, mood = read_songs(items)
    before, daily = (read_events(music / f"situnes_stage{k}.csv") for k in (1, 2))
    shares = None
    rivals = ("emotion only", "their 3 ratings alone", "others' ratings alone", "both")
    scores: dict[str, list[float]] = {name: [] for name in rivals}
    for person in dict.fromkeys(e.person for e in daily):
        own = [e for e in daily if e.person == person]
        told, asked = own[:3], own[3:]
        others = [e for e in before + daily if e.person != person]
        people: dict[str, int] = {}
        past, three, ask = (listens(e, catalog, people) for e in (others, told, asked))
        alone = forecast(catalog, past, ask, 10, known=shares)
        shares = alone.variances  # found once, among people who are not the first one; the same for all
        felt = np.array([e.felt or (0, 0) for e in asked])
        tried = {
            "emotion only": -np.linalg.norm(mood[ask.songs] - felt, axis=1),
            "their 3 ratings alone": preferences(catalog, {e.song: e.stars for e in told}).scores[ask.songs],
            "others' ratings alone": alone.stars,
            "both": forecast(catalog, past.then(three), ask, known=shares).stars,
        }
        for name, score in tried.items():
            scores[name].append(ndcg(ask.stars, np.asarray(score, np.float64)))
    base = np.mean(scores["emotion only"])
    print(
        f"\n**SiTunes stage 2, replayed sessions**: {len(scores['both'])} people, after their first 3 songs\n"
    )
    print("| list by | nDCG@10 | against emotion only |\n|---|---|---|")
    for name, values in scores.items():
        print(f"| {name} | {np.mean(values):.3f} | {100 * (np.mean(values) / base - 1):+.1f} % |", flush=True)


def simulated_sessions(n_listeners: int = 300, n_rated: int = 3) -> None:
    """Invented listeners of the catalogue that ships; five songs at random stand for what each loves.

    How much of their liking is the mood is unknown, so several worlds are made. In SiTunes it is next to nothing.
    """
    whole = read_list(Path(gyeol.__file__).parent / "songs" / "lists" / "gyeol")[1]
    catalog = Catalog(whole.items, {space: whole.spaces[space] for space in SPACES})
    print(f"\n**simulated sessions**: {n_listeners} invented listeners, {len(catalog)} songs, seed {SEED}\n")
    print("| mood's weight | list by | nDCG@10 | against emotion only | diversity in a list | coverage |")
    print("|---|---|---|---|---|---|")
    for weight in (0.0, 0.25, 0.5, 1.0):
        simulate(catalog, weight, n_listeners, n_rated)


def simulate(catalog: Catalog, weight: float, n_listeners: int, n_rated: int) -> None:
    """Print two rows: the first list of each listener by emotion, and the second after rating three songs of it."""
    rng = np.random.default_rng(SEED)
    names = ("emotion only", f"after {n_rated} ratings")
    found, spread = {n: list[float]() for n in names}, {n: list[float]() for n in names}
    shown = {n: set[int]() for n in names}
    for _ in range(n_listeners):
        target = rng.dirichlet(np.full(catalog.spaces["emotion"].shape[1], 0.3)).astype(np.float32)
        near = standardised(target, catalog.spaces["emotion"], catalog.known["emotion"])
        loved = rng.integers(0, len(catalog), 5)
        taste = np.sum([z(rows @ rows[loved].sum(0)) for rows in catalog.spaces.values()], axis=0)
        truth = weight * z(near) + z(taste) + 0.5 * rng.normal(size=len(catalog))
        stars = np.digitize(truth, np.quantile(truth, [0.2, 0.4, 0.6, 0.8])) + 1
        rated = np.argsort(-near, kind="stable")[:10][rng.permutation(10)[:n_rated]]
        told = {catalog.items[i].id: float(stars[i]) for i in rated}
        rest = np.setdiff1d(np.arange(len(catalog)), rated)
        both = near + preferences(catalog, told).standardised()
        for name, score in zip(names, (near, both), strict=True):
            best = rest[np.argsort(-score[rest], kind="stable")][:10]
            found[name].append(ndcg(stars[rest].astype(float), score[rest].astype(float)))
            spread[name].append(diversity(catalog, best))
            shown[name].update(best.tolist())
    base, even = (np.mean(x[names[0]]) for x in (found, spread))
    for name in names:
        print(
            f"| {weight} | {name} | {np.mean(found[name]):.3f} | {100 * (np.mean(found[name]) / base - 1):+.1f} % | "
            f"{np.mean(spread[name]):.3f} ({100 * (np.mean(spread[name]) / even - 1):+.1f} %) | "
            f"{100 * len(shown[name]) / len(catalog):.0f} % |",
            flush=True,
        )


def lastfm(music: Path) -> None:
    """Item-kNN on play counts: the baseline's own figure, one fifth of each listener's artists held out."""
    with (music / "lastfm_user_artists_80.tsv").open(encoding="utf-8") as lines:
        rows = [(u, a, float(w)) for u, a, w in (line.split() for line in list(lines)[1:])]
    users, artists = ({name: i for i, name in enumerate(dict.fromkeys(r[k] for r in rows))} for k in (0, 1))
    rng = np.random.default_rng(SEED)
    plays = np.zeros((len(users), len(artists)), np.float32)
    for user, artist, weight in rows:
        plays[users[user], artists[artist]] = np.log1p(weight)
    held = (plays > 0) & (rng.random(plays.shape) < 0.2)
    known = np.where(held, 0, plays)
    popular = np.argsort(-(known > 0).sum(0), kind="stable")[:4000]  # the rest have one or two listeners
    known, truth = known[:, popular], (plays * held)[:, popular]
    alike = unit(known.T) @ unit(known.T).T
    np.fill_diagonal(alike, 0)
    cut = np.partition(alike, -50, axis=1)[:, [-50]]
    rivals = {
        "popularity": np.tile((known > 0).sum(0), (len(users), 1)),
        "item-kNN, 50 neighbours": known @ np.where(alike >= cut, alike, 0).T,
    }
    print(
        f"\n**Last.fm**: {len(users)} listeners, {len(popular)} artists, seed {SEED}\n\n| method | nDCG@10 |\n|---|---|"
    )
    for name, score in rivals.items():
        value = [
            ranked(np.where(k > 0, -np.inf, s), t)
            for k, s, t in zip(known, score, truth, strict=True)
            if t.any()
        ]
        print(f"| {name} | {np.mean(value):.3f} |")


def ranked(score: Array, truth: Array) -> float:
    """Return nDCG@10 with gain 1 for each held-out artist."""
    discount = 1 / np.log2(np.arange(2, 12))
    hit = truth[np.argsort(-score, kind="stable")[:10]] > 0
    return float(hit @ discount / discount[: min(10, int((truth > 0).sum()))].sum())


def diversity(catalog: Catalog, rows: np.ndarray) -> float:
    """Return 1 - the mean cosine between the songs of a list, over both spaces."""
    gaps = []
    for space in catalog.spaces.values():
        cosine = space[rows] @ space[rows].T
        gaps.append(1 - (cosine.sum() - np.trace(cosine)) / (len(rows) * (len(rows) - 1)))
    return float(np.mean(gaps))


def z(values: np.ndarray) -> np.ndarray:
    return (values - values.mean()) / max(float(values.std()), 1e-9)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "music", type=Path, nargs="?", default=Path(os.environ.get("GYEOL_DATA", "")) / "music"
    )
    parser.add_argument("--quick", action="store_true", help="the last 30 % and short sessions only")
    options = parser.parse_args()
    simulated_sessions(30 if options.quick else 300)
    if not (options.music / "situnes_stage2.csv").is_file():
        print(f"\nno ratings at '{options.music}'; the tables that need them are left out.")
        return
    replayed_sessions(options.music)
    situnes(options.music, options.quick)
    if not options.quick:
        lastfm(options.music)


if __name__ == "__main__":
    main()
