"""Read song tables in whatever form people have them."""

import gzip
import io
import json
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from gyeol.corpora.files import File, files
from gyeol.corpora.tabular import HEADER_WITHIN, objects, rows
from gyeol.errors import BadData
from gyeol.songs import cells, columns
from gyeol.songs.feelings import meant
from gyeol.songs.scales import to_unit
from gyeol.songs.song import Song
from gyeol.source import MAX_TEXT_BYTES
from gyeol.text import decoded, visible

MAX_SONGS = 200_000
_GZIP = b"\x1f\x8b"
_EMOTIONS = 0.6  # of the cells of a first column must be mood words for a table to be a transposed matrix

Row = Sequence[str]


@dataclass(frozen=True)
class Found:
    """What lies in a table, or in all tables of a folder.

    Attributes:
        songs: each once.
        duplicates: rows of a song that had been read before; what only they knew was added to it.
        skipped: reason -> how many rows were left out for it.
        tables: names of the files that were song tables.
        others: (file, why) of those that were not.
    """

    songs: tuple[Song, ...]
    duplicates: int
    skipped: Mapping[str, int]
    tables: tuple[str, ...]
    others: tuple[tuple[str, str], ...] = ()


def read(path: Path) -> Found:
    """Read a song table, or those of a folder or zip, joining rows of one number or of one title and artist.

    Raises:
        BadData: there is no song table; the message says what was expected and what was found.
    """
    songs: list[Song] = []
    skipped: Counter[str] = Counter()
    tables, others = [], []
    for file in files(path):
        try:
            found = list(_songs(_unzipped(file), skipped))
        except BadData as error:
            others.append((file.name, str(error)))
            continue
        tables.append(file.name)
        songs += found
        if len(songs) > MAX_SONGS:
            raise _too_many(path.name)
    if not tables:
        raise BadData(
            others[0][1] if others else f"'{path.name or path}': expected {columns.EXPECTED}; found no table."
        )
    once, duplicates = _once(songs)
    if not once:
        raise BadData(f"'{path.name}' has the columns of a song table but no song below them; add a row.")
    return Found(tuple(once), duplicates, dict(skipped), tuple(tables), tuple(others))


def _too_many(name: str) -> BadData:
    return BadData(f"a list may hold at most {MAX_SONGS:,} songs, '{name}' holds more; split it.")


def _once(songs: Sequence[Song]) -> tuple[list[Song], int]:
    """Join rows by number where both have one, and by title and artist."""
    kept: list[Song] = []
    place: dict[object, int] = {}
    for song in songs:
        named = song.title != song.number
        keys: list[object] = [song.same] if named else []
        keys += [song.number] if song.number else []
        at = next((place[key] for key in keys if key in place), None)
        if at is None:
            at = len(kept)
            kept.append(song)
        else:
            kept[at] = kept[at].joined(song)
        for key in keys:
            place.setdefault(key, at)
    return kept, len(songs) - len(kept)


def _songs(file: File, skipped: Counter[str]) -> Iterator[Song]:
    data = file.read()
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    table = _from_json(file) if start in (b"{", b"[") else _clean(rows(file, data))
    head: list[Row] = []
    for row in table:
        head.append(row)
        if columns.is_songs(columns.fields(row)):
            yield from _table(row, _few(table, file.name), skipped)
            return
        if len(head) == HEADER_WITHIN:
            break
    body = [*head, *table]
    if _is_transposed(body):
        yield from _transposed(body)
        return
    if len(body) > 1 and _is_matrix(body[0]):
        yield from _table(body[0], iter(body[1:]), skipped)
        return
    widest = max(head, key=lambda row: sum(map(bool, row)), default=())
    seen = ", ".join(c for c in widest if c)[:80] or "nothing"
    raise BadData(f"'{file.name}': expected {columns.EXPECTED}; found the columns {seen}.")


def _few(body: Iterator[Row], name: str) -> Iterator[Row]:
    """Return the rows that are not empty; raise `BadData` before any is made a song where there are too many."""
    taken = list(islice((row for row in body if any(row)), MAX_SONGS + 1))
    if len(taken) > MAX_SONGS:
        raise _too_many(name)
    return iter(taken)


def _table(header: Row, body: Iterator[Row], skipped: Counter[str]) -> Iterator[Song]:
    at = columns.fields(header)
    moods = {i: name for i, name in enumerate(header) if i not in at.values() and meant(name)}
    taken = [row for row in body if any(row)]
    for name in (*columns.SOUND, "popularity"):
        if name in at:
            taken = list(to_unit(taken, at[name]))
    for row in taken:
        song = _song(row, at, moods)
        if song is None:
            skipped["no title"] += 1
        else:
            yield song


def _song(row: Row, at: Mapping[str, int], moods: Mapping[int, str]) -> Song | None:
    def cell(field: str) -> str:
        place = at.get(field, -1)
        return row[place] if 0 <= place < len(row) and not cells.absent(row[place]) else ""

    number = cell("number").removesuffix(".0")
    title, artist = cell("title").replace("\x1f", " ") or number, cell("artist")
    if not title:
        return None
    sound = {name: cells.number(cell(name)) for name in columns.SOUND}
    shares = {name: cells.number(row[i]) or 0.0 for i, name in moods.items() if i < len(row)}
    feels = cells.listed(cell("feels"))
    given = {name: 0.5**place for place, name in enumerate(f for f in feels if meant(f))}
    return Song(
        title=title,
        artist=", ".join(cells.listed(artist)) if artist[:1] == "[" else artist.replace("\x1f", ", "),
        number=number,
        album=cell("album").replace("\x1f", " "),
        year=cells.year(cell("year")),
        language=cell("language").casefold(),
        genres=cells.listed(cell("genres")),
        tags=(*cells.listed(cell("tags")), *(f for f in feels if not meant(f))),
        shares={k: v for k, v in (shares or given).items() if v > 0},
        heard=cells.number(cell("heard")) if shares else None,
        theme_ko=cell("theme_ko").replace("\x1f", " "),
        theme_en=cell("theme_en").replace("\x1f", " "),
        lyrics=cells.lines(cell("lyrics")),
        sound={k: v for k, v in sound.items() if v is not None},
        popularity=cells.number(cell("popularity")),
        url=cell("url") if cell("url").startswith(("https://", "http://")) else "",
    )


def _is_matrix(header: Row) -> bool:
    return sum(bool(meant(name)) for name in header) >= 2 and "number" in columns.fields(header)


def _is_transposed(body: Sequence[Row]) -> bool:
    first = [row[0] for row in body[1:] if row and row[0]]
    return len(first) >= 2 and sum(bool(meant(c)) for c in first) >= _EMOTIONS * len(first)


def _transposed(body: Sequence[Row]) -> Iterator[Song]:
    """Yield the songs of a matrix whose columns are song numbers and whose rows are emotions."""
    header, moods = body[0], [row for row in body[1:] if row and meant(row[0])]
    for i, number in enumerate(header[1:], start=1):
        if number:
            told = {row[0]: cells.number(row[i]) or 0.0 for row in moods if i < len(row)}
            yield Song(title=number, number=number, shares={k: v for k, v in told.items() if v > 0})


def _from_json(file: File) -> Iterator[Row]:
    """Yield a header and the rows of JSON lines, of an array of objects, or of one object a song."""
    found = list(islice(_json_objects(file), MAX_SONGS + 1))
    header = list(dict.fromkeys(key for one in found for key in one))
    yield header
    for n, one in enumerate(found, 1):
        try:
            yield [_told(one.get(key)) for key in header]
        except RecursionError:
            raise BadData(f"song {n} of '{file.name}' is nested too deeply; write lists of words.") from None


def _json_objects(file: File) -> Iterator[Mapping[str, object]]:
    text = decoded(file.read(), file.name).lstrip()
    if text.startswith("["):
        values: Iterator[object] = objects(file)
    else:
        lines = io.StringIO(text, newline=None)  # not splitlines: U+2028 may stand within a string
        values = (_loaded(line, file.name, n) for n, line in enumerate(lines, 1) if line.strip())
    for value in values:
        if isinstance(value, dict):
            yield value


def _loaded(line: str, name: str, n: int) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadData(f"line {n} of '{name}' is no JSON ({error}); write one object a line.") from None


def _told(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return "\x1f".join(_told(part) for part in value)
    return unicodedata.normalize("NFC", visible(str(value))).strip()


def _clean(table: Iterator[Row]) -> Iterator[Row]:
    """Yield rows without control characters, which could steer a terminal."""
    for row in table:
        yield tuple(cell if cell.isprintable() else visible(cell) for cell in row)


def _unzipped(file: File) -> File:
    """Return a file that unpacks itself if it is gzip, with a limit."""
    data = file.read()
    if not data.startswith(_GZIP):
        return replace(file, read=lambda: data)
    try:
        with gzip.open(io.BytesIO(data)) as packed:
            whole = packed.read(MAX_TEXT_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise BadData(f"'{file.name}' is a damaged .gz ({error}); fetch it again.") from None
    if len(whole) > MAX_TEXT_BYTES:
        raise BadData(f"'{file.name}' unpacks to more than {MAX_TEXT_BYTES:,} bytes; split it.")
    return replace(file, read=lambda: whole)
