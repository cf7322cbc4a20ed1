"""The trained parts of the product, each loaded when it is first needed."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from gyeol import artifact, classify
from gyeol.artifact import Artifact
from gyeol.classify import Classifier
from gyeol.classify.hostile import Hostile
from gyeol.emotion import PRODUCT
from gyeol.encode.concepts import Concepts
from gyeol.encode.picture import PictureReader
from gyeol.encode.sentence import SentenceEncoder
from gyeol.encode.style import StyleEncoder
from gyeol.errors import BadArtifact, UnknownName

ARTIFACTS = Path(__file__).parent.parent / "artifacts"


class Models:
    """What fills the spaces: feelings, meanings, styles.

    Args:
        reader: returns what reads the texts of people, None: the classifier that ships.
    """

    def __init__(self, reader: Callable[[], Classifier] | None = None) -> None:
        self._reader = reader

    @property
    def reader(self) -> Classifier:
        """What reads the texts of people: the classifier with what it learnt from corrections."""
        return self._reader() if self._reader else self.classifier

    @cached_property
    def emotion(self) -> Artifact:
        """The artefact of the classifier."""
        return artifact.load(ARTIFACTS / "emotion", kind="emotion")

    @cached_property
    def classifier(self) -> Classifier:
        """The classifier that fills the emotion space; its axes must be those of the product taxonomy."""
        loaded = classify.load(self.emotion.path)
        if loaded.taxonomy.labels != PRODUCT.labels:
            raise BadArtifact(
                f"the emotion artefact has the axes of '{loaded.taxonomy.name}', but stickers have those of "
                f"'{PRODUCT.name}'; train it with recipes/emotion.toml."
            )
        return loaded

    @cached_property
    def hostile(self) -> Hostile:
        """What flags hostile texts for a moderator."""
        return Hostile.load(ARTIFACTS / "hostile")

    @cached_property
    def style(self) -> StyleEncoder:
        """The encoder that fills the style space."""
        return StyleEncoder.load(ARTIFACTS / "style")

    @cached_property
    def picture(self) -> PictureReader:
        """What reads the feeling of a sticker of which nothing is said."""
        return PictureReader.load(ARTIFACTS / "picture")

    @cached_property
    def sentence(self) -> SentenceEncoder:
        """The encoder of what songs and texts say, in words alike or other.

        Folded to half of the axes that it was measured with on rated pairs: 50,000 songs take 150 MB instead of 260,
        and invented days find their theme as often (benchmarks/song_meaning.py).
        """
        return SentenceEncoder.load(ARTIFACTS / "sentence", gram_dim=512)

    @cached_property
    def concepts(self) -> Concepts:
        """What finds named concepts in texts."""
        return Concepts.load()

    def all(self) -> list[Artifact]:
        """Return the artefacts in use."""
        others = ("style", "picture", "sentence", "hostile")
        made = ("emoji",) if (ARTIFACTS / "emoji").is_dir() else ()  # the one part that all others do without
        return [self.emotion, *(artifact.load(ARTIFACTS / kind, kind=kind) for kind in (*others, *made))]

    def named(self, name: str) -> Artifact:
        """Return an artefact in use by its kind or name; raise `UnknownName`."""
        found = {key: a for a in self.all() for key in (a.name, str(a.config["kind"]))}
        if name not in found:
            raise UnknownName("model", name, found)
        return found[name]
