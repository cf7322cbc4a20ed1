"""Readers of labelled text: each yields its corpus's own labels and says what may be done with them."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gyeol.errors import BadData, BadSetting
from gyeol.registry import Registry

CORPORA = Registry(
    "corpus",
    {
        "curse_ko": "gyeol.corpora.curse_ko:CORPUS",
        "dair": "gyeol.corpora.dair:CORPUS",
        "goemotions": "gyeol.corpora.goemotions:CORPUS",
        "goemotions_ko": "gyeol.corpora.goemotions:CORPUS_KO",
        "kote": "gyeol.corpora.kote:CORPUS",
        "nsmc": "gyeol.corpora.nsmc:CORPUS",
        "own": "gyeol.corpora.own:CORPUS",
        "songys": "gyeol.corpora.songys:CORPUS",
    },
)


@dataclass(frozen=True, slots=True)
class Example:
    """One text as its corpus labels it.

    Attributes:
        text: as delivered, not normalised.
        labels: names of the corpus's own labels; empty means that the corpus says nothing about this text.
        group: rows of one group never fall into different splits (a dialogue, a text and its translation).
        source: the name of the corpus.
    """

    text: str
    labels: tuple[str, ...]
    group: str
    source: str


@dataclass(frozen=True)
class Corpus:
    """What a corpus is and how to read it.

    Attributes:
        name: as in recipes and cards.
        language: "ko", "en" or "mul".
        labels: every label that a row may carry, the corpus's own.
        licence: as its publisher states it.
        citation: whom to cite, with an address.
        may_ship: whether weights trained on it may be shipped.
        parts: part ("train", "dev") -> path below the data folder.
        read: yields the examples of one file; raises `BadData` naming what it expected and what it found.
        multi: whether a row may carry several labels.
    """

    name: str
    language: str
    labels: tuple[str, ...]
    licence: str
    citation: str
    may_ship: bool
    parts: Mapping[str, str]
    read: Callable[[Path], Iterator[Example]]
    multi: bool = False

    def path(self, root: Path, part: str) -> Path:
        """Return the file of a part below a data folder or its `text` folder; raise `BadData` if absent."""
        for folder in (root, root / "text"):
            if (folder / self.parts[part]).is_file():
                return folder / self.parts[part]
        raise BadData(
            f"corpus '{self.name}' needs '{self.parts[part]}', which is not below '{root}'; "
            "set data.root to the folder that holds it."
        )


def data_root(option: str = "") -> Path:
    """Return the data folder: the option, else `$GYEOL_DATA`; raise `BadSetting` if there is neither."""
    root = option or os.environ.get("GYEOL_DATA", "")
    if not root:
        raise BadSetting("no data folder is set; pass --set data.root=DIR or set GYEOL_DATA to the folder.")
    return Path(root)


def rows(path: Path, n_columns: int, *, separator: str = "\t") -> Iterator[list[str]]:
    """Yield the columns of each line that is not blank, without any quoting rule.

    Raises:
        BadData: a line has another number of columns, or the file is not UTF-8.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as lines:
            for number, line in enumerate(lines, 1):
                columns = line.rstrip("\r\n").split(separator)
                if not line.strip():
                    continue
                if len(columns) != n_columns:
                    raise BadData(
                        f"'{path.name}' line {number}: expected {n_columns} columns, found {len(columns)}; "
                        "check that it is the original file."
                    )
                yield columns
    except UnicodeDecodeError as error:
        raise BadData(f"'{path.name}' is not UTF-8 ({error.reason}); bring the original.") from None


def named(ids: str, labels: tuple[str, ...], path: Path) -> tuple[str, ...]:
    """Return the names of comma-separated label ids; raise `BadData` if one is unknown."""
    try:
        return tuple(labels[int(i)] for i in ids.split(",") if i and int(i) >= 0)
    except (ValueError, IndexError):
        most = len(labels) - 1
        raise BadData(f"'{path.name}' has the label ids '{ids[:40]}'; expected 0 to {most}.") from None
