"""A local HTTP server that speaks whatever a test lets it speak, so that no test leaves this machine."""

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Heard:
    """One request."""

    path: str
    headers: dict[str, str]
    body: Any


@dataclass
class Speaker:
    """What was heard, and where to speak to."""

    url: str
    heard: list[Heard] = field(default_factory=list)


@contextmanager
def speaker(answer):
    """Serve `answer(heard, number) -> (status, body or bytes, headers)` on a free port until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def _go(self):
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            heard = Heard(self.path, dict(self.headers), body)
            me.heard.append(heard)
            status, said, headers = (*answer(heard, len(me.heard)), {})[:3]
            data = said if isinstance(said, bytes) else json.dumps(said, ensure_ascii=False).encode()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(data)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = _go  # noqa: N815

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    me = Speaker(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield me
    finally:
        server.shutdown()
        server.server_close()
