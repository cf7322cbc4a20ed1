"""Write all that a user owns into one zip: the diary for reading, every table as JSON and CSV, every file as it is."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from gyeol import store as stores
from gyeol.engine.mine.kinds import KINDS
from gyeol.phrases import LANGUAGES, phrases

if TYPE_CHECKING:
    from gyeol.store import Store

DIARY = {"markdown": "md", "csv": "csv", "json": "json"}
_PACKED = {".png", ".webp", ".gif", ".jpg", ".zip"}  # are small already
SECRET = ("locks",)  # opens nothing elsewhere, and is nobody's words


def write(
    file: IO[bytes], store: "Store", home: Path, diary: Callable[[str], str], now: datetime | None = None
) -> None:
    """Write the zip; nothing of it is kept here, and nothing in it is locked.

    Args:
        file: open for writing in binary.
        store: the store, its lock open.
        home: the folder with what the kinds have in folders.
        diary: returns the diary as "markdown", "csv" or "json".
        now: the moment that its files shall carry.

    Raises:
        Locked: the lock is shut; the zip is then not complete.
    """
    moment = (now or datetime.now(UTC)).timetuple()[:6]
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:

        def put(name: str, parts: Iterable[str | bytes], *, packed: bool = False) -> None:
            entry = ZipInfo(name, moment)
            entry.compress_type = ZIP_STORED if packed else ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            with archive.open(entry, "w", force_zip64=True) as target:
                for part in parts:
                    target.write(part.encode("utf-8") if isinstance(part, str) else part)

        for language in LANGUAGES:
            put(f"README.{language}.md", [phrases(language)("mine.readme").strip() + "\n"])
        for form, ending in DIARY.items():
            put(f"diary/diary.{ending}", [diary(form)])
        for table in stores.rows.names():
            if table not in SECRET:
                put(f"tables/{table}.json", _json(stores.rows.rows(store, table)))
                put(f"tables/{table}.csv", _csv(stores.rows.columns(table), stores.rows.rows(store, table)))
        for path in files(home):
            name = f"files/{path.relative_to(home).as_posix()}"
            put(name, _bytes(path), packed=path.suffix.lower() in _PACKED)


def files(home: Path) -> list[Path]:
    """Return every file in the folders of the kinds; what a link leads to lies elsewhere and is left out."""
    return [
        path
        for kind in KINDS
        if kind.folder
        for path in sorted((home / kind.folder).rglob("*"))
        if path.is_file() and not path.is_symlink()
    ]


def _json(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield "["
    for i, row in enumerate(rows):
        yield (",\n" if i else "\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]\n"


def _csv(columns: list[str], rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    writer.writerow(columns)
    for row in rows:
        writer.writerow(
            json.dumps(v, ensure_ascii=False) if isinstance(v, dict | list) else v for v in row.values()
        )
        yield line.getvalue()
        line.seek(0)
        line.truncate()
    yield line.getvalue()


def _bytes(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            yield part
