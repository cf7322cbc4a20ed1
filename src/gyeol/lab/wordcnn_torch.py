"""The trainable twin of `classify.wordcnn`: the same numbers in torch, with dropout and heads for each
corpus."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from gyeol.classify.scope import N_MARKS, marks
from gyeol.classify.wordcnn import Config, eight_bits
from gyeol.classify.words import ids, words

MAX_WORDS = 80  # of a training text; served texts may have any length


@dataclass(frozen=True)
class Encoded:
    """Texts as rows of a vocabulary whose words are lists of buckets.

    Attributes:
        text: n arrays of word ids.
        marks: n arrays of their marks, see `classify.scope`.
        flat: buckets of all words, one after the other.
        start: (n_words + 1,); word i has the buckets `flat[start[i]:start[i + 1]]`.
    """

    text: list[NDArray[np.int64]]
    marks: list[NDArray[np.int64]]
    flat: NDArray[np.int64]
    start: NDArray[np.int64]


def encode(texts: Sequence[str], n_buckets: int) -> Encoded:
    """Cut texts into words once, so that epochs only look up."""
    seen: dict[str, int] = {}
    cut = [words(text) for text in texts]
    marked = [marks(found)[:MAX_WORDS] for found in cut]
    text = [np.array([seen.setdefault(w, len(seen)) for w in found[:MAX_WORDS]], np.int64) for found in cut]
    seen = seen or {"": 0}  # texts without any word still need a word to look up
    parts = [ids.__wrapped__(word, n_buckets) if word else np.zeros(1) for word in seen]
    start = np.cumsum([0, *(len(part) for part in parts)])
    return Encoded(
        text, marked, np.concatenate([*parts, np.zeros(0)]).astype(np.int64), start.astype(np.int64)
    )


@dataclass(frozen=True)
class Batch:
    """B texts: `flat`/`offsets` are the pieces of the distinct words, `words` (B, T) rows of them + 1, 0 = padding,
    `marks` (B, T)."""

    flat: Tensor
    offsets: Tensor
    words: Tensor
    marks: Tensor
    length: Tensor


def batch(encoded: Encoded, rows: Sequence[int], pad: int) -> Batch:
    """Collect the texts of these rows; each gets `pad` empty words on both sides."""
    texts = [encoded.text[i] for i in rows]
    length = np.array([len(t) for t in texts])
    distinct, place = np.unique(np.concatenate([*texts, np.zeros(1, np.int64)]), return_inverse=True)
    grid = np.zeros((len(rows), int(length.max()) + 2 * pad), np.int64)
    marked = np.zeros_like(grid)
    at = 0
    for i, n in enumerate(length):
        grid[i, pad : pad + n] = place[at : at + n] + 1
        marked[i, pad : pad + n] = encoded.marks[rows[i]]
        at += n
    pieces = [encoded.flat[encoded.start[w] : encoded.start[w + 1]] for w in distinct]
    offsets = np.cumsum([0, *(len(p) for p in pieces[:-1])])
    tensors = (np.concatenate(pieces), offsets, grid, marked, length)
    return Batch(*(torch.from_numpy(np.ascontiguousarray(t)) for t in tensors))


class WordCnnTorch(nn.Module):
    """`WordCnn` with one linear head per task; the head "product" is the one that ships."""

    def __init__(
        self, config: Config, heads: Mapping[str, int], *, dropout: float, word_dropout: float
    ) -> None:
        super().__init__()
        self.config, self.dropout, self.word_dropout = config, dropout, word_dropout
        self.table = nn.Parameter(torch.randn(config.n_buckets, config.dim) * 0.1)
        self.gate = nn.Parameter(torch.ones(N_MARKS, config.dim))
        self.shift = nn.Parameter(torch.zeros(N_MARKS, config.dim))
        self.filters = nn.ModuleDict(
            {str(w): nn.Linear(w * config.dim, config.n_filters) for w in config.widths}
        )
        self.hidden = nn.Linear(config.n_pooled, config.n_hidden)
        self.heads = nn.ModuleDict({name: nn.Linear(config.n_hidden, n) for name, n in heads.items()})

    def features(self, b: Batch) -> Tensor:
        """Return (B, n_hidden)."""
        vectors = F.embedding_bag(b.flat, self.table, b.offsets, mode="mean")  # (n_words, D)
        x = F.embedding(b.words, F.pad(vectors, (0, 0, 1, 0)))  # (B, T, D); row 0 is zero
        real = (b.words > 0).unsqueeze(2)
        x = (x * F.embedding(b.marks, self.gate) + F.embedding(b.marks, self.shift)) * real
        if self.training and self.word_dropout:
            x = x * (torch.rand(x.shape[:2]) >= self.word_dropout).unsqueeze(2)
        pad = max(self.config.widths) - 1
        pooled = []
        for width in self.config.widths:
            n = x.shape[1] - width + 1
            windows = torch.cat([x[:, i : i + n] for i in range(width)], 2)  # (B, n, width * D)
            score = self.filters[str(width)](windows)  # (B, n, F)
            starts = torch.arange(n) < (b.length + 2 * pad - width + 1).unsqueeze(1)  # (B, n)
            # windows that start in the padding of longer neighbours must not win
            pooled.append(score.masked_fill(~starts.unsqueeze(2), -1e9).amax(1).relu())
        pooled.append(x.sum(1) / b.length.clamp(min=1).unsqueeze(1))
        drop = F.dropout(torch.cat(pooled, 1), self.dropout, self.training)
        return F.dropout(self.hidden(drop).relu(), self.dropout, self.training)

    def forward(self, b: Batch) -> dict[str, Tensor]:
        """Return the logits of every head, each (B, n_labels of the head)."""
        features = self.features(b)
        return {name: head(features) for name, head in self.heads.items()}

    def weights(self, head: str = "product") -> dict[str, NDArray[np.float32] | NDArray[np.int8]]:
        """Return what `WordCnn` needs: filters transposed, the table in eight bits."""
        table, scale = eight_bits(_numpy(self.table))
        out: dict[str, NDArray[np.float32] | NDArray[np.int8]] = {"table": table, "scale": scale}
        out |= {"gate": _numpy(self.gate), "shift": _numpy(self.shift)}
        layers = {f"filter{w}": self.filters[str(w)] for w in self.config.widths}
        for name, layer in {**layers, "hidden": self.hidden, "out": self.heads[head]}.items():
            weight, bias = layer.parameters()
            out |= {name: _numpy(weight).T.copy(), f"{name}_bias": _numpy(bias)}
        return out


def batches(
    encoded: Encoded, rows: NDArray[np.intp], size: int, pad: int
) -> Iterator[tuple[NDArray[np.intp], Batch]]:
    """Yield the rows and the batch of each `size` rows, in the order given."""
    for i in range(0, len(rows), size):
        yield rows[i : i + size], batch(encoded, rows[i : i + size].tolist(), pad)


def alike(encoded: Encoded, rows: NDArray[np.intp], size: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """Return the rows shuffled so that texts of like length share a batch of `size`: little of it is
    padding."""
    rows = rng.permutation(rows)
    pools = [rows[i : i + 32 * size] for i in range(0, len(rows), 32 * size)]
    pools = [pool[np.argsort([len(encoded.text[i]) for i in pool], kind="stable")] for pool in pools]
    cuts = [pool[i : i + size] for pool in pools for i in range(0, len(pool), size)]
    full, rest = [c for c in cuts if len(c) == size], [c for c in cuts if len(c) < size]
    return np.concatenate([*(full[i] for i in rng.permutation(len(full))), *rest])


def _numpy(value: Tensor) -> NDArray[np.float32]:
    return np.asarray(value.detach().numpy(), np.float32)
