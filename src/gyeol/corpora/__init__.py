"""Readers of labelled text: each yields its corpus's own labels and says what may be done with them."""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gyeol.corpora.form import Form
from gyeol.errors import BadData, BadSetting
from gyeol.registry import Registry

_TABLES = Registry("table", {"plain": "gyeol.corpora.plain:by_name"})


class Corpora(Registry):
    """The corpora by name; `plain:FILE:TEXT:LABEL` names a table of one's own and two of its columns."""

    def get(self, name: str) -> "Corpus":
        """Return the corpus of this name; raise `UnknownName` with a near miss."""
        found: Corpus = _TABLES.get("plain")(name) if name.startswith("plain:") else super().get(name)
        return found


CORPORA = Corpora(
    "corpus",
    {
        "aihub_colloquial": "gyeol.corpora.aihub_colloquial:CORPUS",
        "aihub_continuous": "gyeol.corpora.aihub_continuous:CORPUS",
        "aihub_diary": "gyeol.corpora.aihub_diary:CORPUS",
        "aihub_emotional": "gyeol.corpora.aihub_emotional:CORPUS",
        "aihub_emotional6": "gyeol.corpora.aihub_emotional:CORPUS_6",
        "aihub_single": "gyeol.corpora.aihub_single:CORPUS",
        "aihub_speech": "gyeol.corpora.aihub_speech:CORPUS",
        "corrections": "gyeol.corpora.corrections:CORPUS",
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
        shares: the part of the raters who gave each label, in (0, 1], parallel to `labels`; empty means that
            each label is simply given.
    """

    text: str
    labels: tuple[str, ...]
    group: str
    source: str
    shares: tuple[float, ...] = ()


REPEATED = "repeats an earlier row"  # the reason of a reader that joins or drops repeated rows


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row or file that a reader left out.

    Attributes:
        where: file, or file and row.
        why: the reason, the same words for each row that is left out for it.
    """

    where: str
    why: str


Audit = Callable[[Path], Iterator[Example | Skipped]]


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
        parts: part ("train", "dev") -> path below the data folder; "a|b" stands for either,
            "." for all files there that have its form.
        read: yields the examples of a file, or of the files of a folder or zip; raises `BadData` naming what
            it expected and what it found.
        multi: whether a row may carry several labels.
        form: what its files look like; None for a corpus that needs none.
        optional: parts that need not be there.
        audit: as `read`, and says what is left out and why; None where nothing ever is.
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
    optional: tuple[str, ...] = ()
    form: Form | None = None
    audit: Audit | None = None

    def has(self, root: Path, part: str) -> bool:
        """Return whether a part is to be read: it is named, and there if it need not be."""
        return part in self.parts and (part not in self.optional or self._find(root, part) is not None)

    def path(self, root: Path, part: str) -> Path:
        """Return the file of a part below a data folder or its `text` folder; raise `BadData` if absent."""
        found = self._find(root, part)
        if found is not None:
            return found
        raise BadData(
            f"corpus '{self.name}' needs '{self.parts[part]}', which is not below '{root}'; "
            "set data.root to the folder that holds it."
        )

    def _find(self, root: Path, part: str) -> Path | None:
        names = self.parts[part].split("|")
        paths = (folder / name for folder in (root, root / "text") for name in names)
        return next((path for path in paths if path.exists()), None)


def examples(audit: Audit) -> Callable[[Path], Iterator[Example]]:
    """Return a `read` that leaves out what an audit reports as skipped.

    It raises `BadData` if that is all there is.
    """

    def read(path: Path) -> Iterator[Example]:
        first, some = None, False
        for row in audit(path):
            if isinstance(row, Example):
                some = True
                yield row
            else:
                first = first or row
        if not some and first:
            raise BadData(f"'{path.name}' has no row that can be used; {first.where}: {first.why}.")

    return read


def share(key: str) -> float:
    """Return a number in [0, 1) that depends on the key alone: the same on every machine, in every run."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest()) / 2**64


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
