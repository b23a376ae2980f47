"""Makes what Slack would send while very many learners tell someone: forms that are opened, and forms that are sent.

One form is filled in as a person would; the others are copies of its last screen, each with the token of another form
and from another person.
"""

import secrets
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from benchmarks.slack_load import Request
from bot.door import Door
from bot.slack import views
from bot.slack.ids import Command
from handlers.concern.progress import carried
from handlers.desk import Desk
from handlers.reply import Asked
from handlers.turn import Answered, WantedToTell, Who
from handlers.values import Values
from storage import receipts
from storage.keyring import Keyring
from tests.fakes import slack_payloads as payloads
from tests.fakes.slack_json import Object, written
from tests.fakes.slack_roads import EVENTS, signed
from tests.fakes.slack_server import FakeSlack
from tests.fakes.slack_views import ShownView
from tests.fakes.slack_workspace import direct

SOMEBODY = "U00SOMEBODY"
"""The person in a request that is copied."""

STORY = "They post things about me every night and will not stop. " * 10
CALM: Mapping[str, Values] = {
    "danger": {"danger": ("no",)},
    "how": {"how": ("code_only",)},
    "who": {"who": ("me",)},
    "about": {"tile": ("messages",)},
    "ongoing": {"ongoing": ("yes",)},
    "help": {"help": ("message",)},
    "tell": {"account": (STORY,), "not_do": ("Do not phone home.",)},
}
"""Of a concern that waits for its quarter of an hour. The account is about 600 characters long."""

IN_DANGER: Mapping[str, Values] = {"danger": {"danger": ("yes",)}, "tell": {"account": ("He is outside.",)}}


@dataclass(frozen=True)
class Form:
    """The last screen of a form, filled in, as Slack would submit it; `token` is what tells it from another."""

    slack: FakeSlack
    submitted: Object
    token: str

    def sent_with(self, tokens: Iterable[str]) -> list[Request]:
        """That screen, from a form with each of these tokens. A right answer shows the code of the same form."""
        body = urlencode({"payload": written(self.submitted)})
        assert self.token in body
        assert SOMEBODY in body
        return [
            request(self.slack, body.replace(self.token, each).replace(SOMEBODY, somebody()), holds=f"s.{each}")
            for each in tokens
        ]


async def filled_in(slack: FakeSlack, at: Desk, answers: Mapping[str, Values]) -> Form:
    """Fill in everything but the last screen, at a desk of their own."""
    door, who = Door(at), Who("lena", "Lena Kovac")
    asked = await door.answer(WantedToTell(who))
    *before, last = answers.items()
    for screen, values in before:
        assert isinstance(asked, Asked)
        assert (asked.screen, asked.problems) == (screen, {})
        asked = await door.answer(Answered(who, asked.draft, screen, values, asked.told))
    assert isinstance(asked, Asked)
    assert asked.screen == last[0]
    shown = ShownView(f"V{slack.number():09d}", SOMEBODY, views.modal(asked, zone=at.organisation.hours.time_zone))
    places = {field: (block, field) for block, field in shown.values}
    for field, entered in last[1].items():
        shown.enter(places[field], entered)
    return Form(slack, payloads.submitted(slack, shown), carried(asked.draft).secret)


def opened(slack: FakeSlack, count: int) -> Sequence[Request]:
    """So many people open the form."""
    users = [somebody() for _ in range(count)]
    typed = (payloads.slash(slack, user, Command.ESAFETY, "tell", direct(user)) for user in users)
    return [request(slack, urlencode(each), holds="") for each in typed]


def new_tokens(keyring: Keyring, count: int) -> list[str]:
    """Tokens of so many forms that were opened long ago: nobody has begun to work out their keys."""
    return [receipts.token_of(keyring, receipts.new_nonce()) for _ in range(count)]


def somebody() -> str:
    """A person whom nobody knows."""
    return f"U{secrets.token_hex(5).upper()}"


def request(slack: FakeSlack, text: str, holds: str) -> Request:
    """A signed request. Slack's signatures are good for five minutes."""
    body = text.encode()
    headers = {
        "Host": "127.0.0.1",
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)),
        **signed(body, slack.signing_secret, time.time()),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return Request(f"POST {EVENTS} HTTP/1.1\r\n{head}\r\n".encode() + body, holds.encode())
