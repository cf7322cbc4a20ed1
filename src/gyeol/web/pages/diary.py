"""The diary: write a day, see its feelings, find and change what was written."""

from calendar import monthrange
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Self

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from gyeol.engine import Engine
from gyeol.engine.answers import Reading
from gyeol.engine.diary import MAX_TITLE
from gyeol.engine.diary.answers import DiaryReading
from gyeol.errors import BadText, Busy, Conflict, NotThere
from gyeol.store.entries import Entry
from gyeol.web import correct_view, diary_view
from gyeol.web.help import help_card
from gyeol.web.language import Choice
from gyeol.web.notice import Notice
from gyeol.web.pages import parts
from gyeol.web.pages.data import forget_pages
from gyeol.web.pages.parts import PROFILE
from gyeol.web.render import render
from gyeol.web.view import N_BARS, Bar

router = APIRouter()
Number = Annotated[int, Path(ge=1, le=2**53)]
MonthName = Annotated[str, Query(max_length=7)]
_LATEST, _FOUND = 8, 100


@dataclass(frozen=True)
class Written:
    """What a form of the diary sent; `day` is None where it named none, or one that there is not (`no_such_day`)."""

    act: str
    text: str
    title: str
    day: date | None
    no_such_day: bool
    version: int
    words: str

    @classmethod
    async def of(cls, request: Request) -> Self:
        """Read the form of a request."""
        form = await parts.fields(request)
        version, told = form.get("version", ""), form.get("day", "")
        return cls(
            act=form.get("act", "write"),
            text=form.get("text", "").replace("\r\n", "\n"),
            title=form.get("title", "")[:MAX_TITLE],
            day=_date(told),
            no_such_day=bool(told) and _date(told) is None,
            version=int(version) if version.isdecimal() and len(version) < 10 else 0,
            words=form.get("words", "")[:200],
        )


@router.get("/diary")
async def diary(request: Request, month: MonthName = "") -> Response:
    """Show the empty page, a month, and the latest entries."""
    engine, desk, choice = parts.of(request)
    notice = Notice.of(request)
    return parts.page(await desk.do(lambda: _home(engine, choice, month=month, notice=notice)))


@router.post("/diary")
async def diary_sent(request: Request) -> Response:
    """Keep a day and go to it, read it without keeping it, or look for words."""
    engine, desk, choice = parts.of(request)
    sent = await Written.of(request)

    def refused(problem: str, status: int) -> Response:
        return HTMLResponse(_home(engine, choice, sent, problem=problem), status)

    def work() -> Response:
        if sent.act == "search":
            return parts.page(_home(engine, choice, words=sent.words))
        if sent.act == "read":
            return parts.page(_home(engine, choice, sent, reading=engine.diary.read(sent.text)))
        if sent.no_such_day:
            return refused("page.diary.no_such_day", 422)
        kept = engine.diary.write(
            sent.text, day=sent.day, title=sent.title, once=True, profile=PROFILE
        )  # a button that was pressed twice keeps it once
        return RedirectResponse(f"/diary/{kept.id}", 303)

    return await _safely(desk.do(work), refused)


@router.get("/diary/{number}")
async def entry(request: Request, number: Number) -> Response:
    """Show an entry and what was read in it."""
    engine, desk, choice = parts.of(request)

    def work() -> Response:
        return parts.page(_entry(engine, choice, engine.diary.entry(number, PROFILE)))

    return await _there(desk.do(work))


@router.post("/diary/{number}")
async def entry_sent(request: Request, number: Number) -> Response:
    """Change or delete an entry; what was changed elsewhere meanwhile is shown beside what was sent."""
    engine, desk, choice = parts.of(request)
    sent = await Written.of(request)

    def refused(problem: str, status: int) -> Response:
        found = engine.diary.entry(number, PROFILE)
        return HTMLResponse(_entry(engine, choice, found, sent, problem), status)

    def work() -> Response:
        if sent.act == "delete":
            engine.diary.delete(number, PROFILE)
            forget_pages(request)
            return RedirectResponse("/diary", 303)
        if sent.no_such_day:
            return refused("page.diary.no_such_day", 422)
        engine.diary.edit(
            number, sent.text, version=sent.version, day=sent.day, title=sent.title, profile=PROFILE
        )
        return RedirectResponse(f"/diary/{number}", 303)

    return await _there(_safely(desk.do(work), refused))


def again(engine: Engine, choice: Choice, number: int, problem: str) -> str:
    """Return the page of an entry once more, with a problem; raise `NotThere`."""
    return _entry(engine, choice, engine.diary.entry(number, PROFILE), problem=problem)


async def _safely(work: Awaitable[Response], again: Callable[[str, int], Response]) -> Response:
    """Return what the work gives; where it cannot, the page again with everything that was written."""
    try:
        return await work
    except BadText:
        return again("page.diary.unreadable", 422)
    except Conflict:
        return again("page.diary.conflict", 409)
    except Busy:
        answer = again("error.busy.body", 429)
        answer.headers["Retry-After"] = "1"
        return answer


async def _there(work: Awaitable[Response]) -> Response:
    try:
        return await work
    except NotThere:
        raise HTTPException(404) from None


def _home(
    engine: Engine,
    choice: Choice,
    sent: Written | None = None,
    *,
    month: str = "",
    words: str = "",
    reading: DiaryReading | None = None,
    problem: str = "",
    notice: Notice | None = None,
) -> str:
    today, say = date.today(), choice.say
    asked = _date(f"{month}-01")
    if asked and not 1900 <= asked.year <= 2200:
        asked = None  # calendars end somewhere
    first = asked or today.replace(day=1)
    found = _found(engine, asked, words)
    said = engine.diary.said([one.id for one in found], PROFILE)
    seen = diary_view.month(first, engine.diary.month(first.year, first.month, PROFILE), today, say)
    return render(
        "diary.html",
        choice,
        today=today.isoformat(),
        day=(sent.day if sent and sent.day else today).isoformat(),
        text=sent.text if sent else "",
        title=sent.title if sent else "",
        problem=problem,
        words=words,
        month=seen,
        of_month=asked is not None and not words,
        feeling=diary_view.named(reading.day.top, say) if reading else "",
        entries=[diary_view.line(one, say, said.get(one.id, one.page).top) for one in found],
        max_title=MAX_TITLE,
        no_drafts=engine.mine.lock.state.set,
        low=notice.low(engine) if notice else None,
        **_read(reading, choice),
    )


def _found(engine: Engine, first: date | None, words: str) -> list[Entry]:
    """Return what a search finds, or a month, or the latest entries."""
    if words.strip():
        return engine.diary.search(words, limit=_FOUND, profile=PROFILE)
    if first is None:
        return engine.diary.entries(limit=_LATEST, profile=PROFILE)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return engine.diary.entries(first=first, last=last, profile=PROFILE)


def _entry(
    engine: Engine, choice: Choice, found: Entry, sent: Written | None = None, problem: str = ""
) -> str:
    page, said = found.page, engine.learning.of_entry(found.id, PROFILE)
    reading = engine.diary.reading(found)
    whole, fixes = correct_view.of_entry(found.id, reading, said)
    felt = engine.diary.said([found.id], PROFILE).get(found.id)
    return render(
        "diary_entry.html",
        choice,
        entry=found,
        spoken=diary_view.spoken(page.day, choice.say),
        day=(sent.day if sent and sent.day else page.day).isoformat(),
        text=sent.text if sent else page.text,
        title=sent.title if sent else page.title,
        problem=problem,
        max_title=MAX_TITLE,
        no_drafts=engine.mine.lock.state.set,
        fix=whole,
        fixes=fixes,
        **_read(correct_view.as_said(found.id, reading, said, felt), choice),
    )


def _read(reading: DiaryReading | None, choice: Choice) -> dict[str, object]:
    if reading is None:
        return {"reading": None, "help": None, "bars": [], "others": [], "pieces": [], "timeline": None}
    say = choice.say
    bars = _bars(reading.day, choice)
    return {
        "reading": reading,
        "help": help_card(reading.help, say) if reading.help else None,
        "bars": bars[:N_BARS],
        "others": bars[N_BARS:],
        "pieces": diary_view.pieces(reading, say),
        "timeline": diary_view.timeline(reading, say),
    }


def _bars(reading: Reading, choice: Choice) -> list[Bar]:
    order = sorted(reading.emotions.items(), key=lambda pair: (pair[0] != reading.top, -pair[1]))
    return [Bar(label, choice.say(f"feeling.{label}"), round(p * 100)) for label, p in order]


def _date(told: str) -> date | None:
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None
