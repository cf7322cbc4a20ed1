"""What mood tags are called in Korean and in English."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from gyeol.songs.columns import bare


@cache
def _names(language: str) -> Mapping[str, str]:
    """Return tag (bare), in the other language -> its name in "ko" or "en"."""
    raw = files("gyeol.songs").joinpath("tag_names.toml").read_text(encoding="utf-8")
    pairs = tomllib.loads(raw)["en"].items()
    return {bare(ko): en for ko, en in pairs} if language == "en" else {bare(en): ko for ko, en in pairs}


def tag_name(tag: str, language: str) -> str:
    """Return a tag in "ko" or "en"; one that has no name there, or is in that language, as it is written."""
    return _names(language).get(bare(tag), tag)
