"""Ways to spoil a request of Teams': those after which no token vouches for it, and those that a good token carries."""

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from random import Random

from bot.chat.payload import Json
from bot.web import MOST_BYTES
from tests.bot.slack.mutating import other_bytes, spoilt
from tests.bot.slack.posts import Post
from tests.bot.teams.forged import BAD, headers
from tests.bot.teams.posts import ACTIVITIES, OTHER_TENANT, post, with_body
from tests.bot.teams.tricks import TRICKS
from tests.fakes.teams_keys import SERVICE, Signer

BODIES = tuple(json.dumps(each).encode() for each in ACTIVITIES.values())
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \t\"'%é"


class Spoiler:
    """Spoils what it is asked to, by chance that can be had again. Its tokens are signed once: that takes long."""

    def __init__(self, chance: Random, signer: Signer) -> None:
        self._chance = chance
        self.good = tuple(signer.token(jti=str(number)) for number in range(5))
        self.bad = tuple(headers(made, signer) for made, _ in BAD.values())
        self._tricks = tuple((trick, signer.token(serviceurl=trick)) for trick in TRICKS)

    def unsigned(self) -> Post:
        """A request that no token vouches for."""
        sent = self._chance.choice([self._genuine, self._genuine, self._with_odd_body])()
        return self._chance.choice(UNSIGNED)(self._chance, self, sent)

    def hostile(self) -> Post:
        """A request with a good token, and a body that Teams would not send, or not with that token."""
        ways = [self._with_spoilt_activity] * 4 + [self._with_other_bytes] * 2
        sent = self._chance.choice([*ways, self._with_odd_body, self._of_another_service, self._of_another_tenant])()
        return sent if self._chance.random() < 0.9 else self._chance.choice(ODD)(self._chance, sent)

    def _genuine(self) -> Post:
        return with_body(self._chance.choice(BODIES), self._chance.choice(self.good))

    def _with_spoilt_activity(self) -> Post:
        activity: object = self._chance.choice(list(ACTIVITIES.values()))
        for _ in range(self._chance.choice([1, 1, 1, 2, 5])):
            activity = spoilt(self._chance, activity)
        return with_body(json.dumps(activity).encode(), self._chance.choice(self.good))

    def _with_other_bytes(self) -> Post:
        return with_body(other_bytes(self._chance, self._chance.choice(BODIES)), self._chance.choice(self.good))

    def _with_odd_body(self) -> Post:
        deep = self._chance.choice([31, 32, 33, 900, 60_000])
        nested = self._chance.choice(["[" * deep + "]" * deep, '{"type":' * deep + "1" + "}" * deep]).encode()
        odd = [nested, b"1" * 5000, b"\xff\xfe{}", b"{", b"nul", b"\xef\xbb\xbf{}", b'{"type":"message"}\0', b"", b"[]"]
        return with_body(self._chance.choice(odd), self._chance.choice(self.good))

    def _of_another_service(self) -> Post:
        trick, token = self._chance.choice(self._tricks)
        named = self._chance.choice([trick, SERVICE])
        activity = self._chance.choice(list(ACTIVITIES.values()))
        if named == SERVICE:
            return post(activity, token)
        return post({**activity, "serviceUrl": named}, self._chance.choice([token, *self.good]))

    def _of_another_tenant(self) -> Post:
        other: Json = {"tenant": {"id": OTHER_TENANT}}
        activity = self._chance.choice(list(ACTIVITIES.values()))
        return post({**activity, "channelData": other}, self._chance.choice(self.good))


Unsigns = Callable[[Random, Spoiler, Post], Post]


def _bearing(sent: Post, given: tuple[str, ...]) -> Post:
    plain = sent.without("Authorization")
    return replace(plain, headers=(*plain.headers, *(("Authorization", each) for each in given)))


def _bad_token(chance: Random, spoiler: Spoiler, sent: Post) -> Post:
    return _bearing(sent, chance.choice(spoiler.bad))


def _other_letters(chance: Random, spoiler: Spoiler, sent: Post) -> Post:
    token = chance.choice(spoiler.good)
    at = chance.randrange(len(token))
    letter = chance.choice([each for each in LETTERS if each != token[at]])
    to = chance.randint(at, len(token))
    changed = chance.choice(
        [
            token[:at] + letter + token[at + 1 :],
            token[:at] + letter + token[at:],
            token[:at] + token[at + 1 :],
            token[:at] + token[to:] if at < to else token[:at],
            token[: to + 1] + token[at:] + "A",
            token[:at],
            token[:at].upper() + "a" + token[at:].upper(),
        ]
    )
    return _bearing(sent, (f"Bearer {changed}",))


def _parts_of_two(chance: Random, spoiler: Spoiler, sent: Post) -> Post:
    one, other = (token.split(".") for token in chance.sample(spoiler.good, 2))
    return _bearing(sent, (f"Bearer {one[0]}.{one[1]}.{other[2]}",))


def _two_headers(chance: Random, spoiler: Spoiler, sent: Post) -> Post:
    again = ("authorization", f"Bearer {chance.choice(spoiler.good)}")
    return replace(sent, headers=chance.choice([(again, *sent.headers), (*sent.headers, again)]))


def _no_header(chance: Random, _spoiler: Spoiler, sent: Post) -> Post:
    name = chance.choice(["Authorisation", "X-Authorization", "Cookie", "Proxy-Authorization"])
    return sent.without("Authorization").with_header(name, sent.header("Authorization"))


def _token_in_the_address(_chance: Random, _spoiler: Spoiler, sent: Post) -> Post:
    token = sent.header("Authorization").removeprefix("Bearer ")
    return replace(sent.without("Authorization"), path=f"{sent.path}?access_token={token}")


def _header_broken(chance: Random, _spoiler: Spoiler, sent: Post) -> Post:
    broken = chance.choice(
        [("X\0", "1"), ("X-A", "\0"), ("", "1"), ("X-A", "1\r\n folded"), ("X A", "1"), ("X-A", "a" * 9000)]
    )
    plain = sent.without("Authorization")
    return replace(plain, headers=(broken, *plain.headers))


def _other_method(chance: Random, _spoiler: Spoiler, sent: Post) -> Post:
    return replace(sent, method=chance.choice(["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "P\0ST"]))


def _other_path(chance: Random, _spoiler: Spoiler, sent: Post) -> Post:
    path = chance.choice(
        ["/", "/api", "/api/messages/", "/api/messages/x", "//api/messages", "/API/messages", "*", "/\0"]
    )
    return replace(sent, path=path)


def _claims_too_much(chance: Random, _spoiler: Spoiler, sent: Post) -> Post:
    return replace(sent, claims=MOST_BYTES + chance.choice([1, 2, 10**6, 10**15]))


def _chunks_that_are_none(chance: Random, _spoiler: Spoiler, sent: Post) -> Post:
    lie = chance.choice([b"zz\r\n", b"-1\r\n", b"5\r\nabc\r\n0\r\n\r\n", b"ffffffffffffffffff\r\n", b"\r\n\r\n"])
    return replace(sent, body=lie, bare=True)


UNSIGNED: tuple[Unsigns, ...] = (
    *(_bad_token,) * 6,
    *(_other_letters,) * 8,
    *(_parts_of_two, _two_headers, _no_header, _token_in_the_address, _header_broken),
    *(_other_method, _other_path, _claims_too_much, _chunks_that_are_none),
)
"""After each of them the request is none that Microsoft vouches for, at this address."""


def _odd_kind(chance: Random, sent: Post) -> Post:
    return sent.with_header(
        "Content-Type", chance.choice(["text/plain", "application/json; charset=utf-16", ";", "\udcff"])
    )


def _packed(chance: Random, sent: Post) -> Post:
    return replace(sent, body=gzip.compress(sent.body, 1)).with_header(
        "Content-Encoding", chance.choice(["gzip", "identity", ""])
    )


def _chunked(_chance: Random, sent: Post) -> Post:
    return replace(sent, chunked=True)


def _with_query(_chance: Random, sent: Post) -> Post:
    return replace(sent, path=f"{sent.path}?type=message&a=%ff")


ODD: tuple[Callable[[Random, Post], Post], ...] = (_odd_kind, _packed, _chunked, _with_query)
