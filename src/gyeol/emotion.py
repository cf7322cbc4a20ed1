"""Taxonomies of feelings, groupings of them, and the twelve labels that every part of gyeol agrees on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gyeol.errors import UnknownName

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Taxonomy:
    """Ordered labels; the order is the axis order of every vector in the space that they name.

    Attributes:
        name: how artefacts and catalogues refer to it.
        labels: machine names, unique.
        ko: Korean names in the same order.
        en: English names in the same order.
    """

    name: str
    labels: tuple[str, ...]
    ko: tuple[str, ...]
    en: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.labels)

    def index(self, label: str) -> int:
        """Return the axis of a label; raise `UnknownName` with a near miss."""
        try:
            return self.labels.index(label)
        except ValueError:
            raise UnknownName("emotion", label, self.labels) from None

    def title(self, label: str, language: str) -> str:
        """Return the name of a label for people, in "ko" or "en"."""
        return (self.ko if language == "ko" else self.en)[self.index(label)]

    def vector(self, weights: dict[str, float]) -> Array:
        """Return the (n_labels,) vector that holds the given weights and zeros elsewhere."""
        out = np.zeros(len(self), np.float32)
        for label, weight in weights.items():
            out[self.index(label)] = weight
        return out


PRODUCT = Taxonomy(
    name="product12",
    labels=(
        "joy", "love", "gratitude", "calm", "sadness", "anger",
        "disgust", "anxiety", "embarrassment", "surprise", "fatigue", "neutral",
    ),
    ko=("기쁨", "사랑", "고마움", "편안", "슬픔", "분노", "혐오", "불안", "당황", "놀람", "지침", "중립"),
    en=(
        "joy", "love", "gratitude", "calm", "sadness", "anger",
        "disgust", "anxiety", "embarrassment", "surprise", "fatigue", "neutral",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Scheme:
    """A named grouping of a taxonomy into the label set of another system.

    `groups[i]` lists the labels of the taxonomy that belong to `labels[i]`; a label may be in none.
    """

    name: str
    labels: tuple[str, ...]
    ko: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    taxonomy: Taxonomy = PRODUCT

    def project(self, proba: Array) -> Array:
        """Return (n, n_groups) probabilities from (n, n_labels) ones.

        A group is felt unless none of its feelings is: 1 - prod(1 - p), the noisy or of independent labels.
        Values stay in [0, 1]; rows do not sum to 1, since a text may carry several feelings.
        """
        columns = [[self.taxonomy.index(label) for label in group] for group in self.groups]
        return np.stack([1 - np.prod(1 - proba[:, c], axis=1) for c in columns], axis=1).astype(np.float32)

    def title(self, label: str, language: str) -> str:
        """Return the name of a group for people, in "ko" or "en"."""
        return self.ko[self.labels.index(label)] if language == "ko" else label


_KAKAO6 = Scheme(
    "kakao6",
    ("neutral", "sadness", "anger", "anxiety", "embarrassment", "happiness"),
    ("중립", "슬픔", "분노", "불안", "당황", "행복"),
    (("neutral",), ("sadness", "fatigue"), ("anger", "disgust"), ("anxiety",), ("embarrassment", "surprise"),
     ("joy", "love", "gratitude", "calm")),
)  # fmt: skip
_MUSIC4 = Scheme(
    "music4",
    ("joy", "anxiety", "sadness", "anger"),
    ("기쁨", "불안", "슬픔", "화남"),
    (("joy", "love", "gratitude", "calm"), ("anxiety", "embarrassment"), ("sadness", "fatigue"),
     ("anger", "disgust")),
)  # fmt: skip
_DAIR6 = Scheme(
    "dair6",
    ("sadness", "joy", "love", "anger", "fear", "surprise"),
    ("슬픔", "기쁨", "사랑", "분노", "공포", "놀람"),
    (("sadness", "fatigue"), ("joy", "gratitude", "calm"), ("love",), ("anger", "disgust"), ("anxiety",),
     ("surprise",)),
)  # fmt: skip
_DIARY4 = Scheme(
    "diary4",
    ("joy", "anger", "sadness", "neutral"),
    ("기쁨/행복", "분노/불안/당황/놀람", "슬픔/상처", "중립"),
    (("joy", "love", "gratitude", "calm"), ("anger", "disgust", "anxiety", "embarrassment", "surprise"),
     ("sadness", "fatigue"), ("neutral",)),
)  # fmt: skip
_EKMAN7 = Scheme(
    "ekman7",
    ("joy", "surprise", "anger", "fear", "disgust", "sadness", "neutral"),
    ("행복", "놀람", "분노", "공포", "혐오", "슬픔", "중립"),
    (("joy", "love", "gratitude", "calm"), ("surprise", "embarrassment"), ("anger",), ("anxiety",), ("disgust",),
     ("sadness", "fatigue"), ("neutral",)),
)  # fmt: skip

SCHEMES: dict[str, Scheme] = {s.name: s for s in (_KAKAO6, _MUSIC4, _DAIR6, _DIARY4, _EKMAN7)}


def scheme(name: str) -> Scheme:
    """Return the scheme of this name; raise `UnknownName` with a near miss."""
    if name not in SCHEMES:
        raise UnknownName("scheme", name, SCHEMES)
    return SCHEMES[name]
