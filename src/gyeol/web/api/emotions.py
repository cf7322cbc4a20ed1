"""Endpoints that read the feelings in texts."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from gyeol.web.api.parts import MISSING, Asked, At
from gyeol.web.api.shapes import Emotions, Scheme, Sent, Text

router = APIRouter()


class EmotionsAsked(Sent):
    """One text to read."""

    text: Text
    scheme: Scheme = None


class BatchAsked(Sent):
    """Several texts to read; the answer to each is the same as if it had come alone."""

    texts: Annotated[list[Text], Field(min_length=1, max_length=256)]
    scheme: Scheme = None


class Batch(BaseModel):
    """The readings, in the order of the texts."""

    readings: list[Emotions]


@router.post("/emotions", responses=MISSING)
async def emotions(asked: EmotionsAsked, engine: Asked, desk: At) -> Emotions:
    """Read the feelings in a text."""
    return Emotions.of((await desk.do(lambda: engine.emotions([asked.text], asked.scheme)))[0])


@router.post("/emotions/batch", responses=MISSING)
async def emotions_batch(asked: BatchAsked, engine: Asked, desk: At) -> Batch:
    """Read the feelings in up to 256 texts."""
    readings = await desk.do(lambda: engine.emotions(asked.texts, asked.scheme))
    return Batch(readings=[Emotions.of(reading) for reading in readings])
