"""The addresses of forms of which nothing is kept: telling someone, coming back with a code, answering such a code.

The whole state of such a form is its draft, which stands in the form itself and never in an address.
"""

from dataclasses import dataclass

from aiohttp import web

from bot.practice.answering import Answering, address
from handlers.turn import Answered, Turn, WantedToComeBack, WantedToReply, WantedToTell, WentBack


@dataclass(frozen=True, slots=True)
class Telling:
    """Answers at the addresses of forms of which nothing is kept."""

    answering: Answering

    def routes(self) -> list[web.RouteDef]:
        """The addresses."""
        return [
            web.get("/as/{person}/tell", self.show),
            web.post("/as/{person}/tell/start", self.start),
            web.post("/as/{person}/tell/code", self.come_back),
            web.post("/as/{person}/tell/answer", self.answer),
            web.post("/as/{person}/tell/back", self.back),
            web.get("/as/{person}/case/{case}/reply", self.write),
            web.post("/as/{person}/case/{case}/reply/answer", self.answer_reply),
            web.post("/as/{person}/case/{case}/reply/back", self.back_in_reply),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """The screen that the address names, or the first one."""
        return await self.answering.show(request, WantedToTell(self.answering.persona(request).who))

    async def start(self, request: web.Request) -> web.Response:
        """Begin to tell someone."""
        who = self.answering.persona(request).who
        await self.answering.form(request)
        return await self.answering.do(WantedToTell(who), at=address(who, "tell"))

    async def come_back(self, request: web.Request) -> web.Response:
        """Come back with a code."""
        who = self.answering.persona(request).who
        await self.answering.form(request)
        return await self.answering.do(WantedToComeBack(who), at=address(who, "tell"))

    async def answer(self, request: web.Request) -> web.Response:
        """Submit a screen."""
        turn = await self._answered(request)
        return await self.answering.do(turn, at=address(turn.who, "tell"))

    async def back(self, request: web.Request) -> web.Response:
        """Go back a screen."""
        turn = await self._went_back(request)
        return await self.answering.do(turn, at=address(turn.who, "tell"))

    async def write(self, request: web.Request) -> web.Response:
        """Write to whoever told us something with a code."""
        who = self.answering.persona(request).who
        return await self.answering.show(request, WantedToReply(who, request.match_info["case"]))

    async def answer_reply(self, request: web.Request) -> web.Response:
        """Submit what is to be written to them."""
        return await self._do_about_case(request, await self._answered(request))

    async def back_in_reply(self, request: web.Request) -> web.Response:
        """Go back a screen of what is to be written to them."""
        return await self._do_about_case(request, await self._went_back(request))

    async def _do_about_case(self, request: web.Request, turn: Turn) -> web.Response:
        case = address(turn.who, "case", request.match_info["case"])
        return await self.answering.do(turn, at=case, form_at=f"{case}/reply")

    async def _answered(self, request: web.Request) -> Answered:
        who = self.answering.persona(request).who
        posted = await self.answering.form(request)
        return Answered(who, posted["draft"], posted["screen"], posted.values, posted["told"])

    async def _went_back(self, request: web.Request) -> WentBack:
        who = self.answering.persona(request).who
        posted = await self.answering.form(request)
        return WentBack(who, posted["draft"], posted["screen"], posted.values)
