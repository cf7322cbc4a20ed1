"""Endpoints of the diary: read a day, and keep, find, change and delete entries."""

from datetime import date
from typing import Annotated, Literal, Self

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, Field

from gyeol.engine.diary import MAX_FOUND, MAX_TITLE
from gyeol.engine.diary.answers import DayMood, DiaryReading
from gyeol.store.entries import Entry
from gyeol.web.api.parts import MISSING, Asked, At, DayNamed, Profile, Responses
from gyeol.web.api.shapes import ProblemDetails, Sent, Text
from gyeol.web.pages.data import forget_pages

router = APIRouter()
Number = Annotated[int, Path(ge=1, le=2**53)]
Title = Annotated[str, Field(max_length=MAX_TITLE)]
CHANGED: Responses = {
    409: {"model": ProblemDetails, "description": "It was changed elsewhere; nothing was overwritten."}
}
_KINDS = {"markdown": "text/markdown", "csv": "text/csv", "json": "application/json"}


class DayAsked(Sent):
    """A day to read; it is not kept."""

    text: Text
    way: Annotated[
        Literal["sentences", "reference", "textrank"],
        Field(description="How the day is made of its sentences."),
    ] = "sentences"


class Sentence(BaseModel):
    """What one sentence feels; it stands at `start` to `end`, counted in Unicode code points."""

    start: int
    end: int
    text: str
    top: str
    emotions: dict[str, float]
    confidence: float
    weight: float
    valence: float
    crisis: Literal["crisis", "light"] | None
    used: bool


class Day(BaseModel):
    """A day read sentence by sentence; `help` says how urgently help should be offered first."""

    help: Literal["crisis", "light"] | None
    top: str
    emotions: dict[str, float]
    confidence: float
    language: str
    model: str
    way: str
    splitter: str
    sentences: list[Sentence]
    timeline: list[float]
    summary: str

    @classmethod
    def of(cls, reading: DiaryReading) -> Self:
        """Return a reading as the API shows it."""
        day = reading.day
        return cls(
            help=reading.help.level if reading.help else None,
            top=day.top,
            emotions=dict(day.emotions),
            confidence=reading.confidence,
            language=day.language,
            model=day.model,
            way=reading.way,
            splitter=reading.splitter,
            sentences=[Sentence(**vars(s)) for s in reading.sentences],
            timeline=list(reading.timeline),
            summary=reading.summary,
        )


class PageSent(Sent):
    """An entry to keep; without a day it is today's."""

    text: Text
    day: DayNamed | None = None
    title: Title = ""


class PageChanged(Sent):
    """An entry changed, based on the `version` that was read; null leaves day or title as it is."""

    text: Text
    version: int
    day: DayNamed | None = None
    title: Title | None = None


class Kept(BaseModel):
    """An entry of the diary."""

    id: int
    version: int
    day: date
    title: str
    text: str
    created: str
    edited: str
    top: str
    emotions: dict[str, float]
    confidence: float
    model: str

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """Return an entry as the API shows it."""
        page, moments = entry.page, (entry.created, entry.edited)
        created, edited = (moment.isoformat(timespec="seconds") for moment in moments)
        return cls(
            id=entry.id, version=entry.version, day=page.day, title=page.title, text=page.text, created=created,
            edited=edited, top=page.top, emotions=dict(page.emotions), confidence=page.confidence, model=page.model,
        )  # fmt: skip


class KeptDay(BaseModel):
    """An entry with what was read in it."""

    entry: Kept
    reading: Day


class Mood(BaseModel):
    """What a day felt like, all its entries together."""

    day: date
    top: str
    emotions: dict[str, float]
    confidence: float
    entries: list[int]

    @classmethod
    def of(cls, mood: DayMood) -> Self:
        """Return the mood of a day as the API shows it."""
        return cls.model_validate(vars(mood) | {"entries": list(mood.entries)})


@router.post("/diary/read")
async def read(asked: DayAsked, engine: Asked, desk: At) -> Day:
    """Read a day: what each sentence feels, how it went, and the day as one. Nothing is kept."""
    return await desk.do(lambda: Day.of(engine.diary.read(asked.text, way=asked.way)))


@router.get("/profiles/{profile}/diary")
async def entries(
    profile: Profile,
    engine: Asked,
    desk: At,
    first: Annotated[DayNamed | None, Query(alias="from")] = None,
    last: Annotated[DayNamed | None, Query(alias="to")] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_FOUND)] = 100,
) -> list[Kept]:
    """Return entries from one day to another, the newest first."""
    return await desk.do(
        lambda: [
            Kept.of(e) for e in engine.diary.entries(first=first, last=last, limit=limit, profile=profile)
        ]
    )


class Wanted(Sent):
    """Words to look for; an entry must hold all of them."""

    query: Text
    limit: Annotated[int, Field(ge=1, le=MAX_FOUND)] = 100


@router.post("/profiles/{profile}/diary/search")
async def search(profile: Profile, wanted: Wanted, engine: Asked, desk: At) -> list[Kept]:
    """Find entries by their words, which so stand in no address and no log."""
    return await desk.do(
        lambda: [Kept.of(e) for e in engine.diary.search(wanted.query, limit=wanted.limit, profile=profile)]
    )


@router.post("/profiles/{profile}/diary", status_code=201)
async def write(profile: Profile, sent: PageSent, engine: Asked, desk: At) -> KeptDay:
    """Keep an entry and read it."""

    def work() -> KeptDay:
        entry = engine.diary.write(sent.text, day=sent.day, title=sent.title, profile=profile)
        return KeptDay(entry=Kept.of(entry), reading=Day.of(engine.diary.reading(entry)))

    return await desk.do(work)


@router.get("/profiles/{profile}/diary/{number}", responses=MISSING)
async def entry(profile: Profile, number: Number, engine: Asked, desk: At) -> KeptDay:
    """Return an entry with what was read in it."""

    def work() -> KeptDay:
        found = engine.diary.entry(number, profile)
        return KeptDay(entry=Kept.of(found), reading=Day.of(engine.diary.reading(found)))

    return await desk.do(work)


@router.patch("/profiles/{profile}/diary/{number}", responses=MISSING | CHANGED)
async def edit(profile: Profile, number: Number, sent: PageChanged, engine: Asked, desk: At) -> KeptDay:
    """Change an entry and read it again, unless it was changed elsewhere since `version`."""

    def work() -> KeptDay:
        found = engine.diary.edit(
            number, sent.text, version=sent.version, day=sent.day, title=sent.title, profile=profile
        )
        return KeptDay(entry=Kept.of(found), reading=Day.of(engine.diary.reading(found)))

    return await desk.do(work)


@router.delete("/profiles/{profile}/diary/{number}", status_code=204, responses=MISSING)
async def delete(profile: Profile, number: Number, request: Request, engine: Asked, desk: At) -> None:
    """Delete an entry for good."""
    await desk.do(lambda: engine.diary.delete(number, profile))
    forget_pages(request)


@router.get("/profiles/{profile}/moods")
async def moods(
    profile: Profile,
    engine: Asked,
    desk: At,
    first: Annotated[DayNamed | None, Query(alias="from")] = None,
    last: Annotated[DayNamed | None, Query(alias="to")] = None,
) -> list[Mood]:
    """Return what each day with entries felt like, oldest first."""
    return await desk.do(lambda: [Mood.of(m) for m in engine.diary.moods(first, last, profile)])


@router.get("/profiles/{profile}/diary/export/{form}", response_class=Response)
async def export(
    profile: Profile, form: Literal["markdown", "csv", "json"], engine: Asked, desk: At
) -> Response:
    """Return the whole diary as a file."""
    text = await desk.do(lambda: engine.diary.export(form, profile))
    name = f"diary.{'md' if form == 'markdown' else form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(text, media_type=f"{_KINDS[form]}; charset=utf-8", headers=headers)
