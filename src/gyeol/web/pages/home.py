"""The first page: a message in, its feelings and fitting stickers out."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from gyeol.engine import Answer, Engine
from gyeol.errors import BadText, Busy
from gyeol.web import correct_view
from gyeol.web.correct_view import Fix
from gyeol.web.help import help_card
from gyeol.web.language import Choice
from gyeol.web.pages import parts
from gyeol.web.pages.parts import PROFILE, Sent
from gyeol.web.render import render
from gyeol.web.view import N_BARS, Card, Tile, View

N_STICKERS = 6
N_EXAMPLES = 4
N_STARTERS = 12
router = APIRouter()


@router.get("/")
async def home(request: Request, answer: str = "") -> Response:
    """Show the empty page, or an answer that was just given."""
    kept = request.app.state.kept.page(answer) if answer else None
    if kept is not None:
        return HTMLResponse(kept)
    if answer:
        return RedirectResponse("/", 303)
    engine, desk, choice = parts.of(request)
    return parts.page(await desk.do(lambda: _home(engine, choice, Sent(met=parts.met(request)))))


@router.post("/")
async def answer(request: Request) -> Response:
    """Answer a message; without one, do what the button says and go back to the page.

    A whole page is fetched by a redirect, so that reloading it sends nothing again. One with help is not: it is
    kept nowhere.
    """
    engine, desk, choice = parts.of(request)
    sent = await Sent.of(request)
    choice = sent.choose(choice)
    part = "parts.html" if parts.wants_part(request) else "home.html"

    def work() -> tuple[str, int]:
        sent.apply(engine)
        if part == "home.html" and not sent.text.strip():
            return "", 303
        try:
            found = _found(engine, sent) if sent.text.strip() else None
        except BadText:
            return _home(engine, choice, sent, part=part, problem="error.long.notice"), 422
        html = _home(engine, choice, sent, found, part=part)
        if part == "home.html" and found is not None and found.help is None:
            return request.app.state.kept.keep(html), 303
        return html, 200

    try:
        page, status = await desk.do(work)
    except Busy:
        page = render("error.html", choice, status=429, kind="busy", detail="", text=sent.text)
        return HTMLResponse(page, 429, headers={"Retry-After": "1"})
    if status == 303:
        return sent.keep(RedirectResponse(f"/?answer={page}" if page else "/", 303))
    return sent.keep(HTMLResponse(page, status))


def _home(
    engine: Engine,
    choice: Choice,
    sent: Sent,
    found: Answer | None = None,
    *,
    part: str = "home.html",
    problem: str = "",
) -> str:
    view = View(engine, choice.say, engine.likes(PROFILE))
    values = _answered(view, found) | {"fix": _fix(engine, sent.text, found)}
    values |= {"text": sent.text, "problem": problem, "liked": view.liked()}
    # new emoji are offered beside stickers, never beside help
    offered = found is not None and found.help is None
    values |= {
        "making": found.reading.top if found and offered else "",
        "ready": engine.studio.generators.any(),
    }
    values |= {"emoji": [], "batch": None, "fault": "", "in_chat": True}
    values["met"] = sent.met
    values["starters"] = starters(view.tiles(engine.packs())) if found is None else []
    if part == "home.html":
        values["examples"] = [choice.say(f"page.examples.{i + 1}") for i in range(N_EXAMPLES)]
    return render(part, choice, **values)


def again(engine: Engine, choice: Choice, text: str, problem: str = "") -> str:
    """Return the page with the answer to a message once more, as after its feeling was corrected."""
    sent = Sent(text=text, record=False)
    return _home(engine, choice, sent, _found(engine, sent), problem=problem)


def _found(engine: Engine, sent: Sent) -> Answer:
    if sent.nudge:
        sticker, value = sent.nudge
        return engine.chat.nudge(sent.text, sticker, value, query=sent.query, profile=PROFILE, n=N_STICKERS)
    after = None if sent.record else engine.chat.line(sent.text, sent.query, PROFILE)
    record = sent.record or after is not None
    return engine.chat.stickers(sent.text, profile=PROFILE, n=N_STICKERS, record=record, after=after)


def starters(tiles: Sequence[Tile]) -> list[Card]:
    """Return one sticker of each of the first packs, each of another feeling than its neighbours."""
    covers = [tile.cover for tile in tiles if tile.cover][:N_STARTERS]
    return [cover[i % len(cover)] for i, cover in enumerate(covers)]


def _in_crisis(found: Answer) -> bool:
    """Return whether help stands alone: no feeling in per cent, nothing to correct."""
    return found.help is not None and found.help.level == "crisis"


def _fix(engine: Engine, text: str, found: Answer | None) -> Fix | None:
    """Return what can be corrected."""
    if found is None or _in_crisis(found):
        return None
    return correct_view.of_message(text, found.reading.top, engine.learning.of_text(text, PROFILE))


def _answered(view: View, found: Answer | None) -> dict[str, object]:
    if found is None:
        return {"query": None, "reading": None, "help": None, "bars": [], "others": [], "cards": []}
    bars = [] if _in_crisis(found) else view.bars(found.reading)
    return {
        "query": found.query,
        "reading": found.reading,
        "help": help_card(found.help, view.say) if found.help else None,
        "bars": bars[:N_BARS],
        "others": bars[N_BARS:],
        "cards": view.answer(found),
    }
