"""Fit the sentence encoder in closed form: pieces of words, their co-occurrence, its principal axes."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.utils.extmath import randomized_svd
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

from gyeol.catalog import Array, unit
from gyeol.encode.sentence import START, Config, Pieces, grams, slot, words

Progress = Callable[[str, float], None]
_BLOCK = 2_000_000


@dataclass(frozen=True)
class FitConfig:
    """How to fit.

    Attributes:
        seed: of the texts that pieces are learned from, and of the factorisation.
        n_pieces: size of the vocabulary.
        n_texts: texts that pieces are learned from; co-occurrence is counted in all.
        window: pieces to either side that count, a neighbour at distance d as 1/d.
        pair_weight: how much a text and its translation count beside neighbours.
        power: of the singular values in the vectors.
    """

    seed: int = 0
    n_pieces: int = 32_000
    n_texts: int = 150_000
    window: int = 5
    pair_weight: float = 0.5
    power: float = 1.0


@dataclass(frozen=True)
class Weights:
    """What the encoder serves.

    Attributes:
        scores: piece -> log probability, in the order of the rows of `vectors`.
        vectors: (n_pieces, dense_dim) int8, and `scale` (n_pieces,) float32 with the weight of each piece.
        idf: (n_grams,) float16.
    """

    scores: dict[str, float]
    vectors: NDArray[np.int8]
    scale: Array
    idf: NDArray[np.float16]


def fit(
    texts: Sequence[str],
    pairs: Sequence[tuple[str, str]],
    model: Config,
    options: FitConfig,
    progress: Progress,
) -> Weights:
    """Return what texts and translated pairs teach; the same ones teach the same bytes on one machine."""
    progress("cutting into words", 0.0)
    every = [*texts, *(a for a, _ in pairs), *(b for _, b in pairs)]
    cut = [words(text) for text in every]
    progress("learning pieces", 0.0)
    scores = vocabulary(cut, len(texts), options)
    pieces = Pieces.of(scores)
    numbers = {word: pieces.cut(word) for word in dict.fromkeys(w for found in cut for w in found)}
    progress("counting", 0.0)
    flat = np.fromiter((n for found in cut for w in found for n in numbers[w]), np.int32)
    sizes = np.asarray([sum(len(numbers[w]) for w in found) for found in cut])
    text = np.repeat(np.arange(len(cut)), sizes)
    together = positive_information(near(flat, text, len(scores), options.window))
    if pairs:
        together += options.pair_weight * positive_information(across(flat, text, len(scores), len(pairs)))
    progress("factorising", 0.0)
    axes, values, _ = randomized_svd(
        (together + together.T) / 2, model.dense_dim, n_iter=3, random_state=options.seed
    )
    rows = unit((axes * values**options.power).astype(np.float32))
    share = (np.bincount(flat, minlength=len(scores)) + 1) / len(flat)
    peak = np.maximum(np.abs(rows).max(1), 1e-9)
    progress("weighing letters", 0.0)
    return Weights(
        scores,
        np.round(rows / peak[:, None] * 127).astype(np.int8),
        (peak / 127 * model.frequency / (model.frequency + share)).astype(np.float32),
        inverse_document_frequency(cut, model.n_grams),
    )


def vocabulary(cut: Sequence[Sequence[str]], n_plain: int, options: FitConfig) -> dict[str, float]:
    """Return pieces and their log probabilities, learned from a sample of texts and all pairs.

    The pieces are those of byte-pair encoding (Sennrich et al. 2016) on letters, whose trainer breaks ties by number;
    the trainer of unigram models breaks them by chance. Their probabilities are counted in its own cuts.
    """
    sample = np.random.default_rng(options.seed).permutation(n_plain)[: options.n_texts]
    counted = Counter(word for i in (*sample, *range(n_plain, len(cut))) for word in cut[i])
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    trainer = trainers.BpeTrainer(vocab_size=options.n_pieces, show_progress=False, max_token_length=8)
    lines = (" ".join(START + word for word in cut[i]) for i in (*sample, *range(n_plain, len(cut))))
    tokenizer.train_from_iterator(lines, trainer)
    ordered = sorted(counted)
    found = Counter(dict.fromkeys(sorted(tokenizer.get_vocab()), 1))
    for word, cut_word in zip(ordered, tokenizer.encode_batch([START + w for w in ordered]), strict=True):
        for piece in cut_word.tokens:
            found[piece] += counted[word]
    return log_probabilities(found)


def log_probabilities(counts: Mapping[str, int]) -> dict[str, float]:
    """Return ln(count / all), likeliest first, equals by name."""
    whole = np.log(sum(counts.values()))
    scores = {piece: round(float(np.log(count) - whole), 3) for piece, count in counts.items()}
    return dict(sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])))


def near(flat: NDArray[np.int32], text: NDArray[np.intp], n: int, window: int) -> sparse.csr_matrix:
    """Return (n, n) counts of pieces of one text within the window, symmetric, at distance d as 1/d."""
    total = sparse.csr_matrix((n, n), dtype=np.float32)
    for distance in range(1, window + 1):
        for low in range(0, len(flat) - distance, _BLOCK):
            high = min(low + _BLOCK, len(flat) - distance)
            left, right = slice(low, high), slice(low + distance, high + distance)
            same = text[left] == text[right]
            a, b = flat[left][same], flat[right][same]
            value = np.full(len(a), 1 / distance, np.float32)
            total = total + sparse.coo_matrix((value, (a, b)), shape=(n, n)).tocsr()
    return total + total.T


def across(flat: NDArray[np.int32], text: NDArray[np.intp], n: int, n_pairs: int) -> sparse.csr_matrix:
    """Return (n, n) counts of pieces of a text with those of its translation; the pairs are the last texts."""
    first = int(text[-1]) + 1 - 2 * n_pairs if len(text) else 0

    def bag(start: int) -> sparse.csr_matrix:
        inside = (text >= start) & (text < start + n_pairs)
        ones = np.ones(int(inside.sum()), np.float32)
        found = sparse.csr_matrix((ones, (text[inside] - start, flat[inside])), shape=(n_pairs, n))
        found.data[:] = 1
        return found

    met = bag(first).T @ bag(first + n_pairs)
    return (met + met.T).tocsr()


def positive_information(counts: sparse.csr_matrix, smooth: float = 0.75) -> sparse.csr_matrix:
    """Return positive pointwise mutual information, contexts smoothed (Levy, Goldberg & Dagan 2015)."""
    found = counts.tocoo()
    row = np.asarray(counts.sum(1)).ravel()
    context = row**smooth
    value = np.log(found.data * context.sum() / (row[found.row] * context[found.col]))
    kept = value > 0
    return sparse.csr_matrix((value[kept], (found.row[kept], found.col[kept])), shape=counts.shape)


def inverse_document_frequency(cut: Sequence[Sequence[str]], n_grams: int) -> NDArray[np.float16]:
    """Return (n_grams,) ln((1 + n) / (1 + df)) of the hashed grams of texts."""
    df: Counter[int] = Counter()
    slots = {
        word: {slot(g, n_grams) for g in grams(word)} for word in dict.fromkeys(w for f in cut for w in f)
    }
    for found in cut:
        df.update(set().union(*(slots[word] for word in found)))
    met = np.zeros(n_grams)
    met[list(df)] = list(df.values())
    return np.log((1 + len(cut)) / (1 + met)).astype(np.float16)
