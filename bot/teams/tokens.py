"""Whether Microsoft's service sent a request: it carries a token that only the service could have signed, for this bot.

Source: learn.microsoft.com/azure/bot-service/rest-api, "Authenticate requests from the Bot Connector service to your
bot". Each thing that it asks for must be there, in the one form that the service writes. The tokens of the emulator,
which it also describes, are not taken.
"""

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from jwt import PyJWS, PyJWTError

from bot.chat.payload import Json, mapping, text
from bot.teams.keys import NoKeys
from bot.teams.published import SigningKey

ALGORITHM = "RS256"
MOST_SECONDS_OFF = 300
"""How far the service's clock and ours may be apart."""

A_TOKEN = re.compile(r"Bearer ((?:[A-Za-z0-9_-]{1,4096}\.){2}[A-Za-z0-9_-]{1,1024})")


class Refusal(StrEnum):
    """Why a request was not taken. They are counted, never logged one by one."""

    TOO_LONG = "too_long"
    CUT_OFF = "cut_off"
    """Its body did not arrive as HTTP says it must."""
    UNSIGNED = "unsigned"
    """There is no token, or there are two, or it has not the form that the service writes."""
    FORGED = "forged"
    """Not signed with a key that Microsoft publishes now, or not as it signs."""
    STALE = "stale"
    """Signed by Microsoft, for another time: somebody kept it, or this computer's clock is wrong and all is refused."""
    FOR_OTHERS = "for_others"
    """Signed by Microsoft, for another bot, or by somebody else who uses the same keys."""
    NO_KEYS = "no_keys"
    """Whether it is signed cannot be told, because Microsoft's keys have not been had yet."""
    OTHER_SERVICE = "other_service"
    """Signed, but it names another service than its token does, or one that is not allowed."""
    OTHER_CHANNEL = "other_channel"
    """Signed, but it does not come from Teams, or with a key that is not for Teams."""
    OTHER_TENANT = "other_tenant"
    UNREADABLE = "unreadable"
    """Signed, but nothing that Teams sends."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token vouches for: the address of the service that sent it ("" if it names none), and for which channels.

    The service's address is as it stands there: whether it may be used is for `service_urls` to say.
    """

    service_url: str
    endorsements: frozenset[str]


class FindsKeys(Protocol):
    """What `Keys` does."""

    async def find(self, kid: str) -> SigningKey | None:
        """The key with that id; raises NoKeys."""
        ...


class Tokens:
    """Verifies the tokens that come in."""

    def __init__(self, keys: FindsKeys, app_id: str, now: Callable[[], float] = time.time) -> None:
        """`app_id` is the bot's own, in small letters; raises ValueError when there is none.

        `now`: in seconds since 1970.
        """
        if not app_id:
            raise ValueError("Without an app id a token for any bot would be taken.")
        self._keys = keys
        self._app_id = app_id
        self._now = now
        self._jws = PyJWS(algorithms=[ALGORITHM])

    async def verify(self, authorization: str | None) -> Claims | Refusal:
        """What the token vouches for, or UNSIGNED, FORGED, STALE, FOR_OTHERS or NO_KEYS.

        `authorization` is that header's value if it stands there once, else None.
        """
        form = A_TOKEN.fullmatch(authorization or "")
        if form is None:
            return Refusal.UNSIGNED
        try:
            kid = text(self._jws.get_unverified_header(form[1]).get("kid"))
            key = await self._keys.find(kid) if kid else None
            if key is None:
                return Refusal.FORGED
            signed = self._jws.decode(form[1], key.public, algorithms=[ALGORITHM])
        except PyJWTError:
            return Refusal.FORGED
        except NoKeys:
            return Refusal.NO_KEYS
        return self._believed(_object(signed), key)

    def _believed(self, claims: Mapping[str, Json], key: SigningKey) -> Claims | Refusal:
        if (claims.get("iss"), claims.get("aud")) != (key.issuer, self._app_id):
            return Refusal.FOR_OTHERS
        now = self._now()
        begins, ends = _seconds(claims.get("nbf", 0)), _seconds(claims.get("exp"))
        if begins is None or ends is None or not begins - MOST_SECONDS_OFF <= now < ends + MOST_SECONDS_OFF:
            return Refusal.STALE
        return Claims(text(claims.get("serviceurl")), key.endorsements)


def _object(signed: bytes) -> Mapping[str, Json]:
    """What a token says; nothing if it is not an object."""
    try:
        found: Json = json.loads(signed)
    except (ValueError, RecursionError):
        return {}
    return mapping(found)


def _seconds(claim: Json) -> int | None:
    """A moment, as the service writes it: a whole number."""
    return claim if type(claim) is int else None
