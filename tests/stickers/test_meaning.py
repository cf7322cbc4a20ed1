import tomllib
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gyeol.emotion import PRODUCT
from gyeol.stickers.emoji_names import bare, emojis_in, from_short_name, name_of
from gyeol.stickers.meaning import emoji_feelings, meaning
from gyeol.stickers.pack import FoundSticker
from gyeol.stickers.words import felt, label_weights


def found(file="x1.png", **facts):
    return FoundSticker(slug="x", file=file, data=bytes, **facts)


def top(vector):
    return None if vector is None or not vector.any() else PRODUCT.labels[int(vector.argmax())]


@pytest.mark.parametrize(
    ("file", "evidence", "emotion"),
    [
        ("1f600.png", "codepoint", "joy"),
        ("emoji_u1f621.png", "codepoint", "anger"),
        ("U+1F62D.webp", "codepoint", "sadness"),
        ("emoji_u1f926_1f3fd_200d_2640.png", "codepoint", "embarrassment"),
        ("2764-fe0f.png", "codepoint", "love"),
        ("😱.png", "codepoint", "anxiety"),
        ("grinning-face.svg", "filename", "joy"),
        ("loudly_crying_face.png", "filename", "sadness"),
        ("angry_cat-02.png", "filename", "anger"),
        ("blobcatcry.png", "filename", "sadness"),
        (":blobcatsad:.png", "filename", "sadness"),
        ("blobfoxcomfyhappy.png", "filename", "joy"),
        ("blobfoxgooglyangry.png", "filename", "anger"),
        ("BlobCat_Scream.png", "filename", "anxiety"),
        ("happyyy.png", "filename", "joy"),
        ("화난_고양이.png", "filename", "anger"),
        ("고양이사랑해.png", "filename", "love"),
        ("\u1112\u116a\u1102\u1161\u11ab.png", "filename", "anger"),
        ("sad/cat 01.png", "filename", "sadness"),
        ("sticker_014.png", "none", None),
        ("1f418.png", "none", None),
        ("fun_emoji/cat.png", "none", None),
        ("face.png", "none", None),
    ],
)
def test_file_names_carry_meaning(file, evidence, emotion):
    meant = meaning(found(file))
    assert (meant.evidence, top(meant.emotion)) == (evidence, emotion)


@pytest.mark.parametrize(
    "word",
    ["sadistic", "made", "glove", "clover", "nomad", "saddle", "restaurant", "rainbow", "pants", "madrid",
     "hellokitty",
     "not happy", "never angry", "not_sad", "전화", "사랑니", "영화나무", "안 슬퍼", "", "...", "12"],
)  # fmt: skip
def test_words_that_only_look_like_feelings(word):
    feeling = top(felt(word))
    assert feeling is None or (word, feeling) == ("hellokitty", "joy")


@pytest.mark.parametrize("label", [*PRODUCT.labels, *PRODUCT.ko])
def test_product_labels_are_understood(label):
    assert np.count_nonzero(label_weights(label)) == 1
    assert label_weights(label).max() == 1


@pytest.mark.parametrize(
    ("label", "emotion"),
    [("fear", "anxiety"), ("sleepy", "fatigue"), ("playful", "joy"), ("shy", "embarrassment"),
     ("Happy", "joy"),
     ("approval", "joy"), ("disapproval", "disgust"), ("thinking", "neutral"), ("cool", "joy"),
     ("excited", "joy"),
     ("화남", "anger"), ("졸림", "fatigue")],
)  # fmt: skip
def test_common_labels_are_understood(label, emotion):
    assert top(label_weights(label)) == emotion


def test_the_order_of_evidence():
    everything = found("angry.png", emotion="calm", emojis=("😭",), en="happy cat", keywords=("love",))
    assert (meaning(everything).evidence, top(meaning(everything).emotion)) == ("manifest", "calm")
    without_label = found("angry.png", emojis=("😭",), en="happy cat", keywords=("love",))
    assert (meaning(without_label).evidence, top(meaning(without_label).emotion)) == ("codepoint", "sadness")
    words = found("angry.png", emojis=("🐘",), en="happy cat")
    assert (meaning(words).evidence, top(meaning(words).emotion)) == ("manifest", "joy")
    written = found("angry.png", text="고마워요!")
    assert top(meaning(written).emotion) == "gratitude"
    unknown_label = found("angry.png", emotion="xyzzy")
    assert (meaning(unknown_label).evidence, top(meaning(unknown_label).emotion)) == ("filename", "anger")


def test_several_labels_are_several_feelings():
    vector = meaning(found(emotion="joy|love")).emotion
    assert vector[PRODUCT.index("joy")] == vector[PRODUCT.index("love")] == 1


def test_polarity_alone_is_no_feeling():
    meant = meaning(found(polarity="negative"))
    assert meant.evidence == "none"
    assert not meant.emotion.any()


def test_names_come_in_both_languages():
    meant = meaning(found("1f600.png"))
    assert (meant.ko, meant.en) == ("활짝 웃는 얼굴", "grinning face")
    assert "grinning" in meant.keywords
    assert (meaning(found("BlobCat_Cry-02.png")).en, meaning(found("화난_고양이.png")).ko) == (
        "blob cat cry",
        "화난 고양이",
    )
    assert meaning(found("1f600.png", ko="모찌")).ko == "모찌"


def test_emoji_table_is_well_formed_and_wide():
    table = tomllib.loads(files("gyeol.stickers").joinpath("emoji_feelings.toml").read_text(encoding="utf-8"))
    assert len(table) >= 330
    for character, weights in table.items():
        assert bare(character) == character
        assert name_of(character) is not None
        assert weights
        assert all(0 < weight <= 1 for weight in weights.values())
        assert emoji_feelings(character).sum() >= 0.99
    covered = {PRODUCT.labels[int(emoji_feelings(character).argmax())] for character in table}
    assert covered == set(PRODUCT.labels)


def test_word_tables_are_well_formed():
    tables = tomllib.loads(files("gyeol.stickers").joinpath("feeling_words.toml").read_text(encoding="utf-8"))
    for language in ("en", "ko"):
        for word, weights in tables[language].items():
            assert PRODUCT.vector(weights).any(), word
            assert all(0 < weight <= 1 for weight in weights.values())
            assert word == word.lower()


@pytest.mark.parametrize("tone", ["\U0001f3fb", "\U0001f3ff"])
def test_skin_tone_gender_and_variation_change_nothing(tone):
    plain = emoji_feelings("🤦")
    for other in ("🤦" + tone, "🤦\u200d♀\ufe0f", "🤦" + tone + "\u200d♂\ufe0f"):
        np.testing.assert_array_equal(emoji_feelings(other), plain)
    np.testing.assert_array_equal(emoji_feelings("❤"), emoji_feelings("❤\ufe0f"))


def test_the_table_cannot_be_changed_through_an_answer():
    before = emoji_feelings("😀").copy()
    emoji_feelings("😀")[:] = 0
    np.testing.assert_array_equal(emoji_feelings("😀"), before)


@pytest.mark.parametrize(
    ("text", "emojis"),
    [("1f600", ("😀",)), ("1F468-200D-1F4BB", ("👨\u200d💻",)),
     ("😀 and 🎉😀", ("😀", "🎉")), ("dead", ()), ("beef", ()),
     ("110000", ()), ("", ()), ("happy", ()), ("23-20e3", ("#⃣",))],
)  # fmt: skip
def test_finds_emojis(text, emojis):
    assert emojis_in(text) == emojis


def test_short_names_and_aliases():
    assert from_short_name("Smiling-Face-with-Heart-Eyes") == "😍"
    assert from_short_name("joy") == "😂"
    assert from_short_name("no such thing") is None


@given(st.text(max_size=60), st.text(max_size=40), st.lists(st.text(max_size=10), max_size=4))
def test_meaning_of_anything_is_a_vector(file, emotion, keywords):
    meant = meaning(found(file or "x", emotion=emotion or None, keywords=tuple(keywords)))
    assert meant.emotion.shape == (len(PRODUCT),)
    assert meant.emotion.dtype == np.float32
    assert ((meant.emotion >= 0) & (meant.emotion <= 1)).all()
    assert meant.emotion.any() == (meant.evidence != "none")


def test_a_bare_number_is_no_emoji():
    for file in ("1.png", "100.png", "01.png", "-1.png"):
        sticker = FoundSticker(slug="x", file=file, data=lambda: b"")
        assert meaning(sticker).emojis == ()
        assert meaning(sticker).evidence == "none"
