"""The endpoint that says whether the server works."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from gyeol import __version__
from gyeol.web.api.parts import Asked, At

router = APIRouter()


class Artefact(BaseModel):
    """A trained part that is loaded."""

    kind: str
    name: str
    revision: str


class Health(BaseModel):
    """That the server answers, and with what."""

    status: Literal["ok"] = "ok"
    version: str
    artefacts: list[Artefact]
    packs: int
    stickers: int


@router.get("/health")
async def health(engine: Asked, desk: At) -> Health:
    """Say that the server works, and with which trained parts."""

    def work() -> Health:
        return Health(
            version=__version__,
            artefacts=[
                Artefact(kind=str(a.config["kind"]), name=a.name, revision=a.revision)
                for a in engine.models()
            ],
            packs=len(engine.shelf.packs),
            stickers=len(engine.shelf.catalog),
        )

    return await desk.do(work)
