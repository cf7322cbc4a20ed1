"""Two tabs, two processes, one store: whoever comes second is told, nothing is overwritten, no lock is shown."""

import threading
from collections import Counter
from pathlib import Path

from benchmarks.promises import Line
from benchmarks.promises.served import Caller, Served

API = "/api/v1/profiles/me"


def _editor(port: int, number: int, mine: str, n: int, met: Counter[int], said: list[str]) -> None:
    """Add n words to an entry as a tab does: read it, change it, and again where somebody else was faster."""
    with Caller(port) as caller:
        for i in range(n):
            while True:
                _, found = caller.ask("GET", f"{API}/diary/{number}")
                before = found["entry"]
                change = {"text": f"{before['text']} {mine}{i}", "version": before["version"]}
                status, told = caller.ask("PATCH", f"{API}/diary/{number}", change)
                met[status] += 1
                if status not in (200, 409):
                    said.append(str(told))
                if status == 200:
                    break


def measure(n: int, home: Path, tabs: int = 2) -> Line:
    """Let two servers over one store, each with some tabs, add n words a tab to one entry."""
    met: Counter[int] = Counter()
    said: list[str] = []
    with Served(home) as one, Served(home) as other:
        with Caller(one.port) as caller:
            number = caller.ask("POST", f"{API}/diary", {"text": "시작."})[1]["entry"]["id"]
        work = [
            threading.Thread(target=_editor, args=(port, number, f"{name}{tab}x", n, met, said))
            for name, port in (("a", one.port), ("b", other.port))
            for tab in range(tabs)
        ]
        for thread in work:
            thread.start()
        for thread in work:
            thread.join()
        with Caller(other.port) as caller:
            words = caller.ask("GET", f"{API}/diary/{number}")[1]["entry"]["text"].split()
    lost = 2 * tabs * n - len({word for word in words if "x" in word})
    return Line(
        "two tabs, two processes, one store",
        "no lost update, no lock error shown",
        f"{lost} of {2 * tabs * n:,} edits lost, {met[409]:,} told of a conflict, {len(said)} other answers",
        f"2 processes of {tabs} tabs, {n} edits each",
        lost == 0 and not said and met[409] > 0,
    )
