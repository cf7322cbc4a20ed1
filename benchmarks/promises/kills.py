"""No acknowledged write is lost when the server is killed in the middle of writing, and it starts again at once."""

import http.client
import random
import sqlite3
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.promises import Line
from benchmarks.promises.served import Caller, Served

API = "/api/v1"
START_S = 3.0


@dataclass
class _Writer:
    """Writes under a profile of its own until the server dies, and remembers what was acknowledged.

    Attributes:
        entries: number -> (version, text) of the diary, as acknowledged.
        rated: (query, sticker, value) as acknowledged.
        doubt: number of the entry that was being changed or deleted when the server died.
        writes: how many were acknowledged.
        odd: answers that a server which is well does not give.
    """

    profile: str
    rng: random.Random
    entries: dict[int, tuple[int, str]] = field(default_factory=dict)
    rated: list[tuple[int, str, int]] = field(default_factory=list)
    doubt: int | None = None
    writes: int = 0
    odd: list[str] = field(default_factory=list)

    def work(self, port: int) -> None:
        try:
            with Caller(port) as caller:
                while True:
                    self._one(caller)
                    self.writes += 1
        except (OSError, http.client.HTTPException, ValueError):
            return  # it is dead
        except AssertionError as told:
            self.odd.append(str(told))

    def _one(self, caller: Caller) -> None:
        home, act = f"{API}/profiles/{self.profile}/diary", self.rng.random()
        if act < 0.5 or not self.entries:
            text = f"오늘은 {self.rng.random()} 만큼 좋았다. It was fine."
            status, told = caller.ask("POST", home, {"text": text})
            assert status == 201, told
            self.entries[told["entry"]["id"]] = (1, text)
        elif act < 0.75:
            number = self.doubt = self.rng.choice(list(self.entries))
            version, text = self.entries[number][0], f"고쳤다 {self.rng.random()}"
            status, told = caller.ask("PATCH", f"{home}/{number}", {"text": text, "version": version})
            assert status == 200, told
            self.entries[number], self.doubt = (version + 1, text), None
        elif act < 0.85:
            number = self.doubt = self.rng.choice(list(self.entries))
            status, told = caller.ask("DELETE", f"{home}/{number}")
            assert status == 204, told
            del self.entries[number]
            self.doubt = None
        else:
            asked = {"text": "고마워, thank you", "profile": self.profile, "n": 2}
            status, told = caller.ask("POST", f"{API}/stickers", asked)
            assert status == 200, told
            query, sticker, value = told["query"], told["stickers"][0]["id"], self.rng.randint(1, 5)
            rating = {"sticker": sticker, "value": value}
            status, told = caller.ask("POST", f"{API}/queries/{query}/ratings", rating)
            assert status == 201, told
            self.rated.append((query, sticker, value))

    def lost(self, store: sqlite3.Connection) -> list[str]:
        """Return what was acknowledged and is not in the store, and what is there though it was deleted."""
        found = {
            number: (version, text)
            for number, version, text in store.execute(
                "SELECT e.id, e.version, e.text FROM entries e JOIN profiles p ON p.id = e.profile_id "
                "WHERE p.name = ?",
                (self.profile,),
            )
        }
        missing = [
            f"entry {n}" for n, known in self.entries.items() if n != self.doubt and found.get(n) != known
        ]
        more = [n for n in found if n not in self.entries]
        if len(more) > 1:  # one may have been written without its answer having arrived
            missing.append(f"{len(more)} entries too many")
        for query, sticker, value in self.rated:
            row = store.execute(
                "SELECT value FROM ratings WHERE query_id = ? AND item_id = ?", (query, sticker)
            ).fetchone()
            missing += [] if row == (value,) else [f"rating {query}"]
        return missing


def measure(kills: int, home: Path, seed: int = 0, writers: int = 2) -> Line:
    """Kill a server that often, each time 0 to 0.4 s after its first acknowledged write, over one store."""
    rng = random.Random(seed)
    starts: list[Served] = []
    lost: list[str] = []
    everybody: list[_Writer] = []
    for turn in range(kills):
        with Served(home) as server:
            starts.append(server)
            now = [_Writer(f"t{turn}w{i}", random.Random(rng.random())) for i in range(writers)]
            threads = [threading.Thread(target=one.work, args=(server.port,)) for one in now]
            for thread in threads:
                thread.start()
            while not any(one.writes for one in now) and any(thread.is_alive() for thread in threads):
                time.sleep(0.001)
            time.sleep(rng.uniform(0, 0.4))
            server.kill()
            for thread in threads:
                thread.join()
        everybody += now
    with Served(home) as server:  # the last kill must be survived, too
        starts.append(server)
        with closing(sqlite3.connect(f"file:{home}/gyeol.sqlite3?mode=ro", uri=True)) as store:
            for one in everybody:
                lost += one.lost(store)
            whole = store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    writes, odd = sum(one.writes for one in everybody), sum(len(one.odd) for one in everybody)
    start = max(server.start_s - server.waited_s for server in starts)
    return Line(
        "killed (kill -9) in the middle of writing",
        f"no acknowledged write lost, the store opens, start ≤ {START_S:g} s",
        f"{len(lost)} of {writes:,} acknowledged writes lost{', the store is damaged' if not whole else ''}, "
        f"{odd} other answers, slowest start {start:.1f} s without the time that other programs had the processor "
        f"({max(server.start_s for server in starts):.1f} s with it)",
        f"{kills} kills, {writers} writers, seed {seed}",
        not lost and not odd and whole and writes >= kills and start <= START_S,
    )
