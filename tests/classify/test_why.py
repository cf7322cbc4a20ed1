"""Attribution against known answers: exact places, and a feeling that falls when the marked words are gone."""

import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest

from gyeol import Engine
from gyeol.classify.why import spans, why, without
from gyeol.errors import BadText
from gyeol.text import normalise

TEXTS = [
    "오늘 시험에 떨어져서 너무 우울해ㅠㅠ",
    "나는   행복해,\n정말 행복해!! 고마워 😊",
    "I'm so thankful for your help, thank you 🙏🏽",
    "👩‍👩‍👧 love you all, 사랑해 사랑해 ❤️",
    "😡😡😡",
    "ㅋㅋㅋㅋㅋㅋㅋㅋ 미쳤다 진짜",
    "don’t be so angry… i hate this",
    "I feel lonely since she left, the house is so quiet",
    "그 사람이 또 거짓말을 해서 화가 나",
    "e\u0301motion: I am scared \x00of the dark",
]


@pytest.fixture(scope="module")
def engine():
    with Engine.open() as engine:
        yield engine


def felt(engine, text, label):
    [row] = engine.classifier.predict_proba([normalise(text)])
    return float(row[engine.classifier.taxonomy.index(label)])


@pytest.mark.parametrize("text", TEXTS)
def test_places_are_exact_and_in_order(engine, text):
    carried = engine.why(text)
    assert carried
    assert all(text[c.start : c.end] == c.word and c.weight > 0 for c in carried)
    assert all(a.end <= b.start for a, b in pairwise(carried))


@pytest.mark.parametrize("text", [t for t in TEXTS if "\x00" not in t])
def test_without_the_marked_words_the_feeling_falls(engine, text):
    [reading] = engine.emotions([text])
    rest = without(text, [(c.start, c.end) for c in engine.why(text)])
    assert felt(engine, rest, reading.top) < felt(engine, text, reading.top)


def test_of_a_long_text_the_feeling_falls_too_and_it_takes_no_minute(engine):
    filler = [f"그날 {i}번 버스를 타고 {i * 7}쪽까지 읽었다." for i in range(250)]
    text = " ".join(
        [*filler[:140], "그런데 소식을 듣고 너무 슬퍼서 펑펑 울었다. 정말 우울하고 슬프다.", *filler[140:]]
    )
    [reading] = engine.emotions([text])
    carried = engine.why(text)
    assert carried
    assert all(text[c.start : c.end] == c.word for c in carried)
    rest = without(text, [(c.start, c.end) for c in carried])
    assert felt(engine, rest, reading.top) < felt(engine, text, reading.top)


def word_counter(*wanted):
    """Return a reader whose probability rises with each wanted word, and the number of texts that it read."""
    seen = []

    def read(texts):
        seen.extend(texts)
        hits = np.array([sum(word in t.split() for word in wanted) for t in texts])
        return (1 / (1 + np.exp(-(2.0 * hits - 1)))).astype(np.float32)

    return read, seen


def test_the_weights_of_a_known_reader():
    read, _ = word_counter("good")
    assert [(c.word, c.start, c.end) for c in why("a good day", read)] == [("good", 2, 6)]
    assert why("a good day", read)[0].weight == pytest.approx(2.0, abs=1e-3)
    twice = why("good and good", read)
    assert [(c.start, c.weight) for c in twice] == [
        (0, pytest.approx(1, abs=1e-3)),
        (9, pytest.approx(1, abs=1e-3)),
    ]


def test_a_long_text_is_sampled_and_its_needle_is_found():
    read, seen = word_counter("needle")
    text = " ".join([*(f"w{i}" for i in range(900)), "needle", *(f"v{i}" for i in range(900))])
    assert [c.word for c in why(text, read)] == ["needle"]
    assert sum(len(t) > len(text) / 2 for t in seen) <= 60  # few readings of the whole text


def test_a_text_that_nothing_carried():
    assert why("so it is", lambda texts: np.full(len(texts), 0.4, np.float32)) == []
    assert why("  ", lambda texts: np.full(len(texts), 0.4, np.float32)) == []


def test_words_that_need_each_other_leave_the_weightiest():
    def read(texts):  # "a" or "b" alone misses its twin; without both nothing is odd
        return np.array([0.9 if ("a" in t.split()) == ("b" in t.split()) else 0.2 for t in texts], np.float32)

    assert len(why("a b", read)) == 1


def test_an_emoji_is_never_cut():
    text = "가족👩‍👩‍👧최고👍🏽!!1️⃣ㅠㅠ"
    assert [text[a:b] for a, b in spans(text)] == ["가족", "👩‍👩‍👧", "최고", "👍🏽", "!!", "1️⃣", "ㅠㅠ"]


def test_a_full_stop_carries_nothing_but_a_face_may():
    def read(texts):
        return np.array([0.9 if "." in t and ":(" in t else 0.2 for t in texts], np.float32)

    assert [c.word for c in why("oh. :(", read)] == [":("]


def test_a_scheme_asks_about_its_group(engine):
    assert [c.word for c in engine.why("정말 고마워", "diary4")]
    with pytest.raises(BadText):
        engine.why(" ")


def test_asking_why_needs_no_torch():
    code = (
        "import sys; from gyeol.cli import main; sys.argv = ['gyeol', 'emotions', '--why', '정말 슬퍼']\n"
        "try: main()\nexcept SystemExit: pass\n"
        "assert not {'torch', 'sklearn', 'gyeol.lab'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
