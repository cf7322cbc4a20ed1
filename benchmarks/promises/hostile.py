"""Hostile files and fuzzed texts: no 5xx, little memory, little time each."""

import json
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.promises import Line
from benchmarks.promises.bombs import Bomb, all_bombs, spoilt
from benchmarks.promises.memory import Watched, field_bytes
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from gyeol import Engine
from gyeol.errors import BadData
from gyeol.settings import Settings
from gyeol.stickers import apart
from gyeol.web.app import create_app

MEMORY_BYTES = 256 << 20
SECONDS = 2.0
_PART = 1000  # texts into one store: what is searched in would grow without end
HERE = "http://127.0.0.1:8000"


@dataclass
class Met:
    """What came of many tries.

    Attributes:
        statuses: of the answers, in order.
        wrong: (what was sent, its status) where it was 500 or more.
        slow: (seconds of processor time, what was sent), of each try.
        memory: bytes of the largest process.
    """

    statuses: list[int] = field(default_factory=list)
    wrong: list[tuple[str, int]] = field(default_factory=list)
    slow: list[tuple[float, str]] = field(default_factory=list)
    memory: int = 0

    def note(self, what: str, status: int, seconds: float) -> None:
        """Remember an answer."""
        self.statuses.append(status)
        self.slow.append((seconds, what))
        if status >= 500:
            self.wrong.append((what, status))

    def line(self, promise: str, size: str) -> Line:
        """Tell it."""
        seconds, what = max(self.slow)
        return Line(
            promise,
            f"no 5xx, ≤ {MEMORY_BYTES >> 20} MB, ≤ {SECONDS:g} s each",
            f"{len(self.wrong)} of {len(self.statuses):,} 5xx, {self.memory / 2**20:.0f} MB, slowest "
            f"{seconds:.1f} s ({what})",
            size,
            not self.wrong and self.memory <= MEMORY_BYTES and seconds <= SECONDS,
        )


def _children_s() -> float:
    import resource

    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def uploads(client: TestClient, bombs: Iterable[Bomb]) -> Met:
    """Send each file as somebody's own stickers or songs.

    Time is that of the processor, of all processes that the upload started, less what they take to start.
    """
    met = Met()
    idle = _spent(lambda: _send(client, Bomb("nothing", "a.png", b"")))
    for bomb in bombs:
        status = 0

        def send(bomb: Bomb = bomb) -> None:
            nonlocal status
            status = _send(client, bomb)

        with Watched() as watched:
            seconds = _spent(send)
        met.note(bomb.what, status, max(0.0, seconds - idle))
        met.memory = max(met.memory, watched.most)
    return met


def _send(client: TestClient, bomb: Bomb) -> int:
    path = "/api/v1/packs" if bomb.where == "packs" else "/api/v1/songs/lists"
    files = [("files", (bomb.name, bomb.data))]
    return client.post(path, files=files, data={"title": "bomb", "replace": "1"}).status_code


def _spent(work: Callable[[], object]) -> float:
    before = _children_s()
    work()
    return _children_s() - before


def opened(bombs: Iterable[Bomb]) -> Met:
    """Open pictures and drawings as an import does."""
    met = Met()
    for bomb in bombs:
        began = _opening_s()
        try:
            if bomb.name.endswith(".svg"):
                apart.render_apart(bomb.data.decode("utf-8", "replace"))
            else:
                apart.clean_apart(bomb.data, bomb.name)
            status = 201
        except BadData:
            status = 422
        met.note(bomb.what, status, max(0.0, _opening_s() - began))
        child = apart._CHILD._process
        met.memory = max(met.memory, field_bytes(child.pid, "VmHWM") if child else 0)
    return met


def _opening_s() -> float:
    """Return the processor time that opening pictures took so far, in this process and in the one that decodes them."""
    child = apart._CHILD._process
    told = Path(f"/proc/{child.pid}/stat").read_text(encoding="utf-8") if child else ""
    ticks = sum(map(int, told.rpartition(")")[2].split()[11:13]))
    return time.process_time() + _children_s() + ticks / os.sysconf("SC_CLK_TCK")


_JSON = {"Content-Type": "application/json"}
_ODD = (
    "\0",
    "\u202e",
    "\ufeff",
    "ㅋ" * 3000,
    "😀" * 500,
    "a" * 5000,
    "죽고 싶다",
    "<script>",
    "ㅈㅏ살",
    "각" * 6000,
    "half a character: \ud800",
    "%s{}",
)
TEXTS = st.lists(st.one_of(st.text(max_size=80), st.sampled_from(_ODD)), min_size=1, max_size=6).map("".join)


def texts(client: TestClient, n: int, start: int = 0) -> Met:
    """Send the odd parts, and then n texts of all kinds, to chat, diary, songs and the API, each to all of them."""
    met = Met()

    def ask(text: str) -> None:
        whole = text.encode("utf-8", "replace").decode()  # forms are UTF-8; JSON may hold half a character
        for path, form, body in (
            ("/", {"text": whole}, None),
            ("/diary", {"text": whole, "act": "read"}, None),
            ("/songs", {"text": whole}, None),
            ("/api/v1/emotions", None, {"text": text}),
            ("/api/v1/profiles/me/diary", None, {"text": text, "title": text[:50]}),
            ("/api/v1/profiles/me/diary/search", None, {"query": text}),
        ):
            began = time.process_time()
            sent = {"data": form} if body is None else {"content": json.dumps(body), "headers": _JSON}
            answer = client.post(path, **sent)
            met.note(f"{path} {text[:20]!r}", answer.status_code, time.process_time() - began)

    often = settings(
        max_examples=n,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    for odd in _ODD:
        ask(odd)
    seed(start)(often(given(TEXTS)(ask)))()
    return met


def client_of(engine: Engine, own: Settings) -> TestClient:
    """Return what asks the application without a network."""
    return TestClient(
        create_app(engine, own), base_url=HERE, follow_redirects=False, raise_server_exceptions=False
    )


def measure_texts(n: int, home: Path, start: int = 0) -> Line:
    """Send n texts, each thousand into a store of its own, and look at what this process grew by."""
    met, before = Met(), 0
    for part, left in enumerate(range(n, 0, -_PART)):
        own = Settings(home / str(part), f"sqlite:///{home}/{part}/gyeol.sqlite3")
        with Engine(own) as engine, client_of(engine, own) as client:
            engine.warm()
            texts(client, 5)
            before = before or field_bytes(os.getpid(), "VmRSS")
            some = texts(client, min(left, _PART), start + part)
        met.statuses += some.statuses
        met.wrong += some.wrong
        met.slow += some.slow
        met.memory = max(met.memory, field_bytes(os.getpid(), "VmRSS") - before)
    return met.line(
        "fuzzed texts to chat, diary, songs and API (memory: growth)",
        f"{n:,} texts, 6 requests each, seed {start}",
    )


def measure_pictures(n: int, start: int = 0) -> Line:
    """Open n spoilt pictures and drawings."""
    return opened(spoilt(n, start)).line("fuzzed pictures and SVG", f"{n:,}, seed {start}")


def measure_bombs(home: Path) -> Line:
    """Upload the whole corpus."""
    own, bombs = Settings(home, f"sqlite:///{home}/gyeol.sqlite3"), list(all_bombs())
    with Engine(own) as engine, client_of(engine, own) as client:
        return uploads(client, bombs).line("a corpus of bombs, uploaded", f"{len(bombs)} files")
