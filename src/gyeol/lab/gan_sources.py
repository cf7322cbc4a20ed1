"""Gather what a recipe of the emoji studio names: faces, packs whose weights may ship, drawings of our own."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from gyeol.corpora import data_root
from gyeol.encode.picture import PictureReader
from gyeol.errors import BadData
from gyeol.lab.gan_data import Faces, digest, joined, read_drawn, read_faces, stack, stickers_of
from gyeol.lab.gan_split import part
from gyeol.lab.open_encoder import SHIPPED
from gyeol.stickers import table
from gyeol.stickers.readers import read


@dataclass(frozen=True)
class DataConfig:
    """What to train on.

    Attributes:
        faces: an `.npz`, or stickers in any form that can be imported; "" means `gan/faces_64.npz` below `root`,
            unless packs or drawings are named.
        root: the data folder; "" means `$GYEOL_DATA`.
        licence: of the pictures of `faces`, for the card.
        read_pictures: let the reader of pictures say the feeling of those whose names say nothing.
        part: of `faces`: "all", "train", "held" or "other", see `gyeol.lab.gan_split`.
        other_packs: packs of the part "other".
        packs: packs below `root`, with their alpha; their weights must be allowed to ship.
        groups: subgroups of the manifest that are taken.
        without: emoji that are not.
        drawn_styles: styles of the emoji maker.
        drawn_seeds: seeds for each.
        drawn_count: drawings for each style and seed.
    """

    faces: str = ""
    root: str = ""
    licence: str = "not stated"
    read_pictures: bool = False
    part: str = "all"
    other_packs: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    drawn_styles: tuple[str, ...] = ()
    drawn_seeds: tuple[int, ...] = ()
    drawn_count: int = 60


def gather(config: DataConfig) -> Faces:
    """Return all pictures that a recipe names; raise `BadData` where there is none."""
    found = []
    if config.faces or not (config.packs or config.drawn_styles):
        found.append(part(read_faces(_path(config)), config.part, other_packs=config.other_packs))
    elif config.packs:
        found.append(_packs(data_root(config.root) / "packs", config))
    if config.drawn_styles and not config.faces:
        found.append(read_drawn(config.drawn_styles, config.drawn_seeds, config.drawn_count))
    faces = joined(found)
    return _read_feelings(faces) if config.read_pictures else faces


def provenance(faces: Faces, config: DataConfig) -> list[dict[str, Any]]:
    """Return a row a pack, or one for all: corpus, rows, licence, sha256, and attribution where a pack states it."""
    if config.faces or not (config.packs or config.drawn_styles):
        return [_row(_path(config).name, faces, config.licence)]
    cover: dict[str, table.Row] = {}
    if config.packs:
        covers = data_root(config.root) / "packs" / "packs.csv"
        cover = {row["pack"]: row for row in table.rows(covers.read_bytes(), covers.name)}
    names = [name for name in config.packs if (faces.pack == name).any()]
    rows = [
        _row(name, faces.at(faces.pack == name), cover[name]["license"])
        | {"attribution": cover[name].get("attribution", "")}
        for name in names
    ]
    drawn = faces.at(~np.isin(faces.pack, names))
    if len(drawn):
        rows.append(_row(f"drawn by gyeol: {', '.join(config.drawn_styles)}", drawn, "Apache-2.0"))
    return rows


def _read_feelings(faces: Faces) -> Faces:
    reader, feeling = PictureReader.load(SHIPPED / "picture"), faces.feeling.copy()
    for i in np.flatnonzero(~feeling.any(1)):
        if seen := reader.look([faces.rgba[i]]):
            feeling[i] = seen[0] / seen[0].sum()
    return replace(faces, feeling=feeling)


def _row(name: str, faces: Faces, licence: str) -> dict[str, Any]:
    return {"corpus": name, "rows": len(faces), "licence": licence, "sha256": digest(faces)}


def _path(config: DataConfig) -> Path:
    return Path(config.faces) if config.faces else data_root(config.root) / "gan/faces_64.npz"


def _packs(root: Path, config: DataConfig) -> Faces:
    sheet, covers = root / "manifest.csv", root / "packs.csv"
    if not sheet.is_file() or not covers.is_file():
        raise BadData(f"'{root}' must hold manifest.csv and packs.csv; check data.root.")
    may_ship = {
        row["pack"]
        for row in table.rows(covers.read_bytes(), covers.name)
        if row["weights_may_ship"] == "yes"
    }
    if barred := sorted(set(config.packs) - may_ship):
        raise BadData(
            f"weights of the pack '{barred[0]}' may not ship, or it is unknown; drop it from data.packs."
        )
    wanted = {
        row["file"]
        for row in table.rows(sheet.read_bytes(), sheet.name)
        if row["subgroup"] in config.groups and row["char"] not in config.without
    }

    def rows() -> Iterator[Any]:
        for pack in read(root):
            if pack.pack.name in config.packs:
                yield from stickers_of(pack, lambda sticker: sticker.file in wanted)

    return stack(list(rows()), root)
