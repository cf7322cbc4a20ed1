"""Each reader on invented rows in the form of its corpus, with that corpus's known defects."""

import lzma
from contextlib import suppress
from pathlib import Path

import pytest

from gyeol.corpora import CORPORA, data_root
from gyeol.corpora.own import expand
from gyeol.errors import BadData, BadSetting, UnknownName


def read(name: str, path: Path, text: str):
    path.write_text(text, encoding="utf-8")
    return list(CORPORA.get(name).read(path))


def test_goemotions_has_no_quoting_and_keeps_masks(tmp_path):
    rows = read("goemotions", tmp_path / "train.tsv", '"so [NAME] won\t17,26\tabc\nit\'s " fine\t27\tdef\n')
    assert [r.labels for r in rows] == [("joy", "surprise"), ("neutral",)]
    assert rows[0].text == '"so [NAME] won'


def test_a_translation_shares_the_group_of_its_original(tmp_path):
    english = read("goemotions", tmp_path / "train.tsv", "we won\t17\tabc\nno\t27\tdef\n")
    korean = read("goemotions_ko", tmp_path / "train.tsv", "우리가 이겼다\t17\n아니\t27\n")
    assert [r.group for r in english] == [r.group for r in korean]


def test_kote_reads_44_labels(tmp_path):
    (row,) = read("kote", tmp_path / "train.tsv", '77\t"집이 최고ㅋㅋ\t14,40\n')
    assert row.labels == ("편안/쾌적", "행복")
    assert row.text.startswith('"')


def test_songys_joins_the_labels_of_a_repeated_text_and_strips_them(tmp_path):
    rows = read(
        "songys",
        tmp_path / "c.csv",
        'Q,A,label\n보고 싶네,"그렇군요, 네",1\n보고 싶네,네,2   \n밥 먹자,네,0\n',
    )
    assert [(r.text, r.labels) for r in rows] == [
        ("보고 싶네", ("break-up", "love")),
        ("밥 먹자", ("daily",)),
    ]


def test_nsmc_reads_xz_skips_empty_documents_and_leaves_the_middle_unlabelled(tmp_path):
    path = tmp_path / "r.tsv.xz"
    with lzma.open(path, "wt", encoding="utf-8") as out:
        out.write("id\tdocument\trating\n1\t좋았다\t10\n2\t\t1\n3\t그럭저럭\t6\n4\t탭\t있음\t2\n")
    rows = list(CORPORA.get("nsmc").read(path))
    assert [(r.text, r.labels) for r in rows] == [
        ("좋았다", ("positive",)), ("그럭저럭", ()), ("탭\t있음", ("negative",))
    ]  # fmt: skip


def test_dair_skips_the_blank_first_line_and_repeated_rows_but_keeps_contradictions(tmp_path):
    rows = read(
        "dair", tmp_path / "v.txt", "\ni won; really;joy\ni won; really;joy\ni won; really;surprise\n"
    )
    assert [(r.text, r.labels[0]) for r in rows] == [("i won; really", "joy"), ("i won; really", "surprise")]
    assert rows[0].group == rows[1].group


def test_curse_ko_text_may_hold_bars(tmp_path):
    assert read("curse_ko", tmp_path / "d.txt", " 이런 | 저런|1\n")[0].text == "이런 | 저런"


@pytest.mark.parametrize(
    "name", ["goemotions", "goemotions_ko", "kote", "songys", "nsmc", "dair", "curse_ko"]
)
def test_a_wrong_file_is_refused_with_what_was_expected(name, tmp_path):
    with pytest.raises(BadData, match="expected"):
        read(name, tmp_path / "wrong.tsv", "some,other,columns,altogether\n1,2,3,4\n")


@pytest.mark.parametrize(("name", "row"), [("kote", "1\t글\t44\n"), ("goemotions", "text\t28\tx\n")])
def test_an_unknown_label_id_is_refused(name, row, tmp_path):
    with pytest.raises(BadData, match="label ids"):
        read(name, tmp_path / "train.tsv", row)


@pytest.mark.parametrize("name", ["songys", "nsmc", "dair", "curse_ko", "kote", "goemotions"])
@pytest.mark.parametrize("content", [b"\xff\xff\x00\xfe", b"", b"Q,A,label\n\xea\xb0\x80,1\n", b"\x00" * 50])
def test_any_bytes_are_read_or_refused_in_words(name, content, tmp_path):
    path = tmp_path / "any"
    path.write_bytes(content)
    with suppress(BadData):  # any other error fails the test
        assert list(CORPORA.get(name).read(path)) == []


def test_a_file_that_is_not_utf8_is_refused(tmp_path):
    path = tmp_path / "train.tsv"
    path.write_bytes("1\t한글\t3\n".encode("cp949"))
    with pytest.raises(BadData, match="UTF-8"):
        list(CORPORA.get("kote").read(path))


def test_templates_expand_to_every_choice():
    assert sorted(expand("{너무|진짜} 좋다{|!}")) == ["너무 좋다", "너무 좋다!", "진짜 좋다", "진짜 좋다!"]
    assert len(expand("{a|b|c|d|e} {a|b|c|d|e} {a|b|c|d|e}", most=7)) == 7


def test_each_corpus_says_whether_its_weights_may_ship():
    assert not CORPORA.get("dair").may_ship
    for name in CORPORA.names():
        corpus = CORPORA.get(name)
        assert corpus.name == name
        assert corpus.licence
        assert corpus.citation


def test_an_absent_file_and_an_unset_root_are_named(tmp_path, monkeypatch):
    with pytest.raises(BadData, match=r"data\.root"):
        CORPORA.get("kote").path(tmp_path, "train")
    monkeypatch.delenv("GYEOL_DATA", raising=False)
    with pytest.raises(BadSetting, match="GYEOL_DATA"):
        data_root()
    with pytest.raises(UnknownName, match="did you mean 'kote'"):
        CORPORA.get("kotte")
