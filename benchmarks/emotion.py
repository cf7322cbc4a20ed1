"""The shipped emotion classifier beside plain TF-IDF + logistic regression on the same rows, and a majority
answer.

Run: python benchmarks/emotion.py [--artifact DIR] [--recipe FILE] [--quick]    (needs the extra lab and
$GYEOL_DATA)
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_union

from gyeol.classify import load
from gyeol.corpora import data_root
from gyeol.corpora.gather import Table, gather
from gyeol.lab.evaluate import multi_label
from gyeol.lab.recipe import read

HERE = Path(__file__).parents[1]


class TfIdf:
    """One logistic regression a label over words (1-2) and characters within words (2-4)."""

    def __init__(self, table: Table, labels: tuple[str, ...]) -> None:
        self._features = make_union(
            TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
            TfidfVectorizer(
                analyzer="char_wb", ngram_range=(2, 4), min_df=3, sublinear_tf=True, max_features=200_000
            ),
        )
        x = self._features.fit_transform(table.texts)
        felt = table.target >= 0.5
        self._models = []
        for label in range(len(labels)):
            seen = table.mask[:, label] > 0
            model = LogisticRegression(solver="liblinear", C=2.0)
            self._models.append(model.fit(x[seen], felt[seen, label]))

    def predict_proba(self, texts: tuple[str, ...]) -> np.ndarray:
        """Return (n, n_labels)."""
        x = self._features.transform(texts)
        return np.stack([model.predict_proba(x)[:, 1] for model in self._models], 1).astype(np.float32)


class Majority:
    """The share of each label among the training rows that could carry it, whatever the text."""

    def __init__(self, table: Table) -> None:
        felt = (table.target >= 0.5) * table.mask
        self._share = (felt.sum(0) / np.maximum(table.mask.sum(0), 1)).astype(np.float32)

    def predict_proba(self, texts: tuple[str, ...]) -> np.ndarray:
        """Return (n, n_labels)."""
        return np.tile(self._share, (len(texts), 1))


def speed(classifier, texts: tuple[str, ...]) -> str:
    classifier.predict_proba(texts[:50])
    took = []
    for text in texts[:1000]:
        start = time.perf_counter()
        classifier.predict_proba((text,))
        took.append((time.perf_counter() - start) * 1000)
    start = time.perf_counter()
    classifier.predict_proba(texts)
    rate = len(texts) / (time.perf_counter() - start)
    p50, p99 = np.percentile(took, [50, 99])
    return (
        f"one text p50 {p50:.2f} ms, p99 {p99:.2f} ms (n={len(took)}); "
        f"batch {rate:,.0f} texts/s (n={len(texts)})"
    )


def cold_load_ms(folder: Path, times: int = 5) -> float:
    code = (
        "import sys, time, numpy; from pathlib import Path; t = time.perf_counter();"
        "from gyeol.classify import load; load(Path(sys.argv[1])); print(time.perf_counter() - t)"
    )
    command = [sys.executable, "-c", code, str(folder)]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(times)]
    return float(np.median([float(run.stdout) for run in runs])) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--artifact", type=Path, default=HERE / "src" / "gyeol" / "artifacts" / "emotion")
    parser.add_argument("--recipe", type=Path, default=HERE / "recipes" / "emotion.toml")
    parser.add_argument("--quick", action="store_true", help="500 rows a table, no TF-IDF: a smoke run")
    options = parser.parse_args()
    data = read(options.recipe, {}).data
    table = gather(data.corpora, data_root(), dev_share=data.dev_share, most=dict(data.most))
    ours = load(options.artifact)
    labels = ours.taxonomy.labels
    known = table.where(table.mask.sum(1) > 0)
    train = known.where(known.split == "train")
    rivals = {"ours": ours, "majority": Majority(train)}
    if not options.quick:
        rivals["tf-idf + logreg"] = TfIdf(train, labels)
    print(f"{ours.model}; trained rows that teach a feeling: {len(train):,}\n")
    print("| on | n | model | accuracy | macro-F1 | micro-F1 | ECE |\n|---|---|---|---|---|---|---|")
    for split, name in [
        ("report", "goemotions"),
        ("report", "goemotions_ko"),
        ("dev", "kote"),
        ("dev", "own"),
    ]:
        rows = known.where((known.split == split) & (known.source == name))
        rows = rows.where(np.arange(len(rows)) < (500 if options.quick else len(rows)))
        for title, rival in rivals.items():
            m = multi_label(rival.predict_proba(rows.texts), rows.target, rows.mask, labels)
            figures = " | ".join(f"{m[k]:.3f}" for k in ("accuracy", "macro_f1", "micro_f1", "ece"))
            print(f"| {name} {split} | {m['n']} | {title} | {figures} |", flush=True)
    texts = known.where(known.split == "report").texts[: 500 if options.quick else 5000]
    size = sum(p.stat().st_size for p in options.artifact.iterdir()) / 2**20
    load_ms = cold_load_ms(options.artifact)
    print(f"\nours: {speed(ours, texts)}; size {size:.1f} MiB; cold load {load_ms:.0f} ms")
    if "tf-idf + logreg" in rivals:
        print(f"tf-idf + logreg: {speed(rivals['tf-idf + logreg'], texts)}")


if __name__ == "__main__":
    main()
