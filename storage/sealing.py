"""Seals what must not be read by whoever takes the database: AES-256-GCM, bound to the place that it was written for.

A sealed value is `0x01 | epoch (4 bytes) | nonce (12) | ciphertext and tag`. Its associated data is
`esafety-bot|v1|table|column|row id|epoch`, so a value that is moved does not open. It is padded to 256 * 2^n bytes, so
its length tells little. Which key seals what is `storage.data_keys`.
"""

import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.failures import SealBroken
from storage.inventory import SEALED

FORMAT = 1
EPOCH = slice(1, 5)
NONCE = slice(5, 17)
CIPHERTEXT = slice(17, None)
NONCE_BYTES, TAG_BYTES, LENGTH_BYTES, KEY_BYTES = 12, 16, 4, 32
SMALLEST = 256


@dataclass(frozen=True, slots=True)
class Key:
    """A key and the epoch that it is written under."""

    secret: bytes = field(repr=False)
    epoch: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value stands. `row` is made of ids that never change."""

    table: str
    column: str
    row: str


def new_key(epoch: int) -> Key:
    """A new random key."""
    return Key(secrets.token_bytes(KEY_BYTES), epoch)


def seal(key: Key, place: Place, content: bytes) -> bytes:
    """Seal the content for that place. Raises ValueError for a column that is not in the inventory."""
    if (place.table, place.column) not in SEALED:
        raise ValueError(f"{place.table}.{place.column} is not declared as sealed")
    nonce = secrets.token_bytes(NONCE_BYTES)
    epoch = key.epoch.to_bytes(4, "big")
    ciphertext = AESGCM(key.secret).encrypt(nonce, _padded(content), _associated(place, key.epoch))
    return bytes([FORMAT]) + epoch + nonce + ciphertext


def unseal(key: Key, place: Place, sealed: bytes) -> bytes:
    """The content again. Raises SealBroken when a single bit of it, its place or its key is another."""
    opened = _opened(key, place, sealed)
    if opened is None:
        raise SealBroken
    length = int.from_bytes(opened[:LENGTH_BYTES], "big")
    return opened[LENGTH_BYTES : LENGTH_BYTES + length]


def epoch_of(sealed: object) -> int:
    """The epoch that a sealed value says it was written under; only opening it proves that. -1 for what is no bytes.

    In SQLite's file anything may stand for bytes.
    """
    return int.from_bytes(sealed[EPOCH], "big") if isinstance(sealed, bytes) else -1


def _opened(key: Key, place: Place, sealed: object) -> bytes | None:
    if not isinstance(sealed, bytes) or len(sealed) < CIPHERTEXT.start + SMALLEST + TAG_BYTES or sealed[0] != FORMAT:
        return None
    associated = _associated(place, epoch_of(sealed))
    try:
        return AESGCM(key.secret).decrypt(sealed[NONCE], sealed[CIPHERTEXT], associated)
    except InvalidTag:
        return None


def _associated(place: Place, epoch: int) -> bytes:
    return f"esafety-bot|v1|{place.table}|{place.column}|{place.row}|{epoch}".encode()


def _padded(content: bytes) -> bytes:
    whole = len(content).to_bytes(LENGTH_BYTES, "big") + content
    size = SMALLEST
    while size < len(whole):
        size *= 2
    return whole.ljust(size, b"\0")
