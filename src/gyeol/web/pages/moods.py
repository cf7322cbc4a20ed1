"""A diary looked back on: the year, the trend with the days to come, the words; and the notice of a low stretch."""

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from gyeol.emotion import PRODUCT
from gyeol.engine import Engine
from gyeol.engine.moods.answers import SPANS
from gyeol.web import moods_view
from gyeol.web.diary_view import spoken
from gyeol.web.help import help_card
from gyeol.web.language import Choice
from gyeol.web.notice import Notice
from gyeol.web.pages import parts
from gyeol.web.pages.parts import PROFILE
from gyeol.web.render import render

router = APIRouter()
Short = Annotated[str, Query(max_length=16)]
_MONTH = timedelta(days=29)


@router.get("/diary/year")
async def year(request: Request, year: Short = "", feeling: Short = "") -> Response:
    """Show a year of moods; `feeling` keeps the colour of its days alone."""
    engine, desk, choice = parts.of(request)
    return parts.page(await desk.do(lambda: _year(engine, choice, year, feeling)))


@router.get("/diary/trend")
async def trend(request: Request, span: Short = "month") -> Response:
    """Show how moods went, and the days to come where they can be told."""
    engine, desk, choice = parts.of(request)
    notice = Notice.of(request)
    return parts.page(await desk.do(lambda: _trend(engine, choice, span, notice)))


@router.post("/diary/notice")
async def noticed(request: Request) -> Response:
    """Turn the notice of a low stretch on or off, or put it off for a week."""
    form = await parts.fields(request)
    answer = RedirectResponse("/diary/trend#notice" if form.get("act") != "later" else "/diary", 303)
    return Notice.keep(answer, form.get("act", ""))


@router.get("/diary/words")
async def words(request: Request, year: Short = "", span: Short = "") -> Response:
    """Show the words of a year, or of the last 30 days."""
    engine, desk, choice = parts.of(request)
    return parts.page(await desk.do(lambda: _words(engine, choice, year, span == "month")))


def _year(engine: Engine, choice: Choice, year: str, feeling: str) -> str:
    today = date.today()
    number = _number(year, today)
    only = feeling if feeling in PRODUCT.labels else ""
    seen = moods_view.year(number, engine.moods.year(number, PROFILE), today, only, choice.say)
    return render("moods_year.html", choice, year=seen)


def _trend(engine: Engine, choice: Choice, span: str, notice: Notice) -> str:
    span, say = span if span in SPANS else "month", choice.say
    ahead = engine.moods.ahead(profile=PROFILE)
    return render(
        "moods_trend.html",
        choice,
        chart=moods_view.chart(engine.moods.trend(span, profile=PROFILE), say),
        spans=SPANS,
        ahead=ahead,
        coming=moods_view.coming(ahead, say),
        record=moods_view.record(ahead, say),
        notice=notice,
        low=notice.low(engine),
    )


def _words(engine: Engine, choice: Choice, year: str, month: bool) -> str:
    today = date.today()
    number = _number(year, today)
    first, last = (today - _MONTH, today) if month else (date(number, 1, 1), date(number, 12, 31))
    found = engine.moods.words(first, last, PROFILE)
    return render(
        "moods_words.html",
        choice,
        number=number,
        month=month,
        before=number - 1 if number > moods_view.EARLIEST else 0,
        after=number + 1 if number < today.year else 0,
        found=found,
        first=spoken(found.first, choice.say) if found.first else "",
        last=spoken(found.last, choice.say) if found.last else "",
        terms=moods_view.terms(found, choice.say),
        help=help_card(found.help, choice.say) if found.help else None,
    )


def _number(told: str, today: date) -> int:
    """Return a year that calendars have, this one where none is told."""
    number = int(told) if told.isdecimal() and len(told) == 4 else today.year
    return number if moods_view.EARLIEST <= number <= moods_view.LATEST else today.year
