"""Microsoft's log-in for a bot with a secret: what MSAL asks for, and the tokens that the connector takes then.

Sources: learn.microsoft.com/entra/identity-platform, "OAuth 2.0 client credentials flow".
"""

import secrets
import time
from dataclasses import dataclass, field

from aiohttp import web

from tests.fakes.slack_json import Object
from tests.fakes.teams_keys import APP

SCOPE = "https://api.botframework.com/.default"
LIFE = 3599
"""Seconds for which a token is good."""
ERRORS = {
    "invalid_client": (401, "AADSTS7000215: Invalid client secret provided."),
    "invalid_scope": (400, "AADSTS70011: The provided value for the input parameter 'scope' is not valid."),
    "unauthorized_client": (400, "AADSTS700016: Application was not found in the directory."),
    "unsupported_grant_type": (400, "AADSTS70003: The grant is not supported."),
}


@dataclass
class Tokens:
    """Every token that was given out and is still good. `given` counts them all."""

    life: int = LIFE
    given: int = 0
    _good: dict[str, float] = field(default_factory=dict)

    def give(self) -> str:
        """A new one."""
        self.given += 1
        token = f"eyJ0eXAiOiJKV1QifQ.{secrets.token_urlsafe(24)}.{self.given}"
        self._good[token] = time.monotonic() + self.life
        return token

    def take(self, authorization: str) -> bool:
        """Whether a request with this header may come in."""
        kind, _, token = authorization.partition(" ")
        return kind == "Bearer" and self._good.get(token, 0.0) > time.monotonic()

    def revoke(self) -> None:
        """None that was given out is good any more."""
        self._good.clear()


def log_in(tokens: Tokens, given: Object, password: str) -> web.Response:
    """A token for whoever knows the secret, or what is wrong with the request."""
    error = _wrong(given, password)
    if not error:
        return web.json_response(
            {
                "token_type": "Bearer",
                "expires_in": tokens.life,
                "ext_expires_in": tokens.life,
                "access_token": tokens.give(),
            }
        )
    status, words = ERRORS[error]
    return web.json_response({"error": error, "error_description": words, "error_codes": [7000215]}, status=status)


def _wrong(given: Object, password: str) -> str:
    if given.get("grant_type") != "client_credentials":
        return "unsupported_grant_type"
    if given.get("client_id") != APP:
        return "unauthorized_client"
    if given.get("client_secret") != password:
        return "invalid_client"
    return "" if given.get("scope") == SCOPE else "invalid_scope"
