"""Endpoints of the emoji studio: new emoji, their pictures, and which are kept."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field

from gyeol.engine.studio.answers import MAX_SEED, Batch
from gyeol.engine.studio.generators import GeneratorInfo
from gyeol.web import studio_view
from gyeol.web.api.parts import MISSING, Asked, At, In, Responses, sticker
from gyeol.web.api.shapes import Emotions, HelpShown, ProblemDetails, Sent, Sticker, Text
from gyeol.web.help import help_card
from gyeol.web.language import Choice
from gyeol.web.view import View

router = APIRouter()
Number = Annotated[str, Path(max_length=64, description="The id of a made emoji.")]
PackTitle = Annotated[
    str | None, Field(min_length=1, max_length=80, description="Title of the pack; null: the usual one.")
]
_FULL: Responses = {
    409: {"model": ProblemDetails, "description": "A pack of this name is there that was not made here."},
    507: {"model": ProblemDetails, "description": "The disk is full; nothing was changed."},
}
_DAMAGED: Responses = {
    500: {"model": ProblemDetails, "description": "The generator is altered or makes something else."}
}


class EmojiAsked(Sent):
    """What new emoji shall show: a feeling, or the strongest one of a text; one of the two."""

    feeling: Annotated[str | None, Field(max_length=40)] = None
    text: Text | None = None
    count: Annotated[int, Field(ge=1, le=100)] = 12
    seed: Annotated[
        int | None,
        Field(ge=0, le=MAX_SEED, description="The same seed gives the same emoji; null draws one."),
    ] = None
    generator: Annotated[
        str | None, Field(max_length=64, description="Name of a generator; null: the first.")
    ] = None


class MadeEmoji(BaseModel):
    """A new emoji, stored nowhere; its id makes it again."""

    id: str
    url: str
    confidence: float = Field(
        description="How sure the reader of pictures is that it shows the feeling, 0 to 1."
    )
    seen_as: str | None = Field(description="The feeling that it sees most; null if none is clear.")


class MadeBatch(BaseModel):
    """New emoji, the clearest first; `dropped` says how many were left out and why. None in a crisis, but help."""

    feeling: str
    seed: int
    generator: str
    emoji: list[MadeEmoji]
    dropped: dict[str, int]
    reading: Emotions | None
    help: HelpShown | None

    @classmethod
    def of(cls, batch: Batch, choice: Choice) -> "MadeBatch":
        """Return a batch in the shape that the command line prints, too."""
        return cls(
            feeling=batch.feeling,
            seed=batch.seed,
            generator=batch.generator,
            emoji=[
                MadeEmoji(
                    id=one.id, url=studio_view.url(one.id), confidence=one.confidence, seen_as=one.seen_as
                )
                for one in batch.candidates
            ],
            dropped=batch.dropped,
            reading=Emotions.of(batch.reading) if batch.reading else None,
            help=HelpShown.model_validate(help_card(batch.help, choice.say)) if batch.help else None,
        )


class ToKeep(Sent):
    """Which new emoji to keep, and in which pack."""

    emoji: Annotated[list[Annotated[str, Field(max_length=64)]], Field(min_length=1, max_length=100)]
    pack: PackTitle = None


class KeptEmoji(BaseModel):
    """The pack, and the stickers that the emoji have become; `added` of them are new in it."""

    pack: str
    added: int
    stickers: list[Sticker]


class Generator(BaseModel):
    """A generator at hand, and what it has learned from."""

    name: str
    revision: str
    pictures: int
    licences: list[str]
    sources: list[str]

    @classmethod
    def of(cls, info: GeneratorInfo) -> "Generator":
        """Return what is known of a generator."""
        return cls(
            name=info.name,
            revision=info.revision,
            pictures=info.pictures,
            licences=list(info.licences),
            sources=list(info.sources),
        )


class Generators(BaseModel):
    """All generators at hand, the one that came with gyeol first."""

    generators: list[Generator]


@router.get("/emoji/generators")
async def generators(engine: Asked, desk: At) -> Generators:
    """List what can make emoji; damaged ones are left out."""

    def work() -> Generators:
        return Generators(generators=[Generator.of(one) for one in engine.studio.generators.all()])

    return await desk.do(work)


@router.post("/emoji", responses=MISSING | _DAMAGED)
async def make(asked: EmojiAsked, engine: Asked, desk: At, choice: In) -> MadeBatch:
    """Make new emoji for a feeling or a text. Near-copies of training pictures are dropped and replaced.

    Nothing is stored: `seed`, `feeling` and `generator` give the same again. In a crisis there is help instead.
    """

    def work() -> MadeBatch:
        batch = engine.studio.make(
            asked.feeling, text=asked.text, count=asked.count, seed=asked.seed, generator=asked.generator
        )
        return MadeBatch.of(batch, choice)

    return await desk.do(work)


@router.get("/emoji/{emoji}/picture", responses=MISSING, response_class=Response)
async def picture(emoji: Number, engine: Asked, desk: At) -> Response:
    """Return the picture of a made emoji: PNG, 192 px, transparent."""
    data = await desk.do(lambda: engine.studio.picture(emoji))
    return Response(data, media_type="image/png", headers={"Cache-Control": "private, max-age=86400"})


@router.post("/emoji/approvals", status_code=201, responses=MISSING | _FULL)
async def approve(wanted: ToKeep, engine: Asked, desk: At, choice: In) -> KeptEmoji:
    """Keep made emoji: they become stickers of a pack like any other. Keeping one twice changes nothing."""

    def work() -> KeptEmoji:
        kept = engine.studio.approve(wanted.emoji, wanted.pack)
        view = View(engine, choice.say)
        items = [engine.shelf.sticker(one) for one in (*kept.added, *kept.there)]
        return KeptEmoji(
            pack=kept.pack, added=len(kept.added), stickers=[sticker(view.card(item)) for item in items]
        )

    return await desk.do(work)


@router.delete("/emoji/approvals/{emoji}", status_code=204, responses=MISSING | _FULL)
async def withdraw(emoji: Number, engine: Asked, desk: At, pack: str | None = None) -> None:
    """Take a kept emoji out of its pack (`?pack=`, the usual one without); what is not in it is no fault."""
    await desk.do(lambda: engine.studio.withdraw([emoji], pack))
