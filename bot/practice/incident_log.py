"""The addresses of the incident log: the list, the form in which cases are chosen, and the link to take them along."""

from dataclasses import dataclass

from aiohttp import web

from bot.practice.answering import Answering, address, log_address
from bot.practice.views import LOG
from handlers.turn import Answered, OpenedLog, WantedToFilter, WantedToTake, Who

AT = f"/as/{{person}}/{LOG}"
FORM, TAKE = "form", "take"


@dataclass(frozen=True, slots=True)
class IncidentLog:
    """Answers at the addresses of the incident log."""

    answering: Answering

    def routes(self) -> list[web.RouteDef]:
        """The addresses."""
        return [
            web.get(AT, self.lists),
            web.get(f"{AT}/{FORM}", self.form),
            web.post(f"{AT}/{FORM}/answer", self.answer),
            web.get(f"{AT}/{TAKE}", self.show_log),
            web.post(f"{AT}/{TAKE}", self.take),
        ]

    async def lists(self, request: web.Request) -> web.Response:
        """The cases that the address chooses."""
        return await self.answering.show(request, OpenedLog(self._who(request), request.query.get("filter", "")))

    async def form(self, request: web.Request) -> web.Response:
        """The form in which they are chosen."""
        return await self.answering.show(request, WantedToFilter(self._who(request), request.query.get("filter", "")))

    async def answer(self, request: web.Request) -> web.Response:
        """Submit the form."""
        posted, who = await self.answering.form(request), self._who(request)
        turn = Answered(who, posted["draft"], posted["screen"], posted.chosen, posted["told"])
        return await self.answering.do(turn, at=log_address(who, ""), form_at=address(who, LOG, FORM))

    async def take(self, request: web.Request) -> web.Response:
        """Ask for the link to them as a table."""
        about, who = (await self.answering.form(request)).own.get("about", ""), self._who(request)
        return await self.answering.do(WantedToTake(who, about), at=address(who, LOG, TAKE))

    async def show_log(self, request: web.Request) -> web.Response:
        """What came of that; all cases, if it is kept no more."""
        return await self.answering.show(request, OpenedLog(self._who(request)))

    def _who(self, request: web.Request) -> Who:
        return self.answering.persona(request).who
