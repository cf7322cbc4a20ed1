"""A lock that a process holds for as long as it lives, whoever started it and whatever became of them."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gyeol.errors import Busy

if sys.platform != "win32":
    import fcntl


class Lock:
    """A lock in a folder; a process that inherits its file holds it, and it goes when that process ends.

    Where the system has no such locks (Windows) it is never held: there, only who started a process knows of it.

    Args:
        folder: where its file lies.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / "lock"

    def held(self) -> bool:
        """Return whether some process holds it now."""
        if sys.platform == "win32" or not self._file.is_file():
            return False
        with self._file.open("rb") as file:
            return not _take(file.fileno(), release=True)

    @contextmanager
    def taken(self) -> Iterator[tuple[int, ...]]:
        """Take the lock and yield what a child process must inherit to keep it; this process lets go at the end."""
        with self._file.open("wb") as file:
            if sys.platform == "win32":
                yield ()
            elif not _take(file.fileno()):
                raise Busy("a training runs already; wait until it is done, or cancel it.")
            else:
                yield (file.fileno(),)


if sys.platform != "win32":

    def _take(file: int, *, release: bool = False) -> bool:
        """Try to take the lock of an open file; return whether that went well."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        if release:
            fcntl.flock(file, fcntl.LOCK_UN)
        return True
