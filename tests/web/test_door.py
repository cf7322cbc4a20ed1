"""The door of a full server: only what is surely a whole request for work is refused there."""

import pytest

from gyeol.web.door import _is_work, _refusal

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


def test_the_answer_is_the_one_of_the_application(client):
    head, _, body = _refusal().partition(b"\r\n\r\n")
    told = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
    assert head.startswith(b"HTTP/1.1 429 ")
    assert int(told.pop("content-length")) == len(body)
    assert (told.pop("retry-after"), told.pop("content-type")) == ("1", "application/problem+json")
    assert b"urn:gyeol:problem:busy" in body
    answered = client.get("/api/v1/health").headers
    assert {name: answered[name] for name in told} == told
