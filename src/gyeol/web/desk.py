"""Where requests wait for the engine: a few threads, a short queue, and a polite refusal when it is full."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Lock
from typing import TypeVar

from gyeol.errors import Busy

T = TypeVar("T")
BURST_S = 1.0  # a queue that has stood for longer is no burst
RETRY_S = 1  # what the refused are told


@dataclass
class Place:
    """A place at the desk, kept for a request that is on its way there; `kept` ends when it is taken or given back."""

    kept: bool = True


PLACE: ContextVar[Place | None] = ContextVar("place", default=None)
"""The place that is kept for the request which is being answered."""


class Desk:
    """Does work on `workers` threads while at most `queue_size` more pieces of work wait.

    The queue is there for bursts. Once it has stood for `BURST_S`, more is asked than can be done, and waiting would
    only make every answer late: from then on work is taken in only where it has half of the threads to itself, until
    nothing had to be refused for `RETRY_S` (the idea of CoDel, Nichols & Jacobson 2012: a queue that goes away is
    good, one that stays is not).

    Args:
        workers: how many are computed at once, at least 1.
        queue_size: how many more may wait, at least 0.
    """

    def __init__(self, workers: int, queue_size: int) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="gyeol-work")
        self._workers, self._places = workers, workers + queue_size
        self._inside = 0
        self._queue_since: float | None = None
        self._no_queue_until = 0.0
        self._lock = Lock()

    async def do(self, work: Callable[[], T]) -> T:
        """Return what `work` returns, computed on another thread; raise `Busy` if there is no place to wait.

        Work whose caller has gone before it began is not begun.
        """
        place = PLACE.get()
        with self._lock:
            if place is not None and place.kept:
                place.kept = False
            elif self._has_place():
                self._inside += 1
            else:
                raise Busy("more requests are waiting than this server takes; try again in a second.")
        future = self._pool.submit(work)
        future.add_done_callback(self._leave)
        return await asyncio.wrap_future(future)

    def keep(self) -> Place | None:
        """Return a place for a request that has just arrived, to be given back when it is answered; None: refuse it.

        Many arrive at once: without it each would see the same free place, and all but one would be read in vain.
        """
        with self._lock:
            if not self._has_place():
                return None
            self._inside += 1
            return Place()

    def give_back(self, place: Place) -> None:
        """Free a place that its request did not need, or do nothing."""
        with self._lock:
            if place.kept:
                place.kept = False
                self._free()

    def close(self) -> None:
        """Finish what was begun, forget what waits."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _has_place(self) -> bool:
        now = time.monotonic()
        if self._inside >= self._workers and self._queue_since is None:
            self._queue_since = now
        stands = self._queue_since is not None and now - self._queue_since > BURST_S
        places = max(1, self._workers // 2) if stands or now < self._no_queue_until else self._places
        if self._inside < places:
            return True
        self._no_queue_until = now + RETRY_S
        return False

    def _leave(self, _done: "Future[T]") -> None:
        with self._lock:
            self._free()

    def _free(self) -> None:
        self._inside -= 1
        if self._inside < self._workers:
            self._queue_since = None
