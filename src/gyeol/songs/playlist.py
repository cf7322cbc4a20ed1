"""Write songs as a playlist: extended M3U, CSV or JSON."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence

from gyeol.catalog import Item
from gyeol.errors import UnknownName
from gyeol.songs.link import link

_COLUMNS = ("title", "artist", "year", "link", "id")


def write(songs: Sequence[Item], form: str) -> str:
    """Return the text of a playlist; raise `UnknownName` if the form is none of "m3u", "csv" and "json"."""
    if form not in FORMS:
        raise UnknownName("playlist format", form, FORMS)
    return FORMS[form]([_row(song) for song in songs])


def _row(song: Item) -> Mapping[str, str]:
    year = str(song.facts.get("year") or "")
    return {"title": song.ko, "artist": song.group, "year": year, "link": link(song), "id": song.id}


def _m3u(rows: Sequence[Mapping[str, str]]) -> str:
    """Lengths are unknown: -1, as the form says. The links open in a browser; few players play them."""
    entries = (
        f"#EXTINF:-1,{' - '.join(_line(part) for part in (row['artist'], row['title']) if part)}\n{row['link']}\n"
        for row in rows
    )
    return "#EXTM3U\n" + "".join(entries)


def _csv(rows: Sequence[Mapping[str, str]]) -> str:
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, _COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows({key: _harmless(value) for key, value in row.items()} for row in rows)
    return out.getvalue()


def _json(rows: Sequence[Mapping[str, str]]) -> str:
    return json.dumps(list(rows), ensure_ascii=False, indent=1) + "\n"


def _line(text: str) -> str:
    return " ".join(text.split())


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet program takes for a formula."""
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


FORMS: Mapping[str, Callable[[Sequence[Mapping[str, str]]], str]] = {"m3u": _m3u, "csv": _csv, "json": _json}
