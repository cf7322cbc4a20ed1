"""Linking, masking, deduplication and splitting, on invented rows."""

import numpy as np
import pytest

from gyeol.corpora import CORPORA, share
from gyeol.corpora.balance import Balance
from gyeol.corpora.gather import gather
from gyeol.corpora.link import link
from gyeol.emotion import PRODUCT
from gyeol.errors import BadData, UnknownName
from tests.corpora.conftest import SPEECH, workbook


def world(root, goemotions="", ko="", kote="", dev=""):
    for path, text in {
        "goemotions/train.tsv": goemotions, "goemotions/dev.tsv": dev, "goemotions_ko/train.tsv": ko,
        "goemotions_ko/dev.tsv": "", "kote/train.tsv": kote,
    }.items():  # fmt: skip
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize("name", CORPORA.names())
def test_every_label_is_linked_or_dropped(name):
    found = link(CORPORA.get(name))
    assert found.weights.shape == (len(CORPORA.get(name).labels), len(PRODUCT))
    assert ((found.weights >= 0) & (found.weights <= 1)).all()


def test_a_label_that_is_neither_linked_nor_dropped_is_refused(tmp_path):
    (tmp_path / "songys.toml").write_text('observes = []\ndropped = ["daily"]\n[labels]\nlove = {love = 1}\n')
    with pytest.raises(BadData, match="break-up"):
        link(CORPORA.get("songys"), folder=tmp_path)


def test_a_corpus_that_never_asked_about_fatigue_does_not_teach_not_tired(tmp_path):
    table = gather(["goemotions"], world(tmp_path, "what a day\t27\tx\n"))
    assert table.mask[0, PRODUCT.index("fatigue")] == 0
    assert table.mask[0, PRODUCT.index("joy")] == 1
    assert table.target[0, PRODUCT.index("neutral")] == 1


def test_weights_are_joined_by_the_noisy_or(tmp_path):
    table = gather(["kote"], world(tmp_path, kote="1\t신난다\t28,42\n"))
    assert table.target[0, PRODUCT.index("joy")] == pytest.approx(1 - 0.5 * 0.5)


def test_a_text_of_two_corpora_appears_once_with_the_mean_of_both(tmp_path):
    table = gather(["kote", "goemotions"], world(tmp_path, "하하   하\t27\tx\n", kote="1\t하하 하\t4\n"))
    assert table.texts == ("하하 하",)
    assert table.target[0, PRODUCT.index("neutral")] == pytest.approx(0.5)
    assert table.target[0, PRODUCT.index("calm")] == 0
    assert table.mask[0, PRODUCT.index("calm")] == 1  # only KOTE asked


def test_a_training_row_never_repeats_a_reported_text(tmp_path):
    root = world(tmp_path, "we won\t17\tx\nother\t27\ty\n", dev="we won\t27\tz\n")
    table = gather(["goemotions"], root)
    assert dict(zip(table.texts, table.split.tolist(), strict=True))["we won"] == "report"
    assert table.target[table.texts.index("we won"), PRODUCT.index("joy")] == 0


def test_a_text_and_its_translation_fall_into_the_same_split(tmp_path):
    english = "".join(f"text {i}\t27\tx\n" for i in range(60))
    korean = "".join(f"글 {i}\t27\n" for i in range(60))
    table = gather(["goemotions", "goemotions_ko"], world(tmp_path, english, korean), dev_share=0.3)
    split = dict(zip(table.texts, table.split.tolist(), strict=True))
    assert all(split[f"text {i}"] == split[f"글 {i}"] for i in range(60))
    assert set(split.values()) == {"train", "dev"}


def test_the_split_is_the_same_on_every_machine():
    assert share("goemotions:train:0") == pytest.approx(0.11373, abs=1e-5)


def test_most_keeps_the_same_rows_whatever_their_order(tmp_path):
    lines = [f"{i}\t글 {i}\t42\n" for i in range(30)]
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one = gather(["kote"], world(tmp_path / "a", kote="".join(lines)), most={"kote": 7})
    two = gather(["kote"], world(tmp_path / "b", kote="".join(reversed(lines))), most={"kote": 7})
    assert set(one.texts) == set(two.texts)
    assert len(one) == 7


def test_counts_and_where(tmp_path):
    table = gather(["kote"], world(tmp_path, kote="1\t가나\t42\n2\t다라\t5\n"))
    assert sum(table.counts()["kote"].values()) == 2
    assert table.where(np.array([False, True])).texts == ("다라",)


def test_no_rows_is_an_error(tmp_path):
    with pytest.raises(BadData, match="no corpus"):
        gather([], tmp_path)


def test_a_dialogue_never_stands_on_both_sides_of_a_split(tmp_path):
    rows = [[None, None, None], ["dialog #", "발화", "감정"]]
    rows += [
        ["S" if turn == 0 else None, f"{d}번 대화의 {turn}번째 말", "중립"]
        for d in range(40)
        for turn in range(5)
    ]
    workbook(tmp_path / "대화.xlsx", rows)
    table = gather(["aihub_continuous"], tmp_path, dev_share=0.3)
    sides = {}
    for text, split in zip(table.texts, table.split.tolist(), strict=True):
        sides.setdefault(text.partition("번")[0], set()).add(split)
    assert all(len(found) == 1 for found in sides.values())
    assert set.union(*sides.values()) == {"train", "dev"}


def test_votes_teach_their_mean_and_what_raters_could_not_say_is_masked(tmp_path):
    line = "1,너 또 왜,anger,Angry,1,ANGRY,2,sad,1,Neutral,0,anger,1,20,male"
    (tmp_path / "4차년도.csv").write_bytes(f"{SPEECH}\r\n{line}".encode("cp949"))
    table = gather(["aihub_speech"], tmp_path)
    target = dict(zip(PRODUCT.labels, table.target[0].tolist(), strict=True))
    assert (target["anger"], target["sadness"], target["neutral"]) == pytest.approx((0.6, 0.2, 0.2))
    assert table.mask[0, PRODUCT.index("joy")] == 1
    assert table.mask[0, PRODUCT.index("embarrassment")] == 0


def test_unlabelled_text_teaches_nothing(tmp_path):
    (tmp_path / "a.json").write_text(
        '{"SJML": {"text": [{"title": "", "content": "아무 말"}]}}', encoding="utf-8"
    )
    table = gather(["aihub_colloquial"], tmp_path)
    assert (table.texts, table.mask.sum()) == (("아무 말",), 0)


def test_classes_of_the_train_files_are_dropped_merged_and_capped(tmp_path):
    lines = "".join(
        f"{label} {i};{label}\n" for label, n in (("joy", 9), ("fear", 6), ("love", 4)) for i in range(n)
    )
    (tmp_path / "dair_emotion").mkdir()
    (tmp_path / "dair_emotion" / "train.txt").write_text(lines, encoding="utf-8")
    (tmp_path / "dair_emotion" / "val.txt").write_text("so afraid;fear\n", encoding="utf-8")
    table = gather(["dair"], tmp_path, how=Balance(drop=("fear",), merge={"joy": ("love",)}, cap=5))
    assert table.steps["drop"] == {"joy": 9, "love": 4}
    assert table.steps["merge"] == {"joy": 13}
    assert len(table) == 5 + 1  # what is reported on stays as it is
    with pytest.raises(BadData, match="'dair' has no 'cheer'"):
        gather(["dair"], tmp_path, how=Balance(merge={"cheer": ("joy",)}))
    with pytest.raises(UnknownName, match="did you mean 'fear'"):
        gather(["dair"], tmp_path, how=Balance(drop=("feat",)))
