"""The emotion–song matrix (R5.4): what each song feels like and is about, each value with its evidence."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from gyeol.catalog import Array, Catalog, Item, unit
from gyeol.emotion import PRODUCT
from gyeol.songs import feelings
from gyeol.songs.columns import SOUND
from gyeol.songs.slug import slugs
from gyeol.songs.song import Song

Progress = Callable[[int, int], None]  # (done, total)
Read = Callable[[Sequence[str]], Array]  # texts -> (n, 12) probabilities
SMOOTHING = 3.0  # taggings of an average song that are added to those of each song
_KEPT = 0.01  # shares below it are not kept as evidence
BY_TITLE = (
    "concepts",
)  # a title alone may name a concept; in its letters it is alike to other texts by chance
_BATCH = 256


class Meaning(Protocol):
    """What fills a space of what songs are about: `gyeol.encode.Encoder` of texts."""

    name: str
    dim: int

    def encode(self, inputs: Sequence[str]) -> Array:
        """Return (n, dim) unit rows; a zero row where a text says nothing."""
        ...


@dataclass(frozen=True)
class Readers:
    """What reads texts for the matrix.

    Attributes:
        feelings: fills rows from lyrics and theme lines.
        model: `name@revision` of it.
        about: space -> what fills it with what a song is about.
    """

    feelings: Read
    model: str
    about: Mapping[str, Meaning]


def matrix(
    name: str,
    songs: Sequence[Song],
    readers: Readers,
    *,
    keep_lyrics: bool = False,
    progress: Progress | None = None,
) -> Catalog:
    """Return the catalogue of a list: the spaces "emotion", "sound" and those of `readers.about`.

    A song without evidence has zero rows.

    Args:
        name: of the list; ids are `name/slug`.
        songs: each once.
        readers: what reads lyrics and theme lines.
        keep_lyrics: store the lines of the lyrics with each song; by default they only make vectors.
        progress: called with (done, total).
    """
    usual = _usual(songs)
    items: list[Item] = []
    rows: list[Array] = []
    meant: dict[str, list[Array]] = {space: [] for space in readers.about}
    for start in range(0, len(songs), _BATCH):
        batch = songs[start : start + _BATCH]
        evidence = _evidence(batch, readers, usual)
        for space, encoder in readers.about.items():
            texts = [_texts(song, titles=space in BY_TITLE) for song in batch]
            meant[space].append(_meanings(texts, encoder))
        rows += [feelings.combined(of_one) for of_one in evidence]
        for song, of_one in zip(batch, evidence, strict=True):
            items.append(_item(song, of_one, keep_lyrics=keep_lyrics))
        if progress:
            progress(len(items), len(songs))
    ids = slugs(name, songs)
    items = [Item(**{**_fields(item), "id": id_}) for item, id_ in zip(items, ids, strict=True)]
    spaces = {
        "emotion": unit(np.stack(rows)),
        **{space: np.concatenate(parts) for space, parts in meant.items()},
        "sound": unit(np.stack([_sound(song) for song in songs])),
    }
    filled = {space: encoder.name for space, encoder in readers.about.items()}
    return Catalog(tuple(items), spaces, {"emotion": PRODUCT.name, **filled, "sound": SOUND_SPACE})


SOUND_SPACE = "sound4"


def row_without(evidence: Mapping[str, Mapping[str, Any]], left_out: str = "") -> Array:
    """Return the (12,) unit row that an item's `facts["evidence"]` makes, without one of its sources."""
    told = {
        source: (float(entry["weight"]), PRODUCT.vector(entry["row"]))
        for source, entry in evidence.items()
        if source != left_out
    }
    return unit(feelings.combined(told))


def _usual(songs: Iterable[Song]) -> Array:
    """Return the mean (12,) row of all tagged songs, what a song of few tags is drawn to."""
    rows = [feelings.from_shares(song.shares) for song in songs if song.heard]
    return np.asarray(np.mean(rows, axis=0) if rows else np.zeros(len(PRODUCT)), np.float32)


def _evidence(songs: Sequence[Song], readers: Readers, usual: Array) -> list[dict[str, tuple[float, Array]]]:
    lyrics = _by_song([song.lyrics for song in songs], readers.feelings)
    themes = _by_song([_themes(song) for song in songs], readers.feelings)
    found = []
    for song, sung, told in zip(songs, lyrics, themes, strict=True):
        rows = {
            "given": (feelings.GIVEN, feelings.from_shares({} if song.heard else song.shares)),
            "tags": _tags(song, usual),
            "theme": (feelings.THEME, feelings.from_theme(_themes(song), told)),
            "lyrics": (
                feelings.trust(feelings.LYRICS, len(sung), feelings.ENOUGH_LINES),
                feelings.from_lines(sung),
            ),
            "sound": (feelings.SOUND, feelings.from_sound(song.sound)),
        }
        found.append({source: (w, row) for source, (w, row) in rows.items() if row.any()})
    return found


def _tags(song: Song, usual: Array) -> tuple[float, Array]:
    """Return weight and row of what listeners said; few taggings are smoothed with those of an average song."""
    if not song.heard:
        row = feelings.from_tags(song.tags)
        return feelings.trust(feelings.TAGS, 5.0 * len(song.tags), feelings.ENOUGH_TAGS), row
    row = feelings.from_shares(song.shares)
    smooth = feelings.summing_to_one((song.heard * row + SMOOTHING * usual) * bool(row.any()))
    return feelings.trust(feelings.TAGS, song.heard, feelings.ENOUGH_TAGS), smooth


def _themes(song: Song) -> tuple[str, ...]:
    return tuple(theme for theme in (song.theme_ko, song.theme_en) if theme)


def _by_song(texts: Sequence[Sequence[str]], read: Read) -> list[Array]:
    """Return for each song the (n_lines, 12) probabilities of its lines, reading each line once."""
    once = list(dict.fromkeys(line for of_one in texts for line in of_one))
    if not once:
        return [np.zeros((0, len(PRODUCT)), np.float32) for _ in texts]
    proba, at = read(once), {line: i for i, line in enumerate(once)}
    return [proba[[at[line] for line in of_one]] for of_one in texts]


def meanings_of(items: Sequence[Item], meaning: Meaning, *, titles: bool) -> Array:
    """Return the (n, dim) rows of songs on disk, by an encoder that did not fill them.

    Args:
        items: the songs.
        meaning: fills the rows.
        titles: where there is no theme line the title speaks, as in the spaces `BY_TITLE`.
    """
    texts = []
    for item in items:
        themes = [item.facts[key] for key in ("theme_ko", "theme_en") if item.facts.get(key)]
        title = item.ko if titles else ""
        texts.append((_telling(themes, title, item.keywords), list(item.facts.get("lyrics", ()))))
    return _meanings(texts, meaning)


def _texts(song: Song, *, titles: bool) -> tuple[list[str], list[str]]:
    """Return what tells of a song, and its lyrics."""
    return _telling(_themes(song), song.title if titles else "", song.tags), list(song.lyrics)


def _telling(themes: Sequence[str], title: str, tags: Sequence[str]) -> list[str]:
    """Return theme lines and tags; a title often plays with words, so it speaks only where no theme line does."""
    return [text for text in (*themes, " ".join(tags), "" if themes else title) if text]


def _meanings(texts: Sequence[tuple[list[str], list[str]]], meaning: Meaning) -> Array:
    """Return (n, dim) unit rows: the sum of the vectors of what tells of a song, and that of its lyrics as one."""
    rows = np.zeros((len(texts), meaning.dim), np.float32)
    if not texts:
        return rows
    vectors, at = meaning.encode([text for told, sung in texts for text in (*told, *sung)]), 0
    for row, (told, sung) in zip(rows, texts, strict=True):
        row += vectors[at : at + len(told)].sum(0)
        row += unit(vectors[at + len(told) : at + len(told) + len(sung)].sum(0))
        at += len(told) + len(sung)
    return unit(rows)


def _sound(song: Song) -> Array:
    """Return (4,) the sound about its middle, the axes of `columns.SOUND`; zeros where nothing is known."""
    return np.asarray([2 * song.sound[name] - 1 if name in song.sound else 0 for name in SOUND], np.float32)


def _item(song: Song, evidence: Mapping[str, tuple[float, Array]], *, keep_lyrics: bool) -> Item:
    told = {source: {"weight": round(w, 4), "row": named(row)} for source, (w, row) in evidence.items()}
    facts = {
        "year": song.year,
        "album": song.album,
        "language": song.language,
        "genres": list(song.genres),
        "theme_ko": song.theme_ko,
        "theme_en": song.theme_en,
        "url": song.url,
        "number": song.number,
        "sound": dict(song.sound),
        "popularity": song.popularity,
        "lyrics": list(song.lyrics) if keep_lyrics else [],
        "evidence": told,
    }
    return Item(
        id="",
        group=song.artist,
        ko=song.title,
        en=song.title,
        keywords=song.tags,
        facts={key: value for key, value in facts.items() if value not in (None, "", [], {})},
    )


def named(row: Array) -> dict[str, float]:
    """Return label -> share of a (12,) row, strongest first, without what is next to nothing."""
    order = np.argsort(-row, kind="stable")
    return {PRODUCT.labels[i]: round(float(row[i]), 4) for i in order if row[i] >= _KEPT}


def _fields(item: Item) -> dict[str, Any]:
    return {name: getattr(item, name) for name in Item.__slots__}
