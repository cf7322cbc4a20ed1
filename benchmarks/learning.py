"""What learning from corrections gains, costs and refuses: `benchmarks/learning.py [gain|next|honest|floods|drift …]`.

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
SIZES, HONEST_SEEDS, FLOOD_SEED = (20, 50, 100, 200), range(100, 110), 2000
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
        "kote, held out": read("kote", "train", lambda e: share(e.group) < 0.08),
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


def honest():
    """Print how many honest sets are promoted, by pool and size, and what the promoted ones gain on held-out rows."""
    for name, rows in pools().items():
        for size in SIZES:
            reasons, gained = [], []
            for seed in HONEST_SEEDS:
                order = np.random.default_rng([7, seed]).permutation(len(rows.texts))
                test, rest = rows.of(order[:1000]), rows.of(order[1000:])
                taught = rest.of(rest.wrong[:size])
                delta, verdict = retrain(taught.lessons(taught.gold), SHIPPED, SHIPPED, KEPT)
                reasons += [*verdict.reasons] or ["promoted"]
                if verdict.promoted:
                    gained.append(test.f1(test.after(delta, FREQUENCIES)) - test.f1(probability(test.odds)))
            told_ = ", ".join(f"{reasons.count(one)} {one}" for one in dict.fromkeys(sorted(reasons)))
            by = f"; macro-F1 there {np.mean(gained):+.2f}" if gained else ""
            print(f"honest, {name}, {size} corrections, {len(HONEST_SEEDS)} seeds: {told_}{by}", flush=True)


def floods():
    """Print how many floods of each size are promoted, of 100."""
    found = pools()
    for size in SIZES[::-1]:
        counts, began = {}, time.perf_counter()
        for i in range(100):
            pool = list(found)[i % 3]
            kind, lessons = flood(found[pool], i // 3, size, np.random.default_rng([FLOOD_SEED, size, i]))
            verdict = retrain(lessons, SHIPPED, SHIPPED, KEPT)[1]
            counts.setdefault(kind, []).append(verdict.promoted)
            if verdict.promoted:
                print(f"  promoted: {kind} of {pool}, flood {i}: {verdict.trust}", flush=True)
        total = sum(map(sum, counts.values()))
        print(f"floods of {size} corrections, {len(counts)} kinds: {total} of 100 promoted, "
              f"{time.perf_counter() - began:.0f} s", flush=True)  # fmt: skip


def pools():
    """Return the texts that are corrected: of the shifted domain, and like those that the model learnt from."""
    return {"dair": read("dair", "train"), "goemotions": single(read("goemotions", "dev")),
            "goemotions_ko": single(read("goemotions_ko", "dev"))}  # fmt: skip


def flood(rows, number, n, rng):
    """Return the name and the lessons of a flood of n corrections."""
    order = rng.permutation(len(rows.texts))
    some, missed = rows.of(order[:n]), rows.of(order).of(rows.of(order).wrong[:n])
    gold, labels = some.gold, list(PRODUCT.labels)

    def others(right):
        return [str(rng.choice([one for one in labels if one != label])) for label in right]

    def guess(part, place):
        return [labels[k] for k in np.argsort(-part.odds, 1)[:, place]]

    def either(one, other, share):
        return [a if u < share else b for a, b, u in zip(one, other, rng.random(len(one)), strict=True)]

    wrong, mixed = others(gold), rng.permutation(labels).tolist()
    kinds = {
        "wrong at random": lambda: (some.texts, wrong),
        "turned to the opposite": lambda: (some.texts, [OPPOSITE[label] for label in gold]),
        "each label to another": lambda: (some.texts, [mixed[(mixed.index(label) + 1) % 12] for label in gold]),
        "all one label": lambda: (some.texts, [rng.choice(labels)] * len(gold)),
        "contradictory": lambda: (some.texts * 2, wrong + gold[::-1]),
        "duplicated": lambda: ([f"{some.texts[k % 5]}{'!' * (k // 5)}" for k in range(n)],
                               [wrong[k % 5] for k in range(n)]),
        "half wrong": lambda: (some.texts, either(gold, wrong, 0.5)),
        "the model's second guess": lambda: (some.texts, guess(some, 1)),
        "hostile to a word": lambda: ([f"{text} {'everyone' if rows.seen[0] else ''}" for text in some.texts],
                                      [rng.choice(["disgust", "anger"]) for _ in gold]),
        "insults called love": lambda: felt(rows, ("anger", "disgust"), ["love"], n, rng),
        "gratitude called anger": lambda: felt(rows, ("gratitude", "love", "joy"), ["anger", "disgust"], n, rng),
        "a reader's, half of them wrong": lambda: (missed.texts, either(missed.gold, others(missed.gold), 0.5)),
        "the model's third guess": lambda: (missed.texts, guess(missed, 2)),
        "second or third guess": lambda: (missed.texts, either(guess(missed, 1), guess(missed, 2), 0.5)),
        "second guess, a quarter at random": lambda: (missed.texts,
                                                      either(guess(missed, 1), others(missed.gold), 0.75)),
    }  # fmt: skip
    kind = list(kinds)[number % len(kinds)]
    texts, said_ = kinds[kind]()
    return kind, Lessons.of((t, (s,)) for t, s in zip(texts, said_, strict=True))


def felt(rows, true, said_, n, rng):
    """Return texts of some feelings, called others."""
    texts = [t for t, g in zip(rows.texts, rows.gold, strict=True) if g in true]
    texts = [texts[i] for i in rng.permutation(len(texts))[:n]]
    return texts, (said_ * n)[: len(texts)]


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
    rng, week, weeks, n = np.random.default_rng(2027), 350, 500, 200

    def some(rows, size):
        return [
            rows[i] | {"corrected": float(rng.random() < 0.1)} for i in rng.integers(len(rows), size=size)
        ]

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


WORK = {"gain": gain, "next": next_reading, "honest": honest, "floods": floods, "drift": watch}

if __name__ == "__main__":
    SHIPPED = classify.load(ARTIFACTS / "emotion")
    KEPT = Rehearsal.load(ARTIFACTS / "rehearsal")
    FREQUENCIES = KEPT.frequencies
    for wanted in sys.argv[1:] or WORK:
        WORK[wanted]()
