"""Summarise a long text with a pre-trained model of the BART family, the abstractive way of R5.3.

Lewis 2020 (https://arxiv.org/abs/1910.13461). Deviations: none in the model; of a text longer than the model reads,
each part is summarised and the summaries are joined, since cutting the end off a diary would lose its evening.
"""

from typing import Any

import torch
from tokenizers import Tokenizer
from transformers import BartForConditionalGeneration

from gyeol.errors import BadData
from gyeol.lab.hub import find


class Summariser:
    """A sequence-to-sequence model with its tokenizer; the same text always gives the same summary."""

    def __init__(self, model: Any, tokenizer: Tokenizer, *, beams: int = 4, max_pieces: int = 64) -> None:
        self._model, self._tokenizer = model.eval(), tokenizer
        self._beams, self._max_pieces = beams, max_pieces

    def summarise(self, text: str) -> str:
        """Return the summary of a text, of one line a part where the text is longer than the model reads."""
        numbers = self._tokenizer.encode(text, add_special_tokens=False).ids
        room = self._model.config.max_position_embeddings - 2
        parts = [numbers[i : i + room] for i in range(0, len(numbers), room)]
        return "\n".join(filter(None, (self._part(part).strip() for part in parts)))

    def _part(self, numbers: list[int]) -> str:
        config = self._model.config
        pieces = torch.tensor([[config.bos_token_id, *numbers, config.eos_token_id]])
        with torch.inference_mode():
            out = self._model.generate(
                input_ids=pieces,
                attention_mask=torch.ones_like(pieces),
                num_beams=self._beams,
                do_sample=False,
                max_new_tokens=min(self._max_pieces, config.max_position_embeddings - 2),
                no_repeat_ngram_size=3,
            )
        return str(self._tokenizer.decode(out[0].tolist(), skip_special_tokens=True))


def load(source: str) -> Summariser:
    """Return a summariser from a folder or hub name; raise `BadData` or `RemoteError` as `gyeol.lab.hub.find`."""
    folder = find(source)
    if not (folder / "tokenizer.json").is_file():
        raise BadData(f"'{source}' has no tokenizer.json; pass a model with a fast tokenizer.")
    try:
        model = BartForConditionalGeneration.from_pretrained(folder, dtype=torch.float32)
    except (OSError, ValueError, RuntimeError) as error:
        raise BadData(
            f"'{source}' is no model of the BART family ({str(error).splitlines()[0]}); pass another."
        ) from error
    if model.config.model_type != "bart":
        raise BadData(f"a summary needs a model of the BART family, '{source}' is {model.config.model_type}.")
    return Summariser(model, Tokenizer.from_file(str(folder / "tokenizer.json")))
