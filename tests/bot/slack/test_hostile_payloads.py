"""What Slack's own secret signs may still be nonsense: the whole bot breaks at none of it, and serves on."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from bot.log import Happening, Log
from bot.slack.api import connect
from bot.slack.bolt import bolt_app
from bot.slack.events import Events
from bot.slack.talk import Talk
from handlers.dispatch import answer
from handlers.help_now import always
from tests.bot.slack.behind import Served, served
from tests.bot.slack.posts import BODIES, signed
from tests.bot.slack.test_mutated_requests import A_WRONG_CLOCK, hostile, statuses
from tests.fakes import agreeing_slack
from tests.handlers.office import open_office

pytestmark = pytest.mark.untraced


@asynccontextmanager
async def whole_bot(folder: Path) -> AsyncIterator[Served]:
    """The endpoint with the bot's own listeners, handlers and database behind it, beside a Slack that agrees."""
    async with (
        open_office(folder / "bot.db") as office,
        agreeing_slack.serving() as slack,
        connect("xoxb-1", slack) as api,
    ):
        talk = Talk(partial(answer, office.desk), api, office.desk.organisation, lambda: "")
        log = Log()
        events = Events(talk, partial(always, office.desk), partial(log.failed, Happening.TURN_FAILED))
        app = bolt_app(talk, events, "xoxb-1", log)
        async with served(app=app) as serving:
            yield serving


async def nothing_breaks(folder: Path, count: int, seed: int) -> str:
    """Sends so many signed requests that Slack would not send. The figures."""
    begun = time.monotonic()
    async with whole_bot(folder) as serving:
        seen = await statuses(serving, hostile(count, seed))
        assert set(seen) <= {200, 400, 401, 404, 413, 415}, (seed, seen)
        assert await serving.post(signed(*BODIES["command"])) == 200, "it serves on"
        assert all(A_WRONG_CLOCK.fullmatch(line) for line in serving.out.getvalue().splitlines())
    return f"{count} hostile signed requests in {time.monotonic() - begun:.1f} s: {dict(sorted(seen.items()))}"


async def test_the_whole_bot_breaks_at_nothing_that_slack_signed(tmp_path: Path) -> None:
    await nothing_breaks(tmp_path, 600, seed=2026)


@pytest.mark.campaign
async def test_the_whole_bot_breaks_at_nothing_that_slack_signed_however_long(tmp_path: Path) -> None:
    print(await nothing_breaks(tmp_path, 30_000, seed=int(time.time())))  # noqa: T201 - the figures of the campaign
