"""Endpoints that train a generator on the user's own stickers, and take one away."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from gyeol.engine.studio.training import NEEDED, Job, Training
from gyeol.web.api.parts import MISSING, Asked, At, Responses
from gyeol.web.api.shapes import Name, ProblemDetails, Sent

router = APIRouter()
_CANNOT: Responses = {
    409: {"model": ProblemDetails, "description": "A generator of this title is there."},
    501: {"model": ProblemDetails, "description": "The extra 'lab' is not installed; `detail` says how."},
    507: {"model": ProblemDetails, "description": "The disk is full; nothing was begun."},
}


class TrainingAsked(Sent):
    """What to learn from: names of packs, which must hold `needed` pictures together."""

    packs: Annotated[list[Name], Field(min_length=1, max_length=100)]
    title: Annotated[
        str, Field(min_length=1, max_length=60, description="Of the generator that comes of it.")
    ]


class TrainingState(BaseModel):
    """How the training stands; `stopped` means that its process ended before it was done and that it can go on."""

    installed: bool = Field(description="Whether the extra 'lab' is there.")
    needed: int = Field(description="How many pictures a generator needs, since from fewer it can only copy.")
    state: Literal["none", "running", "done", "failed", "cancelled", "stopped"]
    name: str
    title: str
    packs: list[str]
    pictures: int
    share: float
    stage: str
    message: str

    @classmethod
    def of(cls, training: Training, job: Job) -> "TrainingState":
        """Return a job in the shape of the API."""
        return cls.model_validate(
            {
                "installed": training.installed,
                "needed": NEEDED,
                **{key: value for key, value in vars(job).items() if key != "started"},
                "packs": list(job.packs),
            }
        )


@router.get("/emoji/training")
async def training(engine: Asked, desk: At) -> TrainingState:
    """Return how the training stands; there is at most one."""

    def work() -> TrainingState:
        found = engine.studio.training
        return TrainingState.of(found, found.status())

    return await desk.do(work)


@router.post("/emoji/training", status_code=202, responses=MISSING | _CANNOT)
async def train(asked: TrainingAsked, engine: Asked, desk: At) -> TrainingState:
    """Begin to train a generator on packs, in a process of its own that goes on when the server ends. Needs 'lab'."""
    return await desk.do(
        lambda: TrainingState.of(engine.studio.training, engine.studio.train(asked.packs, asked.title))
    )


@router.post("/emoji/training/resume", status_code=202, responses=_CANNOT)
async def resume(engine: Asked, desk: At) -> TrainingState:
    """Let a training that was stopped go on from its last snapshot."""
    return await desk.do(lambda: TrainingState.of(engine.studio.training, engine.studio.training.go_on()))


@router.delete("/emoji/training")
async def cancel(engine: Asked, desk: At) -> TrainingState:
    """Cancel the training and forget what it made so far; one that does not run is only forgotten."""
    return await desk.do(lambda: TrainingState.of(engine.studio.training, engine.studio.training.cancel()))


@router.delete("/emoji/generators/{name}", status_code=204, responses=MISSING)
async def remove(name: Annotated[str, Path(max_length=64)], engine: Asked, desk: At) -> None:
    """Delete a generator that was trained here; what it made and was kept stays."""
    await desk.do(lambda: engine.studio.generators.remove(name))
