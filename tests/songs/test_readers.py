"""Every form of song table that users bring (invented rows)."""

import gzip
import json
import lzma

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gyeol.errors import BadData
from gyeol.songs import cells
from gyeol.songs.readers import read
from gyeol.songs.song import plain

KOREAN = (
    '가수,원가사,곡 제목,장르\n하늘소,비가 온다 / 운다,빈 방,"발라드, 포크"\n'
    "물결,없음,호수,\"['잔잔', '재즈']\"\n"
)


def one(tmp_path, text, name="songs.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return read(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_korean_headers_in_any_order_and_encoding(tmp_path, encoding):
    first, second = one(tmp_path, KOREAN, encoding=encoding).songs
    assert (first.title, first.artist, first.lyrics, first.genres) == (
        "빈 방", "하늘소", ("비가 온다", "운다"), ("발라드", "포크"))  # fmt: skip
    assert (second.title, second.lyrics, second.genres) == ("호수", (), ("잔잔", "재즈"))


def test_tabs_semicolons_and_an_unnamed_index_column(tmp_path):
    for mark in "\t;":
        text = (
            mark.join(["", "artist", "title", "year"])
            + "\n"
            + mark.join(["0", "물결", "호수", "2014-03-06"])
            + "\n"
        )
        (song,) = one(tmp_path, text).songs
        assert (song.title, song.artist, song.year, song.number) == ("호수", "물결", 2014, "")


def test_a_header_below_junk(tmp_path):
    (song,) = one(tmp_path, "my list,,\n,,\ntitle,artist,tags\n호수,물결,calm\n").songs
    assert song.tags == ("calm",)


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("['a', 'b']", ("a", "b")), ('["a", "b"]', ("a", "b")), ("a|b", ("a", "b")), ("a, b", ("a", "b")),
        ("a; b;a", ("a", "b")), ("#a #b", ("a", "b")), ("없음", ()), ("[]", ()),
        ("['없음']", ()), ("[a, b]", ("a", "b")),
        ("rock'n'roll", ("rock'n'roll",)),
    ],
)  # fmt: skip
def test_lists_in_cells(cell, parts):
    assert cells.listed(cell) == parts


@pytest.mark.parametrize(
    ("cell", "lines"),
    [
        ("한 줄\n두 줄", ("한 줄", "두 줄")), ("한 줄 / 두 줄/세 줄", ("한 줄", "두 줄", "세 줄")),
        ("[Chorus]\\n라라", ("라라",)), ("없음", ()), ("nan", ()), ("['하나', '둘']", ("하나", "둘")),
    ],
)  # fmt: skip
def test_lyric_lines(cell, lines):
    assert cells.lines(cell) == lines


@pytest.mark.parametrize(
    ("cell", "value"),
    [("0,75", 0.75), ("12%", 12), ("1,234", 1234), ("", None), ("x", None), ("-.5", -0.5), ("1e400", None)],
)
def test_numbers(cell, value):
    assert cells.number(cell) == value


@pytest.mark.parametrize(
    ("column", "expected"),
    [(("0.2", "0.9"), (0.2, 0.9)), (("-0.5", "1"), (0.25, 1)), (("20", "90"), (0.2, 0.9)), (("-2.5", "1"), (0, 0.75)),
     (("1", "9"), (0, 1))],
)  # fmt: skip
def test_scales_of_valence(tmp_path, column, expected):
    text = "title,artist,valence\n" + "".join(f"s{i},a,{v}\n" for i, v in enumerate(column))
    assert [s.sound["valence"] for s in one(tmp_path, text).songs] == pytest.approx(list(expected))


def test_a_song_that_stands_twice_is_joined_and_counted(tmp_path):
    text = "title,artist,tags,year\n호수,물결,,2017\n호 수,물결,calm,\n호수 (feat. 나무),물결,,\n호수,다른 이,,\n"
    found = one(tmp_path, text)
    assert (len(found.songs), found.duplicates) == (2, 2)
    assert (found.songs[0].tags, found.songs[0].year) == (("calm",), 2017)
    assert plain("호수 (Live)") != plain("호수"), "another recording is another song"


def test_rows_without_a_title_are_counted(tmp_path):
    found = one(tmp_path, "title,artist\n호수,물결\n,물결\n없음,물결\n")
    assert (len(found.songs), found.skipped) == (1, {"no title": 2})


def test_a_transposed_matrix(tmp_path):
    songs = one(tmp_path, ",101,102,103\n기쁨,0.7,0,0\n슬픔,0.2,1,0\n분노,0.1,0,0\n").songs
    assert [song.number for song in songs] == ["101", "102", "103"]
    assert songs[0].shares == {"기쁨": 0.7, "슬픔": 0.2, "분노": 0.1}
    assert songs[2].shares == {}


def test_a_transposed_matrix_meets_its_titles_by_number(folder):
    found = read(
        folder(
            {
                "matrix.csv": "emotion,7,8\njoy,1,0\nsadness,0,1\n",
                "titles.csv": "song_id,title,artist\n7.0,호수,물결\n8,불꽃,붉은 달\n",
                "notes.txt": "just notes\n",
            }
        )
    )
    assert [(s.title, s.shares) for s in found.songs] == [("호수", {"joy": 1}), ("불꽃", {"sadness": 1})]
    assert [name for name, _ in found.others] == ["notes.txt"]


def test_a_matrix_with_emotions_as_columns(tmp_path):
    (song,) = one(tmp_path, "title,artist,joy,sadness,tag_total\n호수,물결,0.25,0.75,12\n").songs
    assert (song.shares, song.heard) == ({"joy": 0.25, "sadness": 0.75}, 12)


def test_json_lines_arrays_and_their_lists(tmp_path):
    rows = [
        {"title": "호수", "artist": "물결", "tags": ["calm", "slow"], "lines": ["가", "나"]},
        {"title": "불꽃", "tags": None},
    ]
    for text in ("\n".join(map(json.dumps, rows)), json.dumps(rows)):
        first, second = one(tmp_path, text, "songs.jsonl").songs
        assert (first.tags, first.lyrics) == (("calm", "slow"), ("가", "나"))
        assert (second.title, second.tags) == ("불꽃", ())


def test_packed_files(tmp_path, zipped):
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(KOREAN.encode("cp949")))
    (tmp_path / "a.csv.xz").write_bytes(lzma.compress(KOREAN.encode()))
    paths = [tmp_path / "a.csv.gz", tmp_path / "a.csv.xz", zipped({"a.csv": KOREAN.encode()})]
    assert [len(read(path).songs) for path in paths] == [2, 2, 2]


@pytest.mark.parametrize(("form", "pack"), [("gz", gzip.compress), ("xz", lzma.compress)])
def test_a_damaged_or_cut_file_is_said_so(tmp_path, form, pack):
    path, many = tmp_path / f"a.csv.{form}", "title,artist\n" + "".join(f"t{n},a{n}\n" for n in range(5000))
    for data in (pack(KOREAN.encode())[:20] + b"xx", pack(many.encode())[:-100]):
        path.write_bytes(data)
        with pytest.raises(BadData, match=rf"a\.csv\.{form}"):
            read(path)


@pytest.mark.parametrize(("form", "pack"), [("gz", gzip.compress), ("xz", lzma.compress)])
def test_packed_files_that_were_joined_are_read_to_the_end(tmp_path, form, pack):
    (tmp_path / f"a.csv.{form}").write_bytes(pack(b"title,artist\na,b\n") + pack(b"c,d\n"))
    assert [song.title for song in read(tmp_path / f"a.csv.{form}").songs] == ["a", "c"]


def test_a_separator_within_a_string_ends_no_line(tmp_path):
    lines = [{"title": "밤", "artist": "b", "lyrics": "하나\u2028둘"}, {"title": "낮", "artist": "b"}]
    text = "\r\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    songs = one(tmp_path, text, "songs.jsonl").songs
    assert [(song.title, song.lyrics) for song in songs] == [("밤", ("하나", "둘")), ("낮", ())]


@pytest.mark.parametrize("cell", ["{{1}}", "{'a': 1, [1]: 2}", "[{}, {[]}]"])
def test_a_cell_that_python_cannot_hold_is_a_text(tmp_path, cell):
    [song] = one(tmp_path, f'title,artist,tags\na,b,"{cell}"\n').songs
    assert song.title == "a"


def test_a_song_nested_beyond_reason_is_said_so(tmp_path):
    deep = '{"title": "a", "artist": "b", "tags": ' + "[" * 600 + "]" * 600 + "}"
    with pytest.raises(BadData, match=r"song 1 .* nested"):
        one(tmp_path, deep, "songs.jsonl")


def test_a_workbook(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["", "가수", "제목", "연도"], [0, "물결", "호수", 2014]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    (song,) = read(tmp_path / "a.xlsx").songs
    assert (song.title, song.artist, song.year) == ("호수", "물결", 2014)


@pytest.mark.parametrize(
    "text",
    [
        "Q,A,label\nhi,there,0\n",
        "id,document,label\n1,좋아요,1\n",
        "just a text\n",
        "",
        "user_id,item_id,rating\n1,2,5\n",
    ],
)
def test_a_wrong_file_says_what_was_expected_and_found(tmp_path, text):
    with pytest.raises(BadData, match=r"expected a column for the title.*found the columns"):
        one(tmp_path, text)


def test_a_table_without_rows(tmp_path):
    with pytest.raises(BadData, match="no song below"):
        one(tmp_path, "title,artist\n")


def test_a_label_of_a_record_company_is_no_feeling(tmp_path):
    (song,) = one(tmp_path, 'title,artist,emotion\n호수,물결,"calm, Big Records"\n').songs
    assert (song.shares, song.tags) == ({"calm": 1.0}, ("Big Records",))


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("byo_csv_examples/data_moods.csv", 680), ("byo_csv_examples/kpop_features.csv.gz", 2800),
        ("emotion_song_matrix_6.csv", 7800), ("emotion_song_matrix_27.csv.gz", 7800), ("kpop_song_list.csv", 17000),
        ("kpop_youtube.csv", 14000), ("lyrics_pd_ko.jsonl", 20), ("lyrics_pd_en_hymns.jsonl", 200),
        ("lyrics_pd_de_folk.jsonl", 280), ("situnes_music_info.csv", 900), ("situnes_music_info_withname.csv", 900),
    ],
)  # fmt: skip
def test_real_tables(data_root, name, least):
    found = read(data_root / "music" / name)
    assert len(found.songs) >= least
    assert not found.skipped


@pytest.mark.data
@pytest.mark.parametrize(
    "name", ["lastfm_user_artists_80.tsv", "lastfm_artists.dat", "situnes_stage1.csv", "situnes_README.md"]
)
def test_real_files_that_are_no_song_tables(data_root, name):
    with pytest.raises(BadData, match="expected a column for the title"):
        read(data_root / "music" / name)


def test_what_could_steer_a_terminal_or_break_the_disk_is_left_out(tmp_path):
    (song,) = one(tmp_path, "title,artist\n\x1b[31m호\x07수,물결\n").songs
    assert song.title == "[31m호수"
    (song,) = one(tmp_path, '{"title": "호\\ud800수", "artist": ["a", "b\\u001b"]}', "a.jsonl").songs
    assert (song.title, song.artist) == ("호\ufffd수", "a, b")


def test_only_web_addresses_are_kept(tmp_path):
    text = "title,artist,url\n호수,물결,javascript:alert(1)\n불꽃,물결,https://example.org/v\n"
    assert [song.url for song in one(tmp_path, text).songs] == ["", "https://example.org/v"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_table_breaks_the_reader(tmp_path, data):
    cell = st.sampled_from(
        ["title", "artist", "joy", "슬픔", "tags", "valence", "lyrics", "['a", "[1, {2}]", "{'a': ['b']}", '"', ",",
         "\n",         "\x00", "없음", "-1e400", "９", "1,5", "2014년", "|", "[[[", "nan", "\x1f", "{}", "emotion", "7"]
    )  # fmt: skip
    text = data.draw(st.sampled_from([",", "\t", ";"])).join(data.draw(st.lists(cell, max_size=40)))
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    try:
        found = read(tmp_path / "x.csv")
    except BadData:
        return
    assert all(song.title for song in found.songs)
    assert all(0 <= v <= 1 for song in found.songs for v in song.sound.values())
