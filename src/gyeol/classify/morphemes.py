"""Cut Korean into morphemes with their parts of speech (Kiwi, the extra "korean"): 갔어요 is 가/VV 었/EP 어요/EF."""

from functools import cache
from importlib import import_module
from threading import Lock
from typing import Any

from gyeol.errors import MissingExtra
from gyeol.text import normalise

_LOCK = Lock()


def morphemes(text: str) -> list[str]:
    """Return the morphemes of a text in order, as "form/TAG"; raise `MissingExtra` where kiwipiepy is not installed."""
    plain = "".join(c if c <= "\uffff" else "☆" for c in normalise(text).lower())
    with _LOCK:
        return [f"{found.form}/{found.tag}" for found in _analyser().tokenize(plain)]


@cache
def _analyser() -> Any:
    try:
        module = import_module("kiwipiepy")
    except ModuleNotFoundError:
        raise MissingExtra(
            "this classifier reads morphemes with kiwipiepy, which is not installed; run: pip install 'gyeol[korean]'"
        ) from None
    return module.Kiwi(num_workers=1)
