"""Render the SVG of strangers in a child process, since resvg can abort on a hostile file."""

import atexit
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO

from gyeol.errors import BadData
from gyeol.stickers.svg import check, render

TIMEOUT_S = 20.0  # of one picture; the slowest real one met took a second
MEMORY_BYTES = 2_000_000_000
_HEAD = struct.Struct(
    ">II"
)  # request: size_px, length of the text; answer: 0 = picture or 1 = message, its length


def render_apart(svg: str, size_px: int = 256) -> bytes:
    """Return what `svg.render` returns, drawn where a crash, a hang or a memory bomb does no harm.

    One child serves all calls and is started when first needed; calls of several threads take turns.

    Raises:
        BadData: see `svg.render`; or the child died, or took longer than `TIMEOUT_S`.
    """
    check(svg)  # here already, so that most bad files cost no child
    return _RENDERER.render(svg, size_px)


class _Renderer:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def render(self, svg: str, size_px: int) -> bytes:
        text = svg.encode("utf-8", "replace")
        with self._lock:
            child = self._running()
            watch = threading.Timer(TIMEOUT_S, child.kill)
            watch.start()
            try:
                assert child.stdin is not None
                assert child.stdout is not None
                child.stdin.write(_HEAD.pack(size_px, len(text)) + text)
                child.stdin.flush()
                failed, length = _HEAD.unpack(_exactly(child.stdout, _HEAD.size))
                answer = _exactly(child.stdout, length)
            except (OSError, EOFError):
                self._stop()
                raise BadData(
                    f"an SVG must be drawn within {TIMEOUT_S:g} s and {MEMORY_BYTES:,} bytes of memory, this one "
                    "was not; simplify it."
                ) from None
            finally:
                watch.cancel()
        if failed:
            raise BadData(answer.decode("utf-8"))
        return answer

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._child is None or self._child.poll() is not None:
            self._stop()
            self._child = subprocess.Popen(
                [sys.executable, "-P", "-m", "gyeol.stickers.apart"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # where resvg would print its panics
            )
        return self._child

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    with suppress(OSError):  # what could not be written any more
                        pipe.close()


def _exactly(file: IO[bytes], n_bytes: int) -> bytes:
    data = file.read(n_bytes)
    if len(data) < n_bytes:
        raise EOFError
    return data


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer requests until there are no more: the child's whole life."""
    while head := requests.read(_HEAD.size):
        size_px, length = _HEAD.unpack(head)
        text = _exactly(requests, length).decode("utf-8")
        try:
            failed, answer = 0, render(text, size_px)
        except BadData as error:
            failed, answer = 1, str(error).encode("utf-8", "replace")
        answers.write(_HEAD.pack(failed, len(answer)) + answer)
        answers.flush()


def _limit_memory() -> None:
    try:
        import resource  # Unix only
    except ImportError:
        return
    for what, limit in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CORE, 0)):
        with suppress(OSError, ValueError):  # not every Unix lets a process limit itself
            resource.setrlimit(what, (limit, limit))


_RENDERER = _Renderer()
atexit.register(_RENDERER._stop)

if __name__ == "__main__":
    _limit_memory()
    serve(sys.stdin.buffer, sys.stdout.buffer)
