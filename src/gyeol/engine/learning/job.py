"""One run of learning at a time: here, or in the background while everything else goes on."""

import threading
from collections.abc import Callable
from typing import TypeVar

from gyeol.errors import Busy, GyeolError
from gyeol.learn.gate import Progress

T = TypeVar("T")


class Job:
    """Runs work of which there may be only one.

    Attributes:
        failed: why the last run in the background ended early, "" if it did not.
    """

    def __init__(self) -> None:
        self._one = threading.Lock()
        self._state: tuple[str, float] | None = None
        self.failed = ""

    @property
    def state(self) -> tuple[str, float] | None:
        """What the run does now and which part of it is done; None if there is none."""
        return self._state

    def run(self, work: Callable[[Progress], T], progress: Progress) -> T:
        """Return what the work returns; raise `Busy` if another run is under way."""
        if not self._one.acquire(blocking=False):
            raise Busy("a model is being trained already; wait until it is done.")
        try:
            return work(self._told(progress))
        finally:
            self._state = None
            self._one.release()

    def start(self, work: Callable[[Progress], object]) -> None:
        """Begin the work on a thread of its own; raise `Busy` if another run is under way."""
        if not self._one.acquire(blocking=False):
            raise Busy("a model is being trained already; wait until it is done.")
        self._state, self.failed = ("begin", 0.0), ""
        threading.Thread(target=self._through, args=(work,), name="gyeol-learn", daemon=True).start()

    def _through(self, work: Callable[[Progress], object]) -> None:
        try:
            work(self._told(lambda what, part: None))
        except GyeolError as error:
            self.failed = str(error)
        finally:
            self._state = None
            self._one.release()

    def _told(self, progress: Progress) -> Progress:
        def told(what: str, part: float) -> None:
            self._state = (what, part)
            progress(what, part)

        return told
