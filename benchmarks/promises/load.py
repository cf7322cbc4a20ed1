"""Ten times the load that the server can carry: whom it takes in is answered as fast as ever, the rest is told when.

The load is open: requests are sent when they are due, whether or not earlier ones have been answered, and their time
counts from then (no coordinated omission).
"""

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.promises import Line
from benchmarks.promises.served import Served

TIMES = 10
SLOWER = 2.0
DRIFT = 0.02
CONNECTIONS = 200
_WORDS = (
    "오늘",
    "회의가",
    "비가",
    "친구랑",
    "my boss",
    "the rain",
    "좋았다",
    "화났어",
    "is fine",
    "고마워",
    "지쳤다",
)


@dataclass
class _Answers:
    """What came back: the seconds of each answer that was accepted, how often each status came, and what was odd."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    silent: int = 0  # 429 without Retry-After
    broken: int = 0  # connections that ended without an answer

    def slowest(self, share: float) -> float:
        """Return the time that all but `share` of the accepted answers keep."""
        return sorted(self.seconds)[max(0, int(len(self.seconds) * (1 - share)) - 1)]


class _Connection(asyncio.Protocol):
    """Sends one request at a time and reads its answer."""

    def __init__(self, answers: _Answers, free: "list[_Connection]") -> None:
        self._answers, self._free = answers, free
        self._data, self._due, self._done = b"", 0.0, None
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]

    def send(self, request: bytes, due: float, done: "asyncio.Future[None] | None" = None) -> None:
        self._due, self._done = due, done
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._data += data
        head, found, body = self._data.partition(b"\r\n\r\n")
        if not found:
            return
        lower = head.lower()
        length = int(lower.partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
        if len(body) < length:
            return
        status = int(head[9:12])
        self._answers.statuses[status] += 1
        if status == 200:
            self._answers.seconds.append(time.perf_counter() - self._due)
        elif status == 429 and b"retry-after:" not in lower:
            self._answers.silent += 1
        self._data, self._due = b"", 0.0
        if b"connection: close" not in lower:
            self._free.append(self)
        if self._done is not None:
            self._done.set_result(None)

    def connection_lost(self, _: Exception | None) -> None:
        if self._due:
            self._answers.broken += 1
        if self in self._free:
            self._free.remove(self)


def _requests(port: int, rng: random.Random) -> Iterator[bytes]:
    """Yield what people ask: stickers for a message mostly, feelings, a day."""
    while True:
        text = " ".join(rng.choices(_WORDS, k=rng.randint(2, 8)))
        path, body = rng.choices(
            (
                ("stickers", {"text": text, "profile": f"p{rng.randrange(20)}"}),
                ("emotions", {"text": text}),
                ("diary/read", {"text": f"{text}. {text}!\n{text}"}),
            ),
            (60, 25, 15),
        )[0]
        data = json.dumps(body).encode()
        head = f"POST /api/v1/{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        yield f"{head}Content-Length: {len(data)}\r\n\r\n".encode() + data


async def _closed(port: int, together: int, for_s: float, seed: int) -> _Answers:
    """Ask over `together` connections, each the next as soon as it has an answer."""
    answers, loop, rng = _Answers(), asyncio.get_running_loop(), random.Random(seed)
    asked, end = _requests(port, rng), time.perf_counter() + for_s

    async def one() -> None:
        free: list[_Connection] = []
        _, connection = await loop.create_connection(lambda: _Connection(answers, free), "127.0.0.1", port)
        while time.perf_counter() < end:
            done = loop.create_future()
            connection.send(next(asked), time.perf_counter(), done)
            await done
        connection.transport.close()

    await asyncio.gather(*(one() for _ in range(together)))
    return answers


async def _open(served: Served, per_s: float, for_s: float, seed: int) -> tuple[_Answers, list[int]]:
    """Send `per_s` requests a second, whatever comes back; return the answers, and the memory at each second."""
    answers, free, loop = _Answers(), [], asyncio.get_running_loop()
    ready = _requests(served.port, random.Random(seed))
    pool = [next(ready) for _ in range(2000)]  # made before: making them would take the server's time
    for _ in range(CONNECTIONS):
        await loop.create_connection(lambda: _kept(answers, free), "127.0.0.1", served.port)
    begun, sent, memory = time.perf_counter(), 0, []
    while (now := time.perf_counter() - begun) < for_s:
        while free and sent < now * per_s:  # without a free connection they wait here, and their time runs
            free.pop().send(pool[sent % len(pool)], begun + sent / per_s)
            sent += 1
        if len(memory) < now:
            memory.append(served.rss_bytes())
        await asyncio.sleep(0.002)
    await asyncio.sleep(1)
    return answers, memory


def _kept(answers: _Answers, free: list[_Connection]) -> _Connection:
    made = _Connection(answers, free)
    free.append(made)
    return made


@dataclass(frozen=True)
class Crowded:
    """What a crowd met.

    Attributes:
        alone: a caller who was alone.
        crowd: all who came together.
        memory: bytes that the server held at each second of it.
        carries: answers a second that two callers who wait for each other get.
        waited: share of the crowd's time that the server was ready to run while others had the processor.
    """

    alone: _Answers
    crowd: _Answers
    memory: list[int]
    carries: float
    waited: float

    @property
    def odd(self) -> int:
        """How many answers were neither given nor refused with a time to come back."""
        found = self.crowd.statuses
        return found.total() - found[200] - found[429] + self.crowd.silent + self.crowd.broken

    @property
    def drift(self) -> float:
        """By which share memory grew between the second tenth of the time, when all is loaded, and the last."""
        tenth = max(len(self.memory) // 10, 1)
        return _median(self.memory[-tenth:]) / _median(self.memory[tenth : 2 * tenth]) - 1


def crowded(seconds: float, home: Path, seed: int = 0) -> Crowded:
    """Ask an unloaded server, find what it can carry, then ask `TIMES` times that for `seconds`."""
    rest = min(20.0, max(1.0, seconds / 5))
    with Served(home) as server:
        asyncio.run(_closed(server.port, 1, rest / 2, seed + 1))  # everything is loaded once
        alone = asyncio.run(_closed(server.port, 1, rest, seed + 2))
        carries = asyncio.run(_closed(server.port, 2, rest, seed + 3)).statuses[200] / rest
        before = server.waiting_s()
        crowd, memory = asyncio.run(_open(server, TIMES * carries, seconds, seed + 4))
        waited = (server.waiting_s() - before) / seconds
    return Crowded(alone, crowd, memory, carries, waited)


def measure(seconds: float, home: Path, seed: int = 0) -> Line:
    """Tell what a crowd met."""
    met = crowded(seconds, home, seed)
    calm, late = met.alone.slowest(0.01), met.crowd.slowest(0.01)
    total, answered, refused = met.crowd.statuses.total(), met.crowd.statuses[200], met.crowd.statuses[429]
    return Line(
        f"{TIMES} times the load that it can carry",
        f"accepted p99 ≤ {SLOWER:g} × unloaded, the rest 429 with Retry-After, no 5xx, memory grows < {DRIFT:.0%}",
        f"p99 {late * 1000:.0f} ms, unloaded {calm * 1000:.0f} ms ({late / calm:.2f} ×); {answered:,} answered, "
        f"{refused:,} refused, {met.odd} otherwise; memory {met.drift:+.1%} of {_median(met.memory) / 1e6:.0f} MB; "
        f"median {met.crowd.slowest(0.5) * 1000:.0f} ms, unloaded {met.alone.slowest(0.5) * 1000:.0f} ms; "
        f"{met.waited:.0%} of the time the server waited for a processor",
        f"{seconds:g} s at {total / seconds:,.0f} a second (carries {met.carries:.0f}), seed {seed}",
        met.odd == 0 and late <= SLOWER * calm and met.drift < DRIFT and refused > answered,
    )


def _median(values: Sequence[int]) -> float:
    return float(sorted(values)[len(values) // 2])
