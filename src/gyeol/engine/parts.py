"""The parts of the product, each loaded when it is first needed: models, packs, store, and what answers with them."""

import os
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Self

from gyeol import store as stores
from gyeol.classify import Classifier
from gyeol.emotion import Taxonomy
from gyeol.engine import reader
from gyeol.engine.chat import Chat
from gyeol.engine.diary import Diary
from gyeol.engine.learning import Learning
from gyeol.engine.mine import Mine
from gyeol.engine.mine.lock import Ask, opened
from gyeol.engine.models import Models
from gyeol.engine.moods import Moods
from gyeol.engine.packs import Packs
from gyeol.engine.shelf import Shelf
from gyeol.engine.songs import Songs
from gyeol.engine.studio import Studio
from gyeol.engine.styles import Styles
from gyeol.engine.taste import Taste
from gyeol.engine.watch import Watch
from gyeol.settings import Settings


class Parts:
    """What an engine is made of; safe to share between threads.

    Args:
        settings: of the user.
        ask: returns the passphrase when the store is locked; None: it stays locked until `mine.lock` opens it.
    """

    def __init__(self, settings: Settings, *, ask: Ask | None = None) -> None:
        self.settings, self._ask = settings, ask
        self._lock = RLock()

    @classmethod
    def open(cls, home: Path | str | None = None, *, ask: Ask | None = None) -> Self:
        """Return an engine for the user's folder (None: `GYEOL_HOME` or the platform's data folder)."""
        env = os.environ if home is None else {**os.environ, "GYEOL_HOME": str(home)}
        return cls(Settings.load(env), ask=ask)

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

    @cached_property
    def home(self) -> Path:
        """The user's folder, made now if it is not there, for the user alone."""
        with suppress(OSError):  # who only reads needs none; who writes is told
            self.settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self.settings.home

    @cached_property
    def trained(self) -> Models:
        """The trained parts, loaded when they are first needed."""
        return Models(lambda: self.learning.reader())

    @cached_property
    def learning(self) -> Learning:
        """Keeps corrections and learns from them."""
        return Learning(lambda: self.classifier, lambda: self.store, self.home)

    @property
    def classifier(self) -> Classifier:
        """The classifier that fills the emotion space; its axes are those of the product taxonomy."""
        return self.trained.classifier

    @property
    def concepts(self) -> Taxonomy:
        """The axes of the meaning space, with their names for people."""
        return self.trained.concepts.taxonomy

    @cached_property
    def library(self) -> Packs:
        """The packs."""
        return Packs(self.trained, self.home / "packs")

    @property
    def shelf(self) -> Shelf:
        """All packs at hand, as they are on disk now."""
        return self.library.shelf

    @cached_property
    def store(self) -> "stores.Store":
        """What was asked, shown, rated and liked."""
        with self._lock:
            return opened(self.settings, self._ask)

    @cached_property
    def chat(self) -> Chat:
        """Answers messages with stickers."""
        return Chat(
            self.trained,
            lambda: self.store,
            lambda: self.shelf,
            self.taste,
            self.settings.country,
            seen=lambda text, profile: self.learning.watch(text, profile),
        )

    @cached_property
    def songs(self) -> Songs:
        """Answers texts and diaries with songs."""
        return Songs(
            self.trained,
            lambda: self.store,
            self.home / "songs",
            self.settings,
            lambda text: self.diary.read(text).day,
        )

    @cached_property
    def diary(self) -> Diary:
        """Reads days and keeps them."""
        return Diary(
            lambda texts: reader.read(self.trained, texts),
            lambda: self.store,
            self.settings,
            forget=lambda: self.learning.tidy(),
            seen=lambda text, profile: self.learning.watch(text, profile),
        )

    @cached_property
    def moods(self) -> Moods:
        """Looks back on the diary, and ahead."""
        return Moods(self.diary, self.settings)

    @cached_property
    def styles(self) -> Styles:
        """Compares looks with the packs, and lays all stickers out on a map."""
        return Styles(self.trained, lambda: self.shelf)

    @cached_property
    def studio(self) -> Studio:
        """Makes new emoji, and trains what makes them."""
        return Studio(self.trained, self.library, self.home, self.settings.country)

    @cached_property
    def mine(self) -> Mine:
        """All that the user owns: to see, take along, delete and lock."""
        return Mine(
            self.settings, lambda: self.store, lambda form: self.diary.export(form), (self.learning.tidy,)
        )

    @cached_property
    def watch(self) -> Watch:
        """Flags hostile texts for a moderator."""
        return Watch(lambda: self.trained.hostile)

    @cached_property
    def taste(self) -> Taste:
        """What each profile likes and sends."""
        return Taste(lambda: self.store, lambda: self.shelf)
