"""NSMC: Korean film reviews, with the task's two labels or with their ratings from 1 to 10."""

from collections.abc import Iterator
from pathlib import Path

from gyeol.corpora import Corpus, Example, Skipped, examples
from gyeol.corpora.files import text_of
from gyeol.corpora.form import Form, columns
from gyeol.errors import BadData

LABELS = ("negative", "positive")
HEADERS = (["id", "document", "label"], ["id", "document", "rating"])
FORM = Form("a TSV with the columns id, document, label (or rating)", columns("id", "document"))


def audit(path: Path) -> Iterator[Example | Skipped]:
    """Yield the rows (plain or .xz): label 0 or 1; or rating 1-4 negative, 9-10 positive, else no label.

    There is no quoting, and tabs inside a review are kept. Rows with an empty document are left out.
    """
    lines = iter(text_of(path).split("\n"))
    header = next(lines, "").rstrip("\r\n").split("\t")
    if header not in HEADERS:
        raise BadData(
            f"'{path.name}': expected the columns id, document, label (or rating), found {', '.join(header)[:80]}."
        )
    for number, line in enumerate(lines, 2):
        if not line.strip():
            continue
        row_id, _, rest = line.rstrip("\r\n").partition("\t")
        text, _, given = rest.rpartition("\t")
        if text.strip():
            yield Example(text, _polarity(given, header[2], path), f"nsmc:{row_id}", "nsmc")
        else:
            yield Skipped(f"{path.name} line {number}", "no text")


def _polarity(given: str, column: str, path: Path) -> tuple[str, ...]:
    low, high = (0, 1) if column == "label" else (1, 10)
    if not given.isdecimal() or not low <= int(given) <= high:
        raise BadData(f"'{path.name}' has the {column} '{given[:20]}'; expected {low} to {high}.")
    if column == "label":
        return (LABELS[int(given)],)
    return ("negative",) if int(given) <= 4 else ("positive",) if int(given) >= 9 else ()


CORPUS = Corpus(
    name="nsmc",
    language="ko",
    labels=LABELS,
    licence="CC0",
    citation="Park 2016, https://github.com/e9t/nsmc",
    may_ship=True,
    parts={
        "train": "nsmc_reviews.tsv.xz|ratings_train.txt|nsmc/ratings_train.txt",
        "dev": "ratings_test.txt|nsmc/ratings_test.txt",
    },
    read=examples(audit),
    optional=("dev",),
    form=FORM,
    audit=audit,
)
