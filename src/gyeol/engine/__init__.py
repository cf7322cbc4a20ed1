"""Everything that the product can do: the CLI and the web call this and nothing else."""

import os
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Self

import numpy as np

from gyeol import artifact, classify, safety, text
from gyeol import store as stores
from gyeol.artifact import Artifact
from gyeol.catalog import Array, Item
from gyeol.classify import Classifier
from gyeol.classify.why import Carrier
from gyeol.classify.why import why as carriers
from gyeol.emotion import PRODUCT, Taxonomy, scheme
from gyeol.encode.concepts import Concepts
from gyeol.encode.style import StyleEncoder
from gyeol.engine.answers import Answer, Because, PackInfo, Reading, Similar, Suggestion
from gyeol.engine.choose import choose, mean_style, weigh
from gyeol.engine.covers import cover, info
from gyeol.engine.reasons import reason
from gyeol.engine.shelf import Shelf, Shelves
from gyeol.engine.workshop import Progress, Workshop, drawings
from gyeol.errors import AlreadyThere, BadArtifact, BadRequest, UnknownName
from gyeol.phrases import Phrases
from gyeol.recommend import Query
from gyeol.recommend.vote import Tally, vote
from gyeol.settings import Settings
from gyeol.stickers import library
from gyeol.stickers.drawn import DrawnPack
from gyeol.stickers.library import Report
from gyeol.stickers.pack import slug
from gyeol.store import Asked, Shown

__all__ = ["Answer", "Because", "Carrier", "Engine", "PackInfo", "Reading", "Similar", "Suggestion"]

_HERE = Path(__file__).parent.parent
MAX_STICKERS = 100


class Engine:
    """One loaded gyeol: its models, its packs and its store. Safe to share between threads.

    Every part is loaded when it is first needed, so that reading emotions never opens the store; `warm` loads all
    of them at once, as a server should.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = RLock()

    @classmethod
    def open(cls, home: Path | str | None = None) -> Self:
        """Return an engine for the user's folder (None: `GYEOL_HOME` or the platform's data folder)."""
        env = os.environ if home is None else {**os.environ, "GYEOL_HOME": str(home)}
        return cls(Settings.load(env))

    def close(self) -> None:
        """Close the store if it was opened."""
        if "store" in self.__dict__:
            self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def warm(self, progress: Progress | None = None) -> None:
        """Load every model, all packs and the store, and bring packs of an older encoder up to date."""
        self.refresh_packs(progress)
        self.stickers("gyeol", profile=None)
        self.store.profiles()

    # --- parts -----------------------------------------------------------------------------------------------

    @cached_property
    def _emotion_artifact(self) -> Artifact:
        return artifact.load(_HERE / "artifacts" / "emotion", kind="emotion")

    @cached_property
    def classifier(self) -> Classifier:
        """The classifier that fills the emotion space; its axes must be those of the product taxonomy."""
        loaded = classify.load(self._emotion_artifact.path)
        if loaded.taxonomy.labels != PRODUCT.labels:
            raise BadArtifact(
                f"the emotion artefact has the axes of '{loaded.taxonomy.name}', but stickers have those of "
                f"'{PRODUCT.name}'; train it with recipes/emotion.toml."
            )
        return loaded

    @cached_property
    def _style(self) -> StyleEncoder:
        return StyleEncoder.load(_HERE / "artifacts" / "style")

    @cached_property
    def _concepts(self) -> Concepts:
        return Concepts.load()

    @property
    def concepts(self) -> Taxonomy:
        """The axes of the meaning space, with their names for people."""
        return self._concepts.taxonomy

    @cached_property
    def _workshop(self) -> Workshop:
        return Workshop(self._style, self._concepts, self.settings.home / "packs")

    @cached_property
    def _shelves(self) -> Shelves:
        workshop = self._workshop
        return Shelves(_HERE / "packs", workshop.root, workshop.dims, workshop.filled)

    @property
    def shelf(self) -> Shelf:
        """All packs at hand, as they are on disk now."""
        with self._lock:
            return self._shelves.current()

    @cached_property
    def store(self) -> "stores.Store":
        """What was asked, shown, rated and liked."""
        with self._lock:
            return stores.Store.open(self.settings.store_url)

    # --- reading ---------------------------------------------------------------------------------------------

    def emotions(self, texts: Sequence[str], scheme_name: str | None = None) -> list[Reading]:
        """Read the feelings in each text.

        Args:
            texts: Korean or English, each up to `text.MAX_CHARS` characters.
            scheme_name: group the twelve labels into those of a scheme, as "kakao6"; None keeps the twelve.

        Raises:
            BadText: a text is empty or too long.
            UnknownName: no such scheme.
        """
        grouping = scheme(scheme_name) if scheme_name else None
        clean = [text.check(t) for t in texts]
        proba = self.classifier.predict_proba([text.normalise(t) for t in clean])
        labels = grouping.labels if grouping else PRODUCT.labels
        rows = grouping.project(proba) if grouping else proba
        return [
            Reading(
                text=given,
                language=text.language(given),
                top=labels[int(row.argmax())],
                emotions={label: round(float(p), 4) for label, p in zip(labels, row, strict=True)},
                model=f"{self._emotion_artifact.name}@{self._emotion_artifact.revision}",
            )
            for given, row in zip(texts, rows, strict=True)
        ]

    def why(self, message: str, scheme_name: str | None = None) -> list[Carrier]:
        """Return the words that carried the strongest feeling of a text, in its order; often few, sometimes none.

        Args:
            message: the text.
            scheme_name: as in `emotions`; the strongest is then one of its groups.

        Raises:
            BadText: the text is empty or too long.
            UnknownName: no such scheme.
        """
        top, labels = self.emotions([message], scheme_name)[0].top, PRODUCT.labels
        grouping = scheme(scheme_name) if scheme_name else None
        column = (grouping.labels if grouping else labels).index(top)

        def read(texts: Sequence[str]) -> Array:
            proba = self.classifier.predict_proba([text.normalise(text.visible(t)) for t in texts])
            return np.asarray((grouping.project(proba) if grouping else proba)[:, column])

        return carriers(message, read)

    def stickers(
        self,
        message: str,
        *,
        like: Iterable[str] = (),
        profile: str | None = "me",
        n: int = 6,
        record: bool = True,
    ) -> Answer:
        """Return the n stickers that fit the feeling, the meaning and the style that the user likes.

        The same message, likes and packs always give the same list.

        Args:
            message: the text.
            like: ids of stickers or names of packs whose style is wanted, beside those that the profile likes.
            profile: whose likes count and under whom the answer is recorded; None: nobody's, and it is not.
            n: at most `MAX_STICKERS`.
            record: False while somebody is still typing: the profile's likes count, but nothing is recorded.

        Raises:
            BadText: the message is empty or too long.
            BadRequest: n is out of range.
            UnknownName: a like is neither a sticker nor a pack.
        """
        if not 1 <= n <= MAX_STICKERS:
            raise BadRequest(f"n must be between 1 and {MAX_STICKERS}, not {n}.")
        reading = self.emotions([message])[0]
        shelf = self.shelf
        mine = (self.store.likes(profile), self.store.uses(profile)) if profile is not None else ((), {})
        liked = weigh(shelf, like, *mine)
        query = Query(
            {
                "emotion": PRODUCT.vector(dict(reading.emotions)),
                "meaning": self._concepts.encode([text.normalise(text.check(message))])[0],
                "style": mean_style(shelf, liked),
            }
        )
        chosen = choose(shelf, query, liked, n, self._concepts.names)
        number = None
        if profile is not None and record:
            asked = Asked(
                kind="stickers",
                language=reading.language,
                emotions=reading.emotions,
                vectors=query.vectors,
                model=reading.model,
                catalogue=shelf.revision,
            )
            number = self.store.record(profile, asked, [Shown(s.id, s.score, s.why) for s in chosen])
        return Answer(reading, safety.check(message, self.settings.country), chosen, number)

    def reason(self, suggestion: Suggestion, words: Phrases) -> str:
        """Return in a sentence why a sticker was chosen, in the language of `words`."""
        because = suggestion.because
        like = self.shelf.packs.get(because.like or "")
        return reason(
            words,
            feeling=because.feeling,
            concept=self.concepts.title(because.concept, words.language) if because.concept else None,
            like=like.title(words.language) if like else None,
            own=because.like == suggestion.pack,
        )

    # --- packs -----------------------------------------------------------------------------------------------

    def packs(self) -> list[PackInfo]:
        """Return all packs, ours first."""
        shelf = self.shelf
        return [info(shelf, name) for name in shelf.packs]

    def pack(self, name: str) -> tuple[PackInfo, list[Item]]:
        """Return a pack and its stickers; raise `UnknownName` with a near miss."""
        shelf = self.shelf
        shelf.pack(name)
        return info(shelf, name), [shelf.catalog.items[i] for i in shelf.catalog.groups[name]]

    def picture(self, sticker_id: str) -> Path:
        """Return the path of a sticker's picture; raise `UnknownName`."""
        shelf = self.shelf
        return shelf.picture(shelf.sticker(sticker_id))

    def import_packs(
        self, path: Path, *, replace: bool = False, progress: Progress | None = None
    ) -> list[Report]:
        """Read every pack in a folder or file into the user's packs; each one wholly or not at all.

        Raises:
            BadData: the file is of no known form, or holds no usable picture.
            AlreadyThere: a single pack of this name exists and `replace` is False. Where the file holds several,
                those that exist are reported as skipped and the rest is imported.
        """
        return self._workshop.import_path(path, taken=self._taken(replace), progress=progress)

    def add_iconify(
        self, name: str, *, replace: bool = False, progress: Progress | None = None
    ) -> list[Report]:
        """Fetch an Iconify set with npm and import it; the only call here that opens a connection."""
        return self._workshop.import_iconify(name, taken=self._taken(replace), progress=progress)

    def draw_pack(
        self,
        style: str,
        *,
        seed: int,
        count: int,
        name: str | None = None,
        replace: bool = False,
        progress: Progress | None = None,
    ) -> Report:
        """Draw a new pack with the emoji maker and add it to the user's packs; a seed gives the same pack again."""
        title = name or f"{style}-{seed}"
        found = drawings(DrawnPack(slug(title), title, title, style, seed, count, "", ""))
        return self._workshop.write(found, taken=self._taken(replace), progress=progress)

    def remove_pack(self, name: str) -> None:
        """Delete one of the user's packs; raise `BadRequest` for one that came with gyeol."""
        shelf = self.shelf
        shelf.pack(name)
        if name in shelf.ours:
            raise BadRequest(f"pack '{name}' came with gyeol and cannot be removed; only imported packs can.")
        library.remove(self._workshop.root, name)

    def refresh_packs(self, progress: Progress | None = None) -> int:
        """Encode again every user's pack that an older encoder filled; return how many there were."""
        stale = [folder for folder in self._shelves.stale() if folder.parent == self._workshop.root]
        for done, folder in enumerate(stale):
            if progress:
                progress(done, len(stale))
            self._workshop.refresh(folder)
        return len(stale)

    def similar(self, pack: str, n: int = 5) -> list[Similar]:
        """Return the n packs whose style is nearest to that of a pack, itself left out."""
        shelf = self.shelf
        shelf.pack(pack)
        rows = shelf.by_pack.spaces["style"]
        cosine = rows @ rows[shelf.by_pack.row[pack]]
        order = [i for i in np.argsort(-cosine, kind="stable") if shelf.by_pack.items[i].id != pack]
        return [Similar(info(shelf, shelf.by_pack.items[i].id), float(cosine[i]), 0.0) for i in order[:n]]

    def vote(
        self,
        like: Sequence[str],
        *,
        at_least: int = 3,
        by_use: bool = False,
        by_similarity: bool = False,
        profile: str = "me",
    ) -> Tally:
        """Let stickers vote for the packs that look like them (R1.3); see `gyeol.recommend.vote.vote`.

        Args:
            like: ids of stickers.
            at_least: how many packs to choose; ties may make them more.
            by_use: what the profile sends more often has more votes.
            by_similarity: a nearer pack gets more of a vote.
            profile: whose uses count.
        """
        shelf = self.shelf
        rows = [shelf.catalog.row[shelf.sticker(sticker).id] for sticker in like]
        uses = self.store.uses(profile) if by_use else {}
        return vote(
            shelf.catalog.spaces["style"][rows],
            shelf.by_pack,
            at_least=at_least,
            counts=[uses.get(sticker, 0) for sticker in like] if by_use else None,
            by_similarity=by_similarity,
        )

    def _taken(self, replace: bool) -> Callable[[str], None]:
        """Return a check that raises `AlreadyThere` for a pack name that must not be written."""
        shelf = self.shelf

        def check(name: str) -> None:
            if name in shelf.ours:
                raise AlreadyThere(f"a pack '{name}' came with gyeol; give yours another name (--name).")
            if name in shelf.packs and not replace:
                raise AlreadyThere(f"a pack '{name}' is there already; replace it with --replace.")

        return check

    # --- what a profile likes --------------------------------------------------------------------------------

    def likes(self, profile: str = "me") -> list[str]:
        """Return the ids of the liked stickers that are still at hand, the oldest first."""
        row = self.shelf.catalog.row
        return [sticker for sticker in self.store.likes(profile) if sticker in row]

    def like(self, sticker_id: str, profile: str = "me") -> None:
        """Remember that a profile likes a sticker; raise `UnknownName`."""
        self.store.like(profile, self.shelf.sticker(sticker_id).id)

    def like_pack(self, pack: str, profile: str = "me") -> None:
        """Like the cover stickers of a pack, so that its style counts; raise `UnknownName`."""
        for sticker in cover(self.shelf, self.shelf.pack(pack).name):
            self.store.like(profile, sticker)

    def unlike(self, sticker_id: str, profile: str = "me") -> None:
        """Forget a like; forgetting what was not liked changes nothing."""
        self.store.unlike(profile, sticker_id)

    def unlike_pack(self, pack: str, profile: str = "me") -> None:
        """Forget every like of a pack's stickers."""
        for sticker in self.store.likes(profile):
            if sticker.partition("/")[0] == pack:
                self.store.unlike(profile, sticker)

    def use(self, sticker_id: str, profile: str = "me") -> None:
        """Count that a sticker was sent: what is sent more weighs more; raise `UnknownName`."""
        self.store.use(profile, self.shelf.sticker(sticker_id).id)

    def rate(self, query: int, sticker_id: str, value: int) -> None:
        """Rate a sticker of a recorded answer from 1 to 5; raise `BadRequest` if it was not shown there."""
        self.store.rate(query, sticker_id, value)

    # --- models ----------------------------------------------------------------------------------------------

    def models(self) -> list[Artifact]:
        """Return the artefacts in use."""
        return [self._emotion_artifact, artifact.load(_HERE / "artifacts" / "style", kind="style")]

    def model(self, name: str) -> Artifact:
        """Return an artefact in use by its kind or name; raise `UnknownName`."""
        found = {key: a for a in self.models() for key in (a.name, str(a.config["kind"]))}
        if name not in found:
            raise UnknownName("model", name, found)
        return found[name]
