"""The real engine with the packs that ship and an empty store, behind the application."""

import pytest
from fastapi.testclient import TestClient

from gyeol.engine import Engine
from gyeol.settings import Settings
from gyeol.web.app import create_app

HOST = "http://127.0.0.1:8000"


@pytest.fixture(scope="session")
def shared_engine(tmp_path_factory):
    """Models and packs are loaded once; nothing that a test stores stays in it."""
    home = tmp_path_factory.mktemp("web")
    with Engine(Settings(home, f"sqlite:///{home}/gyeol.sqlite3")) as engine:
        engine.warm()
        yield engine


@pytest.fixture
def engine(shared_engine):
    yield shared_engine
    for profile in shared_engine.store.profiles():
        shared_engine.store.forget_profile(profile)


@pytest.fixture
def settings(engine):
    return engine.settings


@pytest.fixture
def client(engine, settings):
    with TestClient(create_app(engine, settings), base_url=HOST, follow_redirects=False) as client:
        yield client


@pytest.fixture
def pack(engine) -> str:
    return engine.packs()[0].pack.name


@pytest.fixture
def sticker(engine) -> str:
    return engine.packs()[0].cover[0]
