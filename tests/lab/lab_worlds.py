"""Classifiers whose answers are known."""

import numpy as np


class ByWord:
    """Says, nearly surely, the label of the first known word in a text; else the first label."""

    def __init__(self, taxonomy, words):
        self.taxonomy, self.words, self.model = taxonomy, words, "by-word@000000000000"

    def predict_proba(self, texts):
        out = np.full((len(texts), len(self.taxonomy)), 0.01, np.float32)
        for i, text in enumerate(texts):
            label = next(
                (self.words[w] for w in text.lower().split() if w in self.words), self.taxonomy.labels[0]
            )
            out[i, self.taxonomy.index(label)] = 0.9
        return out
