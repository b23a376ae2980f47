"""Whatever Slack does to an alert, it is delivered in the end, and whatever came twice says that it may have.

The real messenger, outbox and database; a Slack that fails as it is told to; and a clock that is moved past the waits.
"""

import asyncio
import itertools
import shutil
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.chat.pacing import Pacing
from bot.mail import Mailer
from bot.routing import RoutedMessenger
from bot.slack.api import connect
from bot.slack.messages import message
from bot.slack.messenger import SlackMessenger
from dialogs import wording
from dialogs.alerts import Kind, To
from dialogs.organisation import MailServer, Organisation, Security
from handlers.alerts import do_what_is_due
from handlers.messenger import Messenger
from storage import cases, outbox
from storage.outbox import Problem, Row, State
from tests.fakes import certificates, faulty_slack, mail_server, slack_server
from tests.fakes.desk import FakeClock
from tests.fakes.slack_faults import Fault, How
from tests.fakes.slack_server import FakeSlack
from tests.fakes.slack_workspace import BOT_USER, CHANNEL, TEAM
from tests.handlers.office import EXAMPLE, ONE_LINE, Office, open_office

Measured = Callable[[str], None]

REPORTS = 13
ALERTS = 52
"""Each report alerts the channel and three people at once."""

POST = "chat.postMessage"
SHORT, LONG = 0.15, 5.0
"""Seconds that a call may take: of a Slack that hangs, and of one that does not, on a computer that is busy."""

HANGING = frozenset({How.HANG, How.DRIP})
HANDS = 4
"""Workers at once where each try waits for a Slack that hangs, so that they wait together."""

BETWEEN_REPORTS = timedelta(seconds=4)
UNTIL_THE_NEXT_TRY = timedelta(seconds=3)
"""After one failure an alert is tried again two seconds later, or when Slack says so."""

AT_MOST = timedelta(minutes=4)
"""Before the next people are alerted too. By then everything must have been delivered."""

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


def seconds_of(clock: FakeClock) -> Callable[[], float]:
    """That clock, as the pace is counted."""
    return lambda: clock.now().timestamp()


async def everything_due(office: Office, messenger: Messenger, hands: int = 1) -> None:
    """So many workers do everything that is due now."""

    async def work(name: str) -> None:
        while await do_what_is_due(office.desk, messenger, name):
            pass

    await asyncio.gather(*(work(f"worker {number}") for number in range(hands)))


async def alerts(office: Office) -> list[Row]:
    """Every alert that is or was owed."""
    async with office.desk.database.transaction() as tx:
        every = [row for case in await cases.all_open(tx) for row in await outbox.of_case(tx, case.id)]
    return [row for row in every if row.owed.kind is Kind.ALERT]


async def until_all_are_out(office: Office, messenger: Messenger) -> None:
    """Moves the clock until no alert is owed."""
    begun = office.clock.now()
    while any(row.state is State.OWED for row in await alerts(office)):
        office.clock.at += UNTIL_THE_NEXT_TRY
        await everything_due(office, messenger)
        assert office.clock.now() - begun < AT_MOST, "an alert is still owed"


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that holds the reports, one every few seconds, and nothing has been sent yet."""
    file = tmp_path_factory.mktemp("reported") / "esafety.db"

    async def report() -> None:
        async with open_office(file) as office:
            for _ in range(REPORTS):
                await office.fills_in(ONE_LINE)
                office.clock.at += BETWEEN_REPORTS

    asyncio.run(report())
    return file


@asynccontextmanager
async def office_with(reported: Path, folder: Path) -> AsyncIterator[Office]:
    """The bot on a copy of that database, when the first report has just come in."""
    shutil.copy(reported, folder)
    async with open_office(folder / reported.name) as office:
        yield office


async def as_they_come(office: Office, messenger: Messenger, fault: Fault) -> None:
    """Tries the alerts of each report as they fall due, with the fault planted for each, and once more."""
    hands = HANDS if fault.how in HANGING else 1
    for _ in range(REPORTS):
        fault.times += ALERTS // REPORTS
        await everything_due(office, messenger, hands)
        office.clock.at += UNTIL_THE_NEXT_TRY
        await everything_due(office, messenger)
        office.clock.at += BETWEEN_REPORTS - UNTIL_THE_NEXT_TRY


@dataclass
class Outcome:
    """What people saw: how many alerts came, how many of them again, and how many say that they may have."""

    came: int
    again: int
    labelled: int


async def outcome(office: Office, slack: FakeSlack) -> Outcome:
    """Everything that was promised holds: raises AssertionError if not."""
    async with office.desk.database.transaction() as tx:
        references = {case.id: case.reference for case in await cases.all_open(tx)}
    seen: dict[tuple[str, str], list[str]] = defaultdict(list)
    for posted in slack.posted:
        reference = next(each for each in references.values() if each in posted.text)
        seen[posted.person or posted.channel, reference].append(posted.text)
    for row in await alerts(office):
        place = CHANNEL if row.owed.to is To.CHANNEL else EXAMPLE.people[row.owed.person].slack
        assert row.state in {State.SENT, State.ELSEWHERE}, row
        assert (row.state is State.ELSEWHERE) != bool(seen[place, references[row.owed.case]]), row
    repeats = [text for texts in seen.values() for text in texts[1:]]
    assert all(wording.MAYBE_REPEAT in text for text in repeats), "something came twice and does not say so"
    labelled = sum(wording.MAYBE_REPEAT in text for texts in seen.values() for text in texts)
    return Outcome(sum(map(len, seen.values())), len(repeats), labelled)


@pytest.mark.parametrize("name", FAULTS)
async def test_an_alert_that_slack_fails_is_delivered_in_the_end(
    tmp_path: Path, reported: Path, name: str, measured: Measured
) -> None:
    problem, fault = FAULTS[name]
    planted = replace(fault(), times=0)
    async with (
        slack_server.serving() as slack,
        office_with(reported, tmp_path) as office,
        on_slack(
            slack.api_url, slack, seconds_of(office.clock), SHORT if planted.how in HANGING else LONG
        ) as messenger,
    ):
        slack.faults.append(planted)
        await as_they_come(office, messenger, planted)
        await until_all_are_out(office, messenger)
        found = await outcome(office, slack)
        tries = len(slack.called(POST))
    assert planted.times == 0
    assert tries >= ALERTS
    assert problem.may_have_arrived or found.labelled == 0, "nothing can have come twice, and something says so"
    measured(
        f"Slack, {name}: {ALERTS} of {tries} tries failed; {found.came - found.again} alerts delivered, {found.again} "
        f"of them twice, {found.labelled} labelled as a possible repeat"
    )


async def out_of_reach(office: Office, slack: FakeSlack, url: str) -> Outcome:
    """Slack cannot be reached at that address; later it can, at the right one."""
    office.clock.at += REPORTS * BETWEEN_REPORTS
    unhurried = itertools.count(0, 10).__next__
    async with on_slack(url, slack, unhurried) as lost:
        await everything_due(office, lost)
    rows = await alerts(office)
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
        found = await out_of_reach(office, slack, somebody.url)
        assert somebody.asked == []
    assert found == Outcome(came=ALERTS, again=0, labelled=0)
    measured(f"Slack, TLS: {found.came} alerts delivered when it was back, none shown to somebody else, none twice")


def with_second_route(mail: mail_server.MailServer) -> Organisation:
    """The example, with e-mail to two people."""
    server = MailServer("127.0.0.1", mail.port, Security.NONE, "bot@example.org")
    return replace(EXAMPLE, second_route=("asha", "carys"), mail=server)


async def test_while_slack_takes_nothing_urgent_alerts_go_by_mail_and_say_nothing(
    tmp_path: Path, measured: Measured
) -> None:
    async with (
        slack_server.serving() as slack,
        mail_server.running() as post,
        open_office(tmp_path / "esafety.db", with_second_route(post)) as office,
        on_slack(slack.api_url, slack, seconds_of(office.clock)) as chat,
    ):
        assert office.desk.organisation.mail is not None
        messenger = RoutedMessenger(office.desk.organisation, {"slack": chat}, Mailer(office.desk.organisation.mail, office.desk.organisation))
        slack.faults.append(Fault(How.STATUS, times=10**6, status=503))
        begun = office.clock.now()
        await office.fills_in(ONE_LINE)
        while not post.letters:
            await everything_due(office, messenger)
            office.clock.move(seconds=1)
            assert office.clock.now() - begun < AT_MOST, "nobody was told"
        took = office.clock.now() - begun
        slack.faults.clear()
        await until_all_are_out(office, messenger)
    assert {letter.to for letter in post.letters} == {"asha.patel@example.org", "carys.jones@example.org"}
    assert len(post.letters) == 2, "each is told once"
    for letter in post.letters:
        said = f"{letter.headers} {letter.text}"
        assert not [word for word in ("knife", "danger", "Tom", "S0", "weapon", "tom") if word in said]
    measured(f"Slack took nothing: an urgent alert went by mail after {took.total_seconds():.0f} s")


async def test_when_slack_takes_the_alert_in_time_nothing_goes_by_mail(tmp_path: Path) -> None:
    async with (
        slack_server.serving() as slack,
        mail_server.running() as post,
        open_office(tmp_path / "esafety.db", with_second_route(post)) as office,
        on_slack(slack.api_url, slack, seconds_of(office.clock)) as chat,
    ):
        assert office.desk.organisation.mail is not None
        messenger = RoutedMessenger(office.desk.organisation, {"slack": chat}, Mailer(office.desk.organisation.mail, office.desk.organisation))
        await office.fills_in(ONE_LINE)
        await everything_due(office, messenger)
        office.clock.move(minutes=3)
        await everything_due(office, messenger)
    assert post.words == []
