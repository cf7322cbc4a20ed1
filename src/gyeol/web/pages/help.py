"""Where to find somebody who listens, for whoever looks for it."""

from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import Response

from gyeol import safety
from gyeol.safety import Help
from gyeol.web.help import help_card
from gyeol.web.pages import parts
from gyeol.web.render import render

_COUNTRIES = {"ko": "KR", "en": "US"}  # where the settings name none, as `safety.check` goes by the language
router = APIRouter()


@router.get("/help")
async def help_(request: Request) -> Response:
    """Show the lines of the visitor's country."""
    choice = parts.of(request)[2]
    country = request.app.state.settings.country or _COUNTRIES[choice.language]
    found = Help("light", safety.help_lines(country), country)
    return parts.page(
        render("help_page.html", choice, help=replace(help_card(found, choice.say), private=""))
    )
