"""Endpoints that look back on a diary, and ahead from it; nothing of what they answer is kept."""

from datetime import date
from typing import Annotated, Literal, Self

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel

from gyeol.diary.low import Stretch
from gyeol.engine.moods.answers import Ahead, CommonWord, Felt, Stage, Trend, Words
from gyeol.web.api.diary import Mood
from gyeol.web.api.parts import Asked, At, DayNamed, Profile

router = APIRouter()


class FeltDays(BaseModel):
    """A feeling and on how many days it was the strongest."""

    label: str
    days: int

    @classmethod
    def of(cls, found: Felt) -> Self:
        """Return it as the API shows it."""
        return cls(label=found.label, days=found.n_days)


class TrendStage(BaseModel):
    """A day, a week or a month; `valence` in [-1, 1] says how pleasant its `days` with entries were on average."""

    first: date
    last: date
    days: int
    valence: float
    top: str
    emotions: dict[str, float]

    @classmethod
    def of(cls, stage: Stage) -> Self:
        """Return it as the API shows it."""
        return cls(
            first=stage.first, last=stage.last, days=stage.n_days, valence=stage.valence, top=stage.top,
            emotions=dict(stage.emotions),
        )  # fmt: skip


class TrendShown(BaseModel):
    """How moods went; stretches without entries are left out."""

    span: str
    first: date
    last: date
    stages: list[TrendStage]
    felt: list[FeltDays]

    @classmethod
    def of(cls, trend: Trend) -> Self:
        """Return it as the API shows it."""
        stages = [TrendStage.of(stage) for stage in trend.stages]
        felt = [FeltDays.of(one) for one in trend.felt]
        return cls(span=trend.span, first=trend.first, last=trend.last, stages=stages, felt=felt)


class WordShown(BaseModel):
    """A word, in how many entries it stands, and the feeling that goes with it."""

    word: str
    entries: int
    top: str

    @classmethod
    def of(cls, word: CommonWord) -> Self:
        """Return it as the API shows it."""
        return cls(word=word.word, entries=word.n_entries, top=word.top)


class WordsShown(BaseModel):
    """The commonest words; `help` says how urgently help should be offered first."""

    help: Literal["crisis", "light"] | None
    first: date | None
    last: date | None
    entries: int
    words: list[WordShown]

    @classmethod
    def of(cls, words: Words) -> Self:
        """Return them as the API shows them."""
        return cls(
            help=words.help.level if words.help else None, first=words.first, last=words.last,
            entries=words.n_entries, words=[WordShown.of(word) for word in words.words],
        )  # fmt: skip


class ComingShown(BaseModel):
    """A coming day: the best guess, between what eight days in ten were, and how such guesses have fared here."""

    day: date
    valence: float
    low: float
    high: float
    n: int
    error: float
    error_yesterday: float
    nearer: float


class AheadShown(BaseModel):
    """The days on which the guess has beaten "as yesterday" in this diary; `why_not` says why there are none."""

    since: date | None
    usual: float
    days: list[ComingShown]
    why_not: Literal["", "few", "not better", "stale"]
    written: int
    wanted: int

    @classmethod
    def of(cls, ahead: Ahead) -> Self:
        """Return it as the API shows it."""
        return cls(
            since=ahead.since, usual=ahead.usual, days=[ComingShown(**vars(day)) for day in ahead.days],
            why_not=ahead.why_not, written=ahead.n_days, wanted=ahead.wanted,
        )  # fmt: skip


class LowShown(BaseModel):
    """Whether a low stretch lasts by the rule of docs/home.md, and its days; whoever asks has chosen to know."""

    lasts: bool
    first: date | None = None
    last: date | None = None
    days: int = 0
    heavy: int = 0

    @classmethod
    def of(cls, found: Stretch | None) -> Self:
        """Return it as the API shows it."""
        if found is None:
            return cls(lasts=False)
        return cls(lasts=True, first=found.first, last=found.last, days=found.n_days, heavy=found.n_heavy)


@router.get("/profiles/{profile}/moods/years/{year}")
async def year(
    profile: Profile, year: Annotated[int, Path(ge=1, le=9999)], engine: Asked, desk: At
) -> list[Mood]:
    """Return what each day of a year with entries felt like, oldest first."""
    return await desk.do(lambda: [Mood.of(mood) for mood in engine.moods.year(year, profile)])


@router.get("/profiles/{profile}/moods/trend")
async def trend(
    profile: Profile, engine: Asked, desk: At, span: Literal["month", "year", "all"] = "month"
) -> TrendShown:
    """Return how moods went: by day over 30 days, by week over 52, or by month since the first entry."""
    return await desk.do(lambda: TrendShown.of(engine.moods.trend(span, profile=profile)))


@router.get("/profiles/{profile}/moods/words")
async def words(
    profile: Profile,
    engine: Asked,
    desk: At,
    first: Annotated[DayNamed | None, Query(alias="from")] = None,
    last: Annotated[DayNamed | None, Query(alias="to")] = None,
) -> WordsShown:
    """Return the commonest words of entries; sentences that speak of a crisis are not counted."""
    return await desk.do(lambda: WordsShown.of(engine.moods.words(first, last, profile)))


@router.get("/profiles/{profile}/moods/ahead")
async def ahead(profile: Profile, engine: Asked, desk: At) -> AheadShown:
    """Return the coming days' moods, those alone on which looking ahead has beaten "as yesterday" in this diary."""
    return await desk.do(lambda: AheadShown.of(engine.moods.ahead(profile=profile)))


@router.get("/profiles/{profile}/moods/low")
async def low(profile: Profile, engine: Asked, desk: At) -> LowShown:
    """Return whether a low stretch lasts until today."""
    return await desk.do(lambda: LowShown.of(engine.moods.low(profile=profile)))
