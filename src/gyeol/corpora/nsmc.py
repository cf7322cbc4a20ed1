"""NSMC-style film reviews with ratings from 1 to 10: weak polarity, and plenty of informal Korean."""

import lzma
from collections.abc import Iterator
from pathlib import Path

from gyeol.corpora import Corpus, Example
from gyeol.errors import BadData

LABELS = ("negative", "positive")
HEADER = ["id", "document", "rating"]


def read(path: Path) -> Iterator[Example]:
    """Yield the rows of `id, document, rating` (plain or .xz): 1-4 negative, 9-10 positive, else no label.

    Rows with an empty document are skipped.
    """
    opener = lzma.open if path.suffix == ".xz" else Path.open
    with opener(path, "rt", encoding="utf-8-sig") as lines:
        header = next(lines, "").rstrip("\r\n").split("\t")
        if header != HEADER:
            raise BadData(
                f"'{path.name}': expected the columns {', '.join(HEADER)}, found {', '.join(header)[:80]}."
            )
        for line in lines:
            row_id, _, rest = line.rstrip("\r\n").partition("\t")
            text, _, rating = rest.rpartition("\t")
            if text.strip():
                yield Example(text, _polarity(rating, path), f"nsmc:{row_id}", "nsmc")


def _polarity(rating: str, path: Path) -> tuple[str, ...]:
    if not rating.isdigit() or not 1 <= int(rating) <= 10:
        raise BadData(f"'{path.name}' has the rating '{rating[:20]}'; expected 1 to 10.")
    return ("negative",) if int(rating) <= 4 else ("positive",) if int(rating) >= 9 else ()


CORPUS = Corpus(
    name="nsmc",
    language="ko",
    labels=LABELS,
    licence="CC0",
    citation="Park 2016, https://github.com/e9t/nsmc",
    may_ship=True,
    parts={"train": "nsmc_reviews.tsv.xz"},
    read=read,
)
