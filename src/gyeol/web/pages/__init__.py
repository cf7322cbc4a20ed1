"""The pages: rendered here, complete without scripts; every control is a button of a page's form.

So that nothing of a message is ever in an address, a history or a log, it only travels in the body of a POST,
and liking a sticker or switching the language sends it along instead of losing it.

A new page is a module with a `router`, named in `_PAGES`, and a line in `gyeol.web.places`.
"""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from gyeol.web.pages import (
    bring,
    choices,
    correct,
    data,
    diary,
    diary_files,
    help,
    home,
    installed,
    learning,
    lock,
    map,
    moods,
    pack,
    packs,
    song_lists,
    songs,
    studio,
    studio_training,
    taste,
)

_PAGES = (
    home,
    moods,  # before the diary, whose entries have numbers for addresses
    diary_files,
    diary,
    songs,
    song_lists,
    packs,
    pack,
    studio,
    studio_training,
    taste,
    bring,
    map,
    help,
    installed,
    data,
    lock,
    correct,
    learning,
    choices,
)

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
for _page in _PAGES:
    router.include_router(_page.router)
