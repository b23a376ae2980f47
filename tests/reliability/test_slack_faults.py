"""Whatever Slack does to an alert, it is delivered in the end, and whatever came twice says that it may have.

The real messenger, outbox and database; a Slack that fails as it is told to; and a clock that is moved past the waits.
"""

import itertools
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.pacing import Pacing
from bot.mail import Mailer
from bot.routing import RoutedMessenger
from bot.slack.api import connect
from bot.slack.messages import message
from bot.slack.messenger import SlackMessenger
from dialogs.alerts import To
from storage.outbox import Problem, Row
from tests.fakes import certificates, faulty_slack, mail_server, slack_server
from tests.fakes.slack_faults import Fault, How
from tests.fakes.slack_server import FakeSlack
from tests.fakes.slack_workspace import BOT_USER, CHANNEL, TEAM
from tests.handlers.office import EXAMPLE, ONE_LINE, Office, open_office
from tests.reliability import faulting
from tests.reliability.faulting import (
    ALERTS,
    BETWEEN_REPORTS,
    HANDS,
    LONG,
    REPORTS,
    SHORT,
    Measured,
    Outcome,
    as_they_come,
    everything_due,
    office_with,
    seconds_of,
    until_all_are_out,
)

pytestmark = pytest.mark.untraced

POST = "chat.postMessage"
HANGING = frozenset({How.HANG, How.DRIP})

FAULTS: Mapping[str, tuple[Problem, Callable[[], Fault]]] = {
    "429 with Retry-After": (Problem.RATE_LIMITED, lambda: Fault(How.RATE_LIMITED, POST, retry_after="3")),
    "500": (Problem.SERVER_ERROR, lambda: Fault(How.STATUS, POST, status=500)),
    "500 after processing": (Problem.SERVER_ERROR, lambda: Fault(How.STATUS, POST, status=500, processed=True)),
    "502": (Problem.SERVER_ERROR, lambda: Fault(How.STATUS, POST, status=502)),
    "503": (Problem.SERVER_ERROR, lambda: Fault(How.STATUS, POST, status=503)),
    "504": (Problem.SERVER_ERROR, lambda: Fault(How.STATUS, POST, status=504)),
    "HTML with 200": (Problem.SERVER_ERROR, lambda: Fault(How.HTML, POST)),
    "internal_error": (Problem.SERVER_ERROR, lambda: Fault(How.REFUSED, POST, error="internal_error", processed=True)),
    "fatal_error": (Problem.SERVER_ERROR, lambda: Fault(How.REFUSED, POST, error="fatal_error")),
    "ratelimited": (Problem.RATE_LIMITED, lambda: Fault(How.REFUSED, POST, error="ratelimited")),
    "channel_not_found": (Problem.NO_ADDRESS, lambda: Fault(How.REFUSED, POST, error="channel_not_found")),
    "restricted_action": (Problem.REFUSED, lambda: Fault(How.REFUSED, POST, error="restricted_action")),
    "time-out before processing": (Problem.TIMED_OUT, lambda: Fault(How.HANG, POST)),
    "time-out after processing": (Problem.TIMED_OUT, lambda: Fault(How.HANG, POST, processed=True)),
    "reset": (Problem.DROPPED, lambda: Fault(How.RESET, POST)),
    "reset after processing": (Problem.DROPPED, lambda: Fault(How.RESET, POST, processed=True)),
    "half-close": (Problem.DROPPED, lambda: Fault(How.HALF_CLOSE, POST, processed=True)),
    "slow drip": (Problem.TIMED_OUT, lambda: Fault(How.DRIP, POST, processed=True)),
}


@asynccontextmanager
async def on_slack(
    url: str, slack: FakeSlack, now: Callable[[], float], seconds: float = LONG
) -> AsyncIterator[SlackMessenger]:
    """The real messenger; its pace is that of the clock which is moved."""
    async with connect(slack.bot_token, url, seconds=seconds) as api:
        yield SlackMessenger(api, EXAMPLE, message, team=TEAM, bot=BOT_USER, pacing=Pacing(now))


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that holds the reports, and nothing has been sent yet."""
    return faulting.reports_into(tmp_path_factory.mktemp("reported"))


async def outcome(office: Office, slack: FakeSlack) -> Outcome:
    """Everything that was promised holds: raises AssertionError if not."""

    def place_of(row: Row) -> str:
        return CHANNEL if row.owed.to is To.CHANNEL else EXAMPLE.people[row.owed.person].slack

    return await faulting.outcome(office, ((each.person or each.channel, each.text) for each in slack.posted), place_of)


@pytest.mark.parametrize("name", FAULTS)
async def test_an_alert_that_slack_fails_is_delivered_in_the_end(
    tmp_path: Path, reported: Path, name: str, measured: Measured
) -> None:
    problem, fault = FAULTS[name]
    planted = replace(fault(), times=0)
    hangs = planted.how in HANGING

    def plant(times: int) -> None:
        planted.times += times

    async with (
        slack_server.serving() as slack,
        office_with(reported, tmp_path) as office,
        on_slack(slack.api_url, slack, seconds_of(office.clock), SHORT if hangs else LONG) as messenger,
    ):
        slack.faults.append(planted)
        await as_they_come(office, messenger, plant, HANDS if hangs else 1)
        await until_all_are_out(office, messenger)
        found = await outcome(office, slack)
        tries = len(slack.called(POST))
    assert planted.times == 0
    assert tries >= ALERTS
    assert problem.may_have_arrived or found.labelled == 0, "nothing can have come twice, and something says so"
    measured(f"Slack, {name}: {ALERTS} of {tries} tries failed; {found}")


async def out_of_reach(office: Office, slack: FakeSlack, url: str) -> Outcome:
    """Slack cannot be reached at that address; later it can, at the right one."""
    office.clock.at += REPORTS * BETWEEN_REPORTS
    unhurried = itertools.count(0, 10).__next__
    async with on_slack(url, slack, unhurried) as lost:
        await everything_due(office, lost)
    rows = await faulting.alerts(office)
    assert [row.problem for row in rows] == [Problem.UNREACHABLE] * ALERTS
    async with on_slack(slack.api_url, slack, unhurried) as found:
        await until_all_are_out(office, found)
    return await outcome(office, slack)


async def test_alerts_wait_while_slacks_name_leads_nowhere(tmp_path: Path, reported: Path, measured: Measured) -> None:
    async with slack_server.serving() as slack, office_with(reported, tmp_path) as office:
        found = await out_of_reach(office, slack, "http://slack.invalid/api/")
    assert found == Outcome(came=ALERTS, again=0, labelled=0)
    measured(f"Slack, DNS: {found.came} alerts delivered when it was back, none twice")


async def test_alerts_wait_while_somebody_else_answers_for_slack(
    tmp_path: Path, reported: Path, measured: Measured
) -> None:
    async with (
        faulty_slack.running(certificates.made_in(tmp_path).shown) as somebody,
        slack_server.serving() as slack,
        office_with(reported, tmp_path) as office,
    ):
        found = await out_of_reach(office, slack, somebody.api_url)
        assert somebody.asked == []
    assert found == Outcome(came=ALERTS, again=0, labelled=0)
    measured(f"Slack, TLS: {found.came} alerts delivered when it was back, none shown to somebody else, none twice")


async def test_while_slack_takes_nothing_urgent_alerts_go_by_mail_and_say_nothing(
    tmp_path: Path, measured: Measured
) -> None:
    async with (
        slack_server.serving() as slack,
        mail_server.running() as post,
        open_office(tmp_path / "esafety.db", faulting.with_second_route(post)) as office,
        on_slack(slack.api_url, slack, seconds_of(office.clock)) as chat,
    ):
        slack.faults.append(Fault(How.STATUS, times=10**6, status=503))
        messenger = with_mail(office, chat)
        took = await faulting.until_mail_comes(office, messenger, post)
        slack.faults.clear()
        await until_all_are_out(office, messenger)
    faulting.must_say_nothing(post)
    measured(f"Slack took nothing: an urgent alert went by mail after {took.total_seconds():.0f} s")


async def test_when_slack_takes_the_alert_in_time_nothing_goes_by_mail(tmp_path: Path) -> None:
    async with (
        slack_server.serving() as slack,
        mail_server.running() as post,
        open_office(tmp_path / "esafety.db", faulting.with_second_route(post)) as office,
        on_slack(slack.api_url, slack, seconds_of(office.clock)) as chat,
    ):
        await office.fills_in(ONE_LINE)
        for _ in range(2):
            await everything_due(office, with_mail(office, chat))
            office.clock.move(minutes=3)
    assert post.words == []


def with_mail(office: Office, chat: SlackMessenger) -> RoutedMessenger:
    """Slack, and the second route."""
    organisation = office.desk.organisation
    assert organisation.mail is not None
    return RoutedMessenger(organisation, {"slack": chat}, Mailer(organisation.mail, organisation))
