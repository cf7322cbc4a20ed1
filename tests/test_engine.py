"""The engine on the packs that ship: a sentence in, the right stickers out."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gyeol import Engine
from gyeol.emotion import PRODUCT
from gyeol.engine.choose import WEIGHTS
from gyeol.errors import AlreadyThere, BadData, BadRequest, BadText, UnknownName


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with Engine.open(tmp_path_factory.mktemp("engine")) as engine:
        yield engine


@pytest.fixture
def engine(tmp_path):
    with Engine.open(tmp_path / "home") as engine:
        yield engine


def pictures(folder: Path, *names: str) -> Path:
    """Write small pictures that differ."""
    folder.mkdir(parents=True, exist_ok=True)
    for i, name in enumerate(names):
        image = Image.new("RGBA", (48, 48), (0, 0, 0, 0))
        image.paste((200, 20 * i, 90, 255), (4, 4, 30 + i, 40))
        image.save(folder / name)
    return folder


FELT = {
    "오늘 너무 행복해!! 신난다": "joy",
    "고마워 정말 고마워": "gratitude",
    "너무 슬퍼서 눈물이 나": "sadness",
    "진짜 화나 미치겠네": "anger",
    "내일 면접인데 너무 떨리고 불안해": "anxiety",
    "I'm so happy today!": "joy",
    "thank you so much": "gratitude",
    "I'm furious about this": "anger",
}


@pytest.mark.parametrize(("text", "feeling"), FELT.items())
def test_most_stickers_carry_the_feeling_of_the_text(shared, text, feeling):
    answer = shared.stickers(text, profile=None)
    assert answer.reading.top == feeling
    assert len(answer.stickers) == 6
    axis = PRODUCT.index(feeling)
    emotion = shared.shelf.catalog.spaces["emotion"]
    tops = [int(emotion[shared.shelf.catalog.row[s.id]].argmax()) for s in answer.stickers]
    assert tops.count(axis) >= 4, [s.id for s in answer.stickers]


def test_the_same_text_always_gives_the_same_list(shared):
    first = shared.stickers("생일 축하해!", profile=None)
    shared.stickers("something else", profile=None)
    assert shared.stickers("생일 축하해!", profile=None) == first


def test_reasons_add_up_and_name_only_spaces_that_have_weights(shared):
    for s in shared.stickers("커피 마시면서 쉬는 중", like=["mochi"], profile=None).stickers:
        assert s.score == pytest.approx(sum(s.why.values()), abs=1e-5)
        assert set(s.why) <= set(WEIGHTS)
        assert s.path.is_file()


def test_liking_a_pack_brings_its_style_and_never_more_than_two_of_a_pack(shared):
    for pack in shared.packs()[:6]:
        answer = shared.stickers("오늘 너무 행복해", like=[pack.pack.name], profile=None)
        groups = [s.pack for s in answer.stickers]
        assert pack.pack.name in groups
        assert max(map(groups.count, groups)) <= 2
        of_it = next(s for s in answer.stickers if s.pack == pack.pack.name)
        assert of_it.because.like == pack.pack.name


def test_a_profile_remembers_likes_uses_and_answers(engine):
    plain = engine.stickers("신난다")
    ids = [item.id for item in engine.pack(plain.stickers[-1].pack)[1]]
    engine.like(ids[0])
    engine.use(ids[0])
    engine.like(ids[1].partition("/")[0])
    assert ids[0] in engine.likes()
    liked = engine.stickers("신난다")
    assert liked.query == plain.query + 1
    assert any("style" in s.why for s in liked.stickers)
    assert not any(s.why.get("style") for s in plain.stickers)
    engine.rate(liked.query, liked.stickers[0].id, 5)
    assert engine.store.ratings(liked.query) == {liked.stickers[0].id: 5}
    engine.unlike(ids[0].partition("/")[0])
    assert engine.likes() == []


def test_the_store_never_holds_the_text(engine):
    canary = "카나리아가 오늘 정말 행복하대"
    engine.stickers(canary)
    engine.close()
    for path in engine.settings.home.rglob("*"):
        if path.is_file():
            assert "카나리아".encode() not in path.read_bytes(), path


def test_emotions_need_no_store(engine):
    engine.emotions(["좋아"])
    assert not (engine.settings.home / "gyeol.sqlite3").exists()


def test_schemes_group_the_reading(shared):
    [reading] = shared.emotions(["너무 슬프다"], "diary4")
    assert reading.top == "sadness"
    assert set(reading.emotions) == {"joy", "anger", "sadness", "neutral"}


def test_import_show_answer_remove(engine, tmp_path):
    folder = pictures(tmp_path / "my cats", "angry_cat.png", "1f600.png", "zzzqqq.png")
    [report] = engine.import_packs(folder)
    assert (report.understood, report.without_meaning, report.skipped) == (2, 1, ())
    name = report.pack
    info, items = engine.pack(name)
    assert (info.n_stickers, info.n_with_feeling, info.ours) == (3, 2, False)
    emotion = engine.shelf.catalog.spaces["emotion"]
    unknown = next(i for i in items if "zzz" in i.id)
    assert not emotion[engine.shelf.catalog.row[unknown.id]].any()
    angry = next(i for i in items if "angry" in i.id)
    assert angry.id in [s.id for s in engine.stickers("진짜 화나", like=[name], profile=None).stickers]
    with pytest.raises(AlreadyThere, match="--replace"):
        engine.import_packs(folder)
    engine.import_packs(folder, replace=True)
    engine.remove_pack(name)
    with pytest.raises(UnknownName):
        engine.pack(name)
    assert list((engine.settings.home / "packs").iterdir()) == []


def test_an_import_that_fails_leaves_nothing(engine, tmp_path, monkeypatch):
    folder = pictures(tmp_path / "cats", "a.png", "b.png")

    def fail(self, pictures):
        raise MemoryError

    monkeypatch.setattr("gyeol.encode.style.StyleEncoder.encode", fail)
    with pytest.raises(MemoryError):
        engine.import_packs(folder)
    assert not any((engine.settings.home / "packs").iterdir())


def test_a_folder_without_pictures_is_refused(engine, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadData):
        engine.import_packs(tmp_path / "empty")


def test_draw_gives_the_same_pack_again(engine):
    style = engine.packs()[0].pack.source.removeprefix("drawn: ").split(",")[0]
    report = engine.draw_pack(style, seed=7, count=14, name="내 팩")
    before = [(i.id, engine.picture(i.id).read_bytes()) for i in engine.pack(report.pack)[1]]
    engine.draw_pack(style, seed=7, count=14, name="내 팩", replace=True)
    assert [(i.id, engine.picture(i.id).read_bytes()) for i in engine.pack(report.pack)[1]] == before
    assert len(before) == 14


def test_packs_of_an_older_encoder_are_refused_and_refreshed(engine, tmp_path, monkeypatch):
    [report] = engine.import_packs(pictures(tmp_path / "cats", "happy.png", "sad.png"))
    with Engine.open(engine.settings.home) as newer:
        folder = newer.settings.home / "packs" / report.pack
        from gyeol.catalog import Catalog

        old = Catalog.load(folder)
        Catalog(old.items, old.spaces, {**old.filled, "style": "older@0"}).save(folder)
        with pytest.raises(BadData, match="older@0"):
            _ = newer.shelf
        assert newer.refresh_packs() == 1
        assert newer.pack(report.pack)[0].n_stickers == 2
        fresh = newer.shelf.catalog
        rows = [fresh.row[i.id] for i in old.items]
        np.testing.assert_allclose(fresh.spaces["style"][rows], old.spaces["style"], atol=1e-6)


def test_another_process_importing_is_noticed(engine, tmp_path):
    n = len(engine.packs())
    with Engine.open(engine.settings.home) as other:
        other.import_packs(pictures(tmp_path / "cats", "happy.png"))
    assert len(engine.packs()) == n + 1


def test_similar_packs_leave_out_the_pack_itself(shared):
    name = shared.packs()[0].pack.name
    similar = shared.similar(name, 3)
    assert len(similar) == 3
    assert name not in [s.info.pack.name for s in similar]
    assert similar[0].similarity >= similar[1].similarity >= similar[2].similarity


def test_a_pack_can_be_kept_out_of_a_vote(shared):
    name = shared.packs()[0].pack.name
    ids = [item.id for item in shared.pack(name)[1]]
    assert shared.vote(ids).chosen[0] == name
    assert name not in shared.vote(ids, leave_out=[name]).votes


def test_a_sticker_votes_for_its_own_pack_first(shared):
    for pack in shared.packs():
        cover = pack.cover[:3]
        tally = shared.vote(cover, by_similarity=True)
        assert pack.pack.name in tally.chosen, (pack.pack.name, tally.votes)


def test_bad_requests_say_what_is_wrong(shared):
    with pytest.raises(BadText):
        shared.stickers("  ")
    with pytest.raises(BadRequest, match="between 1 and 100"):
        shared.stickers("hi", n=0)
    with pytest.raises(UnknownName, match="did you mean 'mochi'"):
        shared.stickers("hi", like=["mochii"], profile=None)
    with pytest.raises(UnknownName):
        shared.picture("mochi/../../etc/passwd")
    with pytest.raises(BadRequest, match="came with gyeol"):
        shared.remove_pack("mochi")
    with pytest.raises(UnknownName, match="kakao6"):
        shared.emotions(["hi"], "kakao7")


def test_help_stands_beside_the_answer(shared):
    answer = shared.stickers("죽고 싶어", profile=None)
    assert answer.help is not None
    assert answer.help.level == "crisis"
    assert shared.stickers("배고파 죽겠다", profile=None).help is None


@pytest.mark.data
@pytest.mark.slow
def test_the_real_packs_import_in_one_go_and_answer(engine, data_root):
    reports = engine.import_packs(data_root / "packs")
    assert len(reports) == 24
    assert sum(r.understood + r.without_meaning for r in reports) > 6_000
    answer = engine.stickers("드디어 끝났다! 너무 행복해", like=["blobcat"], profile=None)
    assert "blobcat" in [s.pack for s in answer.stickers]
    assert all(s.path.is_file() for s in answer.stickers)
