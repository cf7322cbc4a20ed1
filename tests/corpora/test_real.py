"""The readers on the real files: row counts and the defects that they are known for."""

from collections import Counter

import pytest

from gyeol.corpora import CORPORA

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def read(data_root):
    def rows(name, part="train"):
        corpus = CORPORA.get(name)
        return list(corpus.read(corpus.path(data_root, part)))

    return rows


@pytest.mark.parametrize(
    ("name", "part", "rows"),
    [
        ("goemotions", "train", 43_410),
        ("goemotions", "dev", 5_426),
        ("kote", "train", 5_000),
        ("dair", "dev", 2_000),
    ],
)
def test_every_row_is_read(read, name, part, rows):
    assert len(read(name, part)) == rows


def test_translations_carry_the_labels_of_their_originals(read):
    english, korean = read("goemotions", "dev"), read("goemotions_ko", "dev")
    assert [e.labels for e in english] == [k.labels for k in korean]
    assert [e.group for e in english] == [k.group for k in korean]


def test_dair_holds_thirty_contradictions_and_no_repeated_row(read):
    rows = read("dair")
    assert len({(r.text, r.labels) for r in rows}) == len(rows)
    assert sum(n > 1 for n in Counter(r.text for r in rows).values()) == 30


def test_songys_holds_eighty_one_texts_with_two_labels(read):
    assert sum(len(r.labels) > 1 for r in read("songys")) == pytest.approx(81, abs=2)


def test_kote_rows_carry_many_labels(read):
    rows = read("kote")
    assert sum(len(r.labels) for r in rows) / len(rows) == pytest.approx(7.9, abs=0.1)
