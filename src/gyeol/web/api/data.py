"""Endpoints of what a user owns: how much, what, all of it as a zip, and away with it."""

from typing import Annotated, Any, Literal, Self

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel

from gyeol.engine.mine import MAX_SHOWN, Amount, Owned
from gyeol.web.api.parts import MISSING, Asked, At, Responses
from gyeol.web.pages.data import download, forget_pages

router = APIRouter()
KindName = Annotated[str, Path(max_length=32, pattern="^[a-z_]+$", description="As `GET /data` names it.")]
Key = Annotated[str, Path(max_length=400)]
_ZIP: Responses = {200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}}


class KindAmount(BaseModel):
    """How much there is of a kind; `bytes` counts files only."""

    kind: str
    count: int
    bytes: int

    @classmethod
    def of(cls, amount: Amount) -> Self:
        """Return an amount as the API shows it."""
        return cls(kind=amount.kind.name, count=amount.count, bytes=amount.n_bytes)


class OwnedThing(BaseModel):
    """One thing; `facts` are the columns of its table, or what is known of its folder."""

    kind: str
    key: str
    facts: dict[str, Any]

    @classmethod
    def of(cls, owned: Owned) -> Self:
        """Return a thing as the API shows it."""
        return cls(**vars(owned))


@router.get("/data")
async def amounts(engine: Asked, desk: At) -> list[KindAmount]:
    """Return how much there is of each kind; a lock need not be open for that."""
    return await desk.do(lambda: [KindAmount.of(one) for one in engine.mine.amounts()])


@router.get("/data/export", response_class=Response, responses=_ZIP)
async def export(engine: Asked, desk: At) -> Response:
    """Return everything as one zip: the diary to read, every table as JSON and CSV, every file. It is not locked."""
    return await desk.do(lambda: download(engine))


@router.get("/data/{kind}", responses=MISSING)
async def things(
    kind: KindName,
    engine: Asked,
    desk: At,
    first: Annotated[int, Query(ge=0, le=2**53 - 1)] = 0,
    limit: Annotated[int, Query(ge=1, le=MAX_SHOWN)] = 100,
) -> list[OwnedThing]:
    """Return what there is of a kind, the newest first."""
    return await desk.do(
        lambda: [OwnedThing.of(o) for o in engine.mine.owned(kind, first=first, limit=limit)]
    )


@router.delete("/data/{kind}/{key:path}", status_code=204, responses=MISSING)
async def delete(kind: KindName, key: Key, request: Request, engine: Asked, desk: At) -> None:
    """Delete one thing for good; a lock need not be open."""
    await desk.do(lambda: engine.mine.delete(kind, key))
    forget_pages(request)


@router.delete("/data/{kind}", status_code=204, responses=MISSING)
async def delete_kind(kind: KindName, request: Request, engine: Asked, desk: At) -> None:
    """Delete all of a kind for good; a lock need not be open."""
    await desk.do(lambda: engine.mine.delete_kind(kind))
    forget_pages(request)


@router.delete("/data", status_code=204)
async def delete_everything(
    sure: Annotated[Literal["everything"], Query(description="So that nobody deletes by mistake.")],
    request: Request,
    engine: Asked,
    desk: At,
) -> None:
    """Delete everything for good, of every profile, and the lock."""
    await desk.do(engine.mine.delete_everything)
    forget_pages(request)
