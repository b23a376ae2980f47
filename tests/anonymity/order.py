"""Concerns that come in a known order, on a clock that moves, and are taken and answered in any other."""

import random
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.door import Door
from dialogs import policy_file
from dialogs.alerts import Message
from handlers.alerts import do_what_is_due
from handlers.desk import Desk
from handlers.dispatch import answer as staff
from handlers.messenger import ChannelPlace, Destination
from handlers.reply import Asked, Reply
from handlers.turn import Acknowledged, Answered, WantedToComeBack, WantedToReply, WantedToTell, Who
from storage import concerns, receipts
from storage.database import Database
from storage.stretching import Stretching
from tests.anonymity.learners import Learner
from tests.anonymity.learners import learner as new_learner
from tests.fakes.desk import FakeChance, FakeClock
from tests.handlers.office import ASHA, EXAMPLE
from tests.storage.examples import KEYRING, QUICK

SPREAD = 4.0
"""Seconds between two concerns, on average: a thousand come before the first of them has waited too long."""


@dataclass
class StampingMessenger:
    """A platform whose ids of messages are the times of their sending, as Slack's are."""

    clock: FakeClock
    sent: int = 0

    async def send(self, to: Destination, message: Message, *, key: str) -> str:
        """Takes it."""
        del to, message, key
        self.sent += 1
        return f"{self.clock.now().timestamp():.0f}.{self.sent:06d}"

    async def change(self, to: Destination, platform_id: str, message: Message) -> None:
        """Takes that too."""

    async def readers(self, to: ChannelPlace) -> frozenset[str] | None:
        """Nobody can say who reads a channel."""


@dataclass
class Morning:
    """A bot to which concerns come. `came` are the ids of their cases, in that order, and `codes` their codes."""

    desk: Desk
    clock: FakeClock
    chance: random.Random
    messenger: StampingMessenger
    door: Door
    came: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    learners: list[Learner] = field(default_factory=list)

    async def comes(self, *screens: Mapping[str, str], more: str = "") -> None:
        """Somebody new tells us something, and what is due meanwhile is done."""
        self.clock.move(seconds=self.chance.expovariate(1 / SPREAD))
        learner = new_learner()
        asked = _asked(await self.door.answer(WantedToTell(_who(learner))))
        for given in (*screens, {"account": learner.text + more, "how": "code_only"}):
            asked = await self._answers(learner, asked, given)
        assert asked.code
        learner.has_code(asked.code)
        self.learners.append(learner)
        self.codes.append(asked.code)
        self.came.append(await self._newest())
        await self.does_what_is_due()

    async def does_what_is_due(self) -> None:
        """Everything that is due now."""
        while await do_what_is_due(self.desk, self.messenger, "worker"):
            pass

    async def is_taken(self, case: str, *, answered: bool) -> None:
        """The coordinator takes a case, and may write to whoever has its code."""
        self.clock.move(seconds=self.chance.expovariate(1.0))
        await staff(self.desk, Acknowledged(ASHA, case))
        if answered:
            asked = _asked(await staff(self.desk, WantedToReply(ASHA, case)))
            await staff(self.desk, _answered(ASHA, asked, {"text": "Thank you.", "state": "working"}))
        await self.does_what_is_due()

    async def comes_back(self, number: int) -> None:
        """The one who came as that number writes more with their code."""
        learner, code = self.learners[number], self.codes[number]
        asked = _asked(await self.door.answer(WantedToComeBack(_who(learner))))
        opened = await self._answers(learner, asked, {"code": code})
        await self._answers(learner, opened, {"more": learner.more})

    async def _answers(self, learner: Learner, asked: Asked, given: Mapping[str, str]) -> Asked:
        learner.carries(asked.draft)
        return _asked(await self.door.answer(_answered(_who(learner), asked, given)))

    async def _newest(self) -> str:
        """The one case that was not there before: found by its code, so that it does not matter how cases are kept."""
        keyring = self.desk.stretching.keyring
        known = receipts.known(receipts.stretched(keyring, self.codes[-1], QUICK))
        async with self.desk.database.transaction() as tx:
            concern = await concerns.find(tx, known.id)
        assert concern is not None
        return concern.case


@asynccontextmanager
async def morning(url: str, policy: Path, seed: int) -> AsyncIterator[Morning]:
    """A bot on that database, at the beginning of a working day."""
    files = policy_file.read_folder(policy)
    database = await Database.open(url, KEYRING)
    clock, stretching = FakeClock(datetime.fromisoformat("2026-12-01T08:31:00+00:00")), Stretching(KEYRING, QUICK)

    def failed(fault: Exception) -> None:
        raise fault

    desk = Desk(
        policy_file.parse(files), files, EXAMPLE, database, clock, FakeChance(), lambda: None, failed, stretching
    )
    try:
        yield Morning(desk, clock, random.Random(seed), StampingMessenger(clock), Door(desk))  # noqa: S311 - an example
    finally:
        stretching.close()
        await database.close()


DANGER = ({"danger": "yes"},)
NO_DANGER = ({"danger": "no"}, {"how": "code_only"})
URGENT_ONE_IN = 10
LONG_ONE_IN = 3
MOST_WAITING = 5
"""So many urgent cases wait for somebody at a time, for minutes only: longer, and their ladder is climbed."""

LONG = "He says he will share it. " * 50


async def passes(morning: Morning, many: int, urgent_one_in: int = URGENT_ONE_IN) -> None:
    """So many come, short and long, urgent or not; all are taken in any order, some answered, some written more to."""
    waiting: list[str] = []
    for number in range(many):
        screens = DANGER if number % urgent_one_in == 0 else NO_DANGER
        await morning.comes(*screens, more=LONG if morning.chance.randrange(LONG_ONE_IN) == 0 else "")
        waiting += [morning.came[-1]] if screens is DANGER else []
        if len(waiting) == MOST_WAITING:
            for case in morning.chance.sample(waiting, len(waiting)):
                await morning.is_taken(case, answered=False)
            waiting.clear()
    morning.clock.move(minutes=20)
    await morning.does_what_is_due()
    for case in morning.chance.sample(morning.came, many):
        await morning.is_taken(case, answered=morning.chance.randrange(5) == 0)
    for number in morning.chance.sample(range(many), many // 10):
        await morning.comes_back(number)
    morning.clock.move(minutes=20)
    await morning.does_what_is_due()


def _answered(who: Who, asked: Asked, given: Mapping[str, str]) -> Answered:
    shown = {name: answer for name, answer in asked.entered.items() if isinstance(answer, str)}
    values = {name: (value,) for name, value in {**shown, **given}.items()}
    return Answered(who, asked.draft, asked.screen, values, asked.told)


def _who(learner: Learner) -> Who:
    return Who(learner.key, learner.name)


def _asked(reply: Reply) -> Asked:
    assert isinstance(reply, Asked), reply
    return reply
