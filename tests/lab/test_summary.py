"""Summaries on a tiny BART made from a config: the path from a folder to text, and its refusals."""

import pytest

from gyeol import Engine
from gyeol.errors import BadData

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")
from tokenizers import Tokenizer, models, pre_tokenizers, processors  # noqa: E402
from transformers import BartConfig, BartForConditionalGeneration  # noqa: E402

from gyeol.lab.summary import load  # noqa: E402
from tests.lab.tiny_bert import make as tiny_bert  # noqa: E402

pytestmark = pytest.mark.lab
WORDS = ["<s>", "<pad>", "</s>", "<unk>", "오늘은", "좋았다", "happy", "day", "비가", "왔다", "."]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hub") / "bart"
    torch.manual_seed(3)
    config = BartConfig(
        vocab_size=len(WORDS), d_model=16, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=24, decoder_ffn_dim=24, max_position_embeddings=16,
        bos_token_id=0, pad_token_id=1, eos_token_id=2, decoder_start_token_id=2, forced_eos_token_id=2,
    )  # fmt: skip
    BartForConditionalGeneration(config).save_pretrained(folder)
    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(WORDS)}, unk_token="<unk>"))
    tokenizer.add_special_tokens(["<s>", "<pad>", "</s>", "<unk>"])
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.post_processor = processors.BertProcessing(("</s>", 2), ("<s>", 0))
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def test_a_summary_is_words_and_the_same_each_time(folder):
    summariser = load(str(folder))
    first = summariser.summarise("오늘은 비가 왔다 . 좋았다")
    summariser.summarise("happy day")
    assert first == summariser.summarise("오늘은 비가 왔다 . 좋았다")
    assert set(first.split()) <= set(WORDS[4:])


def test_a_text_longer_than_the_model_reads_is_summarised_in_parts(folder):
    summariser = load(str(folder))
    parts = []
    whole = summariser._part
    summariser._part = lambda numbers: parts.append(len(numbers)) or whole(numbers)
    summariser.summarise("오늘은 좋았다 . " * 10)
    assert parts == [14, 14, 2]


def test_a_diary_is_read_by_its_summary(folder, tmp_path):
    with Engine.open(tmp_path) as engine:
        found = engine.diary.read(
            "오늘은 좋았다. 비가 왔다.",
            way="summary",
            summarise=lambda text: load(str(folder)).summarise(text) or "좋았다",
        )
    assert found.summary


def test_another_family_and_an_empty_folder_are_refused(tmp_path):
    with pytest.raises(BadData, match=r"tokenizer\.json"):
        load(str(tiny_bert(tmp_path / "bert")))
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadData, match=r"config\.json"):
        load(str(tmp_path / "empty"))
