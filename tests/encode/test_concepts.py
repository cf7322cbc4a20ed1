import tomllib
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gyeol.encode.concepts import Concepts
from gyeol.encode.inflect import PARTICLES, forms

CASES = tomllib.loads(Path(__file__).with_name("concept_cases.toml").read_text(encoding="utf-8"))
CONCEPTS = Concepts.load()


def found(text):
    return {CONCEPTS.names[axis] for axis in CONCEPTS.found(text)}


@pytest.mark.parametrize(
    ("text", "expected"), [case for language in CASES.values() for case in language.items()]
)
def test_finds_exactly_what_a_text_is_about(text, expected):
    assert found(text) == set(expected.split())


def test_there_are_enough_cases():
    assert sum(map(len, CASES.values())) >= 60


def test_every_concept_has_names_for_people_and_is_found_by_them():
    assert CONCEPTS.dim == len(CONCEPTS.names) >= 120
    for name in CONCEPTS.names:
        ko, en = CONCEPTS.taxonomy.title(name, "ko"), CONCEPTS.taxonomy.title(name, "en")
        assert any("가" <= c <= "힣" for c in ko)
        assert en.isascii()
    assert CONCEPTS.taxonomy.title("birthday", "ko") == "생일"


def test_decomposed_korean_reads_like_composed():
    text = "생일에 커피"
    assert found(unicodedata.normalize("NFD", text)) == found(text) == {"birthday", "coffee"}


def test_skin_tones_and_variation_selectors_do_not_matter():
    assert found("👍🏽") == found("👍")
    assert found("❤️") == found("❤") == {"heart"}


def test_korean_message_meets_english_sticker_names():
    message, sticker, other = CONCEPTS.encode(["생일 축하해", "birthday cake", "sleeping cat"])
    assert message @ sticker > 0.4
    assert message @ other == 0


@given(st.text(max_size=60))
def test_any_text_gives_a_non_negative_unit_or_zero_row(text):
    row = CONCEPTS.encode([text])[0]
    assert row.min() >= 0
    assert np.isclose(np.linalg.norm(row), 1, atol=1e-5) or not row.any()


def test_english_endings_follow_the_spelling_rules():
    assert {"party", "parties", "partied"} <= forms("party")
    assert {"dance", "dancing", "danced"} <= forms("dance")
    assert {"hug", "hugging", "hugged"} <= forms("hug")
    assert {"kiss", "kisses"} <= forms("kiss")


@pytest.mark.parametrize(("rest", "counts"), [("에서는", True), ("이에요", True), ("밀", False), ("", True)])
def test_particles(rest, counts):
    assert bool(PARTICLES.fullmatch(rest)) == counts


def test_a_hundred_thousand_letters_without_a_space_neither_crash_nor_take_long():
    # once too deep a recursion, and minutes where it was quadratic
    for part, concepts in (("생일", {"birthday"}), ("ㅋ", {"laugh"}), ("blobcat", {"cat"})):
        assert found(part * (100_000 // len(part))) == concepts


def test_a_long_text_about_one_thing_leaves_room_for_another():
    row = CONCEPTS.encode(["비가 와 " * 500 + "커피 마시자"])[0]
    assert row[CONCEPTS.names.index("coffee")] > 0.5
