"""Compare our table of emoji feelings with human ratings: EmoTag1200 and the Emoji Sentiment Ranking.

    GYEOL_DATA=folder python benchmarks/emoji_meaning.py

Our table was written by judgement before this was first run, and is not fitted to either.
"""

import csv
import os
import sys
from pathlib import Path

import numpy as np

from gyeol.emotion import PRODUCT
from gyeol.stickers.meaning import emoji_feelings

# EmoTag emotion -> our labels; "anticipation" and "trust" have no counterpart
LABELS = {
    "anger": ("anger",),
    "disgust": ("disgust",),
    "fear": ("anxiety",),
    "joy": ("joy", "love", "gratitude", "calm"),
    "sadness": ("sadness",),
    "surprise": ("surprise",),
}
POSITIVE, NEGATIVE = (
    ("joy", "love", "gratitude", "calm"),
    ("sadness", "anger", "disgust", "anxiety", "fatigue"),
)


def main() -> None:
    """Print one line a measure."""
    path = Path(os.environ.get("GYEOL_DATA", "")) / "emoji" / "emoji_meaning.csv"
    if not path.is_file():
        sys.exit(f"no ratings at '{path}'; set GYEOL_DATA to the folder that holds emoji/emoji_meaning.csv.")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    feelings = {row["char"]: emoji_feelings(row["char"]) for row in rows}
    known = [row for row in rows if feelings[row["char"]] is not None]
    print(f"emoji in the reference: {len(rows)}, of them in our table: {len(known)}")
    print("\n| EmoTag emotion | n | Spearman |\n|---|---|---|")
    for emotion, labels in LABELS.items():
        rated = [row for row in known if row[f"emotag_{emotion}"]]
        theirs = np.array([float(row[f"emotag_{emotion}"]) for row in rated])
        ours = np.array([strength(feelings[row["char"]], labels) for row in rated])
        print(f"| {emotion} | {len(rated)} | {spearman(theirs, ours):.3f} |")
    scored = [row for row in known if row["esr_score"]]
    theirs = np.array([float(row["esr_score"]) for row in scored])
    ours = np.array([valence(feelings[row["char"]]) for row in scored])
    clear = (np.abs(theirs) > 0.1) & (ours != 0)
    agreed = np.sign(theirs[clear]) == np.sign(ours[clear])
    print("\n| Emoji Sentiment Ranking | n | value |\n|---|---|---|")
    print(f"| Spearman of valence | {len(scored)} | {spearman(theirs, ours):.3f} |")
    print(f"| same sign (theirs beyond ±0.1, ours not 0) | {clear.sum()} | {agreed.mean():.3f} |")
    wrong = [row["char"] for row, ok in zip(np.array(scored)[clear], agreed, strict=True) if not ok]
    print(f"\nsign differs: {' '.join(wrong)}")
    for polarity in ("positive", "negative", "neutral"):
        members = [row for row in known if row["polarity"] == polarity]
        signs = [np.sign(valence(feelings[row["char"]])) for row in members]
        shares = [np.mean([s == sign for s in signs]) for sign in (1, 0, -1)]
        print(f"polarity {polarity}: n {len(members)}, ours positive/none/negative {np.round(shares, 3)}")


def strength(vector: np.ndarray, labels: tuple[str, ...]) -> float:
    return float(max(vector[PRODUCT.index(label)] for label in labels))


def valence(vector: np.ndarray) -> float:
    return strength(vector, POSITIVE) - strength(vector, NEGATIVE)


def spearman(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.corrcoef(ranks(a), ranks(b))[0, 1])


def ranks(values: np.ndarray) -> np.ndarray:
    """Return ranks from 0, ties sharing their mean."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts + 1) / 2)[inverse]


if __name__ == "__main__":
    main()
