"""The pages: rendered here, complete without scripts; every control is a button of the page's one form.

So that nothing of a message is ever in an address, a history or a log, it only travels in the body of a POST,
and liking a sticker or switching the language sends it along instead of losing it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from gyeol.engine import Answer, Engine
from gyeol.errors import BadText, Busy
from gyeol.phrases import LANGUAGES
from gyeol.web.desk import Desk
from gyeol.web.help import help_card
from gyeol.web.language import THEMES, Choice, chosen, cookie
from gyeol.web.render import render
from gyeol.web.view import N_BARS, Card, Tile, View

PROFILE = "me"
N_STICKERS = 6
N_SIMILAR = 3
N_EXAMPLES = 4
N_STARTERS = 12
router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@dataclass(frozen=True)
class Sent:
    """What a page's form sent.

    Attributes:
        text: the message; "" for none.
        like: id of a sticker or name of a pack to like, or "".
        unlike: the same, to forget.
        clear: forget every like.
        record: the visitor asked for this answer, instead of still typing.
        language: chosen with a button, or "".
        theme: chosen with a button, or "".
    """

    text: str = ""
    like: str = ""
    unlike: str = ""
    clear: bool = False
    record: bool = True
    language: str = ""
    theme: str = ""

    @classmethod
    async def of(cls, request: Request) -> "Sent":
        """Read the form of a request; fields that no page has are ignored."""
        form = {
            key: value
            for key, value in (await request.form(max_files=0, max_fields=20)).items()
            if isinstance(value, str)
        }
        like, unlike, clear = form.get("like", ""), form.get("unlike", ""), "clear" in form
        return cls(
            text=(form.get("example") or form.get("text", "")).replace("\r\n", "\n"),
            like=like,
            unlike=unlike,
            clear=clear,
            record=not (like or unlike or clear or "live" in form),
            language=form["lang"] if form.get("lang") in LANGUAGES else "",
            theme=form["theme"] if form.get("theme") in THEMES else "",
        )

    def apply(self, engine: Engine) -> None:
        """Change what the profile likes."""
        for name, one, whole in (
            (self.like, engine.like, engine.like_pack),
            (self.unlike, engine.unlike, engine.unlike_pack),
        ):
            if name:
                (one if "/" in name else whole)(name, PROFILE)
        if self.clear:
            for sticker in engine.likes(PROFILE):
                engine.unlike(sticker, PROFILE)

    def choose(self, choice: Choice) -> Choice:
        """Return the choice after the buttons for language and theme."""
        return Choice(self.language or choice.language, self.theme or choice.theme)

    def keep(self, response: Response) -> Response:
        """Add the cookies that remember the buttons for language and theme."""
        for name, value in (("lang", self.language), ("theme", self.theme)):
            if value:
                response.raw_headers.append((b"set-cookie", cookie(name, value).encode()))
        return response


@router.get("/")
async def home(request: Request) -> Response:
    """Show the empty page."""
    engine, desk, choice = _parts(request)
    return _page(await desk.do(lambda: _home(engine, choice, Sent())))


@router.post("/")
async def answer(request: Request) -> Response:
    """Show the answer to a message; without one, do what the button says and go back to the page."""
    engine, desk, choice = _parts(request)
    sent = await Sent.of(request)
    choice = sent.choose(choice)
    part = "parts.html" if request.headers.get("x-part") else "home.html"

    def work() -> tuple[str, int]:
        sent.apply(engine)
        if part == "home.html" and not sent.text.strip():
            return "", 303
        try:
            return _home(engine, choice, sent, part), 200
        except BadText:
            return _home(engine, choice, sent, part, problem="error.long.notice"), 422

    try:
        page, status = await desk.do(work)
    except Busy:
        page = render("error.html", choice, status=429, kind="busy", detail="", text=sent.text)
        return HTMLResponse(page, 429, headers={"Retry-After": "1"})
    if status == 303:
        return sent.keep(RedirectResponse("/", 303))
    return sent.keep(HTMLResponse(page, status))


@router.get("/packs/{name}")
async def pack(request: Request, name: str) -> Response:
    """Show all stickers of a pack."""
    engine, desk, choice = _parts(request)
    return _page(await desk.do(lambda: _pack(engine, choice, name)))


@router.post("/packs/{name}")
async def pack_changed(request: Request, name: str) -> Response:
    """Like or forget stickers of a pack and go back to it."""
    engine, desk, choice = _parts(request)
    sent = await Sent.of(request)
    wants_part = "x-part" in request.headers

    def work() -> str:
        engine.pack(name)
        sent.apply(engine)
        return _pack(engine, sent.choose(choice), name) if wants_part else ""

    page = await desk.do(work)
    return _page(page) if wants_part else sent.keep(RedirectResponse(request.url.path, 303))


def _home(engine: Engine, choice: Choice, sent: Sent, part: str = "home.html", problem: str = "") -> str:
    view = View(engine, choice.say, engine.likes(PROFILE))
    found = None
    if sent.text.strip() and not problem:
        found = engine.stickers(sent.text, profile=PROFILE, n=N_STICKERS, record=sent.record)
    values = _answered(view, found) | {"text": sent.text, "problem": problem, "liked": view.liked()}
    tiles = view.tiles(engine.packs()) if part == "home.html" or found is None else []
    values["tiles"], values["starters"] = tiles, starters(tiles)
    if part == "home.html":
        values["examples"] = [choice.say(f"page.examples.{i + 1}") for i in range(N_EXAMPLES)]
    return render(part, choice, **values)


def starters(tiles: Sequence[Tile]) -> list[Card]:
    """Return one sticker of each of the first packs, each of another feeling than its neighbours."""
    covers = [tile.cover for tile in tiles if tile.cover][:N_STARTERS]
    return [cover[i % len(cover)] for i, cover in enumerate(covers)]


def _answered(view: View, found: Answer | None) -> dict[str, object]:
    if found is None:
        return {"reading": None, "help": None, "bars": [], "others": [], "cards": []}
    bars = view.bars(found.reading)
    return {
        "reading": found.reading,
        "help": help_card(found.help, view.say) if found.help else None,
        "bars": bars[:N_BARS],
        "others": bars[N_BARS:],
        "cards": view.answer(found),
    }


def _pack(engine: Engine, choice: Choice, name: str) -> str:
    info, items = engine.pack(name)
    view = View(engine, choice.say, engine.likes(PROFILE))
    return render(
        "pack.html",
        choice,
        tile=view.tile(info),
        cards=[view.card(item) for item in items],
        similar=view.tiles(engine.similar(name, N_SIMILAR)),
    )


def _page(html: str) -> Response:
    return HTMLResponse(html, headers={"Cache-Control": "private, no-cache"})


def _parts(request: Request) -> tuple[Engine, Desk, Choice]:
    state = request.app.state
    return state.engine, state.desk, chosen(request)
