"""Read tables of ratings and of songs in the form of SiTunes: events in, listens and a catalogue out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist

import numpy as np

from gyeol.catalog import Array, Catalog, Item, unit
from gyeol.corpora.files import files
from gyeol.corpora.tabular import rows as rows_of
from gyeol.errors import BadData
from gyeol.recommend.gaussian import Floats
from gyeol.recommend.listening import Listens

_KINDS = (
    20  # a column of fewer different numbers, of more than twice as many songs, is a code, not a measurement
)
_NAMES = 50  # a column of more different words is a name, not a kind


@dataclass(frozen=True)
class Event:
    """A row of a table of ratings.

    Attributes:
        felt: valence and arousal before the song, each in [-1, 1], or None.
    """

    person: str
    song: str
    time_s: float
    stars: float
    felt: tuple[float, float] | None


def read_events(path: Path) -> list[Event]:
    """Return the rows of a table with `user_id, item_id, timestamp, rating`, in order of time.

    `emo_pre_valence` and `emo_pre_arousal` are read where they are there.

    Raises:
        BadData: a column is absent, or a rating is not from 1 to 5.
    """
    found = []
    for number, row in enumerate(_table(path, ("user_id", "item_id", "timestamp", "rating")), 2):
        stars, time_s = _number(row["rating"]), _number(row["timestamp"])
        if not 1 <= stars <= 5 or np.isnan(time_s):
            raise BadData(
                f"'{path.name}' row {number}: a rating is 1 to 5 and a timestamp a number, "
                f"found '{row['rating'][:20]}' and '{row['timestamp'][:20]}'."
            )
        felt = (_number(row.get("emo_pre_valence", "")), _number(row.get("emo_pre_arousal", "")))
        found.append(
            Event(
                _id(row["user_id"]),
                _id(row["item_id"]),
                time_s,
                stars,
                None if np.isnan(felt).any() else felt,
            )
        )
    return sorted(found, key=lambda event: event.time_s)


def read_songs(path: Path, also: Iterable[str] = ()) -> tuple[Catalog, Array]:
    """Return a catalogue with the spaces "sound" (numbers) and "kind" (words), and each song's mood.

    Numbers become normal scores of their ranks, so no unit and no outlier matters; an empty cell is an average one.
    Columns that end in `_id`, codes and names are left out.

    Args:
        path: a table with `item_id`.
        also: ids that may be absent from the table; they stand there without evidence.

    Returns:
        the catalogue, and (n, 2) valence and energy scaled to [-1, 1], 0 where unknown.
    """
    table = list(_table(path, ("item_id",)))
    rows = list({_id(row["item_id"]): row for row in table}.values())
    ids = [_id(row["item_id"]) for row in rows]
    extra = [name for name in dict.fromkeys(also) if name not in set(ids)]
    columns = [c for c in rows[0] if c and not c.endswith("_id")] if rows else []
    sound, kind, mood = list[Floats](), list[Floats](), np.zeros((len(ids) + len(extra), 2), np.float32)
    for column in columns:
        values = np.asarray([_number(row[column]) for row in rows])
        known = ~np.isnan(values)
        if known.mean() > 0.5:
            if len(np.unique(values[known])) > min(_KINDS, known.sum() / 2):
                sound.append(_normal_scores(values))
            if column in ("valence", "energy"):
                mood[: len(ids), ("valence", "energy").index(column)] = np.where(known, 2 * values - 1, 0)
        else:
            words = sorted({row[column] for row in rows if row[column]})
            if 1 < len(words) <= _NAMES:
                kind += [np.asarray([float(row[column] == word) for row in rows]) for word in words]
    spaces = {
        name: unit(np.pad(np.stack(c, 1), ((0, len(extra)), (0, 0))).astype(np.float32))
        for name, c in (("sound", sound), ("kind", kind))
        if c
    }
    nothing = {"sound": np.zeros((len(mood), 1), np.float32)}
    return Catalog(tuple(Item(i, "") for i in [*ids, *extra]), spaces or nothing), mood


def listens(events: Sequence[Event], catalog: Catalog, people: dict[str, int]) -> Listens:
    """Return events as numbers; `people` gets a number for everyone whom it does not know."""
    return Listens(
        np.asarray([people.setdefault(e.person, len(people)) for e in events], np.intp),
        np.asarray([catalog.row[e.song] for e in events], np.intp),
        np.asarray([e.time_s for e in events]),
        np.asarray([e.felt is not None for e in events], np.bool_),
        np.asarray([e.stars for e in events]),
    )


def last_part(events: Sequence[Event], share: float) -> tuple[list[Event], list[Event]]:
    """Return the first and the last part of each person's events by time; 1 - share of them, rounded, are first."""
    first, last = list[Event](), list[Event]()
    for person in dict.fromkeys(e.person for e in events):
        own = [e for e in events if e.person == person]
        cut = round(len(own) * (1 - share))
        first += own[:cut]
        last += own[cut:]
    return first, sorted(last, key=lambda event: event.time_s)


def _normal_scores(values: Floats) -> Floats:
    known = ~np.isnan(values)
    distinct, place, count = np.unique(values[known], return_inverse=True, return_counts=True)
    middle = (np.cumsum(count) - count / 2) / count.sum()
    score = np.asarray([NormalDist().inv_cdf(m) for m in middle]) if len(distinct) else np.zeros(0)
    out = np.zeros(len(values))
    out[known] = score[place]
    return out


def _table(path: Path, wanted: Sequence[str]) -> Iterable[dict[str, str]]:
    for file in files(path):
        lines = iter(rows_of(file))
        header = next(lines, ())
        missing = [name for name in wanted if name not in header]
        if missing:
            raise BadData(
                f"'{file.name}': expected the columns {', '.join(wanted)}, found {', '.join(header)[:80]}."
            )
        for row in lines:
            if any(row):
                yield dict(zip(header, row, strict=False))


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return float("nan")


def _id(cell: str) -> str:
    return cell.removesuffix(".0")
