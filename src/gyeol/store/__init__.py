"""What was asked, shown, liked, used and rated: the user's data, in one file on the user's machine.

`Store` is imported only when it is asked for: SQLAlchemy takes 0.3 s, which most commands can spare.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from gyeol.store.records import DEFAULT_PROFILE, Asked, Shown

if TYPE_CHECKING:
    from gyeol.store import corrections, database, diary, health, leanings, lines, locks, rows, watched
    from gyeol.store.store import Store

_MODULES = ("corrections", "database", "diary", "health", "leanings", "lines", "locks", "rows", "watched")
__all__ = [
    "DEFAULT_PROFILE", "Asked", "Shown", "Store",
    "corrections", "database", "diary", "health", "leanings", "lines", "locks", "rows", "watched",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name == "Store":
        return import_module("gyeol.store.store").Store
    if name in _MODULES:
        return import_module(f"gyeol.store.{name}")
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
