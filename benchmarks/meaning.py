"""The shipped sentence encoder beside plain ones, on pairs that people rated: Spearman, and sentences a second.

Run: python benchmarks/meaning.py [FILE in the form of KorSTS …]    (by default KorSTS dev and train at $GYEOL_DATA)
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from gyeol.catalog import Array
from gyeol.encode.content import TwoViews
from gyeol.encode.sentence import SentenceEncoder
from gyeol.errors import MissingExtra
from gyeol.lab.open_meaning import SHIPPED, open_meaning
from gyeol.lab.similarity import measure, read_pairs


class TfIdf:
    """Syllables and pairs of them within words, weighed on the very sentences that are measured."""

    def __init__(self, texts: Sequence[str], sizes: tuple[int, int]) -> None:
        self.name, self.dim = f"tf-idf of characters {sizes}", 0
        self._fitted = TfidfVectorizer(analyzer="char_wb", ngram_range=sizes, sublinear_tf=True).fit(texts)

    def encode(self, inputs: Sequence[str]) -> Array:
        """Return (n, n_grams) unit rows."""
        return self._fitted.transform(inputs).toarray().astype(np.float32)


def part(encoder: SentenceEncoder, share: float, name: str) -> SentenceEncoder:
    """Return the encoder with another share of its dense part."""
    other = SentenceEncoder.load(SHIPPED)
    other.name, other._config = name, replace(encoder._config, dense_share=share)
    return other


def main() -> None:
    folder = Path(os.environ.get("GYEOL_DATA", "")) / "text" / "korsts"
    files = [Path(f) for f in sys.argv[1:]] or [folder / "sts-dev.tsv", folder / "sts-train.tsv"]
    if not all(file.is_file() for file in files):
        sys.exit(f"no rated pairs at '{files[0]}'; pass a file, or set GYEOL_DATA.")
    ours = SentenceEncoder.load(SHIPPED)
    size = sum(p.stat().st_size for p in SHIPPED.iterdir()) / 2**20
    print(f"{ours.name}: {size:.1f} MiB, {ours.dim} axes\n")
    print("| on | n | encoder | Spearman | Pearson | sentences/s |\n|---|---|---|---|---|---|")
    for file in files:
        left, right, _ = read_pairs(file)
        rivals = [
            ours,
            part(ours, 0.0, "its letters alone"),
            part(ours, 1.0, "its pieces alone"),
            TwoViews(ours),
            TfIdf([*left, *right], (1, 2)),
            TfIdf([*left, *right], (2, 4)),
            open_meaning("concepts"),
        ]
        for rival in rivals:
            try:
                found = measure(rival, file)
            except MissingExtra as error:
                print(f"(left out: {error})", file=sys.stderr)
                continue
            print(
                f"| {file.name} | {found['n']} | {rival.name} | {found['spearman']:.4f} | {found['pearson']:.4f} | "
                f"{found['sentences_per_s']:,} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
