"""A table of one's own: CSV, TSV, XLSX or JSONL with a text and a label column whose names the user gives."""

import json
from collections.abc import Iterator
from pathlib import Path

from gyeol.corpora import Corpus, Example, Skipped, examples
from gyeol.corpora.files import File, files, lines
from gyeol.corpora.tabular import records
from gyeol.errors import BadData


def plain(path: Path, *, text: str, label: str = "", group: str = "", name: str = "plain") -> Corpus:
    """Return the corpus that a file is; its labels are those met in it, in the order of the alphabet.

    Args:
        path: the file.
        text: name of the text column.
        label: name of the label column; "" for text without labels.
        group: name of a column whose equal values never fall into different splits; "" means each text.
        name: of the corpus.

    Raises:
        BadData: no such column; the message says which there are.
    """

    def audit(path: Path) -> Iterator[Example | Skipped]:
        for file in files(path):
            for number, (said, given, kin) in _records(file, text, label, group):
                if not said:
                    yield Skipped(f"{file.name} row {number}", "no text")
                elif label and not given:
                    yield Skipped(f"{file.name} row {number}", "no label")
                else:
                    labels = tuple(dict.fromkeys(given))
                    yield Example(said, labels, f"{name}:{kin or said}", name)

    read = examples(audit)
    given = {example.labels for example in read(path)}
    labels = sorted({one for some in given for one in some})
    return Corpus(
        name=name,
        language="mul",
        labels=tuple(labels),
        licence="not stated",
        citation=path.name,
        may_ship=False,
        parts={"train": str(path.absolute())},
        read=read,
        multi=any(len(some) > 1 for some in given),
        audit=audit,
    )


def by_name(name: str) -> Corpus:
    """Return the corpus of `plain:FILE:TEXT:LABEL`; raise `BadData` if it is written otherwise."""
    kind, _, rest = name.partition(":")
    path, *columns = rest.rsplit(":", 2)
    if kind != "plain" or len(columns) != 2 or not all((path, *columns)):
        raise BadData(f"a table is named plain:FILE:TEXT COLUMN:LABEL COLUMN, not '{name[:80]}'.")
    return plain(Path(path).expanduser(), text=columns[0], label=columns[1], name=name)


Row = tuple[str, tuple[str, ...], str]


def _records(file: File, text: str, label: str, group: str) -> Iterator[tuple[int, Row]]:
    if file.name.lower().endswith((".jsonl", ".ndjson")):
        yield from _json_lines(file, text, label, group)
        return
    wanted = tuple(filter(None, (text, label, group)))
    for number, cells in records(file, wanted):
        found = dict(zip(wanted, cells, strict=True))
        given = found.get(label, "")
        yield number, (found[text], (given,) if given else (), found.get(group, ""))


def _json_lines(file: File, text: str, label: str, group: str) -> Iterator[tuple[int, Row]]:
    for number, line in lines(file):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            given = row[label] if label else []
            labels = given if isinstance(given, list) else [given] if given is not None else []
            yield number, (str(row[text]).strip(), tuple(map(str, labels)), str(row.get(group, "")))
        except (ValueError, TypeError, KeyError, RecursionError):
            raise BadData(
                f"'{file.name}' line {number}: expected a JSON object with {', '.join(filter(None, (text, label)))}, "
                f"found '{line[:40]}'."
            ) from None
