"""Endpoints of learning: where it stands, begin it, undo it, and whether the model still fits."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from gyeol.web.api.parts import Asked, At

router = APIRouter()


class Version(BaseModel):
    """A retrained model."""

    name: str
    model: str
    n: int = Field(description="Corrections that it learnt from.")
    serving: bool


class Tried(BaseModel):
    """A try to retrain, with the figures of the gate."""

    at: str
    version: str | None = Field(description="Null if it was refused.")
    reasons: list[str]
    n: int
    right_before: float | None
    right_after: float | None = Field(description="Of corrections held out, the part read as was said.")
    frozen: dict[str, dict[str, float]] = Field(
        description="Language -> macro-F1 before and after, interval."
    )
    kept: dict[str, float]
    seconds: float


class Running(BaseModel):
    """What a run in the background does."""

    step: str
    part: float


class Learning(BaseModel):
    """Where learning stands."""

    model: str
    corrections: int
    consented: int
    fresh: int = Field(description="That no version has learnt yet; the personal layer has.")
    versions: list[Version]
    tries: list[Tried]
    running: Running | None
    failed: str
    can_roll_back: bool


class Serving(BaseModel):
    """Which version answers now; null: the model that ships."""

    version: str | None


class Drift(BaseModel):
    """Whether texts, certainty or corrections have changed."""

    n: int
    alarm: dict[str, Any] | None
    levels: dict[str, float]
    before: dict[str, float]
    now: dict[str, float]


@router.get("/learning")
async def learning(engine: Asked, desk: At) -> Learning:
    """Return versions, the figures of every try, and what a run in the background does."""

    def work() -> Learning:
        found = asdict(engine.learning.status())
        if found["running"]:
            found["running"] = dict(zip(("step", "part"), found["running"], strict=True))
        return Learning.model_validate(found)

    return await desk.do(work)


@router.post("/learning", status_code=202)
async def learn(engine: Asked, desk: At) -> None:
    """Begin to retrain from all corrections in the background; `429` if that is under way."""
    await desk.do(engine.learning.start)


@router.post("/learning/rollback")
async def rollback(engine: Asked, desk: At) -> Serving:
    """Let what read before the last promotion read again."""
    return Serving(version=await desk.do(engine.learning.roll_back))


@router.get("/learning/drift")
async def drift(engine: Asked, desk: At) -> Drift:
    """Return whether something has changed since the first readings."""
    return Drift.model_validate(asdict(await desk.do(engine.learning.drift)))
