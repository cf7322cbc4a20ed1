"""The files of a folder or a zip: names inside it and how to read each, with nothing that leads outside."""

import os
import re
import stat
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from gyeol.errors import BadData

MAX_ENTRIES = 50_000
MAX_TOTAL_BYTES = 2_000_000_000
MAX_RATIO = 200  # of one large zip entry; pictures hardly shrink, a manifest shrinks tenfold
MAX_TEXT_BYTES = 256_000_000
_LARGE = 1_000_000
_ARCHIVES = {".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".xz", ".bz2"}


@dataclass(frozen=True)
class Source:
    """What lies in a folder or zip.

    Attributes:
        title: its name without ending.
        files: path inside it (NFC, with "/") -> reads the file's bytes; one wrapping folder is left away.
        ignored: (path, reason) of links, nested archives and the like.
    """

    title: str
    files: Mapping[str, Callable[[], bytes]]
    ignored: tuple[tuple[str, str], ...] = ()


def open_source(path: Path) -> Source:
    """List a folder or zip.

    Raises:
        BadData: it is neither, is damaged, holds more than `MAX_ENTRIES` or `MAX_TOTAL_BYTES`, or (zip) has a
            path that leads outside or an entry that swells more than `MAX_RATIO` times.
    """
    return _folder(path) if path.is_dir() else _zip(path)


def _folder(root: Path) -> Source:
    files: dict[str, Callable[[], bytes]] = {}
    ignored: list[tuple[str, str]] = []
    total = 0
    for where, folders, names in os.walk(root):
        for name in (n for n in folders if Path(where, n).is_symlink()):
            ignored.append((_inside(Path(where, name), root), "a link is not followed"))
        folders[:] = sorted(n for n in folders if not n.startswith(".") and n != "__MACOSX")
        for name in sorted(names):
            path = Path(where, name)
            inside = _inside(path, root)
            if why := _why_not(inside, link=path.is_symlink()):
                ignored += [(inside, why)] if why != "hidden" else []
                continue
            if not path.is_file():
                ignored.append((inside, "not a plain file"))
                continue
            total += path.stat().st_size
            files[inside] = _reader(path)
            _limit(len(files), total, root.name)
    return Source(unicodedata.normalize("NFC", root.resolve().name), files, tuple(ignored))


def _reader(path: Path) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            if path.stat().st_size > MAX_TEXT_BYTES:
                raise BadData(f"'{path.name}' is larger than {MAX_TEXT_BYTES:,} bytes; make it smaller.")
            return path.read_bytes()
        except OSError as error:
            raise BadData(f"'{path}' cannot be read ({error.strerror}); check its permissions.") from None

    return read


def _zip(path: Path) -> Source:
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise BadData(f"'{path.name}' is not a zip that can be opened ({error}); pack it again.") from None
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    _limit(len(archive.infolist()), sum(entry.file_size for entry in entries), path.name)
    files: dict[str, Callable[[], bytes]] = {}
    ignored: list[tuple[str, str]] = []
    for entry in entries:
        inside = unicodedata.normalize("NFC", _decoded(entry)).replace("\\", "/")
        _check_entry(entry, inside, path.name)
        link = stat.S_ISLNK(entry.external_attr >> 16)
        if why := _why_not(inside, link=link, encrypted=bool(entry.flag_bits & 1)):
            ignored += [(inside, why)] if why != "hidden" else []
        else:
            files[inside] = _unzipper(archive, entry, inside)
    return Source(unicodedata.normalize("NFC", path.stem), _unwrapped(files), tuple(ignored))


def _unzipper(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, inside: str) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            with archive.open(entry) as file:
                data = file.read(entry.file_size + 1)
        except Exception as error:  # zlib, lzma, CRC and unknown methods each raise their own
            raise BadData(f"'{inside}' in the zip is damaged ({error}); pack it again.") from None
        if len(data) != entry.file_size:
            raise BadData(f"'{inside}' in the zip has another size than the zip says; pack it again.")
        return data

    return read


def _decoded(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name; old Korean zips hold cp949 and some others UTF-8 without saying so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    raw = entry.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _check_entry(entry: zipfile.ZipInfo, inside: str, zip_name: str) -> None:
    if (
        inside.startswith("/")
        or re.match(r"[A-Za-z]:", inside)
        or ".." in inside.split("/")
        or "\0" in inside
    ):
        raise BadData(
            f"a zip may only hold paths inside itself, '{zip_name}' holds '{inside[:80]}'; pack it again."
        )
    if entry.file_size > MAX_TEXT_BYTES:
        raise BadData(
            f"a zipped file has at most {MAX_TEXT_BYTES:,} bytes, '{inside[:60]}' has {entry.file_size:,}."
        )
    if entry.file_size > _LARGE and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        raise BadData(
            f"a file in a zip may swell at most {MAX_RATIO} times, '{inside[:80]}' swells "
            f"{entry.file_size // max(entry.compress_size, 1):,} times; this looks like a zip bomb."
        )


def _unwrapped(files: dict[str, Callable[[], bytes]]) -> dict[str, Callable[[], bytes]]:
    tops = {name.partition("/")[0] for name in files}
    if len(tops) != 1 or not all("/" in name for name in files):
        return files
    return _unwrapped({name.partition("/")[2]: read for name, read in files.items()})


def _why_not(inside: str, *, link: bool, encrypted: bool = False) -> str:
    path = PurePosixPath(inside)
    if any(part.startswith(".") or part == "__MACOSX" for part in path.parts):
        return "hidden"
    if path.suffix.lower() in _ARCHIVES:
        return "an archive inside is not opened"
    return "a link is not followed" if link else "encrypted" if encrypted else ""


def _limit(n_entries: int, total_bytes: int, name: str) -> None:
    if n_entries > MAX_ENTRIES:
        raise BadData(f"an import may hold at most {MAX_ENTRIES:,} files, '{name}' holds more; split it.")
    if total_bytes > MAX_TOTAL_BYTES:
        raise BadData(f"an import may hold at most {MAX_TOTAL_BYTES:,} bytes, '{name}' holds more; split it.")


def _inside(path: Path, root: Path) -> str:
    return unicodedata.normalize("NFC", path.relative_to(root).as_posix())
