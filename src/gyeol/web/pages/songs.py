"""The page of songs: a text or a day of the diary in, five songs out, then more by their ratings."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Self

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from gyeol.engine import Engine
from gyeol.engine.songs.answers import SongAnswer
from gyeol.errors import BadRequest, BadText, Busy, NotThere, UnknownName
from gyeol.songs.mood import MOODS
from gyeol.store.entries import Entry
from gyeol.web import diary_view, songs_view
from gyeol.web.help import help_card
from gyeol.web.kept import Kept
from gyeol.web.language import Choice
from gyeol.web.pages import parts
from gyeol.web.pages.parts import PROFILE
from gyeol.web.render import render

N_SONGS = 5
N_DAYS = 3
router = APIRouter()


@dataclass(frozen=True)
class Wish:
    """What songs were asked for.

    Attributes:
        entry: the number of a diary entry that speaks in place of the text, or 0.
        lists: the names of those to choose from; empty: all.
    """

    text: str = ""
    entry: int = 0
    mood: str = "same"
    emotion: int = 3
    meaning: int = 3
    lists: tuple[str, ...] = ()

    @classmethod
    def of(cls, form: Mapping[str, str], lists: Collection[str]) -> Self:
        """Read a form, and the lists that are checked; what no page sends becomes the middle."""
        mood = form.get("mood", "")
        return cls(
            text=form.get("text", "").replace("\r\n", "\n"),
            entry=_number(form.get("day") or form.get("entry", "")),
            mood=mood if mood in MOODS else "same",
            emotion=_step(form.get("emotion", "")) or 3,
            meaning=_step(form.get("meaning", "")) or 3,
            lists=tuple(lists),
        )


@dataclass(frozen=True)
class Listening:
    """What a page is made of: the wish, and the songs that it brought, None before."""

    wish: Wish = Wish()
    answer: SongAnswer | None = None


@router.get("/songs")
async def songs(request: Request, answer: str = "", list: str = "") -> Response:
    """Show the empty page, or an answer that was just given, in the language of now, with the ratings of now.

    With `list` the empty page chooses from that list only.
    """
    engine, desk, choice = parts.of(request)
    found = _kept(request).page(answer) if answer else None
    if answer and found is None:
        return RedirectResponse("/songs", 303)
    empty = Listening(Wish(lists=(list,) if list else ()))
    return parts.page(await desk.do(lambda: _page(engine, choice, found or empty, kept=answer)))


@router.post("/songs")
async def songs_asked(request: Request) -> Response:
    """Keep ratings and find songs, or more of them; the page is fetched by a redirect.

    Reloading it so sends nothing again. One with help is not fetched so: it is kept nowhere.
    """
    engine, desk, choice = parts.of(request)
    form = await parts.fields(request)
    wish = Wish.of(form, await _checked(request))
    before = _kept(request).page(form.get("answer", "")) or Listening()

    def work() -> Response:
        query = _number(form.get("query", ""))
        _rate(engine, query, form)
        found = _listened(engine, wish, form, query, before)
        if found.answer is None or found.answer.help is None:
            here = "#songs" if found.answer else ""
            return RedirectResponse(f"/songs?answer={_kept(request).keep(found)}{here}", 303)
        return HTMLResponse(_page(engine, choice, found))

    def again(problem: str, status: int) -> Response:
        return HTMLResponse(_page(engine, choice, Listening(wish), problem), status)

    try:
        return await desk.do(work)
    except BadText:
        return again("page.songs.unreadable", 422)
    except NotThere:
        return RedirectResponse("/songs", 303)  # the entry was deleted meanwhile
    except (BadRequest, UnknownName):
        return again("page.songs.gone", 422)
    except Busy:
        answer = again("error.busy.body", 429)
        answer.headers["Retry-After"] = "1"
        return answer


def _listened(
    engine: Engine, wish: Wish, form: Mapping[str, str], query: int, before: Listening
) -> Listening:
    """Return what the button that was pressed leads to."""
    act = form.get("act", "find")
    if act == "more" and query:
        return Listening(wish, engine.songs.more(query, n=N_SONGS, profile=PROFILE))
    if act == "rate":
        return Listening(wish, before.answer)
    if "day" not in form and wish.text.strip():
        wish = replace(wish, entry=0)
    return Listening(wish, _found(engine, wish))


def _found(engine: Engine, wish: Wish) -> SongAnswer:
    text, reading, said = wish.text, None, None
    if wish.entry:
        entry = engine.diary.entry(wish.entry, PROFILE)
        text, reading = entry.page.text, engine.diary.reading(entry).day
        said = engine.diary.said([entry.id], PROFILE).get(entry.id)
    return engine.songs.for_text(
        text,
        mood=wish.mood,
        emotion=wish.emotion,
        meaning=wish.meaning,
        n=N_SONGS,
        lists=_at_hand(engine, wish.lists),
        reading=reading,
        said=said,
        profile=PROFILE,
    )


def _rate(engine: Engine, query: int, form: Mapping[str, str]) -> None:
    """Keep the ratings of a form, `rate-1` for the first song of the answer, unless they stand already."""
    given = {place: _step(form.get(f"rate-{place}", "")) for place in range(1, N_SONGS + 1)}
    if not query or not any(given.values()):
        return
    kept = engine.store.ratings(query)
    told = [(song, given.get(place) or 0) for place, song in enumerate(engine.songs.shown_ids(query), 1)]
    engine.songs.rate_all(query, [(song, value) for song, value in told if value and kept.get(song) != value])


def _page(engine: Engine, choice: Choice, listening: Listening, problem: str = "", *, kept: str = "") -> str:
    say, wish, answer = choice.say, listening.wish, listening.answer
    entry = _entry(engine, wish.entry)
    lists = engine.songs.shelf.lists
    chosen = _at_hand(engine, wish.lists) or lists
    latest = [one for one in engine.diary.entries(limit=N_DAYS, profile=PROFILE) if one.id != wish.entry]
    said = engine.diary.said([one.id for one in latest], PROFILE)
    return render(
        "songs.html",
        choice,
        wish=wish,
        entry=entry,
        spoken=diary_view.spoken(entry.page.day, say) if entry else "",
        days=[(one, said.get(one.id, one.page).top) for one in latest],
        moods=MOODS,
        lists=[(one, name in chosen) for name, one in lists.items()] if len(lists) > 1 else [],
        problem=problem,
        answer=answer,
        kept=kept,
        help=help_card(answer.help, say) if answer and answer.help else None,
        cards=songs_view.cards(engine, answer, say, PROFILE) if answer else [],
        heard=songs_view.heard(engine, answer.query, PROFILE) if answer and answer.query else [],
    )


async def _checked(request: Request) -> list[str]:
    return [name for name in (await request.form()).getlist("list") if isinstance(name, str)]


def _at_hand(engine: Engine, names: Collection[str]) -> tuple[str, ...]:
    """Return those of the names that are lists still; none where that is all of them."""
    lists = engine.songs.shelf.lists
    kept = tuple(name for name in lists if name in names)
    return kept if len(kept) < len(lists) else ()


def _entry(engine: Engine, number: int) -> Entry | None:
    try:
        return engine.diary.entry(number, PROFILE) if number else None
    except NotThere:
        return None


def _kept(request: Request) -> Kept[Listening]:
    kept: Kept[Listening] = request.app.state.listenings
    return kept


def _number(told: str) -> int:
    return int(told) if told.isdecimal() and len(told) < 16 else 0


def _step(told: str) -> int:
    """Return a step of a 5-point scale, 0 if it is none."""
    return int(told) if told in ("1", "2", "3", "4", "5") else 0
