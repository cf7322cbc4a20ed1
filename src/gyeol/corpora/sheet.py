"""The rows of an XLSX workbook, read lazily and with limits."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from gyeol.errors import BadData, MissingExtra

MAX_PART_BYTES = 512_000_000
MAX_RATIO = 200  # a sheet of repeated words shrinks about thirtyfold
_LARGE = 1_000_000


def sheet(data: bytes, name: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the first sheet as text; an empty cell is "" and a whole number has no ".0".

    Raises:
        BadData: it is no workbook, is damaged, swells like a zip bomb, or declares entities.
        MissingExtra: openpyxl is not installed.
    """
    try:
        from openpyxl import load_workbook  # type: ignore[import-untyped]
    except ModuleNotFoundError:
        raise MissingExtra(
            "reading XLSX needs the package 'openpyxl', which is not installed; run: pip install 'gyeol[lab]'"
        ) from None
    _check(data, name)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        first = book.worksheets[0]
        first.reset_dimensions()  # some writers state a wrong size, and rows beyond it would be lost
        for row in first.iter_rows(values_only=True):
            yield tuple(_told(value) for value in row)
    except BadData:
        raise
    except Exception as error:  # zip, XML and openpyxl each raise their own
        raise BadData(f"'{name}' is no workbook that can be read ({error}); save it again as XLSX.") from None


def _told(value: Any) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _check(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as book:
            for part in book.infolist():
                swells = part.file_size > _LARGE and part.file_size > MAX_RATIO * max(part.compress_size, 1)
                if part.file_size > MAX_PART_BYTES or swells:
                    raise BadData(f"'{name}' holds '{part.filename[:60]}', which swells like a zip bomb.")
                if part.filename.endswith((".xml", ".rels")) and _declares(book, part):
                    raise BadData(f"'{name}' declares XML entities, which no workbook needs; save it again.")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise BadData(f"'{name}' is not a workbook that can be opened ({error}); save it again.") from None


def _declares(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Return whether an XML part has a document type, or an encoding that would hide one."""
    with book.open(part) as file:
        start, tail = file.read(4), b""
        if start[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in start:
            return True
        while block := file.read(1 << 20):
            if b"<!DOCTYPE" in tail + block or b"<!ENTITY" in tail + block:
                return True
            tail = block[-16:]
    return False
