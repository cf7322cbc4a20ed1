"""Read how often each sticker was sent from a table that a user brings."""

from collections.abc import Mapping
from math import isfinite
from pathlib import Path

from gyeol.errors import BadData
from gyeol.stickers.table import cell, rows

_FILE = ("file", "filename", "sticker", "id", "path", "파일", "파일명", "스티커")
_COUNT = ("count", "counts", "uses", "sent", "n", "횟수", "보낸 횟수", "개수")


def read_counts(path: Path) -> tuple[Mapping[str, float], tuple[tuple[str, str], ...]]:
    """Return name -> how often it was sent, counts of one name summed, and (name, reason) of rows left out.

    Args:
        path: a CSV with a column for the sticker and one for the number, as `file,count`.

    Raises:
        BadData: the file cannot be read, or lacks one of the two columns.
    """
    try:
        table = rows(path.read_bytes(), path.name)
    except OSError as error:
        raise BadData(f"the counts '{path}' cannot be read ({error.strerror}); check the path.") from None
    header = set(table[0]) if table else set()
    if not header & set(_FILE) or not header & set(_COUNT):
        raise BadData(
            f"counts need a column {_FILE[0]} and a column {_COUNT[0]}; '{path.name}' has: "
            f"{', '.join(sorted(header)) or 'no rows'}."
        )
    counts: dict[str, float] = {}
    left_out = []
    for row in table:
        name, number = cell(row, _FILE), _number(cell(row, _COUNT))
        if not name or number is None:
            left_out.append((name or "(no file)", f"a count is 0 or more, not '{cell(row, _COUNT)[:40]}'"))
        else:
            counts[name] = counts.get(name, 0) + number
    return counts, tuple(left_out)


def _number(text: str) -> float | None:
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        return None
    return number if isfinite(number) and number >= 0 else None
