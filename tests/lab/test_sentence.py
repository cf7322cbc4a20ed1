"""The sentence encoder, fitted on a few invented sentences: what it promises, and what measures it."""

import json

import numpy as np
import pytest

pytest.importorskip("sklearn")
pytest.importorskip("tokenizers")

from gyeol.encode.sentence import Config, Pieces, SentenceEncoder, grams, words
from gyeol.errors import BadArtifact, BadData, BadSetting
from gyeol.lab.fit_sentence import across, near, positive_information
from gyeol.lab.sentence_recipe import train
from gyeol.lab.similarity import measure, read_pairs

pytestmark = pytest.mark.lab

ANIMALS = ["고양이", "강아지", "토끼", "거북이"]
DOING = ["가 잔다", "가 뛴다", "를 봤다", "가 귀여워"]
WEATHER = ["비가 온다", "눈이 온다", "바람이 분다", "하늘이 흐리다"]


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A data folder with the files of three corpora, invented."""
    root = tmp_path_factory.mktemp("data")
    rng = np.random.default_rng(0)
    for folder in ("songys_chatbot", "goemotions", "goemotions_ko", "korsts"):
        (root / folder).mkdir()
    lines = [f"{a}{d} {b}도 {i}" for i in range(12) for a in ANIMALS for d in DOING for b in ANIMALS]
    lines += [f"오늘 {w} 내일도 {v} {i}" for i in range(30) for w in WEATHER for v in WEATHER]
    rng.shuffle(lines)
    (root / "songys_chatbot" / "ChatbotData.csv").write_text(
        "Q,A,label\n" + "\n".join(f"{line},응,0" for line in lines), encoding="utf-8"
    )
    english = {"고양이": "cat", "강아지": "dog", "비가 온다": "it rains", "눈이 온다": "it snows"}
    pairs = [(f"{k} {i}", f"{e} {i}") for i in range(25) for k, e in english.items()]
    (root / "goemotions" / "labels.txt").write_text("joy\nneutral\n", encoding="utf-8")
    (root / "goemotions" / "train.tsv").write_text(
        "\n".join(f"{e}\t0\tid{i}" for i, (_, e) in enumerate(pairs)), encoding="utf-8"
    )
    (root / "goemotions_ko" / "train.tsv").write_text(
        "\n".join(f"{k}\t0" for k, _ in pairs), encoding="utf-8"
    )
    header = "genre\tfilename\tyear\tid\tscore\tsentence1\tsentence2"
    rows = [
        "5.0\t고양이가 잔다\t고양이가 잔다",
        "3.0\t고양이가 잔다\t강아지가 잔다",
        "0.0\t고양이가 잔다\t바람이 분다",
    ]
    text = "\n".join([header, *(f"g\tf\ty\t1\t{row}" for row in rows)])
    (root / "korsts" / "sts-dev.tsv").write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def recipe(data):
    path = data / "tiny.toml"
    path.write_text(
        f"""
kind = "sentence"
name = "tiny"
[data]
root = "{data}"
corpora = ["songys"]
[model]
dense_dim = 16
gram_dim = 64
n_grams = 4096
[fit]
n_pieces = 120
""",
        encoding="utf-8",
    )
    return path


@pytest.fixture(scope="module")
def artefact(recipe, data):
    return train(recipe, {}, data / "made", lambda what, share: None)


@pytest.fixture(scope="module")
def encoder(artefact):
    return SentenceEncoder.load(artefact.path)


def cosine(encoder, a, b):
    x, y = encoder.encode([a, b])
    return float(x @ y)


def test_sentences_about_the_same_stand_closer(encoder):
    assert cosine(encoder, "고양이가 잔다", "고양이가 뛴다") > cosine(encoder, "고양이가 잔다", "바람이 분다")


def test_neighbours_and_translations_are_counted():
    flat, text = np.array([0, 1, 2, 0, 3, 3]), np.array([0, 0, 0, 1, 2, 2])  # text 2 translates text 1
    beside = near(flat, text, 4, window=2).toarray()
    assert beside[0].tolist() == [0, 1, 0.5, 0]
    assert beside[3].tolist() == [0, 0, 0, 2]
    met = across(flat, text, 4, n_pairs=1).toarray()
    assert met[0].tolist() == [0, 0, 0, 1]
    assert (met == met.T).all()


def test_alone_and_in_a_batch_are_the_same_bytes(encoder):
    texts = ["고양이가 잔다", "", "바람이 분다 하늘이", "cat", "!!"]
    batch = encoder.encode(texts)
    assert batch.tobytes() == np.stack([encoder.encode([t])[0] for t in texts]).tobytes()
    assert batch.shape == (5, encoder.dim == 80 and 80)
    np.testing.assert_allclose(np.linalg.norm(batch, axis=1), [1, 0, 1, 1, 0], atol=1e-6)


def test_it_was_measured_and_says_where_it_comes_from(artefact):
    assert artefact.metrics["korsts/sts-dev.tsv"]["n"] == 3
    assert {row["corpus"] for row in artefact.config["data"]} == {"songys", "goemotions", "goemotions_ko"}


def test_what_may_not_ship_teaches_nothing(recipe, data):
    with pytest.raises(BadSetting, match="may not teach"):
        train(recipe, {"data.corpora": '["dair"]'}, data / "no", lambda what, share: None)


def test_every_option_survives(recipe, data):
    made = train(
        recipe,
        {"model.dense_share": "0.7", "model.frequency": "0.01", "model.dense_dim": "8", "model.gram_dim": "32",
         "model.n_grams": "512", "model.start_weight": "3.0", "model.end_weight": "1.5"},
        data / "other", lambda what, share: None,
    )  # fmt: skip
    assert Config(**made.config["options"]) == Config(8, 32, 512, 0.7, 0.01, 3.0, 1.5)
    assert SentenceEncoder.load(made.path).dim == 40


def test_letters_can_be_folded_further_at_serving(artefact, encoder):
    folded = SentenceEncoder.load(artefact.path, gram_dim=8)
    texts = ["비가 와서 집에 있었다", "I stayed at home"]
    dense = encoder.dim - Config(**artefact.config["options"]).gram_dim
    assert folded.encode(texts).shape == (2, dense + 8)
    assert folded.encode(texts)[:, 8:] == pytest.approx(encoder.encode(texts)[:, -dense:], abs=1e-5)
    assert folded.name != encoder.name, "a list that the other filled must be filled again"


def test_two_runs_give_the_same_bytes(recipe, data, artefact):
    again = train(recipe, {}, data / "again", lambda what, share: None)
    for name in ("pieces.json", "weights.safetensors"):
        assert (again.path / name).read_bytes() == (artefact.path / name).read_bytes()


def test_the_start_of_a_word_counts_more_than_its_end(encoder):
    assert cosine(encoder, "먹는다", "먹었지") > cosine(encoder, "먹는다", "웃는다")


def test_damaged_weights_are_refused(artefact, tmp_path):
    import shutil

    shutil.copytree(artefact.path, tmp_path / "x")
    (tmp_path / "x" / "pieces.json").write_text("{}", encoding="utf-8")
    with pytest.raises(BadArtifact):
        SentenceEncoder.load(tmp_path / "x")


def test_the_likeliest_cut_wins():
    pieces = Pieces.of({"▁가": -3.0, "나": -3.0, "▁가나": -5.0, "다": -2.0})
    names = list(pieces.scores)
    assert [names[i] for i in pieces.cut("가나다")] == ["▁가나", "다"]
    assert [names[i] for i in pieces.cut("가X나")] == ["▁가", "나"]


def test_words_and_grams():
    assert words("오늘 3시!! Hello_ㅋㅋ 😀") == ["오늘", "3시", "hello", "ㅋㅋ"]
    assert grams("가나") == ("가", "나", "<가", "가나", "나>")


def test_information_by_hand():
    from scipy import sparse

    counts = sparse.csr_matrix(np.array([[0, 4.0], [4.0, 8.0]]))
    found = positive_information(counts, smooth=1.0).toarray()
    np.testing.assert_allclose(
        found, np.maximum(np.log([[1e-9, 4 * 16 / (4 * 12)], [4 * 16 / (12 * 4), 8 * 16 / 144]]), 0)
    )


def test_measure_by_hand(data, encoder):
    found = measure(encoder, data / "korsts" / "sts-dev.tsv")
    assert found["spearman"] == pytest.approx(1.0)
    assert found["n"] == 3


@pytest.mark.parametrize(("text", "says"), [("a\tb\n1\t2", "expected the columns"), ("", "expected the columns"),
                                            ("score\tsentence1\tsentence2\nx\ta\tb", "line 2"),
                                            ("score\tsentence1\tsentence2\n1\ta", "line 2"),
                                            ("score\tsentence1\tsentence2\n", "add a row")])  # fmt: skip
def test_wrong_files_are_named(tmp_path, text, says):
    path = tmp_path / "t.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadData, match=says):
        read_pairs(path)


def test_quotes_are_letters(tmp_path):
    path = tmp_path / "t.tsv"
    text = 'score\tsentence1\tsentence2\n1\t"그는\t말했다\n2\t"x"\ty\n'
    path.write_text(text, encoding="utf-8")
    assert json.dumps(read_pairs(path)[0], ensure_ascii=False) == '["\\"그는", "\\"x\\""]'


def test_a_model_of_the_hub_keeps_the_contract(tmp_path):
    pytest.importorskip("transformers")
    from gyeol.lab.open_meaning import open_meaning
    from tests.lab import tiny_bert

    opened = open_meaning(str(tiny_bert.make(tmp_path)))
    texts = ["i feel happy", "we", "..."]
    rows = opened.encode(texts)
    assert rows.shape == (3, opened.dim)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), [1, 1, 0], atol=1e-5)
    assert rows.tobytes() == np.stack([opened.encode([t])[0] for t in texts]).tobytes()


def test_the_second_view_leaves_out_particles_and_endings(encoder):
    pytest.importorskip("kiwipiepy")
    from gyeol.encode.content import TwoViews, content

    assert content("고양이가 조용히 잔다") == "고양이 조용히 자"
    both = TwoViews(encoder)
    rows = both.encode(["고양이가 잔다", "고양이는 자", "", "을"])
    assert rows.shape == (4, both.dim)
    assert rows[0] @ rows[1] > cosine(encoder, "고양이가 잔다", "고양이는 자")
    assert not rows[2].any()
