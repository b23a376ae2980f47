"""Puts a person's turn to the handlers and shows the reply.

A form that was sent is answered with where to look, so loading a page again sends nothing again. It adds no words and
judges nothing.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import assert_never
from urllib.parse import quote

from aiohttp import web

from bot.chat.states import LOG as LOG_STATE
from bot.pages.posted import Posted, read_form
from bot.practice.clock import PracticeClock
from bot.practice.guard import is_ours
from bot.practice.kept import KeptReplies
from bot.practice.messenger import PracticeMessenger
from bot.practice.personas import Persona
from bot.practice.rendering import Frame, Pages
from bot.practice.views import LOG, QUESTIONS, Look, look_of, query_of
from handlers.listing import Listing
from handlers.messenger import ChannelPlace, PersonPlace
from handlers.reply import Asked, CaseShown, Found, Guided, Home, NoSuchCase, NotTaken, Received, Reply, Said
from handlers.turn import Turn, WantedToComeBack, WantedToReport, WantedToTell, Who

FIRST_SCREENS = (WantedToReport, WantedToTell, WantedToComeBack)
"""What is answered with 999 on it waits for nothing. Neither does an answer about the policy."""


@dataclass(frozen=True, slots=True)
class Answering:
    """What every address of the page needs.

    `turn` is the handlers; `settle` sends whatever is due by now, and does not raise when something cannot be sent.
    """

    turn: Callable[[Turn], Awaitable[Reply]]
    settle: Callable[[], Awaitable[None]]
    personas: Mapping[str, Persona]
    clock: PracticeClock
    messenger: PracticeMessenger
    pages: Pages
    kept: KeptReplies
    token: str

    def persona(self, request: web.Request) -> Persona:
        """Whom the address names. Raises HTTPNotFound if there is nobody of that name."""
        persona = self.personas.get(request.match_info["person"])
        if persona is None:
            raise web.HTTPNotFound
        return persona

    async def form(self, request: web.Request) -> Posted:
        """The form that was sent. Raises HTTPForbidden if it is none of this page's, and as `read_form`."""
        posted = await read_form(request)
        if not is_ours(posted.own.get("token", ""), self.token):
            raise web.HTTPForbidden
        return posted

    async def show(self, request: web.Request, turn: Turn) -> web.Response:
        """The page with the reply to a turn that only looks, or with the kept reply that the address names."""
        persona = self.persona(request)
        kept = self.kept.find(persona.who, request.query.get("page", ""))
        reply = kept or await self.turn(turn)
        return self.draw(look_of(reply), request, persona, reply=reply)

    async def do(self, turn: Turn, at: str, form_at: str = "", worked: str = "") -> web.Response:
        """Put a turn to the handlers, send what is then due, and go to where its reply is shown (`at`, by default).

        A form that is not kept is shown at `form_at` (or `at`): its draft is its whole state, and stands in no address.
        `worked` is where on the page of a case it was worked, if the turn did that.
        """
        reply = await self.turn(turn)
        if not isinstance(turn, FIRST_SCREENS) and not isinstance(reply, Guided):
            await self.settle()
        place = self._place(turn, reply, at, form_at or at)
        return see_other(f"{place}#{quote(worked)}" if worked and isinstance(reply, CaseShown) else place)

    def draw(self, look: Look, request: web.Request, persona: Persona | None, **shown: object) -> web.Response:
        """A page for that person, or for nobody yet."""
        return self.pages.page(look, self._frame(request, persona), **shown)

    def _place(self, turn: Turn, reply: Reply, at: str, form_at: str) -> str:
        match reply:
            case Asked(keeps=False):
                return self._kept_at(form_at, turn, reply)
            case Asked():
                return self._kept_at(address(turn.who, "report", reply.draft), turn, reply)
            case Received() | NotTaken() | Said() | Guided():
                return self._kept_at(at, turn, reply)
            case CaseShown() if reply.remark or reply.download:  # what has just been done stands above it
                return self._kept_at(address(turn.who, "case", reply.case), turn, reply)
            case CaseShown():
                return address(turn.who, "case", reply.case)
            case NoSuchCase() | Found():
                return at
            case Home():
                return address(turn.who)
            case Listing():
                log, chosen = reply.about.startswith(LOG_STATE), reply.about.removeprefix(LOG_STATE)
                return log_address(turn.who, chosen) if log else address(turn.who, QUESTIONS)
            case _:
                assert_never(reply)

    def _kept_at(self, at: str, turn: Turn, reply: Reply) -> str:
        return f"{at}?page={self.kept.keep(turn.who, reply)}"

    def _frame(self, request: web.Request, persona: Persona | None) -> Frame:
        return Frame(
            persona=persona,
            now=self.clock.now(),
            moved=self.clock.moved,
            failing=self.messenger.failing,
            here=request.rel_url.raw_path_qs if request.method == "GET" else "/",
            direct=len(self.messenger.messages(PersonPlace(persona.key))) if persona else 0,
            channel=len(self.messenger.messages(ChannelPlace())),
            everybody=len(self.messenger.for_everybody()),
        )


def address(who: Who, *parts: str) -> str:
    """The address of one of this person's pages."""
    return "/".join(["/as", *(quote(part, safe="") for part in (who.key, *parts))])


def log_address(who: Who, chosen: str) -> str:
    """The address of those cases of the incident log."""
    return address(who, LOG) + query_of(chosen)


def see_other(place: str) -> web.Response:
    """Sends the browser to another page of this site."""
    return web.Response(status=303, headers={"Location": place})
