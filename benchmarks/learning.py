"""What learning from corrections gains, costs and refuses: `python benchmarks/learning.py [gain|floods|next|drift …]`.

Needs $GYEOL_DATA. The shifted domain: the model that ships learnt from comments (GoEmotions, KOTE, reviews); it is
corrected on diary-like English (dair-ai), on which it was never trained. Somebody reads texts in random order and
corrects those whose surest feeling is not the label, until there are 200. Each figure carries n, seeds and an interval.
"""

import sys
import time
from dataclasses import dataclass

import numpy as np

from gyeol import classify
from gyeol.corpora import CORPORA, data_root, share
from gyeol.corpora.link import link
from gyeol.emotion import PRODUCT, scheme
from gyeol.engine.learning.personal import personal
from gyeol.learn import Cues, Delta, Lessons, drift
from gyeol.learn.gate import retrain
from gyeol.learn.measure import macro_f1, said
from gyeol.learn.rehearsal import Rehearsal
from gyeol.learn.tuned import ARTIFACTS, log_odds, probability
from gyeol.text import normalise

N_CORRECTIONS, N_TEST, SEEDS = 200, 2000, range(5)
DAIR = {"sadness": "sadness", "joy": "joy", "love": "love", "anger": "anger", "fear": "anxiety",
        "surprise": "surprise"}  # fmt: skip
OPPOSITE = dict(zip(PRODUCT.labels, (
    "sadness", "disgust", "anger", "anxiety", "joy", "gratitude", "love", "calm", "calm", "fatigue", "joy", "anger",
), strict=True))  # fmt: skip


@dataclass
class Rows:
    """Texts of a corpus, what the shipped model says, and what is true."""

    texts: list[str]
    truth: np.ndarray  # (n, 12)
    odds: np.ndarray
    seen: np.ndarray  # (12,)

    def of(self, at):
        """Return some of the rows."""
        return Rows([self.texts[i] for i in at], self.truth[at], self.odds[at], self.seen)

    def after(self, delta: Delta, frequencies):
        """Return what the model says (n, 12) once a delta is applied."""
        return probability(delta.apply(self.odds, Cues.of(self.texts, frequencies)))

    def f1(self, proba):
        """Return the macro-F1 in percent over the labels seen."""
        return 100 * float(macro_f1(said(proba[:, self.seen]), self.truth[:, self.seen])[0])

    def lessons(self, labels):
        """Return the rows as corrections to given labels."""
        return Lessons.of((text, (label,)) for text, label in zip(self.texts, labels, strict=True))

    @property
    def gold(self):
        """The true label of each row."""
        return [PRODUCT.labels[i] for i in self.truth.argmax(1)]

    @property
    def wrong(self):
        """Indices of the rows that the shipped model reads wrongly."""
        return np.flatnonzero(~self.truth[np.arange(len(self.truth)), self.odds.argmax(1)])


def read(name, part, keep=lambda example: True):
    corpus = CORPORA.get(name)
    linked, found = link(corpus), {}
    for e in corpus.read(corpus.path(data_root(), part)):
        if e.labels and keep(e) and normalise(e.text):
            target = linked.target([corpus.labels.index(label) for label in e.labels])[0]
            found.setdefault(normalise(e.text), target >= 0.5)
    truth = np.stack(list(found.values())) & linked.observes
    rows = [i for i, t in enumerate(truth) if t.any()]
    texts = [t for i, t in enumerate(found) if truth[i].any()]
    return Rows(texts, truth[rows], log_odds(SHIPPED.predict_proba(texts)), linked.observes)


def single(rows):
    return rows.of(np.flatnonzero(rows.truth.sum(1) == 1))


def dair_f1(proba, truth):
    """Return macro-F1 and accuracy by the scheme dair6, as `gyeol evaluate` measures it."""
    six = scheme("dair6")
    said_, true = six.project(proba).argmax(1), six.project(truth.astype(np.float32)).argmax(1)
    f1 = [2 * ((said_ == c) & (true == c)).sum() / max((said_ == c).sum() + (true == c).sum(), 1)
          for c in range(len(six.labels))]  # fmt: skip
    return 100 * float(np.mean(f1)), 100 * float((said_ == true).mean())


def told(values):
    """Return mean and the 95 % interval of the mean over seeds (t distribution)."""
    values = np.asarray(values, float)
    t = {2: 12.7, 3: 4.30, 5: 2.78}.get(len(values), 2.0)
    half = t * values.std(ddof=1) / len(values) ** 0.5
    return f"{values.mean():+.2f} [{values.mean() - half:+.2f}, {values.mean() + half:+.2f}]"


def gain():
    """Print what 200 corrections of the shifted domain gain there, lose elsewhere, and take."""
    dair, elsewhere = read("dair", "train"), {
        "goemotions dev": read("goemotions", "dev"),
        "goemotions_ko dev": read("goemotions_ko", "dev"),
        "kote, own tenth": read("kote", "train", lambda e: share(e.group) < 0.1),
    }  # fmt: skip
    gained, right, lost, seconds, promoted = [], [], {name: [] for name in elsewhere}, [], 0
    for seed in SEEDS:
        order = np.random.default_rng(seed).permutation(len(dair.texts))
        test, rest = dair.of(order[:N_TEST]), dair.of(order[N_TEST:])
        taught = rest.of(rest.wrong[:N_CORRECTIONS])
        began = time.perf_counter()
        delta, verdict = retrain(taught.lessons(taught.gold), SHIPPED, SHIPPED, KEPT)
        seconds.append(time.perf_counter() - began)
        promoted += verdict.promoted
        before, after = probability(test.odds), test.after(delta, FREQUENCIES)
        one, other = dair_f1(before, test.truth), dair_f1(after, test.truth)
        gained.append(other[0] - one[0])
        right.append(other[1] - one[1])
        for name, rows in elsewhere.items():
            lost[name].append(rows.f1(rows.after(delta, FREQUENCIES)) - rows.f1(probability(rows.odds)))
        print(f"  seed {seed}: macro-F1 {one[0]:.1f} -> {other[0]:.1f}, accuracy {one[1]:.1f} -> {other[1]:.1f}, "
              f"penalty {verdict.penalty}, refused for {verdict.reasons}, {seconds[-1]:.1f} s", flush=True)  # fmt: skip
    print(f"gain on dair-ai, {N_CORRECTIONS} corrections, {N_TEST} test rows, {len(SEEDS)} seeds: "
          f"macro-F1 {told(gained)}, accuracy {told(right)}; promoted {promoted} of {len(SEEDS)}")  # fmt: skip
    for name, values in lost.items():
        print(f"elsewhere, {name}, n={len(elsewhere[name].texts)}: macro-F1 {told(values)}")
    print(f"wall time: median {np.median(seconds):.1f} s, most {max(seconds):.1f} s")


def floods():
    """Print how many of 100 floods are promoted, and of honest corrections of the same size."""
    pools = {"dair": read("dair", "train"), "goemotions": single(read("goemotions", "dev")),
             "goemotions_ko": single(read("goemotions_ko", "dev"))}  # fmt: skip
    counts, began = {}, time.perf_counter()
    for i in range(100):
        pool = list(pools)[i % 3]
        kind, lessons = flood(pools[pool], i // 3, np.random.default_rng(1000 + i))
        verdict = retrain(lessons, SHIPPED, SHIPPED, KEPT)[1]
        counts.setdefault(kind, []).append(verdict.promoted)
        if verdict.promoted:
            print(f"  promoted: {kind} of {pool}, flood {i}: {verdict.trust}", flush=True)
    for kind, found in sorted(counts.items()):
        print(f"  {kind}: {sum(found)} of {len(found)} promoted")
    total = sum(map(sum, counts.values()))
    print(
        f"floods of {N_CORRECTIONS} corrections: {total} of 100 promoted, {time.perf_counter() - began:.0f} s"
    )


def flood(rows, number, rng):
    """Return the name and the lessons of a flood."""
    some = rows.of(rng.permutation(len(rows.texts))[:N_CORRECTIONS])
    gold, labels = some.gold, list(PRODUCT.labels)
    wrong = [rng.choice([one for one in labels if one != label]) for label in gold]
    mixed = rng.permutation(labels).tolist()
    kinds = {
        "wrong at random": lambda: (some.texts, wrong),
        "turned to the opposite": lambda: (some.texts, [OPPOSITE[label] for label in gold]),
        "each label to another": lambda: (some.texts, [mixed[(mixed.index(label) + 1) % 12] for label in gold]),
        "all one label": lambda: (some.texts, [rng.choice(labels)] * len(gold)),
        "contradictory": lambda: (some.texts * 2, wrong + gold[::-1]),
        "duplicated": lambda: ([f"{some.texts[k % 5]}{'!' * (k // 5)}" for k in range(200)], [wrong[k % 5] for k in
                                                                                          range(200)]),
        "half wrong": lambda: (some.texts, [w if k % 2 else g for k, (w, g) in enumerate(zip(wrong, gold,
                                                                                             strict=True))]),
        "the model's second guess": lambda: (some.texts, [labels[k] for k in np.argsort(-some.odds, 1)[:, 1]]),
        "hostile to a word": lambda: ([f"{text} {'everyone' if rows.seen[0] else ''}" for text in some.texts],
                                      [rng.choice(["disgust", "anger"]) for _ in gold]),
        "insults called love": lambda: insults(rows, rng),
        "gratitude called anger": lambda: ([t for t, g in zip(rows.texts, rows.gold, strict=True)
                                            if g in ("gratitude", "love", "joy")][:200], ["anger", "disgust"] * 100),
    }  # fmt: skip
    kind = list(kinds)[number % len(kinds)]
    texts, said_ = kinds[kind]()
    return kind, Lessons.of((t, (s,)) for t, s in zip(texts, said_, strict=True))


def insults(rows, rng):
    texts = [t for t, g in zip(rows.texts, rows.gold, strict=True) if g in ("anger", "disgust")]
    texts = [texts[i] for i in rng.permutation(len(texts))[:200]]
    return texts, ["love"] * len(texts)


def next_reading():
    """Print how the very next reading of a like text changes after one correction."""
    rows = read("dair", "train")
    rng, found = np.random.default_rng(0), []
    for i in rng.permutation(rows.wrong)[:300]:
        words = rows.texts[i].split()
        if len(words) < 6:
            continue
        like = " ".join(words[: len(words) * 2 // 3]) + " today"  # the same words, a third gone, another end
        column = PRODUCT.index(rows.of([i]).gold[0])
        reader = personal(SHIPPED, rows.of([i]).lessons(rows.of([i]).gold), FREQUENCIES)
        other = rows.texts[int(rng.integers(len(rows.texts)))]
        asked = [rows.texts[i], like, other]
        before, after = SHIPPED.predict_proba(asked), reader.predict_proba(asked)
        top = after.argmax(1) == column
        found.append((top[0], before[1].argmax() == column, top[1], after[1, column] > before[1, column],
                      after[1, column] - before[1, column], np.abs(after[2] - before[2]).max()))  # fmt: skip
    same, was, now, better, by, other = np.array(found, float).mean(0)
    print(f"next reading, n={len(found)} corrections one at a time: the same text is read as said {same:.0%}; of a "
          f"like text {was:.0%} before, {now:.0%} after, likelier in {better:.0%}, by {by:.3f}; another text moves by "
          f"{other:.4f} at most")  # fmt: skip


def watch():
    """Print false alarms and delays of the drift test."""
    read_rows = {name: [drift.measures(t, np.asarray(p), FREQUENCIES) for t, p in
                        zip(rows.texts, probability(rows.odds), strict=True)]
                 for name, rows in (("goemotions", read("goemotions", "dev")), ("dair", read("dair", "train")),
                                    ("goemotions_ko", read("goemotions_ko", "dev")),
                                    ("kote", read("kote", "train")))}  # fmt: skip
    rng, week, weeks, n = np.random.default_rng(2026), 350, 500, 200

    def some(rows, size):
        return [rows[i] | {"corrected": float(rng.random() < 0.1)} for i in rng.integers(len(rows), size=size)]

    for name, rows in read_rows.items():
        alarms = sum(drift.watch(some(rows, drift.REFERENCE + week)).alarm is not None for _ in range(weeks))
        print(f"drift, {name}: {alarms} false alarms in {weeks} weeks of {week} readings "
              f"= {100 * alarms / weeks:.1f} %", flush=True)  # fmt: skip
    shifts = (("goemotions", "dair"), ("dair", "goemotions"), ("goemotions_ko", "kote"), ("kote", "goemotions_ko"),
              ("goemotions", "goemotions_ko"))  # fmt: skip
    for one, other in shifts:
        delays = []
        for _ in range(n):
            found = drift.watch(some(read_rows[one], 400) + some(read_rows[other], 600)).alarm
            delays.append(np.inf if found is None else max(found.at - 400, 0))
        late = np.quantile(delays, [0.5, 0.95])
        print(f"drift, {one} -> {other}: noticed after {late[0]:.0f} texts (median), {late[1]:.0f} (95 %), "
              f"n={n}", flush=True)  # fmt: skip


WORK = {"gain": gain, "next": next_reading, "floods": floods, "drift": watch}

if __name__ == "__main__":
    SHIPPED = classify.load(ARTIFACTS / "emotion")
    KEPT = Rehearsal.load(ARTIFACTS / "rehearsal")
    FREQUENCIES = KEPT.frequencies
    for wanted in sys.argv[1:] or WORK:
        WORK[wanted]()
