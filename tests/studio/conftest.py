"""A studio with the real readers and a generator small enough for tests."""

import pytest

from gyeol.engine.models import Models
from gyeol.engine.packs import Packs
from gyeol.engine.studio import Studio
from gyeol.engine.studio.generators import Generators
from tests import tiny_generator


@pytest.fixture(scope="session")
def models():
    return Models()


@pytest.fixture
def packs(models, tmp_path):
    return Packs(models, tmp_path / "packs")


@pytest.fixture
def bare(models, packs, tmp_path):
    """A studio without any generator."""
    studio = Studio(models, packs, tmp_path, "KR")
    studio.generators = Generators(tmp_path / "none", tmp_path / "generators")
    return studio


@pytest.fixture
def studio(bare, tmp_path):
    tiny_generator.write(tmp_path / "generators" / "tiny")
    return bare
