"""The recipes for corpora that users bring, on invented deliveries: planned, refused, and one trained and measured."""

import itertools
import json
import shutil
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gyeol.classify import load
from gyeol.cli import app
from gyeol.errors import BadData, BadSetting, UnknownName
from tests.corpora.conftest import SPEECH, dialogue, dialogues, workbook

pytest.importorskip("torch")
label_recipe = pytest.importorskip("gyeol.lab.label_recipe")
pytestmark = pytest.mark.lab

RECIPES = Path(__file__).parents[2] / "recipes"
SMALL = {
    "model.n_grams": "2048", "model.n_members": "0", "fit.folds": "2", "fit.threads": "1", "model.korean": "false",
}  # fmt: skip
WORDS = {
    "행복": ("신나", "기뻐"), "놀람": ("깜짝", "어머나"), "분노": ("열받", "화나"), "공포": ("무섭", "오싹"),
    "혐오": ("징그럽", "역겹"), "슬픔": ("슬프", "눈물"), "중립": ("월요일", "점심"),
}  # fmt: skip
CODES = {"E10": "짜증", "E20": "울고 싶어", "E30": "떨려", "E40": "서운해", "E50": "난처해", "E60": "야호"}


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    """A folder with both AI Hub deliveries, large enough that each fold holds each class."""
    root = tmp_path_factory.mktemp("hub")
    said = list(itertools.product(("오늘", "어제", "지금"), ("너무", "정말", "좀"), ("요", "네", "다")))
    rows = [
        [f"{when} {how} {w}{end}", label]
        for label, words in WORDS.items()
        for w in words
        for when, how, end in said
    ]
    workbook(root / "한국어_단발성_대화_데이터셋.xlsx", [["Sentence", "Emotion"], *rows])
    (root / "018.감성대화").mkdir()
    talks = [dialogue(c, (f"{w} {a}", f"{b} {w}", "")) for c, w in CODES.items() for a, b, _ in said]
    (root / "018.감성대화" / "Training.json").write_bytes(dialogues(*talks))
    return root


def plan(name, root, **changes):
    return label_recipe.plan(RECIPES / f"{name}.toml", {"data.root": f'"{root}"'} | changes)


def test_single_turn_is_planned_with_its_classes_before_and_after(hub):
    found = plan("aihub-single", hub)
    assert found["rows"] == {"train": 7 * 54, "report": 0}
    assert found["classes"] == {"before": dict.fromkeys(WORDS, 54), "once": dict.fromkeys(WORDS, 54)}


def test_the_diary_is_planned_with_its_classes_before_and_after(hub):
    found = plan("aihub-diary", hub)
    before, after = found["classes"]["before"], found["classes"]["once"]
    assert list(found["classes"]) == ["before", "drop", "merge", "once"]
    assert (before["분노"], before["중립"], before["기쁨"]) == (
        54 + 18,
        54,
        18,
    )  # a repeated dialogue counts once
    assert set(after) == {"기쁨", "분노", "슬픔"}
    assert sum(after.values()) == found["rows"]["train"] < sum(before.values())
    capped = plan("aihub-diary", hub, **{"data.cap": "smallest"})["classes"]["cap"]
    assert len({*capped.values()}) == 1


def test_four_deliveries_become_the_six_classes_of_r1_5(hub, tmp_path):
    shutil.copytree(hub, tmp_path / "hub")
    talk = [[None, 7], ["dialog #", "발화", "감정"], ["S", "뭐라고?", "ㅍ"], [None, "어머 세상에", "놀람"]]
    workbook(tmp_path / "hub" / "연속적.xlsx", talk)
    votes = [
        "1,다 같이 신난다,happiness" + ",Happiness,1" * 5 + ",20,male",
        "2,글쎄,sad,Sad,1" + ",Neutral,1" * 4 + ",20,male",
    ]
    (tmp_path / "hub" / "4차년도.csv").write_bytes("\r\n".join([SPEECH, *votes]).encode("cp949"))
    steps = plan("aihub-kakao6", tmp_path / "hub", **{"data.cap": "{'중립' = 20}"})["classes"]
    assert list(steps) == ["before", "drop", "merge", "single", "once", "cap"]
    assert steps["before"]["놀람"] == 54 + 1
    assert steps["drop"]["놀람"] == 1  # of the dialogues, not of the single sentences
    assert (steps["single"]["당황"], steps["single"]["행복"], steps["cap"]["중립"]) == (
        18 + 1,
        54 + 18 + 1,
        20,
    )
    assert set(steps["cap"]) == {"중립", "슬픔", "분노", "불안", "당황", "행복"}


def test_nsmc_is_capped_and_reported_on_its_own_test_file(tmp_path):
    head = "id\tdocument\tlabel\n"
    rows = "".join(f"{i}\t{'좋아' if i % 2 else '별로'} {i}\t{i % 2}\n" for i in range(40))
    (tmp_path / "ratings_train.txt").write_text(head + rows, encoding="utf-8")
    (tmp_path / "ratings_test.txt").write_text(head + "90\t좋아 90\t1\n91\t좋아 1\t1\n", encoding="utf-8")
    found = plan("nsmc", tmp_path, **{"data.cap": "{positive = 5}"})
    assert found["rows"] == {"train": 25, "report": 2}
    assert found["classes"]["cap"] == {"negative": 20, "positive": 5}


def test_a_dry_run_prints_the_plan_as_one_object(hub):
    recipe = str(RECIPES / "aihub-diary.toml")
    answer = CliRunner().invoke(app, ["train", recipe, "--set", f"data.root={hub}", "--dry-run"])
    assert answer.exit_code == 0, answer.output
    assert set(json.loads(answer.stdout)) == {"recipe", "rows", "classes"}


def test_the_diary_is_learnt_measured_and_says_what_it_was_made_from(hub, tmp_path):
    changes = {"data.root": f'"{hub}"'} | SMALL
    artifact = label_recipe.train(
        RECIPES / "aihub-diary.toml", changes, tmp_path / "out", lambda what, done: None
    )
    assert artifact.metrics["held out (cross-fitted)"]["accuracy"] > 0.9
    row = artifact.config["data"][0]
    assert (row["corpus"], row["prepared"]["drop"]) == ("aihub_emotional6", ["중립"])
    assert sum(row["rows"] for row in artifact.config["data"]) == plan("aihub-diary", hub)["rows"]["train"]
    found = load(tmp_path / "out")
    assert found.taxonomy.labels == ("분노", "슬픔", "기쁨")
    assert found.taxonomy.labels[found.predict_proba(["오늘 너무 신나요"])[0].argmax()] == "기쁨"
    wanted = ["evaluate", str(tmp_path / "out"), "--corpus", "aihub_diary", "--path", str(hub), "--json"]
    answer = CliRunner().invoke(app, wanted)
    assert answer.exit_code == 0, answer.output
    assert json.loads(answer.stdout)["accuracy"] > 0.9


@pytest.mark.parametrize(
    ("changes", "error", "why"),
    [
        ({"data.corpus": "kote"}, BadSetting, "either data.corpus or data.corpora"),
        ({"data.corpora": "[]"}, BadSetting, "either data.corpus or data.corpora"),
        ({"data.corpora": "[]", "data.corpus": "kote"}, BadSetting, r'write data.corpora = \["kote"\]'),
        ({"data.drop": '["중림"]'}, UnknownName, "did you mean '중립'"),
        ({"data.cap": "{'혐오' = 3}"}, UnknownName, "unknown label '혐오'"),
        ({"data.cap": "smalest"}, BadData, "'smalest'"),
        ({"data.merge": "3"}, BadSetting, "data.merge"),
    ],
)
def test_wrong_options_are_named(hub, changes, error, why):
    with pytest.raises(error, match=why):
        plan("aihub-diary", hub, **changes)


@pytest.mark.parametrize("name", ["aihub-single", "aihub-diary", "aihub-kakao6", "nsmc"])
def test_a_folder_without_the_corpus_is_refused(name, tmp_path):
    (tmp_path / "notes.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(BadData, match=r"expected|needs"):
        plan(name, tmp_path)


def test_each_recipe_is_named_after_its_file():
    for name in ("aihub-single", "aihub-diary", "aihub-kakao6", "nsmc"):
        assert (
            tomllib.loads((RECIPES / f"{name}.toml").read_text(encoding="utf-8"))["name"] == f"gyeol-{name}"
        )
