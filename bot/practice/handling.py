"""The addresses where alerts are read and cases opened: direct messages, channels, one case.

Only somebody who is in the safeguarding channel finds it. Who may read a case is not decided here.
"""

from dataclasses import dataclass

from aiohttp import web

from bot.practice.answering import Answering, address
from bot.practice.views import Look
from handlers.messenger import ChannelPlace, PersonPlace
from handlers.turn import Acknowledged, CannotTake, ClosedCode, OpenedCase, WantedToPause


@dataclass(frozen=True, slots=True)
class Handling:
    """Answers at the addresses of messages and cases."""

    answering: Answering

    def routes(self) -> list[web.RouteDef]:
        """The addresses."""
        return [
            web.get("/as/{person}/messages", self.direct_messages),
            web.get("/as/{person}/channel", self.channel),
            web.get("/as/{person}/everybody", self.for_everybody),
            web.get("/as/{person}/case/{case}", self.open_case),
            web.post("/as/{person}/case/{case}/acknowledge", self.acknowledge),
            web.post("/as/{person}/case/{case}/cannot-take", self.cannot_take),
            web.post("/as/{person}/case/{case}/no-more", self.take_no_more),
            web.post("/as/{person}/pause", self.pause),
        ]

    async def direct_messages(self, request: web.Request) -> web.Response:
        """What has been sent to this person alone."""
        persona = self.answering.persona(request)
        messages = self.answering.messenger.messages(PersonPlace(persona.key))
        look = Look("messages.html", "Your messages")
        return self.answering.draw(look, request, persona, messages=messages, place="messages")

    async def channel(self, request: web.Request) -> web.Response:
        """What has been posted in the safeguarding channel."""
        persona = self.answering.persona(request)
        if not persona.in_channel:
            raise web.HTTPNotFound
        messages = self.answering.messenger.messages(ChannelPlace())
        look = Look("messages.html", "Safeguarding channel")
        return self.answering.draw(look, request, persona, messages=messages, place="channel")

    async def for_everybody(self, request: web.Request) -> web.Response:
        """What has been posted where everybody reads it."""
        persona = self.answering.persona(request)
        messages = self.answering.messenger.for_everybody()
        look = Look("messages.html", "Channel that everybody reads")
        return self.answering.draw(look, request, persona, messages=messages, place="everybody")

    async def open_case(self, request: web.Request) -> web.Response:
        """Read a case."""
        who = self.answering.persona(request).who
        return await self.answering.show(request, OpenedCase(who, request.match_info["case"]))

    async def acknowledge(self, request: web.Request) -> web.Response:
        """Take a case."""
        who, case = self.answering.persona(request).who, request.match_info["case"]
        await self.answering.form(request)
        return await self.answering.do(Acknowledged(who, case), at=address(who, "case", case))

    async def cannot_take(self, request: web.Request) -> web.Response:
        """Say that one cannot take a case."""
        who, case = self.answering.persona(request).who, request.match_info["case"]
        await self.answering.form(request)
        return await self.answering.do(CannotTake(who, case), at=address(who, "case", case))

    async def take_no_more(self, request: web.Request) -> web.Response:
        """Let nothing more be written with the code of a case."""
        who, case = self.answering.persona(request).who, request.match_info["case"]
        await self.answering.form(request)
        return await self.answering.do(ClosedCode(who, case), at=address(who, "case", case))

    async def pause(self, request: web.Request) -> web.Response:
        """Agree that the form that asks for no name rests for an hour."""
        who = self.answering.persona(request).who
        await self.answering.form(request)
        return await self.answering.do(WantedToPause(who), at=address(who))
