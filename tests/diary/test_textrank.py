"""TextRank: a known graph, and what must hold for any text."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gyeol.diary.textrank import MAX_SENTENCES, content_words, extract, rank
from gyeol.errors import BadText


def test_particles_and_endings_are_no_content():
    assert content_words("고양이가 창가에서 잤다") == content_words("고양이는 창가를 잤다") != frozenset()
    assert content_words("The cats walked and I was walking") == {"cat", "walk"}
    assert content_words("그리고 그래서 나는") == frozenset()


def test_the_sentence_that_others_resemble_ranks_first():
    said = ["김밥을 먹었다.", "바다에서 고양이와 놀았다.", "바다가 파랬다.", "고양이는 하얗다."]
    ranks = rank(said)
    assert int(ranks.argmax()) == 1
    assert extract(said, 0.25) == [1]


def test_ranks_solve_the_equation_of_the_paper():
    said = ["red apple pie", "green apple tree", "green grass here", "red car"]
    ranks = rank(said)
    words = [content_words(s) for s in said]
    alike = np.array([
        [0 if i == j else len(a & b) / (np.log(len(a)) + np.log(len(b))) for j, b in enumerate(words)]
        for i, a in enumerate(words)
    ])  # fmt: skip
    expected = 0.15 / 4 + 0.85 * (alike / alike.sum(0)) @ ranks
    np.testing.assert_allclose(ranks, expected, atol=1e-6)


@given(st.lists(st.text(max_size=20), min_size=1, max_size=12))
def test_any_sentences_have_ranks_that_sum_to_one(said):
    ranks = rank(said)
    assert ranks.sum() == pytest.approx(1)
    assert (ranks > 0).all()
    chosen = extract(said)
    assert chosen == sorted(set(chosen)) != []


def test_without_overlap_the_first_sentences_are_taken():
    assert extract(["apple", "river", "stone", "cloud"], 0.5) == [0, 1]


def test_too_many_sentences_are_refused():
    with pytest.raises(BadText, match="at most 1,000"):
        rank(["a"] * (MAX_SENTENCES + 1))
