"""Items and their vectors in named spaces: what a pack of stickers and a list of songs have in common."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from gyeol.errors import BadData

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a catalogue: a sticker, a song, or (after `Catalog.grouped`) a whole pack.

    Attributes:
        id: unique in the product; `pack/slug` for a sticker.
        group: the pack or artist that it belongs to.
        ko: Korean name, or the only one there is.
        en: English name, or the only one there is.
        path: picture relative to the catalogue's folder, or "".
        keywords: words that say what it shows, in any language.
        facts: anything else worth keeping: code point, emotion as labelled, evidence, licence.
    """

    id: str
    group: str
    ko: str = ""
    en: str = ""
    path: str = ""
    keywords: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


def unit(rows: Array) -> Array:
    """Return the rows (n, dim) scaled to length 1; a zero row (no evidence) stays zero."""
    rows = np.asarray(rows, np.float32)
    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    out: Array = np.divide(rows, length, out=np.zeros_like(rows), where=length > 1e-12)
    return out


@dataclass(frozen=True)
class Catalog:
    """n items and, for each named space, their (n, dim) float32 unit rows; a zero row means "no evidence".

    Attributes:
        items: the rows.
        spaces: space -> (n, dim).
        filled: space -> `name@revision` of what filled it, so that a reader can refuse axes of another model.
    """

    items: tuple[Item, ...]
    spaces: Mapping[str, Array]
    filled: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, rows in self.spaces.items():
            if rows.shape[0] != len(self.items):
                raise BadData(
                    f"space '{name}' has {rows.shape[0]} rows for {len(self.items)} items; rebuild the catalogue."
                )

    def __len__(self) -> int:
        return len(self.items)

    @cached_property
    def row(self) -> dict[str, int]:
        """Item id -> row."""
        return {item.id: i for i, item in enumerate(self.items)}

    @cached_property
    def known(self) -> dict[str, NDArray[np.bool_]]:
        """Space -> (n,) True where an item has evidence there."""
        return {name: np.asarray(rows.any(axis=1)) for name, rows in self.spaces.items()}

    @cached_property
    def groups(self) -> dict[str, NDArray[np.intp]]:
        """Group -> rows of its items, groups in order of first appearance."""
        rows: dict[str, list[int]] = {}
        for i, item in enumerate(self.items):
            rows.setdefault(item.group, []).append(i)
        return {group: np.asarray(members, np.intp) for group, members in rows.items()}

    def grouped(self) -> "Catalog":
        """Return one item a group, its vector the renormalised mean of its items' rows that are not zero."""
        members = list(self.groups.values())
        spaces = {
            name: unit(np.stack([rows[m].sum(0) for m in members])) for name, rows in self.spaces.items()
        }
        return Catalog(tuple(Item(id=g, group=g, ko=g, en=g) for g in self.groups), spaces, self.filled)

    def save(self, folder: Path) -> None:
        """Write `items.jsonl` and `spaces.safetensors` into an existing folder."""
        with (folder / "items.jsonl").open("w", encoding="utf-8") as out:
            for item in self.items:
                out.write(json.dumps(asdict(item), ensure_ascii=False) + "\n")
        spaces = {name: np.ascontiguousarray(rows, np.float32) for name, rows in self.spaces.items()}
        save_file(spaces, folder / "spaces.safetensors", metadata=dict(self.filled))

    @classmethod
    def load(cls, folder: Path) -> "Catalog":
        """Read what `save` wrote; raise `BadData` when a file is missing, damaged or does not fit the other."""
        try:
            with (folder / "items.jsonl").open(encoding="utf-8") as lines:
                items = tuple(_item(json.loads(line)) for line in lines if line.strip())
            with safe_open(folder / "spaces.safetensors", framework="numpy") as file:
                spaces = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (not a dict)
                filled = file.metadata() or {}
        except (OSError, ValueError, TypeError, KeyError, SafetensorError) as error:
            raise BadData(
                f"the catalogue in '{folder}' cannot be read ({error}); import it again."
            ) from error
        return cls(items, spaces, filled)


def filled_by(folder: Path) -> Mapping[str, str]:
    """Return what filled each space of a saved catalogue, without reading its rows; {} if it cannot be read."""
    try:
        with safe_open(folder / "spaces.safetensors", framework="numpy") as file:
            return dict(file.metadata() or {})
    except (OSError, SafetensorError):
        return {}


def concat(catalogs: Sequence[Catalog], dims: Mapping[str, int], filled: Mapping[str, str]) -> Catalog:
    """Stack catalogues; a space that one of them lacks becomes zero rows there.

    Args:
        catalogs: at least none.
        dims: space -> dim of the result; other spaces are left out.
        filled: what filled the spaces of the result.
    """
    items: Iterable[Item] = (item for catalog in catalogs for item in catalog.items)
    spaces = {
        name: np.concatenate(
            [c.spaces.get(name, np.zeros((len(c), dim), np.float32)) for c in catalogs]
            or [np.zeros((0, dim), np.float32)]
        )
        for name, dim in dims.items()
    }
    return Catalog(tuple(items), spaces, filled)


def _item(row: dict[str, Any]) -> Item:
    return Item(**{**row, "keywords": tuple(row.get("keywords", ()))})
