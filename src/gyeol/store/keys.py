"""The data key of an open lock, in the memory of this process until it is locked again or not used for a while."""

import threading
import time

from gyeol.store.vault import Vault

_SHUT = Vault(None)


class Keys:
    """Holds at most one key; safe for threads.

    Attributes:
        idle_s: after so many seconds without use the key is forgotten; None: never (a command that ends anyway).
    """

    def __init__(self) -> None:
        self.idle_s: float | None = None
        self._held: tuple[str, Vault] | None = None
        self._used = 0.0
        self._lock = threading.Lock()

    def hold(self, key_id: str, key: bytes) -> None:
        """Keep a key."""
        with self._lock:
            self._held, self._used = (key_id, Vault(key)), time.monotonic()

    def forget(self) -> None:
        """Forget the key; what is sealed can then not be read before the next `hold`."""
        with self._lock:
            self._held = None

    def vault(self, key_id: str | None) -> Vault | None:
        """Return what reads and writes under a lock: None without one, and one that refuses without its key."""
        if key_id is None:
            return None
        with self._lock:
            self._drop_idle()
            if self._held is None or self._held[0] != key_id:
                return _SHUT
            self._used = time.monotonic()
            return self._held[1]

    def holds(self, key_id: str) -> bool:
        """Return whether the key of a lock is at hand; asking does not count as use."""
        with self._lock:
            self._drop_idle()
            return self._held is not None and self._held[0] == key_id

    def _drop_idle(self) -> None:
        if self._held and self.idle_s is not None and time.monotonic() - self._used >= self.idle_s:
            self._held = None
