"""Corrections, and what is learnt from them: at once by a personal layer, and by retraining behind a gate."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gyeol import store as stores
from gyeol import text as texts
from gyeol.classify import Classifier
from gyeol.engine.learning.answers import Status, Try
from gyeol.engine.learning.corrections import Corrections
from gyeol.engine.learning.job import Job
from gyeol.engine.learning.personal import personal
from gyeol.engine.learning.versions import Versions
from gyeol.errors import BadArtifact, Conflict, Locked
from gyeol.learn import Lessons, Tuned, drift
from gyeol.learn.drift import Watch
from gyeol.learn.gate import Progress, Verdict, against, retrain
from gyeol.learn.measure import Difference
from gyeol.learn.rehearsal import Rehearsal
from gyeol.learn.tuned import ARTIFACTS, Config
from gyeol.store import DEFAULT_PROFILE

if TYPE_CHECKING:
    from gyeol.store import Store


class Learning(Corrections):
    """Keeps corrections and learns from them; one home has one model, whoever corrects. Safe for threads.

    Args:
        shipped: returns the classifier that ships.
        store: returns the store, which is opened when it is first needed.
        home: gyeol's home; without a folder `learnt` in it nothing was ever corrected, and no store is opened to read.
    """

    def __init__(self, shipped: Callable[[], Classifier], store: Callable[[], "Store"], home: Path) -> None:
        super().__init__(store, home)
        self._shipped = shipped
        self._lock = threading.RLock()
        self._now: tuple[Any, Classifier] | None = None
        self.job = Job()

    @cached_property
    def rehearsal(self) -> Rehearsal:
        """What the classifier that ships keeps of its training; raise `BadArtifact` if it is another one's."""
        found = Rehearsal.load(ARTIFACTS / "rehearsal")
        if found.base != self._shipped().model:
            raise BadArtifact(
                f"what learning needs was made for {found.base}, but {self._shipped().model} ships; "
                "run recipes/build_rehearsal.py."
            )
        return found

    @property
    def versions(self) -> Versions:
        """What was retrained."""
        return Versions(self._folder, self._shipped().model)

    # --- reading ---------------------------------------------------------------------------------------------

    def reader(self) -> Classifier:
        """Return what reads now: the version that serves, moved by the corrections that it has not learnt.

        While the lock of the store is shut its corrections cannot be read, and only the version serves.
        """
        if not self._folder.is_dir():
            return self._shipped()
        with self._lock:
            store = self._store()
            state = (stores.corrections.state(store), self.versions.stamp, stores.locks.state(store).open)
            if self._now is None or self._now[0] != state:
                self.tidy()  # another process may have deleted something
                try:
                    self._now = (state, personal(self._base(), self._fresh(), self.rehearsal.frequencies))
                except Locked:
                    self._now = (state, self._base())
            return self._now[1]

    def tidy(self) -> None:
        """Delete what was learnt from corrections that are no more; to be called after anything was deleted."""
        if self._folder.is_dir():
            with self._lock:
                self._now = None
                self.versions.withdraw(stores.corrections.names(self._store()))

    # --- learning --------------------------------------------------------------------------------------------

    def learn(self, progress: Progress = lambda what, part: None) -> Try:
        """Retrain from all corrections that may be learnt from, and let the result serve if it passes the gate.

        Some seconds for 200 corrections; until the end the old model answers.

        Raises:
            Busy: a run is under way in this process.
            Locked: the lock of the store is shut.
            StoreError: the disk is full; the old model answers.
        """
        return self.job.run(self._learn, progress)

    def start(self) -> None:
        """Begin `learn` in the background; `status` tells how it goes. Raise `Busy` if one runs."""
        self.job.start(self._learn)

    def roll_back(self) -> str | None:
        """Undo the last promotion; return the version that answers again, None for the model that ships.

        What the undone version had learnt waits for the next `learn`: it does not come back by the personal layer.

        Raises:
            BadRequest: nothing was promoted.
        """
        with self._lock:
            self._now = None
            return self.versions.roll_back()

    def status(self) -> Status:
        """Return where learning stands."""
        versions, store = self.versions, self._store()
        learnt = self._learnt()
        names = stores.corrections.names(store)
        return Status(
            model=self.reader().model,
            corrections=stores.corrections.state(store)[0],
            consented=len(names),
            fresh=len(names - learnt - versions.aside),
            versions=tuple(versions.all()),
            tries=tuple(versions.tries()),
            running=self.job.state,
            failed=self.job.failed,
            can_roll_back=versions.can_roll_back,
        )

    def watch(self, text: str, profile: str = DEFAULT_PROFILE) -> None:
        """Measure the reading of a text that somebody asked for, without keeping it; behind a shut lock nothing is."""
        reader = self.reader()
        proba = reader.predict_proba([texts.normalise(texts.check(text))])[0]
        found = drift.measures(text, proba, self.rehearsal.frequencies)
        with suppress(Locked):
            stores.watched.note(self._store(), profile, reader.model, found)

    def drift(self) -> Watch:
        """Return whether the texts, the certainty or the corrections of the readings so far have changed."""
        return drift.watch(stores.watched.every(self._store()))

    def measured(self) -> dict[str, Difference]:
        """Return language -> what reads now against what ships, measured on the frozen sentences this moment."""
        return against(self._shipped(), self.reader())

    def _learn(self, progress: Progress) -> Try:
        began, at = time.monotonic(), datetime.now(UTC).isoformat(timespec="seconds")
        known = stores.corrections.every(self._store(), consented=True)
        if known and {one.name for one in known} == self._learnt():
            return Try(at, None, ("nothing_new",), len(known), None, None, {}, {}, 0.0)
        lessons = Lessons.of((one.said.text, one.said.labels) for one in known)
        shipped = self._shipped()
        delta, verdict = retrain(lessons, shipped, self._base(), self.rehearsal, progress)
        version = None
        if verdict.promoted:
            config = Config(shipped.model, verdict.penalty, tuple(one.name for one in known))
            tuned = Tuned(shipped, delta, self.rehearsal.frequencies, model=shipped.model, config=config)
            with self._lock:
                if not set(config.corrections) <= stores.corrections.names(self._store()):
                    raise Conflict("a correction was changed or deleted meanwhile; run 'gyeol learn' again.")
                version = self.versions.add(tuned, config, _metrics(verdict))
                self._now = None
        tried = Try.of(verdict, at=at, version=version, seconds=time.monotonic() - began)
        self.versions.note(tried)
        return tried

    def _base(self) -> Classifier:
        return self.versions.serving() or self._shipped()

    def _learnt(self) -> set[str]:
        base = self._base()
        return set(base.config.corrections) if isinstance(base, Tuned) and base.config else set()

    def _fresh(self) -> Lessons:
        """Return the lessons that no version has learnt."""
        old = self._learnt() | self.versions.aside
        found = stores.corrections.every(self._store(), consented=True)
        return Lessons.of((one.said.text, one.said.labels) for one in found if one.name not in old)


def _metrics(verdict: Verdict) -> dict[str, dict[str, Any]]:
    return {
        f"frozen_{code}": {"n": found.n, "macro_f1": round(found.after, 4), "shipped": round(found.before, 4)}
        for code, found in verdict.shipped.items()
    }
