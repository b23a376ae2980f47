"""Whoever reported a case, in a test: opens their report, answers what was asked, and is told so."""

from dataclasses import dataclass

from dialogs.alerts import Message
from dialogs.casework.powers import Task
from dialogs.casework.record import Act, Detail
from handlers.reply import Asked, Home, NoSuchCase, ReportLine, Said
from handlers.turn import Answered, OpenedHome, OpenedReport, Who
from tests.handlers.casework.desk_work import DeskWork
from tests.handlers.office import TOM, Office

QUESTION = "Thank you. What did you see?"
ANSWER = "It was in the canteen."
RISK = "She says she thinks about suicide."


@dataclass
class Reporter:
    """Tom, whose report it is, and those who work it."""

    work: DeskWork

    @property
    def office(self) -> Office:
        """The bot."""
        return self.work.office

    async def is_asked(self) -> None:
        """Asha asks, and Tom is told so."""
        await self.work.did(Task.ASK, {Detail.TEXT: QUESTION})
        await self.office.settles()

    async def opens(self) -> Asked:
        """Opens the report."""
        reply = await self.office.does(OpenedReport(TOM, self.work.case))
        assert isinstance(reply, Asked), reply
        return reply

    async def sends(self, form: Asked, text: str, who: Who = TOM) -> Asked | Said | NoSuchCase:
        """Sends the form with that in it."""
        reply = await self.office.does(Answered(who, form.draft, form.screen, {"text": (text,)}, form.told))
        assert isinstance(reply, Asked | Said | NoSuchCase), reply
        return reply

    async def writes(self, text: str = ANSWER) -> Said:
        """Opens it, writes and sends that, and what is due is done."""
        reply = await self.sends(await self.opens(), text)
        assert isinstance(reply, Said), reply
        await self.office.settles()
        return reply

    async def line(self) -> ReportLine:
        """How it stands on Tom's home page."""
        home = await self.office.does(OpenedHome(TOM))
        assert isinstance(home, Home)
        return home.reports[0]

    async def kept(self) -> list[str]:
        """What he wrote that is kept."""
        return [each.detail[Detail.TEXT] for each in await self.work.entries(Act.ANSWERED)]

    def more(self, name: str) -> list[Message]:
        """The messages to somebody that say that there is more."""
        return [
            each for each in self.office.messenger.to(name) if "More has" in str(each) or "full report" in str(each)
        ]
