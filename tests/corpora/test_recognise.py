"""Files are known by their content; a wrong one is told what was expected and what was found."""

import json
import lzma

import pytest

from gyeol.corpora.audit import count
from gyeol.corpora.files import files
from gyeol.corpora.recognise import held, present, recognise
from gyeol.errors import BadData
from tests.corpora.conftest import HEADER, SPEECH, dialogue, dialogues, single_rows, workbook

CONTENT = {
    "kote": "7\t집이 최고\t14,40\n",
    "goemotions": "we won\t17,26\tabc\n",
    "goemotions_ko": "우리가 이겼다\t17\n",
    "dair": "\ni won; really;joy\n",
    "songys": "Q,A,label\n밥 먹자,네,0\n",
    "curse_ko": "이런 | 저런|1\n",
    "nsmc": "id\tdocument\tlabel\n1\t좋았다\t1\n",
    "aihub_speech": SPEECH + "\n1,무서워,fear,Surprise,1,,,,,,,,,20,male\n",
    "aihub_colloquial": json.dumps({"SJML": {"text": [{"title": "가", "content": "나"}]}}),
    "aihub_emotional": dialogues(dialogue()).decode(),
}


@pytest.mark.parametrize("name", CONTENT)
def test_each_corpus_is_known_whatever_its_file_is_called(name, tmp_path):
    path = tmp_path / "download (1)"
    path.write_text(CONTENT[name], encoding="utf-8")
    assert recognise(path).name == name
    assert list(recognise(path).read(path))


def test_workbooks_and_packed_files_are_known(tmp_path):
    assert recognise(workbook(tmp_path / "a.xlsx", single_rows())).name == "aihub_single"
    assert recognise(workbook(tmp_path / "b.xlsx", [HEADER])).name == "aihub_emotional"
    (tmp_path / "r.tsv.xz").write_bytes(lzma.compress(b"id\tdocument\trating\n1\tgood\t10\n"))
    assert recognise(tmp_path / "r.tsv.xz").name == "nsmc"


def test_packed_files_are_found_in_folders_too_but_not_hidden_ones(tmp_path, zipped):
    for name in ("sub", ".git"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "r.tsv.xz").write_bytes(lzma.compress(b"id\tdocument\trating\n1\tgood\t10\n"))
    assert present(tmp_path) == {"nsmc": ["sub/r.tsv.xz"]}
    ((corpus, path),) = held(tmp_path)
    assert [row.labels for row in corpus.read(path)] == [("positive",)]
    with pytest.raises(BadData, match=r"'a\.zip' holds 'kote', which is read unpacked"):
        held(zipped({"k.tsv": CONTENT["kote"].encode()}))
    assert held(zipped({"k.json": CONTENT["aihub_emotional"].encode()}))[0][0].name == "aihub_emotional"


def test_both_forms_of_dair_are_known(tmp_path):
    (tmp_path / "training.csv").write_text('text,label\n"i feel ok, really",1\n', encoding="utf-8")
    (row,) = recognise(tmp_path).read(tmp_path / "training.csv")
    assert (row.text, row.labels) == ("i feel ok, really", ("joy",))


def test_both_forms_of_nsmc_are_known(tmp_path):
    (tmp_path / "ratings_train.txt").write_text(
        'id\tdocument\tlabel\n1\t"그냥\t탭\t1\n2\t\t0\n', encoding="utf-8"
    )
    (row,) = recognise(tmp_path).read(tmp_path / "ratings_train.txt")
    assert (row.text, row.labels) == ('"그냥\t탭', ("positive",))


def test_a_folder_of_two_corpora_is_told_apart(tmp_path):
    for name in ("kote", "songys"):
        (tmp_path / f"{name}.txt").write_text(CONTENT[name], encoding="utf-8")
    assert present(tmp_path) == {"kote": ["kote.txt"], "songys": ["songys.txt"]}
    with pytest.raises(BadData, match=r"more than one corpus .*kote in 'kote.txt'; songys in 'songys.txt'"):
        recognise(tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.csv", "문장,느낌\n가,나\n", "found the columns 문장, 느낌 in 'a.csv'"),
        ("a.json", '{"rows": []}', "found JSON with other keys"),
        ("a.csv", "", "found the columns nothing"),
        ("a.xlsx", "no workbook", "found the columns no workbook"),
    ],
)
def test_an_unknown_file_is_told_what_it_is(name, content, found, tmp_path):
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(BadData, match=f"is no corpus that is known: {found}.*expected one of .*aihub_single"):
        recognise(tmp_path / name)


def test_pictures_and_nothing_at_all(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"\x89PNG\r\n\x1a\n\xff\xff\x00")
    with pytest.raises(BadData, match="must be UTF-8 or cp949"):
        recognise(tmp_path)
    with pytest.raises(BadData, match="no file or folder"):
        list(files(tmp_path / "none"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadData, match="found no text file"):
        recognise(tmp_path / "empty")


def test_a_corpus_is_counted_with_its_repetitions_and_contradictions(tmp_path):
    path = workbook(tmp_path / "a.xlsx", single_rows())
    corpus = recognise(path)
    found = count(corpus.audit(path), corpus.labels, multi=corpus.multi)
    assert (found.n, found.n_texts, found.duplicates, found.contradictions) == (6, 4, 2, 1)
    assert found.labels == {"행복": 1, "놀람": 1, "분노": 2, "공포": 1, "혐오": 1, "슬픔": 0, "중립": 0}


def test_repetitions_that_a_reader_drops_or_joins_are_counted_too(tmp_path):
    path = tmp_path / "a"
    path.write_text("Q,A,label\n밥 먹자,네,0\n밥 먹자,응,2\n밥 먹자,응,2\n", encoding="utf-8")
    corpus = recognise(path)
    found = count(corpus.audit(path), corpus.labels, multi=corpus.multi)
    assert (found.n, found.duplicates, found.contradictions) == (1, 2, 1)
    path.write_text("a;joy\na;joy\na;fear\nb;joy\n", encoding="utf-8")
    corpus = recognise(path)
    found = count(corpus.audit(path), corpus.labels, multi=corpus.multi)
    assert (found.n, found.duplicates, found.contradictions) == (3, 2, 1)
    assert found.skipped[0].first == "a line 2"
