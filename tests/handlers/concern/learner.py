"""Somebody who tells the bot something with a code, as the tests of that need them, and what was stored of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.door import Door
from dialogs.case import Case
from dialogs.organisation import Anonymous, Organisation
from handlers.dispatch import answer as staff_answer
from handlers.reply import Asked, Reply, Said
from handlers.turn import Acknowledged, Answered, OpenedCase, Turn, WantedToComeBack, WantedToReply, WantedToTell, Who
from storage import audit, audit_check, cases, concerns, outbox
from storage.concerns import Concern, Message
from storage.outbox import Row
from tests.handlers.office import ASHA, EXAMPLE, Office

LENA = Who("lena", "Lena Kovac")

NASTY: Mapping[str, str] = {
    "danger": "no",
    "how": "code_only",
    "who": "me",
    "tile": "messages",
    "ongoing": "yes",
    "help": "know",
}
"""Choices that make an S2 concern, which is not urgent and goes to the channel."""

BLACKMAIL: Mapping[str, str] = {**NASTY, "tile": "photos", "picture": "threat"}
"""Choices that make an S1 concern."""

DANGER: Mapping[str, str] = {"danger": "yes"}
STAFF: Mapping[str, str] = {**NASTY, "tile": "staff"}

WORDS = "They wrote horrible things about me."


def with_settings(settings: Anonymous) -> Organisation:
    """The example organisation, with learners telling us things in another way."""
    return replace(EXAMPLE, anonymous=settings)


@dataclass
class Learner:
    """Somebody at the bot's door. Two that are to share its limits share a door."""

    office: Office
    who: Who = LENA
    door: Door = field(init=False)

    def __post_init__(self) -> None:
        """Everybody has a door of their own unless a test gives them another's."""
        self.door = Door(self.office.desk)

    async def does(self, turn: Turn) -> Reply:
        """Puts a turn to the bot."""
        return await self.door.answer(turn)

    async def goes_on(self, asked: Asked, values: Mapping[str, str]) -> Asked:
        """Submits a screen; another one follows."""
        given = {name: (value,) for name, value in values.items()}
        reply = await self.does(Answered(self.who, asked.draft, asked.screen, given, asked.told))
        assert isinstance(reply, Asked), reply
        return reply

    async def begins(self) -> Asked:
        """The first screen."""
        reply = await self.does(WantedToTell(self.who))
        assert isinstance(reply, Asked), reply
        return reply

    async def comes_to_the_end(self, choices: Mapping[str, str] = NASTY) -> Asked:
        """Chooses on every screen, up to the last."""
        asked = await self.begins()
        while asked.screen != "tell":
            asked = await self.goes_on(asked, {each.id: choices[each.id] for each in asked.fields})
        return asked

    async def sends(self, last: Asked, text: str = WORDS, **typed: str) -> Asked:
        """Sends the last screen with what stands in it, and these words."""
        chosen = {name: answer for name, answer in last.entered.items() if isinstance(answer, str)}
        return await self.goes_on(last, {**chosen, "account": text, **typed})

    async def tells(self, choices: Mapping[str, str] = NASTY, text: str = WORDS, **typed: str) -> str:
        """Tells us something. Returns the code."""
        shown = await self.sends(await self.comes_to_the_end(choices), text, **typed)
        assert shown.code, shown
        return shown.code

    async def tries(self, code: str) -> Asked:
        """Types a code."""
        reply = await self.does(WantedToComeBack(self.who))
        assert isinstance(reply, Asked)
        return await self.goes_on(reply, {"code": code})

    async def opens(self, code: str) -> Asked:
        """Comes back with a code that opens something."""
        shown = await self.tries(code)
        assert shown.screen == "more", shown
        return shown

    async def writes(self, opened: Asked, text: str, **more: str) -> Asked:
        """Writes more."""
        return await self.goes_on(opened, {"more": text, **more})


async def every_case(office: Office) -> tuple[Case, ...]:
    """Every case that is stored."""
    async with office.desk.database.transaction() as tx:
        return await cases.all_open(tx)


async def the_case(office: Office) -> Case:
    """The only case that is stored."""
    [case] = await every_case(office)
    return case


async def the_concern(office: Office) -> Concern:
    """What the code of the only case opens."""
    case = await the_case(office)
    async with office.desk.database.transaction() as tx:
        found = await concerns.of_case(tx, case.id)
    assert found is not None
    return found


async def the_thread(office: Office) -> tuple[Message, ...]:
    """What was written to and fro of the only case."""
    case = await the_case(office)
    async with office.desk.database.transaction() as tx:
        return await concerns.thread(tx, case.id)


async def owed(office: Office, *kinds: str) -> list[Row]:
    """What is or was owed of the only case, of these kinds."""
    case = await the_case(office)
    async with office.desk.database.transaction() as tx:
        return [row for row in await outbox.of_case(tx, case.id) if not kinds or row.owed.kind in kinds]


async def happened(office: Office) -> list[str]:
    """What the audit says of the only case, in order."""
    case = await the_case(office)
    async with office.desk.database.transaction() as tx:
        return [entry.what for entry in await audit.entries(tx, case.id)]


async def broken(office: Office) -> list[str]:
    """What a check of the audit finds."""
    async with office.desk.database.snapshot() as tx:
        return [str(each) for each in await audit_check.verify(tx)]


async def takes(office: Office, who: Who = ASHA) -> str:
    """Somebody takes the only case, and opens it. Returns its id."""
    case = await the_case(office)
    reply = await office.does(Acknowledged(who, case.id))
    assert isinstance(reply, Said), reply
    await office.does(OpenedCase(who, case.id))
    await office.settles()
    return case.id


async def wants_to_reply(office: Office, who: Who = ASHA) -> Asked:
    """The form to write in, of the only case."""
    case = await the_case(office)
    reply = await staff_answer(office.desk, WantedToReply(who, case.id))
    assert isinstance(reply, Asked), reply
    return reply


async def replies(office: Office, who: Who = ASHA, **given: str) -> Reply:
    """Somebody writes to whoever has the code of the only case."""
    asked = await wants_to_reply(office, who)
    values = {name: (text,) for name, text in given.items()}
    return await staff_answer(office.desk, Answered(who, asked.draft, asked.screen, values, ""))
