"""The REST API under `/api/v1`: one module a resource, each endpoint of which asks the engine one thing.

A new resource is a module with a `router` and its own shapes, named in `_RESOURCES`.
"""

from fastapi import APIRouter, Depends

from gyeol.web.api import (
    corrections,
    corrections_files,
    data,
    diary,
    diary_files,
    emoji,
    emoji_training,
    emotions,
    health,
    hostile,
    learning,
    likes,
    lock,
    moods,
    packs,
    songs,
    songs_lists,
    stickers,
    styles,
    taste,
    uploads,
)
from gyeol.web.api.parts import PROBLEMS, json_only

_RESOURCES = (
    emotions,
    hostile,
    emoji_training,
    emoji,
    diary,
    moods,
    stickers,
    packs,
    likes,
    taste,
    songs,
    styles,
    data,
    lock,
    corrections,
    learning,
    health,
)

_FORMS = (uploads, songs_lists, diary_files, corrections_files)  # take files as forms do instead of JSON

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)
for _resource in _RESOURCES:
    router.include_router(_resource.router, dependencies=[Depends(json_only)])
for _resource in _FORMS:
    router.include_router(_resource.router)
