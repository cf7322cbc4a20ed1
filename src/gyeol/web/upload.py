"""Lay uploaded files into a folder of their own, under tame names, until they are imported."""

import re
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.datastructures import FormData, UploadFile

from gyeol.errors import BadRequest

# where bodies may be as large as the setting `max_upload_bytes`
PATHS = (
    "/bring",
    "/diary/files",
    "/learning/corrections",
    "/songs/lists",
    "/api/v1/packs",
    "/api/v1/songs/lists",
    "/api/v1/profiles/me/corrections/import",
    "/api/v1/profiles/me/diary/import",
)
MAX_FILES = 2000
MAX_FIELDS = 10
_DEPTH = 4  # folders in folders are packs of packs at most
_NAME_BYTES = 180  # file systems take 255, an ending and what an import adds included
_ZIP = (".zip", ".tgz", ".gz", ".json")
_UNSAFE = re.compile(r'[\x00-\x1f<>:"|?*/\\]')


@contextmanager
def laid_out(form: FormData) -> Iterator[Path]:
    """Yield the path to import: the one archive, or a folder of all files; gone when the block ends.

    Args:
        form: `files`, one or many, whose names may hold folders; and `title`, the name of the pack where the files
            bring none.

    Raises:
        BadRequest: there is no file, or one has no usable name, or one that is the folder of another.
    """
    uploads = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    if not uploads:
        raise BadRequest(
            "an upload needs at least one file in the field 'files'; choose a file, a folder or a zip."
        )
    title = _tame(str(form.get("title") or "")) or "my stickers"
    with TemporaryDirectory(prefix="gyeol-") as home:
        root = Path(home) / title
        root.mkdir()
        paths = [_inside(one.filename or "") for one in uploads]
        tops = {path.parts[0] for path in paths if len(path.parts) > 1}
        for upload, path in zip(uploads, paths, strict=True):
            _write(upload, root / path)
        alone = root / paths[0]
        if len(paths) == 1 and alone.suffix.lower() in _ZIP:
            yield _titled(alone, title) if form.get("title") else alone
        elif len(tops) == 1 and all(len(path.parts) > 1 for path in paths) and not form.get("title"):
            yield root / tops.pop()
        else:
            yield root


def alone(path: Path) -> Path:
    """Return the one file of a folder, else the folder."""
    inside = list(path.iterdir()) if path.is_dir() else []
    return inside[0] if len(inside) == 1 else path


def title_of(form: FormData, path: Path) -> str | None:
    """Return the name for a list of songs that was sent; without one, None where a file can name the list."""
    sent = str(form.get("title") or "").strip()[:80]
    return sent or ("songs" if path.is_dir() and alone(path) == path else None)


def _write(upload: UploadFile, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            shutil.copyfileobj(upload.file, file)
    except (FileExistsError, NotADirectoryError, IsADirectoryError):
        raise BadRequest(
            f"a name stands for a file or a folder, '{target.name[:80]}' for both; rename it."
        ) from None


def _titled(archive: Path, title: str) -> Path:
    return archive.rename(archive.with_name(title + archive.suffix.lower()))


def _inside(name: str) -> Path:
    """Return a path of tame parts for what a browser calls a file; raise `BadRequest` if none is left."""
    parts = [_tame(part) for part in name.replace("\\", "/").split("/")]
    tame = [part for part in parts if part]
    if not tame:
        raise BadRequest("a file that is uploaded needs a name; rename it.")
    return Path(*tame[-_DEPTH:])


def _tame(part: str) -> str:
    """Return a file name without what leads elsewhere, hides or cannot be written; "" if nothing is left."""
    clean = _UNSAFE.sub("", unicodedata.normalize("NFC", part)).strip(" .")
    stem, dot, suffix = clean.rpartition(".")
    return f"{_short(stem)}{dot}{suffix[:10]}" if dot else _short(clean)


def _short(name: str) -> str:
    return name.encode("utf-8", "replace")[:_NAME_BYTES].decode("utf-8", "ignore")
