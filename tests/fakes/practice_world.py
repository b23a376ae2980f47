"""A practice page with a small made-up organisation and canned handlers, as an application that can be served."""

import io
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.log import Log
from bot.practice.clock import PracticeClock
from bot.practice.messenger import PracticeMessenger
from bot.practice.page import Practice, PracticePage
from bot.web import Health, application
from dialogs.organisation import OfficeHours, OnDuty, Organisation, Person
from dialogs.policy import Role
from tests.fakes.canned import ADVICE, EMERGENCY, TickingClock
from tests.fakes.canned_handlers import CannedHandlers

ROLES = (
    Role("coordinator", "E-Safety Coordinator", required=True, handles=True),
    Role("deputy", "Deputy coordinator", required=False, handles=True),
    Role("safeguarding_lead", "Safeguarding lead", required=True, handles=True),
    Role("champion", "Safeguarding champion on the board", required=True, handles=True),
)
PEOPLE = (
    Person("tom", "Tom Reed", ("tutor",)),
    Person("lena", "Lena Hill", ("learner",)),
    Person("asha", "Asha Patel", ("coordinator",)),
    Person("ben", "Ben Okafor", ("deputy",)),
    Person("carys", "Carys Jones", ("safeguarding_lead",)),
    Person("dilys", "Dilys Ward", ("champion",)),
)
WEEKDAYS = dict.fromkeys(range(5), (time(8, 30), time(17)))
HOURS = OfficeHours(ZoneInfo("Europe/London"), WEEKDAYS, ())
ORGANISATION = Organisation(
    "Example Training", {person.key: person for person in PEOPLE}, OnDuty("asha", "ben", ()), {}, {}, HOURS
)


class PracticeWorld:
    """The page on `folder`, with its clock, its messenger and the handlers that answer it."""

    def __init__(self, folder: Path, handlers: CannedHandlers | None = None) -> None:
        self.handlers = handlers or CannedHandlers()
        self.real = TickingClock()
        self.clock = PracticeClock(folder / "clock", self.real)
        self.messenger = PracticeMessenger(folder / "messages.jsonl", self.clock.now)
        self.problems: tuple[str, ...] = ()
        self.logged = io.StringIO()
        practice = Practice(
            turn=self.handlers.turn,
            settle=self.handlers.settle,
            organisation=ORGANISATION,
            roles=ROLES,
            channel=frozenset({"coordinator", "deputy", "safeguarding_lead"}),
            numbers=(EMERGENCY, ADVICE),
            clock=self.clock,
            messenger=self.messenger,
            folder=folder,
            log=Log(self.logged),
        )
        page = PracticePage(practice)
        health = Health(self.problems_now, self.figures)
        self.app: web.Application = application(health, routes=page.routes, middlewares=page.middlewares)

    async def problems_now(self) -> tuple[str, ...]:
        """What keeps a report from being stored."""
        return self.problems

    async def figures(self) -> Mapping[str, float]:
        """What is counted."""
        return {"esafety_alerts_owed": 2}
