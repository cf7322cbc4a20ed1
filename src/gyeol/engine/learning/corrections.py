"""Keep what texts feel, as their author says, and take it along as a file."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gyeol import store as stores
from gyeol import text as texts
from gyeol.classify import Classifier
from gyeol.corpora import corrections as files
from gyeol.emotion import PRODUCT
from gyeol.engine.learning import intake
from gyeol.engine.learning.answers import Imported
from gyeol.errors import BadRequest, Conflict, Locked
from gyeol.store import DEFAULT_PROFILE
from gyeol.store.corrected import Correction, Place, Said

if TYPE_CHECKING:
    from gyeol.store import Store

FOLDER = "learnt"


class Corrections:
    """What was corrected; `Learning` learns from it.

    Args:
        store: returns the store, which is opened when it is first needed.
        home: gyeol's home; without a folder `learnt` in it nothing was ever corrected.
    """

    def __init__(self, store: Callable[[], "Store"], home: Path) -> None:
        self._store, self._folder = store, home / FOLDER

    def reader(self) -> Classifier:
        """Return what reads now."""
        raise NotImplementedError

    def tidy(self) -> None:
        """Delete what was learnt from corrections that are no more."""
        raise NotImplementedError

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
        return self._put(profile, self._read([(clean, felt)])[0], seen)

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
        """Return what a profile said of a message, None if nothing, or if the lock is shut."""
        if not self._folder.is_dir():
            return None
        try:
            return stores.corrections.of_text(self._store(), profile, texts.check(text))
        except Locked:
            return None

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

    def import_(self, path: Path, profile: str = DEFAULT_PROFILE, *, tame: bool = True) -> Imported:
        """Keep the corrections of a file; broken rows are named and left out, what is there already stays.

        Args:
            path: CSV, XLSX or JSONL with the columns text, labels.
            profile: whose.
            tame: False for what a stranger may have sent: it is read in a process of its own with limits.

        Raises:
            BadData: the file is of no known form, holds too many rows, or (not tame) passed a limit.
            MissingExtra: it is XLSX, and what reads that is not installed.
        """
        rows, skipped = intake.rows(path) if tame else intake.take(path)
        return Imported(self.keep(rows, profile), len(rows), skipped)

    def keep(self, said: Iterable[tuple[str, Sequence[str]]], profile: str = DEFAULT_PROFILE) -> int:
        """Keep many corrections of messages at once, all or none; return how many were new.

        Raises:
            UnknownName, BadText: as `correct`; then nothing is kept.
        """
        rows = [(texts.check(text), _labels(labels)) for text, labels in said]
        self._folder.mkdir(parents=True, exist_ok=True)
        return stores.corrections.put_all(self._store(), profile, self._read(rows))

    def _put(self, profile: str, said: Said, seen: int) -> Correction:
        self._folder.mkdir(parents=True, exist_ok=True)
        made = stores.corrections.put(self._store(), profile, said, seen=seen)
        stores.watched.mark_corrected(self._store())
        return made

    def _read(self, rows: Sequence[tuple[str, tuple[str, ...]]]) -> list[Said]:
        """Return (text, labels) with what reads them now."""
        reader = self.reader()
        told = []
        for proba, (text, labels) in zip(
            reader.predict_proba([texts.normalise(text) for text, _ in rows]), rows, strict=True
        ):
            emotions = {label: round(float(p), 4) for label, p in zip(PRODUCT.labels, proba, strict=True)}
            top = PRODUCT.labels[int(proba.argmax())]
            told.append(Said(text, None, texts.language(text), top, emotions, reader.model, labels, True))
        return told


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
