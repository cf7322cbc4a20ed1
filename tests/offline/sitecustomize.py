"""Lets a Python process talk to nobody but this machine; on the path of all that the tests start.

Every try is written to the file that `OFFLINE_TRIES` names, so that one in a child process is seen, too.
"""

import ipaddress
import os
import sys


def _is_here(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else str(host or "localhost").partition("%")[0]
    name = name.rpartition("@")[2]  # an address may be asked for together with its user
    if name in ("localhost", "localhost.localdomain", "0.0.0.0", "::") or name.endswith(".invalid"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _asks_for(event: str, arguments: tuple) -> object:
    """Return the host that an audited event reaches for, None for events that reach for none."""
    if event == "socket.getaddrinfo":
        host = arguments[0]
        return None if _is_address(host) else host  # a number is not looked up anywhere
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg") and isinstance(arguments[1], tuple):
        return arguments[1][0]
    return None


def _is_address(host: object) -> bool:
    try:
        ipaddress.ip_address(str(host).partition("%")[0])
    except ValueError:
        return False
    return True


def _only_here(event: str, arguments: tuple) -> None:
    if not event.startswith("socket."):
        return
    host = _asks_for(event, arguments)
    if host is not None and not _is_here(host):
        with open(os.environ["OFFLINE_TRIES"], "a", encoding="utf-8") as file:  # noqa: PTH123 (starts every child)
            file.write(f"{event} {host} by {' '.join(sys.argv[:3])}\n")
        raise ConnectionRefusedError(f"nothing outside this machine may be reached, {host!r} is outside")


if "OFFLINE_TRIES" in os.environ:
    sys.addaudithook(_only_here)
