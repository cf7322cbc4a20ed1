"""The shipped emotion classifier beside TF-IDF + logistic regression and a BERT-base-shaped transformer: how fast, how
large, how right.

Run: python benchmarks/emotion.py [--artifact DIR] [--recipe FILE] [--quick]    (needs the extra lab and $GYEOL_DATA)

Each is timed in a process of its own, so that its memory is its own. The transformer's weights are random: it is there
for its speed only. Run it while nothing else runs.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from emotion_rivals import Majority, TfIdf
from gyeol.classify import load
from gyeol.corpora import data_root
from gyeol.corpora.gather import Table, gather
from gyeol.lab.evaluate import multi_label
from gyeol.lab.recipe import read

HERE = Path(__file__).parents[1]
FIGURES = ("accuracy", "macro_f1", "ece")
ASKED = [("report", "goemotions"), ("report", "goemotions_ko"), ("dev", "kote"), ("dev", "own")]
N_SAMPLES = 1000


def intervals(proba: np.ndarray, rows: Table, labels: tuple[str, ...], n_samples: int) -> dict[str, str]:
    """Return each figure with the 95 % interval of a bootstrap over texts, seed 0."""
    rng = np.random.default_rng(0)
    whole = multi_label(proba, rows.target, rows.mask, labels)
    drawn = []
    for _ in range(n_samples):
        at = rng.integers(0, len(proba), len(proba))
        m = multi_label(proba[at], rows.target[at], rows.mask[at], labels)
        drawn.append([m[name] for name in FIGURES])
    low, high = np.percentile(drawn, [2.5, 97.5], axis=0)
    return {
        name: f"{whole[name]:.3f} [{a:.3f}, {b:.3f}]" for name, a, b in zip(FIGURES, low, high, strict=True)
    }


def quality(known: Table, rivals: dict, labels: tuple[str, ...], *, quick: bool) -> None:
    print("| on | n | model | accuracy | macro-F1 | ECE |\n|---|---|---|---|---|---|")
    for split, name in ASKED:
        rows = known.where((known.split == split) & (known.source == name))
        rows = rows.where(np.arange(len(rows)) < (300 if quick else len(rows)))
        for title, rival in rivals.items():
            found = intervals(rival.predict_proba(rows.texts), rows, labels, 50 if quick else N_SAMPLES)
            print(f"| {name} {split} | {len(rows)} | {title} | {' | '.join(found.values())} |", flush=True)


def timed(what: str, folder: Path, texts: Path, *, threads: int = 1, processes: int = 1) -> dict[str, float]:
    """Time a rival in fresh processes at once; rates add up, the rest is the slowest's."""
    command = [
        sys.executable,
        str(HERE / "benchmarks" / "emotion_speed.py"),
        what,
        str(folder),
        str(texts),
        str(threads),
    ]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(processes)]
    found = [json.loads(process.communicate()[0].splitlines()[-1]) for process in running]
    out = {name: max(one[name] for one in found) for name in found[0]}
    return out | {"texts_per_s": sum(one["texts_per_s"] for one in found)}


def speed(rows: list[tuple[str, Callable[[], dict[str, float]]]]) -> None:
    print(
        "\n| model | one text p50, ms | p99, ms | texts/s | cold load, ms | peak memory, MB | on disk, MB |"
    )
    print("|---|---|---|---|---|---|---|")
    for title, measure in rows:
        m = measure()
        told = (f"{m['p50_ms']:.2f}", f"{m['p99_ms']:.2f}", f"{m['texts_per_s']:,.0f}", f"{m['load_ms']:.0f}")
        print(f"| {title} | {' | '.join(told)} | {m['peak_mb']:.0f} | {m['disk_mb']:.1f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--artifact", type=Path, default=HERE / "src" / "gyeol" / "artifacts" / "emotion")
    parser.add_argument("--recipe", type=Path, default=HERE / "recipes" / "emotion.toml")
    parser.add_argument("--quick", action="store_true", help="few rows and samples: a smoke run")
    options = parser.parse_args()
    data = read(options.recipe, {}).data
    table = gather(data.corpora, data_root(), dev_share=data.dev_share, most=dict(data.most))
    ours = load(options.artifact)
    known = table.where(table.mask.sum(1) > 0)
    train = known.where(known.split == "train")
    few = np.arange(len(train)) % 20 == 0 if options.quick else np.ones(len(train), bool)
    tfidf = TfIdf.fit(train.where(few))
    print(f"{ours.model}; {len(train):,} training rows teach a feeling; 95 % bootstrap intervals, seed 0\n")
    rivals = {"ours": ours, "tf-idf + logreg": tfidf, "majority": Majority(train)}
    quality(known, rivals, ours.taxonomy.labels, quick=options.quick)
    report = known.where(known.split == "report")
    texts = report.texts[:: max(1, len(report) // (200 if options.quick else 4000))]
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        (place / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
        tfidf.write(place / "tfidf")
        at = place / "texts.json"
        speed(
            [
                ("ours, one core", lambda: timed("gyeol", options.artifact, at)),
                ("ours, two processes", lambda: timed("gyeol", options.artifact, at, processes=2)),
                ("tf-idf + logreg, one core", lambda: timed("tfidf", place / "tfidf", at)),
                ("BERT-base shape, 1 thread", lambda: timed("bert", place, at)),
                ("BERT-base shape, 2 threads", lambda: timed("bert", place, at, threads=2)),
            ]
        )
    print(
        f"\nspeed on {len(texts)} texts of the GoEmotions report files, one by one on 1,000 (BERT: 64 and 40)"
    )


if __name__ == "__main__":
    main()
