"""Ways to spoil a request: those after which no signature fits any more, and those that Slack's own secret signs."""

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from random import Random
from urllib.parse import quote_plus

from bot.web import MOST_BYTES
from tests.bot.slack.posts import BODIES, EVENTS, FORM, JSON, NOW, PAYLOADS, Post, in_a_form, signature, signed

SIGNATURE = "X-Slack-Signature"
TIMESTAMP = "X-Slack-Request-Timestamp"

Spoils = Callable[[Random, Post], Post]


def any_post(chance: Random) -> Post:
    """What Slack could send at about this time."""
    body, kind = chance.choice(list(BODIES.values()))
    return signed(body, kind, at=NOW + chance.randint(-300, 300))


def other_bytes(chance: Random, body: bytes) -> bytes:
    """The same with a byte flipped, put in, left out or doubled, or with a piece cut off, moved or repeated."""
    at, to = sorted(chance.sample(range(len(body) + 1), 2))
    piece, byte = body[at:to], chance.randbytes(1)
    spoilt = chance.choice(
        [
            body[:at] + bytes([body[at] ^ (1 << chance.randrange(8))]) + body[at + 1 :],
            body[:at] + byte + body[at:],
            body[:at] + body[at + 1 :],
            body[: at + 1] + body[at:],
            body[:at],
            body[:at] + body[to:],
            body[:at] + piece + body[at:],
            body[to:] + piece + body[:at],
            body[:at] + b"\0" * chance.randint(1, 9) + body[at:],
            body[:at] + chance.randbytes(to - at) + body[to:],
            body + chance.choice([b"\n", b" ", b"\0", b"&payload={}", b"&command=/esafety", b"}"]),
        ]
    )
    return spoilt if spoilt != body else body + b"\n"


def _other_body(chance: Random, post: Post) -> Post:
    return replace(post, body=other_bytes(chance, post.body))


def _swapped_body(chance: Random, post: Post) -> Post:
    return replace(post, body=chance.choice([each for each, _ in BODIES.values() if each != post.body]))


def _no_body(_chance: Random, post: Post) -> Post:
    return replace(post, body=b"")


def _other_secret(chance: Random, post: Post) -> Post:
    secret = chance.choice(["", "x", "8f742231b10e8888abcd99yyyzzz85a6", chance.randbytes(16).hex()])
    return post.with_header(SIGNATURE, signature(post.body, post.header(TIMESTAMP), secret))


def _other_time(chance: Random, post: Post) -> Post:
    return post.with_header(TIMESTAMP, str(int(post.header(TIMESTAMP)) + chance.choice([-1, 1, 60, -300, 10**6])))


def _too_old_or_too_new(chance: Random, post: Post) -> Post:
    off = chance.choice([-1, 1]) * chance.choice([301, 302, 600, 3600, 10**9])
    return signed(post.body, post.header("Content-Type"), at=NOW + off)


def _signed_odd_time(chance: Random, post: Post) -> Post:
    at = str(int(NOW))
    odd = chance.choice(
        [f"+{at}", f"-{at}", f"{at}.0", f"{at}e0", hex(int(NOW)), "", "nan", "inf", f"000{at}", f"{at[:5]}_{at[5:]}"]
    )
    arabic = at.translate({ord("0") + digit: 0x660 + digit for digit in range(10)})
    odd = chance.choice([odd, arabic, "9" * 400])
    return post.with_header(TIMESTAMP, odd).with_header(SIGNATURE, signature(post.body, odd))


def _other_signature(chance: Random, post: Post) -> Post:
    given = post.header(SIGNATURE)
    at = chance.randrange(3, len(given))
    digit = chance.choice([each for each in "0123456789abcdef" if each != given[at]])
    hexits = given[3:]
    odd = [
        given[:at] + digit + given[at + 1 :],
        given[:at],
        f"{given}0",
        f"v1={hexits}",
        f"V0={hexits}",
        hexits,
        f"v0= {hexits}",
        f"v0={hexits},v0={hexits}",
        f'"{given}"',
        "",
        "v0=",
        "v0=" + "0" * 64,
        given.replace("v0=", "v0=0x"),
        given[:at] + chance.choice(["\udcff", "é", "\t", "\N{FULLWIDTH DIGIT ONE}", "g"]) + given[at + 1 :],
        "v0=" + "a" * 7000,
    ]
    if hexits.upper() != hexits:
        odd.append(f"v0={hexits.upper()}")
    return post.with_header(SIGNATURE, chance.choice(odd))


def _header_missing(chance: Random, post: Post) -> Post:
    return post.without(chance.choice([SIGNATURE, TIMESTAMP]))


def _header_twice(chance: Random, post: Post) -> Post:
    name = chance.choice([SIGNATURE, TIMESTAMP])
    again = (chance.choice([name, name.lower(), name.upper()]), chance.choice([post.header(name), "1", ""]))
    return replace(post, headers=chance.choice([(again, *post.headers), (*post.headers, again)]))


def _header_broken(chance: Random, post: Post) -> Post:
    broken = chance.choice(
        [("X\0", "1"), ("X-A", "\0"), ("", "1"), ("X-A", "1\r\n folded"), ("X A", "1"), ("X-A", "a" * 9000)]
    )
    return _header_missing(chance, replace(post, headers=(broken, *post.headers)))


def _header_that_steers_bolt(chance: Random, post: Post) -> Post:
    steering = (("X-Slack-Bolt-Lazy-Only", "1"), ("X-Slack-Bolt-Lazy-Function-Name", "hears"))
    return _header_missing(chance, replace(post, headers=(*steering, *post.headers)))


def _packed(_chance: Random, post: Post) -> Post:
    return replace(post, body=gzip.compress(post.body)).with_header("Content-Encoding", "gzip")


def _chunked(chance: Random, post: Post) -> Post:
    return replace(_other_body(chance, post), chunked=True)


def _chunks_that_are_none(chance: Random, post: Post) -> Post:
    lie = chance.choice([b"zz\r\n", b"-1\r\n", b"5\r\nabc\r\n0\r\n\r\n", b"ffffffffffffffffff\r\n", b"\r\n\r\n"])
    return replace(post, body=lie, bare=True)


def _other_method(chance: Random, post: Post) -> Post:
    return replace(
        post, method=chance.choice(["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "post", "P\0ST"])
    )


def _other_path(chance: Random, post: Post) -> Post:
    path = chance.choice(
        ["/", "/slack", "/slack/events/", "/slack/events/x", "//slack/events", "/slack/Events", "*", "/\0"]
    )
    return replace(post, path=path)


def _unsigned_query(chance: Random, post: Post) -> Post:
    return replace(_header_missing(chance, post), path="/slack/events?ssl_check=1&payload={}")


def _claims_too_much(chance: Random, post: Post) -> Post:
    return replace(post, claims=MOST_BYTES + chance.choice([1, 2, 10**6, 10**15]))


def _ssl_check(_chance: Random, post: Post) -> Post:
    return replace(post, headers=post.headers[:1], body=b"ssl_check=1&token=abc")


UNSIGNED: tuple[Spoils, ...] = (
    *(_other_body,) * 8,
    *(_other_signature,) * 3,
    *(_swapped_body, _no_body, _other_secret, _other_time, _too_old_or_too_new, _signed_odd_time),
    *(_header_missing, _header_twice, _header_broken, _header_that_steers_bolt, _packed, _chunked),
    *(_chunks_that_are_none, _other_method, _other_path, _unsigned_query, _claims_too_much, _ssl_check),
)
"""After each of them the request is none that Slack signed, now, for this address."""

HOSTILE: tuple[object, ...] = (
    *(None, True, 0, -1, 1.5, 10**30, float("nan"), "", "\0", "\ud800", "x" * 5000, "__class__", "payload"),
    *([], {}, [None], [[]], {"id": 1}, {"id": None}, [{}], {"type": 7}, "{", "null", {"": ""}, "<!channel>"),
)


def spoilt(chance: Random, found: object) -> object:
    """The same with something else, or nothing, in one place of it."""
    if isinstance(found, dict) and found and chance.random() < 0.85:
        key = chance.choice(list(found))
        if chance.random() < 0.15:
            return {name: value for name, value in found.items() if name != key}
        return {**found, key: spoilt(chance, found[key])}
    if isinstance(found, list) and found and chance.random() < 0.85:
        at = chance.randrange(len(found))
        return [*found[:at], spoilt(chance, found[at]), *found[at + 1 :]]
    return chance.choice(HOSTILE)


def _spoilt_payload(chance: Random, kind: str) -> bytes:
    payload: object = chance.choice(list(EVENTS.values() if kind == JSON else PAYLOADS.values()))
    for _ in range(chance.choice([1, 1, 1, 2, 5])):
        payload = spoilt(chance, payload)
    return json.dumps(payload).encode() if kind == JSON else in_a_form(payload)


def _odd_body(chance: Random, kind: str) -> bytes:
    deep = chance.choice([31, 32, 33, 900, 60_000])
    nested = chance.choice(["[" * deep + "]" * deep, '{"type":' * deep + "1" + "}" * deep]).encode()
    text = chance.choice(
        [nested, b"1" * 5000, b"\xff\xfe{}", b"{", b"nul", b"\xef\xbb\xbf{}", b'{"type":"shortcut"}\0']
    )
    if kind == JSON:
        return text
    fields = [
        b"payload",
        b"payload=",
        b"a=payload",
        b"&" * 500,
        b"=",
        b"%",
        b"command=%ff",
        b"command",
        b"",
        b"ssl_check=1",
    ]
    return chance.choice([b"payload=" + quote_plus(text).encode(), b"payload={}&payload=" + text, *fields])


def hostile_post(chance: Random) -> Post:
    """Something that Slack never sends, with Slack's signature."""
    body, kind = chance.choice(list(BODIES.values()))
    spoil = chance.choice([_spoilt_payload, _spoilt_payload, _spoilt_payload, _odd_body])
    spoilt_body = other_bytes(chance, body) if chance.random() < 0.25 else spoil(chance, kind)
    post = signed(spoilt_body, kind, at=NOW + chance.randint(-300, 300))
    if chance.random() < 0.9:
        return post
    odd = [
        "text/plain",
        "multipart/form-data; boundary=x",
        f"{JSON}; charset=utf-16",
        f"{FORM}, {JSON}",
        ";",
        "\udcff",
        JSON,
        FORM,
    ]
    return chance.choice(
        [
            post.with_header("Content-Type", chance.choice(odd)),
            post.without("Content-Type"),
            post.with_header("Content-Encoding", chance.choice(["gzip", "identity", "br", ""])),
            replace(post, path="/slack/events?payload={}&payload=%ff"),
        ]
    )
