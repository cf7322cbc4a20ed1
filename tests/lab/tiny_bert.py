"""A pre-trained model of the right form, made from a config: four letters wide, knows nothing."""

import torch
from transformers import BertConfig, BertModel

PIECES = [
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]",
    "i", "feel", "you", "we", "they", "happy", "glad", "sad", "blue", "cross", "mad", "now",
    "today", "again", "still", "so", "me", "좋", "##아", "tired", "okay", "##ㅋㅋ", ".", "가",
]  # fmt: skip


def make(folder, *, n_hidden=16):
    """Write config, weights and vocabulary of a tiny BERT, as a hub would."""
    torch.manual_seed(0)
    BertModel(
        BertConfig(
            vocab_size=len(PIECES), hidden_size=n_hidden, num_hidden_layers=1, num_attention_heads=2,
            intermediate_size=24, max_position_embeddings=64,
        ),
        add_pooling_layer=False,
    ).save_pretrained(folder)  # fmt: skip
    (folder / "vocab.txt").write_text("\n".join(PIECES), encoding="utf-8")
    return folder
