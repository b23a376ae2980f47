"""What an anonymous concern is known by: a nonce in its form, a code for its learner, keys that only the code gives.

Nothing here holds or takes anything about a person. The protocol is "Receipt v1" (docs/anonymity.md): the code follows
from the nonce, so pressing Send twice shows the same one; everything else follows from the code, through a slow
derivation that whoever guesses codes would have to do for each.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.keyring import Keyring

VERSION = b"\x01"
NONCE_BYTES, TAG_BYTES, KEY_BYTES, ID_BYTES, SEAL_NONCE_BYTES = 16, 8, 32, 16, 12
LETTERS_AND_DIGITS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""As in every other reference: nothing that is mistaken for another when it is read out."""

REFERENCE_LENGTH = 6


@dataclass(frozen=True, slots=True)
class Stretch:
    """How much work one derivation is: memory in KiB, passes over it (Argon2id, RFC 9106)."""

    memory_kib: int = 64 * 1024
    passes: int = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What the code of a concern gives: the id that it is found by, and the key that opens its learner's side."""

    id: str
    key: bytes = field(repr=False)


def new_nonce() -> bytes:
    """A nonce for a new form."""
    return secrets.token_bytes(NONCE_BYTES)


def token_of(keyring: Keyring, nonce: bytes) -> str:
    """The nonce as a form carries it, with a tag that shows that we gave it out."""
    return _text(VERSION + nonce + _tag(keyring, nonce))


def nonce_of(keyring: Keyring, token: str) -> bytes | None:
    """The nonce that a form carried, or None if it is none of ours."""
    whole = _bytes(token)
    nonce, tag = whole[1 : 1 + NONCE_BYTES], whole[1 + NONCE_BYTES :]
    ours = len(whole) == 1 + NONCE_BYTES + TAG_BYTES and whole[:1] == VERSION
    return nonce if ours and hmac.compare_digest(tag, _tag(keyring, nonce)) else None


def code_secret(keyring: Keyring, nonce: bytes) -> bytes:
    """What the code of this nonce is spelled from (`dialogs.receipt.spelled`)."""
    return hmac.new(keyring.code, b"esafety-bot|v1|code|" + nonce, hashlib.sha256).digest()


def stretched(keyring: Keyring, code: str, stretch: Stretch) -> bytes:
    """The key that follows from a code as `dialogs.receipt` spells it. Slow on purpose: never on the event loop."""
    return Argon2id(
        salt=keyring.salt,
        length=KEY_BYTES,
        iterations=stretch.passes,
        lanes=1,
        memory_cost=stretch.memory_kib,
        secret=keyring.pepper,
    ).derive(code.encode())


def known(key: bytes) -> Known:
    """What follows from a stretched code."""
    return Known(_derived(key, b"id", ID_BYTES).hex(), _derived(key, b"learner", KEY_BYTES))


def reference_of(keyring: Keyring, concern_id: str, attempt: int = 0) -> str:
    """What staff call it: unrelated to the code, and the same every time. Another `attempt` gives another one."""
    text = f"esafety-bot|v1|reference|{concern_id}|{attempt}".encode()
    digest = hmac.new(keyring.ref, text, hashlib.sha256).digest()
    number = int.from_bytes(digest, "big")
    picked = []
    for _ in range(REFERENCE_LENGTH):
        number, place = divmod(number, len(LETTERS_AND_DIGITS))
        picked.append(LETTERS_AND_DIGITS[place])
    return "ES-" + "".join(picked)


def case_of(keyring: Keyring, concern_id: str) -> str:
    """The id of the case that a concern becomes, so that two that send it at the same moment make one."""
    text = f"esafety-bot|v1|case|{concern_id}".encode()
    return hmac.new(keyring.ref, text, hashlib.sha256).hexdigest()[:32]


def draft_of(keyring: Keyring, nonce: bytes) -> str:
    """The id of what is told with a name: the same for the same form, and no way back to its nonce or its code."""
    return hmac.new(keyring.ref, b"esafety-bot|v1|named|" + nonce, hashlib.sha256).hexdigest()[:32]


def pass_of(keyring: Keyring, key: bytes) -> str:
    """A stretched code, sealed: a form that was opened with the code carries it, so that it need not be typed again."""
    nonce = secrets.token_bytes(SEAL_NONCE_BYTES)
    return _text(VERSION + nonce + AESGCM(_passing(keyring)).encrypt(nonce, key, b"esafety-bot|v1|pass"))


def key_of_pass(keyring: Keyring, text: str) -> bytes | None:
    """The stretched code again, or None if that is none of ours."""
    whole = _bytes(text)
    if whole[:1] != VERSION or len(whole) <= 1 + SEAL_NONCE_BYTES:
        return None
    try:
        nonce, sealed = whole[1 : 1 + SEAL_NONCE_BYTES], whole[1 + SEAL_NONCE_BYTES :]
        return AESGCM(_passing(keyring)).decrypt(nonce, sealed, b"esafety-bot|v1|pass")
    except InvalidTag:
        return None


def _passing(keyring: Keyring) -> bytes:
    return hmac.new(keyring.code, b"esafety-bot|v1|pass", hashlib.sha256).digest()


def _tag(keyring: Keyring, nonce: bytes) -> bytes:
    return hmac.new(keyring.code, b"esafety-bot|v1|tag|" + nonce, hashlib.sha256).digest()[:TAG_BYTES]


def _derived(key: bytes, what: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=b"esafety-bot|v1|" + what).derive(key)


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    """What the text stands for. Anything that we would not have written is nothing."""
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""
    return content if _text(content) == text else b""
