import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from gyeol.classify.hostile import Config, Hostile
from gyeol.errors import BadSetting
from gyeol.lab.hostile_recipe import DataConfig, Recipe, fit, gathered, matrix, split

ROWS = [
    (f"{word} {n}번 글", word in ("나쁜말", "욕설"))
    for n in range(12)
    for word in ("나쁜말", "욕설", "하늘", "구름")
]
OPTIONS = Config(n_buckets=2_048)


def test_the_served_share_is_that_of_scikit_learn():
    weights = fit(ROWS, "ko", Recipe(model=OPTIONS)) | {"en": np.zeros(2_048), "en_bias": np.zeros(1)}
    texts = ["나쁜말 또 나왔다", "하늘 구름"]
    model = LogisticRegression(C=8.0, solver="liblinear", random_state=0, max_iter=200)
    model.fit(matrix([text for text, _ in ROWS], 2_048), [hostile for _, hostile in ROWS])
    wanted = model.predict_proba(matrix(texts, 2_048))[:, 1]
    assert Hostile("test", OPTIONS, weights).shares(texts) == pytest.approx(
        wanted, abs=5e-3
    )  # half precision


def test_rows_have_length_one_and_an_empty_text_is_a_row_of_zeros():
    found = matrix(["나쁜말", ""], 2_048).toarray()
    assert np.linalg.norm(found, axis=1) == pytest.approx([1, 0])


def test_equal_texts_fall_in_the_same_part():
    assert {split("같은 글") for _ in range(3)} <= {"train", "dev", "test"}
    parts = [split(f"글 {n}") for n in range(2_000)]
    assert parts.count("test") / 2_000 == pytest.approx(0.2, abs=0.03)


@pytest.mark.data
def test_what_may_not_ship_teaches_nothing(data_root):
    with pytest.raises(BadSetting, match="dair"):
        gathered(DataConfig(felt="dair"))
