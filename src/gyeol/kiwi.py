"""The one Kiwi analyser of a process (kiwipiepy, the extra "korean"): a large model that serves one at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from threading import Lock
from typing import Any

from gyeol.errors import MissingExtra

_LOCK = Lock()


@contextmanager
def analyser(what: str) -> Iterator[Any]:
    """Lend the `kiwipiepy.Kiwi` to one thread at a time.

    Args:
        what: needs it, for the message.

    Raises:
        MissingExtra: kiwipiepy is not installed.
    """
    with _LOCK:
        try:
            kiwi = opened()
        except ModuleNotFoundError:
            raise MissingExtra(
                f"{what} needs kiwipiepy, which is not installed; run: pip install 'gyeol[korean]'"
            ) from None
        yield kiwi


@cache
def opened() -> Any:
    """Return the analyser, loaded once; raise `ModuleNotFoundError`."""
    return import_module("kiwipiepy").Kiwi(num_workers=1)
