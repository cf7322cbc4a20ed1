"""Endpoints of the passphrase lock."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from gyeol.engine import Engine
from gyeol.web.api.parts import Asked, At, Responses
from gyeol.web.api.shapes import ProblemDetails, Sent
from gyeol.web.pages.data import forget_pages

router = APIRouter()
Passphrase = Annotated[str, Field(max_length=1024)]
WRONG: Responses = {
    403: {
        "model": ProblemDetails,
        "description": "Not the passphrase; after three, tries have to wait (429).",
    }
}
THERE: Responses = {409: {"model": ProblemDetails, "description": "A lock is set already."}}


class State(BaseModel):
    """Whether a lock is set, whether this server has it open, and how long the next try has to wait."""

    set: bool
    open: bool
    since: datetime | None
    wait_s: int


class New(Sent):
    """A lock to set; `understood` says that a forgotten passphrase cannot be recovered."""

    passphrase: Passphrase
    understood: Literal[True]


class Told(Sent):
    """The passphrase."""

    passphrase: Passphrase


class Changed(Told):
    """The passphrase and the one that shall take its place."""

    new: Passphrase


def _state(engine: Engine) -> State:
    return State(**vars(engine.mine.lock.state))


@router.get("/lock")
async def state(engine: Asked, desk: At) -> State:
    """Say where the lock stands."""
    return await desk.do(lambda: _state(engine))


@router.post("/lock", status_code=201, responses=THERE)
async def put_on(sent: New, engine: Asked, desk: At) -> State:
    """Set a lock: without its passphrase nobody reads the diary again. It is open here until it is shut or idle."""

    def work() -> State:
        engine.mine.lock.put_on(sent.passphrase)
        return _state(engine)

    return await desk.do(work)


@router.post("/lock/open", responses=WRONG)
async def unlock(sent: Told, engine: Asked, desk: At) -> State:
    """Open the lock for everybody who can reach this server, until it is shut or idle."""

    def work() -> State:
        engine.mine.lock.open(sent.passphrase)
        return _state(engine)

    return await desk.do(work)


@router.delete("/lock/open", status_code=204)
async def shut(request: Request, engine: Asked, desk: At) -> None:
    """Shut the lock."""
    await desk.do(engine.mine.lock.shut)
    forget_pages(request)


@router.post("/lock/passphrase", responses=WRONG)
async def change(sent: Changed, engine: Asked, desk: At) -> State:
    """Put another passphrase in place of the one of now."""

    def work() -> State:
        engine.mine.lock.change(sent.passphrase, sent.new)
        return _state(engine)

    return await desk.do(work)


@router.post("/lock/off", responses=WRONG)
async def take_off(sent: Told, engine: Asked, desk: At) -> State:
    """Take the lock off: everything can be read without a passphrase again."""

    def work() -> State:
        engine.mine.lock.take_off(sent.passphrase)
        return _state(engine)

    return await desk.do(work)
