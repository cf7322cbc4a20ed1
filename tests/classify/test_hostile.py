import json
import shutil
import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gyeol
from gyeol.classify.hostile import Hostile, pieces
from gyeol.classify.hostile_words import KINDS, lexicon
from gyeol.errors import BadArtifact

SHIPPED = Path(gyeol.__file__).parent / "artifacts" / "hostile"
CASES = tomllib.loads((Path(__file__).parent / "hostile_cases.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def model():
    return Hostile.load(SHIPPED)


@pytest.mark.parametrize(("language", "found", "alarms"), [("ko", 0.95, 0.2), ("en", 0.9, 0.12)])
def test_hostile_sentences_are_flagged_and_calm_ones_that_come_close_mostly_not(
    model, language, found, alarms
):
    assert np.mean([v.flagged for v in model.read(CASES[language]["hostile"])]) >= found
    assert np.mean([v.flagged for v in model.read(CASES[language]["calm"])]) <= alarms


def test_the_reasons_are_words_of_the_text_where_they_stand(model):
    for text in [*CASES["ko"]["hostile"], *CASES["en"]["hostile"]]:
        [verdict] = model.read([text])
        for reason in verdict.reasons:
            assert text[reason.start : reason.end] == reason.word
            assert reason.kind in (*KINDS, "like")


def test_a_threat_is_named_as_one_and_as_aimed(model):
    [verdict] = model.read(["너 학교에서 만나면 죽여버린다"])
    assert verdict.reasons[0].kind == "threat"
    assert verdict.aimed


def test_what_is_quoted_or_said_of_oneself_weighs_less(model):
    said, quoted, own = model.read(["you are an idiot", 'he called me "an idiot"', "i'm such an idiot"])
    assert said.flagged
    assert quoted.quoted
    assert max(quoted.share, own.share) < said.share


def test_what_is_not_flagged_has_no_reasons(model):
    [verdict] = model.read(["내일 아침에 빵을 사러 가자"])
    assert not verdict.flagged
    assert verdict.reasons == ()


@pytest.mark.parametrize(
    "disguise", ["시1발 너 죽여버린다", "ㅅ ㅂ 너 죽여 버린다", "SHUT UP IDIOT", "f*ck you, moron"]
)
def test_a_disguise_hides_nothing(model, disguise):
    assert model.read([disguise])[0].flagged


def test_alone_and_among_others_a_text_is_judged_alike(model):
    texts = [*CASES["ko"]["calm"], *CASES["en"]["hostile"]]
    assert model.read(texts) == [model.read([text])[0] for text in texts]


@given(st.text(max_size=200))
def test_any_text_is_judged(model, text):
    assert 0 <= model.read([text])[0].share <= 1


def test_pieces_are_sorted_and_each_once():
    found = pieces("바보 바보 바보", 65_536)
    assert found.tolist() == sorted(set(found.tolist()))
    assert len(pieces("", 65_536)) == 0


def test_an_altered_artefact_is_refused(tmp_path):
    folder = tmp_path / "hostile"
    shutil.copytree(SHIPPED, folder)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config["options"]["threshold"] = [0.0, 0.0]
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(BadArtifact):
        Hostile.load(folder)


def test_it_is_small_and_made_only_from_what_may_ship():
    assert sum(file.stat().st_size for file in SHIPPED.iterdir()) < 2_000_000
    made_from = {
        row["corpus"] for row in json.loads((SHIPPED / "config.json").read_text(encoding="utf-8"))["data"]
    }
    assert made_from == {"curse_ko", "songys", "goemotions"}


def test_every_kind_has_words_in_both_languages():
    assert lexicon("ko").find("너 이 병신아").words
    assert lexicon("en").find("you idiot").words
    assert lexicon("en").find("idiotic").words == ()
