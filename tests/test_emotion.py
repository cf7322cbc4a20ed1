"""The product taxonomy and the schemes over it."""

import numpy as np
import pytest

from gyeol.emotion import PRODUCT, SCHEMES, scheme
from gyeol.errors import UnknownName


def test_the_product_labels_stand_in_their_order():
    assert " ".join(PRODUCT.labels) == (
        "joy love gratitude calm sadness anger disgust anxiety embarrassment surprise fatigue neutral"
    )
    assert len(PRODUCT.ko) == len(PRODUCT.en) == len(PRODUCT) == 12


@pytest.mark.parametrize("name", SCHEMES)
def test_schemes_group_known_labels_once(name):
    s = SCHEMES[name]
    used = [label for group in s.groups for label in group]
    assert len(used) == len(set(used))
    assert set(used) <= set(PRODUCT.labels)
    assert len(s.labels) == len(s.ko) == len(s.groups)


def test_a_group_is_felt_unless_none_of_its_feelings_is():
    proba = np.zeros((1, 12), np.float32)
    proba[0, PRODUCT.index("joy")] = 0.5
    proba[0, PRODUCT.index("love")] = 0.5
    diary = scheme("diary4")
    out = diary.project(proba)
    assert out.dtype == np.float32
    np.testing.assert_allclose(out, [[0.75, 0, 0, 0]])


def test_names_and_near_misses():
    assert PRODUCT.title("calm", "ko") == "편안"
    assert PRODUCT.title("calm", "en") == "calm"
    with pytest.raises(UnknownName, match="did you mean 'kakao6'"):
        scheme("kakao")
    with pytest.raises(UnknownName, match="did you mean 'sadness'"):
        PRODUCT.index("sadnes")
