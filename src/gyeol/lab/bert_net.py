"""The trainable twin of `classify.bert`: a pre-trained encoder of `transformers`, a linear layer, and its export."""

import json
import tempfile
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import BertWordPieceTokenizer, Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F
from transformers import AutoModel

from gyeol.classify.bert import Bert, Config, pieces, tokenizer_of
from gyeol.classify.calibrate import identity
from gyeol.emotion import Taxonomy
from gyeol.errors import BadData
from gyeol.lab.hub import find

_MOST_UNKNOWN = 0.4  # of the pieces


class BertNet(nn.Module):
    """`classify.bert.Bert`; padding is masked, so that a text's scores do not depend on its neighbours."""

    def __init__(self, config: Config, folder: Path, n_labels: int, *, dropout: float) -> None:
        super().__init__()
        self.config, self.dropout = config, dropout
        self.encoder = AutoModel.from_pretrained(folder, attn_implementation="eager", dtype=torch.float32)
        if config.max_pieces > (most := int(self.encoder.config.max_position_embeddings)):
            raise BadData(
                f"'{config.source}' reads at most {most} pieces, not {config.max_pieces}; set max_pieces lower."
            )
        self.out = nn.Linear(int(self.encoder.config.hidden_size), n_labels)

    def forward(self, numbers: Tensor, length: Tensor | None = None) -> Tensor:
        """Return (B, n_labels) logits of pieces (B, T) and lengths (B,); without lengths nothing is padding."""
        real = torch.ones_like(numbers)
        if length is not None:
            places = torch.arange(numbers.shape[1], device=numbers.device)
            real = (places < length.to(numbers.device).unsqueeze(1)).long()
        state = self.encoder(input_ids=numbers, attention_mask=real).last_hidden_state[:, 0]  # (B, D)
        out: Tensor = self.out(F.dropout(state, self.dropout, self.training))
        return out

    def graph(self) -> bytes:
        """Return the ONNX graph for one text of any length, in eight bits if the options say so."""
        with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(), torch.inference_mode():
            warnings.simplefilter(
                "ignore"
            )  # the tracer's, about branches on shapes that it takes for constants
            whole, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
            torch.onnx.export(
                self.eval(), (torch.ones(1, 7, dtype=torch.long),), str(whole), input_names=["pieces"],
                output_names=["logits"], dynamic_axes={"pieces": {1: "T"}}, opset_version=17, dynamo=False,
            )  # fmt: skip
            if not self.config.int8:
                return whole.read_bytes()
            quantize_dynamic(str(whole), str(small), weight_type=QuantType.QInt8)
            return small.read_bytes()


def read_tokenizer(folder: Path, config: Config) -> Tokenizer:
    """Return the tokenizer of a pre-trained model, built from `tokenizer.json`, or from a WordPiece `vocab.txt`.

    Raises:
        BadData: the folder has neither.
    """
    if (folder / "tokenizer.json").is_file():
        return tokenizer_of((folder / "tokenizer.json").read_text(encoding="utf-8"), config)
    if not (folder / "vocab.txt").is_file():
        raise BadData(f"'{folder.name}' has neither tokenizer.json nor vocab.txt; fetch the model whole.")
    path = folder / "tokenizer_config.json"
    told = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8")
    whole = any("가" <= letter <= "힣" for letter in vocabulary)  # stripping accents would part its syllables
    made = BertWordPieceTokenizer(
        str(folder / "vocab.txt"),
        lowercase=bool(told.get("do_lower_case", True)),
        strip_accents=told.get("strip_accents", False if whole else None),
    )
    return tokenizer_of(made.to_str(), config)


def network(
    config: Config, texts: Sequence[str], names: Taxonomy, dropout: float
) -> tuple[Callable[[], BertNet], Callable[[BertNet], Bert], list[NDArray[np.int64]]]:
    """Return what builds the network, what turns the trained one into a classifier, and the pieces of all texts.

    Raises:
        BadData: the source is no model, or its tokenizer knows hardly a piece of the texts.
        RemoteError: see `hub.find`.
    """
    folder = find(config.source)
    tokenizer = read_tokenizer(folder, config)
    numbers = [pieces(text, tokenizer) for text in texts]
    unknown = tokenizer.token_to_id("[UNK]")
    if unknown is not None and np.mean(np.concatenate(numbers) == unknown) > _MOST_UNKNOWN:
        raise BadData(
            f"the tokenizer of '{config.source}' does not know most of the texts; pass a model of their language, or "
            "one whose folder holds the tokenizer it was trained with."
        )
    build = partial(BertNet, config, folder, len(names), dropout=dropout)
    return (
        build,
        lambda net: Bert(config, names, tokenizer.to_str(), net.graph(), identity(len(names))),
        numbers,
    )
