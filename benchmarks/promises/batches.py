"""A text is answered with the same bytes alone, in any batch, and whatever else is being answered."""

import random
import threading
from pathlib import Path

from benchmarks.promises import Line

from gyeol import Engine

_PARTS = (
    "오늘",
    "회의가",
    "비가 와서",
    "my boss",
    "really",
    "좋았다",
    "화났어!!",
    "is fine",
    "고마워 😊",
    "ㅠㅠ 지쳤다",
)


def texts(n: int, rng: random.Random) -> list[str]:
    """Return n different texts of 1 to 60 words."""
    return [f"{i} {' '.join(rng.choices(_PARTS, k=rng.choice((1, 3, 8, 60))))}" for i in range(n)]


def measure(n: int, home: Path, seed: int = 0, threads: int = 4) -> Line:
    """Answer n texts alone, then by threads at once in batches of 1 to 64 in any order, and compare."""
    rng = random.Random(seed)
    asked = texts(n, rng)
    different: list[str] = []
    with Engine.open(home) as engine:
        engine.warm()

        def others(text: str) -> str:
            stickers = engine.stickers(text, profile=None).stickers
            return repr((stickers, engine.diary.read(text).sentences))

        alone = {text: repr(engine.emotions([text])) for text in asked}
        alone_others = {text: others(text) for text in asked[::8]}

        def hammer(order: random.Random) -> None:
            mixed = order.sample(asked, n)
            while mixed:
                size = order.choice((1, 2, 7, 64))
                batch, mixed = mixed[:size], mixed[size:]
                readings = engine.emotions(batch)
                pairs = zip(batch, readings, strict=True)
                different.extend(text for text, reading in pairs if repr([reading]) != alone[text])
                different.extend(t for t in batch if t in alone_others and others(t) != alone_others[t])

        work = [threading.Thread(target=hammer, args=(random.Random(seed + i),)) for i in range(threads)]
        for thread in work:
            thread.start()
        for thread in work:
            thread.join()
    return Line(
        "a text alone = in a batch, whatever is in flight",
        "byte-equal",
        f"{len(different)} of {n * threads:,} answers differ",
        f"{n:,} texts, {threads} threads, batches of 1 to 64, seed {seed}",
        not different,
    )
