"""The way from Teams to the bot: activities over HTTP, each with a token that Microsoft signed."""

import json
import time
from dataclasses import dataclass, field

import aiohttp

from tests.fakes.slack_json import Json, Object, object_of, parsed, text_of
from tests.fakes.teams_keys import Signer

MESSAGES = "/api/messages"
SECONDS_TO_ANSWER = 5.0
"""After so long Teams tells whoever waits that the app does not answer."""


@dataclass(frozen=True)
class Answer:
    """What the bot answered. `body` is empty unless it is a JSON object; `text` is as it came."""

    status: int
    body: Object
    text: str = ""


@dataclass
class Road:
    """The bot at `address`. `slowest` is the longest that an answer took, in seconds."""

    address: str
    signer: Signer
    http: aiohttp.ClientSession
    slowest: float = field(default=0.0)

    async def carry(self, activity: Object) -> Answer:
        """Send it, and return what is answered. Raises TimeoutError after five seconds."""
        headers = {
            "Authorization": f"Bearer {self.signer.token(serviceurl=text_of(activity.get('serviceUrl')))}",
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "BF-DirectLine (Microsoft-BotFramework/3.2 +https://botframework.com/ua)",
        }
        body = json.dumps(activity).encode()  # half a surrogate pair is escaped, as Teams does it
        limit = aiohttp.ClientTimeout(total=SECONDS_TO_ANSWER)
        began = time.monotonic()
        async with self.http.post(f"{self.address}{MESSAGES}", data=body, headers=headers, timeout=limit) as response:
            text = await response.text()
            self.slowest = max(self.slowest, time.monotonic() - began)
            return Answer(response.status, _object(text), text)


def _object(text: str) -> Object:
    try:
        value: Json = parsed(text)
    except ValueError:
        return {}
    return object_of(value)
