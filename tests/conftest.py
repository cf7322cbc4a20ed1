"""What every test may rely on: no home of the user, the development data where it is, and no silent skips in CI."""

import os
import runpy
import tempfile
import zipfile
from pathlib import Path

import pytest

CI = bool(os.environ.get("CI"))
OFFLINE = Path(__file__).parent / "offline"
TRIES = Path(tempfile.mkdtemp(prefix="gyeol-tests-")) / "tries"


def pytest_configure():
    """Let no test, and no Python process that one starts, reach anything but this machine."""
    others = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(OFFLINE), *([others] if others else [])])
    os.environ["OFFLINE_TRIES"] = str(TRIES)
    runpy.run_path(str(OFFLINE / "sitecustomize.py"))


@pytest.fixture(autouse=True)
def _offline():
    yield
    if TRIES.exists():
        told = TRIES.read_text(encoding="utf-8")
        TRIES.unlink()
        pytest.fail(f"a connection was asked for: {told}")


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory, monkeypatch):
    for name in [n for n in os.environ if n.startswith("GYEOL_") and n != "GYEOL_DATA"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GYEOL_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture(scope="session")
def data_root() -> Path:
    """The development data; a test that asks for it carries the marker `data`."""
    root = Path(os.environ.get("GYEOL_DATA", ""))
    if not os.environ.get("GYEOL_DATA") or not root.is_dir():
        pytest.skip("set GYEOL_DATA to the folder of the development data to run this test")
    return root


@pytest.fixture
def folder(tmp_path):
    """Return a function that writes {path: bytes or text} below a new folder and returns it."""

    def write(files, name="bring"):
        root = tmp_path / name
        root.mkdir(exist_ok=True)
        for path, content in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return root

    return write


@pytest.fixture
def zipped(tmp_path):
    """Return a function that writes {name or ZipInfo: bytes} as a zip."""

    def write(files, name="a.zip", method=zipfile.ZIP_DEFLATED):
        with zipfile.ZipFile(tmp_path / name, "w", method) as archive:
            for entry, data in files.items():
                archive.writestr(entry, data)
        return tmp_path / name

    return write


def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get("skipped", [])
    if CI and skipped:
        terminalreporter.write_line(f"{len(skipped)} skipped; in CI every test must run:", red=True)
        for report in skipped:
            terminalreporter.write_line(f"  {report.nodeid}: {report.longrepr[-1]}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if CI and reporter.stats.get("skipped"):
        session.exitstatus = 1
