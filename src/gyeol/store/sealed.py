"""Columns that hold the user's words and feelings: readable without a lock, sealed while one is set.

A column is sealed by its type and by nothing else, so a new table is covered by declaring its columns with these
types: reading, writing and turning a lock on or off go through them.

Whether a lock is set is read at the start of each transaction, in its own snapshot: another process may have set
one a moment ago. Outside of a transaction of `Store` these types refuse to work rather than write plain text.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load, save
from sqlalchemy import JSON, Dialect, LargeBinary, MetaData, String, TypeDecorator

from gyeol.store.vault import Vault

Array = NDArray[np.float32]
_VAULT: ContextVar[Vault | None] = ContextVar("vault")  # of the transaction; None: no lock is set


@contextmanager
def under(vault: Vault | None) -> Iterator[None]:
    """Read and write sealed columns with a vault, or (None) in plain."""
    token = _VAULT.set(vault)
    try:
        yield
    finally:
        _VAULT.reset(token)


def sealed() -> bool:
    """Return whether a lock is set in this transaction, so that SQL cannot look into sealed columns."""
    return _VAULT.get() is not None


class SealedText(TypeDecorator[str]):
    """A text; sealed it is Base64."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Seal."""
        vault = _VAULT.get()
        return value if value is None or vault is None else _text(vault, value.encode("utf-8"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Open."""
        vault = _VAULT.get()
        return value if value is None or vault is None else _bytes(vault, value).decode("utf-8")


class SealedJson(TypeDecorator[Any]):
    """A JSON value; sealed it is a JSON string of Base64."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Seal."""
        vault = _VAULT.get()
        return value if value is None or vault is None else _text(vault, json.dumps(value).encode())

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Open."""
        vault = _VAULT.get()
        return value if value is None or vault is None else json.loads(_bytes(vault, value))


class SealedVectors(TypeDecorator[Mapping[str, Array]]):
    """Space -> (dim,) float32, as safetensors bytes: exact, compact, and nothing in them can be run."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, Array] | None, dialect: Dialect) -> bytes | None:
        """Write and seal."""
        if value is None:
            return None
        vault = _VAULT.get()
        plain = save({space: np.ascontiguousarray(v, np.float32) for space, v in value.items()})
        return plain if vault is None else vault.seal(plain)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> dict[str, Array] | None:
        """Open and read."""
        if value is None:
            return None
        vault = _VAULT.get()
        return load(bytes(value) if vault is None else vault.open(bytes(value)))


SEALED = (SealedText, SealedJson, SealedVectors)


def sealed_columns(metadata: MetaData) -> dict[str, list[str]]:
    """Return table -> its sealed columns, for every table that has some."""
    found = {
        table.name: [column.name for column in table.columns if isinstance(column.type, SEALED)]
        for table in metadata.sorted_tables
    }
    return {table: columns for table, columns in found.items() if columns}


def _text(vault: Vault, plain: bytes) -> str:
    return b64encode(vault.seal(plain)).decode("ascii")


def _bytes(vault: Vault, value: str) -> bytes:
    return vault.open(b64decode(value))
