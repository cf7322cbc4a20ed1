"""The API and its own description."""

from benchmarks.promises import schema

from gyeol import Engine
from gyeol.settings import Settings
from gyeol.web.app import create_app


def test_the_api_is_what_it_says(tmp_path):
    own = Settings(tmp_path, f"sqlite:///{tmp_path}/gyeol.sqlite3")
    with Engine(own) as engine:
        found, sent = schema.complaints(create_app(engine, own), 1)
    assert sent > 60
    assert found == {}
