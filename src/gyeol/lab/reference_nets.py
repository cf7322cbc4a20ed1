"""The trainable twins of `classify.lstm` and `classify.cnn`: the same functions in torch, with dropout."""

import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from gyeol.classify import Array, cnn, lstm
from gyeol.classify.vocabulary import PADDING


class LstmNet(nn.Module):
    """`classify.lstm.Lstm`; texts of a batch are packed, so that none is read in its neighbours' padding."""

    def __init__(self, config: lstm.Config, n_known: int, n_labels: int, *, dropout: float) -> None:
        super().__init__()
        self.config, self.dropout = config, dropout
        self.embed = nn.Embedding(n_known, config.dim, padding_idx=PADDING)
        between = dropout if config.n_layers > 1 else 0.0
        self.cells = nn.LSTM(
            config.dim, config.n_hidden, config.n_layers,
            batch_first=True, bidirectional=config.both_ways, dropout=between,
        )  # fmt: skip
        self.out = nn.Linear(config.n_hidden * len(config.ways), n_labels)

    def forward(self, numbers: Tensor, length: Tensor) -> Tensor:
        """Return (B, n_labels) logits of words (B, T), 0 = padding, and lengths (B,), on the CPU."""
        packed = pack_padded_sequence(self.embed(numbers), length, batch_first=True, enforce_sorted=False)
        states, _ = pad_packed_sequence(self.cells(packed)[0], batch_first=True)  # (B, T, ways * H)
        n = self.config.n_hidden
        last = states[torch.arange(len(states)), length.to(states.device) - 1, :n]
        state = torch.cat([last, states[:, 0, n:]], 1)  # (B, ways * H), each direction where it ends
        out: Tensor = self.out(F.dropout(state, self.dropout, self.training))
        return out

    def weights(self) -> dict[str, Array]:
        """Return what `Lstm` needs."""
        out = {
            "embed": _numpy(self.embed.weight),
            "out": _numpy(self.out.weight).T,
            "out_bias": _numpy(self.out.bias),
        }
        for layer in range(self.config.n_layers):
            for way in self.config.ways:
                end = f"l{layer}" + ("_reverse" if way == "back" else "")
                w_in, w_state, *bias = (
                    getattr(self.cells, f"{kind}_{end}")
                    for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
                )
                out[f"{way}{layer}_in"], out[f"{way}{layer}_state"] = _numpy(w_in).T, _numpy(w_state).T
                out[f"{way}{layer}_bias"] = _numpy(bias[0] + bias[1])
        return out


class CnnNet(nn.Module):
    """`classify.cnn.Cnn`."""

    def __init__(self, config: cnn.Config, n_known: int, n_labels: int, *, dropout: float) -> None:
        super().__init__()
        self.config, self.dropout = config, dropout
        self.embed = nn.Embedding(n_known, config.dim, padding_idx=PADDING)
        self.filters = nn.ModuleList(
            nn.Linear(width * config.dim, config.n_filters) for width in config.widths
        )
        self.out = nn.Linear(config.n_filters * len(config.widths), n_labels)

    def forward(self, numbers: Tensor, length: Tensor) -> Tensor:
        """Return (B, n_labels) logits of words (B, T), 0 = padding, and lengths (B,)."""
        pad, length = max(self.config.widths) - 1, length.to(numbers.device)
        x = self.embed(F.pad(numbers, (pad, pad)))  # (B, T + 2 pad, D)
        pooled = []
        for width, layer in zip(self.config.widths, self.filters, strict=True):
            n = x.shape[1] - width + 1
            score = layer(torch.cat([x[:, i : i + n] for i in range(width)], 2))  # (B, n, F)
            real = torch.arange(n, device=numbers.device) < (length + 2 * pad - width + 1).unsqueeze(
                1
            )  # (B, n)
            # windows that start in the padding of longer neighbours must not win
            pooled.append(score.masked_fill(~real.unsqueeze(2), -1e9).amax(1).relu())
        out: Tensor = self.out(F.dropout(torch.cat(pooled, 1), self.dropout, self.training))
        return out

    def weights(self) -> dict[str, Array]:
        """Return what `Cnn` needs."""
        out = {
            "embed": _numpy(self.embed.weight),
            "out": _numpy(self.out.weight).T,
            "out_bias": _numpy(self.out.bias),
        }
        for width, layer in zip(self.config.widths, self.filters, strict=True):
            weight, bias = layer.parameters()
            out[f"filter{width}"], out[f"filter{width}_bias"] = _numpy(weight).T, _numpy(bias)
        return out


def _numpy(value: Tensor) -> Array:
    found: NDArray = value.detach().numpy()  # type: ignore[type-arg]
    return found.astype("float32")
