"""The rows of a table in any form, and the columns that a reader asks for by name."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence

from gyeol.corpora.files import File
from gyeol.corpora.sheet import sheet
from gyeol.errors import BadData
from gyeol.text import decoded

Cells = tuple[str, ...]
HEADER_WITHIN = 5  # rows; some deliveries have junk above their header
_ZIP = b"PK\x03\x04"


def rows(file: File, data: bytes | None = None) -> Iterator[Cells]:
    """Yield the rows of a workbook, or of a CSV or TSV with its usual quoting; cells are NFC and stripped.

    Args:
        file: what to read.
        data: its bytes, if they are at hand.
    """
    data = file.read() if data is None else data
    for row in (
        sheet(data, file.name) if data.startswith(_ZIP) else _separated(decoded(data, file.name), file)
    ):
        yield tuple(unicodedata.normalize("NFC", cell).strip() for cell in row)


def records(file: File, wanted: Sequence[str], optional: Sequence[str] = ()) -> Iterator[tuple[int, Cells]]:
    """Yield (row number from 1, cells of the wanted and then of the optional columns) below the header.

    The header is the first of five rows that holds every wanted name; blanks and case do not matter, and of
    two columns of one name the left one counts. An absent optional column gives "". Empty rows are left out.

    Raises:
        BadData: no such header: the message says what was expected and what was found.
    """
    table, seen = rows(file), list[Cells]()
    for number, row in enumerate(table, 1):
        seen.append(row)
        at = places(row, wanted)
        if at is not None:
            break
        if number == HEADER_WITHIN:
            raise _no_header(file.name, wanted, seen)
    else:
        raise _no_header(file.name, wanted, seen)
    keys = [key(cell) for cell in row]
    at += [keys.index(key(name)) if key(name) in keys else -1 for name in optional]
    for below, row in enumerate(table, number + 1):
        cells = tuple(row[i] if 0 <= i < len(row) else "" for i in at)
        if any(cells):
            yield below, cells


def places(row: Cells, wanted: Sequence[str]) -> list[int] | None:
    """Return the place of each wanted column in a header row; None if one is absent."""
    keys = [key(cell) for cell in row]
    return [keys.index(key(name)) for name in wanted] if {key(n) for n in wanted} <= {*keys} else None


def key(name: str) -> str:
    """Return a column name as it is compared: composed, without blanks, in lower case."""
    return re.sub(r"\s", "", unicodedata.normalize("NFC", name)).casefold()


def _separated(text: str, file: File) -> Iterator[Sequence[str]]:
    head = text.partition("\n")[0]
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=max("\t,;", key=head.count))
    except csv.Error as error:
        raise BadData(
            f"'{file.name}' is no CSV that can be read ({error}); save it again as CSV (UTF-8)."
        ) from None


def _no_header(name: str, wanted: Sequence[str], seen: list[Cells]) -> BadData:
    found = max(seen, key=lambda row: sum(map(bool, row)), default=())
    told = ", ".join(cell for cell in found if cell)[:80]
    return BadData(f"'{name}': expected the columns {', '.join(wanted)}, found {told or 'nothing'}.")


def objects(file: File) -> Iterator[object]:
    """Yield the elements of a JSON array one by one, or the one value that the file holds.

    Raises:
        BadData: it is no valid JSON; what came before the fault has been yielded.
    """
    text, decoder = decoded(file.read(), file.name), json.JSONDecoder()
    at = _skip(text, 0)
    array = text[at : at + 1] == "["
    at = _skip(text, at + 1) if array else at
    try:
        while not (array and text[at : at + 1] == "]"):
            value, at = decoder.raw_decode(text, at)
            yield value
            at = _skip(text, at)
            if not array:
                break
            if text[at : at + 1] == ",":
                at = _skip(text, at + 1)
            elif text[at : at + 1] != "]":
                raise ValueError(f"no comma at character {at}")
        if text[at + array :].strip():
            raise ValueError(f"more than one value, at character {at}")
    except (ValueError, RecursionError) as error:
        raise BadData(f"'{file.name}' is no valid JSON ({error}); fetch it again.") from None


def _skip(text: str, at: int) -> int:
    found = re.compile(r"\s*").match(text, at)
    return found.end() if found else at
