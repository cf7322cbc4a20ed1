"""Files of corrections: what is written comes back, nothing in them is a formula, broken rows are named."""

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gyeol.corpora import CORPORA, Example, Skipped
from gyeol.corpora.corrections import COLUMNS, FORMS, Row, audit, written
from gyeol.errors import UnknownName

ROWS = [
    Row("=HYPERLINK(1)", "joy", "neutral", "m@1", "en", "message", "2026-11-21T10:00:00+00:00"),
    Row(
        '여러 줄\n"따옴표", 쉼표', "sadness,fatigue", "joy", "m@1", "ko", "diary", "2026-11-21T10:00:00+00:00"
    ),
    Row("'=이미 따옴표", "calm", "joy", "m@1", "ko", "message", "2026-11-21T10:00:00+00:00"),
    Row("<b>& 🫠", "love", "joy", "m@1", "und", "message", "2026-11-21T10:00:00+00:00"),
]


def examples(path):
    return [(one.text, one.labels) for one in audit(path) if isinstance(one, Example)]


@pytest.mark.parametrize("form", sorted(FORMS))
def test_what_is_written_comes_back(tmp_path, form):
    if form == "xlsx":
        pytest.importorskip("openpyxl")
    path = tmp_path / f"c.{form}"
    path.write_bytes(written(ROWS, form))
    assert examples(path) == [(row.text, tuple(row.labels.split(","))) for row in ROWS]


@pytest.mark.lab
def test_a_workbook_opens_elsewhere_and_holds_text_only():
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.load_workbook(io.BytesIO(written(ROWS, "xlsx"))).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert sheet["A2"].value == "=HYPERLINK(1)"


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20))
def test_no_cell_of_csv_begins_as_a_formula(text):
    line = list(csv.reader(io.StringIO(written([Row(text, *"bcdefg")], "csv").decode("utf-8-sig"))))[1]
    assert line[0][0] not in "=+-@\t\r"
    assert line[0] in (text, f"'{text}")


def test_a_file_of_a_spreadsheet_in_cp949_is_read_and_broken_rows_are_named(tmp_path):
    path = tmp_path / "엑셀.csv"
    lines = ["text,labels", "비가 온다,sadness", "눈이 온다,sadnes", ",joy", "해가 났다,"]
    path.write_bytes("\r\n".join(lines).encode("cp949"))
    assert examples(path) == [("비가 온다", ("sadness",))]
    skipped = [one for one in audit(path) if isinstance(one, Skipped)]
    assert [one.where[-5:] for one in skipped] == ["row 3", "row 4", "row 5"]
    assert "did you mean 'sadness'" in skipped[0].why
    assert [one.why for one in skipped[1:]] == ["no text", "no label"]


def test_a_broken_line_of_jsonl_is_named(tmp_path):
    path = tmp_path / "c.jsonl"
    good = json.dumps({"text": "글", "labels": ["joy"]})
    path.write_text(f"{good}\nnot json\n{json.dumps({'text': '글'})}\n", encoding="utf-8")
    assert examples(path) == [("글", ("joy",))]
    assert sum(isinstance(one, Skipped) for one in audit(path)) == 2


def test_an_unknown_form_is_named():
    with pytest.raises(UnknownName, match="did you mean 'xlsx'"):
        written([], "xls")


def test_corrections_are_a_corpus():
    assert CORPORA.get("corrections").multi
