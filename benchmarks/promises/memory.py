"""How much memory the processes take that this one starts, while a block runs (Linux)."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Self

_EVERY_S = 0.02


def field_bytes(pid: int, name: str) -> int:
    """Return a field of a process's status, as VmRSS or VmHWM; 0 if it has gone."""
    try:
        told = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    return next((int(line.split()[1]) << 10 for line in told.splitlines() if line.startswith(name)), 0)


class Watched:
    """Looks at every process below this one, again and again.

    What the kernel keeps of children that ended (`ru_maxrss`) would count the memory of this process, too: until it
    runs another program, a child has that of its parent.

    Attributes:
        most: bytes of the largest one.
    """

    def __enter__(self) -> Self:
        self.most, self._end = 0, threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._end.wait(_EVERY_S):
            runs = [pid for pid in _below(os.getpid()) if _is_ours(pid)]
            self.most = max([self.most, *(field_bytes(pid, "VmHWM") for pid in runs)])


def _below(pid: int) -> Iterator[int]:
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found = [int(one) for one in file.read_text(encoding="utf-8").split()]
        except OSError:
            continue
        for one in found:
            yield one
            yield from _below(one)


def _is_ours(pid: int) -> bool:
    """Return whether a child runs a module of gyeol already, and is not a copy of this process any more."""
    try:
        return b"-m\0gyeol" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
