"""What makes the page an app that can be installed: its manifest, its service worker, and a page for when gyeol is off.

The worker keeps that one page and the style that it needs, nothing else: no page with words of anybody's, no answer.
"""

from functools import cache

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from gyeol.phrases import Phrases
from gyeol.web.language import Choice
from gyeol.web.pages import parts
from gyeol.web.render import render, static_revision

PAPER, ACCENT = "#f6f0e5", "#bf4320"
_KEPT = (
    "ground.css",
    "page.css",
    "shelf.css",
    "correct.css",
    "mark.svg",
    "grain.svg",
    "plain.js",
    "theme.js",
    "app.js",
)
router = APIRouter()


@router.get("/manifest.webmanifest")
async def manifest(request: Request) -> Response:
    """Describe the app to systems that install it, in the visitor's language."""
    row = _manifest(parts.of(request)[2].say)
    return JSONResponse(row, media_type="application/manifest+json", headers={"Cache-Control": "no-cache"})


@router.get("/sw.js")
async def worker(request: Request) -> Response:
    """Return the service worker; it changes when a static file does."""
    script = _worker(parts.of(request)[2].language)
    return Response(script, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


@router.get("/offline")
async def offline(request: Request) -> Response:
    """Show what the worker shows in place of any page while nothing answers."""
    return parts.page(render("offline.html", parts.of(request)[2]))


@cache
def _worker(language: str) -> str:
    return render("sw.js", Choice(language), revision=static_revision(), kept=_KEPT)


def _manifest(say: Phrases) -> dict[str, object]:
    static = f"/static/{static_revision()}"
    shortcuts = [
        {"name": say(f"page.places.{name}"), "url": path}
        for name, path in (("diary", "/diary"), ("songs", "/songs"), ("packs", "/packs"))
    ]
    return {
        "id": "/",
        "name": say("page.title"),
        "short_name": say("page.brand"),
        "description": say("page.tagline"),
        "lang": say.language,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {"src": f"{static}/mark.svg", "sizes": "any", "type": "image/svg+xml"},
            *(
                {"src": f"{static}/{name}.png", "sizes": f"{px}x{px}", "type": "image/png", "purpose": purpose}
                for name, px, purpose in (
                    ("icon-192", 192, "any"), ("icon-512", 512, "any"), ("icon-maskable-512", 512, "maskable"),
                )
            ),
        ],
        "shortcuts": shortcuts,
    }  # fmt: skip
