"""Whatever Teams does to an alert, it is delivered in the end, and whatever came twice says that it may have.

The real login, connector, messenger, outbox and database; a Teams that fails as it is told to, on raw sockets; and a
clock that is moved past the waits.
"""

import itertools
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from bot.mail import Mailer
from bot.routing import RoutedMessenger
from bot.teams.api import connect
from bot.teams.messages import message
from bot.teams.messenger import TeamsMessenger
from bot.teams.settings import TeamsSettings
from dialogs.alerts import To
from storage.outbox import Problem, Row
from tests.fakes import certificates, faulty_teams, mail_server
from tests.fakes.faulty_http import Behaviour, Exchange, after, body, drips, half_closes, resets, silent, well
from tests.fakes.faulty_teams import UNAUTHORISED, Call, FaultyTeams, login_refuses, refuses
from tests.fakes.teams_workspace import CHANNEL, HANDLERS
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


@dataclass(frozen=True)
class Fault:
    """What happens to each try, one after the other. `token_ended`: and the token is right no more."""

    problem: Problem
    behaviours: tuple[Behaviour, ...]
    call: Call = Call.SEND
    seconds: float = LONG
    hands: int = 1
    token_ended: bool = False

    def plant(self, teams: FaultyTeams, tries: int) -> None:
        """Let it happen to the next tries."""
        teams.planned[self.call] += self.behaviours * tries
        if self.token_ended:
            teams.token = ""


def page(status: int) -> Behaviour:
    return body(b"<html>trouble</html>", "text/html", status)


async def token_ends(exchange: Exchange) -> None:
    assert isinstance(exchange.server, FaultyTeams)
    exchange.server.token = ""
    await UNAUTHORISED(exchange)


BUSY, FAILED = Problem.RATE_LIMITED, Problem.SERVER_ERROR
GONE, REFUSED, AWAY = Problem.NO_ADDRESS, Problem.REFUSED, Problem.UNREACHABLE
LATE, DROPPED = Problem.TIMED_OUT, Problem.DROPPED

FAULTS: Mapping[str, Fault] = {
    "429 with Retry-After": Fault(BUSY, (refuses(429, "Throttled", Retry_After="3"),)),
    "429 without Retry-After, once": Fault(BUSY, (page(429),), hands=HANDS),
    "412, three times": Fault(BUSY, (refuses(412, "PreconditionFailed"),) * 3, hands=HANDS),
    "500": Fault(FAILED, (page(500),)),
    "500 after processing": Fault(FAILED, (after(page(500)),)),
    "502": Fault(FAILED, (page(502),)),
    "503": Fault(FAILED, (page(503),)),
    "504": Fault(FAILED, (page(504),)),
    "HTML with 200": Fault(FAILED, (page(200),)),
    "token ended meanwhile": Fault(AWAY, (token_ends, well)),
    "401 with any token": Fault(REFUSED, (UNAUTHORISED,) * 2),
    "BotDisabledByAdmin": Fault(REFUSED, (refuses(403, "BotDisabledByAdmin"),)),
    "BotNotInConversationRoster": Fault(GONE, (refuses(403, "BotNotInConversationRoster"),)),
    "ConversationNotFound": Fault(GONE, (refuses(404, "ConversationNotFound"),)),
    "403 of a proxy": Fault(AWAY, (page(403),)),
    "time-out before processing": Fault(LATE, (silent,), seconds=SHORT, hands=HANDS),
    "time-out after processing": Fault(LATE, (after(silent),), seconds=SHORT, hands=HANDS),
    "reset": Fault(DROPPED, (resets,)),
    "reset after processing": Fault(DROPPED, (after(resets),)),
    "half-close": Fault(DROPPED, (after(half_closes),)),
    "slow drip": Fault(LATE, (after(drips),), seconds=SHORT, hands=HANDS),
    "login fails": Fault(AWAY, (page(503),), Call.LOGIN, token_ended=True),
    "login refuses": Fault(AWAY, (login_refuses(401, "invalid_client"),), Call.LOGIN, token_ended=True),
    "login hangs": Fault(AWAY, (silent,), Call.LOGIN, seconds=SHORT, token_ended=True),
}


@dataclass
class At:
    """Where Teams is."""

    url: str

    async def current(self) -> str:
        return self.url


@asynccontextmanager
async def on_teams(
    settings: TeamsSettings, url: str, now: Callable[[], float], seconds: float = LONG
) -> AsyncIterator[TeamsMessenger]:
    """The real messenger; its pace is that of the clock which is moved."""
    async with connect(settings, seconds=seconds) as api:
        yield TeamsMessenger(api, EXAMPLE, message, At(url), settings, now=now)


@pytest.fixture
async def teams() -> AsyncIterator[FaultyTeams]:
    """Three of the safeguarding team are in the channel."""
    async with faulty_teams.running() as teams:
        teams.members = [{"id": f"29:{number}", "aadObjectId": each} for number, each in enumerate(HANDLERS)]
        yield teams


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that holds the reports, and nothing has been sent yet."""
    return faulting.reports_into(tmp_path_factory.mktemp("reported"))


async def outcome(office: Office, teams: FaultyTeams) -> Outcome:
    """Everything that was promised holds: raises AssertionError if not."""

    def place_of(row: Row) -> str:
        return CHANNEL if row.owed.to is To.CHANNEL else EXAMPLE.people[row.owed.person].teams

    texts = ((place, json.dumps(activity, ensure_ascii=False)) for place, activity in teams.posted)
    return await faulting.outcome(office, texts, place_of)


@pytest.mark.parametrize("name", FAULTS)
async def test_an_alert_that_teams_fails_is_delivered_in_the_end(
    tmp_path: Path, reported: Path, teams: FaultyTeams, name: str, measured: Measured
) -> None:
    fault = FAULTS[name]
    async with (
        office_with(reported, tmp_path) as office,
        on_teams(teams.settings, teams.service_url, seconds_of(office.clock), fault.seconds) as messenger,
    ):
        await as_they_come(office, messenger, partial(fault.plant, teams), fault.hands)
        await until_all_are_out(office, messenger)
        found = await outcome(office, teams)
    assert not teams.planned[fault.call]
    assert len(teams.asked_for(fault.call)) >= ALERTS
    assert fault.problem.may_have_arrived or found.labelled == 0, "nothing can have come twice, and something says so"
    tries, tokens = len(teams.asked_for(Call.SEND)), len(teams.did(Call.LOGIN))
    measured(f"Teams, {name}: {ALERTS} faults, {tries} tries with {tokens} tokens; {found}")


async def out_of_reach(office: Office, teams: FaultyTeams, url: str) -> Outcome:
    """Teams cannot be reached at that address; later it can, at the right one."""
    office.clock.at += REPORTS * BETWEEN_REPORTS
    unhurried = itertools.count(0, 10).__next__
    settings = replace(teams.settings, hosts=teams.settings.hosts | {url.split("/")[2]})
    async with on_teams(settings, url, unhurried) as lost:
        await everything_due(office, lost)
    rows = await faulting.alerts(office)
    assert [row.problem for row in rows] == [Problem.UNREACHABLE] * ALERTS
    async with on_teams(settings, teams.service_url, unhurried) as found:
        await until_all_are_out(office, found)
    return await outcome(office, teams)


async def test_alerts_wait_while_the_name_of_teams_leads_nowhere(
    tmp_path: Path, reported: Path, teams: FaultyTeams, measured: Measured
) -> None:
    async with office_with(reported, tmp_path) as office:
        found = await out_of_reach(office, teams, "https://teams.invalid/teams/")
    assert found == Outcome(came=ALERTS, again=0, labelled=0)
    measured(f"Teams, DNS: {found.came} alerts delivered when it was back, none twice")


async def test_alerts_wait_while_somebody_else_answers_for_teams(
    tmp_path: Path, reported: Path, teams: FaultyTeams, measured: Measured
) -> None:
    async with (
        faulty_teams.running(certificates.made_in(tmp_path).shown) as somebody,
        office_with(reported, tmp_path) as office,
    ):
        found = await out_of_reach(office, teams, somebody.service_url)
        assert somebody.asked == []
    assert found == Outcome(came=ALERTS, again=0, labelled=0)
    measured(f"Teams, TLS: {found.came} alerts delivered when it was back, none shown to somebody else, none twice")


TAKES_NOTHING: Mapping[str, tuple[Call, Behaviour]] = {
    "Teams took nothing": (Call.SEND, page(503)),
    "Teams gave no token": (Call.LOGIN, login_refuses(401, "invalid_client")),
}


@pytest.mark.parametrize("name", TAKES_NOTHING)
async def test_while_teams_takes_nothing_urgent_alerts_go_by_mail_and_say_nothing(
    tmp_path: Path, teams: FaultyTeams, name: str, measured: Measured
) -> None:
    call, behaviour = TAKES_NOTHING[name]
    async with (
        mail_server.running() as post,
        open_office(tmp_path / "esafety.db", faulting.with_second_route(post)) as office,
        on_teams(teams.settings, teams.service_url, seconds_of(office.clock)) as chat,
    ):
        teams.planned[call] = [behaviour] * 10**6
        messenger = with_mail(office, chat)
        took = await faulting.until_mail_comes(office, messenger, post)
        teams.planned.clear()
        await until_all_are_out(office, messenger)
    faulting.must_say_nothing(post)
    measured(f"{name}: an urgent alert went by mail after {took.total_seconds():.0f} s")


async def test_when_teams_takes_the_alert_in_time_nothing_goes_by_mail(tmp_path: Path, teams: FaultyTeams) -> None:
    async with (
        mail_server.running() as post,
        open_office(tmp_path / "esafety.db", faulting.with_second_route(post)) as office,
        on_teams(teams.settings, teams.service_url, seconds_of(office.clock)) as chat,
    ):
        await office.fills_in(ONE_LINE)
        for _ in range(2):
            await everything_due(office, with_mail(office, chat))
            office.clock.move(minutes=3)
    assert post.words == []


def with_mail(office: Office, chat: TeamsMessenger) -> RoutedMessenger:
    """Teams, and the second route."""
    organisation = office.desk.organisation
    assert organisation.mail is not None
    return RoutedMessenger(organisation, {"teams": chat}, Mailer(organisation.mail, organisation))
