"""A sentence encoder of the hub (ko-sroberta, multilingual e5 …) behind the same contract as ours (extra 'lab')."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import AutoModel

from gyeol.catalog import Array, unit
from gyeol.classify.bert import Config, pieces
from gyeol.lab.bert_net import read_tokenizer


class HubSentences:
    """Mean of a transformer's last states over the pieces of a text (Reimers & Gurevych 2019), one text at a time.

    Deviation: models that were trained with another pooling or with a prompt ("query: …") are read with the mean too;
    the prompt can be given.
    """

    def __init__(self, name: str, network: Any, tokenizer: Tokenizer, prompt: str = "") -> None:
        self.name, self.dim = name, int(network.config.hidden_size)
        self._network, self._tokenizer, self._prompt = network.train(False), tokenizer, prompt

    @classmethod
    def load(cls, folder: Path, prompt: str = "") -> Self:
        """Read a model folder of `transformers`; `gyeol.lab.hub.find` gets one by name.

        Raises:
            BadData: the folder has no tokenizer that can be read.
        """
        network = AutoModel.from_pretrained(folder, dtype=torch.float32)
        most = min(int(network.config.max_position_embeddings) - 2, 256)
        tokenizer = read_tokenizer(folder, Config(source=str(folder), max_pieces=most))
        digest = sha256()
        for _, weight in sorted(network.state_dict().items()):
            digest.update(weight.numpy().tobytes())
        return cls(f"{folder.name}@{digest.hexdigest()[:12]}", network, tokenizer, prompt)

    @torch.inference_mode()
    def encode(self, inputs: Sequence[str]) -> Array:
        """Return (n, dim) unit rows; a zero row for a text without a letter."""
        rows = np.zeros((len(inputs), self.dim), np.float32)
        for row, text in zip(rows, inputs, strict=True):
            if any(c.isalnum() for c in text):
                numbers = torch.from_numpy(pieces(self._prompt + text, self._tokenizer)).unsqueeze(0)
                row[:] = self._network(input_ids=numbers).last_hidden_state[0].mean(0).numpy()
        return unit(rows)
