"""Part faces into those to learn from, those to measure with, and those of other packs, never at random."""

from collections.abc import Sequence

import numpy as np

from gyeol.errors import BadData
from gyeol.lab.gan_data import Faces

PARTS = ("all", "train", "held", "other")


def part(faces: Faces, name: str, *, other_packs: Sequence[str], share: float = 0.25, seed: int = 0) -> Faces:
    """Return one part of the pictures.

    Args:
        faces: all, with pack and concept.
        name: "all"; "other": the packs named; of the rest, "held": a share of the concepts, in every pack;
            "train": the other concepts.
        other_packs: for a classifier that judges what it has never been near to.
        share: of the concepts, held out.
        seed: draws which.

    Raises:
        BadData: no such part, or packs and concepts are unknown.
    """
    if name not in PARTS:
        raise BadData(f"pictures are parted into {', '.join(PARTS)}, not '{name}'; change data.part.")
    if name == "all":
        return faces
    if not (faces.concept != "").all():
        raise BadData(
            "pictures are parted by what they show, and that is unknown here; set data.part = 'all'."
        )
    concepts = np.unique(faces.concept)
    rng = np.random.default_rng(seed)
    drawn = rng.permutation(len(concepts))[: round(len(concepts) * share)]
    held, other = np.isin(faces.concept, concepts[drawn]), np.isin(faces.pack, list(other_packs))
    return faces.at({"other": other, "held": held & ~other, "train": ~held & ~other}[name])
