"""Answered pages that a browser fetches after its form was taken, so that reloading asks nothing and sends nothing.

What was written is in such a page, so it is kept in memory only, for ten minutes at most, under a number that nobody
can guess; the address holds that number and never a word.
"""

import secrets
import time
from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

MOST = 32
MINUTES = 10
Page = TypeVar("Page")


class Kept(Generic[Page]):
    """The last pages, or what they are made of.

    Args:
        minutes: how long each is kept.
    """

    def __init__(self, minutes: float = MINUTES) -> None:
        self._minutes = minutes
        self._pages: OrderedDict[str, tuple[float, Page]] = OrderedDict()
        self._lock = Lock()

    def keep(self, page: Page) -> str:
        """Return the number under which a page can be fetched."""
        number = secrets.token_urlsafe(16)
        with self._lock:
            self._drop()
            self._pages[number] = (time.monotonic() + 60 * self._minutes, page)
        return number

    def page(self, number: str) -> Page | None:
        """Return a page, None if it is there no longer."""
        with self._lock:
            self._drop(room=0)
            found = self._pages.get(number)
        return found[1] if found else None

    def clear(self) -> None:
        """Forget every page."""
        with self._lock:
            self._pages.clear()

    def _drop(self, room: int = 1) -> None:
        """Forget what is too old or too much."""
        now = time.monotonic()
        while self._pages and (next(iter(self._pages.values()))[0] < now or len(self._pages) + room > MOST):
            self._pages.popitem(last=False)
