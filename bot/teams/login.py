"""The token with which the bot shows Teams who it is: one for everything, got once for all who wait for it."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.chat.pacing import Pacing
from bot.teams.entra import ask
from bot.teams.settings import TeamsSettings
from handlers.messenger import NotDelivered
from storage.outbox import Problem

LONGEST = 3.0
"""Seconds that getting a token may take: less than a message may, so that it is known that none was sent."""

AHEAD = 300.0
"""Seconds before its end at which a token is replaced, while it is still used."""

MARGIN = 30.0
"""Seconds before its end at which a token is used no more: it must last until it has been read."""

USUAL_LIFE = 3600.0
"""Seconds, where Microsoft does not say. One that ends sooner is refused, and replaced then."""

ASKING = "a token"
"""What is left alone for as long as Microsoft asks."""

FOR_NOW = frozenset({"server_error", "temporarily_unavailable"})
"""What Microsoft names as if it refused, and does later. Source: learn.microsoft.com/entra/identity-platform."""


class LoginFailed(NotDelivered):
    """There is no token, so nothing has been sent. `problem` is REFUSED, RATE_LIMITED or UNREACHABLE.

    REFUSED: Microsoft does not accept the bot's id, its secret or its tenant, or gives it no token for Teams. Whoever
    wanted to send something is told UNREACHABLE instead (`connector`): somebody will mend it, and then it is sent.
    """


@dataclass(frozen=True, slots=True)
class _Token:
    """A token, to be replaced and used up to these times."""

    text: str = field(repr=False)
    fresh_until: float
    good_until: float


class Login:
    """Gives out the token. `now` counts seconds and never goes back."""

    def __init__(
        self, settings: TeamsSettings, *, seconds: float = LONGEST, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._settings = settings
        self._seconds = seconds
        self._now = now
        self._pacing = Pacing(now)
        self._token: _Token | None = None
        self._getting: asyncio.Task[_Token | NotDelivered] | None = None

    async def token(self) -> str:
        """The token. While one is being got, everybody waits for that one. Raises LoginFailed."""
        now, token = self._now(), self._token
        if token and now < token.fresh_until:
            return token.text
        if self._getting is None:
            self._getting = asyncio.create_task(self._get())
        if token and now < token.good_until:
            return token.text
        got = await asyncio.shield(self._getting)
        if isinstance(got, NotDelivered):
            raise LoginFailed(got.problem, got.retry_after)
        return got.text

    def forget(self, token: str) -> None:
        """That token was refused: do not give it out again. One that has taken its place stays."""
        if self._token and self._token.text == token:
            self._token = None

    async def _get(self) -> "_Token | NotDelivered":
        """Gets one, or returns why there is none: whoever waits raises it, and nobody may be waiting."""
        begun = self._now()
        try:
            self._pacing.check(ASKING)
            self._token = _token(await ask(self._settings, self._seconds), begun)
        except NotDelivered as failed:
            if failed.problem is Problem.RATE_LIMITED:
                self._pacing.limited(ASKING, failed.retry_after)
            return failed
        except Exception:  # noqa: BLE001 - MSAL raises what its parts do, and quotes what came
            return NotDelivered(Problem.UNREACHABLE)
        finally:
            self._getting = None
        return self._token


def _token(told: Mapping[str, object], begun: float) -> _Token:
    """The token that MSAL was given at that time. Raises NotDelivered when it was not given one."""
    text, error = told.get("access_token"), told.get("error")
    if isinstance(text, str) and text:
        life = _seconds(told.get("expires_in"))
        return _Token(text, begun + life - min(AHEAD, life / 2), begun + life - min(MARGIN, life / 10))
    refused = isinstance(error, str) and error not in FOR_NOW
    raise NotDelivered(Problem.REFUSED if refused else Problem.UNREACHABLE)


def _seconds(life: object) -> float:
    return float(life) if isinstance(life, int | float | str) else USUAL_LIFE
