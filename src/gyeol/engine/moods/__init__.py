"""Moods over time: the year, the trend, the words, the days to come, and whether a low stretch lasts."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from gyeol import safety, sentences
from gyeol.catalog import Array
from gyeol.diary import ahead as looks
from gyeol.diary import low as lows
from gyeol.diary import words as word_counts
from gyeol.emotion import PRODUCT
from gyeol.engine.diary import Diary
from gyeol.engine.diary.answers import DayMood
from gyeol.engine.moods.answers import SPANS, Ahead, Coming, CommonWord, Felt, Stage, Trend, Words
from gyeol.errors import BadRequest, UnknownName
from gyeol.safety import Help
from gyeol.settings import Settings
from gyeol.songs.mood import valence
from gyeol.store import DEFAULT_PROFILE
from gyeol.store.entries import Entry

MOST_CHARACTERS = 600_000  # of the newest entries are counted for words: a year of long days
LOOKED_AT = (
    15_000  # of the newest of these, a month of days, are looked at for a crisis, which takes far longer
)
MOST_WORDS = 60
_NEUTRAL = PRODUCT.index("neutral")
_DAYS = {"month": 30, "year": 52 * 7}


class Moods:
    """Looks back on a diary, and ahead; nothing of it is kept.

    Args:
        diary: whose days.
        settings: whose help lines.
    """

    def __init__(self, diary: Diary, settings: Settings) -> None:
        self._diary, self._settings = diary, settings

    def year(self, year: int, profile: str = DEFAULT_PROFILE) -> list[DayMood]:
        """Return the moods of a year's days with entries; raise `BadRequest` for a year that no calendar has."""
        if not 1 <= year <= 9999:
            raise BadRequest(f"a year is written as 2026, and {year} is none.")
        return self._diary.moods(date(year, 1, 1), date(year, 12, 31), profile)

    def trend(
        self, span: str = "month", *, today: date | None = None, profile: str = DEFAULT_PROFILE
    ) -> Trend:
        """Return how moods went until today.

        Args:
            span: "month": each of the last 30 days; "year": the last 52 weeks; "all": months since the first entry.
            today: the last day; None: today, here.
            profile: whose.

        Raises:
            UnknownName: no such span.
        """
        if span not in SPANS:
            raise UnknownName("span", span, SPANS)
        last = today or date.today()
        first = last - timedelta(days=_DAYS[span] - 1) if span in _DAYS else None
        moods = self._diary.moods(first, last, profile)
        begin = first or (moods[0].day.replace(day=1) if moods else last.replace(day=1))
        groups: dict[tuple[date, date], list[int]] = {}
        for place, mood in enumerate(moods):
            groups.setdefault(_stretch(span, mood.day, begin, last), []).append(place)
        rows, tops = _rows([list(mood.emotions.values()) for mood in moods]), [mood.top for mood in moods]
        stages = (_stage(*ends, rows[some], [tops[i] for i in some]) for ends, some in groups.items())
        return Trend(span, begin, last, tuple(stages), felt(moods))

    def words(
        self, first: date | None = None, last: date | None = None, profile: str = DEFAULT_PROFILE
    ) -> Words:
        """Return the commonest words of the entries from one day to another; those of a crisis are never among them.

        Only the newest `MOST_CHARACTERS` characters are counted, so that the answer comes in a second. Where the newest
        `LOOKED_AT` of them speak of a crisis, help is offered and such sentences are not counted; older ones are, but
        for the words that only a crisis has.
        """
        entries = self._diary.entries(first=first, last=last, profile=profile)
        entries = entries[: _places(entries, MOST_CHARACTERS)]
        near = _places(entries, LOOKED_AT)
        helps = [safety.check(entry.page.text, self._settings.country) for entry in entries[:near]]
        texts = [
            _calm(e.page.text) if found else e.page.text for e, found in zip(entries, helps, strict=False)
        ]
        found = word_counts.counted([*texts, *(entry.page.text for entry in entries[near:])], MOST_WORDS + 10)
        said = self._diary.said([entry.id for entry in entries], profile)
        rows = _rows([PRODUCT.vector(dict(said.get(e.id, e.page).emotions)) for e in entries])
        words = [
            CommonWord(word.word, len(word.texts), _goes_with(rows, word.texts))
            for word in found
            if len(word.texts) > 1 and safety.check(word.word) is None
        ]
        return Words(
            entries[-1].page.day if entries else None,
            entries[0].page.day if entries else None,
            len(entries),
            _gravest(helps),
            tuple(words[:MOST_WORDS]),
        )

    def ahead(self, *, today: date | None = None, profile: str = DEFAULT_PROFILE) -> Ahead:
        """Return the coming days, where looking ahead has beaten "as yesterday" in this very diary.

        `gyeol.diary.ahead` says how both are compared; nothing is shown on the strength of anybody else's days.
        """
        today = today or date.today()
        wanted = looks.FIRST + looks.TRIALS
        far = today - timedelta(days=looks.LOOKED_AT + looks.WINDOW + looks.HORIZON)
        moods = self._diary.moods(far, today, profile)
        if not moods:
            return Ahead(None, 0.0, (), "few", 0, wanted)
        since, (days, values) = moods[-1].day, _line(moods)
        usual = round(float(np.median(values[days > days[-1] - looks.WINDOW])), 4)
        if len(moods) < wanted:
            return Ahead(since, usual, (), "few", len(moods), wanted)
        if (today - since).days >= looks.HORIZON:
            return Ahead(since, usual, (), "stale", len(moods), wanted)
        shown = tuple(coming for coming in _coming(days, values) if coming.day > today)
        return Ahead(since, usual, shown, "" if shown else "not better", len(moods), wanted)

    def low(self, *, today: date | None = None, profile: str = DEFAULT_PROFILE) -> lows.Stretch | None:
        """Return the low stretch that lasts until today, by the rule of `gyeol.diary.low`, None where there is none.

        Whoever asks has chosen to know; nothing asks of its own accord.
        """
        today = today or date.today()
        moods = self._diary.moods(today - timedelta(days=lows.WINDOW - 1), today, profile)
        return lows.stretch([(mood.day, value(mood)) for mood in moods], today)


def value(mood: DayMood) -> float:
    """Return in [-1, 1] how pleasant a day was."""
    return float(valence(_rows([list(mood.emotions.values())]))[0])


def felt(moods: Sequence[DayMood]) -> tuple[Felt, ...]:
    """Return on how many days each feeling was the strongest, the commonest first."""
    return tuple(Felt(label, n) for label, n in Counter(mood.top for mood in moods).most_common())


def _rows(rows: Sequence[Sequence[float] | Array]) -> Array:
    return np.array(rows, np.float32).reshape(-1, len(PRODUCT))


def _line(moods: Sequence[DayMood]) -> tuple[looks.Days, looks.Floats]:
    """Return the ordinals of days and how pleasant they were."""
    rows = _rows([list(mood.emotions.values()) for mood in moods])
    return np.array([mood.day.toordinal() for mood in moods]), valence(rows).astype(np.float64)


def _coming(days: looks.Days, values: looks.Floats) -> list[Coming]:
    found, guess = looks.trials(days, values), looks.forecast(days, values)
    coming = []
    for h in range(1, looks.HORIZON + 1):
        seen = looks.evidence(found, h)
        if seen.better:
            ends = np.clip([guess[h - 1] + seen.low, guess[h - 1] + seen.high], -1, 1)
            numbers = (guess[h - 1], *ends, seen.error, seen.error_yesterday, seen.nearer)
            at, low, high, error, before, nearer = (round(float(number), 4) for number in numbers)
            day = date.fromordinal(int(days[-1]) + h)
            coming.append(Coming(day, at, low, high, seen.n, error, before, nearer))
    return coming


def _stretch(span: str, day: date, begin: date, last: date) -> tuple[date, date]:
    """Return the ends of the stage that a day falls into."""
    if span == "month":
        return day, day
    if span == "year":
        first = begin + timedelta(days=(day - begin).days // 7 * 7)
        return first, first + timedelta(days=6)
    first = day.replace(day=1)
    return first, min(last, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def _stage(first: date, last: date, rows: Array, tops: Sequence[str]) -> Stage:
    counts = Counter(tops)
    shares = {label: round(float(p), 4) for label, p in zip(PRODUCT.labels, rows.mean(axis=0), strict=True)}
    return Stage(
        first,
        last,
        len(rows),
        round(float(valence(rows).mean()), 4),
        max(counts, key=lambda label: (label != "neutral", counts[label])),
        shares,
    )


def _places(entries: Sequence[Entry], most: int) -> int:
    """Return how many of the newest entries hold so many characters together; at least one, if there is any."""
    total = np.cumsum([len(entry.page.text) for entry in entries])
    return max(1, int(np.searchsorted(total, most, side="right")))


def _calm(text: str) -> str:
    """Return a text without the sentences that speak of a crisis; of two that do so together, nothing is left."""
    kept = [text[s.start : s.end] for s in sentences.split(text) if not safety.check(text[s.start : s.end])]
    left = "\n".join(kept)
    return "" if safety.check(left) else left


def _goes_with(rows: Array, places: Sequence[int]) -> str:
    """Return the feeling that entries (n, 12) with a word hold most beyond what all entries do."""
    more = rows[list(places)].mean(axis=0) - rows.mean(axis=0)
    more[_NEUTRAL] = 0
    return PRODUCT.labels[int(more.argmax())] if float(more.max()) > 0.02 else "neutral"


def _gravest(helps: Sequence[Help | None]) -> Help | None:
    return min((h for h in helps if h), key=lambda h: h.level != "crisis", default=None)
