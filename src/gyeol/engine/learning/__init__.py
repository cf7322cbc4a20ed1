"""Corrections, and what is learnt from them: at once by a personal layer, and by retraining behind a gate."""

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gyeol import store as stores
from gyeol import text as texts
from gyeol.classify import Classifier
from gyeol.corpora import Skipped
from gyeol.corpora import corrections as files
from gyeol.emotion import PRODUCT
from gyeol.engine.learning.answers import Imported, Status, Try
from gyeol.engine.learning.job import Job
from gyeol.engine.learning.personal import personal
from gyeol.engine.learning.versions import Versions
from gyeol.errors import BadArtifact, BadRequest, BadText, Conflict, Locked
from gyeol.learn import Lessons, Tuned, drift
from gyeol.learn.drift import Watch
from gyeol.learn.gate import Progress, Verdict, retrain
from gyeol.learn.rehearsal import Rehearsal
from gyeol.learn.tuned import ARTIFACTS, Config
from gyeol.store import DEFAULT_PROFILE
from gyeol.store.corrected import Correction, Place, Said

if TYPE_CHECKING:
    from gyeol.store import Store

FOLDER = "learnt"


class Learning:
    """Keeps corrections and learns from them; one home has one model, whoever corrects. Safe for threads.

    Args:
        shipped: returns the classifier that ships.
        store: returns the store, which is opened when it is first needed.
        home: gyeol's home; without a folder `learnt` in it nothing was ever corrected, and no store is opened to read.
    """

    def __init__(self, shipped: Callable[[], Classifier], store: Callable[[], "Store"], home: Path) -> None:
        self._shipped, self._store, self._folder = shipped, store, home / FOLDER
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

    # --- corrections -----------------------------------------------------------------------------------------

    def correct(
        self,
        text: str,
        labels: Sequence[str],
        *,
        consent: bool = True,
        seen: int = 0,
        profile: str = DEFAULT_PROFILE,
    ) -> Correction:
        """Keep what a message feels; the next reading of a like text is better.

        Args:
            text: the message; it is kept.
            labels: one or more of the twelve, the main one first.
            consent: that it may be kept and learnt from; without it nothing is kept.
            seen: version of the correction that was shown, 0 for none.
            profile: who says so.

        Raises:
            UnknownName: a label is none of the twelve; the message offers a near miss.
            BadText: the text is empty or too long.
            BadRequest: no label, or no consent.
            Conflict: it was corrected elsewhere meanwhile, otherwise; nothing was overwritten.
        """
        if not consent:
            raise BadRequest(
                "a correction of a message keeps the message; agree to that, or leave it as it is."
            )
        clean, felt = texts.check(text), _labels(labels)
        return self._put(profile, self._said(clean, felt), seen)

    def correct_entry(
        self,
        place: Place,
        labels: Sequence[str],
        *,
        consent: bool = True,
        seen: int = 0,
        profile: str = DEFAULT_PROFILE,
    ) -> Correction:
        """Keep what an entry of the diary feels, or one of its sentences; raises as `correct`, and `NotThere`.

        Args:
            place: the entry, or the stretch of one of its sentences.
            labels: as in `correct`.
            consent: that it may be learnt from; it is kept beside the entry either way.
            seen: as in `correct`.
            profile: whose diary.
        """
        felt = _labels(labels)
        page = stores.diary.entry(self._store(), profile, place.entry).page
        top, emotions = page.top, page.emotions
        if place.start is not None:
            row = next((s for s in page.sentences if (s.start, s.end) == (place.start, place.end)), None)
            if row is None:
                raise Conflict(
                    f"entry {place.entry} has no sentence from {place.start} to {place.end} (any more); "
                    "look at it and correct it again."
                )
            emotions = row.emotions
            top = max(emotions, key=lambda label: emotions[label])
        said = Said(
            page.text[place.start : place.end], place, page.language, top, emotions, page.model, felt, consent
        )
        return self._put(profile, said, seen)

    def corrections(self, profile: str = DEFAULT_PROFILE) -> list[Correction]:
        """Return what a profile corrected, the latest first."""
        return stores.corrections.every(self._store(), profile)[::-1]

    def of_entry(self, entry_id: int, profile: str = DEFAULT_PROFILE) -> dict[Place, Correction]:
        """Return the corrections of an entry by their place."""
        return stores.corrections.of_entry(self._store(), profile, entry_id)

    def of_text(self, text: str, profile: str = DEFAULT_PROFILE) -> Correction | None:
        """Return what a profile said of a message, None if nothing."""
        if not self._folder.is_dir():
            return None
        return stores.corrections.of_text(self._store(), profile, texts.check(text))

    def forget(self, number: int, profile: str = DEFAULT_PROFILE) -> None:
        """Delete a correction and what was learnt from it; raise `NotThere` if there is none of this id."""
        stores.corrections.forget(self._store(), profile, number)
        self.tidy()

    def export(self, form: str = "csv", profile: str = DEFAULT_PROFILE) -> bytes:
        """Return the file of a profile's corrections that may be learnt from, the oldest first.

        Args:
            form: "csv", "xlsx" or "jsonl"; each is a corpus that `import_` and `gyeol train` read.
            profile: whose.

        Raises:
            UnknownName: no such form.
        """
        found = stores.corrections.every(self._store(), profile, consented=True)
        return files.written([_row(one) for one in found], form)

    def import_(self, path: Path, profile: str = DEFAULT_PROFILE) -> Imported:
        """Keep the corrections of a file; broken rows are named and left out, what is there already stays.

        Raises:
            BadData: the file is of no known form.
        """
        rows, skipped = [], []
        for row in files.audit(path):
            if isinstance(row, Skipped):
                skipped.append(row)
                continue
            try:
                rows.append((texts.check(row.text), row.labels))
            except BadText as error:
                skipped.append(Skipped(row.group[:40], str(error)))
        return Imported(self.keep(rows, profile), len(rows), tuple(skipped))

    def keep(self, said: Iterable[tuple[str, Sequence[str]]], profile: str = DEFAULT_PROFILE) -> int:
        """Keep many corrections of messages at once, all or none; return how many were new.

        Raises:
            UnknownName, BadText: as `correct`; then nothing is kept.
        """
        rows = [self._said(texts.check(text), _labels(labels)) for text, labels in said]
        self._folder.mkdir(parents=True, exist_ok=True)
        return stores.corrections.put_all(self._store(), profile, rows)

    # --- learning --------------------------------------------------------------------------------------------

    def learn(self, progress: Progress = lambda what, part: None) -> Try:
        """Retrain from all corrections that may be learnt from, and let the result serve if it passes the gate.

        About 10 s for 200 corrections; until the end the old model answers.

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

    def _put(self, profile: str, said: Said, seen: int) -> Correction:
        self._folder.mkdir(parents=True, exist_ok=True)
        made = stores.corrections.put(self._store(), profile, said, seen=seen)
        stores.watched.mark_corrected(self._store())
        return made

    def _said(self, text: str, labels: tuple[str, ...]) -> Said:
        reader = self.reader()
        row = reader.predict_proba([texts.normalise(text)])[0]
        emotions = {label: round(float(p), 4) for label, p in zip(PRODUCT.labels, row, strict=True)}
        top = PRODUCT.labels[int(row.argmax())]
        return Said(text, None, texts.language(text), top, emotions, reader.model, labels, True)

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


def _labels(labels: Sequence[str]) -> tuple[str, ...]:
    """Return labels without repetitions; raise `UnknownName` or `BadRequest`."""
    for label in labels:
        PRODUCT.index(label)
    if not labels:
        raise BadRequest(f"say at least one feeling; there are {', '.join(PRODUCT.labels)}.")
    return tuple(dict.fromkeys(labels))


def _row(one: Correction) -> files.Row:
    said = one.said
    return files.Row(
        text=said.text,
        labels=",".join(said.labels),
        read=said.top,
        model=said.model,
        language=said.language,
        source="diary" if said.place else "message",
        edited=one.edited.isoformat(timespec="seconds"),
    )


def _metrics(verdict: Verdict) -> dict[str, dict[str, Any]]:
    return {
        f"frozen_{code}": {"n": found.n, "macro_f1": round(found.after, 4), "shipped": round(found.before, 4)}
        for code, found in verdict.shipped.items()
    }
