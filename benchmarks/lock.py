"""What a lock costs a diary of ten years, or of so many days: `python benchmarks/lock.py [DAYS]`."""

import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from gyeol.emotion import PRODUCT
from gyeol.store import Store, diary, locks
from gyeol.store.entries import Page, SentenceRow

N_SENTENCES, RUNS = 20, 5
SENTENCE = "아침에 커피를 마시고 천천히 걸었는데 바람이 조금 차가웠고 하늘은 아주 맑았다. "
PASS = "a passphrase of some length"


def page(day, rng):
    rows = [
        dict(zip(PRODUCT.labels, map(float, rng.random(12).round(4)), strict=True))
        for _ in range(N_SENTENCES)
    ]
    text = "".join(SENTENCE.replace("커피", f"커피 {rng.integers(10**6)}") for _ in rows)
    width = len(text) // N_SENTENCES
    sentences = tuple(SentenceRow(i * width, (i + 1) * width, row) for i, row in enumerate(rows))
    return Page(day, "", text, "ko", "calm", rows[0], 0.5, "emotion@0", "rules", sentences)


def timed(work):
    begun = time.process_time()
    work()
    return time.process_time() - begun


def middle(work):
    return statistics.median(timed(work) for _ in range(RUNS))


def reads(store, n_days):
    first = date(2016, 1, 1)
    last_month = (first + timedelta(days=n_days - 30), first + timedelta(days=n_days))
    one = diary.entries(store, "me", limit=1)[0]
    return {
        "find two words": middle(lambda: diary.entries(store, "me", words=["커피", "없는말"])),
        "a month of moods": middle(lambda: diary.moods(store, "me", *last_month)),
        "ten years of moods": middle(lambda: diary.moods(store, "me")),
        "open an entry": middle(lambda: diary.entry(store, "me", one.id)),
        "write an entry": middle(lambda: diary.write(store, "me", [replace(one.page, sentences=())])),
    }


def main(n_days):
    rng = np.random.default_rng(0)
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{folder}/s.db") as store:
        first = date(2016, 1, 1)
        diary.write(store, "me", [page(first + timedelta(days=i), rng) for i in range(n_days)])
        n_bytes = store.path.stat().st_size
        plain = reads(store, n_days)
        on = timed(lambda: locks.put_on(store, PASS))
        locked = reads(store, n_days)
        store.keys.forget()
        unlock = timed(lambda: locks.unlock(store, PASS))
        off = timed(lambda: locks.take_off(store, PASS))
    print(
        f"{n_days:,} entries of {N_SENTENCES} sentences, {n_bytes / 1e6:.0f} MB; CPU time, medians of {RUNS}, seed 0\n"
    )
    print("| | no lock | lock open |\n|---|---|---|")
    for name, seconds in plain.items():
        print(f"| {name} | {seconds * 1000:,.0f} ms | {locked[name] * 1000:,.0f} ms |")
    print(f"\nput on {on:.1f} s, open {unlock:.2f} s, take off {off:.1f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3650)
