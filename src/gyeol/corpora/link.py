"""How the labels of each corpus map to the product's twelve, read from `links/*.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gyeol.corpora import Corpus
from gyeol.emotion import PRODUCT, Taxonomy
from gyeol.errors import BadData

Array = NDArray[np.float32]
FOLDER = Path(__file__).parent / "links"


@dataclass(frozen=True)
class Link:
    """A corpus's labels as weights on a taxonomy.

    Attributes:
        weights: (n_corpus_labels, n_labels) in [0, 1].
        observes: (n_labels,) bool; what its raters could have said, so that silence means "not felt".
    """

    weights: Array
    observes: NDArray[np.bool_]

    def target(self, rows: list[int], shares: tuple[float, ...] = ()) -> tuple[Array, Array]:
        """Return the targets and the mask, each (n_labels,), of a text that carries these corpus labels.

        Weights are joined by the noisy or, 1 - prod(1 - w); with shares of raters, one a label, the target is
        the mean of what their votes teach. The mask is 1 where the target teaches
        something: the label could be said, or a label of the text hints at it. A text without any label
        teaches nothing.
        """
        weights = self.weights[rows]
        target = np.asarray(shares) @ weights if shares else 1 - np.prod(1 - weights, axis=0)
        mask = (self.observes | (target > 0)) if rows else np.zeros_like(self.observes)
        return target.astype(np.float32), mask.astype(np.float32)


def link(corpus: Corpus, taxonomy: Taxonomy = PRODUCT, *, folder: Path = FOLDER) -> Link:
    """Read the link of a corpus.

    Raises:
        BadData: a label of the corpus is neither linked nor dropped, or the file names one that it does not
        have.
        UnknownName: a label is not in the taxonomy.
    """
    path = folder / f"{corpus.name}.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    linked, dropped = table["labels"], set(table["dropped"])
    stated = set(linked) | dropped
    if wrong := stated ^ set(corpus.labels):
        raise BadData(
            f"'{path.name}' must link or drop each label of '{corpus.name}'; look at '{sorted(wrong)[0]}'."
        )
    rows = [taxonomy.vector(linked.get(label, {})) for label in corpus.labels]
    weights = np.stack(rows) if rows else np.zeros((0, len(taxonomy)), np.float32)
    observes = taxonomy.vector(dict.fromkeys(table["observes"], 1.0)) > 0
    return Link(weights, observes)
