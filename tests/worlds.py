"""Small catalogues whose right answers are known."""

import numpy as np

from gyeol.catalog import Catalog, Item, unit


def world(n_packs: int = 4, per_pack: int = 6, seed: int = 0) -> Catalog:
    """Packs p0, p1 … along their own style axis; sticker i of each pack on emotion axis i % 3; the last one unknown."""
    rng = np.random.default_rng(seed)
    items, emotion, style = [], [], []
    for pack in range(n_packs):
        for i in range(per_pack):
            items.append(Item(id=f"p{pack}/{i}", group=f"p{pack}", ko=f"그림 {i}", en=f"picture {i}"))
            emotion.append(np.eye(3)[i % 3] if i < per_pack - 1 else np.zeros(3))
            style.append(np.eye(n_packs)[pack] + rng.normal(0, 0.05, n_packs))
    return Catalog(
        tuple(items),
        {"emotion": unit(np.asarray(emotion, np.float32)), "style": unit(np.asarray(style, np.float32))},
        {"emotion": "toy"},
    )
