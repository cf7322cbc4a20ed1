"""What the cells of a song table hold: lists, lines, numbers, years."""

import ast
import math
import re
import warnings

_NONE = {
    "",
    "-",
    "없음",
    "none",
    "nan",
    "null",
    "n/a",
    "na",
    "[]",
    "{}",
    "가사없음",
    "정보없음",
    "instrumental",
}
_SPLIT = re.compile(r"\s*[|;,\n\x1f#]\s*")
_LINES = re.compile(r"\r\n|[\n\r\x1f\u2028]|\\n|<br\s*/?>|\s*/\s*")
_SECTION = re.compile(r"^[\[(][^\])]{1,40}[\])]$")  # [Chorus], (후렴)
_YEAR = re.compile(r"(?<!\d)(1[0-9]\d\d|20\d\d)(?!\d)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
MAX_LINES = 400


def absent(cell: str) -> bool:
    """Return whether a cell says that there is nothing: empty, 없음, nan …"""
    return cell.replace(" ", "").casefold() in _NONE


def listed(cell: str) -> tuple[str, ...]:
    """Return the parts of a cell written `['a', 'b']`, `a|b`, `a, b`, `a; b` or `#a #b`, each once."""
    if absent(cell):
        return ()
    inner = _literal(cell)
    parts = inner if inner is not None else _SPLIT.split(cell)
    return tuple(dict.fromkeys(p for part in parts if not absent(p := part.strip())))


def lines(cell: str) -> tuple[str, ...]:
    """Return the lines of lyrics parted by line ends or by "/"; headings such as [Chorus] are left out."""
    if absent(cell):
        return ()
    inner = _literal(cell)
    parts = inner if inner is not None else [cell]
    found = [line.strip() for part in parts for line in _LINES.split(part)]
    return tuple(line for line in found if line and not _SECTION.match(line))[:MAX_LINES]


def number(cell: str) -> float | None:
    """Return a number, with a decimal point or comma, a percent sign allowed; None if it is none."""
    bare = cell.strip().rstrip("%").strip()
    if re.fullmatch(r"[-+]?\d+,\d{1,2}", bare):
        bare = bare.replace(",", ".")
    bare = bare.replace(",", "")
    value = float(bare) if _NUMBER.fullmatch(bare) else math.nan
    return value if math.isfinite(value) else None


def year(cell: str) -> int | None:
    """Return the year in a cell such as 2014, 2014.0, 2014-03-06 or 2014년."""
    found = _YEAR.search(cell)
    return int(found[1]) if found else None


def _literal(cell: str) -> list[str] | None:
    """Return the strings of a cell that is a list or dict in Python's or JSON's writing, else None."""
    bare = cell.strip()
    if bare[:1] not in ("[", "{") or bare[-1:] not in ("]", "}"):
        return None
    try:
        with warnings.catch_warnings(action="ignore"):  # of backslashes that Python would write otherwise
            value = ast.literal_eval(bare)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        inside = bare[1:-1]
        return [part.strip().strip("'\"") for part in _SPLIT.split(inside)] if "[" not in inside else None
    values = value.values() if isinstance(value, dict) else value
    return [str(part) for part in values]
