"""The diary: read a day, keep entries, find, change, delete, export and import them."""

from calendar import monthrange
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gyeol import store as stores
from gyeol import text as texts
from gyeol.diary import files
from gyeol.emotion import PRODUCT
from gyeol.engine.diary.answers import DayMood, DiaryReading, Imported
from gyeol.engine.diary.reader import Read, Summarise, read_day, stored_day
from gyeol.engine.diary.said import Felt, felt
from gyeol.errors import BadRequest, BadText
from gyeol.settings import Settings
from gyeol.store import DEFAULT_PROFILE
from gyeol.store.entries import Entry, Mood, Page, SentenceRow

if TYPE_CHECKING:
    from gyeol.store import Store

MAX_TITLE = 200
MAX_FOUND = 500
Progress = Callable[[int, int], None]  # (done, total)


class Diary:
    """Reads days and keeps them.

    Args:
        read: reads the feelings in texts, as `Engine.emotions`.
        store: returns the store, which is opened when it is first needed.
        settings: which splitter and whose help lines.
        forget: called after an entry was changed or deleted: takes back what was learnt from what is gone.
        seen: told each entry that was written, to measure how its reading went.
    """

    def __init__(
        self,
        read: Read,
        store: Callable[[], "Store"],
        settings: Settings,
        *,
        forget: Callable[[], None] = lambda: None,
        seen: Callable[[str, str], None] = lambda text, profile: None,
    ) -> None:
        self._read, self._store, self._settings = read, store, settings
        self._forget, self._seen = forget, seen

    def read(self, text: str, *, way: str = "sentences", summarise: Summarise | None = None) -> DiaryReading:
        """Read a day sentence by sentence; nothing is kept.

        Args:
            text: up to `text.MAX_CHARS` characters; it is never altered, and offsets count in it.
            way: "sentences" weighs them by confidence and length (`gyeol.diary.day.weighted`), "reference" adds
                softmaxes as R5.3 does, "textrank" reads an extract, "summary" a summary.
            summarise: writes the summary for the way "summary".

        Raises:
            BadText: the text is empty, too long, or of too many sentences.
            UnknownName: no such way.
            BadRequest: the way "summary" without `summarise`.
            MissingExtra: the splitter of the settings is not installed.
        """
        return read_day(
            text,
            self._read,
            way=way,
            splitter=self._settings.splitter,
            country=self._settings.country,
            summarise=summarise,
        )

    def write(
        self,
        text: str,
        *,
        day: date | None = None,
        title: str = "",
        once: bool = False,
        profile: str = DEFAULT_PROFILE,
    ) -> Entry:
        """Read a day and keep it; return the entry.

        Args:
            text: as in `read`; kept without control characters.
            day: which day it is about; None: today, here.
            title: at most `MAX_TITLE` characters, of one line.
            once: return the entry that says the same of that day already, if there is one, in place of a second.
            profile: whose diary.

        Raises:
            BadText: as in `read`, or the title is too long.
        """
        page = self._page(text, day or date.today(), title)
        kept = stores.diary.write(self._store(), profile, [page], once=once)[0]
        self._seen(page.text, profile)
        return kept

    def entry(self, entry_id: int, profile: str = DEFAULT_PROFILE) -> Entry:
        """Return an entry; raise `NotThere` if there is none of this id."""
        return stores.diary.entry(self._store(), profile, entry_id)

    def reading(self, entry: Entry) -> DiaryReading:
        """Return what was read in an entry of `entry` when it was written."""
        return stored_day(entry.page, self._settings.country)

    def entries(
        self,
        *,
        first: date | None = None,
        last: date | None = None,
        limit: int | None = None,
        profile: str = DEFAULT_PROFILE,
    ) -> list[Entry]:
        """Return entries from one day to another, the newest first; their sentences are left empty."""
        return stores.diary.entries(self._store(), profile, first=first, last=last, limit=limit)

    def search(self, query: str, *, limit: int = 100, profile: str = DEFAULT_PROFILE) -> list[Entry]:
        """Return the entries in which every word of a query stands, the newest first; all for an empty query."""
        words = texts.visible(query).split()
        if not 1 <= limit <= MAX_FOUND:
            raise BadRequest(f"limit must be between 1 and {MAX_FOUND}, not {limit}.")
        return stores.diary.entries(self._store(), profile, words=words[:20], limit=limit)

    def edit(
        self,
        entry_id: int,
        text: str,
        *,
        version: int,
        day: date | None = None,
        title: str | None = None,
        profile: str = DEFAULT_PROFILE,
    ) -> Entry:
        """Replace the text of an entry and read it again; None leaves day or title as it is.

        Args:
            entry_id: which.
            text: the new text.
            version: that of the entry on which the edit is based.
            day: the new day.
            title: the new title.
            profile: whose diary.

        Raises:
            NotThere: there is no such entry.
            BadText: as in `write`.
            Conflict: it was changed elsewhere since that version; nothing was overwritten.
        """
        before = self.entry(entry_id, profile).page
        page = self._page(text, day or before.day, before.title if title is None else title)
        edited = stores.diary.edit(self._store(), profile, entry_id, version, page)
        self._forget()
        return edited

    def delete(self, entry_id: int, profile: str = DEFAULT_PROFILE) -> None:
        """Delete an entry for good; raise `NotThere` if there is none of this id."""
        stores.diary.erase(self._store(), profile, entry_id)
        self._forget()

    def moods(
        self, first: date | None = None, last: date | None = None, profile: str = DEFAULT_PROFILE
    ) -> list[DayMood]:
        """Return the feeling of each day with entries, oldest first; several entries weigh by confidence and length.

        What their author said of an entry, or of its sentences, stands in place of what was read.
        """
        read = stores.diary.moods(self._store(), profile, first, last)
        said = self.said([mood.entry for mood in read], profile)
        found = [replace(mood, **vars(said[mood.entry])) if mood.entry in said else mood for mood in read]
        return [_together(list(same)) for _, same in groupby(found, key=lambda mood: mood.day)]

    def said(self, entries: Collection[int], profile: str = DEFAULT_PROFILE) -> dict[int, Felt]:
        """Return entry -> what it feels, for those of some entries of which their author said anything."""
        return felt(self._store(), profile, entries)

    def month(self, year: int, month: int, profile: str = DEFAULT_PROFILE) -> list[DayMood]:
        """Return the moods of a month; raise `BadRequest` for a month that no calendar has."""
        if not (1 <= month <= 12 and 1 <= year <= 9999):
            raise BadRequest(f"a month is written as 2026-11, and {year}-{month} is none.")
        return self.moods(date(year, month, 1), date(year, month, monthrange(year, month)[1]), profile)

    def export(self, form: str = "markdown", profile: str = DEFAULT_PROFILE) -> str:
        """Return the whole diary as the text of a file, oldest first.

        Args:
            form: "markdown" holds days, titles and texts; "csv" also the feelings; "json" also those of each sentence.
            profile: whose diary.

        Raises:
            UnknownName: no such form.
        """
        store = self._store()
        # only JSON holds the sentences, which are most of what there is to read
        found = (
            stores.diary.whole(store, profile)
            if form == "json"
            else stores.diary.entries(store, profile)[::-1]
        )
        return files.written([_row(entry) for entry in found], form)

    def import_(
        self, path: Path, *, progress: Progress | None = None, profile: str = DEFAULT_PROFILE
    ) -> Imported:
        """Read the entries of a file into the diary, all that can be read, or none if anything fails on the way.

        An entry whose day and text are there already is skipped, so that a file may be imported twice.

        Raises:
            BadData: the file is of no known form.
        """
        drafts, skipped = files.read(path)
        there = {(entry.page.day, entry.page.text) for entry in self.entries(profile=profile)}
        pages = []
        for done, draft in enumerate(drafts):
            if progress:
                progress(done, len(drafts))
            try:
                text = texts.check(draft.text)
                if (draft.day, text) in there:
                    skipped.append(files.Skipped(draft.line, "it is in the diary already", "there"))
                    continue
                pages.append(self._page(text, draft.day, draft.title[:MAX_TITLE]))
            except BadText as error:
                skipped.append(files.Skipped(draft.line, str(error), "long"))
                continue
            there.add((draft.day, text))
        stores.diary.write(self._store(), profile, pages)
        return Imported(len(pages), tuple(sorted(skipped, key=lambda s: s.line)))

    def _page(self, text: str, day: date, title: str) -> Page:
        clean, title = texts.check(text), " ".join(texts.visible(title).split())
        if len(title) > MAX_TITLE:
            raise BadText(
                f"a title may have at most {MAX_TITLE} characters, this one has {len(title)}; shorten it."
            )
        found = self.read(clean)
        return Page(
            day=day,
            title=title,
            text=clean,
            language=found.day.language,
            top=found.day.top,
            emotions=found.day.emotions,
            confidence=found.confidence,
            model=found.day.model,
            splitter=found.splitter,
            sentences=tuple(SentenceRow(s.start, s.end, s.emotions) for s in found.sentences),
        )


def _together(moods: list[Mood]) -> DayMood:
    """Return the mood of a day from those of its entries; its emotions are in the order of the taxonomy."""
    if len(moods) == 1:  # as nearly always: ten years of days are looked at in one page
        [one] = moods
        emotions = {label: one.emotions.get(label, 0.0) for label in PRODUCT.labels}
        return DayMood(one.day, one.top, emotions, one.confidence, (one.entry,))
    rows = np.stack([PRODUCT.vector(dict(mood.emotions)) for mood in moods])
    weight = np.array([m.confidence * np.sqrt(m.n_characters) for m in moods], np.float32)
    weight = weight / weight.sum()
    row = weight @ rows
    felt = {
        label: sum(w for w, m in zip(weight, moods, strict=True) if m.top == label)
        for label in PRODUCT.labels
    }
    return DayMood(
        day=moods[0].day,
        top=max(felt, key=lambda label: float(felt[label])),
        emotions={label: round(float(p), 4) for label, p in zip(PRODUCT.labels, row, strict=True)},
        confidence=round(float(weight @ np.array([m.confidence for m in moods])), 4),
        entries=tuple(mood.entry for mood in moods),
    )


def _row(entry: Entry) -> dict[str, object]:
    page = entry.page
    return {
        "id": entry.id,
        "day": page.day.isoformat(),
        "title": page.title,
        "text": page.text,
        "created": entry.created.isoformat(timespec="seconds"),
        "edited": entry.edited.isoformat(timespec="seconds"),
        "language": page.language,
        "top": page.top,
        "confidence": page.confidence,
        "emotions": dict(page.emotions),
        "model": page.model,
        "splitter": page.splitter,
        "sentences": [{"start": s.start, "end": s.end, "emotions": dict(s.emotions)} for s in page.sentences],
    }
