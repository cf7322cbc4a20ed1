"""Part faces into those to learn from, those to measure with, and those of other packs, never at random."""

from collections.abc import Sequence

import numpy as np

from gyeol.errors import BadData
from gyeol.lab.gan_data import Faces

PARTS = ("all", "train", "held", "other", "fit", "validation")


def part(faces: Faces, name: str, *, other_packs: Sequence[str], share: float = 0.25, seed: int = 0) -> Faces:
    """Return one part of the pictures.

    Args:
        faces: all, with pack and concept.
        name: "all"; "other": the packs named; of the rest, "held": a share of the concepts, in every pack;
            "train": the other concepts. To choose settings without a look at the held-out ones, "train" is parted
            again: "validation" is as many concepts as "held", "fit" the rest of it.
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
    order, n_held = concepts[rng.permutation(len(concepts))], round(len(concepts) * share)
    held, second = (np.isin(faces.concept, order[i * n_held : (i + 1) * n_held]) for i in (0, 1))
    other = np.isin(faces.pack, list(other_packs))
    masks = {
        "other": other,
        "held": held & ~other,
        "train": ~held & ~other,
        "validation": second & ~other,
        "fit": ~held & ~second & ~other,
    }
    return faces.at(masks[name])
