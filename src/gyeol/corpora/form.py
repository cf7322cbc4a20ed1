"""What the files of a corpus look like, so that a file is known by its content and a wrong one is named."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from gyeol.corpora.files import File, files
from gyeol.corpora.tabular import HEADER_WITHIN, Cells, places, rows
from gyeol.errors import BadData
from gyeol.text import decoded

_START_CHARS = 20_000


class OtherForm(BadData):
    """No file at a path has the form of a corpus."""


@dataclass(frozen=True)
class Head:
    """The start of a file.

    Attributes:
        name: of the file.
        start: its first characters; "" for a workbook.
        table: its first rows, as a workbook or as a CSV; empty for JSON.
    """

    name: str
    start: str
    table: tuple[Cells, ...]

    @property
    def lines(self) -> list[str]:
        """The first whole lines that are not blank."""
        return [line for line in self.start.splitlines()[:40] if line.strip()][:20]

    def told(self) -> str:
        """Return in a few words what this is, without more of its text than its column names."""
        if self.start.lstrip()[:1] in ("{", "["):
            return "JSON with other keys"
        widest = max(self.table, key=lambda row: sum(map(bool, row)), default=())
        return "the columns " + (", ".join(c for c in widest if c)[:80] or "nothing")


@dataclass(frozen=True)
class Form:
    """What a file of a corpus must look like.

    Attributes:
        expects: in words, for messages.
        fits: whether the start of a file looks so.
    """

    expects: str
    fits: Callable[[Head], bool]


def columns(*names: str) -> Callable[[Head], bool]:
    """Return a test for a table that has these columns in one of its first rows."""
    return lambda head: any(places(row, names) is not None for row in head.table)


def holds(*keys: str) -> Callable[[Head], bool]:
    """Return a test for JSON whose start holds all these keys."""
    return lambda head: head.start.lstrip()[:1] in ("{", "[") and all(f'"{k}"' in head.start for k in keys)


def each_line(fits: Callable[[str], bool]) -> Callable[[Head], bool]:
    """Return a test for a text whose first lines all pass."""
    return lambda head: bool(head.lines) and all(fits(line) for line in head.lines)


def ids_in(place: int, n_columns: int, n_labels: int) -> Callable[[str], bool]:
    """Return a test for a line of tab-separated columns, one of which holds comma-separated label ids."""

    def fits(line: str) -> bool:
        cells = line.rstrip("\r\n").split("\t")
        ids = cells[place].split(",") if len(cells) == n_columns else []
        return bool(ids) and all(i.isdecimal() and int(i) < n_labels for i in ids)

    return fits


def head(file: File) -> Head:
    """Return the start of a file; an unreadable one has an empty head."""
    data = file.read()
    if data.startswith(b"PK\x03\x04"):
        return Head(file.name, "", tuple(islice(rows(file, data), HEADER_WITHIN)))
    start = _whole_lines(decoded(data, file.name))
    begun = File(file.name, lambda: start.encode())
    table = () if start.lstrip()[:1] in ("{", "[") else tuple(islice(rows(begun), HEADER_WITHIN))
    return Head(file.name, unicodedata.normalize("NFC", start), table)


def fitting(path: Path, form: Form) -> Iterator[tuple[File, str]]:
    """Yield (file, "") for each file below a path that has the form, and (file, why not) for each other.

    Raises:
        OtherForm: none has; the message says what was expected and what was found.
    """
    some, found = False, "no file that could be one"
    for file in files(path):
        try:
            begun = head(file)
        except BadData as error:
            yield file, str(error)
            continue
        if form.fits(begun):
            some = True
            yield file, ""
        else:
            found = begun.told()
            yield file, f"of another form: {found}"
    if not some:
        raise OtherForm(f"'{path.name or path}': expected {form.expects}; found {found}.")


def _whole_lines(text: str) -> str:
    start = text[:_START_CHARS]
    return start if len(text) <= _START_CHARS or "\n" not in start else start.rpartition("\n")[0]
