"""Teams' connector, and the place where its tokens are got, failing in the ways that servers and networks do.

`teams.planned[Call.SEND]` is what happens to the next messages; then it does what it is asked, for a right token.
"""

import itertools
import json
import ssl
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from urllib.parse import unquote

from bot.teams.settings import SINGLE_TENANT, TeamsSettings
from tests.fakes.faulty_http import Behaviour, FaultyServer, Request, body, serving, well
from tests.fakes.slack_json import Json, Object, at, list_of, object_of, text_of
from tests.fakes.teams_keys import APP
from tests.fakes.teams_workspace import TENANT

SECRET = "EXAMPLE~secret.of.the.app"
SERVICE = "/teams/"
LOGIN = f"/{TENANT}"
TOKEN = f"{LOGIN}/oauth2/v2.0/token"
OF_A_MACHINE = "/metadata/identity/oauth2/token"
"""Where a managed identity gets its token: on Azure an address of the machine's own."""
ALL_CONVERSATIONS = f"{SERVICE}v3/conversations"


class Call(Enum):
    """What it is asked for."""

    LOGIN = auto()
    CONVERSE = auto()
    """To find somebody's chat, with no message yet."""
    SEND = auto()
    """A message: into a chat, or as a new thread of a channel."""
    CHANGE = auto()
    MEMBERS = auto()


@dataclass
class FaultyTeams(FaultyServer):
    """`posted` are the messages that somebody can see. The tokens that it gives out last so many seconds."""

    planned: defaultdict[Call, list[Behaviour]] = field(default_factory=lambda: defaultdict(list))
    members: Sequence[Json] = ()
    lasts: int = 3599
    token: str = ""
    """The one that is right now. Empty it, and the next call is refused until there is another."""
    posted: list[tuple[str, Object]] = field(default_factory=list)
    """To whom (an object id, or the channel's), and the activity."""
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def service_url(self) -> str:
        """Where the connector is."""
        return self.url + SERVICE

    @property
    def settings(self) -> TeamsSettings:
        """The bot's settings for it."""
        host = self.url.rpartition("/")[2]
        scope, metadata = "https://api.botframework.com/.default", f"{self.url}/metadata"
        login = self.url + LOGIN
        return TeamsSettings(APP, SINGLE_TENANT, TENANT, metadata, login, scope, frozenset({host}), SECRET)

    def behaviour(self, request: Request) -> Behaviour:
        """The next that is planned for such a call; nothing is done with a wrong token."""
        call = call_of(request)
        if self.planned[call]:
            return self.planned[call].pop(0)
        right = call is Call.LOGIN or (self.token and request.headers.get("authorization") == f"Bearer {self.token}")
        return well if right else UNAUTHORISED

    def carries_out(self, request: Request) -> Object:
        """What Microsoft answers."""
        match call_of(request):
            case Call.LOGIN:
                self.token = f"token-{next(self.numbers)}"
                return {"token_type": "Bearer", "expires_in": self.lasts, "access_token": self.token}
            case Call.CONVERSE:
                return {"id": f"a:chat of {text_of(object_of(list_of(request.fields['members'])[0]).get('id'))}"}
            case Call.SEND:
                return self._posted(request)
            case Call.CHANGE:
                return {"id": request.path.rpartition("/")[2]}
            case Call.MEMBERS:
                return {"members": self.members}

    def asked_for(self, call: Call) -> list[Request]:
        """Every such call that came, in order."""
        return [request for request in self.asked if call_of(request) is call]

    def did(self, call: Call) -> list[Request]:
        """Every such call that was carried out, in order."""
        return [request for request in self.done if call_of(request) is call]

    def _posted(self, request: Request) -> Object:
        number = str(next(self.numbers))
        if request.path != ALL_CONVERSATIONS:
            self.posted.append((place_of(request).removeprefix("a:chat of "), request.fields))
            return {"id": number}
        channel = text_of(at(request.fields, "channelData", "channel", "id"))
        self.posted.append((channel, object_of(request.fields.get("activity"))))
        return {"id": f"{channel};messageid={number}", "activityId": number}


def call_of(request: Request) -> Call:
    """What a request asks for."""
    if request.path in {TOKEN, OF_A_MACHINE}:
        return Call.LOGIN
    if request.path == ALL_CONVERSATIONS:
        return Call.SEND if "activity" in request.fields else Call.CONVERSE
    return {"PUT": Call.CHANGE, "GET": Call.MEMBERS, "POST": Call.SEND}[request.verb]


def place_of(request: Request) -> str:
    """The conversation that a request is about."""
    return unquote(request.path.removeprefix(f"{ALL_CONVERSATIONS}/").partition("/")[0])


def refuses(status: int, code: str, **headers: str) -> Behaviour:
    """Answers as the connector does when it does not do something."""
    error = {"error": {"code": code, "message": "A person's words"}}
    return body(json.dumps(error).encode(), code=status, **headers)


def login_refuses(status: int, error: str) -> Behaviour:
    """Answers as Microsoft Entra does when it gives no token."""
    told = {"error": error, "error_description": f"AADSTS0: {SECRET}"}
    return body(json.dumps(told).encode(), code=status)


UNAUTHORISED = body(b'{"message":"Authorization has been denied for this request."}', code=401)


@asynccontextmanager
async def running(certificate: ssl.SSLContext | None = None) -> AsyncIterator[FaultyTeams]:
    """Serves on a free port of this computer until the block ends; with a certificate, over TLS."""
    teams = FaultyTeams()
    async with serving(teams, certificate):
        yield teams
