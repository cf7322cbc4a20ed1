import logging
import re
import tomllib
import unicodedata
from datetime import date
from pathlib import Path
from re._constants import MAX_REPEAT, MAXREPEAT, MIN_REPEAT
from re._parser import SubPattern, parse

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gyeol.phrases import phrases
from gyeol.safety import Help, check, help_lines
from gyeol.safety.rules import rules
from gyeol.safety.signs import signs

CASES = tomllib.loads((Path(__file__).parent / "safety_cases.toml").read_text(encoding="utf-8"))


def level(text):
    help_ = check(text)
    return help_.level if help_ else None


# (recall of crises, films and denials taken for one, alarms on ordinary sentences): floor, ceiling, ceiling.
# What was not tuned on shows what a stranger's sentences get (docs/trust.md).
TUNED = {
    "": (0.98, 0.05, 0.01),
    "_near": (0.95, 0.05, 0.04),
    "_a": (0.96, 0.05, 0.01),
    "_c": (0.95, 0.05, 0.03),
    "_d": (0.94, 0.05, 0.02),
    "_f": (0.93, 0.10, 0.01),
    "_h": (0.90, 0.05, 0.01),
    "_i": (0.85, 0.05, 0.01),
    "_j": (0.86, 0.07, 0.02),
    "_k": (0.00, 0.03, 0.02),
}
UNTUNED = {"_b": (0.70, 0.30, 0.05), "_e": (0.76, 0.20, 0.10), "_g": (0.74, 0.22, 0.02)}
FIGURES = TUNED | UNTUNED


def sets(kind):
    return [name for name in FIGURES if kind + name in CASES]


def share(name, *levels):
    """Of a set's sentences, the share at these levels; a number, so that a failure shows no untuned sentence."""
    return sum(level(case) in levels for case in CASES[name]) / len(CASES[name])


def test_there_are_enough_cases_and_none_twice():
    everything = [case for cases in CASES.values() for case in cases]
    assert len(everything) >= 3_500
    assert len(set(everything)) == len(everything)


@pytest.mark.parametrize("name", sets("crisis"))
def test_crises_are_found(name):
    found = share(f"crisis{name}", "crisis")
    assert found >= FIGURES[name][0]


@pytest.mark.parametrize("name", sets("light"))
def test_films_friends_and_denials_are_no_crisis_of_the_readers(name):
    wrong = share(f"light{name}", "crisis")
    assert wrong <= FIGURES[name][1]


@pytest.mark.parametrize("name", sets("ordinary"))
def test_ordinary_sentences_pass_in_silence(name):
    alarms = share(f"ordinary{name}", "crisis", "light")
    assert alarms <= FIGURES[name][2]


BESIDE = (
    "경찰에 신고했지만 아무도 믿어 주지 않았다.",
    "비타민도 한약도 소용없다.",
    "수업 시간에 배운 게 하나도 생각나지 않는다.",
    "손을 흔들고 헤어졌다.",
    "숨 참기 놀이를 했다.",
    "햄스터를 묻어 주고 왔다.",
    "보스 레이드에서 또 졌다.",
    "마술 쇼를 봤다.",
    "회사에서 보스한테 혼났다.",
    "영화를 보고 왔다.",
    "자원봉사를 하며 이야기를 들었다.",
    "노을을 봤다.",
    "유튜브에서 논술 주제를 찾았다.",
    "I saw my lawyer today.",
    "I stood in line at the pharmacy.",
    "I waved at a neighbour.",
    "We watched a magic show.",
    "I cried tears of joy at the wedding.",
    "I was so grateful for the soup.",
    "I am dead serious.",
    "I got to level 7 in the game.",
    "We talked about student life in class.",
    "I was waiting for the last train.",
)
PLAIN = (
    "죽고 싶다.",
    "자살하고 싶어요.",
    "오늘 밤에 목숨을 끊을 거야.",
    "I want to die.",
    "I'm going to kill myself tonight.",
)


@pytest.mark.parametrize("said", PLAIN)
def test_nothing_everyday_silences_plain_words(said):
    missed = [
        beside for beside in BESIDE if not level(f"{beside} {said}") == level(f"{said} {beside}") == "crisis"
    ]
    assert missed == []


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_frame_names_signs_that_are_there(language):
    its = signs(language)
    for frame in {row[2] for rows in its.frames.values() for row in rows}:
        assert frame.needs | frame.bars <= its.frames.keys()


def test_the_wrong_keyboard_is_read():
    assert level("tkfrl tlfgek") == "crisis"
    assert level("ㅑ ㅈ뭇 새 얃") == "crisis"
    assert level("qkqajrwk") is None


def test_a_slip_of_the_fingers_is_read():
    for text in (
        "suidical thoughts again",
        "i want to disapear",
        "gonna oevrdose tonight",
        "i hate bieng alive",
    ):
        assert level(text) == "crisis", text


def test_signs_far_apart_are_not_read_together():
    near = "the bridge, i wonder how cold it would be if i let go"
    assert level(near) == "crisis"
    assert (
        level(
            "the bridge was built in 1932. " + "It is long and grey and full of cars. " * 5 + "i wonder why."
        )
        is None
    )


@pytest.mark.parametrize(
    "disguise",
    [
        str.upper,
        lambda text: f"  {text}  \n",
        lambda text: "\u200b".join(text),
        lambda text: f"오늘 점심은 맛있었다.\n{text}.\nThe weather was fine.",
        lambda text: text.translate({c: c + 0xFEE0 for c in range(0x21, 0x7F)}),
        lambda text: "a day like any other, " * 2000 + "\n" + text,
    ],
)
def test_a_disguise_hides_nothing(disguise):
    for text in ("죽고 싶어", "자살하고 싶다", "사라지고 싶다", "i want to die", "i have no reason to live"):
        assert level(disguise(text)) == "crisis"


def test_split_jamo_and_decomposed_syllables_are_read():
    for text in ("ㅈㅏㅅㅏㄹ하고 싶다", "ㅈㅜㄱㄱㅗ 싶어", unicodedata.normalize("NFD", "죽고 싶어")):
        assert level(text) == "crisis"


def test_an_idiom_beside_a_crisis_does_not_hide_it():
    assert level("배고파 죽겠다. 그리고 나는 죽고 싶다.") == "crisis"
    assert level("this deadline is killing me and i want to kill myself") == "crisis"
    assert level("친구가 죽고 싶대. 나도 죽고 싶어.") == "crisis"
    assert level("she wants to die. i want to die.") == "crisis"


def test_the_country_goes_by_the_language_unless_it_is_given():
    def numbers(help_):
        return [line.number for line in help_.lines]

    assert numbers(check("죽고 싶어"))[:3] == ["109", "1577-0199", "1388"]
    assert numbers(check("i want to die"))[:2] == ["988", "911"]
    assert {"109", "988"} <= set(numbers(check("죽고 싶어. i want to die")))
    assert check("i want to die", country="KR").country == "KR"
    assert numbers(check("i want to die", country="KR"))[0] == "109"
    assert {"109", "988"} <= set(numbers(check("i want to die", country="FR")))


def test_every_help_names_an_emergency_number_and_what_to_do_elsewhere():
    for country in ("KR", "US", "FR", ""):
        lines = help_lines(country)
        assert any(line.emergency and line.number for line in lines)
        assert lines[-1].country == ""
        for line in lines:
            assert line.ko
            assert line.en
            assert re.fullmatch(r"[0-9-]*", line.number)
            assert type(line.checked_on) is date


def test_nothing_is_logged_or_kept(caplog):
    caplog.set_level(logging.DEBUG)
    found = check("죽고 싶어 카나리아")
    assert isinstance(found, Help)
    assert "카나리아" not in repr(found)
    assert caplog.text == ""


def test_there_are_words_for_both_levels():
    for language in ("ko", "en"):
        p = phrases(language)
        assert all(p(f"safety.{key}") for key in ("title", "body", "light_title", "light_body", "private"))


@given(st.text())
def test_any_string_is_read(text):
    check(text)


@pytest.mark.parametrize(
    "odd", ["", "\0", "\ud800 죽고 싶어", "ㅏㅏㅏ", "ㄸㅏㄸ", "a " * 50_000, "?" * 100_000]
)
def test_odd_strings_are_read(odd):
    assert (level(odd) == "crisis") == ("죽고" in odd)


def test_no_skipped_rule_would_have_matched():
    for language, its in rules().items():
        for text in [case for name in ("crisis", "ordinary", "light_f") for case in CASES[name]]:
            matching = [rule for rule in its.sieve.rules if rule.search(text)]
            possible = its.sieve.possible(text)
            assert [rule for rule in possible if rule.search(text)] == matching, (language, text)


def unbounded(parsed):
    for operation, argument in parsed:
        if operation in (MAX_REPEAT, MIN_REPEAT) and argument[1] == MAXREPEAT:
            return True
        for part in argument if isinstance(argument, tuple | list) else [argument]:
            branches = part if isinstance(part, list) else [part]
            if any(unbounded(branch) for branch in branches if isinstance(branch, SubPattern)):
                return True
    return False


def test_no_rule_repeats_without_bound():
    """So the time grows with the length of the text and no faster."""
    assert unbounded(parse(r"a(?:b|c(?=[de]+))"))
    patterns = [
        rule.pattern
        for its in rules().values()
        for rule in (*its.crisis, *its.veiled, *its.light, *vars(its).values())
        if isinstance(rule, re.Pattern)
    ]
    assert len(patterns) > 100
    assert [rule for rule in patterns if unbounded(parse(rule))] == []
