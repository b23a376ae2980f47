"""All that could be left behind of somebody who wrote to us: each of their values, as it is and in every disguise.

Plain digests are among them, because whoever has a list of all users finds a person by one. A digest under a key that
is kept elsewhere is not, nor is anything that was encrypted.
"""

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote, quote_plus

DIGESTS: tuple[Callable[[bytes], bytes], ...] = (
    lambda value: hashlib.md5(value, usedforsecurity=False).digest(),
    lambda value: hashlib.sha1(value, usedforsecurity=False).digest(),
    lambda value: hashlib.sha256(value).digest(),
    lambda value: hashlib.sha512(value).digest(),
    lambda value: hashlib.blake2b(value).digest(),
)
SHORTEST = 8
"""Bytes. What is shorter is found by chance in a file of some megabytes."""

HEX_DIGITS = 12
"""So many hexadecimal digits of a digest count as the digest: the rest of them stands behind these, or is cut off."""


def needles(values: Iterable[bytes]) -> frozenset[bytes]:
    """What to look for when none of these values may be left behind."""
    found: set[bytes] = set()
    for value in values:
        found |= spellings(value)
        for digest in DIGESTS:
            found |= spellings_of_digest(digest(value))
    return frozenset(each for each in found if len(each) >= SHORTEST)


def spellings(value: bytes) -> set[bytes]:
    """The ways in which a value is written."""
    digits, percent = value.hex().encode(), quote(value, safe="").encode()
    found = {value, value[::-1], value.upper(), value.lower(), digits, digits.upper(), percent, percent.lower()}
    found.add(quote_plus(value).encode())
    found.update(in_base64(value))
    if value.isascii():
        text = value.decode()
        found |= {text.encode("utf-16-le"), text.encode("utf-16-be")}
    return found


def spellings_of_digest(digest: bytes) -> set[bytes]:
    """The same of a digest: as bytes, by its first hexadecimal digits and in base64."""
    found = {digest, digest[::-1], *in_base64(digest), quote(digest, safe="").encode()}
    return found | _of_text(digest.hex()[:HEX_DIGITS]) | _of_text(base64.b64encode(digest).decode().rstrip("="))


def in_base64(value: bytes) -> Iterator[bytes]:
    """What is always the same of a value in base64, wherever in what was encoded it stands, in both alphabets."""
    for before in range(3):
        encoded = base64.b64encode(bytes(before) + value)
        sure = encoded[-(-before * 8 // 6) : (before + len(value)) * 8 // 6]
        yield sure
        if b"+" in sure or b"/" in sure:
            yield sure.replace(b"+", b"-").replace(b"/", b"_")


def _of_text(text: str) -> set[bytes]:
    value = text.encode()
    wide = {text.encode("utf-16-le"), text.encode("utf-16-be")}
    return {value, value[::-1], value.upper(), value.lower(), value.hex().encode(), *in_base64(value), *wide}
