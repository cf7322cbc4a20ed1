"""In which language, and in light or dark, a request is answered."""

from dataclasses import dataclass

from starlette.requests import Request

from gyeol.phrases import LANGUAGES, Phrases, choose, phrases

THEMES = ("auto", "light", "dark")
_YEAR_S = 31_536_000


@dataclass(frozen=True)
class Choice:
    """What a visitor chose.

    Attributes:
        language: "ko" or "en".
        theme: "auto", "light" or "dark".
    """

    language: str
    theme: str = "auto"

    @property
    def say(self) -> Phrases:
        """The phrases of the language."""
        return phrases(self.language)

    @property
    def other_language(self) -> str:
        """The language that is not chosen."""
        return LANGUAGES[1 - LANGUAGES.index(self.language)]

    @property
    def next_theme(self) -> str:
        """The theme that one tap on the switch leads to."""
        return THEMES[(THEMES.index(self.theme) + 1) % len(THEMES)]


def chosen(request: Request) -> Choice:
    """Return a visitor's choice: `?lang=`, else the cookie, else the setting, else the browser's wish."""
    setting = request.app.state.settings.language
    wanted = (request.query_params.get("lang"), request.cookies.get("lang"), setting)
    language = next((one for one in wanted if one in LANGUAGES), None)
    theme = request.cookies.get("theme", "auto")
    return Choice(
        language or choose(request.headers.get("accept-language")), theme if theme in THEMES else "auto"
    )


def cookie(name: str, value: str) -> str:
    """Return a Set-Cookie header that keeps a choice for a year, out of reach of scripts and other sites."""
    return f"{name}={value}; Max-Age={_YEAR_S}; Path=/; HttpOnly; SameSite=Lax"
