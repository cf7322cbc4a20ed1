"""A server as users start it, in a process of its own that can be killed, and the quickest way to ask it."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from benchmarks.promises.memory import field_bytes


class Served:
    """`gyeol serve` over a home.

    Attributes:
        start_s: seconds from the start of the process to its first answer.
        waited_s: seconds of these that it was ready to run and the processor was with other programs (Linux).
    """

    def __init__(self, home: Path, **settings: object) -> None:
        env = {name: value for name, value in os.environ.items() if not name.startswith("GYEOL_")}
        env |= {f"GYEOL_{name.upper()}": str(value) for name, value in settings.items()}
        env |= {"GYEOL_HOME": str(home), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        begun = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gyeol", "serve", "--port", "0"],
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        try:
            self.port = self._address()
            with Caller(self.port) as caller:
                status, told = caller.ask("GET", "/api/v1/health")
                if status != 200:
                    raise RuntimeError(f"the server is not well: {told}")
        except BaseException:
            self.kill()
            raise
        self.start_s = time.perf_counter() - begun
        self.waited_s = self.waiting_s()

    def _address(self) -> int:
        assert self.process.stdout is not None
        told = self.process.stdout.readline()
        if not told.startswith("http://"):
            raise RuntimeError(f"the server did not start: {told!r}")
        return int(told.rstrip("/\n").rpartition(":")[2])

    def rss_bytes(self) -> int:
        """Return how much memory the server holds."""
        return field_bytes(self.process.pid, "VmRSS")

    def waiting_s(self) -> float:
        """Return how long its main thread has been ready to run so far while others had the processor (Linux)."""
        told = Path(f"/proc/{self.process.pid}/schedstat").read_text(encoding="utf-8")
        return int(told.split()[1]) / 1e9

    def kill(self) -> None:
        """End it as a power cut would, with all that it started."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.kill()


class Caller:
    """A connection to a server on this machine that is kept open."""

    def __init__(self, port: int, timeout_s: float = 60) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout_s)

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        """Return status and body, read as JSON where it is JSON."""
        headers: Mapping[str, str] = {} if body is None else {"Content-Type": "application/json"}
        self._connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = self._connection.getresponse()
        data = answer.read()
        plain = "json" not in answer.headers.get("Content-Type", "")
        return answer.status, data if plain or not data else json.loads(data)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()
