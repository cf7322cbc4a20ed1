"""Corrections as a file: CSV, XLSX or JSONL that gyeol writes, that spreadsheets open safely, and that is a corpus."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from gyeol.corpora import Corpus, Example, Skipped, examples
from gyeol.corpora.files import File, files, lines
from gyeol.corpora.form import Form, Head, columns, holds
from gyeol.corpora.tabular import records
from gyeol.emotion import PRODUCT
from gyeol.errors import BadText, UnknownName
from gyeol.text import MAX_CHARS, check

NAME = "corrections"
COLUMNS = ("text", "labels", "read", "model", "language", "source", "edited")
FORMS = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_NAMES = {
    name.casefold(): label
    for names in (PRODUCT.labels, PRODUCT.ko, PRODUCT.en)
    for label, name in zip(PRODUCT.labels, names, strict=True)
}
_FORMULA = re.compile(r"'*[=+\-@\t\r]")  # what a spreadsheet would compute, or what was made safe before


@dataclass(frozen=True)
class Row:
    """One correction as a file holds it; every cell is text.

    Attributes:
        text: of the message or of the stretch of the diary.
        labels: what it feels, the main one first, separated by commas.
        read: the feeling that was read.
        model: that read it.
        language: "ko", "en" or "und".
        source: "message" or "diary".
        edited: when, ISO 8601.
    """

    text: str
    labels: str
    read: str
    model: str
    language: str
    source: str
    edited: str


def written(rows: Iterable[Row], form: str) -> bytes:
    """Return the file of some corrections; no cell is taken for a formula.

    Args:
        rows: the corrections.
        form: one of `FORMS`. A cell of CSV that begins with = + - @ gets an apostrophe before it, which reading takes
            off again; cells of XLSX are typed as text.

    Raises:
        UnknownName: no such form.
    """
    if form not in FORMS:
        raise UnknownName("form", form, FORMS)
    return _WRITERS[form]([vars(row) for row in rows])


def _csv(rows: Sequence[dict[str, str]]) -> bytes:
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS)
    table.writerows([_safe(row[name]) for name in COLUMNS] for row in rows)
    return out.getvalue().encode("utf-8-sig")  # without it Excel takes Korean for cp949


def _jsonl(rows: Sequence[dict[str, str]]) -> bytes:
    lines = (json.dumps(row | {"labels": row["labels"].split(",")}, ensure_ascii=False) for row in rows)
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def _xlsx(rows: Sequence[dict[str, str]]) -> bytes:
    """Return the smallest workbook of one sheet (ECMA-376), all of whose cells are inline text."""
    lines = [COLUMNS, *([row[name] for name in COLUMNS] for row in rows)]
    cells = (
        "".join(f'<c t="inlineStr"><is><t xml:space="preserve">{_xml(cell)}</t></is></c>' for cell in line)
        for line in lines
    )
    sheet = "".join(f"<row>{line}</row>" for line in cells)
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as book:
        for name, body in _PARTS.items():
            book.writestr(name, _XML + body)
        book.writestr(
            "xl/worksheets/sheet1.xml", f"{_XML}<worksheet {_MAIN}><sheetData>{sheet}</sheetData></worksheet>"
        )
    return out.getvalue()


_WRITERS: dict[str, Callable[[Sequence[dict[str, str]]], bytes]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "xlsx": _xlsx,
}
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BASE = "http://schemas.openxmlformats.org"
_OFFICE = f"{_BASE}/officeDocument/2006/relationships"
_MAIN = f'xmlns="{_BASE}/spreadsheetml/2006/main"'
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_BASE}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_BASE}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>'
    f'<sheet name="{NAME}" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_BASE}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


@dataclass(frozen=True, slots=True)
class Left(Skipped):
    """A row that cannot be used.

    Attributes:
        row: its number in the file, the first is 1.
        kind: "text" or "label" where there is none, "long" for a text that is, "unknown" for a label that is.
        name: the unknown label, else "".
    """

    row: int
    kind: str
    name: str = ""


def audit(path: Path) -> Iterator[Example | Left]:
    """Yield the rows of a file of corrections, ours or any table with the columns `text` and `labels`.

    UTF-8, UTF-16 with BOM and cp949 are read. Labels may also be the Korean or English names that people see. A broken
    row is named and left out.
    """
    for file in files(path):
        table = _json_lines(file) if file.name.lower().endswith((".jsonl", ".ndjson")) else _table(file)
        for number, text, told in table:
            labels = tuple(dict.fromkeys(_NAMES.get(one.casefold(), one) for one in told))
            fault = _fault(text, labels)
            if fault:
                yield Left(f"{file.name} row {number}", fault[0], number, *fault[1:])
            else:
                yield Example(text, labels, f"{NAME}:{text}", NAME)


def _fault(text: str, labels: Sequence[str]) -> tuple[str, ...]:
    """Return why a row cannot be used, its kind and the name met; () if it can."""
    if not text:
        return "no text", "text"
    if not labels:
        return "no label", "label"
    try:
        check(text)
    except BadText as error:
        return str(error), "long" if len(text) > MAX_CHARS else "text"
    try:
        for label in labels:
            PRODUCT.index(label)
    except UnknownName as error:
        return str(error), "unknown", error.name[:40]
    return ()


def _table(file: File) -> Iterator[tuple[int, str, Sequence[str]]]:
    typed = file.name.lower().endswith(".xlsx")  # its cells were never made safe
    for number, (text, labels) in records(file, ("text", "labels")):
        felt = [one.strip() for one in labels.split(",") if one.strip()]
        yield number, text if typed else _unsafe(text), felt


def _json_lines(file: File) -> Iterator[tuple[int, str, Sequence[str]]]:
    for number, line in lines(file):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            labels = row["labels"]
            yield (
                number,
                str(row["text"]).strip(),
                [str(one) for one in labels] if isinstance(labels, list) else [],
            )
        except (ValueError, TypeError, KeyError, RecursionError):
            yield number, "", ()


def _safe(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unsafe(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _xml(cell: str) -> str:
    """Return a cell as XML, without the characters that XML cannot hold."""
    return escape("".join(c for c in cell if c >= " " or c in "\t\n"))


def _fits(head: Head) -> bool:
    return columns("text", "labels")(head) or holds("text", "labels")(head)


CORPUS = Corpus(
    name=NAME,
    language="mul",
    labels=PRODUCT.labels,
    licence="the user's own",
    citation="corrections of this machine",
    may_ship=False,
    parts={"train": "corrections.csv|corrections.jsonl|corrections.xlsx"},
    read=examples(audit),
    multi=True,
    form=Form("a table with the columns text, labels", _fits),
    audit=audit,
)
