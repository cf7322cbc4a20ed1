"""Songs for a text: moods, reasons that are true, ratings, more, and what happens when something is missing."""

import json
import re
import threading
from collections import Counter
from dataclasses import replace
from http.client import IncompleteRead
from http.server import BaseHTTPRequestHandler, HTTPServer

import numpy as np
import pytest

from gyeol.catalog import Catalog, unit
from gyeol.emotion import PRODUCT
from gyeol.engine.songs.choose import rank, suggestion, weights
from gyeol.engine.songs.taste import Past, Taste
from gyeol.errors import AlreadyThere, BadData, BadRequest, BadText, RemoteError, UnknownName
from gyeol.phrases import phrases
from gyeol.recommend import Query, recommend
from gyeol.songs import mood as moods
from gyeol.songs import shipped, video
from gyeol.songs.matrix import row_without
from gyeol.songs.tags import tag_name
from gyeol.store import Asked, Shown

SAD = "헤어진 사람이 보고 싶어 밤새 울었다. 너무 슬프고 외롭다."
ANGRY = "약속을 어기고 거짓말까지 해서 너무 화가 난다!"


def mean_valence(answer):
    rows = np.stack([PRODUCT.vector(dict(song.feelings)) for song in answer.songs])
    return moods.valence(rows).mean()


def test_five_songs_with_a_reason_and_a_link(engine):
    answer = engine.songs.for_text(SAD)
    assert len(answer.songs) == 5
    assert answer.reading.top == "sadness"
    for song in answer.songs:
        assert song.score == pytest.approx(sum(song.why.values()), abs=1e-5)
        assert song.link.startswith("https://www.youtube.com/results?search_query=")
        assert song.because.feeling
        for language in ("ko", "en"):
            assert engine.songs.reason(song, phrases(language))
    assert sum(bool(song.because.evidence) for song in answer.songs) >= 4, (
        "None where any of several would do"
    )


def test_the_same_text_gives_the_same_songs(engine):
    first, second = (engine.songs.for_text(SAD, profile=None) for _ in range(2))
    assert first == second
    assert first.query is None


@pytest.mark.parametrize(
    "text", [SAD, ANGRY, "합격해서 너무 기쁘다! 신난다!", "The result worries me and I am scared."]
)
def test_opposite_moves_the_mood(engine, text):
    same, opposite = (mean_valence(engine.songs.for_text(text, mood=m)) for m in ("same", "opposite"))
    assert (opposite > same) == (same < 0)


def test_lift_goes_up_song_by_song(engine):
    songs = engine.songs.for_text(SAD, mood="lift", meaning=1).songs
    valences = moods.valence(np.stack([PRODUCT.vector(dict(s.feelings)) for s in songs]))
    assert songs[0].because.feeling == "sadness"
    assert valences[0] < -0.3 < 0.3 < valences[-1]


def test_importance_decides_between_feeling_and_meaning(engine):
    text = "엄마한테 화가 났다. 엄마는 왜 그럴까. 정말 짜증 난다."
    feeling = engine.songs.for_text(text, emotion=5, meaning=1).songs
    about = engine.songs.for_text(text, emotion=1, meaning=5).songs
    assert sum(s.why["emotion"] for s in feeling) / 5 > sum(s.why["emotion"] for s in about)
    assert sum(map(told, about)) / 5 > sum(map(told, feeling))


def told(song):
    return song.why.get("concepts", 0) + song.why.get("meaning", 0)


@pytest.mark.parametrize("wrong", [{"emotion": 0}, {"meaning": 6}, {"emotion": 2.5}, {"n": 0}, {"n": 51}])
def test_numbers_out_of_range(engine, wrong):
    with pytest.raises(BadRequest):
        engine.songs.for_text(SAD, **wrong)


def test_wrong_names_and_empty_texts(engine):
    with pytest.raises(UnknownName, match="did you mean 'lift'"):
        engine.songs.for_text(SAD, mood="lft")
    with pytest.raises(UnknownName, match="did you mean 'gyeol'"):
        engine.songs.for_text(SAD, lists=["gyeool"])
    with pytest.raises(BadText):
        engine.songs.for_text("  ")


def test_an_artist_stands_at_most_twice_in_a_list(mine):
    songs = mine.songs.for_text(SAD, lists=["mine"], n=10).songs
    assert Counter(song.artist for song in songs).most_common(1)[0][1] == 2
    assert len(songs) == 8, "three of one artist and three of another leave one each"


def test_a_song_of_two_lists_comes_once(mine, table):
    mine.songs.lists.import_path(table, name="again")
    answer = mine.songs.for_text(SAD, lists=["mine", "again"], n=5)
    more = mine.songs.more(answer.query)
    titles = [song.title for song in (*answer.songs, *more.songs)]
    assert len(set(titles)) == len(titles)


def test_no_reason_without_what_it_names(engine):
    """Take the named evidence, feeling or concept away: the score falls, and so does the place of the song."""
    shelf, text, fell = engine.songs.shelf, SAD, 0
    about = {space: encoder.encode([text])[0] for space, encoder in engine.songs.lists.about.items()}
    target = moods.targets(moods.felt(engine.emotions([text])[0].emotions), "same", 12)
    query, names = Query({**about, "emotion": target[0]}), engine.trained.concepts.names
    ranking = recommend(query, shelf.catalog, weights(3, 3), len(shelf.catalog))
    place = {song.item.id: i for i, song in enumerate(ranking)}
    alike = 0
    for found in rank(shelf.catalog, query, target, weights(3, 3)).songs:
        song = suggestion(shelf.catalog, target[0], query, found, names)
        alike += song.because.about
        for space, poorer in _without(shelf.catalog, song, names):
            row = shelf.catalog.row[song.id]
            spaces = {**shelf.catalog.spaces, space: shelf.catalog.spaces[space].copy()}
            spaces[space][row] = poorer
            again = recommend(query, Catalog(shelf.catalog.items, spaces), weights(3, 3), len(ranking))
            score = next(f.score for f in again if f.item.id == song.id)
            assert score < song.score, (song.title, space)
            after = next(i for i, f in enumerate(again) if f.item.id == song.id)
            assert after >= place[song.id]
            fell += after > place[song.id]
    assert fell >= 18
    assert alike >= 3


def _without(catalog, song, names):
    row = catalog.row[song.id]
    if song.because.feeling:
        poorer = catalog.spaces["emotion"][row].copy()
        poorer[PRODUCT.index(song.because.feeling)] = 0
        yield "emotion", unit(poorer)
    if song.because.evidence:
        yield "emotion", row_without(catalog.items[row].facts["evidence"], song.because.evidence)
    if song.because.concept:
        poorer = catalog.spaces["concepts"][row].copy()
        poorer[names.index(song.because.concept)] = 0
        yield "concepts", unit(poorer)
    if song.because.about:
        yield "meaning", np.zeros_like(catalog.spaces["meaning"][row])


def test_no_reason_without_the_rating_it_names(engine):
    catalog, told, names = engine.songs.shelf.catalog, 0, engine.trained.concepts.names
    rng = np.random.default_rng(0)
    for _ in range(15):
        ids = [catalog.items[i].id for i in rng.choice(len(catalog), 8, replace=False)]
        past = Past(dict(zip(ids, map(int, rng.integers(1, 6, 8)), strict=True)))
        target = np.broadcast_to(moods.felt({"joy": 0.8}), (5, 12))
        query = Query({"concepts": engine.trained.concepts.encode(["여름 파티"])[0]})
        ranking = rank(catalog, query, target, weights(3, 3), past)
        for found in ranking.songs:
            rated = suggestion(catalog, target[0], query, found, names, ranking.taste).because.rated
            if rated is None:
                continue
            told += 1
            less = Past({song: value for song, value in past.ratings.items() if song != rated})
            row = catalog.row[found.item.id]
            assert Taste(catalog, less, []).stars[row] < found.why["taste"] / 2.0
    assert told >= 10


def test_the_tags_that_are_named_say_it(engine):
    for song in engine.songs.for_text(SAD, n=20).songs:
        for word in song.because.words:
            assert moods.valence(row_of(word)[None])[0] < 0


def test_tags_are_quoted_in_the_language_of_the_reader(engine):
    """English reasons quoted Korean tags."""
    songs, ko, en = engine.songs, phrases("ko"), phrases("en")
    tagged = [song for song in songs.for_text(SAD, n=50).songs if song.because.words]
    assert len(tagged) >= 10
    for song in tagged:
        assert not re.search("[가-힣]", songs.reason(song, en).partition("’")[0]), song.because.words
        assert song.because.words[0] in songs.reason(song, ko)


def test_every_tag_of_the_shipped_list_has_an_english_name():
    tags = {tag for song in shipped.songs() for tag in song.tags}
    named = {tag: tag_name(tag, "en") for tag in tags}
    assert not [tag for tag, name in named.items() if re.search("[가-힣]", name)]
    assert all(tag_name(name, "ko") == tag for tag, name in named.items())
    assert tag_name("Feel-good!", "ko") == "Feel-good!", "no name in that language: as it is written"


def row_of(word):
    from gyeol.songs.feelings import from_tags

    return from_tags([word])


def test_more_never_repeats_and_ends_with_an_empty_list(mine):
    answer = mine.songs.for_text(SAD, lists=["mine"])
    seen = [song.id for song in answer.songs]
    for _ in range(4):
        answer = mine.songs.more(answer.query)
        seen += [song.id for song in answer.songs]
    assert len(seen) == len(set(seen)) == 10
    assert answer.songs == ()
    assert mine.songs.more(answer.query).songs == ()


def test_asking_twice_for_more_after_one_list_does_not_repeat_either(engine):
    first = engine.songs.for_text(SAD)
    lists = [first, engine.songs.more(first.query), engine.songs.more(first.query)]
    seen = [song.id for answer in lists for song in answer.songs]
    assert len(seen) == len(set(seen)) == 15


def test_ratings_move_more_low_ones_too(engine):
    first = engine.songs.for_text(SAD, meaning=1)
    best, worst = first.songs[0].id, first.songs[1].id
    engine.songs.rate(first.query, best, 5)
    liked = engine.songs.more(first.query)
    assert any(song.because.rated == best for song in liked.songs)
    assert all(song.why["taste"] is not None for song in liked.songs)
    engine.songs.rate(first.query, best, 3)
    engine.songs.rate(first.query, worst, 1)
    other = engine.songs.more(first.query)
    assert not any(song.because.rated == worst for song in other.songs)


def test_one_good_rating_does_not_put_a_song_before_every_text(engine):
    first = engine.songs.for_text("도와준 친구가 정말 고마웠다.")
    engine.songs.rate(first.query, first.songs[0].id, 5)
    for text in (SAD, ANGRY):
        assert first.songs[0].id not in [song.id for song in engine.songs.for_text(text).songs]


def test_what_was_disliked_does_not_return_for_another_text(mine):
    def ask(profile="me"):
        return mine.songs.for_text(ANGRY, lists=["mine"], n=10, profile=profile)

    first = ask()
    disliked, liked = first.songs[0].id, first.songs[1].id
    mine.songs.rate(first.query, disliked, 1)
    mine.songs.rate(first.query, liked, 5)
    again = [song.id for song in ask().songs]
    assert disliked not in again
    assert liked in again
    assert disliked in [song.id for song in ask("you").songs]


def test_the_last_rating_counts_and_none_is_lost(engine):
    first = engine.songs.for_text(SAD)
    song = first.songs[0].id
    engine.songs.rate(first.query, song, 2)
    engine.songs.rate(first.query, song, 4)
    engine.songs.rate(first.query, song, 4)
    assert engine.store.ratings(first.query) == {song: 4}


def test_ratings_that_cannot_be(engine):
    first = engine.songs.for_text(SAD)
    for song, value in [(first.songs[0].id, 6), (first.songs[0].id, 0), ("gyeol/nobody", 3)]:
        with pytest.raises(BadRequest):
            engine.songs.rate(first.query, song, value)
    with pytest.raises(BadRequest, match="none has id 99"):
        engine.songs.more(99)


def test_an_answer_with_stickers_is_no_answer_with_songs(engine):
    asked = Asked("stickers", "ko", {}, {}, "m", "c")
    number = engine.store.record("me", asked, [Shown("mochi/hello", 1, {})])
    for call in (engine.songs.more, engine.songs.shown):
        with pytest.raises(BadRequest, match="stickers"):
            call(number)


def test_more_belongs_to_the_profile_that_asked(engine):
    first = engine.songs.for_text(SAD)
    with pytest.raises(BadRequest):
        engine.songs.more(first.query, profile="you")


def test_a_vanished_list_is_named(mine):
    only = mine.songs.for_text(SAD, lists=["mine"])
    every = mine.songs.for_text(SAD, n=50)
    mine.songs.rate(only.query, only.songs[0].id, 5)
    mine.songs.lists.remove("mine")
    with pytest.raises(BadRequest, match=r"'mine' that answer 1 .* has been removed"):
        mine.songs.more(only.query)
    assert mine.songs.more(every.query).songs, "the other lists still answer"
    assert mine.store.ratings(only.query) == {only.songs[0].id: 5}
    assert mine.songs.shown(only.query) == []


def test_a_damaged_list_stops_only_itself_and_can_be_removed_or_brought_again(mine, table):
    home = mine.settings.home / "songs"
    mine.songs.lists.import_path(table, name="other")
    for name in ("mine", "other"):
        (home / name / "spaces.safetensors").write_bytes(b"nothing")
    mine.songs.lists.__dict__.pop("_shelves", None)
    assert len(mine.songs.for_text(SAD).songs) == 5
    with pytest.raises(BadData, match="import it again"):
        mine.songs.for_text(SAD, lists=["mine"])
    with pytest.raises(AlreadyThere):
        mine.songs.lists.import_path(table, name="mine")
    mine.songs.lists.import_path(table, name="mine", replace=True)
    mine.songs.lists.remove("other")
    assert set(mine.songs.shelf.lists) == {"gyeol", "mine"}
    assert not mine.songs.shelf.damaged


def test_songs_without_any_evidence_are_neither_hidden_nor_preferred(engine, tmp_path):
    bare = tmp_path / "bare.csv"
    bare.write_text("title,artist\n" + "".join(f"무제 {i},아무개 {i}\n" for i in range(7)), encoding="utf-8")
    report = engine.songs.lists.import_path(bare)
    assert report.without_feeling == 7
    answer = engine.songs.for_text(SAD, lists=["bare"])
    assert len(answer.songs) == 5
    assert {song.score for song in answer.songs} == {0.0}
    assert {song.because.feeling for song in answer.songs} == {None}
    reason = engine.songs.reason(answer.songs[0], phrases("ko"))
    assert "까닭" in reason
    assert not any(s.list == "bare" for s in engine.songs.for_text(SAD).songs)


@pytest.mark.parametrize(
    "text", ["今日はとても悲しかった。友だちと別れて泣いた。", "Сегодня мне очень грустно."]
)
def test_a_third_language_is_not_said_to_be_alike(engine, text):
    """Its letters met those of songs by chance, and the reason said that song and text tell of alike things."""
    answer = engine.songs.for_text(text, profile=None)
    assert answer.reading.foreign
    assert len(answer.songs) == 5
    assert not any(song.because.about or "meaning" in song.why for song in answer.songs)


def test_no_song_is_called_a_song_of_neutral(engine):
    for song in engine.songs.for_text("버스를 탔다. 문을 닫았다.", n=20, profile=None).songs:
        assert "neutral" not in engine.songs.reason(song, phrases("en"))


def test_help_instead_of_a_playlist(engine):
    answer = engine.songs.for_text("더는 못 버티겠어. 죽고 싶어.")
    assert answer.help.level == "crisis"
    assert (answer.songs, answer.query) == ((), None)


def test_the_text_is_not_stored(engine):
    engine.songs.for_text("비밀스러운 열쇠말이 있는 일기. " + SAD)
    engine.close()
    assert "열쇠말".encode() not in engine.store.path.read_bytes()


def test_an_import_says_what_it_did_and_stops_before_overwriting(mine, table):
    with pytest.raises(AlreadyThere, match="--replace"):
        mine.songs.lists.import_path(table, name="mine")
    with pytest.raises(AlreadyThere, match="came with gyeol"):
        mine.songs.lists.import_path(table, name="gyeol")
    report = mine.songs.lists.import_path(table, name="mine", replace=True)
    assert (report.list.n_songs, report.list.n_with_feeling, report.duplicates) == (10, 10, 0)
    with pytest.raises(BadRequest, match="came with gyeol"):
        mine.songs.lists.remove("gyeol")


def test_a_failed_import_leaves_nothing(engine, tmp_path):
    (tmp_path / "x.csv").write_text("Q,A\n1,2\n", encoding="utf-8")
    with pytest.raises(BadData):
        engine.songs.lists.import_path(tmp_path / "x.csv")
    assert [found.name for found in engine.songs.lists.all()] == ["gyeol"]


class Letters:
    """A meaning space without names: how often a text has a few letters."""

    name, dim = "letters@1", 3

    def encode(self, inputs):
        return unit(np.asarray([[text.count(c) for c in "가이다"] for text in inputs], np.float32))


def test_another_encoder_fills_lists_again_once_and_for_all(mine, monkeypatch):
    lists = mine.songs.lists
    before = mine.songs.shelf.catalog.spaces["concepts"]
    monkeypatch.setitem(lists.__dict__, "about", {**lists.about, "meaning": Letters()})
    lists.__dict__.pop("_shelves", None)
    catalog = mine.songs.shelf.catalog
    assert catalog.spaces["meaning"].shape == (len(catalog), 3)
    stored = Catalog.load(mine.settings.home / "songs" / "mine")
    assert stored.filled["meaning"] == "letters@1"
    assert np.array_equal(stored.spaces["meaning"], catalog.spaces["meaning"][-10:])
    songs = mine.songs.for_text(SAD, meaning=5).songs
    assert any(song.because.about for song in songs)
    assert np.array_equal(catalog.spaces["concepts"], before), "the other space is left alone"
    assert mine.songs.shelf is mine.songs.shelf, "read once"


def test_more_after_a_change_of_encoder_still_answers(mine, monkeypatch):
    first, lists = mine.songs.for_text(SAD), mine.songs.lists
    monkeypatch.setitem(lists.__dict__, "about", {**lists.about, "meaning": Letters()})
    lists.__dict__.pop("_shelves", None)
    more = mine.songs.more(first.query)
    assert len(more.songs) == 5
    assert {"meaning" in song.why for song in more.songs} == {False}, "its axes are others by now"
    assert any(song.why.get("concepts") for song in more.songs)


def test_playlists(mine):
    query = mine.songs.for_text(SAD, lists=["mine"]).query
    rows = json.loads(mine.songs.export(query, "json"))
    assert [row["id"] for row in rows] == mine.songs.shown_ids(query)
    m3u = mine.songs.export(query, "m3u").splitlines()
    assert m3u[0] == "#EXTM3U"
    assert m3u[1] == f"#EXTINF:-1,{rows[0]['artist']} - {rows[0]['title']}"
    assert mine.songs.export(query, "csv").splitlines()[0] == "title,artist,year,link,id"
    with pytest.raises(UnknownName, match="did you mean 'm3u'"):
        mine.songs.export(query, "m3u8")


class _YouTube(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, self.headers["X-Goog-Api-Key"]))
        body = json.dumps(self.server.answer).encode()
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def youtube():
    server = HTTPServer(("127.0.0.1", 0), _YouTube)
    server.asked, server.status = [], 200
    server.answer = {"items": [{"id": {"videoId": "abc123"}}]}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.url = f"http://127.0.0.1:{server.server_port}/search"
    yield server
    server.shutdown()
    server.server_close()


def test_a_video_is_found_with_a_key(youtube):
    assert video.find("물결 호수", "KEY", api=youtube.url) == "https://www.youtube.com/watch?v=abc123"
    path, key = youtube.asked[0]
    assert key == "KEY"
    assert "KEY" not in path


@pytest.mark.parametrize(("status", "answer"), [(403, {}), (200, {"error": 1}), (200, []), (500, {})])
def test_a_refusal_of_youtube_is_said_so(youtube, status, answer):
    youtube.status, youtube.answer = status, answer
    with pytest.raises(RemoteError, match="search address"):
        video.find("물결 호수", "KEY", api=youtube.url)


def test_an_answer_that_breaks_off_is_said_so(monkeypatch):
    def cut(request, timeout):
        raise IncompleteRead(b"{", 99)

    monkeypatch.setattr(video.urllib.request, "urlopen", cut)
    with pytest.raises(RemoteError, match="search address"):
        video.find("물결 호수", "KEY")


def test_nothing_found_and_nobody_there(youtube):
    youtube.answer = {"items": []}
    assert video.find("물결 호수", "KEY", api=youtube.url) is None
    with pytest.raises(RemoteError):
        video.find("물결 호수", "KEY", api="http://127.0.0.1:9/none")


def test_nothing_is_fetched_without_a_key(engine, monkeypatch):
    monkeypatch.setattr(video, "find", lambda *_: pytest.fail("a connection was opened"))
    for song in engine.songs.for_text(SAD).songs:
        assert engine.songs.video(song.id) == song.link


def test_with_a_key_the_video_is_asked_for_only_by_video(engine, monkeypatch):
    asked = []
    monkeypatch.setattr(video, "find", lambda words, key: asked.append((words, key)) or "https://v")
    engine.songs._settings = replace(engine.settings, youtube_key="K")
    song = engine.songs.for_text(SAD).songs[0]
    assert asked == []
    assert engine.songs.video(song.id) == "https://v"
    assert asked == [(f"{song.artist} {song.title}", "K")]


def test_what_was_disliked_elsewhere_is_not_among_more(mine):
    first, twin = (mine.songs.for_text(SAD, lists=["mine"], n=2) for _ in range(2))
    elsewhere = mine.songs.more(twin.query, n=10)
    mine.songs.rate(elsewhere.query, elsewhere.songs[0].id, 1)
    more = [song.id for song in mine.songs.more(first.query, n=10).songs]
    assert more
    assert elsewhere.songs[0].id not in more
