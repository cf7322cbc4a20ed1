"""What `benchmarks/emotion.py` compares with: TF-IDF + logistic regression, the majority, a BERT-base-shaped model."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np


class TfIdf:
    """One logistic regression a label over words (1-2) and characters within words (2-4)."""

    def __init__(self, vectorisers, weight: np.ndarray, bias: np.ndarray) -> None:
        self._vectorisers, self._weight, self._bias = vectorisers, weight, bias

    @classmethod
    def fit(cls, table) -> "TfIdf":
        """Learn from the rows of a table."""
        from scipy.sparse import hstack
        from sklearn.linear_model import LogisticRegression

        vectorisers = _vectorisers()
        x = hstack([v.fit_transform(table.texts) for v in vectorisers]).tocsr()
        felt = table.target >= 0.5
        weight, bias = np.zeros((x.shape[1], felt.shape[1]), np.float32), np.zeros(felt.shape[1], np.float32)
        for label in range(felt.shape[1]):
            seen = table.mask[:, label] > 0
            model = LogisticRegression(solver="liblinear", C=2.0).fit(x[seen], felt[seen, label])
            weight[:, label], bias[label] = model.coef_[0], model.intercept_[0]
        return cls(vectorisers, weight, bias)

    def predict_proba(self, texts: Sequence[str]) -> np.ndarray:
        """Return (n, n_labels)."""
        at, out = 0, self._bias
        for vectoriser in self._vectorisers:
            x = vectoriser.transform(texts)
            out = out + x @ self._weight[at : at + x.shape[1]]
            at += x.shape[1]
        return (1 / (1 + np.exp(-out))).astype(np.float32)

    def write(self, folder: Path) -> None:
        """Write vocabularies and weights."""
        folder.mkdir()
        vocabularies = [{k: int(i) for k, i in v.vocabulary_.items()} for v in self._vectorisers]
        (folder / "vocabulary.json").write_text(
            json.dumps(vocabularies, ensure_ascii=False), encoding="utf-8"
        )
        idf = np.concatenate([v.idf_ for v in self._vectorisers]).astype(np.float32)
        np.savez(folder / "weights.npz", weight=self._weight, bias=self._bias, idf=idf)

    @classmethod
    def read(cls, folder: Path) -> "TfIdf":
        """Read what `write` wrote."""
        kept, at = np.load(folder / "weights.npz"), 0
        vectorisers = _vectorisers()
        words = json.loads((folder / "vocabulary.json").read_text(encoding="utf-8"))
        for vectoriser, vocabulary in zip(vectorisers, words, strict=True):
            vectoriser.vocabulary_ = vocabulary
            vectoriser.idf_ = kept["idf"][at : at + len(vocabulary)]
            at += len(vocabulary)
        return cls(vectorisers, kept["weight"], kept["bias"])


class Majority:
    """The share of each label among the training rows that could carry it, whatever the text."""

    def __init__(self, table) -> None:
        felt = (table.target >= 0.5) * table.mask
        self._share = (felt.sum(0) / np.maximum(table.mask.sum(0), 1)).astype(np.float32)

    def predict_proba(self, texts: Sequence[str]) -> np.ndarray:
        """Return (n, n_labels)."""
        return np.tile(self._share, (len(texts), 1))


class BertShape:
    """BERT-base as configured (12 layers, 768 wide, 110M weights), random: right about nothing, as slow as a real one.

    Texts are cut to 64 tokens of about three characters, in batches of 16.
    """

    def __init__(self, threads: int) -> None:
        import torch
        from transformers import BertConfig, BertForSequenceClassification

        torch.set_num_threads(threads)
        torch.manual_seed(0)
        self._torch = torch
        self._model = BertForSequenceClassification(BertConfig(num_labels=12)).eval()

    @property
    def n_bytes(self) -> int:
        """Of its weights in 32 bits."""
        return sum(p.numel() * 4 for p in self._model.parameters())

    def predict_proba(self, texts: Sequence[str]) -> np.ndarray:
        """Return (n, 12)."""
        torch, out = self._torch, []
        with torch.inference_mode():
            for i in range(0, len(texts), 16):
                length = [min(64, 2 + -(-len(text) // 3)) for text in texts[i : i + 16]]
                mask = torch.arange(max(length)) < torch.tensor(length).unsqueeze(1)
                tokens = torch.full(mask.shape, 1000)
                out.append(self._model(tokens, attention_mask=mask.long()).logits.sigmoid().numpy())
        return np.concatenate(out)


def _vectorisers():
    from sklearn.feature_extraction.text import TfidfVectorizer

    return [
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
        TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 4), min_df=3, sublinear_tf=True, max_features=200_000
        ),
    ]
