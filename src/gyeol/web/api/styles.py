"""The endpoint of the style map."""

from fastapi import APIRouter
from pydantic import BaseModel

from gyeol.web.api.parts import Asked, At, In, sticker
from gyeol.web.api.shapes import Sticker
from gyeol.web.map import placed
from gyeol.web.view import View

router = APIRouter()


class Placed(Sticker):
    """A sticker on the map; x grows to the right, y down, both in [0, 1] and to the same scale."""

    x: float
    y: float


class StyleMap(BaseModel):
    """Every sticker at a place where those that look alike lie together."""

    stickers: list[Placed]


@router.get("/styles/map")
async def style_map(engine: Asked, desk: At, choice: In) -> StyleMap:
    """Return the places of all stickers on the map of styles."""

    def work() -> StyleMap:
        view = View(engine, choice.say)
        return StyleMap(
            stickers=[
                Placed(**sticker(view.card(item)).model_dump(), x=x, y=y) for item, x, y in placed(engine)
            ]
        )

    return await desk.do(work)
