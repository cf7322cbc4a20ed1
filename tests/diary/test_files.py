"""Files of entries: what is written is read back exactly, what others write is read, what is broken is named."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gyeol.diary.files import Draft, Skipped, day_of, read, written
from gyeol.errors import BadData, UnknownName

DAYLIO = (
    "full_date,date,weekday,time,mood,activities,note_title,note\n"
    '2026-11-21,November 21,Saturday,22:10,rad,work | coffee,끝,"긴 하루\n두 줄, 쉼표"\n'
    "2026-11-20,November 20,Friday,9:05,awful,,,\n"
    "2026-13-40,?,?,8:00,good,,,깨진 날짜\n"
    "\n"
    "2026-11-18,November 18,Wednesday,7:00,meh,,,셋째 날\n"
)
ENTRIES = st.lists(
    st.fixed_dictionaries(
        {
            "day": st.dates(date(1000, 1, 1)).map(date.isoformat),
            "title": st.text("가나 ab:", max_size=8).map(str.strip),
            "text": st.one_of(
                st.text("가나ab \n\r#,\"';=-\\2026.<br>", min_size=1, max_size=40),
                st.sampled_from(
                    ["# 2026-11-21\n\n안", "\\# 2026-11-21", "\n앞", "뒤\n\n", "## 2026년 1월 1일"]
                ),
            ).filter(str.strip),
        }
    ),
    min_size=1,
    max_size=4,
)


@pytest.fixture
def file(tmp_path):
    def make(name, data):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return make


@pytest.mark.parametrize(("form", "ending"), [("markdown", "md"), ("csv", "csv"), ("json", "json")])
@given(rows=ENTRIES)
def test_what_is_written_is_read_back_exactly(tmp_path_factory, form, ending, rows):
    path = tmp_path_factory.mktemp("files") / f"d.{ending}"
    path.write_bytes(written(rows, form).encode())
    drafts, skipped = read(path)
    assert skipped == []
    assert [(d.day.isoformat(), d.title, d.text) for d in drafts] == [
        (r["day"], r["title"], r["text"]) for r in rows
    ]


@pytest.mark.parametrize(
    "encode",
    [
        str.encode,
        lambda t: b"\xef\xbb\xbf" + t.encode(),
        lambda t: t.encode("cp949"),
        lambda t: t.encode("utf-16"),
    ],
)
def test_daylio_is_read_and_broken_rows_are_named_with_their_line(file, encode):
    drafts, skipped = read(file("daylio.csv", encode(DAYLIO)))
    assert drafts == [
        Draft(date(2026, 11, 21), "끝", "긴 하루\n두 줄, 쉼표\n\nrad · work | coffee · 22:10", 2),
        Draft(date(2026, 11, 20), "", "awful · 9:05", 4),
        Draft(date(2026, 11, 18), "", "셋째 날\n\nmeh · 7:00", 7),
    ]
    assert skipped == [Skipped(5, "'2026-13-40' is no day; write it as 2026-11-21", "day")]


def test_tables_of_others_are_read_by_korean_headers_and_other_separators(file):
    drafts, _ = read(file("a.csv", "날짜;제목;내용\n2026.11.21;비;왔다\n"))
    assert drafts == [Draft(date(2026, 11, 21), "비", "왔다", 2)]
    drafts, _ = read(file("a.tsv", "date\tnote\n2026-11-21T22:10:00Z\t왔다\n"))
    assert (drafts[0].day, drafts[0].text) == (date(2026, 11, 21), "왔다")


def test_markdown_of_others(file):
    drafts, skipped = read(
        file(
            "a.md",
            "내 일기\n\n## 2026년 11월 21일 토요일\n비가 왔다.\n\n# 2026. 11. 22.\n\n# 2026-02-30\n\n없는 날\n",
        )
    )
    assert drafts == [Draft(date(2026, 11, 21), "토요일", "비가 왔다.", 3)]
    assert [s.line for s in skipped] == [1, 6, 8]


def test_json_of_others(file):
    rows = [
        {"date": "2026-11-21", "content": "글"},
        3,
        {"date": None, "content": "글"},
        {"day": "2026-11-22"},
    ]
    drafts, skipped = read(file("a.json", json.dumps(rows)))
    assert drafts == [Draft(date(2026, 11, 21), "", "글", 1)]
    assert [s.line for s in skipped] == [2, 3, 4]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.csv", "이름,나이\n가,3\n", "columns date and note.*이름, 나이.*rename"),
        ("a.csv", "", "'a.csv' has none"),
        ("a.json", "{", "is no JSON"),
        ("a.json", "{}", "neither"),
        ("a.md", "그냥 글", "headings with a day"),
        ("a.md", b"\xff\x00\x81\x20\xff", "neither"),
    ],
)
def test_a_file_of_another_form_is_refused_in_words(file, name, data, says):
    with pytest.raises(BadData, match=says):
        read(file(name, data))


def test_a_file_that_is_not_there_is_refused_in_words(tmp_path):
    with pytest.raises(BadData, match="cannot be read"):
        read(tmp_path / "none.md")


def test_an_unknown_form_is_refused():
    with pytest.raises(UnknownName, match="did you mean 'markdown'"):
        written([], "markdwn")


def test_a_cell_that_is_too_large_is_named_and_the_rest_goes_on(file):
    big = "x" * 200_000
    drafts, skipped = read(file("a.csv", f"date,note\n2026-11-21,{big}\n2026-11-22,글\n"))
    assert [s.line for s in skipped] == [2]
    assert [d.text for d in drafts] == ["글"]


@pytest.mark.parametrize(
    "told",
    [
        "2026-11-21",
        "2026.11.21",
        "2026. 11. 21.",
        "2026/11/21 22:10",
        "2026년 11월 21일",
        "20261121",
        " 2026-11-21T00:00",
    ],
)
def test_days_in_many_hands(told):
    assert day_of(told) == date(2026, 11, 21)


@pytest.mark.parametrize("told", ["", "11/21/2026", "2026-02-30", "2026-00-01", "어제", "2026", "202611211"])
def test_what_is_no_day(told):
    with pytest.raises(ValueError):
        day_of(told)


def test_a_markdown_file_from_windows_has_no_stray_line_ends(file):
    drafts, _ = read(
        file("a.md", "# 2026-11-21 비\r\n\r\n첫 줄\r\n둘째 줄\r\n\r\n# 2026-11-22\r\n\r\n글\r\n")
    )
    assert [(d.title, d.text) for d in drafts] == [("비", "첫 줄\n둘째 줄"), ("", "글")]


def test_line_ends_of_daylio_are_line_ends_and_those_of_others_are_words(file):
    head = "full_date,date,weekday,time,mood,activities,note_title,note\n"
    assert read(file("d.csv", head + "2026-11-21,x,y,,,,,a<br>b\n"))[0][0].text == "a\nb"
    assert read(file("o.csv", "date,note\n2026-11-21,a<br>b\n"))[0][0].text == "a<br>b"


def test_a_file_of_brackets_is_refused(tmp_path):
    (tmp_path / "diary.json").write_text("[" * 10**5, encoding="utf-8")
    with pytest.raises(BadData, match="nested too deeply"):
        read(tmp_path / "diary.json")
