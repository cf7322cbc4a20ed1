"""Endpoints of what a profile likes and sends."""

from fastapi import APIRouter, Response
from pydantic import BaseModel

from gyeol.web.api.parts import MISSING, Asked, At, In, Pack, Profile, Slug, sticker
from gyeol.web.api.shapes import Name, Sent, Sticker
from gyeol.web.view import View

router = APIRouter()


class UseNoted(Sent):
    """A sticker that was copied, saved or sent."""

    sticker: Name


class Likes(BaseModel):
    """What a profile likes, the oldest first."""

    profile: str
    stickers: list[Sticker]


@router.get("/profiles/{profile}/likes")
async def likes(profile: Profile, engine: Asked, desk: At, choice: In) -> Likes:
    """Return what a profile likes."""

    def work() -> Likes:
        view = View(engine, choice.say)
        cards = [view.card(view.shelf.sticker(one)) for one in engine.likes(profile)]
        return Likes(profile=profile, stickers=[sticker(card) for card in cards])

    return await desk.do(work)


@router.put("/profiles/{profile}/likes/{pack}/{slug}", status_code=204, responses=MISSING)
async def like(profile: Profile, pack: Pack, slug: Slug, engine: Asked, desk: At) -> None:
    """Like a sticker; a second time changes nothing."""
    await desk.do(lambda: engine.like(f"{pack}/{slug}", profile))


@router.delete("/profiles/{profile}/likes/{pack}/{slug}", status_code=204)
async def unlike(profile: Profile, pack: Pack, slug: Slug, engine: Asked, desk: At) -> None:
    """Forget a like; forgetting what was not liked changes nothing."""
    await desk.do(lambda: engine.unlike(f"{pack}/{slug}", profile))


@router.put("/profiles/{profile}/likes/{pack}", status_code=204, responses=MISSING)
async def like_pack(profile: Profile, pack: Pack, engine: Asked, desk: At) -> None:
    """Like the cover stickers of a pack."""
    await desk.do(lambda: engine.like(pack, profile))


@router.delete("/profiles/{profile}/likes/{pack}", status_code=204)
async def unlike_pack(profile: Profile, pack: Pack, engine: Asked, desk: At) -> None:
    """Forget every like of a pack's stickers."""
    await desk.do(lambda: engine.unlike(pack, profile))


@router.post("/profiles/{profile}/uses", status_code=201, responses=MISSING, response_class=Response)
async def use(profile: Profile, noted: UseNoted, engine: Asked, desk: At) -> Response:
    """Count that a sticker was copied, saved or sent: what is used more weighs more."""
    await desk.do(lambda: engine.use(noted.sticker, profile))
    return Response(status_code=201)
