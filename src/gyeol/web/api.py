"""The REST API: one function an endpoint, each of which asks the engine one thing."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path, Request, Response

from gyeol import __version__
from gyeol.engine import Engine, PackInfo
from gyeol.web import pictures, schemas
from gyeol.web.desk import Desk
from gyeol.web.help import help_card
from gyeol.web.language import Choice, chosen
from gyeol.web.view import Card, View

N_SIMILAR = 5


def _json_only(request: Request) -> None:
    """Refuse a body that is no JSON; browsers cannot send JSON across sites without asking first."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method in ("POST", "PATCH") and kind != "application/json":
        raise HTTPException(415)


def _engine(request: Request) -> Engine:
    engine: Engine = request.app.state.engine
    return engine


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


Asked = Annotated[Engine, Depends(_engine)]
At = Annotated[Desk, Depends(_desk)]
In = Annotated[Choice, Depends(chosen)]
Pack = Annotated[str, Path(max_length=64)]
Slug = Annotated[str, Path(max_length=64)]
Profile = Annotated[str, Path(max_length=64, pattern="^[A-Za-z0-9_-]+$")]

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": schemas.ProblemDetails, "description": description}
    for status, description in (
        (413, "The body is too large."),
        (415, "The body is no JSON."),
        (422, "The request breaks a rule; `errors` says which."),
        (429, "Too many requests wait; come back after `Retry-After` seconds."),
    )
}
_MISSING: dict[int | str, dict[str, Any]] = {
    404: {"model": schemas.ProblemDetails, "description": "No such thing; `detail` offers a near miss."}
}
router = APIRouter(prefix="/api/v1", responses=_PROBLEMS, dependencies=[Depends(_json_only)])


@router.post("/emotions", responses=_MISSING)
async def emotions(asked: schemas.EmotionsAsked, engine: Asked, desk: At) -> schemas.Emotions:
    """Read the feelings in a text."""
    return schemas.Emotions.of((await desk.do(lambda: engine.emotions([asked.text], asked.scheme)))[0])


@router.post("/emotions/batch", responses=_MISSING)
async def emotions_batch(asked: schemas.BatchAsked, engine: Asked, desk: At) -> schemas.Batch:
    """Read the feelings in up to 256 texts."""
    readings = await desk.do(lambda: engine.emotions(asked.texts, asked.scheme))
    return schemas.Batch(readings=[schemas.Emotions.of(reading) for reading in readings])


@router.post("/stickers", responses=_MISSING)
async def stickers(asked: schemas.StickersAsked, engine: Asked, desk: At, choice: In) -> schemas.Stickers:
    """Return the stickers that fit a message in feeling, meaning and style."""

    def work() -> schemas.Stickers:
        answer = engine.stickers(
            asked.text, like=asked.like, profile=asked.profile, n=asked.n, record=asked.record
        )
        cards = View(engine, choice.say).answer(answer)
        return schemas.Stickers(
            query=answer.query,
            reading=schemas.Emotions.of(answer.reading),
            help=schemas.HelpShown.model_validate(help_card(answer.help, choice.say))
            if answer.help
            else None,
            stickers=[
                schemas.Suggested(
                    **_sticker(card).model_dump(), score=s.score, why=dict(s.why), reason=card.reason
                )
                for s, card in zip(answer.stickers, cards, strict=True)
            ],
        )

    return await desk.do(work)


@router.get("/stickers/{pack}/{slug}/picture", responses=_MISSING, response_class=Response)
def picture(request: Request, pack: Pack, slug: Slug, engine: Asked) -> Response:
    """Return the picture of a sticker."""
    return pictures.send(request, engine.picture(f"{pack}/{slug}"))


@router.get("/packs")
async def packs(engine: Asked, desk: At, choice: In) -> schemas.Packs:
    """List all packs."""

    def work() -> schemas.Packs:
        view = View(engine, choice.say)
        return schemas.Packs(packs=[_summary(view, info) for info in engine.packs()])

    return await desk.do(work)


@router.get("/packs/{pack}", responses=_MISSING)
async def pack(pack: Pack, engine: Asked, desk: At, choice: In) -> schemas.PackWhole:
    """Return a pack with all its stickers."""

    def work() -> schemas.PackWhole:
        info, items = engine.pack(pack)
        view = View(engine, choice.say)
        return schemas.PackWhole(
            **_summary(view, info).model_dump(), items=[_sticker(view.card(item)) for item in items]
        )

    return await desk.do(work)


@router.get("/packs/{pack}/similar", responses=_MISSING)
async def similar(pack: Pack, engine: Asked, desk: At, choice: In) -> schemas.SimilarPacks:
    """Return the packs whose style is nearest to that of a pack."""

    def work() -> schemas.SimilarPacks:
        view = View(engine, choice.say)
        return schemas.SimilarPacks(
            similar=[
                schemas.SimilarPack(pack=_summary(view, found.info), similarity=found.similarity)
                for found in engine.similar(pack, N_SIMILAR)
            ]
        )

    return await desk.do(work)


@router.get("/profiles/{profile}/likes")
async def likes(profile: Profile, engine: Asked, desk: At, choice: In) -> schemas.Likes:
    """Return what a profile likes."""

    def work() -> schemas.Likes:
        view = View(engine, choice.say)
        cards = [view.card(view.shelf.sticker(one)) for one in engine.likes(profile)]
        return schemas.Likes(profile=profile, stickers=[_sticker(card) for card in cards])

    return await desk.do(work)


@router.put("/profiles/{profile}/likes/{pack}/{slug}", status_code=204, responses=_MISSING)
async def like(profile: Profile, pack: Pack, slug: Slug, engine: Asked, desk: At) -> None:
    """Like a sticker; a second time changes nothing."""
    await desk.do(lambda: engine.like(f"{pack}/{slug}", profile))


@router.delete("/profiles/{profile}/likes/{pack}/{slug}", status_code=204)
async def unlike(profile: Profile, pack: Pack, slug: Slug, engine: Asked, desk: At) -> None:
    """Forget a like; forgetting what was not liked changes nothing."""
    await desk.do(lambda: engine.unlike(f"{pack}/{slug}", profile))


@router.put("/profiles/{profile}/likes/{pack}", status_code=204, responses=_MISSING)
async def like_pack(profile: Profile, pack: Pack, engine: Asked, desk: At) -> None:
    """Like the cover stickers of a pack."""
    await desk.do(lambda: engine.like_pack(pack, profile))


@router.delete("/profiles/{profile}/likes/{pack}", status_code=204)
async def unlike_pack(profile: Profile, pack: Pack, engine: Asked, desk: At) -> None:
    """Forget every like of a pack's stickers."""
    await desk.do(lambda: engine.unlike_pack(pack, profile))


@router.post("/profiles/{profile}/uses", status_code=201, responses=_MISSING, response_class=Response)
async def use(profile: Profile, noted: schemas.UseNoted, engine: Asked, desk: At) -> Response:
    """Count that a sticker was copied, saved or sent: what is used more weighs more."""
    await desk.do(lambda: engine.use(noted.sticker, profile))
    return Response(status_code=201)


@router.post("/queries/{query}/ratings", status_code=201, response_class=Response)
async def rate(query: int, given: schemas.RatingGiven, engine: Asked, desk: At) -> Response:
    """Rate a sticker of a recorded answer from 1 to 5; a second rating replaces the first."""
    await desk.do(lambda: engine.rate(query, given.sticker, given.value))
    return Response(status_code=201)


@router.get("/health")
async def health(engine: Asked, desk: At) -> schemas.Health:
    """Say that the server works, and with which trained parts."""

    def work() -> schemas.Health:
        return schemas.Health(
            version=__version__,
            artefacts=[
                schemas.Artefact(kind=str(a.config["kind"]), name=a.name, revision=a.revision)
                for a in engine.models()
            ],
            packs=len(engine.shelf.packs),
            stickers=len(engine.shelf.catalog),
        )

    return await desk.do(work)


def _sticker(card: Card) -> schemas.Sticker:
    return schemas.Sticker(id=card.id, pack=card.pack, name=card.name, url=card.url)


def _summary(view: View, info: PackInfo) -> schemas.PackSummary:
    tile, pack = view.tile(info), info.pack
    return schemas.PackSummary(
        name=pack.name,
        title=tile.title,
        style=pack.style,
        licence=pack.licence,
        attribution=pack.attribution,
        source=pack.source,
        stickers=info.n_stickers,
        with_feeling=info.n_with_feeling,
        ours=info.ours,
        cover=[_sticker(card) for card in tile.cover],
    )
