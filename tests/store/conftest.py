import numpy as np
import pytest

from gyeol.store import Asked, Shown, Store


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path}/home/gyeol.sqlite3"


@pytest.fixture
def store(url):
    with Store.open(url) as opened:
        yield opened


@pytest.fixture
def asked():
    vectors = {"emotion": np.linspace(0, 1, 12, dtype=np.float32), "style": np.full(64, -0.125, np.float32)}
    return Asked(
        "stickers", "ko", {"joy": 0.75, "calm": np.float32(0.5)}, vectors, "emotion@0123456789ab", "cafe"
    )


@pytest.fixture
def answer():
    return [
        Shown("mochi/hello", 1.5, {"emotion": 1.0, "style": 0.5}),
        Shown("mochi/bye", 0.25, {"emotion": 0.25}),
    ]
