"""Tables of one's own, in every form, and their limits."""

import zipfile

import pytest

from gyeol.corpora import CORPORA
from gyeol.corpora.balance import Balance
from gyeol.corpora.files import File
from gyeol.corpora.plain import plain
from gyeol.corpora.prepare import prepare
from gyeol.corpora.sheet import sheet
from gyeol.corpora.tabular import HEADER_WITHIN, objects
from gyeol.errors import BadData
from tests.corpora.conftest import workbook

ROWS = [
    ("본문", "기분", "방"),
    ("와, 신난다", "기쁨", "1"),
    ("", "기쁨", "1"),
    ("아이고", "", "2"),
    ("아이고", "슬픔", "2"),
]


def told(corpus, path):
    return [(row.text, row.labels, row.group) for row in corpus.read(path)]


@pytest.mark.parametrize("form", ["utf-8.csv", "utf-8-sig.csv", "cp949.csv", "utf-16.tsv", "xlsx"])
def test_every_form_gives_the_same_rows(form, tmp_path):
    path = tmp_path / f"mine.{form}"
    if form == "xlsx":
        workbook(path, ROWS)
    else:
        encoding, _, kind = form.partition(".")
        comma = "\t" if kind == "tsv" else ","
        lines = "\n".join(comma.join(f'"{cell}"' for cell in row) for row in ROWS)
        path.write_bytes(lines.encode(encoding))
    corpus = plain(path, text="본문", label="기분", group="방", name="mine")
    assert corpus.labels == ("기쁨", "슬픔")
    assert told(corpus, path) == [("와, 신난다", ("기쁨",), "mine:1"), ("아이고", ("슬픔",), "mine:2")]


def test_json_lines_may_carry_several_labels(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"t": "야호\u2028야호", "l": ["b", "a"]}\n\n{"t": "음", "l": "c"}\n{"t": "흠", "l": null}\n',
        encoding="utf-8",
    )
    corpus = plain(path, text="t", label="l")
    assert corpus.labels == ("a", "b", "c")
    assert [row.labels for row in corpus.read(path)] == [("b", "a"), ("c",)]  # a U+2028 parts no lines


def test_a_table_may_stand_where_a_recipe_names_a_corpus(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("본문,기분\n와,기쁨\n흑,슬픔\n", encoding="utf-8")
    name = f"plain:{path}:본문:기분"
    found = prepare([name], tmp_path, Balance())
    assert (found.labels, found.single, len(found.train)) == (("기쁨", "슬픔"), True, 2)
    assert found.train[0].source == name == CORPORA.get(name).name
    for wrong in ("plain:a.csv", "plain::a:b", "plain:a.csv:b"):
        with pytest.raises(BadData, match="plain:FILE"):
            CORPORA.get(wrong)
    with pytest.raises(BadData, match="no file or folder"):
        CORPORA.get("plain:none.csv:a:b")


def test_text_without_labels(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("t\n하나\n둘\n", encoding="utf-8")
    assert [row.labels for row in plain(path, text="t").read(path)] == [(), ()]


def test_a_wrong_column_is_told_which_there_are(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("t,l\n하나,x\n", encoding="utf-8")
    with pytest.raises(BadData, match="expected the columns text, l, found t, l"):
        plain(path, text="text", label="l")
    path = tmp_path / "a.jsonl"
    path.write_text('{"t": "야호"}\n', encoding="utf-8")
    with pytest.raises(BadData, match="line 1: expected a JSON object with t, l"):
        plain(path, text="t", label="l")


def test_a_header_is_looked_for_in_the_first_rows_only(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(",1\n" * (HEADER_WITHIN - 1) + "t,l\n하나,x\n", encoding="utf-8")
    assert plain(path, text="t", label="l").labels == ("x",)
    path.write_text(",1\n" * HEADER_WITHIN + "t,l\n하나,x\n", encoding="utf-8")
    with pytest.raises(BadData, match="expected the columns"):
        plain(path, text="t", label="l")


def test_a_workbook_that_is_a_bomb_or_declares_entities_is_refused(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 5_000_000)
    with pytest.raises(BadData, match="zip bomb"):
        list(sheet(path.read_bytes(), "bomb.xlsx"))
    for evil in (
        b'<!-- x --><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        "<!DOCTYPE a>".encode("utf-16"),
    ):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("xl/workbook.xml", evil)
        with pytest.raises(BadData, match="entities"):
            list(sheet(path.read_bytes(), "evil.xlsx"))
    with pytest.raises(BadData, match=r"no workbook|not a workbook"):
        list(sheet(b"PK\x03\x04rubbish", "x.xlsx"))


def test_a_missing_openpyxl_names_the_extra(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(Exception, match=r"pip install 'gyeol\[lab\]'"):
        list(sheet(b"PK\x03\x04", "x.xlsx"))


@pytest.mark.parametrize(
    ("text", "values"),
    [("[]", []), ("[1, {}]", [1, {}]), (' {"a": 1} ', [{"a": 1}]), ("\ufeff[1]", [1])],
)
def test_json_is_read_value_by_value(text, values):
    assert list(objects(File("a", text.encode))) == values


@pytest.mark.parametrize("text", ["[1", "[1 2]", "[1] 2", "{", "", "[1,", "{} {}", "[" * 100_000])
def test_broken_json_is_named(text):
    with pytest.raises(BadData, match="'a' is no valid JSON"):
        list(objects(File("a", text.encode)))
