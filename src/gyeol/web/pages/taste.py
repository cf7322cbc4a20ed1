"""The page of the taste: what it is made of, how much each counts, and what it leads to."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from gyeol.engine import Engine
from gyeol.engine.taste import HALF_LIFE, MAX_WEIGHT, Trait
from gyeol.web.language import Choice
from gyeol.web.pages import parts
from gyeol.web.pages.home import starters
from gyeol.web.pages.parts import PROFILE, Sent
from gyeol.web.render import render
from gyeol.web.view import Card, View

N_NEAR = 3
router = APIRouter()


@dataclass(frozen=True)
class Row:
    """A sticker of the taste; `percent` of the heaviest one, below 0 for what is wanted less; `why` in words."""

    card: Card
    percent: int
    why: str


@router.get("/taste")
async def taste(request: Request) -> Response:
    """Show the taste."""
    engine, desk, choice = parts.of(request)
    return parts.page(await desk.do(lambda: _taste(engine, choice)))


@router.post("/taste")
async def taste_changed(request: Request) -> Response:
    """Do what a button says and show the taste again."""
    engine, desk, choice = parts.of(request)
    form = await parts.fields(request)
    sent = await Sent.of(request)
    part = parts.wants_part(request)

    def work() -> str:
        _edit(engine, form)
        sent.apply(engine)
        return _taste(engine, choice) if part else ""

    html = await desk.do(work)
    return parts.page(html) if part else RedirectResponse("/taste", 303)


def _edit(engine: Engine, form: dict[str, str]) -> None:
    for name, step in (("more", 1.0), ("less", -1.0)):
        if sticker := form.get(name):
            said = next((one.leaning for one in engine.taste.traits(PROFILE) if one.id == sticker), 0.0)
            engine.taste.lean(sticker, PROFILE, max(-MAX_WEIGHT, min(MAX_WEIGHT, said + step)))
    if form.get("forget"):
        engine.taste.forget(PROFILE, form["forget"])
    if form.get("reset"):
        engine.taste.forget(PROFILE)


def _taste(engine: Engine, choice: Choice) -> str:
    view = View(engine, choice.say, engine.likes(PROFILE))
    traits = engine.taste.traits(PROFILE)
    most = max((abs(one.weight) for one in traits), default=0.0) or 1.0
    rows = [
        Row(view.card(view.shelf.sticker(one.id)), round(100 * one.weight / most), _why(view, one))
        for one in traits
    ]
    return render(
        "taste_page.html",
        choice,
        wanted=[row for row, one in zip(rows, traits, strict=True) if one.weight >= 0],
        unwanted=[row for row, one in zip(rows, traits, strict=True) if one.weight < 0],
        near=view.tiles(engine.taste.packs(PROFILE, N_NEAR)),
        starters=starters(view.tiles(engine.packs())) if not traits else [],
        half_life=HALF_LIFE.days,
    )


def _why(view: View, one: Trait) -> str:
    said = (
        view.say("page.taste.liked") if one.liked else "",
        view.say("page.taste.sent", n=one.sent) if one.sent else "",
        view.say("page.taste.more") if one.leaning > 0 else "",
        view.say("page.taste.less") if one.leaning < 0 else "",
    )
    return " · ".join(part for part in said if part)
