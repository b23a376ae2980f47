"""What every test of platform faults needs: alerts that are due, a clock that is moved, and what people saw."""

import asyncio
import os
import shutil
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from dialogs import wording
from dialogs.alerts import Kind
from dialogs.organisation import MailServer, Organisation, Security
from handlers.alerts import do_what_is_due
from handlers.messenger import Messenger
from storage import cases, outbox
from storage.outbox import Row, State
from tests.fakes import mail_server
from tests.fakes.desk import FakeClock
from tests.handlers.office import EXAMPLE, ONE_LINE, Office, open_office

Measured = Callable[[str], None]

REPORTS = 13 if "CAMPAIGN" in os.environ else 3
ALERTS = 4 * REPORTS
"""Each report alerts the channel and three people at once."""

SHORT, LONG = 0.15, 5.0
"""Seconds that a call may take: of a platform that hangs, and of one that does not, on a computer that is busy."""

HANDS = 4
"""Workers at once where each try waits for a platform that hangs, so that they wait together."""

BETWEEN_REPORTS = timedelta(seconds=4)
UNTIL_THE_NEXT_TRY = timedelta(seconds=3)
"""After one failure an alert is tried again two seconds later, or when the platform says so."""

AT_MOST = timedelta(minutes=4)
"""Before the next people are alerted too. By then everything must have been delivered."""


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


def reports_into(folder: Path) -> Path:
    """A database that holds the reports, one every few seconds, and nothing has been sent yet."""
    file = folder / "esafety.db"

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


async def as_they_come(office: Office, messenger: Messenger, plant: Callable[[int], None], hands: int = 1) -> None:
    """Tries the alerts of each report as they fall due, with a fault planted for each, and once more."""
    for _ in range(REPORTS):
        plant(ALERTS // REPORTS)
        await everything_due(office, messenger, hands)
        office.clock.at += UNTIL_THE_NEXT_TRY
        await everything_due(office, messenger)
        office.clock.at += BETWEEN_REPORTS - UNTIL_THE_NEXT_TRY


@dataclass
class Outcome:
    """What people saw: how many alerts came, how many of them again, and how many say that they may have.

    `elsewhere`: how many went to each reader of the channel, because it takes nothing.
    """

    came: int
    again: int
    labelled: int
    elsewhere: int = 0

    def __str__(self) -> str:
        """In words."""
        return (
            f"{self.came - self.again} alerts delivered, {self.again} of them twice, "
            f"{self.labelled} labelled as a possible repeat"
            + (f"; {self.elsewhere} to each reader instead of the channel" if self.elsewhere else "")
        )


async def outcome(office: Office, posted: Iterable[tuple[str, str]], place_of: Callable[[Row], str]) -> Outcome:
    """Everything that was promised holds: raises AssertionError if not.

    `posted` are all messages by place, and `place_of` says where an alert belongs.
    """
    async with office.desk.database.transaction() as tx:
        references = {case.id: case.reference for case in await cases.all_open(tx)}
    seen: dict[tuple[str, str], list[str]] = defaultdict(list)
    for place, text in posted:
        reference = next(each for each in references.values() if each in text)
        seen[place, reference].append(text)
    rows = await alerts(office)
    for row in rows:
        assert row.state in {State.SENT, State.ELSEWHERE}, row
        assert (row.state is State.ELSEWHERE) != bool(seen[place_of(row), references[row.owed.case]]), row
    repeats = [text for texts in seen.values() for text in texts[1:]]
    assert all(wording.MAYBE_REPEAT in text for text in repeats), "something came twice and does not say so"
    labelled = sum(wording.MAYBE_REPEAT in text for texts in seen.values() for text in texts)
    elsewhere = sum(row.state is State.ELSEWHERE for row in rows)
    return Outcome(sum(map(len, seen.values())), len(repeats), labelled, elsewhere)


def with_second_route(mail: mail_server.MailServer) -> Organisation:
    """The example, with e-mail to two people."""
    server = MailServer("127.0.0.1", mail.port, Security.NONE, "bot@example.org")
    return replace(EXAMPLE, second_route=("asha", "carys"), mail=server)


async def until_mail_comes(office: Office, messenger: Messenger, post: mail_server.MailServer) -> timedelta:
    """Somebody reports danger; how long until an e-mail comes."""
    begun = office.clock.now()
    await office.fills_in(ONE_LINE)
    while not post.letters:
        await everything_due(office, messenger)
        office.clock.move(seconds=1)
        assert office.clock.now() - begun < AT_MOST, "nobody was told"
    return office.clock.now() - begun


def must_say_nothing(post: mail_server.MailServer) -> None:
    """Two people had one e-mail each, and it says nothing. Raises AssertionError if not."""
    assert {letter.to for letter in post.letters} == {"asha.patel@example.org", "carys.jones@example.org"}
    assert len(post.letters) == 2, "each is told once"
    for letter in post.letters:
        said = f"{letter.headers} {letter.text}"
        assert not [word for word in ("knife", "danger", "Tom", "S0", "weapon", "tom") if word in said]
