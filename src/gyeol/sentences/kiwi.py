"""Ask Kiwi, a Korean morphological analyser, where sentences end (kiwipiepy, the extra "korean").

Kiwi is asked about one paragraph at a time and is taught no words, so that it remembers nothing of earlier texts.
"""

import re

from gyeol.kiwi import analyser

_PARAGRAPH = re.compile(r"[^\n\r]+")


def ends(text: str) -> list[int]:
    """Return where sentences end; raise `MissingExtra` where kiwipiepy is not installed."""
    cuts = []
    with analyser("the splitter 'kiwi'") as kiwi:
        for line in _PARAGRAPH.finditer(text):
            cuts += [line.start() + one.end for one in kiwi.split_into_sents(line[0])]
            cuts.append(line.end())
        return cuts
