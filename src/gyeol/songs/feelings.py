"""From each kind of evidence to a row over the twelve feelings, and from all rows of a song to one."""

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from gyeol.catalog import Array
from gyeol.emotion import PRODUCT
from gyeol.songs.columns import bare

# What a kind of evidence weighs against the others of the same song. Rows set by hand are what their owner means;
# tags and lyrics weigh more the more of them there are; sound alone tells sad from calm badly.
GIVEN, TAGS, THEME, LYRICS, SOUND = 1.0, 0.9, 0.6, 0.7, 0.25
ENOUGH_TAGS, ENOUGH_LINES = 5.0, 8.0  # so many of them are half as good as any number
_SAID = ("given", "tags")  # what people said of the song; the other kinds are readings
_FAINT = 0.12  # a share below it is noise where there are only readings: a song feels one to three things
_SUFFIX = re.compile(r"(songs?|music|노래|음악|할때|기분|느낌|moods?)$")
_TOKEN = re.compile(r"[a-z]+|[가-힣]+")
_LONGEST = 12  # letters of a mood word

# Russell (1980), "A circumplex model of affect", figure 2, read off roughly as (valence, arousal) in [-1, 1]. Love and
# gratitude are not in it; love stands where love songs are, slower and quieter than glad ones.
_PLACES: Mapping[str, tuple[float, float]] = {
    "joy": (0.9, 0.5), "love": (0.4, -0.3), "gratitude": (0.75, -0.15), "calm": (0.6, -0.7),
    "sadness": (-0.7, -0.5), "anger": (-0.6, 0.75), "anxiety": (-0.6, 0.1), "fatigue": (-0.2, -0.85),
}  # fmt: skip
_SHARPNESS = 3.0
_MIDDLE = {"valence": 0.45, "energy": 0.6}  # of recorded music, most of which is mastered loud
_NEUTRAL = 0.3  # most lines tell something plainly; what little they feel is what is looked for


@cache
def links() -> Mapping[str, Mapping[str, float]]:
    """Return mood word (bare) -> label -> weight, from `tags.toml`; the labels' own names are among the words."""
    raw = files("gyeol.songs").joinpath("tags.toml").read_text(encoding="utf-8")
    table: dict[str, Mapping[str, float]] = {}
    for group in tomllib.loads(raw)["group"]:
        for word in group["words"].split():
            table.setdefault(bare(word), group["feels"])
    own = zip(PRODUCT.labels, PRODUCT.ko, PRODUCT.en, strict=True)
    return table | {bare(name): {label: 1.0} for label, *names in own for name in (label, *names)}


def meant(tag: str) -> Mapping[str, float]:
    """Return label -> weight of a mood word; empty if it is none."""
    word = bare(tag)
    return links().get(word) or links().get(_SUFFIX.sub("", word), {})


def from_shares(shares: Mapping[str, float]) -> Array:
    """Return the (12,) row of tags and their shares, summing to 1, or zeros; other tags are passed over."""
    row = np.zeros(len(PRODUCT), np.float32)
    for tag, share in shares.items():
        for label, weight in meant(tag).items():
            row[PRODUCT.index(label)] += max(share, 0.0) * weight
    return summing_to_one(row)


def from_tags(tags: Sequence[str]) -> Array:
    """Return the (12,) row of tags that weigh the same."""
    return from_shares(dict.fromkeys(tags, 1.0))


def from_sound(sound: Mapping[str, float]) -> Array:
    """Return the (12,) row of valence and energy in [0, 1] by Russell's circumplex; zeros where either is absent.

    Rough: a feeling gets exp(-3 d²) of its distance d, and the middle of the plane says little.
    """
    row = np.zeros(len(PRODUCT), np.float32)
    if "valence" not in sound or "energy" not in sound:
        return row
    valence, arousal = (2.2 * (sound[name] - middle) for name, middle in _MIDDLE.items())
    for label, (x, y) in _PLACES.items():
        row[PRODUCT.index(label)] = math.exp(-_SHARPNESS * ((valence - x) ** 2 + (arousal - y) ** 2))
    return summing_to_one(row)


def from_lines(proba: Array) -> Array:
    """Return the (12,) row of lines that a classifier has read, (n, 12) probabilities, summing to 1.

    A line counts by the probability of its strongest feeling that is not neutral, and neutral counts less than the
    others, so a song is not neutral because most of its lines are plain. Squared, a sure feeling outweighs faint ones.
    """
    if not len(proba):
        return np.zeros(len(PRODUCT), np.float32)
    scale = np.ones(len(PRODUCT), np.float32)
    scale[PRODUCT.index("neutral")] = _NEUTRAL
    felt = np.delete(proba, PRODUCT.index("neutral"), axis=1).max(axis=1)
    return summing_to_one(np.asarray(felt @ (proba * scale) ** 2, np.float32))


def from_theme(texts: Sequence[str], proba: Array) -> Array:
    """Return the (12,) row of sentences about a song and of what a classifier reads in them, (n, 12).

    Mood words that a sentence uses count twice as much as the classifier, which learned from people who speak of
    themselves, not from descriptions.
    """
    said = (
        np.sum([mentioned(text) for text in texts], axis=0) if texts else np.zeros(len(PRODUCT), np.float32)
    )
    return summing_to_one(summing_to_one(said) + np.float32(0.5) * from_lines(proba))


def mentioned(text: str) -> Array:
    """Return the (12,) sum of what the mood words of a text mean; a Korean word is known by its start."""
    row = np.zeros(len(PRODUCT), np.float32)
    for token in _TOKEN.findall(text.lower()):
        shortest = 2 if token[0] >= "가" else len(token)
        starts = (token[:n] for n in range(min(len(token), _LONGEST), shortest - 1, -1))
        feels = next((links()[start] for start in starts if start in links()), {})
        for label, weight in feels.items():
            row[PRODUCT.index(label)] += weight
    return row


def summing_to_one(row: Array) -> Array:
    """Return a row of shares; zeros stay zeros."""
    total = float(row.sum())
    return np.asarray(row / total if total > 1e-9 else np.zeros_like(row), np.float32)


def trust(weight: float, amount: float, enough: float) -> float:
    """Return what evidence of an amount weighs: half of `weight` at `enough`, and nearly all far above."""
    return weight * amount / (amount + enough)


def combined(evidence: Mapping[str, tuple[float, Array]]) -> Array:
    """Return the weighted mean (12,) of source -> (weight, row), summing to 1; zeros without evidence.

    Where nobody named a feeling, those that theme line, lyrics and sound only hint at are left out.
    """
    total = np.zeros(len(PRODUCT), np.float32)
    for weight, row in evidence.values():
        total += np.float32(weight) * row
    total = summing_to_one(total)
    clear = total >= _FAINT
    return summing_to_one(total * clear) if clear.any() and not set(_SAID) & set(evidence) else total
