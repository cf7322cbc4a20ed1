"""Open pictures and SVG of strangers in a child process with little time and memory.

Decoders have bugs, resvg can abort, and a small file can ask for any amount of memory: only the child feels it.
"""

import atexit
import mmap
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO

from gyeol.errors import BadData
from gyeol.stickers.clean import Clean, clean
from gyeol.stickers.svg import check, render

CPU_S = 2.0  # of one picture; the slowest real one met took half of it
WALL_S = 20.0  # the same by the clock, on a machine that is busy
MEMORY_BYTES = 210 << 20  # of all pictures, beyond the 30 MB that the child begins with
_HEAD = struct.Struct(">4sII")  # request: job, its number, length; answer: b"good" or b"bad!", 0, length
_CLEAN = struct.Struct(">8sI32s")  # before the bytes of a clean picture: suffix, frames, digest


def render_apart(svg: str, size_px: int = 256) -> bytes:
    """Return what `svg.render` returns, drawn where a crash, a hang or a memory bomb does no harm.

    One child serves all calls and is started when first needed; calls of several threads take turns.

    Raises:
        BadData: see `svg.render`; or the child died, or passed a limit.
    """
    check(svg)  # here already, so that most bad files cost no child
    return _CHILD.ask(b"draw", size_px, svg.encode("utf-8", "replace"))


def clean_apart(data: bytes, name: str = "") -> Clean:
    """Return what `clean.clean` returns, decoded where nothing can do harm; see `render_apart`.

    Raises:
        BadData: see `clean.clean`; or the child died, or passed a limit.
    """
    called = name.encode("utf-8", "replace")
    answer = _CHILD.ask(b"open", len(called), called + data)
    suffix, frames, digest = _CLEAN.unpack_from(answer)
    return Clean(answer[_CLEAN.size :], suffix.rstrip(b"\0").decode(), frames, digest)


def _draw(size_px: int, svg: bytes) -> bytes:
    return render(svg.decode("utf-8"), size_px)


def _open(n_name: int, data: bytes) -> bytes:
    found = clean(data[n_name:], data[:n_name].decode("utf-8"))
    return _CLEAN.pack(found.suffix.encode(), found.frames, found.digest) + found.data


_JOBS: Mapping[bytes, Callable[[int, bytes], bytes]] = {b"draw": _draw, b"open": _open}


class _Child:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, job: bytes, number: int, data: bytes) -> bytes:
        with self._lock:
            child = self._running()
            watch = threading.Timer(WALL_S, child.kill)
            watch.start()
            try:
                assert child.stdin is not None
                assert child.stdout is not None
                child.stdin.write(_HEAD.pack(job, number, len(data)) + data)
                child.stdin.flush()
                told, _, length = _HEAD.unpack(_exactly(child.stdout, _HEAD.size))
                answer = _exactly(child.stdout, length)
            except (OSError, EOFError):
                self.stop()
                raise BadData(
                    f"a picture must be opened within {CPU_S:g} s and {MEMORY_BYTES:,} bytes of memory, this one "
                    "was not; simplify it."
                ) from None
            finally:
                watch.cancel()
        if told != b"good":
            raise BadData(answer.decode("utf-8"))
        return answer

    def stop(self) -> None:
        child, self._process = self._process, None
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    with suppress(OSError):  # what could not be written any more
                        pipe.close()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._process.poll() is not None:
            self.stop()
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "gyeol.stickers.apart"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # where resvg would print its panics
            )
        return self._process


def _exactly(file: IO[bytes], n_bytes: int) -> bytes:
    data = file.read(n_bytes)
    if len(data) < n_bytes:
        raise EOFError
    return data


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer requests until there are no more: the child's whole life."""
    while head := requests.read(_HEAD.size):
        job, number, length = _HEAD.unpack(head)
        data = _exactly(requests, length)
        _may_compute(CPU_S)
        try:
            told, answer = b"good", _JOBS[job](number, data)
        except BadData as error:
            told, answer = b"bad!", str(error).encode("utf-8", "replace")
        _may_compute(0)
        answers.write(_HEAD.pack(told, 0, len(answer)) + answer)
        answers.flush()


def _may_compute(cpu_s: float) -> None:
    """Let this process die once it has computed for so long; 0 lets it live. Windows knows only `WALL_S`."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, cpu_s)


def _limit_memory() -> None:
    try:
        import resource  # Unix only
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, mapped_bytes() + MEMORY_BYTES), (resource.RLIMIT_CORE, 0)):
        with suppress(OSError, ValueError):  # not every Unix lets a process limit itself
            resource.setrlimit(what, (most, most))


def mapped_bytes() -> int:
    """Return how many bytes of addresses this process has, of which it uses some; 1 GB where unknown."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[0]) * mmap.PAGESIZE
    except OSError:
        return 1 << 30


_CHILD = _Child()
atexit.register(_CHILD.stop)

if __name__ == "__main__":
    _limit_memory()
    serve(sys.stdin.buffer, sys.stdout.buffer)
