"""The trainable twin of `classify.wordgru`: one member in torch, and the export of several to one ONNX graph."""

import io
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from gyeol.classify.widedeep import Config
from gyeol.classify.wordcnn import eight_bits
from gyeol.classify.wordgru import Tables
from gyeol.classify.words import ids, words

Rows = NDArray[np.intp]
MAX_WORDS = 64  # of a training text; served texts may have any length
_OUT = -1e4  # what padding scores before a maximum or a softmax


@dataclass(frozen=True)
class Encoded:
    """Texts as rows of a vocabulary of distinct words.

    Attributes:
        text: n arrays of places in the lists below; never empty, place 0 is the empty word.
        pieces: the buckets of each distinct word.
        own: (n_distinct,) each word's row of its own, 0 = none.
    """

    text: list[NDArray[np.int64]]
    pieces: list[NDArray[np.int64]]
    own: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.text)


def frequent(texts: Iterable[str], most: int, *, at_least: int = 2) -> tuple[str, ...]:
    """Return at most `most` words that occur at least `at_least` times, the most frequent first."""
    count: Counter[str] = Counter()
    for text in texts:
        count.update(words(text)[:MAX_WORDS])
    return tuple(word for word, n in count.most_common(most) if n >= at_least)


def encode(texts: Sequence[str], vocabulary: Sequence[str], n_buckets: int) -> Encoded:
    """Cut texts into words once, so that epochs only look up."""
    row, seen = {word: i + 1 for i, word in enumerate(vocabulary)}, {"": 0}
    text = [
        np.array([seen.setdefault(w, len(seen)) for w in words(t)[:MAX_WORDS]] or [0], np.int64)
        for t in texts
    ]
    pieces = [
        ids.__wrapped__(word, n_buckets).astype(np.int64) if word else np.zeros(0, np.int64) for word in seen
    ]
    return Encoded(text, pieces, np.array([row.get(word, 0) for word in seen], np.int64))


@dataclass(frozen=True)
class Batch:
    """B texts: `flat`/`offsets` are the pieces of the distinct words and `own` their rows; `grid` (B, T) places + 1."""

    flat: Tensor
    offsets: Tensor
    own: Tensor
    grid: Tensor
    length: Tensor


def batch(encoded: Encoded, rows: Rows) -> Batch:
    """Collect the texts of these rows; 0 in the grid is padding."""
    texts = [encoded.text[i] for i in rows]
    length = np.array([len(t) for t in texts])
    distinct, place = np.unique(np.concatenate(texts), return_inverse=True)
    grid = np.zeros((len(rows), int(length.max())), np.int64)
    grid[np.arange(grid.shape[1]) < length[:, None]] = place + 1
    pieces = [encoded.pieces[w] for w in distinct]
    offsets = np.cumsum([0, *(len(p) for p in pieces[:-1])])
    tensors = (np.concatenate(pieces), offsets, encoded.own[distinct], grid, length)
    return Batch(*(torch.from_numpy(np.ascontiguousarray(t)) for t in tensors))


def batches(
    encoded: Encoded, rows: Rows, size: int, rng: np.random.Generator | None
) -> Iterator[tuple[Rows, Batch]]:
    """Yield rows and batches of texts of about the same length; shuffled if there is an `rng`, else shortest first."""
    order = rows if rng is None else rng.permutation(rows)
    run = len(order) if rng is None else size * 50
    chosen: list[Rows] = []
    for i in range(0, len(order), max(run, 1)):
        part = order[i : i + run]
        part = part[np.argsort([len(encoded.text[j]) for j in part], kind="stable")]
        chosen += [part[k : k + size] for k in range(0, len(part), size)]
    if rng is not None:
        chosen = [chosen[i] for i in rng.permutation(len(chosen))]
    for part in chosen:
        yield part, batch(encoded, part)


class WordGruTorch(nn.Module):
    """One member of a `WordGru`, with one linear head per task and the regularisation that small data need."""

    def __init__(
        self, config: Config, heads: Mapping[str, int], *,
        dropout: float = 0.5, word_dropout: float = 0.1, vector_dropout: float = 0.2,
    ) -> None:  # fmt: skip
        super().__init__()
        self.config, self.dropout = config, dropout
        self.word_dropout, self.vector_dropout = word_dropout, vector_dropout
        self.own = nn.Embedding(config.n_words + 1, config.dim, padding_idx=0)
        self.pieces = nn.Embedding(config.n_buckets, config.dim)
        nn.init.normal_(self.own.weight, 0, 0.1)
        nn.init.normal_(self.pieces.weight, 0, 0.1)
        with torch.no_grad():
            self.own.weight[0] = 0
        self.hidden_word = nn.Parameter(torch.zeros(config.dim))
        self.core = _Core(config.dim, config.n_hidden)
        self.heads = nn.ModuleDict({name: nn.Linear(self.core.n_out, n) for name, n in heads.items()})

    def vectors(self, b: Batch, hide: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Return word vectors (B, T, D), zero in the padding, and which are real (B, T); `hide` (B, T) masks words."""
        distinct = F.embedding_bag(b.flat, self.pieces.weight, b.offsets, mode="mean") + self.own(b.own)
        x = F.embedding(b.grid, F.pad(distinct, (0, 0, 1, 0)))  # (B, T, D)
        if self.training and self.word_dropout and hide is None:
            hide = torch.rand(x.shape[:2]) < self.word_dropout
        if hide is not None:
            x = torch.where(hide.unsqueeze(2), self.hidden_word, x)
        if self.training and self.vector_dropout:
            x = x * F.dropout(torch.ones(x.shape[0], 1, x.shape[2]), self.vector_dropout)
        real = b.grid > 0
        return x * real.unsqueeze(2), real

    def forward(self, b: Batch, head: str) -> Tensor:
        """Return the logits (B, n_labels) of a head."""
        x, real = self.vectors(b)
        pooled = self.core.pool(x, self.core.states(x, b.length), real)
        logits: Tensor = self.heads[head](F.dropout(pooled, self.dropout, self.training))
        return logits

    def whole(self, x: Tensor, head: str) -> Tensor:
        """Return the logits (B, n_labels) of word vectors (B, T, D) without any padding."""
        states = self.core.gru(x)[0]
        weight = self.core.attention(torch.tanh(states)).softmax(1)
        logits: Tensor = self.heads[head](torch.cat([(weight * states).sum(1), states.amax(1), x.mean(1)], 1))
        return logits


class _Core(nn.Module):
    """What stands between word vectors and heads."""

    def __init__(self, dim: int, n_hidden: int) -> None:
        super().__init__()
        self.gru = nn.GRU(dim, n_hidden, batch_first=True, bidirectional=True)
        self.attention = nn.Linear(2 * n_hidden, 1)
        self.n_out = 4 * n_hidden + dim

    def states(self, x: Tensor, length: Tensor) -> Tensor:
        """Return (B, T, 2 H); what stands beyond a text's length is zero."""
        packed = nn.utils.rnn.pack_padded_sequence(x, length, batch_first=True, enforce_sorted=False)
        states: Tensor = nn.utils.rnn.pad_packed_sequence(self.gru(packed)[0], batch_first=True)[0]
        return states

    def pool(self, x: Tensor, states: Tensor, real: Tensor) -> Tensor:
        """Return (B, n_out): the attended state, the maximum, the mean word vector."""
        there = real.unsqueeze(2)
        weight = self.attention(torch.tanh(states)).masked_fill(~there, _OUT).softmax(1)
        mean = x.sum(1) / real.sum(1, keepdim=True)
        return torch.cat([(weight * states).sum(1), states.masked_fill(~there, _OUT).amax(1), mean], 1)


class _Served(nn.Module):
    """Several members side by side: word vectors of one text (1, T, M * D) to mean logits (1, n_labels)."""

    def __init__(self, members: Sequence[WordGruTorch], head: str) -> None:
        super().__init__()
        self.members, self.head = nn.ModuleList(members), head

    def forward(self, vectors: Tensor) -> Tensor:
        logits = []
        for x, member in zip(vectors.chunk(len(self.members), 2), self.members, strict=True):
            logits.append(cast(WordGruTorch, member).whole(x, self.head))
        return torch.stack(logits).mean(0)


def export(members: Sequence[WordGruTorch], head: str) -> bytes:
    """Return the ONNX graph of the members' mean logits: `vectors` (1, T, n_members * dim) to (1, n_labels)."""
    served, file = _Served(members, head).eval(), io.BytesIO()
    example = torch.zeros(1, 3, len(members) * members[0].config.dim)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that batches other than one are not exported is meant
        torch.onnx.export(
            served, (example,), cast(str, file), dynamo=False, opset_version=17,
            input_names=["vectors"], output_names=["logits"], dynamic_axes={"vectors": {1: "T"}},
        )  # fmt: skip
    return file.getvalue()


def tables(members: Sequence[WordGruTorch], vocabulary: Sequence[str]) -> Tables:
    """Return the members' word vectors in eight bits."""
    own = [eight_bits(m.own.weight.detach().numpy()[1 : len(vocabulary) + 1]) for m in members]
    pieces = [eight_bits(m.pieces.weight.detach().numpy()) for m in members]
    stacked = [np.stack(part) for pair in (own, pieces) for part in zip(*pair, strict=True)]
    return Tables(tuple(vocabulary), *stacked)
