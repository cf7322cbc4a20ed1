"""Ask Kiwi, a Korean morphological analyser, where sentences end (kiwipiepy, the extra "korean").

Kiwi is asked about one paragraph at a time and is taught no words, so that it remembers nothing of earlier texts.
"""

import re
from functools import cache
from importlib import import_module
from threading import Lock
from typing import Any

from gyeol.errors import MissingExtra

_PARAGRAPH = re.compile(r"[^\n\r]+")
_LOCK = Lock()


def ends(text: str) -> list[int]:
    """Return where sentences end; raise `MissingExtra` where kiwipiepy is not installed."""
    with _LOCK:
        analyser, cuts = _analyser(), []
        for line in _PARAGRAPH.finditer(text):
            cuts += [line.start() + one.end for one in analyser.split_into_sents(line[0])]
            cuts.append(line.end())
        return cuts


@cache
def _analyser() -> Any:
    try:
        module = import_module("kiwipiepy")
    except ModuleNotFoundError:
        raise MissingExtra(
            "the splitter 'kiwi' needs kiwipiepy, which is not installed; run: pip install 'gyeol[korean]'"
        ) from None
    return module.Kiwi(num_workers=1)
