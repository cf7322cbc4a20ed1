"""Bring numbers of unknown scale, such as valence from -1 to 1 or popularity from 0 to 100, into [0, 1]."""

from collections.abc import Iterator, Sequence

from gyeol.songs.cells import number

Row = Sequence[str]


def to_unit(body: Sequence[Row], column: int) -> Iterator[Row]:
    """Yield the rows with the numbers of one column in [0, 1], by the range that the whole column shows.

    -1 to 1 and 0 to 100 are stretched; 1 to 9, as psychologists rate, too; standard scores beyond ±1 are cut at ±2.
    """
    seen = [value for row in body if column < len(row) and (value := number(row[column])) is not None]
    low, high = _scale(min(seen, default=0.0), max(seen, default=1.0))
    for row in body:
        value = number(row[column]) if column < len(row) else None
        if value is None:
            yield row
        else:
            unit = min(max((value - low) / (high - low), 0.0), 1.0)
            yield [*row[:column], f"{unit:.6g}", *row[column + 1 :]]


def _scale(least: float, most: float) -> tuple[float, float]:
    if least < 0:
        return (-1.0, 1.0) if max(-least, most) <= 1 else (-2.0, 2.0)
    if most <= 1:
        return 0.0, 1.0
    return (1.0, 9.0) if least >= 1 and most <= 9 else (0.0, 100.0)
