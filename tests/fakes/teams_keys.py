"""What Microsoft does so that a bot knows who sends: it signs a token, and serves the keys by which it is checked.

`Signer().token(serviceurl="http://127.0.0.1:1/")` is a token for one request, `serving_keys(signer)` serves the OpenID
metadata and the keys on loopback. Sources: learn.microsoft.com/azure/bot-service/rest-api, "Authenticate requests from
the Bot Connector service to your bot", and what login.botframework.com serves.
"""

import asyncio
import contextlib
import functools
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from bot.chat.payload import Json

APP = "00000000-0000-4000-8000-00000000ab07"
"""The bot's app id, to which tokens are addressed."""
SERVICE = "https://smba.trafficmanager.net/emea/00000000-0000-4000-8000-000000000000/"
ISSUER = "https://api.botframework.com"
TEAMS = ("cortana", "facebook", "msteams", "skype", "webchat")
"""What a key is endorsed for that signs what comes from Teams."""

METADATA = "/v1/.well-known/openidconfiguration"
KEYS = "/v1/.well-known/keys"

HUGE = 64 * 1024 * 1024
NEVER = 30.0
"""Seconds after which even an answer that hangs is ended."""


@functools.cache
def pair(_number: int) -> RSAPrivateKey:
    """Made-up pairs of keys by number, each made once in a run, because making one takes long."""
    return generate_private_key(public_exponent=65537, key_size=2048)


@dataclass(frozen=True)
class Key:
    """A key in use: which pair it is, by what name it is served, and for which channels."""

    number: int = 0
    endorsements: tuple[str, ...] = TEAMS

    @property
    def kid(self) -> str:
        """The name by which a token says that it was signed with it."""
        return f"key-{self.number}"

    def served(self) -> dict[str, Json]:
        """As it stands in the document of keys."""
        public: dict[str, Json] = jwt.algorithms.RSAAlgorithm.to_jwk(pair(self.number).public_key(), as_dict=True)
        named: dict[str, Json] = {"kty": "RSA", "use": "sig", "kid": self.kid, "x5t": self.kid}
        return {**named, "n": public["n"], "e": public["e"], "endorsements": list(self.endorsements)}


@dataclass
class Signer:
    """Signs for one bot with the newest of its `keys`, all of which are served. `now`: in seconds since 1970."""

    app: str = APP
    issuer: str = ISSUER
    service: str = SERVICE
    now: Callable[[], float] = time.time
    keys: list[Key] = field(default_factory=lambda: [Key()])

    def claims(self, **claims: Json) -> dict[str, Json]:
        """What a token says, with other claims or with more; one that is None is left out."""
        now = int(self.now())
        usual: dict[str, Json] = {"serviceurl": self.service, "nbf": now, "exp": now + 3600, "iss": self.issuer}
        return {name: value for name, value in {**usual, "aud": self.app, **claims}.items() if value is not None}

    def token(self, **claims: Json) -> str:
        """A token as Microsoft's service puts behind "Bearer", with these claims."""
        return self.signed(self.claims(**claims))

    def signed(self, claims: Mapping[str, Json], key: Key | None = None, **header: Json) -> str:
        """A token with exactly these claims, by that key, and with other headers; one that is None is left out."""
        return self.signed_bytes(json.dumps(claims).encode(), key, **header)

    def signed_bytes(self, payload: bytes, key: Key | None = None, **header: Json) -> str:
        """A token with those bytes for its claims, as `signed`."""
        key = key or self.keys[-1]
        headers = {"kid": key.kid, "x5t": key.kid, **header}
        named = {name: value for name, value in headers.items() if value is not None}
        return jwt.PyJWS().encode(payload, pair(key.number), "RS256", headers=named)

    def roll_over(self, *, keep: bool = False) -> Key:
        """From now on another key signs; the old ones are served no longer, unless told to `keep` them."""
        new = Key(max(key.number for key in self.keys) + 1, self.keys[-1].endorsements)
        self.keys = [*(self.keys if keep else ()), new]
        return new

    def documents(self, url: str) -> dict[str, bytes]:
        """What is served at that address, by path."""
        metadata = {"issuer": self.issuer, "jwks_uri": url + KEYS, "id_token_signing_alg_values_supported": ["RS256"]}
        keys = {"keys": [key.served() for key in self.keys]}
        return {METADATA: json.dumps(metadata).encode(), KEYS: json.dumps(keys).encode()}


class Fault(Enum):
    """What goes wrong with every answer."""

    ERROR = auto()
    """500."""
    JUNK = auto()
    """200, and a page instead of JSON."""
    HUGE = auto()
    """200, and JSON that does not end for 64 MiB, if it is read so far."""
    HANG = auto()
    """No answer, until the caller gives up."""
    REDIRECT = auto()
    """Sends to the same address under another path, where the right answer is."""


@dataclass
class KeyServer:
    """Serves what a signer has, at `url`. `fault` and `seconds` (each answer takes that long) may be set at any time.

    `instead` is what is sent at a path in place of the right document, and `asked` every path that was asked for.
    """

    signer: Signer
    url: str = ""
    fault: Fault | None = None
    seconds: float = 0.0
    instead: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def metadata(self) -> str:
        """The address of the OpenID metadata: what the bot is to be told."""
        return self.url + METADATA

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """The document at that path, or what goes wrong."""
        path = request.path
        self.asked.append(path)
        await asyncio.sleep(self.seconds)
        match self.fault:
            case Fault.ERROR:
                return web.Response(status=500, text="trouble")
            case Fault.JUNK:
                return web.Response(text="<html>trouble</html>", content_type="text/html")
            case Fault.HUGE:
                return await _huge(request)
            case Fault.HANG:
                await asyncio.sleep(NEVER)
            case Fault.REDIRECT if not path.startswith("/moved"):
                raise web.HTTPFound(f"/moved{path}")
            case _:
                pass
        documents = {**self.signer.documents(self.url), **self.instead}
        return web.Response(body=documents[path.removeprefix("/moved")], content_type="application/json")


@contextlib.asynccontextmanager
async def serving_keys(signer: Signer | None = None, *, port: int = 0) -> AsyncIterator[KeyServer]:
    """The keys of that signer (or of a new one: `.signer`), served on loopback while the block runs."""
    server = KeyServer(signer or Signer())
    app = web.Application()
    for path in (METADATA, KEYS, f"/moved{METADATA}", f"/moved{KEYS}"):
        app.router.add_get(path, server.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield server
    finally:
        await runner.cleanup()


async def _huge(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    await response.prepare(request)
    with contextlib.suppress(ConnectionError):
        await response.write(b'{"keys": [')
        for _ in range(HUGE // 65_536):
            await response.write(b"1," * 32_768)
    return response
