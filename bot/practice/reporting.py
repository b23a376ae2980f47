"""The addresses of the staff report: start it, fill in its screens, go back, change an answer, throw it away."""

from dataclasses import dataclass

from aiohttp import web

from bot.practice.answering import Answering, address
from handlers.turn import (
    Answered,
    Discarded,
    OpenedHome,
    Resumed,
    WantedHelp,
    WantedToChange,
    WantedToReport,
    WentBack,
)


@dataclass(frozen=True, slots=True)
class Reporting:
    """Answers at the addresses of the staff report."""

    answering: Answering

    def routes(self) -> list[web.RouteDef]:
        """The addresses."""
        return [
            web.get("/as/{person}", self.home),
            web.get("/as/{person}/help", self.help_now),
            web.get("/as/{person}/report/{draft}", self.resume),
            web.post("/as/{person}/report/start", self.start),
            web.post("/as/{person}/report/answer", self.answer),
            web.post("/as/{person}/report/back", self.back),
            web.post("/as/{person}/report/change", self.change),
            web.post("/as/{person}/report/discard", self.discard),
        ]

    async def home(self, request: web.Request) -> web.Response:
        """What there is for this person."""
        return await self.answering.show(request, OpenedHome(self.answering.persona(request).who))

    async def help_now(self, request: web.Request) -> web.Response:
        """Whom to ring now."""
        return await self.answering.show(request, WantedHelp(self.answering.persona(request).who))

    async def resume(self, request: web.Request) -> web.Response:
        """A draft where it stands."""
        who = self.answering.persona(request).who
        return await self.answering.show(request, Resumed(who, request.match_info["draft"]))

    async def start(self, request: web.Request) -> web.Response:
        """Begin a report."""
        who = self.answering.persona(request).who
        await self.answering.form(request)
        return await self.answering.do(WantedToReport(who), at=address(who))

    async def answer(self, request: web.Request) -> web.Response:
        """Submit a screen."""
        who = self.answering.persona(request).who
        posted = await self.answering.form(request)
        turn = Answered(who, posted["draft"], posted["screen"], posted.values, posted["told"])
        return await self.answering.do(turn, at=address(who, "report", turn.draft))

    async def back(self, request: web.Request) -> web.Response:
        """Go back a screen, keeping what was entered."""
        who = self.answering.persona(request).who
        posted = await self.answering.form(request)
        turn = WentBack(who, posted["draft"], posted["screen"], posted.values)
        return await self.answering.do(turn, at=address(who, "report", turn.draft))

    async def change(self, request: web.Request) -> web.Response:
        """Go to the screen of an answer that is to be changed."""
        who = self.answering.persona(request).who
        posted = await self.answering.form(request)
        turn = WantedToChange(who, posted["draft"], posted["change"], posted.values)
        return await self.answering.do(turn, at=address(who, "report", turn.draft))

    async def discard(self, request: web.Request) -> web.Response:
        """Throw a draft away."""
        who = self.answering.persona(request).who
        posted = await self.answering.form(request)
        return await self.answering.do(Discarded(who, posted["draft"]), at=address(who))
