"""The emotion–song matrix: rows by evidence, and none where there is none."""

from dataclasses import replace

import numpy as np
import pytest

from gyeol.catalog import unit
from gyeol.emotion import PRODUCT
from gyeol.errors import BadData, UnknownName
from gyeol.songs import feelings, library, shipped
from gyeol.songs import mood as moods
from gyeol.songs.matrix import Readers, matrix, meanings_of, row_without
from gyeol.songs.song import Song

SAD = PRODUCT.vector({"sadness": 0.9, "neutral": 0.4})
PLAIN = PRODUCT.vector({"neutral": 0.95})


class Words:
    """A meaning space of two words."""

    name, dim = "words@1", 2

    def encode(self, inputs):
        return unit(np.asarray([["sea" in t, "rain" in t] for t in inputs], np.float32).reshape(-1, 2))


@pytest.fixture
def readers():
    def read(texts):
        return np.stack([SAD if "cry" in text or "운다" in text else PLAIN for text in texts])

    return Readers(read, "test@1", {"concepts": Words(), "meaning": Words()})


def lead(row):
    return PRODUCT.labels[int(np.argmax(row))]


@pytest.mark.parametrize(
    ("tag", "label"),
    [("Sad songs", "sadness"), ("이별", "sadness"), ("#신나는", "joy"), ("feel-good", "joy"), ("잔잔한 음악", "calm"),
     ("기쁨", "joy"), ("공포", "anxiety"), ("풍자", "disgust"), ("수줍은", "embarrassment"), ("반전", "surprise"),
     ("퇴근길", "fatigue"), ("연주곡", "neutral"), ("어머니", "gratitude"), ("Romantic", "love"), ("화난", "anger")],
)  # fmt: skip
def test_mood_words_of_both_languages(tag, label):
    assert lead(feelings.from_tags([tag])) == label


def test_a_tag_that_is_no_mood_says_nothing():
    assert not feelings.from_tags(["1990s", "vinyl"]).any()


@pytest.mark.parametrize(
    "mood", ["우울한", "울고싶은", "긴장되는", "무서운", "잔잔한", "행복한", "경쾌한", "편안한"]
)
def test_the_eight_moods_of_r5_8_are_known(mood):
    assert feelings.from_tags([mood]).sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("valence", "energy", "label"),
    [
        (0.95, 0.8, "joy"),
        (0.75, 0.15, "calm"),
        (0.1, 0.3, "sadness"),
        (0.1, 0.98, "anger"),
        (0.4, 0.05, "fatigue"),
    ],
)
def test_the_circumplex(valence, energy, label):
    assert lead(feelings.from_sound({"valence": valence, "energy": energy})) == label


def test_half_a_circumplex_says_nothing():
    assert not feelings.from_sound({"valence": 0.9}).any()


def test_plain_lines_do_not_make_a_song_neutral():
    assert lead(feelings.from_lines(np.stack([PLAIN] * 9 + [SAD] * 3))) == "sadness"
    assert not feelings.from_lines(np.zeros((0, 12), np.float32)).any()


def test_few_taggings_are_drawn_to_the_average_song(readers):
    many = [Song("a", shares={"joy": 1.0}, heard=100.0), Song("b", shares={"joy": 1.0}, heard=1.0)]
    sad = [Song(str(i), shares={"sadness": 1.0}, heard=50.0) for i in range(8)]
    items = matrix("x", [*many, *sad], readers).items
    sure, unsure = (items[i].facts["evidence"]["tags"] for i in (0, 1))
    assert sure["row"]["joy"] > 0.95 > 0.7 > unsure["row"]["joy"]
    assert sure["weight"] > 4 * unsure["weight"]


def test_each_value_keeps_its_evidence_and_rows_can_be_made_again(readers):
    song = Song(
        "비", "하늘소", tags=("이별",), shares={"calm": 1.0}, theme_ko="비를 보며 운다",
        lyrics=("I cry in the rain",) * 9,
        sound={"valence": 0.9, "energy": 0.9},
    )  # fmt: skip
    catalog = matrix("x", [song], readers)
    evidence = catalog.items[0].facts["evidence"]
    assert set(evidence) == {"given", "tags", "theme", "lyrics", "sound"}
    assert np.allclose(row_without(evidence), catalog.spaces["emotion"][0], atol=0.02)
    assert lead(row_without({k: evidence[k] for k in ("given", "sound")}, "sound")) == "calm"
    assert evidence["sound"]["weight"] < min(e["weight"] for k, e in evidence.items() if k != "sound")


def test_no_evidence_is_a_zero_row(readers):
    catalog = matrix("x", [Song("제목만", "누구"), Song("sea", "누구", tags=("vinyl",))], readers)
    assert not catalog.spaces["emotion"].any()
    assert not catalog.spaces["sound"].any()
    assert not catalog.spaces["meaning"].any(), "a title alone is alike to texts by chance"
    assert [row.any() for row in catalog.spaces["concepts"]] == [False, True]
    assert "evidence" not in catalog.items[0].facts


def test_lyrics_make_vectors_and_stay_only_if_asked(readers, tmp_path):
    song = Song("비", lyrics=("I cry", "by the sea"))
    catalog = matrix("x", [song], readers)
    assert lead(catalog.spaces["emotion"][0]) == "sadness"
    assert catalog.spaces["meaning"][0].any()
    library.write(tmp_path, library.SongList("x", "x", 1, 1), catalog)
    stored = b"".join(path.read_bytes() for path in (tmp_path / "x").iterdir())
    assert b"by the sea" not in stored
    kept = matrix("x", [song], readers, keep_lyrics=True)
    assert kept.items[0].facts["lyrics"] == ["I cry", "by the sea"]


def test_meanings_can_be_filled_again_by_another_encoder(readers):
    songs = [Song("a", theme_en="a day by the sea"), Song("b", tags=("rain",))]
    catalog = matrix("x", songs, readers)
    assert np.array_equal(meanings_of(catalog.items, Words(), titles=False), catalog.spaces["meaning"])


def test_faint_shares_stay_only_where_somebody_named_feelings():
    """What readings hint at everywhere made rows broad: Spearman with given feelings rose from .37 to .48 without."""
    read = PRODUCT.vector({"sadness": 0.7, "calm": 0.2, "joy": 0.05, "anger": 0.05})
    assert feelings.combined({"theme": (0.6, read)})[PRODUCT.index("joy")] == 0
    named = PRODUCT.vector({"joy": 1.0})
    both = feelings.combined({"tags": (0.1, named), "theme": (2.0, read)})
    assert 0 < both[PRODUCT.index("anger")] < both[PRODUCT.index("joy")] < 0.12
    flat = np.full(12, 1 / 12, np.float32)
    assert np.array_equal(feelings.combined({"lyrics": (0.5, flat)}) > 0, flat > 0), (
        "nothing stands out: all stay"
    )


def test_ids_are_unique_and_readable(readers):
    songs = [Song("Rain!", "A & B"), Song("rain", "A B", album="2"), Song("Rain 2", "A B"), Song("!!!", "")]
    ids = [item.id for item in matrix("x", songs, readers).items]
    assert ids[0] == "x/a-b-rain"
    assert len(set(ids)) == 4


def test_a_batch_gives_what_single_songs_give(readers):
    songs = [
        Song(f"s{i}", tags=("calm",) * (i % 2), theme_en="I cry by the sea" * (i % 3 == 0)) for i in range(7)
    ]
    together = matrix("x", songs, readers)
    for i, song in enumerate(songs):
        alone = matrix("x", [song], readers)
        for space, rows in together.spaces.items():
            assert np.array_equal(rows[i], alone.spaces[space][0]), space


def test_a_list_survives_the_disk_and_its_faults_are_named(readers, tmp_path):
    catalog = matrix("x", [Song("a", "b", tags=("calm",), year=1999, url="https://example.org/v")], readers)
    library.write(tmp_path, library.SongList("x", "제목", 1, 1), catalog)
    about, again = library.read_list(tmp_path / "x")
    assert about.title == "제목"
    assert again.items == catalog.items
    (tmp_path / "x" / "songs.json").write_text("{", encoding="utf-8")
    with pytest.raises(BadData, match="import it again"):
        library.read_list(tmp_path / "x")
    library.remove(tmp_path, "x")
    with pytest.raises(UnknownName):
        library.remove(tmp_path, "x")


@pytest.mark.parametrize("mood", moods.MOODS)
def test_the_policies_are_distributions_over_all_labels(mood):
    assert moods.policy(mood).sum(axis=1) == pytest.approx(np.ones(12))


def test_opposite_leads_the_other_way_for_every_feeling_and_lift_up():
    for label in PRODUCT.labels:
        row = PRODUCT.vector({label: 1.0})
        before = moods.valence(moods.targets(row, "same", 1))[0]
        after = moods.valence(moods.targets(row, "opposite", 1))[0]
        way = -1 if moods.valence(row[None])[0] > 0 else 1
        assert (after - before) * way > 0, label
        path = moods.valence(moods.targets(row, "lift", 5))
        assert np.all(np.diff(path) >= -1e-6), label


def test_lift_starts_where_the_text_is():
    row = PRODUCT.vector({"sadness": 1.0})
    assert lead(moods.targets(row, "lift", 5)[0]) == "sadness"
    assert lead(moods.targets(row, "lift", 5)[-1]) == "joy"
    assert lead(moods.targets(row, "lift", 1)[0]) == "joy"


def test_an_unknown_mood_offers_a_near_miss():
    with pytest.raises(UnknownName, match="did you mean 'opposite'"):
        moods.targets(SAD, "oposite", 5)


def test_a_text_without_feelings_is_neutral():
    assert lead(moods.felt(dict.fromkeys(PRODUCT.labels, 0.0))) == "neutral"
    assert lead(moods.felt({"neutral": 0.6, "sadness": 0.5})) == "sadness"


def test_the_shipped_catalogue_is_what_it_promises():
    songs = shipped.songs()
    leading = [next(iter(song.shares)) for song in songs]
    assert len(songs) >= 300
    assert sum(song.language == "ko" for song in songs) * 2 >= len(songs)
    assert min(leading.count(label) for label in PRODUCT.labels) >= 20
    assert all(song.theme_ko and song.theme_en and song.tags and song.artist for song in songs)
    assert not any(song.lyrics for song in songs)
    themes = [song.theme_ko for song in songs] + [song.theme_en for song in songs]
    assert len(set(themes)) == len(themes)


def test_the_shipped_list_is_built_from_its_source():
    about, catalog = library.read_list(shipped.SOURCE.parent / "lists" / shipped.NAME)
    songs = shipped.songs()
    assert [(i.ko, i.group, i.facts.get("theme_ko")) for i in catalog.items] == [
        (s.title, s.artist, s.theme_ko) for s in songs
    ], "run recipes/build_songs.py"
    assert about.n_with_feeling == len(songs)


@pytest.mark.data
def test_every_korean_entry_is_a_known_fact(data_root):
    from gyeol.songs.readers import read

    facts = read(data_root / "music" / "kpop_song_list.csv").songs
    assert shipped.unmatched(shipped.songs(), facts) == []
    wrong = replace(shipped.songs()[0], year=1900)
    assert shipped.unmatched([wrong], facts) == [wrong]
