"""The server itself: its port, its address, a quick first answer, and a clean end on Ctrl-C."""

import os
import signal
import subprocess
import sys
import urllib.request

import pytest

from gyeol.errors import BadSetting, Busy
from gyeol.settings import Settings
from gyeol.web.server import address, listen


def test_a_taken_port_names_the_next_step():
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Busy, match=rf"port {port} .* --port {port + 1}"):
            listen("127.0.0.1", port)


def test_an_address_of_another_machine():
    with pytest.raises(BadSetting, match="--host"):
        listen("192.0.2.1", 0)
    with pytest.raises(BadSetting, match="--host"):
        listen("no.such.host.invalid", 0)


def test_loopback_unless_told_otherwise():
    assert Settings.load({"GYEOL_HOME": "/x"}).host == "127.0.0.1"


@pytest.mark.parametrize(
    ("host", "url"),
    [("127.0.0.1", "http://127.0.0.1:80"), ("0.0.0.0", "http://127.0.0.1:80"), ("::1", "http://[::1]:80")],
)
def test_addresses_for_people(host, url):
    assert address(host, 80) == url


SERVE = """
from gyeol.engine import Engine
from gyeol.settings import Settings
from gyeol.web.server import serve
settings = Settings.load()  # GYEOL_PORT=0: any free port
with Engine(settings) as engine:
    engine.warm()
    serve(engine, settings)
print("closed")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ")
def test_serves_until_ctrl_c_and_logs_no_text():
    command = [sys.executable, "-c", SERVE]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1", "GYEOL_PORT": "0"},
    ) as server:
        url = server.stdout.readline().strip()
        assert url.startswith("http://127.0.0.1:"), server.stderr.read()
        request = urllib.request.Request(url, data=b"text=kanarienvogel")
        with urllib.request.urlopen(request, timeout=10) as answer:
            assert answer.status == 200
            assert "server" not in {name.lower() for name in answer.headers}
        server.send_signal(signal.SIGINT)
        out, errors = server.communicate(timeout=15)
    assert server.returncode == 0
    assert "closed" in out
    assert "kanarien" not in out + errors
    assert errors == ""
