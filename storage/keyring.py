"""The keys that everything sealed depends on: one file outside the database, readable by its owner alone.

It encrypts nothing itself, see `storage.sealing`. No key ever appears in its text, its errors or a log.
"""

import base64
import binascii
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Self

VERSION = 1
KEY_BYTES = 32
SALT_BYTES = 16
NAMES = ("find", "audit", "ref", "code", "pepper", "salt")


class KeyringError(Exception):
    """The keyring cannot be used. The text is one sentence for the operator, without any key."""


class KeyringMissing(KeyringError):
    """There is no such file. With a database already there this is an emergency, not a reason to make a new one."""


class KeyringUnreadable(KeyringError):
    """The file is not a keyring, may not be read, or may be read by others."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """Every key. `keks` wrap the data keys: one for each epoch, which is a month written as 202611.

    `find` makes blind indexes and `audit` the chains of the audit. `ref`, `code`, `pepper` and `salt` belong to
    anonymous concerns.
    """

    find: bytes = field(repr=False)
    audit: bytes = field(repr=False)
    ref: bytes = field(repr=False)
    code: bytes = field(repr=False)
    pepper: bytes = field(repr=False)
    salt: bytes = field(repr=False)
    keks: Mapping[int, bytes] = field(repr=False)

    @classmethod
    def create(cls, path: Path, now: datetime) -> Self:
        """Make new keys, write them so that they survive a crash, and return them.

        Raises FileExistsError rather than replace a keyring, and other OSErrors when the file cannot be written.
        """
        sizes = {name: SALT_BYTES if name == "salt" else KEY_BYTES for name in NAMES}
        keys = {name: secrets.token_bytes(size) for name, size in sizes.items()}
        keks = {now.year * 100 + now.month: secrets.token_bytes(KEY_BYTES)}
        _write_once(path, _as_text(keys, keks).encode())
        return cls(**keys, keks=MappingProxyType(keks))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the keys. Raises KeyringMissing or KeyringUnreadable."""
        text = _read_private(path)
        try:
            stored = json.loads(text)
            keys = {name: _key(stored[name], SALT_BYTES if name == "salt" else KEY_BYTES) for name in NAMES}
            keks = {int(epoch): _key(key, KEY_BYTES) for epoch, key in stored["keks"].items()}
            understood = stored["version"] == VERSION and bool(keks)
        except (ValueError, KeyError, TypeError, AttributeError):
            understood, keys, keks = False, {}, {}
        if not understood:
            raise KeyringUnreadable(f"{path} is not a keyring: put the keyring's own copy back; nothing was changed.")
        return cls(**keys, keks=MappingProxyType(keks))

    @property
    def writing_epoch(self) -> int:
        """The epoch whose key wraps new data keys: the newest."""
        return max(self.keks)

    def mark(self) -> str:
        """A short text by which a database knows its keyring again. It tells nothing about the keys."""
        named = b"".join((self.find, self.ref, self.code, self.pepper, self.salt))
        return hmac.new(self.audit, b"esafety-bot|v1|mark|" + named, hashlib.sha256).hexdigest()[:16]

    def blind(self, purpose: str, name: str) -> str:
        """An index by which a name is found again without being stored. Equal names give equal indexes."""
        return hmac.new(self.find, f"esafety-bot|v1|{purpose}|{name}".encode(), hashlib.sha256).hexdigest()


def _as_text(keys: Mapping[str, bytes], keks: Mapping[int, bytes]) -> str:
    stored: dict[str, object] = {"version": VERSION}
    stored |= {name: base64.b64encode(key).decode() for name, key in keys.items()}
    stored["keks"] = {str(epoch): base64.b64encode(key).decode() for epoch, key in keks.items()}
    return json.dumps(stored, indent=2) + "\n"


def _key(text: str, size: int) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != size:
        raise ValueError
    return key


def _write_once(path: Path, content: bytes) -> None:
    # A half-written keyring must never be found under its name: write beside it, then link, which cannot replace.
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    finally:
        draft.unlink()
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read_private(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            shared = os.fstat(file.fileno()).st_mode & 0o077
            text = file.read()
    except FileNotFoundError:
        raise KeyringMissing(f"There is no keyring at {path}: put its copy back there; nothing was changed.") from None
    except (OSError, UnicodeDecodeError):
        raise KeyringUnreadable(f"The keyring {path} cannot be read: give it to the bot's account alone.") from None
    if shared:
        raise KeyringUnreadable(f"Others may read the keyring {path}: run `chmod 600 {path}`, then start again.")
    return text
