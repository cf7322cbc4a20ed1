"""The files below a path, those inside zips included: a name and the bytes of each."""

import io
import lzma
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gyeol.errors import BadData
from gyeol.source import MAX_TEXT_BYTES, open_source
from gyeol.text import decoded

_XZ = b"\xfd7zXZ\x00"
_ZIP = b"PK\x03\x04"
_WORKBOOK = b"xl/"
_TAKEN = {".csv", ".json", ".jsonl", ".tsv", ".txt", ".xlsx", ".xz"}


@dataclass(frozen=True)
class File:
    """One file.

    Attributes:
        name: path below what was opened, NFC, with "/".
        read: returns its bytes, unpacked if it is .xz; raises `BadData` if it is damaged or too large.
    """

    name: str
    read: Callable[[], bytes]


def files(path: Path) -> Iterator[File]:
    """Yield a file itself, or the text files and workbooks of a folder, of a zip, or of the zips in a folder.

    Names are composed (NFC) and those of old zips decoded from cp949; hidden files are left out.

    Raises:
        BadData: there is nothing at the path, or a zip is unsafe (see `gyeol.source`).
    """
    if not path.exists():
        raise BadData(f"there is no file or folder '{path}'; check the path.")
    if path.is_dir():
        yield from _inside(path, "")
        for packed in sorted((*path.rglob("*.zip"), *path.rglob("*.xz"))):
            name = _composed(packed.relative_to(path).as_posix())
            if packed.is_symlink() or not packed.is_file() or name.startswith(".") or "/." in name:
                continue
            yield from _inside(packed, f"{name}/") if packed.suffix == ".zip" else [_plain(packed, name)]
    elif is_zip(path):
        yield from _inside(path, "")
    else:
        yield _plain(path, _composed(path.name))


def text_of(path: Path) -> str:
    """Return the text of one file, unpacked and without BOM; raise `BadData` if it is none."""
    if path.is_dir():
        raise BadData(f"'{path}' is a folder; name the file in it.")
    return decoded(_plain(path, path.name).read(), path.name)


def is_zip(path: Path) -> bool:
    """Return whether a file is a zip that is not itself a workbook."""
    if path.suffix.lower() == ".xlsx":
        return False
    with path.open("rb") as file:
        start = file.read(4096)
    return start.startswith(_ZIP) and _WORKBOOK not in start and b"[Content_Types].xml" not in start


def _inside(path: Path, prefix: str) -> Iterator[File]:
    for name, read in open_source(path).files.items():
        if Path(name).suffix.lower() in _TAKEN and not Path(name).name.startswith("~$"):
            yield File(prefix + name, _reader(read, name))


def _plain(path: Path, name: str) -> File:
    return File(name, lambda: _unpacked(_on_disk(path), path.name))


def _reader(read: Callable[[], bytes], name: str) -> Callable[[], bytes]:
    return lambda: _unpacked(read(), name)


def _on_disk(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_TEXT_BYTES:
            raise BadData(f"a file has at most {MAX_TEXT_BYTES:,} bytes, '{path.name}' has more; split it.")
        return path.read_bytes()
    except OSError as error:
        raise BadData(f"'{path}' cannot be read ({error.strerror}); check its permissions.") from None


def _unpacked(data: bytes, name: str) -> bytes:
    if not data.startswith(_XZ):
        return data
    try:
        with lzma.open(io.BytesIO(data)) as packed:
            text = packed.read(MAX_TEXT_BYTES + 1)
    except (lzma.LZMAError, EOFError) as error:
        raise BadData(f"'{name}' is a damaged .xz ({error}); fetch it again.") from None
    if len(text) > MAX_TEXT_BYTES:
        raise BadData(f"'{name}' unpacks to more than {MAX_TEXT_BYTES:,} bytes; split it.")
    return text


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def lines(file: File) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text file with their numbers; only line feeds part them, since texts may hold U+2028."""
    return enumerate(io.StringIO(decoded(file.read(), file.name), newline=None), 1)
