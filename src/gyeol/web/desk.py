"""Where requests wait for the engine: a few threads, a short queue, and a polite refusal when it is full."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import TypeVar

from gyeol.errors import Busy

T = TypeVar("T")


class Desk:
    """Does work on `workers` threads while at most `queue_size` more pieces of work wait.

    Args:
        workers: how many are computed at once, at least 1.
        queue_size: how many more may wait, at least 0.
    """

    def __init__(self, workers: int, queue_size: int) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="gyeol-work")
        self._places = workers + queue_size
        self._inside = 0
        self._lock = Lock()

    async def do(self, work: Callable[[], T]) -> T:
        """Return what `work` returns, computed on another thread; raise `Busy` if there is no place to wait.

        Work whose caller has gone before it began is not begun.
        """
        with self._lock:
            if self._inside >= self._places:
                raise Busy("more requests are waiting than this server takes; try again in a second.")
            self._inside += 1
        future = self._pool.submit(work)
        future.add_done_callback(self._leave)
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """Finish what was begun, forget what waits."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _leave(self, _done: "Future[T]") -> None:
        with self._lock:
            self._inside -= 1
