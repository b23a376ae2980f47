"""Tokens that must not be taken, each with why, and those that must."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bot.chat.payload import Json
from bot.teams.tokens import Refusal
from tests.fakes.teams_keys import APP, ISSUER, Key, Signer, pair

Made = Callable[[Signer], str | tuple[str, ...]]
"""The Authorization headers of a request: a text is what follows "Bearer " in the only one."""

OTHER_APP = "00000000-0000-4000-8000-0000000000ff"


def base64url(found: bytes | Mapping[str, Json]) -> str:
    """A part of a token."""
    given = found if isinstance(found, bytes) else json.dumps(found).encode()
    return base64.urlsafe_b64encode(given).rstrip(b"=").decode()


def unsigned(signer: Signer, algorithm: str, signature: str = "") -> str:
    """A token that says that it needs no signature."""
    return f"{base64url({'alg': algorithm, 'typ': 'JWT', 'kid': 'key-0'})}.{base64url(signer.claims())}.{signature}"


def by_hmac(signer: Signer, secret: bytes) -> str:
    """A token that is signed with a secret that everybody knows: what is published of the key."""
    said = f"{base64url({'alg': 'HS256', 'typ': 'JWT', 'kid': 'key-0'})}.{base64url(signer.claims())}"
    return f"{said}.{base64url(hmac.digest(secret, said.encode(), hashlib.sha256))}"


def pem() -> bytes:
    """What is published of the key, as libraries write it."""
    return pair(0).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def other_claims(signer: Signer, **claims: Json) -> str:
    """A token that was signed, and has other claims since."""
    head, _, signature = signer.token().split(".")
    return f"{head}.{base64url(signer.claims(**claims))}.{signature}"


def bearing(signer: Signer, header: str) -> tuple[str, ...]:
    """One Authorization header, in which a good token is put for the dots."""
    return (header.replace("...", signer.token()),)


def later(signer: Signer, seconds: float) -> int:
    """A moment, so many seconds from now."""
    return int(signer.now() + seconds)


UNSIGNED: dict[str, Made] = {
    "no header": lambda _: (),
    "an empty header": lambda _: ("",),
    "a scheme alone": lambda _: ("Bearer",),
    "a scheme and a space": lambda _: ("Bearer ",),
    "no scheme": lambda it: bearing(it, "..."),
    "another scheme": lambda it: bearing(it, "Basic ..."),
    "a scheme in capitals": lambda it: bearing(it, "BEARER ..."),
    "a scheme in small letters": lambda it: bearing(it, "bearer ..."),
    "two spaces": lambda it: bearing(it, "Bearer  ..."),
    "a tab": lambda it: bearing(it, "Bearer\t..."),
    "something behind it": lambda it: bearing(it, "Bearer ... x"),
    "a comma behind it": lambda it: bearing(it, "Bearer ...,"),
    "quotes": lambda it: bearing(it, 'Bearer "..."'),
    "two tokens": lambda it: bearing(it, "Bearer ..., Bearer ..."),
    "two headers": lambda it: bearing(it, "Bearer ...") * 2,
    "a good header and a bad one": lambda it: (*bearing(it, "Bearer ..."), "Bearer x"),
    "a bad header and a good one": lambda it: ("Basic x", *bearing(it, "Bearer ...")),
    "junk": lambda _: "junk",
    "dots": lambda _: "..",
    "no letters of base64": lambda _: "a%.b%.c%",
    "letters of the other base64": lambda it: it.token().replace("_", "/").replace("-", "+") + "/",
    "padding": lambda it: it.token() + "=",
    "two parts": lambda it: it.token().rsplit(".", 1)[0],
    "four parts": lambda it: it.token() + ".x",
    "five parts, as if sealed": lambda _: "a.b.c.d.e",
    "no signature": lambda it: it.token().rsplit(".", 1)[0] + ".",
    "algorithm none": lambda it: unsigned(it, "none"),
    "no payload": lambda it: it.token().split(".")[0] + ".." + it.token().split(".")[2],
    "a payload outside": lambda it: it.signed(it.claims(), b64=False),
    "letters that are not ASCII": lambda it: it.token() + "é",
    "huge": lambda it: it.token() + "A" * 7000,
}
FORGED: dict[str, Made] = {
    "junk in three parts": lambda _: "junk.junk.junk",
    "a head that is no JSON": lambda it: f"{base64url(b'{')}.{it.token().split('.', 1)[1]}",
    "a head that is no object": lambda it: f"{base64url(b'[]')}.{it.token().split('.', 1)[1]}",
    "a head that is no text": lambda it: f"{base64url(bytes([0xFF, 0xFE]))}.{it.token().split('.', 1)[1]}",
    "a head that is far too deep": lambda _: f"{base64url(b'[' * 3000)}.a.a",
    "a head with a number that is too long": lambda _: f"{base64url(b'1' * 3000)}.a.a",
    "algorithm none with a signature": lambda it: unsigned(it, "none", it.token().split(".")[2]),
    "algorithm None": lambda it: unsigned(it, "None", "AAAA"),
    "another algorithm of the kind": lambda it: unsigned(it, "RS512", it.token().split(".")[2]),
    "an algorithm that there is not": lambda it: unsigned(it, "RS256 ", it.token().split(".")[2]),
    "signed by hmac with the public key": lambda it: by_hmac(it, pem()),
    "signed by hmac with the public key's number": lambda it: by_hmac(it, str(Key().served()["n"]).encode()),
    "signed by hmac with nothing": lambda it: by_hmac(it, b""),
    "another key": lambda it: it.signed(it.claims(), Key(7), kid="key-0"),
    "a key that nobody knows": lambda it: it.signed(it.claims(), Key(7)),
    "no key's name": lambda it: it.signed(it.claims(), kid=None),
    "an empty name of a key": lambda it: it.signed(it.claims(), kid=""),
    "a key that it brings": lambda it: it.signed(it.claims(), Key(7), jwk=Key(7).served()),
    "a key at an address that it names": lambda it: it.signed(it.claims(), Key(7), jku="http://127.0.0.1:1/keys"),
    "something critical": lambda it: it.signed(it.claims(), crit=["x"], x=1),
    "other claims": lambda it: other_claims(it, serviceurl="https://smba.trafficmanager.net/other/"),
    "another signature": lambda it: it.token()[:-300] + it.token(x=1)[-300:],
    "a signature cut short": lambda it: it.token()[:-4],
}
STALE: dict[str, Made] = {
    "expired": lambda it: it.token(exp=later(it, -301)),
    "expired long ago": lambda it: it.token(exp=0),
    "no end": lambda it: it.token(exp=None),
    "an end that is text": lambda it: it.token(exp=str(later(it, 3600))),
    "an end that is a fraction": lambda it: it.token(exp=it.now() + 3600.5),
    "an end that is true": lambda it: it.token(exp=True),
    "an end in a list": lambda it: it.token(exp=[later(it, 3600)]),
    "an end that is no number": lambda it: it.token(exp=float("nan")),
    "no end to the end": lambda it: it.token(exp=float("inf")),
    "not yet": lambda it: it.token(nbf=later(it, 302)),
    "a beginning that is text": lambda it: it.token(nbf=str(later(it, -1))),
}
FOR_OTHERS: dict[str, Made] = {
    "another issuer": lambda it: it.token(iss="https://api.botframework.us"),
    "the emulator": lambda it: it.token(iss="https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"),
    "Entra": lambda it: it.token(iss="https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0"),
    "an issuer with a slash": lambda it: it.token(iss=f"{ISSUER}/"),
    "issuers": lambda it: it.token(iss=[ISSUER]),
    "no issuer": lambda it: it.token(iss=None),
    "another bot": lambda it: it.token(aud=OTHER_APP),
    "no audience": lambda it: it.token(aud=None),
    "an empty audience": lambda it: it.token(aud=""),
    "this bot among others": lambda it: it.token(aud=[APP, OTHER_APP]),
    "this bot in a list": lambda it: it.token(aud=[APP]),
    "an audience that is an object": lambda it: it.token(aud={APP: APP}),
    "the issuer itself": lambda it: it.token(aud=ISSUER),
    "any bot": lambda it: it.token(aud="*"),
    "this bot with a space": lambda it: it.token(aud=f"{APP} "),
    "claims in a list": lambda it: it.signed_bytes(b"[]"),
    "claims that are no JSON": lambda it: it.signed_bytes(b"{"),
    "claims that are no text": lambda it: it.signed_bytes(bytes([0xFF])),
    "claims that are far too deep": lambda it: it.signed_bytes(b"[" * 2900),
}


BAD: dict[str, tuple[Made, Refusal]] = {
    **{name: (made, Refusal.UNSIGNED) for name, made in UNSIGNED.items()},
    **{name: (made, Refusal.FORGED) for name, made in FORGED.items()},
    **{name: (made, Refusal.STALE) for name, made in STALE.items()},
    **{name: (made, Refusal.FOR_OTHERS) for name, made in FOR_OTHERS.items()},
}
GOOD: dict[str, Made] = {
    "as Microsoft writes it": lambda it: it.token(),
    "just expired, by our clock": lambda it: it.token(exp=later(it, -299)),
    "about to begin, by our clock": lambda it: it.token(nbf=later(it, 299)),
    "without a beginning": lambda it: it.token(nbf=None),
    "with more claims": lambda it: it.token(iat=later(it, 0), jti="x", appid=APP),
    "without a kind": lambda it: it.signed(it.claims(), typ=None),
}


def headers(made: Made, signer: Signer) -> tuple[str, ...]:
    """The Authorization headers."""
    found = made(signer)
    return (f"Bearer {found}",) if isinstance(found, str) else found
