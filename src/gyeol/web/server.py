"""Serve the page and the API on this machine until Ctrl-C."""

import errno
import socket
import sys
from contextlib import suppress

import uvicorn

from gyeol.engine import Engine
from gyeol.errors import BadSetting, Busy
from gyeol.settings import Settings
from gyeol.web.app import create_app
from gyeol.web.door import door

_GRACE_S = 5
# Each send and receive gives up Python's lock, and beside a thread that computes gets it back only after this long;
# with the usual 5 ms a server that is busy answers 150 requests a second, even to refuse them.
_SWITCH_S = 0.0002


def serve(engine: Engine, settings: Settings) -> None:
    """Bind `settings.host` and `settings.port`, print the address, and serve until Ctrl-C.

    No access log is kept; the log names no text and no query.

    Raises:
        Busy: the port is taken.
        BadSetting: the host is no address of this machine.
    """
    sys.setswitchinterval(_SWITCH_S)
    with listen(settings.host, settings.port) as taken:
        port = taken.getsockname()[1]
        app = create_app(engine, settings)
        config = uvicorn.Config(
            app,
            http=door(app.state.desk),  # type: ignore[arg-type]
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_GRACE_S,
        )
        print(address(settings.host, port), flush=True)
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[taken])


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 takes any free one.

    Raises:
        Busy: the port is taken.
        BadSetting: the host is no address of this machine, or the port needs rights that this user lacks.
    """
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        bound = socket.socket(family, kind, protocol)
    except OSError as error:
        raise BadSetting(
            f"'{host}' is no address of this machine ({error.strerror}); change --host."
        ) from None
    try:
        if sys.platform != "win32":  # there it would let two servers share a port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(where)
        bound.listen(2048)
    except OSError as error:
        bound.close()
        if error.errno == errno.EADDRINUSE:
            raise Busy(
                f"port {port} on {host} is taken by another program; choose another one, "
                f"as --port {port + 1 if port < 65_535 else 0}."
            ) from None
        raise BadSetting(
            f"{host}:{port} cannot be bound ({error.strerror}); change --host or --port."
        ) from None
    return bound


def address(host: str, port: int) -> str:
    """Return the URL that a user of this machine opens."""
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{name}:{port}"
