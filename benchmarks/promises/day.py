"""A day's use opens no connection to anywhere: the server runs under the guard of the tests (`tests/offline`)."""

import json
import os
import urllib.parse
import urllib.request
from pathlib import Path

from benchmarks.promises import Line
from benchmarks.promises.served import Caller, Served

GUARD = Path(__file__).parents[2] / "tests" / "offline"
API = "/api/v1"
PAGES = (
    "/",
    "/diary",
    "/diary/year",
    "/songs",
    "/packs",
    "/taste",
    "/map",
    "/bring",
    "/studio",
    "/data",
    "/lock",
)


def measure(rounds: int, home: Path) -> Line:
    """Use everything that a visitor can reach, that often."""
    tries = home / "tries"
    os.environ |= {"PYTHONPATH": str(GUARD), "OFFLINE_TRIES": str(tries)}
    n = 0
    with Served(home) as server, Caller(server.port) as caller:
        for turn in range(rounds):
            text = f"{turn}번째 날, 비가 왔지만 고마운 사람을 만났다. I was glad!"
            asked = caller.ask("POST", f"{API}/stickers", {"text": text, "profile": "me"})[1]
            sticker = asked["stickers"][0]["id"]
            for method, path, body in (
                ("PUT", f"/profiles/me/likes/{sticker}", None),
                ("POST", f"/queries/{asked['query']}/ratings", {"sticker": sticker, "value": 5}),
                ("POST", f"/queries/{asked['query']}/more", {"n": 3}),
                ("POST", "/profiles/me/diary", {"text": text}),
                ("POST", "/profiles/me/diary/search", {"query": "고마운"}),
                ("GET", "/profiles/me/moods", None),
                ("GET", "/profiles/me/diary/export/markdown", None),
                ("GET", "/profiles/me/taste", None),
                ("GET", "/styles/map", None),
                ("GET", "/songs/lists", None),
            ):
                status, told = caller.ask(method, API + path, body)
                assert status < 300, (path, status, told)
                n += 1
            for path in PAGES:
                assert caller.ask("GET", path)[0] == 200, path
            for path in ("/", "/songs"):
                form = urllib.parse.urlencode({"text": text}).encode()
                with urllib.request.urlopen(
                    f"http://127.0.0.1:{server.port}{path}", form, timeout=60
                ) as answer:
                    assert answer.status == 200
            n += len(PAGES) + 2
    told = tries.read_text(encoding="utf-8").splitlines() if tries.exists() else []
    return Line(
        "outgoing connections in a day's use",
        "none unasked (guarded at the socket)",
        f"{len(told)} tries{json.dumps(told[:2]) if told else ''}",
        f"{n:,} requests",
        not told,
    )
