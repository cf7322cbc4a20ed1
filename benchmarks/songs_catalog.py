"""Songs measured: does "opposite" move the mood, how fast are 50,000 songs, how well does other evidence tell tags.

`python benchmarks/songs_catalog.py [FOLDER OF MUSIC DATA]`; the folder holds `emotion_song_matrix_6.csv` and tables
with audio features. Without it the parts that need it are left out. One thread.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from zlib import crc32

import numpy as np

from gyeol.catalog import Catalog, unit
from gyeol.emotion import PRODUCT
from gyeol.engine import Engine
from gyeol.engine.models import Models
from gyeol.engine.songs.answers import SongAnswer
from gyeol.engine.songs.lists import SongLists, cover
from gyeol.songs import feelings, library, shipped
from gyeol.songs import mood as moods
from gyeol.songs.matrix import matrix, row_without
from gyeol.songs.readers import read

N_TEXTS, N_SONGS, N_TIMES = 500, 50_000, 100

WHEN = [
    "오늘",
    "아침부터",
    "퇴근길에",
    "저녁에",
    "주말 내내",
    "수업이 끝나고",
    "비가 오는데",
    "친구를 만나서",
]
FELT = [
    "너무 기뻐서 웃음이 났다.", "합격 소식을 듣고 소리를 질렀다.", "좋아하는 사람과 손을 잡았다.",
    "엄마가 해 준 밥이 고마웠다.", "도와준 동료에게 고맙다고 말했다.", "조용히 차를 마시니 마음이 편안했다.",
    "산책하니 마음이 가라앉았다.", "헤어진 사람이 생각나 울었다.", "외로워서 잠이 오지 않았다.",
    "무시당해서 화가 치밀었다.", "약속을 어긴 친구 때문에 짜증이 났다.", "거짓말하는 사람이 역겨웠다.",
    "결과가 걱정돼서 불안했다.", "발표를 앞두고 손이 떨렸다.", "실수를 해서 창피하고 당황했다.",
    "갑작스러운 소식에 깜짝 놀랐다.", "야근 때문에 완전히 지쳤다.", "아무것도 하기 싫고 피곤했다.",
]  # fmt: skip
THEN = ["그래서 일찍 누웠다.", "집까지 걸어왔다.", "일기를 쓴다.", "내일은 어떨까.", "노래를 듣고 싶다.", ""]
WHEN_EN = ["Today", "On the way home", "After work", "This morning", "All weekend", "At school"]
FELT_EN = [
    "I was so happy that I laughed.", "I passed the exam and cheered.", "I held hands with the one I love.",
    "I am grateful for my friend's help.", "I felt calm by the river.", "I cried because we broke up.",
    "I felt lonely and sad.", "I was furious about how they treated me.", "his lies made me sick.",
    "I was anxious about the result.", "I made an embarrassing mistake.", "the sudden news shocked me.",
    "I was exhausted from overtime.",
]  # fmt: skip


def texts(n: int, seed: int = 0) -> list[str]:
    rng = random.Random(seed)
    parts = [(WHEN, FELT, THEN), (WHEN_EN, FELT_EN, ["I want music.", "I walked home.", ""])]
    found: dict[str, None] = {}
    while len(found) < n:
        when, felt, then = parts[rng.random() < 0.3]
        found[f"{rng.choice(when)} {rng.choice(felt)} {rng.choice(felt)} {rng.choice(then)}".strip()] = None
    return list(found)


def moved(ask: Callable[..., SongAnswer], name: str, valence: dict[str, float] | None = None) -> None:
    """Print the share of texts whose list for "opposite" is more (or less) pleasant than that for "same", as asked."""

    def mean(text: str, mood: str) -> float:
        found = ask(text, mood=mood, profile=None).songs
        if valence is not None:
            return float(np.mean([valence[s.id] for s in found]))
        rows = np.stack([PRODUCT.vector(dict(s.feelings)) for s in found])
        return float(moods.valence(rows).mean())

    hits, up = [], []
    for text in texts(N_TEXTS):
        felt = moods.felt(ask(text, n=1, profile=None).reading.emotions)
        way = -np.sign(moods.valence(felt[None])[0]) or 1.0
        shift = mean(text, "opposite") - mean(text, "same")
        hits.append(shift * way > 0)
        up.append(way > 0)
    hits, up = np.asarray(hits), np.asarray(up)
    print(f"| opposite moves the mean valence as asked, {name} | {hits.mean():.3f} | n = {len(hits)}, up "
          f"{hits[up].mean():.3f} (n = {up.sum()}), down {hits[~up].mean():.3f} (n = {(~up).sum()}) |")  # fmt: skip


def speed(engine: Engine) -> None:
    """Print how long five songs take once the diary is read: ranking, reasons, and keeping the answer."""
    rng, lists = np.random.default_rng(0), engine.songs.lists
    base = matrix("x", shipped.songs(), lists.readers)
    at = rng.integers(0, len(base), N_SONGS)
    noise = {s: rng.normal(0, 0.02, (N_SONGS, rows.shape[1])) for s, rows in base.spaces.items()}
    spaces = {s: unit(np.asarray(rows[at] + noise[s], np.float32)) for s, rows in base.spaces.items()}
    items = tuple(
        replace(base.items[i], id=f"x/{n}", ko=f"s{n}", group=f"a{n % 9000}") for n, i in enumerate(at)
    )
    catalog = Catalog(items, spaces, base.filled)
    library.write(engine.settings.home / "songs", cover("x", "", "", catalog, ""), catalog)
    diaries = [" ".join(texts(17, seed)) for seed in range(N_TIMES)]
    readings = [engine.diary.read(diary) for diary in diaries]
    engine.songs.for_text(diaries[0], lists=["x"])
    for mood in moods.MOODS:
        first, more = [], []
        for diary, read_before in zip(diaries, readings, strict=True):
            start = time.process_time()
            answer = engine.songs.for_text(diary, mood=mood, lists=["x"], reading=read_before.day)
            first.append((time.process_time() - start) * 1000)
            engine.songs.rate(answer.query, answer.songs[0].id, 5)
            start = time.process_time()
            engine.songs.more(answer.query)
            more.append((time.process_time() - start) * 1000)
        n = np.mean([len(r.sentences) for r in readings])
        for name, took in (("five", first), ("five more", more)):
            p95, median = np.percentile(took, 95), np.median(took)
            print(
                f"| {name} of {N_SONGS:,} songs for a diary of {n:.0f} sentences, {mood}, p95 | "
                f"{p95:.1f} ms of processor time | n = {N_TIMES}, median {median:.1f} ms |"
            )


def evidence(music: Path) -> None:
    """Print how well rows from sound alone rank songs as their tags do, for songs in both tables."""
    tagged = {song.same: song for song in read(music / "emotion_song_matrix_6.csv").songs}
    tagged |= {(artist, title): song for (title, artist), song in list(tagged.items())}
    tables = ["byo_csv_examples/data_moods.csv", "situnes_music_info_withname.csv"]
    heard = [song for t in tables for song in read(music / t).songs if song.same in tagged]
    for half, name in ((1, "half looked at while the formula was written"), (0, "the other half")):
        part = [song for song in heard if crc32(song.title.encode()) % 2 == half]
        truth = np.stack([feelings.from_shares(tagged[song.same].shares) for song in part])
        rows = [feelings.from_sound(song.sound) for song in part]
        report(f"audio alone (Spotify valence and energy) against listeners' tags, {name}", truth, rows)
    every = list({id(song): song for song in tagged.values()}.values())
    own = np.stack([feelings.from_shares(song.shares) for song in every])
    rows = [feelings.from_sound(s.sound) for s in every]
    report("Deezer valence and arousal (made from tags as well) against listeners' tags", own, rows)


def ours(models: Models, music: Path | None) -> None:
    """Print how well theme line, sound and both tell the feelings that our catalogue gives."""
    table = read(music / "byo_csv_examples/kpop_features.csv.gz").songs if music else ()
    sound = {song.same: song.sound for song in table}
    bare = [replace(s, shares={}, tags=(), sound=sound.get(s.same, {})) for s in shipped.songs()]
    truth = np.stack([feelings.from_shares(s.shares) for s in shipped.songs()])
    catalog = matrix("x", bare, SongLists(models, Path()).readers)
    with_sound = np.asarray([bool(s.sound) for s in bare])
    theme = np.stack([row_without(i.facts["evidence"], "sound") for i in catalog.items])
    report("the theme line alone, against our own feelings", truth, list(theme))
    hit = (theme.argmax(1) == truth.argmax(1)).mean()
    print(f"| leading feeling from the theme line alone | {hit:.3f} | n = {len(truth)} |")
    noise = 1e-4 * np.random.default_rng(0).random(
        truth.shape
    )  # most feelings are 0 there, so ranks are tied
    report(
        "our own feelings themselves, ties broken at random: a dense row's limit", truth, list(truth + noise)
    )
    if with_sound.any():
        heard = np.stack([feelings.from_sound(s.sound) for s in bare])
        for name, rows in (("theme line", theme), ("audio", heard), ("both", catalog.spaces["emotion"])):
            report(f"{name}, songs with audio features", truth[with_sound], list(rows[with_sound]))


def report(name: str, truth: np.ndarray, rows: list[np.ndarray]) -> None:
    from scipy.stats import spearmanr

    told = np.stack(rows)
    labels = [i for i, label in enumerate(PRODUCT.labels) if truth[:, i].any() and told[:, i].any()]
    by_label = {PRODUCT.labels[i]: spearmanr(truth[:, i], told[:, i]).statistic for i in labels}
    by_song = [spearmanr(t[labels], r[labels]).statistic for t, r in zip(truth, told, strict=True)]
    told_by = ", ".join(f"{k} {v:.2f}" for k, v in by_label.items())
    print(f"| row from {name} | across labels of a song {np.nanmean(by_song):.3f}, across songs "
          f"{np.mean(list(by_label.values())):.3f} | n = {len(rows)}; {told_by} |")  # fmt: skip


def main() -> None:
    models, music = Models(), Path(sys.argv[1]) if len(sys.argv) > 1 else None
    print(f"feelings read by {models.emotion.name}@{models.emotion.revision}\n")
    print("| measure | value | n |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as home, Engine.open(home) as engine:
        moved(engine.songs.for_text, "shipped list, our rows")
        speed(engine)
        if music:
            tagged = read(music / "emotion_song_matrix_6.csv").songs
            catalog = matrix("deezer", [replace(s, sound={}) for s in tagged], engine.songs.lists.readers)
            library.write(Path(home) / "songs", cover("deezer", "", "", catalog, ""), catalog)
            valence = {i.id: s.sound["valence"] for i, s in zip(catalog.items, tagged, strict=True)}
            moved(
                partial(engine.songs.for_text, lists=["deezer"]),
                "7,842 songs by tags, Deezer's valence",
                valence,
            )
    ours(models, music)
    if music:
        evidence(music)


if __name__ == "__main__":
    main()
