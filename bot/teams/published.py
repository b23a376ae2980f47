"""The keys with which Microsoft signs what it sends to bots, as it publishes them: read in bounded time and space.

Two documents: the OpenID metadata, which says who signs and where the keys are, and the keys. Source:
learn.microsoft.com/azure/bot-service/rest-api, "Authenticate requests from the Bot Connector service to your bot".
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import ClientError, ClientSession
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt import InvalidKeyError
from jwt.algorithms import RSAAlgorithm
from yarl import URL

from bot.chat.payload import Json, items, mapping, text
from bot.teams.service_urls import is_this_computer

SECONDS = 5.0
"""For both documents together."""
MOST_BYTES = 256 * 1024
"""Of one document. It is parsed in one go: some 2 ms for keys, and some 40 for as much nonsense."""
MOST_KEYS = 100
BITS = range(2048, 4096 + 1)
LONGEST_NUMBER = 700
"""Characters of a key's number: those of 4,096 bits in base64, and a few."""


class NotPublished(Exception):
    """The keys were not to be had, or there was none. It has no text."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key, who signs with it, and for which channels it is good."""

    public: RSAPublicKey
    issuer: str
    endorsements: frozenset[str]


async def published(session: ClientSession, metadata_url: str) -> Mapping[str, SigningKey]:
    """The keys by their ids, at least one. Raises NotPublished."""
    try:
        async with asyncio.timeout(SECONDS):
            metadata = await _document(session, metadata_url, metadata_url)
            document = await _document(session, text(metadata.get("jwks_uri")), metadata_url)
    except (ClientError, OSError, RuntimeError, ValueError):  # RuntimeError: JSON too deep, or the session is closed
        raise NotPublished from None
    keys = _keys(document, text(metadata.get("issuer")))
    if not keys:
        raise NotPublished
    return keys


def may_be_asked(url: str, metadata_url: str) -> bool:
    """Whether what an address says of keys can be believed: by https, or by http where all is on this computer."""
    try:
        place, first = URL(url), URL(metadata_url)
    except ValueError:
        return False
    here = place.scheme == first.scheme == "http" and is_this_computer(place.host or "")
    return bool(place.host) and place.user is None and (here or place.scheme == "https")


async def _document(session: ClientSession, url: str, metadata_url: str) -> Mapping[str, Json]:
    """The object that is served there. Raises ValueError, RecursionError, TimeoutError, OSError or ClientError."""
    if not may_be_asked(url, metadata_url):
        raise ValueError
    body = bytearray()
    async with session.get(url, allow_redirects=False, headers={"Accept-Encoding": "identity"}) as answer:
        if answer.status != 200:  # noqa: PLR2004 - OK
            raise ValueError
        async for piece in answer.content.iter_any():
            body += piece
            if len(body) > MOST_BYTES:
                raise ValueError
    found: Json = json.loads(body)
    return mapping(found)


def _keys(document: Mapping[str, Json], issuer: str) -> dict[str, SigningKey]:
    """Those that can be used; the first of one name counts."""
    keys: dict[str, SigningKey] = {}
    for each in items(document.get("keys"))[:MOST_KEYS]:
        given = mapping(each)
        kid, public = text(given.get("kid")), _public(given)
        if kid and issuer and public is not None:
            endorsements = frozenset(text(name) for name in items(given.get("endorsements")))
            keys.setdefault(kid, SigningKey(public, issuer, endorsements))
    return keys


def _public(given: Mapping[str, Json]) -> RSAPublicKey | None:
    """The public key, if it is one of RSA, of the length that is used."""
    numbers = {name: text(given.get(name)) for name in ("kty", "n", "e")}
    if max(map(len, numbers.values())) > LONGEST_NUMBER:
        return None
    try:
        public = RSAAlgorithm.from_jwk(dict(numbers))
    except (InvalidKeyError, ValueError):
        return None
    return public if isinstance(public, RSAPublicKey) and public.key_size in BITS else None
