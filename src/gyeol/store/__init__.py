"""What was asked, shown, liked, used and rated: the user's data, in one file on the user's machine."""

from gyeol.store.store import DEFAULT_PROFILE, Asked, Shown, Store

__all__ = ["DEFAULT_PROFILE", "Asked", "Shown", "Store"]
