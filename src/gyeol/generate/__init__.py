"""New emoji from few pictures: what serves a generator, and the measures that judge one.

The networks themselves are torch, for the lab alone; what they have learned is served with ONNX Runtime.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from gyeol.emotion import Taxonomy

Pictures = NDArray[np.uint8]


class Generator(Protocol):
    """Makes pictures that show feelings.

    Attributes:
        taxonomy: whose labels it knows.
    """

    taxonomy: Taxonomy

    def sample(self, labels: Sequence[str], rng: np.random.Generator) -> Pictures:
        """Return a picture a label: (n, H, W, 4) uint8, straight alpha.

        Raises:
            UnknownName: a label is not in the taxonomy.
        """
        ...
