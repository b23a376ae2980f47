"""The addresses where a case is worked, and where whoever reported one sees how it stands."""

from dataclasses import dataclass

from aiohttp import web

from bot.chat.states import case_of_state
from bot.practice.answering import Answering, address
from bot.practice.views import ASKING, LET_IN, MY_REPORT, WORK
from dialogs.casework.powers import Task
from handlers.casework.about import of_form
from handlers.turn import Answered, OpenedHome, OpenedReport, WantedToBeLetIn, WantedToWork, Who

EVIDENCE = "list-1"
"""Evidence is the first of the lists of a case."""


@dataclass(frozen=True, slots=True)
class Working:
    """Answers at the addresses of case work. No address but a case's own names the case of a form."""

    answering: Answering

    def routes(self) -> list[web.RouteDef]:
        """The addresses."""
        return [
            web.post(f"/as/{{person}}/case/{{case}}/{WORK}", self.begin),
            web.get(f"/as/{{person}}/{WORK}", self.form),
            web.post(f"/as/{{person}}/{WORK}/answer", self.answer),
            web.get(f"/as/{{person}}/{MY_REPORT}/{{case}}", self.open_report),
            web.post(f"/as/{{person}}/{MY_REPORT}/{{case}}/answer", self.answer_report),
            web.get(f"/as/{{person}}/{LET_IN}/{{request}}", self.let_in),
            web.post(f"/as/{{person}}/{LET_IN}/{{request}}/answer", self.answer_let_in),
        ]

    async def begin(self, request: web.Request) -> web.Response:
        """Wants to do something with the case."""
        who, case = self._who(request), request.match_info["case"]
        about = (await self.answering.form(request)).own.get("about", "")
        turn = WantedToWork(who, about)
        return await self.answering.do(turn, at=address(who, "case", case), form_at=address(who, WORK))

    async def form(self, request: web.Request) -> web.Response:
        """The form that the address names; home, if it is kept no more."""
        return await self.answering.show(request, OpenedHome(self._who(request)))

    async def answer(self, request: web.Request) -> web.Response:
        """Submit the form."""
        turn = await self._answered(request)
        case = case_of_state(turn.draft)
        at = address(turn.who, "case", case) if case else address(turn.who)
        return await self.answering.do(turn, at=at, form_at=address(turn.who, WORK), worked=_place(turn.draft))

    async def open_report(self, request: web.Request) -> web.Response:
        """See how a report of one's own stands."""
        return await self.answering.show(request, OpenedReport(self._who(request), request.match_info["case"]))

    async def answer_report(self, request: web.Request) -> web.Response:
        """Answer what was asked about it."""
        turn = await self._answered(request)
        return await self.answering.do(turn, at=address(turn.who, MY_REPORT, request.match_info["case"]))

    async def let_in(self, request: web.Request) -> web.Response:
        """Ask that a case is opened, or see what another asks."""
        about = request.match_info["request"]
        return await self.answering.show(request, WantedToBeLetIn(self._who(request), "" if about == ASKING else about))

    async def answer_let_in(self, request: web.Request) -> web.Response:
        """Submit that."""
        turn = await self._answered(request)
        return await self.answering.do(turn, at=address(turn.who, LET_IN, request.match_info["request"]))

    async def _answered(self, request: web.Request) -> Answered:
        posted = await self.answering.form(request)
        return Answered(self._who(request), posted["draft"], posted["screen"], posted.chosen, posted["told"])

    def _who(self, request: web.Request) -> Who:
        return self.answering.persona(request).who


def _place(draft: str) -> str:
    """Where on the page of the case that stands which this form is about; at its top, if it is about no part of it."""
    about = of_form(draft)
    if about is None:
        return ""
    return f"step-{about.item}" if about.task is Task.STEP else EVIDENCE if about.task is Task.EVIDENCE else ""
