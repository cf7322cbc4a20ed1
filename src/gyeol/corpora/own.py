"""Our own invented sentences: everyday chat that the public corpora lack, written as templates."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

from gyeol.corpora import Corpus, Example
from gyeol.corpora.own_scope import read as read_scope
from gyeol.emotion import PRODUCT
from gyeol.errors import BadData

LEXICON = "lexicon.toml"
MOST_PER_TEMPLATE = 36  # so that a template with many slots does not outweigh a plain sentence

_SLOT = re.compile(r"\{([^{}]*)\}")


def expand(template: str, most: int = MOST_PER_TEMPLATE) -> list[str]:
    """Return the texts of a template: `{a|b|}` stands for a, b or nothing.

    Of more than `most`, those with the smallest CRC-32 stay, so the choice never changes.
    """
    parts = _SLOT.split(template)
    choices = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    texts = {" ".join("".join(choice).split()) for choice in itertools.product(*choices)}
    return sorted(sorted(texts - {""}, key=lambda text: crc32(text.encode()))[:most])


def read(path: Path) -> Iterator[Example]:
    """Yield the texts of the templates in a folder, a template being one group, and of its lexicon.

    A line `@joy,love` names the labels of the templates below it; lines that start with `# ` are remarks.
    """
    for file in sorted(path.glob("*.txt")):
        names: tuple[str, ...] = ()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("@"):
                names = _labels(line[1:], file)
            elif line.strip() and not line.startswith("# "):
                for text in expand(line):
                    yield Example(text, names, f"own:{file.stem}:{number}", "own")
    yield from read_scope(path / LEXICON)


def _labels(line: str, file: Path) -> tuple[str, ...]:
    names = tuple(line.split(","))
    if unknown := set(names) - set(PRODUCT.labels):
        raise BadData(f"'{file.name}': '{unknown.pop()}' is no label; use those of {PRODUCT.name}.")
    return names


CORPUS = Corpus(
    name="own",
    language="mul",
    labels=PRODUCT.labels,
    licence="Apache-2.0",
    citation="written for gyeol",
    may_ship=True,
    parts={"train": str(Path(__file__).parent / "own")},
    read=read,
    multi=True,
)
