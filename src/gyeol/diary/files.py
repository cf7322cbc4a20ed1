"""Files of diary entries: written as Markdown, CSV or JSON; read from those, from Daylio's CSV and plain tables.

What cannot be read is named with its line and left where it is; everything else is read.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from gyeol.errors import BadData, UnknownName
from gyeol.text import decoded, visible

FORMATS = ("markdown", "csv", "json")
_JSON_FORMAT = "gyeol-diary"
_DATE = re.compile(
    r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?(?![\d])|(\d{4})(\d{2})(\d{2})(?!\d)"
)
_HEADING = re.compile(r"(?m)^(\\*)(#{1,3}[ \t]+(?=\d{4}).*)$")
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "day": ("day", "full_date", "date", "날짜", "일자"),
    "text": ("text", "note", "content", "내용", "본문", "일기"),
    "title": ("title", "note_title", "제목"),
    "mood": ("mood", "기분"),
    "activities": ("activities", "활동"),
    "time": ("time", "시간"),
}


@dataclass(frozen=True)
class Draft:
    """An entry as a file holds it; `line` is where it begins there, from 1."""

    day: date
    title: str
    text: str
    line: int


@dataclass(frozen=True)
class Skipped:
    """What a file holds that is no entry: its line, from 1, and why.

    Attributes:
        line: from 1.
        why: in a sentence, for developers.
        kind: the same for pages that say it in the reader's language: "day" is no day, "empty" without text, "before"
            the first day, "row" broken, "long" over the limits, "there" in the diary already.
    """

    line: int
    why: str
    kind: str


def day_of(told: str) -> date:
    """Return the day that a text begins with, as 2026-11-21, 2026. 11. 21., 2026년 11월 21일, 20261121 or an ISO time.

    Raises:
        ValueError: it begins with none, or there is no such day.
    """
    found = _DATE.match(told.strip())
    if found is None:
        raise ValueError
    year, month, day = (int(part) for part in found.groups() if part)
    return date(year, month, day)


def read(path: Path) -> tuple[list[Draft], list[Skipped]]:
    """Return the entries of a file and what was skipped, in its order.

    The form is told by the ending: .json, .csv or .tsv, otherwise Markdown. UTF-8 with or without BOM, UTF-16, cp949.

    Raises:
        BadData: the file is of none of these forms; the message says what was expected and what was found.
    """
    try:
        text = decoded(path.read_bytes(), path.name)
    except OSError as error:
        raise BadData(f"'{path}' cannot be read ({error.strerror}); check the path.") from error
    readers: dict[str, Callable[[str, str], Iterator[Draft | Skipped]]] = {
        ".json": _from_json,
        ".csv": _from_table,
        ".tsv": _from_table,
    }
    try:
        rows = list(readers.get(path.suffix.lower(), _from_markdown)(text, path.name))
    except RecursionError:
        raise BadData(f"'{path.name}' is nested too deeply for a diary; export it again.") from None
    return [r for r in rows if isinstance(r, Draft)], [r for r in rows if isinstance(r, Skipped)]


def written(rows: Sequence[Mapping[str, Any]], form: str) -> str:
    """Return entries as the text of a file that `read` reads back exactly.

    Args:
        rows: with "day" as ISO, "title", "text", and whatever else CSV and JSON shall hold; all with the same keys.
        form: one of `FORMATS`.

    Raises:
        UnknownName: no such form.
    """
    if form not in FORMATS:
        raise UnknownName("form", form, FORMATS)
    if form == "json":
        return json.dumps(
            {"format": _JSON_FORMAT, "version": 1, "entries": list(rows)}, ensure_ascii=False, indent=1
        )
    if form == "markdown":
        return "".join(
            f"# {row['day']} {row['title']}".rstrip() + f"\n\n{_escaped(row['text'])}\n\n" for row in rows
        )
    out = io.StringIO()
    flat = [_flat(row) for row in rows]
    table = csv.DictWriter(out, list(flat[0]) if flat else ["day", "title", "text"])
    table.writeheader()
    table.writerows(flat)
    return out.getvalue()


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of a table: mappings become columns of their own, lists are left to JSON."""
    flat: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, Mapping):
            flat |= value
        elif not isinstance(value, list):
            flat[key] = value
    return flat


def _escaped(text: str) -> str:
    return _HEADING.sub(r"\\\1\2", text)


def _from_markdown(text: str, name: str) -> Iterator[Draft | Skipped]:
    if "\r\n" in text and text.count("\n") == text.count("\r\n"):
        text = text.replace("\r\n", "\n")  # a file from Windows, not line ends that somebody wrote
    heads = [h for h in _HEADING.finditer(text) if not h[1]]
    if not heads:
        raise BadData(f"a diary in Markdown has headings with a day, as '# 2026-11-21', '{name}' has none.")
    if text[: heads[0].start()].strip():
        yield Skipped(1, "it stands before the first day", "before")
    for head, end in zip(heads, [*(h.start() for h in heads[1:]), len(text)], strict=True):
        line = text.count("\n", 0, head.start()) + 1
        told = head[2].lstrip("#").strip()
        body = text[head.end() + 1 : end].removeprefix("\n")
        body = body.removesuffix("\n\n") if body.endswith("\n\n") else body.removesuffix("\n")
        title = _DATE.sub("", told, count=1).strip()
        yield _draft(told, title, re.sub(r"(?m)^\\(\\*#{1,3}[ \t]+(?=\d{4}))", r"\1", body), line)


def _from_json(text: str, name: str) -> Iterator[Draft | Skipped]:
    try:
        told = json.loads(text)
    except ValueError as error:
        raise BadData(f"'{name}' is no JSON ({error}); export it again.") from error
    rows = told.get("entries") if isinstance(told, dict) else told
    if not isinstance(rows, list):
        raise BadData(f"a diary in JSON is a list, or has one as 'entries'; '{name}' has neither.")
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            yield Skipped(number, "it is no entry", "row")
            continue
        fields = {key: str(row.get(column) or "") for key, column in _found(row).items()}
        yield _draft(fields.get("day", ""), fields.get("title", ""), fields.get("text", ""), number)


def _from_table(text: str, name: str) -> Iterator[Draft | Skipped]:
    head = text.partition("\n")[0]
    table = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=False)
    header = [cell.strip().lower() for cell in next(table, [])]
    columns = {key: header.index(column) for key, column in _found(dict.fromkeys(header)).items()}
    if "day" not in columns or not {"text", "mood", "activities"} & set(columns):
        raise BadData(
            f"a diary table has the columns date and note (or day and text, 날짜 and 내용), '{name}' has "
            f"{', '.join(header)[:200] or 'none'}; rename them."
        )
    for line, row in _rows(table):
        if isinstance(row, Skipped):
            yield row
        elif any(cell.strip() for cell in row):
            cells = {key: row[i] if i < len(row) else "" for key, i in columns.items()}
            note = cells.get("text", "")
            note = note.replace("<br>", "\n") if "full_date" in header else note  # Daylio's line ends
            yield _draft(cells["day"], cells.get("title", ""), _noted(note, cells), line)


def _rows(table: Any) -> Iterator[tuple[int, list[str] | Skipped]]:
    """Yield the line where each row begins and the row, or what is wrong with it."""
    while True:
        line = table.line_num + 1
        try:
            yield line, next(table)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, Skipped(line, str(error), "row")


def _found(row: Mapping[str, Any]) -> dict[str, str]:
    """Return our name -> the row's name of each column that is there; Daylio's full_date comes before its date."""
    return {
        key: next(name for name in names if name in row)
        for key, names in _COLUMNS.items()
        if any(name in row for name in names)
    }


def _noted(note: str, cells: Mapping[str, str]) -> str:
    """Return the note, and below it what else Daylio knows: mood, activities, time."""
    more = [cells[key].strip() for key in ("mood", "activities", "time") if cells.get(key, "").strip()]
    return "\n\n".join(filter(None, (note, " · ".join(more))))


def _draft(told: str, title: str, text: str, line: int) -> Draft | Skipped:
    try:
        day = day_of(told)
    except ValueError:
        return Skipped(line, f"'{visible(told)[:40]}' is no day; write it as 2026-11-21", "day")
    return Draft(day, title, text, line) if text.strip() else Skipped(line, "it has no text", "empty")
