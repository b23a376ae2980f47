"""A whole bot for tests: the real policy, the example organisation, a real database, and fakes at the edges."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot import organisation as organisation_file
from dialogs import policy_file
from dialogs.guidance.files import read_ear
from dialogs.organisation import Organisation
from handlers.alerts import LEASE, do_what_is_due
from handlers.desk import Desk
from handlers.dispatch import answer
from handlers.reply import Asked, CaseShown, Home, Received, Reply
from handlers.turn import Acknowledged, Answered, OpenedCase, OpenedHome, Turn, WantedToReport, Who
from storage import cases, outbox, policies
from storage.database import Database
from storage.stretching import Stretching
from tests import empty_tables
from tests.fakes.desk import FakeChance, FakeClock, FakeMessenger
from tests.storage.examples import KEYRING, QUICK

ROOT = Path(__file__).parent.parent.parent
FILES = policy_file.read_folder(ROOT / "dialogs" / "policies" / "achieve")
POLICY = policy_file.parse(FILES)
EAR = read_ear(ROOT / "dialogs" / "policies" / "achieve")
EXAMPLE = organisation_file.load(ROOT / "organisation.example.yaml")

SOON, PATIENT = 0.3, 10.0
"""Seconds that whoever asks for help waits for the database, and longer than any pause of the tests' own."""

TOM = Who("tom", "Tom Baker")
ASHA = Who("asha", "Asha Patel")
BEN = Who("ben", "Ben Okafor")
CARYS = Who("carys", "Carys Jones")
DILYS = Who("dilys", "Dilys Ward")

Given = Mapping[str, str | Sequence[str]]

NASTY_MESSAGES: tuple[Given, ...] = (
    {"danger": "no"},
    {"tile": "messages"},
    {"messages_kind": "sent"},
    {"staff_involved": "no"},
    {"subject": "Mia Example", "age": "16_17", "centre": "hanley"},
    {"account": "He wrote 'nobody likes you'."},
    {"done": ["kept_evidence"]},
    {},
)
"""The answers, screen by screen, of an S2 report that goes to the channel."""

STAFF_CONCERN: tuple[Given, ...] = (
    {"danger": "no"},
    {"tile": "staff"},
    {"staff_kind": "contact"},
    {"subject": "Ewan Reid"},
    {"account": "Private messages."},
    {},
    {},
)
"""A report about somebody who handles no cases, by the restricted route for staff."""

UNDER_18_IMAGE: tuple[Given, ...] = (
    {"danger": "no"},
    {"tile": "photos"},
    {"image_guard": "yes"},
    {"image_more": "shared"},
    {"staff_involved": "no"},
    {"subject": "Mia Example", "age": "16_17"},
    {"account": "It was passed round."},
    {},
    {},
)
"""A report that goes the restricted way, and suspends the policy's own steps."""

ONE_LINE: tuple[Given, ...] = ({"danger": "yes"}, {"line": "He has a knife."})


@dataclass
class Office:
    """The bot, and how to use it."""

    desk: Desk
    clock: FakeClock
    chance: FakeChance
    messenger: FakeMessenger
    file: Path
    woken: list[None] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)

    async def does(self, turn: Turn) -> Reply:
        """Puts a turn to the bot."""
        return await answer(self.desk, turn)

    async def fills_in(self, screens: Sequence[Given], who: Who = TOM) -> Reply:
        """Starts a report and answers the screens in order. Returns the last reply."""
        reply = await self.does(WantedToReport(who))
        for given in screens:
            assert isinstance(reply, Asked), reply
            reply = await self.answers(reply, given, who)
        return reply

    async def fills_in_the_usual(self) -> None:
        """Sends an S2 report that goes to the channel, and does nothing of what is due."""
        assert isinstance(await self.fills_in(NASTY_MESSAGES), Received)

    async def fills_in_all(self, screens: Sequence[Given]) -> Reply:
        """Starts a report and sends it, agreeing when it is said that somebody else will be told than before."""
        reply = await self.fills_in(screens)
        return await self.answers(reply, screens[-1]) if isinstance(reply, Asked) else reply

    async def fills_in_from(self, draft: str, screens: Sequence[Given]) -> Reply:
        """As `fills_in`, in a first screen that carries the id of another draft."""
        reply = await self.does(WantedToReport(TOM))
        assert isinstance(reply, Asked)
        reply = replace(reply, draft=draft)
        for given in screens:
            assert isinstance(reply, Asked), reply
            reply = await self.answers(reply, given)
        return reply

    async def reports_staff_concern_about(self, name: str) -> None:
        """Sends a report about a member of staff, and does what is due."""
        about = tuple({**each, "subject": name} if "subject" in each else each for each in STAFF_CONCERN)
        await self.fills_in_all(about)
        await self.settles()

    async def names_in_the_newest_case(self, person: str) -> None:
        """Somebody turns out to be named in the newest case."""
        async with self.desk.database.transaction() as tx:
            case = (await cases.all_open(tx))[-1]
            await cases.change(tx, replace(case, excluded=case.excluded | {person}))

    async def answers(self, asked: Asked, given: Given, who: Who = TOM) -> Reply:
        """Answers a screen."""
        values = {key: (value,) if isinstance(value, str) else tuple(value) for key, value in given.items()}
        return await self.does(Answered(who, asked.draft, asked.screen, values, asked.told))

    async def reports(self, screens: Sequence[Given] = NASTY_MESSAGES, who: Who = TOM) -> str:
        """Sends a whole report and does what is due. Returns the case's id as the coordinator's list has it."""
        reply = await self.fills_in(screens, who)
        assert isinstance(reply, Received | Asked), reply
        await self.settles()
        return await self.newest_case()

    async def newest_case(self) -> str:
        """The id of the case that was made last, read from the lists of everybody who handles cases."""
        for who in (ASHA, BEN, CARYS, DILYS):
            home = await self.does(OpenedHome(who))
            assert isinstance(home, Home)
            if home.cases:
                return max(line.case for line in home.cases)
        raise AssertionError("nobody sees a case")

    async def settles(self) -> None:
        """Does everything that is due now."""
        while await do_what_is_due(self.desk, self.messenger, "worker"):
            pass

    async def settles_for(self, *, seconds: float) -> None:
        """Does one thing that is due, which takes that long."""
        await do_what_is_due(self.desk, self.messenger, "worker")
        self.clock.move(seconds=seconds)

    async def passes(self, **time: float) -> None:
        """Lets time pass, and does what is then due."""
        self.clock.move(**time)
        await self.settles()

    lease = LEASE

    async def somebody_else_claims(self) -> None:
        """Another worker takes over what is claimed, long after the lease has run out."""
        self.clock.at += 2 * LEASE
        async with self.desk.database.transaction() as tx:
            await outbox.claim(tx, self.clock.now(), "another worker", LEASE, 20)

    async def acknowledges_meanwhile(self) -> None:
        """The coordinator takes the newest case."""
        await self.does(Acknowledged(ASHA, await self.newest_case()))

    async def acknowledges(self, who: Who) -> Reply:
        """Takes the newest case."""
        reply = await self.does(Acknowledged(who, await self.newest_case()))
        await self.settles()
        return reply

    async def reads_newest(self, who: Who) -> str:
        """Everything that somebody reads who opens the newest case."""
        reply = await self.does(OpenedCase(who, await self.newest_case()))
        assert isinstance(reply, CaseShown), reply
        return str(reply)

    async def is_told_of_trouble(self, who: Who) -> str:
        """What the home page says about deliveries."""
        home = await self.does(OpenedHome(who))
        assert isinstance(home, Home)
        return home.trouble

    async def purges(self, case: str) -> None:
        """Destroys a case."""
        async with self.desk.database.transaction() as tx:
            await cases.purge(tx, case, self.clock.now())

    async def remembers_policy(self) -> None:
        """Stores the policy in force, as starting the bot does."""
        async with self.desk.database.transaction() as tx:
            await policies.remember(tx, POLICY.hash, FILES)

    def breaks(self) -> None:
        """Damages the database, so that nothing can be stored any more."""
        self.file.write_bytes(b"not a database" * 4096)

    def with_organisation(self, organisation: Organisation) -> None:
        """Puts another organisation file in force."""
        self.desk = replace(self.desk, organisation=organisation)


@asynccontextmanager
async def open_office(file: Path, organisation: Organisation = EXAMPLE) -> AsyncIterator[Office]:
    """The bot on a SQLite database in that file, closed at the end."""
    empty_tables.put(file)
    database = await Database.open(f"sqlite+aiosqlite:///{file}", KEYRING)
    clock, chance, woken, faults = FakeClock(), FakeChance(), list[None](), list[Exception]()
    stretching = Stretching(KEYRING, QUICK)
    woke = lambda: woken.append(None)  # noqa: E731 - it stands for a worker
    desk = Desk(
        POLICY, FILES, organisation, database, clock, chance, woke, faults.append, stretching, EAR, patience=PATIENT
    )
    try:
        yield Office(desk, clock, chance, FakeMessenger(), file, woken, faults)
    finally:
        stretching.close()
        await database.close()
