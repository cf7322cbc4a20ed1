"""The ways of reading a long text beside each other, the two splitters, and how long a day takes.

Long texts are put together from held-out rows whose feelings people labelled. On a clear day half of the sentences
carry one feeling, a fifth other feelings, the rest none; on a mixed day two feelings have a third each, the rest none.
A way is asked for the mixture of feelings (cosine) and for the strongest one.

Run: python benchmarks/diary.py [--n 300] [--seed 0] [--summary MODEL] [--quick]    (needs $GYEOL_DATA; --summary the
extra lab)
"""

import argparse
import os
import time
from itertools import product
from pathlib import Path

for pool in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[pool] = "1"

import numpy as np

from gyeol import Engine
from gyeol.corpora import data_root
from gyeol.corpora.gather import Table, gather
from gyeol.diary import day
from gyeol.emotion import PRODUCT
from gyeol.lab.recipe import read
from gyeol.sentences import split

HERE = Path(__file__).parents[1]
NEUTRAL = PRODUCT.index("neutral")
FELT = [i for i in range(len(PRODUCT)) if i != NEUTRAL]


def days(
    table: Table, n: int, rng: np.random.Generator, kind: str = "clear"
) -> list[tuple[list[str], np.ndarray]]:
    """Return n days: their sentences and the (12,) mixture of what people felt in them, without neutral."""
    felt = (table.target >= 0.5) * table.mask
    plain = np.flatnonzero((felt[:, NEUTRAL] > 0) & (felt[:, FELT].sum(1) == 0))
    by = {i: np.flatnonzero((felt[:, i] > 0) & (felt[:, NEUTRAL] == 0)) for i in FELT}
    at_hand = [i for i in FELT if len(by[i]) >= 30]
    made = []
    for _ in range(n):
        size = int(rng.integers(10, 31))
        first, second = rng.choice(at_hand, 2, replace=False)
        if kind == "clear":
            rest = [rng.choice(by[int(rng.choice(at_hand))]) for _ in range(size // 5)]
            rows = [*rng.choice(by[int(first)], size // 2), *rest]
        else:
            rows = [*rng.choice(by[int(first)], size // 3), *rng.choice(by[int(second)], size // 3)]
        rows = np.array([*rows, *rng.choice(plain, size - len(rows))])
        rng.shuffle(rows)
        mixture = (felt[rows] / np.maximum(felt[rows].sum(1, keepdims=True), 1)).sum(0)
        mixture[NEUTRAL] = 0
        made.append(([table.texts[i] for i in rows], mixture / mixture.sum()))
    return made


def scores(row: np.ndarray, mixture: np.ndarray, seen: np.ndarray) -> tuple[float, float]:
    """Return cosine and whether the strongest feeling is right, over the feelings that the raters could name."""
    got = np.where(seen, row, 0).astype(float)
    got[NEUTRAL] = 0
    cosine = got @ mixture / max(np.linalg.norm(got) * np.linalg.norm(mixture), 1e-9)
    return float(cosine), float(mixture[int(got.argmax())] >= mixture.max() - 1e-9)


def ways(engine: Engine, sentences: list[str], summarise) -> dict[str, np.ndarray]:
    """Return what each way reads from a day."""
    text = " ".join(sentences)
    rows = {"whole text at once": engine.emotions([text])[0].emotions}
    for way in ("sentences", "reference", "textrank", *(("summary",) if summarise else ())):
        rows[way] = engine.diary.read(text, way=way, summarise=summarise).day.emotions
    found = {name: PRODUCT.vector(dict(row)) for name, row in rows.items()}
    each = np.stack([PRODUCT.vector(dict(r.emotions)) for r in engine.emotions(sentences)])
    found["sentences, split by hand"] = day.weighted(each, np.array([len(s) for s in sentences])).row
    found["sentences, by hand, unweighted"] = each.mean(0)
    found["reference, split by hand"] = day.reference(each).row
    return found


def compare(engine: Engine, n: int, seed: int, summarise) -> None:
    data = read(HERE / "recipes" / "emotion.toml", {}).data
    table = gather(data.corpora, data_root(), dev_share=data.dev_share, most=dict(data.most))
    print(
        "| on | way | n | cosine with the mixture (± 95 %) | strongest feeling right |\n|---|---|---|---|---|"
    )
    corpora = (("report", "goemotions"), ("report", "goemotions_ko"), ("dev", "kote"))
    for (split_name, name), kind in product(corpora, ("clear", "mixed")):
        rows = table.where((table.split == split_name) & (table.source == name) & (table.mask.sum(1) > 0))
        seen = rows.mask.max(0) > 0
        got: dict[str, list[tuple[float, float]]] = {}
        for sentences, mixture in days(rows, n, np.random.default_rng(seed), kind):
            for way, row in ways(engine, sentences, summarise).items():
                got.setdefault(way, []).append(scores(row, mixture, seen))
        for way, pairs in got.items():
            cosine, right = np.array(pairs).T
            half = 1.96 * cosine.std() / np.sqrt(n)
            where = f"{name} {split_name}, {kind} days"
            print(
                f"| {where} | {way} | {n} | {cosine.mean():.3f} ± {half:.3f} | {right.mean():.3f} |",
                flush=True,
            )


def splitters() -> None:
    lines = (HERE / "tests" / "sentences" / "diaries.txt").read_text(encoding="utf-8").splitlines()[1:]
    print(
        "\n| splitter | ends found | of those, right | of the true ends, found | days wholly right | n days |"
    )
    print("|---|---|---|---|---|---|")
    for splitter in ("rules", "kiwi"):
        right = found = true = whole = 0
        for line in lines:
            text, ends, at = line.replace(" |", ""), set(), 0
            for sentence in line.split(" | "):
                at = text.index(sentence, at) + len(sentence)
                ends.add(at)
            got = {end for _, end in split(text, splitter)} - {len(text)}
            ends -= {len(text)}
            right, found, true, whole = (
                right + len(got & ends), found + len(got), true + len(ends), whole + (got == ends)
            )  # fmt: skip
        print(f"| {splitter} | {found} | {right / found:.2f} | {right / true:.2f} | {whole} | {len(lines)} |")


def speed(engine: Engine, times: int) -> None:
    part = (
        "아침부터 비가 와서 조금 우울했다. 그래도 친구가 커피를 사줘서 기분이 나아졌다! 회의가 두 시에 있었다 "
        "팀장님이 또 화를 내서 속상했다ㅠㅠ 집에 와서 엄마랑 통화했다. "
    )
    text, spent = part * 10, []
    assert len(engine.diary.read(text).sentences) == 50
    for _ in range(times):
        start = time.perf_counter()
        engine.diary.read(text)
        spent.append((time.perf_counter() - start) * 1000)
    p50, p95 = np.percentile(spent, [50, 95])
    print(f"\nA day of 50 sentences on one core: p50 {p50:.1f} ms, p95 {p95:.1f} ms (goal 150), n={times}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=300, help="days a corpus")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--summary", help="folder or hub name of a BART model, for the fourth way")
    parser.add_argument("--quick", action="store_true", help="few days: only shows that it runs")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    summarise = None
    if options.summary:
        from gyeol.lab.summary import load

        summarise = load(options.summary).summarise
    with Engine.open() as engine:
        compare(engine, 10 if options.quick else options.n, options.seed, summarise)
        splitters()
        speed(engine, 20 if options.quick else 300)


if __name__ == "__main__":
    main()
