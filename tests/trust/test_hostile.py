"""Hostile files and odd texts; times are measured by `benchmarks/trust.py texts pictures bombs`."""

import pytest
from benchmarks.promises import hostile
from benchmarks.promises.bombs import all_bombs

QUICK = 12  # of the corpus: an upload takes a second to start


@pytest.fixture
def client(tmp_path):
    from gyeol import Engine
    from gyeol.settings import Settings

    own = Settings(tmp_path, f"sqlite:///{tmp_path}/gyeol.sqlite3")
    with Engine(own) as engine, hostile.client_of(engine, own) as client:
        yield client


def test_odd_texts(client):
    met = hostile.texts(client, 25)
    assert met.wrong == []
    assert {200, 422} <= set(met.statuses) | {303}


def test_spoilt_pictures_stay_in_a_small_process():
    met = hostile.pictures(60)
    assert {201, 422} == set(met.statuses)
    assert met.memory <= hostile.MEMORY_BYTES


def test_bombs_are_refused_in_words_and_in_little_memory(client):
    bombs = [bomb for i, bomb in enumerate(all_bombs()) if i % (69 // QUICK) == 0]
    met = hostile.uploads(client, bombs)
    assert met.wrong == []
    assert set(met.statuses) <= {201, 413, 422}
    assert met.memory <= hostile.MEMORY_BYTES
