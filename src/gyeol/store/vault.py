"""Seal bytes with a key, and a key with a passphrase: AES-256-GCM and scrypt of the library `cryptography`.

A passphrase opens no text by itself: it opens the data key, which is drawn at random once, so that another
passphrase needs no text to be sealed anew. Every sealed value has a nonce of its own (96 random bits: safe for
2^32 values under one key) and is refused when a bit of it was changed.
"""

import secrets
import unicodedata
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from gyeol.errors import BadRequest, Locked, StoreError, WrongPassphrase

MIN_CHARS, MAX_CHARS = 8, 1024
COST = 17  # scrypt: N = 2^17, r = 8, p = 1 takes 128 MiB and about 0.4 s a try
_NONCE, _WHAT = 12, b"gyeol 1"


@dataclass(frozen=True)
class Wrapped:
    """A data key under a passphrase.

    Attributes:
        salt: 16 random bytes.
        cost: log2 of scrypt's N.
        key: the data key, sealed.
    """

    salt: bytes
    cost: int
    key: bytes


class Vault:
    """Seals and opens values with a data key.

    Args:
        key: 32 bytes, or None if this process does not have it: both then raise `Locked`.
    """

    def __init__(self, key: bytes | None) -> None:
        self._cipher: Final = None if key is None else AESGCM(key)

    def seal(self, value: bytes) -> bytes:
        """Return a value that nobody reads without the key; another one each time."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._open_cipher().encrypt(nonce, value, _WHAT)

    def open(self, sealed: bytes) -> bytes:
        """Return what was sealed; raise `StoreError` if a bit of it was changed."""
        try:
            return self._open_cipher().decrypt(sealed[:_NONCE], sealed[_NONCE:], _WHAT)
        except (InvalidTag, ValueError):
            raise StoreError("a locked text was damaged or changed on the disk; restore a copy.") from None

    def _open_cipher(self) -> AESGCM:
        if self._cipher is None:
            raise Locked("the diary is locked; open it on the page, or with its passphrase, and try again.")
        return self._cipher


def new_key() -> bytes:
    """Return a data key."""
    return AESGCM.generate_key(256)


def wrap(key: bytes, passphrase: str) -> Wrapped:
    """Seal a data key with a passphrase; raise `BadRequest` if it is too short or too long."""
    said = _said(passphrase)
    salt = secrets.token_bytes(16)
    return Wrapped(salt, COST, Vault(_stretched(said, salt, COST)).seal(key))


def unwrap(wrapped: Wrapped, passphrase: str) -> bytes:
    """Return the data key; raise `WrongPassphrase`."""
    try:
        return Vault(_stretched(_normal(passphrase), wrapped.salt, wrapped.cost)).open(wrapped.key)
    except StoreError:
        raise WrongPassphrase("that is not the passphrase; check the keyboard and try again.") from None


def _said(passphrase: str) -> bytes:
    if not MIN_CHARS <= len(passphrase) <= MAX_CHARS:
        raise BadRequest(
            f"a passphrase has {MIN_CHARS} to {MAX_CHARS:,} characters, this one {len(passphrase)}; "
            "a few words that only you would put together are best."
        )
    return _normal(passphrase)


def _normal(passphrase: str) -> bytes:
    """Return the bytes of a passphrase however its keyboard composes Hangul."""
    return unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")


def _stretched(said: bytes, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**cost, r=8, p=1).derive(said)
