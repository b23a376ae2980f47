"""The addresses where somebody asks what the policy says. No address and no file holds a word of it."""

from dataclasses import dataclass

from aiohttp import web

from bot.practice.answering import Answering, address
from handlers.turn import Answered, WantedToAsk


@dataclass(frozen=True, slots=True)
class Asking:
    """Answers at the addresses of the question and its answer."""

    answering: Answering

    def routes(self) -> list[web.RouteDef]:
        """The addresses."""
        return [
            web.get("/as/{person}/ask", self.show),
            web.post("/as/{person}/ask/answer", self.answer),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """Where to write a question, or the answer that the address names."""
        return await self.answering.show(request, WantedToAsk(self.answering.persona(request).who))

    async def answer(self, request: web.Request) -> web.Response:
        """Ask."""
        who = self.answering.persona(request).who
        posted = await self.answering.form(request)
        turn = Answered(who, posted["draft"], posted["screen"], posted.values, posted["told"])
        return await self.answering.do(turn, at=address(who, "ask"))
