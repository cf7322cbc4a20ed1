"""Collecting against a local server that speaks the search API's protocol."""

import json
import random
from urllib.parse import parse_qs, urlsplit

import pytest

from gyeol.errors import BadData, BadSetting, RemoteError, UnknownName
from gyeol.lab.ask import Patience, Service
from gyeol.lab.collect import clean, collect, keywords, naver, sentences
from gyeol.lab.journal import Journal
from gyeol.lab.keywords import read_keywords, without
from tests.lab.speaker import speaker

WORDS = {"joy": ["신나", "기뻐"], "anger": ["열받"]}


def service(**options):
    return Service(
        {"X-Naver-Client-Id": "me"}, Patience(attempts=3, **options), lambda _: None, random.Random(0)
    )


def search(heard, number):
    """Answer as the search does: the query in bold, a count, items."""
    query = parse_qs(urlsplit(heard.path).query)
    word, start = query["query"][0], query["start"][0]
    items = [
        {
            "title": f"오늘 <b>{word}</b>요&quot;",
            "link": "https://example.org",
            "description": f"{start}쪽 &lt;b&gt;{word}&lt;/b&gt;네요. 아무 말",
        },
        {
            "title": f"<b>{word}</b> 어제도 그랬어요",
            "description": f"{word}면 010-1234-5678로 연락 주세요. {word}! www.example.org",
        },
    ]
    return 200, {"lastBuildDate": "", "total": 2, "start": int(start), "display": 2, "items": items}


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_sentences_are_cleaned_labelled_and_written_once(tmp_path):
    out = tmp_path / "found.jsonl"
    with speaker(search) as server:
        n = collect(out, service(), WORDS, pages=2, url=server.url)
        query = parse_qs(urlsplit(server.heard[1].path).query)
        assert server.heard[0].headers["X-Naver-Client-Id"] == "me"
        assert (query["query"], query["start"], query["display"]) == (["신나"], ["101"], ["100"])
        assert len(server.heard) == 6
    found = lines(out)
    assert n == len(found) == 12  # a title, a description a page and another title, for each of three words
    assert {"text": '오늘 신나요"', "label": "joy", "keyword": "신나"} in found
    assert {"text": "101쪽 열받네요.", "label": "anger", "keyword": "열받"} in found
    assert not any(part in str(found) for part in ("010-", "www", "<b>", "&lt;", "아무 말"))


def test_the_words_that_were_asked_for_are_left_for_the_leak_check(tmp_path):
    out = tmp_path / "found.jsonl"
    with speaker(search) as server:
        collect(out, service(), {"joy": ["신나"]}, url=server.url)
        collect(out, service(), {"joy": ["뿌듯"], "anger": ["열받"]}, url=server.url)
    words = read_keywords(tmp_path / "found.jsonl.keywords.toml")
    assert words == ["신나", "뿌듯", "열받"]
    masked = without((row["text"] for row in lines(out)), words)
    assert not any(word in text for text in masked for word in words)


def test_a_killed_run_goes_on_where_it_was(tmp_path):
    out = tmp_path / "found.jsonl"
    refusing = speaker(lambda heard, n: search(heard, n) if n < 3 else (401, {"errorCode": "024"}))
    with refusing as server, pytest.raises(RemoteError, match="024"):
        collect(out, service(), WORDS, url=server.url)
    with out.open("ab") as file:
        file.write('{"text": "반쯤 쓰인'.encode()[:-1])
    with speaker(search) as server:
        collect(out, service(), WORDS, url=server.url)
        assert len(server.heard) == 1
    with speaker(search) as server:
        assert collect(out, service(), WORDS, url=server.url) == 0
        assert not server.heard
    assert len({row["text"] for row in lines(out)}) == len(lines(out)) == 9


@pytest.mark.parametrize("odd", [{"errorMessage": "x"}, {"items": "none"}, [], 3])
def test_an_answer_of_another_protocol_is_refused(odd):
    with pytest.raises(RemoteError, match="items"):
        list(sentences(odd, "joy", "신나"))


def test_odd_items_are_passed_over():
    items = [None, 3, {"title": None}, {"description": "참 신나는 하루였어요"}]
    assert [s.text for s in sentences({"items": items}, "joy", "신나")] == ["참 신나는 하루였어요"]


@pytest.mark.parametrize(
    ("dirty", "bare"),
    [
        ("<b>좋</b>아", "좋아"),
        ("a &lt;b&gt;c&lt;/b&gt;", "a c"),
        ("1 &lt; 2  &amp; 3", "1 < 2 & 3"),
        ("ㅋㅋㅋㅋㅋㅋ", "ㅋㅋㅋ"),
    ],
)
def test_tags_and_entities_are_undone(dirty, bare):
    assert clean(dirty) == bare


def test_the_key_must_be_in_the_environment():
    with pytest.raises(BadSetting, match="set NAVER_CLIENT_SECRET"):
        naver({"NAVER_CLIENT_ID": "a"})
    assert naver({"NAVER_CLIENT_ID": "a", "NAVER_CLIENT_SECRET": "b"}).headers["X-Naver-Client-Secret"] == "b"


def test_our_keywords_are_of_our_feelings_and_no_word_serves_two(tmp_path):
    words = keywords()
    assert len(words) == 11  # nobody searches for neutral
    every = [word for list_ in words.values() for word in list_]
    assert len({*every}) == len(every) > 50
    path = tmp_path / "k.toml"
    path.write_text('joyy = ["신나"]', encoding="utf-8")
    with pytest.raises(UnknownName, match="joy"):
        keywords(path)
    path.write_text('joy = "신나"', encoding="utf-8")
    with pytest.raises(BadData, match="list of words"):
        keywords(path)
    with pytest.raises(BadData, match="cannot be read"):
        keywords(tmp_path / "none.toml")


def test_a_journal_that_is_none_is_not_written_to(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("dear diary\n", encoding="utf-8")
    with Journal(path) as journal, pytest.raises(BadData, match="line 1 is no JSON object"):
        list(journal.rows())
    assert path.read_text(encoding="utf-8") == "dear diary\n"
    with pytest.raises(BadData, match="cannot be written"):
        Journal(tmp_path)


def test_a_full_disk_leaves_nothing_torn(tmp_path):
    path = tmp_path / "a.jsonl"
    with Journal(path) as journal:
        journal.add({"a": 1})
        whole = journal._file

        class Full:
            seek, truncate, close = whole.seek, whole.truncate, whole.close

            def write(self, data):
                return whole.write(data[: len(data) // 2])  # all that fits

        journal._file = Full()
        with pytest.raises(BadData, match="make room"):
            journal.add({"b": 2})
    assert path.read_text(encoding="utf-8") == '{"a": 1}\n'
