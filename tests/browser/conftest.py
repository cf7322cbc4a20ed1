"""A server of its own for the tests, and Debian's Chromium to drive."""

import os
import threading
import time
from pathlib import Path

import pytest
import uvicorn

from gyeol.engine import Engine
from gyeol.settings import Settings
from gyeol.web.app import create_app
from gyeol.web.server import address, listen

SHELL = Path("/usr/bin/chromium-headless-shell")  # the same without windows: takes half the time
CHROMIUM = SHELL if SHELL.exists() else Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="package")
def chromium():
    if not CHROMIUM.exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{CHROMIUM} is not there; install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def server(tmp_path_factory):
    """(its address, its engine)."""
    home = tmp_path_factory.mktemp("browser")
    settings = Settings(home, f"sqlite:///{home}/gyeol.sqlite3", port=0)
    with Engine(settings) as engine, listen(settings.host, 0) as taken:
        engine.warm()
        running = uvicorn.Server(uvicorn.Config(create_app(engine, settings), log_level="warning"))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [taken]})
        thread.start()
        while not running.started:
            time.sleep(0.02)
        yield address(settings.host, taken.getsockname()[1]), engine
        running.should_exit = True
        thread.join(10)


@pytest.fixture
def engine(server):
    yield server[1]
    for profile in server[1].store.profiles():
        server[1].store.forget_profile(profile)


@pytest.fixture
def visit(chromium, server, engine):
    """Open the page as some visitor would; whatever the console complains about fails the test."""
    contexts, complaints = [], []

    def visit(path="/", *, language="ko", width=1280, scripts=True, theme="light"):
        context = chromium.new_context(
            viewport={"width": width, "height": 800},
            locale={"ko": "ko-KR", "en": "en-US"}[language],
            java_script_enabled=scripts,
            color_scheme=theme,
            reduced_motion="reduce",
            permissions=["clipboard-read", "clipboard-write"],
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request", lambda r: complaints.append(r.url) if not r.url.startswith((server[0], "blob:")) else 0
        )
        page.goto(server[0] + path)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []
