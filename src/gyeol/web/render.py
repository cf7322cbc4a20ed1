"""Turn a template and values into a page; the templates hold the markup, `gyeol.phrases` the words."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from gyeol.web.language import Choice
from gyeol.web.places import PLACES, TABS

STATIC = Path(__file__).parent / "static"


@cache
def static_revision() -> str:
    """Return twelve hex digits that change when a static file does; browsers may keep each file for good."""
    digest = sha256()
    for path in sorted(p for p in STATIC.rglob("*") if p.is_file()):
        digest.update(path.relative_to(STATIC).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("gyeol.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, choice: Choice, **values: object) -> str:
    """Return a template filled with values, in the language and theme of a choice.

    Every template knows `t` (phrases), `choice`, `places` and `static` (where style and scripts are)
    besides; it may set `active` to the name of its place, and `tab` to one of its pages.
    """
    page = _environment().get_template(template)
    return page.render(
        t=choice.say,
        choice=choice,
        places=PLACES,
        tabs=TABS,
        static=f"/static/{static_revision()}",
        **values,
    )
