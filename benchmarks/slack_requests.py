"""Makes, before anything is measured, what Slack would send: signed requests, each for a draft of its own.

One report is written as a person would write it, in a database that no bot has open yet; the drafts are copies of it.
"""

import io
import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from benchmarks.slack_load import Request
from bot.clock import SystemClock
from bot.config import Config
from bot.log import Log
from bot.prepared import desk
from bot.slack import views
from bot.slack.fields import block_id
from bot.slack.ids import Command
from dialogs.case import Draft
from handlers.desk import Desk
from handlers.dispatch import answer
from handlers.reply import Asked, Reply
from handlers.turn import Answered, WantedToReport, Who
from handlers.values import Values
from storage import drafts
from tests.fakes import slack_payloads as payloads
from tests.fakes.slack_json import Object, written
from tests.fakes.slack_roads import EVENTS, signed
from tests.fakes.slack_server import FakeSlack
from tests.fakes.slack_views import ShownView
from tests.fakes.slack_workspace import direct

NOTHING = "nothing"
"""The action of a button that does nothing, in the bot as in bare Bolt."""

OPENED = "opened"
"""The name of the view that the slash command opens, among the views."""

TO_BEGIN = 64
"""Requests that come before anything is measured."""

WRITER, USER = "tom", "U07EXAMPLE"
MIDDLE, LAST = "account", "review"
REPORT: Mapping[str, Values] = {
    "danger": {"danger": ("no",)},
    "about": {"tile": ("messages",)},
    "messages": {"messages_kind": ("sent",)},
    "staff_involved": {"staff_involved": ("no",)},
    "who": {"subject": ("Mia Example",), "age": ("16_17",), "centre": ("hanley",)},
    "account": {"account": ("She showed me a message that says 'nobody likes you'. It came last night. " * 8,)},
    "done": {"done": ("kept_evidence",)},
    "review": {},
}
"""An S2 report of eight screens, whose alert goes to the channel. The account is about 600 characters long."""


@dataclass(frozen=True)
class Prepared:
    """The requests of each kind (`to_begin` before any is measured), and the views that bare Bolt answers with."""

    to_begin: tuple[Request, ...]
    commands: tuple[Request, ...]
    nothing: tuple[Request, ...]
    screens: tuple[Request, ...]
    sendings: tuple[Request, ...]
    bare_views: Object


@dataclass(frozen=True)
class _Stage:
    """A screen as it stood before it was answered, and the draft as it was kept then."""

    asked: Asked
    kept: Draft


async def prepare(settings: Config, *, commands: int, screens: int, sendings: int) -> Prepared:
    """Write the drafts into the database of these settings, and sign so many requests of each kind."""
    slack = FakeSlack(signing_secret=settings.slack.signing_secret if settings.slack else "")
    async with desk(settings, Log(io.StringIO()), SystemClock(), lambda: None) as at:
        opened, stages, received = await _written(at)
        middle, last = stages[MIDDLE], stages[LAST]
        middles, lasts = await _copies(at, middle.kept, screens), await _copies(at, last.kept, sendings)
    zone = at.organisation.hours.time_zone
    return Prepared(
        to_begin=tuple(_slash(slack) for _ in range(TO_BEGIN)),
        commands=tuple(_slash(slack) for _ in range(commands)),
        nothing=tuple(_pressed(slack) for _ in range(commands)),
        screens=tuple(_submitted(slack, middle, zone, middles, holds=b"kept_evidence")),
        sendings=tuple(_submitted(slack, last, zone, lasts, holds=b"ES-")),
        bare_views={
            OPENED: views.modal(opened, zone=zone),
            MIDDLE: views.modal(stages["done"].asked, zone=zone),
            LAST: views.modal(received, zone=zone),
        },
    )


async def _written(at: Desk) -> tuple[Asked, dict[str, _Stage], Reply]:
    """The first screen, every later one with its draft as it stood there, and what is read in the end."""
    who = Who(WRITER, at.organisation.name_of(WRITER))
    opened = asked = await answer(at, WantedToReport(who))
    stages: dict[str, _Stage] = {}
    assert isinstance(opened, Asked)
    for screen, values in REPORT.items():
        assert isinstance(asked, Asked), asked
        assert (asked.screen, asked.problems) == (screen, {})
        kept = await _kept(at, asked.draft)
        if kept is not None:
            stages[screen] = _Stage(asked, kept)
        asked = await answer(at, Answered(who, asked.draft, screen, values, asked.told))
    return opened, stages, asked


async def _kept(at: Desk, draft: str) -> Draft | None:
    async with at.database.transaction() as tx:
        return await drafts.load(tx, draft, at.clock.now())


async def _copies(at: Desk, draft: Draft, count: int) -> list[str]:
    """The ids of so many drafts like this one."""
    ids = [secrets.token_hex(len(draft.id) // 2) for _ in range(count)]
    async with at.database.transaction() as tx:
        for each in ids:
            await drafts.save(tx, replace(draft, id=each))
    return ids


def _slash(slack: FakeSlack) -> Request:
    fields = payloads.slash(slack, USER, Command.REPORT_INCIDENT, "", direct(USER))
    return _request(slack, urlencode(fields).encode(), b"")


def _pressed(slack: FakeSlack) -> Request:
    button: Object = {"type": "button", "action_id": NOTHING}
    pressed = payloads.pressed_in_whisper(slack, USER, direct(USER), "buttons", button)
    return _request(slack, urlencode({"payload": written(pressed)}).encode(), b"")


def _submitted(
    slack: FakeSlack, stage: _Stage, zone: ZoneInfo, drafted: Iterable[str], *, holds: bytes
) -> Iterator[Request]:
    """The stage's screen, filled in and submitted, once for each draft."""
    shown = ShownView(f"V{slack.number():09d}", USER, views.modal(stage.asked, zone=zone))
    for field, values in REPORT[stage.asked.screen].items():
        shown.enter((block_id(stage.asked.screen, field), field), values)
    body = urlencode({"payload": written(payloads.submitted(slack, shown))})
    for each in drafted:
        yield _request(slack, body.replace(stage.asked.draft, each).encode(), holds)


def _request(slack: FakeSlack, body: bytes, holds: bytes) -> Request:
    headers = {
        "Host": "127.0.0.1",
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)),
        **signed(body, slack.signing_secret, time.time()),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return Request(f"POST {EVENTS} HTTP/1.1\r\n{head}\r\n".encode() + body, holds)
