"""`gyeol serve`: the page and the API on this machine."""

from dataclasses import replace
from typing import Annotated

import typer

from gyeol.cli.console import progress, words
from gyeol.engine import Engine
from gyeol.registry import Registry
from gyeol.settings import Settings

SERVERS = Registry(
    "server", {"uvicorn": "gyeol.web.server:serve"}
)  # imported by name: it costs every other command


def serve(
    host: Annotated[
        str | None,
        typer.Option(
            help="Address to bind; anything but loopback is reachable by others.", show_default="127.0.0.1"
        ),
    ] = None,
    port: Annotated[
        int | None, typer.Option(help="Port to bind.", min=0, max=65535, show_default="8000")
    ] = None,
) -> None:
    """Serve the page and the REST API until Ctrl-C."""
    settings = Settings.load()
    if host is not None:
        settings = replace(settings, host=host)
    if port is not None:
        settings = replace(settings, port=port)
    with Engine(settings) as engine:
        with progress(words()("cli.serve.loading")) as watch:
            engine.warm(watch)
        SERVERS.get("uvicorn")(engine, settings)
