"""The passphrase lock, as the product offers it, and how a store is opened through it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from gyeol import store as stores
from gyeol.errors import BadSetting
from gyeol.settings import Settings

if TYPE_CHECKING:
    from gyeol.store import Store
    from gyeol.store.locks import LockState

Ask = Callable[[], str]  # returns a passphrase, or raises if nobody can be asked


class Padlock:
    """Locks words and feelings with a passphrase; see `gyeol.store.locks`.

    Args:
        store: returns the store, which is opened when it is first needed.
        settings: `passphrase_file`.
    """

    def __init__(self, store: Callable[[], "Store"], settings: Settings) -> None:
        self._store, self._settings = store, settings

    @property
    def state(self) -> "LockState":
        """Whether a lock is set, whether it is open here, and how long the next try has to wait."""
        return stores.locks.state(self._store())

    def refuse_second(self) -> None:
        """Raise `AlreadyThere` if a lock is set, before anybody thinks of a passphrase."""
        stores.locks.refuse_second(self._store())

    def of_file(self) -> str:
        """Return the passphrase of the settings, "" if they name no file; raise `BadSetting` if it cannot be read."""
        return _of_file(self._settings.passphrase_file) if self._settings.passphrase_file else ""

    def put_on(self, passphrase: str) -> None:
        """Set a lock; raise `AlreadyThere`, or `BadRequest` for a passphrase too short or too long."""
        stores.locks.put_on(self._store(), passphrase)

    def open(self, passphrase: str) -> None:
        """Open it in this process; raise `WrongPassphrase`, `TooSoon`, or `BadRequest` if there is none."""
        stores.locks.unlock(self._store(), passphrase)

    def shut(self) -> None:
        """Forget the key; nothing happens without a lock."""
        self._store().keys.forget()

    def change(self, passphrase: str, new: str) -> None:
        """Put another passphrase in place of one; raise as `open` and `put_on`."""
        stores.locks.change(self._store(), passphrase, new)

    def take_off(self, passphrase: str) -> None:
        """Make everything readable without a passphrase again; raise as `open`."""
        stores.locks.take_off(self._store(), passphrase)


def opened(settings: Settings, ask: Ask | None = None) -> "Store":
    """Return the store of a user, its lock opened if somebody can tell the passphrase.

    Args:
        settings: `store_url`, `lock_minutes`, and `passphrase_file`, which goes before asking.
        ask: returns the passphrase; None: a locked store stays locked.
    """
    store = stores.Store.open(settings.store_url)
    try:
        store.keys.idle_s = 60 * settings.lock_minutes
        if (ask or settings.passphrase_file) and not stores.locks.state(store).open:
            said = _of_file(settings.passphrase_file) if settings.passphrase_file else ask() if ask else ""
            stores.locks.unlock(store, said)
    except BaseException:
        store.close()
        raise
    return store


def _of_file(name: str) -> str:
    try:
        return (Path(name).expanduser().read_text(encoding="utf-8").splitlines() or [""])[0]
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no UTF-8"
        raise BadSetting(
            f"the setting 'passphrase_file' names '{name}', which cannot be read ({why})."
        ) from None
