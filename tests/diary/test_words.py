"""Words of a diary: particles come off, verbs and stop words stay out, plurals meet their singular."""

import pytest

from gyeol.diary.words import counted, split


def words(*texts):
    return {word.word: len(word.texts) for word in counted(texts)}


@pytest.mark.parametrize(
    ("form", "stem"),
    [
        ("바다에서", "바다"), ("바다를", "바다"), ("친구들이", "친구"), ("친구들", "친구"), ("엄마랑", "엄마"),
        ("지하철로", "지하철"), ("행복했다", "행복"), ("운동했더니", "운동"), ("피곤한", "피곤"), ("집에", "집"),
        ("면접이라", "면접"), ("비가", "비"), ("바다", "바다"), ("오늘은", ""), ("내가", ""), ("수는", ""),
        ("너무", ""), ("mom's", "mom"), ("the", ""), ("don't", ""), ("sea", "sea"),
    ],
)  # fmt: skip
def test_words_are_cut_to_what_tells_something(form, stem):
    assert split(form)[0] == stem


def test_a_word_counts_once_a_text_in_all_its_forms():
    assert words("바다에 갔다. 바다는 넓다. 바다!", "바다를 보았다", "산") == {"바다": 2}


def test_verbs_and_adverbs_are_no_nouns():
    found = words(*["밥을 먹고 집에 들어가 누웠다. 빨리 자고 싶어. 좋아하는 책을 읽어서 좋은 날이었다."] * 3)
    assert set(found) == {"밥", "집", "책"}


def test_a_noun_that_ends_like_a_particle_is_whole_where_it_shows():
    assert words("고양이랑 놀았다", "고양이를 안았다", "고양이가 잔다") == {"고양이": 3}


def test_plurals_meet_their_singular():
    assert words("my friends came", "a friend called", "Dresses and a dress") == {"friend": 2, "dress": 1}


def test_the_commonest_come_first_and_of_equals_the_first():
    found = counted(["파도와 바다를", "바다에서 모래를", "모래에 파도가", "바다에"], 2)
    assert [(w.word, w.texts) for w in found] == [("바다", (0, 1, 3)), ("파도", (0, 2))]


@pytest.mark.parametrize("text", ["", "!!!", "ㅋㅋㅋ 123", "😊", "今日は"])
def test_what_holds_no_words_has_none(text):
    assert counted([text]) == []


def test_hangul_is_read_however_it_is_composed():
    import unicodedata

    assert words(unicodedata.normalize("NFD", "바다에서 바다를")) == {"바다": 1}
