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
        self._used = _clocks()
        self._lock = threading.Lock()

    def hold(self, key_id: str, key: bytes) -> None:
        """Keep a key."""
        with self._lock:
            self._held, self._used = (key_id, Vault(key)), _clocks()

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
            self._used = _clocks()
            return self._held[1]

    def holds(self, key_id: str) -> bool:
        """Return whether the key of a lock is at hand; asking does not count as use."""
        with self._lock:
            self._drop_idle()
            return self._held is not None and self._held[0] == key_id

    def _drop_idle(self) -> None:
        passed_s = max(now - used for now, used in zip(_clocks(), self._used, strict=True))
        if self._held and self.idle_s is not None and passed_s >= self.idle_s:
            self._held = None


def _clocks() -> tuple[float, float]:
    """Return seconds by two clocks: the first stands still while the device sleeps, the second may be set back."""
    return time.monotonic(), time.time()
