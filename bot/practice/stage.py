"""What is there only for practising: choosing who to be, moving the clock on, making deliveries fail."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web

from bot.pages.drawing import STATIC
from bot.pages.posted import Posted
from bot.practice.answering import Answering, see_other
from bot.practice.views import Look
from dialogs.office_hours import next_digest, next_opening
from dialogs.organisation import OfficeHours

STEPS = {
    "5 minutes": timedelta(minutes=5),
    "30 minutes": timedelta(minutes=30),
    "1 hour": timedelta(hours=1),
    "1 day": timedelta(days=1),
}
NEXT_OPENING = "to the next opening"


@dataclass(frozen=True, slots=True)
class Stage:
    """Answers at the addresses that only the practice page has. `hours` say when the office opens next."""

    answering: Answering
    hours: OfficeHours

    def routes(self) -> list[web.AbstractRouteDef]:
        """The addresses."""
        return [
            web.get("/", self.choose),
            web.post("/clock", self.move_clock),
            web.post("/deliveries", self.switch_deliveries),
            web.static("/practice", STATIC),
        ]

    async def choose(self, request: web.Request) -> web.Response:
        """Who one can be."""
        personas = self.answering.personas.values()
        return self.answering.draw(Look("choose.html", "Choose who you are"), request, None, personas=personas)

    async def move_clock(self, request: web.Request) -> web.Response:
        """Move practice time on, and let happen what then falls due."""
        posted = await self.answering.form(request)
        clock, step = self.answering.clock, posted["by"]
        if step == NEXT_OPENING:
            clock.move_to(opening_after(self.hours, clock.now()))
        elif step in STEPS:
            clock.move_on(STEPS[step])
        else:
            raise web.HTTPBadRequest
        await self.answering.settle()
        return see_other(_way_back(posted))

    async def switch_deliveries(self, request: web.Request) -> web.Response:
        """Make deliveries fail, or work again."""
        posted = await self.answering.form(request)
        self.answering.messenger.failing = posted["failing"] == "yes"
        await self.answering.settle()
        return see_other(_way_back(posted))


def opening_after(hours: OfficeHours, now: datetime) -> datetime:
    """When the office opens next; if it is open now, when it opens on the next working day."""
    opening = next_opening(hours, now)
    return opening if opening > now else next_digest(hours, now, weekly=False)


def _way_back(posted: Posted) -> str:
    """The page that the form was on: nowhere but on this site."""
    here = posted["here"]
    return here if here == "/" or here.startswith("/as/") else "/"
