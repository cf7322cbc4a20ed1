"""Time one classifier in this process and print one JSON object; `benchmarks/emotion.py` runs it.

Run: python benchmarks/emotion_speed.py gyeol|tfidf|bert FOLDER TEXTS.json THREADS
"""

import json
import os
import sys
import time
from pathlib import Path

what, folder, texts, threads = (
    sys.argv[1],
    Path(sys.argv[2]),
    json.loads(Path(sys.argv[3]).read_text("utf-8")),
    sys.argv[4],
)
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = threads  # before NumPy reads it

import numpy as np


def opened():
    """Return the classifier and its bytes on disk."""
    if what == "gyeol":
        from gyeol.classify import load

        return load(folder), sum(p.stat().st_size for p in folder.iterdir())
    from emotion_rivals import BertShape, TfIdf

    if what == "tfidf":
        return TfIdf.read(folder), sum(p.stat().st_size for p in folder.iterdir())
    shape = BertShape(int(threads))
    return shape, shape.n_bytes


def peak_mb() -> float:
    """Return the most memory that this process has held."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


start = time.perf_counter()
classifier, size = opened()
load_ms = (time.perf_counter() - start) * 1000
n_single, n_batch = (40, 64) if what == "bert" else (1000, len(texts))
classifier.predict_proba(texts[:16])
start = time.perf_counter()
classifier.predict_proba(texts[:n_batch])
rate = n_batch / (time.perf_counter() - start)
took = []
for text in texts[:n_single]:
    start = time.perf_counter()
    classifier.predict_proba([text])
    took.append((time.perf_counter() - start) * 1000)
p50, p99 = np.percentile(took, [50, 99])
print(
    json.dumps(
        {
            "p50_ms": float(p50), "p99_ms": float(p99), "texts_per_s": rate, "load_ms": load_ms,
            "peak_mb": peak_mb(), "disk_mb": size / 2**20,
        }
    )
)  # fmt: skip
