"""The addresses of the incident log: the list, the form in which its cases are chosen, and the table to take along."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from bot.practice.answering import Answering, address, log_address
from bot.practice.views import LOG
from handlers.turn import Answered, OpenedLog, WantedToFilter, Who

AT = f"/as/{{person}}/{LOG}"
FORM = "form"
FILE = "incident-log.csv"

TakeTable = Callable[[Who, str], Awaitable[bytes | None]]
"""The table of what is chosen, for this person; None for somebody who handles no cases."""


@dataclass(frozen=True, slots=True)
class IncidentLog:
    """Answers at the addresses of the incident log."""

    answering: Answering
    take_table: TakeTable

    def routes(self) -> list[web.RouteDef]:
        """The addresses."""
        return [
            web.get(AT, self.lists),
            web.get(f"{AT}/{FORM}", self.form),
            web.post(f"{AT}/{FORM}/answer", self.answer),
            web.post(f"{AT}/table", self.table),
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

    async def table(self, request: web.Request) -> web.Response:
        """Take the table along."""
        posted, who = await self.answering.form(request), self._who(request)
        content = await self.take_table(who, posted.own.get("about", ""))
        if content is None:
            raise web.HTTPNotFound
        kept = {"Content-Disposition": f'attachment; filename="{FILE}"', "Cache-Control": "no-store"}
        return web.Response(body=content, content_type="text/csv", charset="utf-8", headers=kept)

    def _who(self, request: web.Request) -> Who:
        return self.answering.persona(request).who
