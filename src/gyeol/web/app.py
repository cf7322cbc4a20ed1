"""Put the page and the API together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from gyeol import __version__
from gyeol.engine import Engine
from gyeol.settings import Settings
from gyeol.web import api, pages, problems, upload
from gyeol.web.desk import Desk
from gyeol.web.guard import Guard
from gyeol.web.kept import Kept
from gyeol.web.pages import lock
from gyeol.web.pages.songs import Listening
from gyeol.web.pages.studio import Making
from gyeol.web.render import STATIC, static_revision


class _ForGood(StaticFiles):
    """Static files at an address that changes when any of them does, so that browsers need not ask again."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response: Response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def create_app(engine: Engine, settings: Settings) -> FastAPI:
    """Return the application that serves the page at `/` and the API under `/api/v1`.

    Args:
        engine: answers; it is not closed here.
        settings: `host` and `allowed_hosts` say under which names it may be addressed, `workers`,
            `queue_size`, `max_body_bytes` and `max_upload_bytes` how much it takes on.
    """
    desk = Desk(settings.workers, settings.queue_size)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        desk.close()

    app = FastAPI(
        title="gyeol",
        version=__version__,
        summary="Reads the feeling in a Korean or English text and answers with stickers that fit.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # the interactive pages would load scripts from elsewhere
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.engine, app.state.settings, app.state.desk = engine, settings, desk
    app.state.kept = Kept[str]()
    app.state.listenings = Kept[Listening](minutes=60)  # songs take longer than stickers
    app.state.makings = Kept[Making](minutes=60)
    app.include_router(api.router)
    app.include_router(pages.router)
    app.mount(f"/static/{static_revision()}", _ForGood(directory=STATIC), name="static")
    problems.install(app)
    lock.install(app)
    problems.describe(app)
    app.add_middleware(
        Guard,
        hosts=(settings.host, *settings.allowed_hosts),
        max_body_bytes=settings.max_body_bytes,
        larger=dict.fromkeys(upload.PATHS, settings.max_upload_bytes),
    )
    return app
