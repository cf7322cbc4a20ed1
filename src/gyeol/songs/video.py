"""Ask the YouTube Data API for the video of a song; only ever called because somebody asked for it."""

import json
import urllib.error
import urllib.request
from http.client import HTTPException
from urllib.parse import urlencode

from gyeol.errors import RemoteError

API = "https://www.googleapis.com/youtube/v3/search"
WATCH = "https://www.youtube.com/watch?v="
_TIMEOUT_S = 10.0
_MAX_BYTES = 1_000_000


def find(words: str, key: str, *, api: str = API) -> str | None:
    """Return the address of the first video that the API finds, or None if it finds none.

    Only the words leave this machine, and the key, in a header so that no log of addresses holds it.

    Args:
        words: artist and title.
        key: of the YouTube Data API v3.
        api: address of the service.

    Raises:
        RemoteError: the service cannot be reached, refuses the key, or answers with something else.
    """
    query = urlencode({"part": "snippet", "type": "video", "maxResults": 1, "q": words})
    request = urllib.request.Request(f"{api}?{query}", headers={"X-Goog-Api-Key": key})  # noqa: S310 (our own)
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT_S) as answer:  # noqa: S310
            found = json.loads(answer.read(_MAX_BYTES))
        items = found["items"]
        return WATCH + str(items[0]["id"]["videoId"]) if items else None
    except urllib.error.HTTPError as error:
        raise RemoteError(
            f"YouTube answered {error.code}; check the setting 'youtube_key' and its quota, or use the search address."
        ) from None
    except (OSError, HTTPException, ValueError, KeyError, TypeError, IndexError) as error:
        raise RemoteError(
            f"YouTube did not answer as its Data API does ({error}); try again or use the search address."
        ) from None
