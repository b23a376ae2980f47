"""The addresses of questions to a person: asking one, answering it, and adding to what guidance finds."""

from dataclasses import dataclass

from aiohttp import web

from bot.practice.answering import Answering, address
from bot.practice.views import QUESTIONS
from handlers.turn import (
    Answered,
    OpenedQuestion,
    OpenedQuestions,
    Rated,
    Turn,
    Untaught,
    WantedToAskSomebody,
    WantedToTeach,
    Who,
)

AT = f"/as/{{person}}/{QUESTIONS}"
FORM = "form"


@dataclass(frozen=True, slots=True)
class Questions:
    """Answers at the addresses of questions to a person."""

    answering: Answering

    def routes(self) -> list[web.RouteDef]:
        """The addresses."""
        return [
            web.get(AT, self.lists),
            web.get(f"{AT}/{FORM}", self.lists),
            web.post(f"{AT}/{FORM}/answer", self.answer),
            web.get(f"{AT}/one/{{question}}", self.open),
            web.post(f"{AT}/one/{{question}}/answer", self.answer),
            web.post(f"{AT}/helped", self.helped),
            web.post(f"{AT}/not-helped", self.not_helped),
            web.post(f"{AT}/hand-over", self.hand_over),
            web.post(f"{AT}/teach", self.teach),
            web.post(f"{AT}/unteach", self.unteach),
        ]

    async def lists(self, request: web.Request) -> web.Response:
        """The lists, or the form or answer that the address names."""
        return await self.answering.show(request, OpenedQuestions(self._who(request)))

    async def open(self, request: web.Request) -> web.Response:
        """Read a question."""
        return await self.answering.show(request, OpenedQuestion(self._who(request), request.match_info["question"]))

    async def answer(self, request: web.Request) -> web.Response:
        """Submit a form."""
        posted = await self.answering.form(request)
        turn = Answered(self._who(request), posted["draft"], posted["screen"], posted.chosen, posted["told"])
        return await self._do(turn)

    async def helped(self, request: web.Request) -> web.Response:
        """Say that the policy's words answered it."""
        return await self._do(Rated(self._who(request), await self._about(request), helped=True))

    async def not_helped(self, request: web.Request) -> web.Response:
        """Say that they did not."""
        return await self._do(Rated(self._who(request), await self._about(request), helped=False))

    async def hand_over(self, request: web.Request) -> web.Response:
        """Ask a person."""
        return await self._do(WantedToAskSomebody(self._who(request), await self._about(request)))

    async def teach(self, request: web.Request) -> web.Response:
        """Add a question, and the passage that answers it."""
        return await self._do(WantedToTeach(self._who(request), await self._about(request)))

    async def unteach(self, request: web.Request) -> web.Response:
        """Remove one."""
        return await self._do(Untaught(self._who(request), await self._about(request)))

    def _who(self, request: web.Request) -> Who:
        return self.answering.persona(request).who

    async def _about(self, request: web.Request) -> str:
        return (await self.answering.form(request)).own.get("about", "")

    async def _do(self, turn: Turn) -> web.Response:
        return await self.answering.do(turn, at=address(turn.who, QUESTIONS, FORM))
