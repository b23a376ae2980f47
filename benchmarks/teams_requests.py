"""Makes, before anything is measured, what Teams would send: each request about a draft of its own, under one token.

Teams signs a token for an hour and sends it with everything. The reports are those of `slack_requests`, written in a
database that no bot has open yet; the drafts are copies of one.
"""

import io
import secrets
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from benchmarks.slack_load import Request
from benchmarks.slack_requests import LAST, MIDDLE, REPORT, TO_BEGIN, WRITER
from bot.chat.doing import Do
from bot.clock import SystemClock
from bot.config import Config
from bot.log import Log
from bot.prepared import desk
from bot.teams import ids, views
from dialogs.case import Draft
from handlers.desk import Desk
from handlers.dispatch import answer
from handlers.reply import Asked, Reply
from handlers.turn import Answered, WantedToReport, Who
from storage import drafts
from tests.fakes import teams_activities as activities
from tests.fakes.slack_json import Object, written
from tests.fakes.teams_cards import ShownCard
from tests.fakes.teams_client import THEME
from tests.fakes.teams_road import MESSAGES
from tests.fakes.teams_server import FakeTeams
from tests.fakes.teams_workspace import PEOPLE

USER = PEOPLE[6]
"""Who writes, by their id in Teams."""


@dataclass(frozen=True)
class Prepared:
    """The requests of each kind (`to_begin` before any is measured), and the dialog that follows a screen."""

    to_begin: tuple[Request, ...]
    messages: tuple[Request, ...]
    helps: tuple[Request, ...]
    openings: tuple[Request, ...]
    screens: tuple[Request, ...]
    sendings: tuple[Request, ...]
    dialog: Object


@dataclass(frozen=True)
class _Stage:
    """A screen as it stood before it was answered, the draft as it was kept then, and what followed."""

    asked: Asked
    kept: Draft
    then: Reply


async def prepare(teams: FakeTeams, settings: Config, *, turns: int, messages: int, sendings: int) -> Prepared:
    """Write the drafts into the database of these settings, and make so many requests of each kind."""
    async with desk(settings, Log(io.StringIO()), SystemClock(), lambda: None) as at:
        stages = {screen: stage async for screen, stage in _written(at)}
        middle, last = stages[MIDDLE], stages[LAST]
        middles, lasts = await _copies(at, middle.kept, turns), await _copies(at, last.kept, sendings)
        zone = at.organisation.hours.time_zone
    posts = _Posts(teams)
    return Prepared(
        to_begin=tuple(request for _ in range(TO_BEGIN) for request in (posts.helped(), posts.said())),
        messages=tuple(posts.said() for _ in range(messages)),
        helps=tuple(posts.helped() for _ in range(turns)),
        openings=tuple(posts.opened() for _ in range(turns)),
        screens=tuple(posts.submitted(middle, zone, middles, holds=b"kept_evidence")),
        sendings=tuple(posts.submitted(last, zone, lasts, holds=b"task")),
        dialog=_dialog(middle.then, zone),
    )


async def _written(at: Desk) -> AsyncIterator[tuple[str, _Stage]]:
    """Every screen of the report that was kept when it was asked, with its draft as it stood there."""
    who = Who(WRITER, at.organisation.name_of(WRITER))
    asked = await answer(at, WantedToReport(who))
    for screen, values in REPORT.items():
        assert isinstance(asked, Asked), asked
        assert (asked.screen, asked.problems) == (screen, {})
        async with at.database.transaction() as tx:
            kept = await drafts.load(tx, asked.draft, at.clock.now())
        then = await answer(at, Answered(who, asked.draft, screen, values, asked.told))
        if kept is not None:
            yield screen, _Stage(asked, kept, then)
        asked = then


async def _copies(at: Desk, draft: Draft, count: int) -> list[str]:
    """The ids of so many drafts like this one."""
    named = [secrets.token_hex(len(draft.id) // 2) for _ in range(count)]
    async with at.database.transaction() as tx:
        for each in named:
            await drafts.save(tx, replace(draft, id=each))
    return named


def _dialog(reply: Reply, zone: ZoneInfo) -> Object:
    """A reply as an invoke is answered with it."""
    card: Object = {"contentType": ids.CARD, "content": views.dialog(reply, zone=zone)}
    return {"task": {"type": "continue", "value": {"title": "", "height": "large", "width": "medium", "card": card}}}


class _Posts:
    """What Teams posts, with its token."""

    def __init__(self, teams: FakeTeams) -> None:
        self._teams = teams
        self._token = teams.keys.signer.token()

    def said(self) -> Request:
        """Somebody says hello: answered in their chat."""
        return self._request(activities.written(self._teams, USER, "hello"), b"")

    def helped(self) -> Request:
        """Somebody presses the way to help, in a message of the bot's."""
        data: Object = {ids.Key.OURS: {ids.Key.DO: Do.HELP}, ids.Key.TEAMS: {"type": "task/fetch"}}
        return self._request(self._invoked("task/fetch", {"data": data, "context": THEME}), b"continue")

    def opened(self) -> Request:
        """Somebody chooses to report."""
        about: Object = {"commandId": ids.Command.REPORT, "commandContext": "compose", "context": THEME}
        return self._request(self._invoked("composeExtension/fetchTask", about), b"continue")

    def submitted(self, stage: _Stage, zone: ZoneInfo, drafted: Iterable[str], *, holds: bytes) -> Iterator[Request]:
        """The stage's screen, filled in and submitted, once for each draft."""
        card = ShownCard(views.dialog(stage.asked, zone=zone))
        for field, values in REPORT[stage.asked.screen].items():
            card.enter(f"{ids.FIELD}{field}", values)
        data: Object = card.sends(card.button(ids.ANSWER))
        sent = written(self._invoked("task/submit", {"data": data, "context": THEME}))
        for each in drafted:
            yield self._request_of(sent.replace(stage.asked.draft, each).encode(), holds)

    def _invoked(self, name: str, value: Object) -> Object:
        return activities.invoked(self._teams, USER, activities.chat(USER), name, value)

    def _request(self, activity: Object, holds: bytes) -> Request:
        return self._request_of(written(activity).encode(), holds)

    def _request_of(self, body: bytes, holds: bytes) -> Request:
        headers = {
            "Host": "127.0.0.1",
            "Authorization": f"Bearer {self._token}",
            "Content-Type": "application/json; charset=utf-8",
            "Content-Length": str(len(body)),
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return Request(f"POST {MESSAGES} HTTP/1.1\r\n{head}\r\n".encode() + body, holds)
