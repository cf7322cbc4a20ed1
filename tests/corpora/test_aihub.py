"""The AI Hub readers on invented deliveries that carry the defects of the real ones."""

import json
import unicodedata
import zipfile

import pytest

from gyeol.corpora import CORPORA, Example, Skipped
from gyeol.corpora.aihub_codes import NAMES, TOPS, by_code, by_name, top_of
from gyeol.errors import BadData
from tests.corpora.conftest import HEADER, OLD_HEADER, SPEECH, dialogue, dialogues, single_rows, workbook


def read(name, path):
    return list(CORPORA.get(name).read(path))


def left(name, path):
    return [row for row in CORPORA.get(name).audit(path) if isinstance(row, Skipped)]


def told(rows):
    return [(row.text, *row.labels) for row in rows]


def test_single_turn_reads_two_columns_and_not_the_count_table(book):
    rows = read("aihub_single", book("한국어_단발성_대화_데이터셋.xlsx", single_rows()))
    assert told(rows) == [
        ("문이 저절로 열렸어", "공포"), ("벌써 0시라니 깜짝이야", "놀람"), ("어휴 또야", "분노"), ("어휴 또야", "분노"),
        ("어휴 또야", "혐오"), ("오늘 소풍 1", "행복"),
    ]  # fmt: skip
    assert len({row.group for row in rows if row.text == "어휴 또야"}) == 1


def test_single_turn_reads_the_csv_of_a_spreadsheet_program(tmp_path):
    path = tmp_path / "단발성.csv"
    path.write_bytes('Sentence,Emotion,,,,공포,1\r\n"아니, 왜",분노,,,,놀람,2\r\n'.encode("cp949"))
    assert told(read("aihub_single", path)) == [("아니, 왜", "분노")]


def test_single_turn_names_labels_that_it_does_not_know(book):
    path = book("a.xlsx", [["Sentence", "Emotion"], ["좋네", "행복"], ["음", "기쁨"]])
    assert len(read("aihub_single", path)) == 1
    assert left("aihub_single", path) == [Skipped("a.xlsx row 3", "unknown label '기쁨'")]


def test_a_corpus_of_which_no_row_can_be_used_is_refused(book):
    with pytest.raises(BadData, match=r"no row that can be used; a.xlsx row 2: unknown label 'happy'"):
        read("aihub_single", book("a.xlsx", [["Sentence", "Emotion"], ["nice", "happy"]]))


CONTINUOUS = [
    [None, None, None, None, 7.0],
    ["dialog #", "발화", "감정", None, "공포", 2],
    ["S", "어디 가?", "중립"],
    [None, "병원", "ㅍ", None, "중립", 4],
    [None, "왜 이렇게 늦어", "분ㄴ"],
    ["S", "밥 먹었니", "ㅈ중립"],
    [None, "응 먹었어", "줄"],
    [None, "뭐라고?", "분"],
    [None, "그래", "중림 "],
    [None, "흠", None],
]


def test_continuous_mends_labels_and_keeps_dialogues_together(book):
    path = book("한국어_연속적_대화_데이터셋.xlsx", CONTINUOUS)
    rows = read("aihub_continuous", path)
    assert [row.labels[0] for row in rows] == ["중립", "공포", "분노", "중립", "중립", "분노", "중립"]
    groups = [row.group for row in rows]
    assert groups[0] == groups[2] != groups[3] == groups[6]
    assert [row.why for row in left("aihub_continuous", path)] == ["no label"]


def test_the_same_dialogue_has_the_same_group_wherever_the_file_lies(book, tmp_path):
    path = book("sub/대화.xlsx", CONTINUOUS)
    assert [e.group for e in read("aihub_continuous", path)] == [
        e.group for e in read("aihub_continuous", tmp_path)
    ]


def new_row(top, fine, *turns):
    pairs = [
        cell for turn in (*turns, *("",) * (3 - len(turns))) for cell in (turn, "그렇군요" if turn else "")
    ]
    return [1, "청년", "여성", "연애", "해당없음", top, fine, *pairs]


def old_row(top, fine, *turns):
    pairs = [cell for turn in (*turns, *(None,) * (4 - len(turns))) for cell in (turn, turn and "그렇군요")]
    return [1, "청년", "여성", "연애", "해당없음", top, fine, *pairs]


def test_emotional_reads_new_and_old_workbooks(tmp_path):
    workbook(tmp_path / "new.xlsx", [HEADER, new_row("분노", "노여워하는 ", "또 늦는대", "정말이지")])
    workbook(
        tmp_path / "old.xlsx", [OLD_HEADER, old_row("당황 ", "혼란스러운", "이게 뭐지", "어", "글쎄", "음")]
    )
    rows = read("aihub_emotional", tmp_path)
    assert told(rows) == [
        ("또 늦는대", "노여워하는"), ("정말이지", "노여워하는"), ("이게 뭐지", "혼란스러운(당황한)"),
        ("어", "혼란스러운(당황한)"), ("글쎄", "혼란스러운(당황한)"), ("음", "혼란스러운(당황한)"),
    ]  # fmt: skip
    assert len({row.group for row in rows}) == 2


def test_emotional_reads_json_without_the_system_and_without_empty_turns(tmp_path):
    (tmp_path / "a.json").write_bytes(dialogues(dialogue(), dialogue("E60", ("드디어 붙었어", "", ""))))
    assert told(read("aihub_emotional", tmp_path)) == [
        ("약속을 또 어겼어", "노여워하는"), ("벌써 세 번째야", "노여워하는"), ("드디어 붙었어", "기쁨"),
    ]  # fmt: skip
    assert told(read("aihub_emotional6", tmp_path))[0] == ("약속을 또 어겼어", "분노")
    assert read("aihub_emotional6", tmp_path)[0].source == "aihub_emotional6"


def test_emotional_opens_the_zips_of_a_folder_with_old_korean_names(tmp_path):
    folder = tmp_path / unicodedata.normalize("NFD", "018.감성대화") / "Training_221115_add"
    folder.mkdir(parents=True)
    name = "감성대화말뭉치.json".encode("cp949").decode("cp437")
    with zipfile.ZipFile(folder / "라벨링데이터.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, dialogues(dialogue()))
    workbook(tmp_path / "in.xlsx", [HEADER, new_row("기쁨", "신이 난", "놀러 가자")])
    with zipfile.ZipFile(folder / "원천데이터.zip", "w") as archive:
        archive.write(tmp_path / "in.xlsx", "원천.xlsx")
    assert len(read("aihub_emotional", tmp_path / unicodedata.normalize("NFD", "018.감성대화"))) == 3


def test_what_an_open_spreadsheet_leaves_beside_it_is_not_read(tmp_path):
    workbook(tmp_path / "a.xlsx", single_rows())
    (tmp_path / "~$a.xlsx").write_bytes(b"lock")
    (tmp_path / "readme.pdf").write_bytes(b"%PDF")
    assert not left("aihub_single", tmp_path)


def test_a_dialogue_that_is_there_as_workbook_and_as_json_is_read_once(tmp_path):
    workbook(
        tmp_path / "a.xlsx", [HEADER, new_row("분노", "노여워하는", "약속을 또 어겼어", "벌써 세 번째야")]
    )
    (tmp_path / "b.json").write_bytes(dialogues(dialogue(), dialogue("E18", ("이건 달라", "", ""))))
    assert len(read("aihub_emotional", tmp_path)) == 3
    assert [row.where for row in left("aihub_emotional", tmp_path)] == ["b.json dialogue 1"]


def test_emotional_json_with_other_keys_is_refused_and_named(tmp_path):
    row = dialogue()
    row["talk"] = {"profile": "emotion", "HS01": "x"}
    (tmp_path / "a.json").write_bytes(dialogues(row))
    with pytest.raises(
        BadData, match=r"'a\.json': expected dialogues with profile\.emotion\.type.*found profile, talk"
    ):
        read("aihub_emotional", tmp_path)


def test_an_unknown_code_or_pair_is_named_and_left_out(tmp_path):
    (tmp_path / "a.json").write_bytes(dialogues(dialogue("E70"), dialogue("E10", ("에잇", "", ""))))
    workbook(tmp_path / "b.xlsx", [HEADER, new_row("기쁨", "우울한", "뒤섞였네")])
    assert [row.where for row in left("aihub_emotional", tmp_path)] == [
        "a.json dialogue 1",
        "b.xlsx dialogue 1",
    ]


def test_sixty_codes_stand_below_six():
    assert len(set(NAMES)) == 60
    assert [by_code(f"E{n}") for n in (10, 18, 45, 69)] == [
        "분노",
        "노여워하는",
        "가난한, 불우한",
        "자신하는",
    ]
    assert [top_of(by_code(f"E{n}0")) for n in range(1, 7)] == list(TOPS)
    assert all(by_name(top_of(name), name) == name for name in NAMES)
    assert by_name("상처", "가난한,불우한") == "가난한, 불우한"
    assert by_name("당황", "고립된") != by_name("상처", "고립된")


def speech(tmp_path, *rows, name="4차년도.csv"):
    path = tmp_path / unicodedata.normalize("NFD", name)
    path.write_bytes("\r\n".join((SPEECH, *rows)).encode("cp949"))
    return path


def test_speech_reads_votes_as_shares(tmp_path):
    path = speech(tmp_path, '1,"아, 왜 이래",anger,Angry,1,ANGRY,2,sad,1,Neutral,0,anger,1,20,male')
    (row,) = read("aihub_speech", path)
    assert row.labels == ("angry", "sadness", "neutral")
    assert row.shares == pytest.approx((0.6, 0.2, 0.2))
    assert sum(row.shares) == pytest.approx(1)


def test_speech_takes_the_situation_only_where_nobody_voted(tmp_path):
    path = speech(
        tmp_path,
        "1,무서워,fear,Surprise,1,,,,,,,,,20,male",
        "2,축하해,happiness,,,,,,,,,,,20,male",
        "3,음,odd,,,,,,,,,,,20,male",
    )
    assert told(read("aihub_speech", path)) == [("무서워", "surprise"), ("축하해", "happiness")]
    assert [row.why for row in left("aihub_speech", path)] == ["no vote that is known"]


def test_speech_reads_the_three_files_of_a_folder(tmp_path):
    for n, name in enumerate(("4차년도.csv", "5차년도.csv", "5차년도_2차.csv")):
        speech(tmp_path, f"{n},문장 {n},neutral,neutral,1,,,,,,,,,20,male", name=name)
    assert len(read("aihub_speech", tmp_path)) == 3


def test_colloquial_names_the_broken_file_and_goes_on(tmp_path):
    post = {"SJML": {"text": [{"title": "제목", "content": "내용이에요"}, {"title": None, "content": " "}]}}
    for topic in ("게임", "여행"):
        (tmp_path / topic).mkdir()
        (tmp_path / topic / "a.json").write_text(json.dumps(post, ensure_ascii=False), encoding="utf-8")
    (tmp_path / "여행" / "b.json").write_text('{"SJML": {"text": [{"title": "끊긴', encoding="utf-8")
    rows = list(CORPORA.get("aihub_colloquial").audit(tmp_path))
    assert [row.text for row in rows if isinstance(row, Example)] == ["제목 내용이에요"] * 2
    skipped = [row for row in rows if isinstance(row, Skipped)]
    assert "여행/b.json" in {row.where for row in skipped}
    assert any("no valid JSON" in row.why for row in skipped)


@pytest.mark.parametrize(
    "name", ["aihub_single", "aihub_continuous", "aihub_emotional", "aihub_speech", "aihub_colloquial"]
)
def test_a_wrong_file_is_told_what_was_expected_and_found(name, tmp_path):
    (tmp_path / "wrong.csv").write_text("문장,느낌\n가,나\n", encoding="utf-8")
    with pytest.raises(BadData, match=r"expected .*; found the columns 문장, 느낌"):
        read(name, tmp_path / "wrong.csv")


def test_the_diary_view_joins_both_deliveries_in_three_classes(book, tmp_path):
    book("a.xlsx", [*single_rows(), ["세 시야", "중립"]])
    (tmp_path / "b.json").write_bytes(
        dialogues(dialogue("E33", ("떨려", "", "")), dialogue("E45", ("비었어", "", "")))
    )
    rows = read("aihub_diary", tmp_path)
    assert {row.text: row.labels[0] for row in rows} == {
        "떨려": "분노", "비었어": "슬픔", "문이 저절로 열렸어": "분노", "벌써 0시라니 깜짝이야": "분노",
        "어휴 또야": "분노", "오늘 소풍 1": "기쁨",
    }  # fmt: skip
    assert len(read("aihub_diary", tmp_path / "b.json")) == 2
    assert "of a class that R5 leaves out: 중립" in {row.why for row in left("aihub_diary", tmp_path)}
    (tmp_path / "c.csv").write_text("문장,느낌\n가,나\n", encoding="utf-8")
    with pytest.raises(BadData, match="expected"):
        read("aihub_diary", tmp_path / "c.csv")
    (tmp_path / "b.json").write_bytes(dialogues(dialogue())[:-1])  # a torn file is no absent one
    with pytest.raises(BadData, match="no valid JSON"):
        read("aihub_diary", tmp_path)
