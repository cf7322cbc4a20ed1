"""Corpora prepared in their own labels: balanced, joined, never reported on what was learnt."""

import pytest

from gyeol.corpora.balance import Balance
from gyeol.corpora.prepare import prepare
from gyeol.errors import BadData, UnknownName
from tests.corpora.conftest import HEADER, dialogue, dialogues, single_rows, workbook

DIARY = Balance(
    drop=("중립",),
    merge={
        "기쁨": ("행복", "기쁨"),
        "분노": ("분노", "불안", "당황", "놀람", "공포", "혐오"),
        "슬픔": ("슬픔", "상처"),
    },
)


@pytest.fixture
def hub(tmp_path):
    workbook(tmp_path / "단발성.xlsx", single_rows(4))
    folder = tmp_path / "018.감성대화" / "Training"
    folder.mkdir(parents=True)
    rows = [
        dialogue("E18"),
        dialogue("E60", ("드디어 붙었어", "야호", "")),
        dialogue("E45", ("월세가 밀렸어", "", "")),
    ]
    (folder / "a.json").write_bytes(dialogues(*rows))
    return tmp_path


def test_two_deliveries_become_three_classes(hub):
    found = prepare(["aihub_single", "aihub_emotional6"], hub, DIARY)
    assert found.labels == ("기쁨", "분노", "슬픔")
    assert found.single
    assert found.steps["before"]["분노"] == 4  # twice the repeated sentence, two turns
    assert found.steps["merge"] == {"분노": 1 + 4 + 3 + 2, "기쁨": 1 + 2, "슬픔": 1}
    assert found.steps["once"] == {
        "분노": 8,
        "기쁨": 3,
        "슬픔": 1,
    }  # the repeated sentence is in one class now
    assert len({row.text for row in found.train}) == len(found.train) == 12


def test_contradictory_rows_teach_nothing_where_a_text_has_one_label(tmp_path):
    rows = [
        ["Sentence", "Emotion"],
        ["음", "분노"],
        ["음", "혐오"],
        ["흥", "분노"],
        ["흥", "분노"],
        ["욱", "혐오"],
    ]
    workbook(tmp_path / "a.xlsx", rows)
    found = prepare(["aihub_single"], tmp_path, Balance(drop=("행복", "놀람", "공포", "슬픔", "중립")))
    assert found.labels == ("분노", "혐오")
    assert [(row.text, *row.labels) for row in found.train] == [("흥", "분노"), ("욱", "혐오")]
    assert (found.steps["drop"], found.steps["once"]) == ({"분노": 3, "혐오": 2}, {"분노": 1, "혐오": 1})


def test_a_cap_counts_texts_not_rows(hub):
    found = prepare(
        ["aihub_single", "aihub_emotional6"], hub, Balance(DIARY.drop, DIARY.merge, cap="smallest")
    )
    assert found.steps["cap"] == {"기쁨": 1, "분노": 1, "슬픔": 1}
    assert list(found.steps) == ["before", "drop", "merge", "once", "cap"]


def test_the_report_is_dropped_and_merged_but_not_capped_and_never_learnt(tmp_path):
    (tmp_path / "dair_emotion").mkdir()
    lines = "".join(f"joy {i};joy\nlove {i};love\nsad {i};sadness\n" for i in range(4))
    (tmp_path / "dair_emotion" / "train.txt").write_text(lines + "seen;joy\n", encoding="utf-8")
    (tmp_path / "dair_emotion" / "val.txt").write_text("\nseen;joy\nnew;love\nmad;anger\n", encoding="utf-8")
    found = prepare(["dair"], tmp_path, Balance(("anger", "fear", "surprise"), {"joy": ("love",)}, cap=2))
    assert [(row.text, *row.labels) for row in found.report] == [("seen", "joy"), ("new", "joy")]
    assert found.steps["cap"] == {"joy": 2, "sadness": 2}
    every = prepare(["dair"], tmp_path, Balance(("anger", "fear", "surprise"))).train
    assert len(every) == 12
    assert "seen" not in {row.text for row in every}


def test_one_class_and_wrong_labels_are_refused(hub):
    with pytest.raises(BadData, match="fewer than two labels"):
        prepare(["aihub_single"], hub, Balance(drop=("분노", "놀람", "공포", "중립", "슬픔", "혐오")))
    with pytest.raises(BadData, match="each class needs a row, '슬픔' has none"):
        prepare(["aihub_single"], hub, Balance(drop=("분노", "중립", "혐오")))
    with pytest.raises(UnknownName, match="unknown label '기쁨'"):
        prepare(["aihub_single"], hub, Balance(drop=("기쁨",)))


def test_an_empty_delivery_is_refused(tmp_path):
    workbook(tmp_path / "a.xlsx", [HEADER])
    with pytest.raises(BadData, match="fewer than two labels"):
        prepare(["aihub_emotional6"], tmp_path, Balance())


def test_a_part_that_need_not_be_there_is_read_where_it_is(tmp_path):
    head = "id\tdocument\tlabel\n"
    (tmp_path / "ratings_train.txt").write_text(head + "1\t좋다\t1\n2\t별로\t0\n", encoding="utf-8")
    assert not prepare(["nsmc"], tmp_path, Balance()).report
    (tmp_path / "ratings_test.txt").write_text(head + "3\t괜찮다\t1\n", encoding="utf-8")
    found = prepare(["nsmc"], tmp_path, Balance())
    assert [row.text for row in found.report] == ["괜찮다"]
    assert (len(found.train), found.labels) == (2, ("negative", "positive"))
