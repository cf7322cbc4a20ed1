"""Read a file of corrections, also one that somebody uploaded, in a process of its own; see `gyeol.engine.intake`."""

import sys
from dataclasses import asdict
from pathlib import Path

from gyeol.corpora import Example
from gyeol.corpora.corrections import Left, audit
from gyeol.engine.intake import apart, limit, tell
from gyeol.errors import BadData

MOST_ROWS = 10_000
Row = tuple[str, tuple[str, ...]]


def rows(path: Path) -> tuple[list[Row], tuple[Left, ...]]:
    """Return (text, labels) of the rows of a file that can be used, and the others.

    Raises:
        BadData: it is of no known form, or holds more than `MOST_ROWS` rows.
    """
    good, left = list[Row](), list[Left]()
    for row in audit(path):
        if isinstance(row, Example):
            good.append((row.text, row.labels))
        else:
            left.append(row)
        if len(good) + len(left) > MOST_ROWS:
            raise BadData(
                f"a file of corrections may have at most {MOST_ROWS:,} rows, '{path.name}' has more; split it."
            )
    return good, tuple(left)


def take(path: Path) -> tuple[list[Row], tuple[Left, ...]]:
    """Return the same of an untrusted file; raise `BadData` also if reading it passed a limit."""
    answer = apart(__name__, str(path))
    good = [(text, tuple(labels)) for text, labels in answer["rows"]]
    return good, tuple(Left(**one) for one in answer["left"])


def main(path: str) -> None:
    """Print the rows, or what is wrong, as JSON."""
    limit(Path(path))

    def work() -> object:
        good, left = rows(Path(path))
        return {"rows": good, "left": [asdict(one) for one in left]}

    tell(work)


if __name__ == "__main__":
    main(*sys.argv[1:])
