"""Read a table that a spreadsheet program has written, in whatever encoding it chose."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping

from gyeol.errors import BadData
from gyeol.text import decoded

Row = Mapping[str, str]
MAX_ROWS = 100_000


def rows(data: bytes, name: str) -> list[Row]:
    """Return the rows of a CSV as header -> cell, headers in lower case, all text NFC and stripped.

    UTF-8 (with or without BOM), UTF-16 with BOM and cp949 are understood, as are comma, semicolon and tab.

    Args:
        data: the file's bytes.
        name: the file's name, for messages.

    Raises:
        BadData: no known encoding, no header, or more than `MAX_ROWS` rows.
    """
    text = unicodedata.normalize("NFC", decoded(data, name))
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        header = [cell.strip().lower() for cell in next(table, [])]
        found = []
        for cells in table:
            found.append({key: cell.strip() for key, cell in zip(header, cells, strict=False) if key})
            if len(found) > MAX_ROWS:
                raise BadData(f"a table may have at most {MAX_ROWS:,} rows, '{name}' has more; split it.")
    except csv.Error as error:
        raise BadData(
            f"'{name}' is not a CSV that can be read ({error}); save it again as CSV (UTF-8)."
        ) from None
    if not any(header):
        raise BadData(f"'{name}' is empty; its first line must name the columns.")
    return [row for row in found if any(row.values())]


def cell(row: Row, columns: Iterable[str]) -> str:
    """Return the first of these columns that is not empty, or ""."""
    return next((row[column] for column in columns if row.get(column)), "")
