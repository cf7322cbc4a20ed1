"""The door of a full server: only what is surely a whole request for work is refused there."""

import asyncio
import re
from unittest.mock import Mock

import pytest
import uvicorn
from uvicorn.server import ServerState

from gyeol.web.desk import Desk
from gyeol.web.door import _is_work, _refusal, door

HEAD = b"POST /api/v1/emotions HTTP/1.1\r\nHost: x\r\n"


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        (HEAD + b"Content-Length: 3\r\n\r\nabc", True),
        (b"DELETE /api/v1/packs/x HTTP/1.1\r\nHost: x\r\n\r\n", True),
        (HEAD + b"Content-Length: 3\r\n\r\nab", False),  # not all there yet
        (HEAD + b"Content-Length: 3\r\n\r\nabcPOST /api/", False),  # the next one is there, too
        (HEAD + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc", False),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", False),
        (HEAD + b"Expect: 100-continue\r\nContent-Length: 0\r\n\r\n", False),
        (HEAD + b"Content-Length: +3\r\n\r\nabc", False),
        (
            b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
            False,
        ),  # a page gives back what was written
        (b"GET /api/v1/health HTTP/1.1\r\nHost: x\r\n\r\n", False),
        (b"\x16\x03\x01", False),
    ],
)
def test_what_is_refused_at_the_door(data, refused):
    assert _is_work(data) is refused


def test_of_many_who_come_at_once_only_as_many_are_read_as_have_a_place():
    """Each once saw the same free place, and all but one were read, routed and refused behind the door."""
    read = []

    async def scene():
        desk = Desk(1, 0)

        async def app(scope, receive, send):
            read.append(scope["path"])
            if scope["path"] == "/api/work":
                await desk.do(lambda: None)
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body"})

        config = uvicorn.Config(app, http=door(desk), lifespan="off", log_config=None)
        config.load()
        at = [config.http_protocol_class(config, ServerState(), {}) for _ in range(3)]
        for one in at:
            one.connection_made(Mock(**{"is_closing.return_value": False}))
        for path in (b"work", b"else", b"work"):  # a place is free again, whether or not it was needed
            for one in at:
                one.data_received(b"POST /api/%s HTTP/1.1\r\nHost: x\r\n\r\n" % path)
            await asyncio.sleep(0.1)
        at[0].data_received(b"POST /api/else HTTP/1.1\r\nHost: x\r\n\r\n")
        at[0].connection_lost(None)  # free again, too
        assert desk.keep() is not None
        await asyncio.sleep(0.01)
        desk.close()
        return [b"".join(call.args[0] for call in one.transport.write.call_args_list) for one in at]

    answers = [re.findall(rb"HTTP/1.1 (\d+)", said) for said in asyncio.run(scene())]
    assert read == ["/api/work", "/api/else", "/api/work", "/api/else"]
    assert answers == [[b"204"] * 3, [b"429"] * 3, [b"429"] * 3]


def test_the_answer_is_the_one_of_the_application(client):
    head, _, body = _refusal().partition(b"\r\n\r\n")
    told = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
    assert head.startswith(b"HTTP/1.1 429 ")
    assert int(told.pop("content-length")) == len(body)
    assert (told.pop("retry-after"), told.pop("content-type")) == ("1", "application/problem+json")
    assert b"urn:gyeol:problem:busy" in body
    answered = client.get("/api/v1/health").headers
    assert {name: answered[name] for name in told} == told
