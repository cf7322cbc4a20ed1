"""The page of the lock: what it means, then setting, opening, shutting, changing it and taking it off.

Whatever another page cannot show because the lock is shut ends here too, and goes on where it was: what a form held is
carried along in the page itself, never in an address.
"""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from gyeol.engine import Engine
from gyeol.errors import AlreadyThere, BadRequest, Locked, TooSoon, WrongPassphrase
from gyeol.web import problems
from gyeol.web.language import Choice, chosen
from gyeol.web.pages import parts
from gyeol.web.pages.data import NO_DRAFTS, forget_pages
from gyeol.web.render import render

router = APIRouter()
_CARRIED = "was-"  # before the name of a field that another form held
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def install(app: FastAPI) -> None:
    """Let whatever is locked lead to the page of the lock; the API answers with a problem as ever."""
    app.add_exception_handler(Locked, _of_locked)


@router.get("/lock")
async def lock(request: Request, then: Annotated[str, Query(max_length=200)] = "") -> Response:
    """Show the lock."""
    engine, desk, choice = parts.of(request)
    return parts.page(await desk.do(lambda: _page(engine, choice, then=then)))


@router.post("/lock")
async def lock_sent(request: Request) -> Response:
    """Do what a button says; a wrong passphrase shows the page again with everything but the passphrase."""
    engine, desk, choice = parts.of(request)
    form = await parts.fields(request)
    then = _inside(form.get("then", ""))
    carried = {n.removeprefix(_CARRIED): v for n, v in form.items() if n.startswith(_CARRIED)}

    def work() -> Response:
        problem, wait_s = _act(engine, form)
        if problem:
            html = _page(engine, choice, then=then, carried=carried, problem=problem, wait_s=wait_s)
            headers = {"Retry-After": str(wait_s)} if wait_s else None
            return HTMLResponse(html, 429 if wait_s else 422, headers)
        if carried and then:
            return HTMLResponse(render("lock_opened.html", choice, then=then, carried=carried))
        headers = NO_DRAFTS if form.get("act") == "set" else None  # of all tabs; scripts only reach their own
        return RedirectResponse(then or "/lock", 303, headers)

    answer = await desk.do(work)
    if form.get("act") == "shut":
        forget_pages(request)
    return answer


def _act(engine: Engine, form: Mapping[str, str]) -> tuple[str, int]:
    """Do what a button says; return the phrase of what is wrong, or "", and how long the next try has to wait."""
    padlock, said, new = engine.mine.lock, form.get("passphrase", ""), form.get("new", "")
    act = form.get("act", "")
    if act in ("set", "change") and new != form.get("again", ""):
        return "lock.differ", 0
    if act == "set" and "understood" not in form:
        return "lock.not_understood", 0
    try:
        if act == "set":
            padlock.put_on(new)
        elif act == "change":
            padlock.change(said, new)
        elif act == "remove":
            padlock.take_off(said)
        elif act == "open":
            padlock.open(said)
        elif act == "shut":
            padlock.shut()
    except WrongPassphrase:
        return "lock.wrong", 0
    except TooSoon as error:
        return "lock.wait", error.wait_s
    except AlreadyThere:
        return "lock.already", 0
    except BadRequest:
        return "lock.short" if padlock.state.set or act == "set" else "lock.is_off", 0
    return "", 0


async def _of_locked(request: Request, error: Exception) -> Response:
    assert isinstance(error, Locked)
    if request.url.path.startswith("/api/"):
        return await problems.of_gyeol(request, error)
    engine, choice = request.app.state.engine, chosen(request)
    kind = request.headers.get("content-type", "").partition(";")[0]
    carried = await parts.fields(request) if request.method == "POST" and kind in _FORMS else {}
    html = _page(engine, choice, then=request.url.path, carried=carried)
    return HTMLResponse(html, error.http_status, {"Cache-Control": "no-store"})


def _page(
    engine: Engine,
    choice: Choice,
    *,
    then: str = "",
    carried: Mapping[str, str] | None = None,
    problem: str = "",
    wait_s: int = 0,
) -> str:
    state = engine.mine.lock.state
    return render(
        "lock.html",
        choice,
        state=state,
        then=_inside(then),
        carried={_CARRIED + name: value for name, value in (carried or {}).items()},
        problem=choice.say(problem, **({"wait_s": wait_s} if wait_s else {})) if problem else "",
        wait_s=wait_s or state.wait_s,
        minutes=engine.settings.lock_minutes,
    )


def _inside(path: str) -> str:
    """Return an address if it is a path on this server, else ""."""
    return path if path.startswith("/") and path[1:2] not in ("/", "\\") and "\n" not in path else ""
