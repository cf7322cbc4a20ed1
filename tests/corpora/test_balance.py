"""Dropping, merging and capping, with the figures of the reference systems."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gyeol.corpora import Example, balance
from gyeol.corpora.balance import Balance, balanced, limits
from gyeol.errors import BadData, UnknownName

R1_5_BEFORE = {
    "중립": 48_616, "슬픔": 27_517, "분노": 19_710, "불안": 15_999, "당황": 14_670, "행복": 14_406, "혐오": 5_649,
}  # fmt: skip
R1_5_AFTER = {"중립": 25_000, "분노": 15_332, "불안": 15_000, "슬픔": 15_000, "당황": 14_667, "행복": 14_098}


def rows(sizes, source="a"):
    return [
        Example(f"{label} {i}", (label,), f"{label} {i}", source)
        for label, n in sizes.items()
        for i in range(n)
    ]


def test_the_counts_of_r1_5_come_out():
    how = Balance(drop=("a:놀람",), merge={"분노": ("혐오",)}, single=True, cap=R1_5_AFTER)
    left, table = balanced(rows(R1_5_BEFORE | {"놀람": 5_898}), how)
    assert table["drop"] == R1_5_BEFORE
    assert table["merge"]["분노"] == 19_710 + 5_649
    assert table["cap"] == R1_5_AFTER == balance.counts(left)
    assert list(table) == ["before", "drop", "merge", "single", "cap"]


def test_the_classes_of_r5_1_come_out():
    merge = {
        "기쁨/행복": ("행복", "기쁨"),
        "분노/불안/당황/놀람": ("분노", "불안", "당황", "놀람", "공포", "혐오"),
        "슬픔/상처": ("슬픔", "상처"),
    }
    single = rows(
        dict(zip(("행복", "놀람", "분노", "공포", "혐오", "슬픔", "중립"), range(1, 8), strict=True))
    )
    dialogue = rows(
        dict(zip(("분노", "슬픔", "불안", "상처", "당황", "기쁨"), range(1, 7), strict=True)), "b"
    )
    how = Balance(merge=merge)
    _, table = balanced([*single, *dialogue], how)
    assert table["merge"] == {
        "분노/불안/당황/놀람": 2 + 3 + 4 + 5 + 1 + 3 + 5,
        "슬픔/상처": 6 + 2 + 4,
        "기쁨/행복": 1 + 6,
        "중립": 7,
    }
    known = {
        "a": ("행복", "놀람", "분노", "공포", "혐오", "슬픔", "중립"),
        "b": ("분노", "슬픔", "불안", "상처", "당황", "기쁨"),
    }
    assert how.labels(known) == ("기쁨/행복", "분노/불안/당황/놀람", "슬픔/상처", "중립")


def test_the_examples_in_the_documentation_hold():
    assert doctest.testmod(balance).attempted == 2
    assert doctest.testmod(balance).failed == 0


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 9), min_size=1), st.integers(0, 9))
def test_a_cap_keeps_no_more_and_never_adds(sizes, cap):
    kept = limits(sizes, cap)
    assert kept == {label: min(n, cap) for label, n in sizes.items()}
    assert set(limits(sizes, "smallest").values()) == {min(sizes.values())}


def test_a_cap_keeps_the_same_rows_whatever_their_order():
    some = rows({"가": 20, "나": 5})
    one, _ = balanced(some, Balance(cap=3))
    two, _ = balanced(some[::-1], Balance(cap=3))
    assert {row.text for row in one} == {row.text for row in two}
    assert [row.labels[0] for row in one] == ["가"] * 3 + ["나"] * 3


def test_a_label_may_be_meant_in_one_corpus_only():
    some = [*rows({"놀람": 2}, "a"), *rows({"놀람": 3}, "b")]
    assert balanced(some, Balance(drop=("a:놀람",)))[1]["drop"] == {"놀람": 3}
    assert balanced(some, Balance(merge={"당황": ("b:놀람",)}))[1]["merge"] == {"당황": 3, "놀람": 2}


def test_merged_shares_are_added_and_several_labels_left_out_only_if_asked():
    row = Example("음", ("분노", "혐오", "중립"), "g", "a", (0.4, 0.4, 0.2))
    (left,), _ = balanced([row], Balance(merge={"분노": ("혐오",)}))
    assert left.labels == ("분노", "중립")
    assert left.shares == pytest.approx((0.8, 0.2))
    twice = Example("음", ("분노", "혐오"), "g", "a")
    assert balanced([twice], Balance(merge={"분노": ("혐오",)}, single=True))[0][0].labels == ("분노",)
    with pytest.raises(BadData, match=r"one of 'a' has 2; set data\.single = true"):
        balanced([twice], Balance(cap=1))


def test_wrong_options_are_named():
    known = {"a": ("가", "나")}
    with pytest.raises(UnknownName, match="unknown label '다'"):
        Balance(drop=("다",)).labels(known)
    with pytest.raises(UnknownName, match="unknown label 'b:가'; did you mean 'a:가'"):
        Balance(merge={"x": ("b:가",)}).labels(known)
    with pytest.raises(UnknownName, match="unknown label '나'"):
        Balance(drop=("나",), cap={"나": 3}).labels(known)
    with pytest.raises(BadData, match="not 'smalest'"):
        balanced(rows({"가": 1}), Balance(cap="smalest"))
    with pytest.raises(BadData, match="'가' into 'x' and 'y'"):
        balanced(rows({"가": 1}), Balance(merge={"x": ("가",), "y": ("가",)}))
    with pytest.raises(BadData, match="nothing is left"):
        balanced(rows({"가": 1}), Balance(drop=("가",)))
