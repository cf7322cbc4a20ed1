"""No test can reach the network, whatever it starts; without the guard, these fail."""

import socket
import subprocess
import sys

import pytest

from tests.conftest import TRIES

OUT = "import socket; socket.create_connection(('192.0.2.1', 80), 1)"


def _tried() -> str:
    told = TRIES.read_text(encoding="utf-8")
    TRIES.unlink()
    return told


@pytest.mark.parametrize("host", ["192.0.2.1", "example.com", "2001:db8::1"])
def test_nothing_outside_is_reached(host):
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, 80), 1)
    assert host in _tried()


def test_nor_by_a_child():
    done = subprocess.run([sys.executable, "-c", OUT], capture_output=True, text=True, check=False)
    assert "ConnectionRefusedError" in done.stderr
    assert "192.0.2.1" in _tried()


def test_this_machine_is_reached():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass
    socket.getaddrinfo("localhost", 80)
