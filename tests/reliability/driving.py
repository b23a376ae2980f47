"""People who send through replicas that are killed, and send again in the next life until they are answered."""

import asyncio
import random
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Generic, Protocol, TypeVar

from handlers.alerts import LEASE
from tests.fakes.replica import Saying
from tests.reliability.lives import Died, Life, World

A_LEASE = LEASE + timedelta(seconds=1)


class Sendable(Protocol):
    """What only needs to be sent. `draft` tells it from any other."""

    @property
    def draft(self) -> str: ...

    async def send(self, life: Life) -> Saying:
        """Sends it. Raises Died."""
        ...


class Listening(Protocol):
    """What people were told: of each draft, how often as what."""

    references: dict[str, list[str]]

    def note(self, draft: str, said: Saying) -> None:
        """Somebody read an answer."""
        ...


Sent = TypeVar("Sent", bound=Sendable)
Ear = TypeVar("Ear", bound=Listening)


@dataclass
class Driver(Generic[Sent, Ear]):
    """Reporters who send, and send again until they read that it was received."""

    world: World
    chance: random.Random
    unsent: list[Sent]
    heard: Ear
    sent: dict[str, Sent] = field(default_factory=dict)
    unanswered: list[Sent] = field(default_factory=list)
    cut_off: int = 0

    async def sends(self, life: Life, prepared: Sent) -> None:
        """One reporter sends. Who never hears sends again in another life."""
        self.sent[prepared.draft] = prepared
        try:
            self.heard.note(prepared.draft, await prepared.send(life))
        except Died:
            self.unanswered.append(prepared)
            self.cut_off += 1

    def next_few(self) -> list[Sent]:
        """Whoever never heard, somebody who begins now, and sometimes one who sends again for no reason."""
        few, self.unanswered = [*self.unanswered, self.unsent.pop()], []
        if self.heard.references and self.chance.random() < 0.2:
            few.append(self.sent[self.chance.choice(list(self.heard.references))])
        self.chance.shuffle(few)
        return few

    async def one_life(self, longest: float) -> None:
        """Everybody sends at once, and within the longest time, uniformly, the process is killed."""
        if self.chance.random() < 0.1:
            self.world.passes(A_LEASE)
        life = await self.world.life()
        sending = [asyncio.create_task(self.sends(life, each)) for each in self.next_few()]
        await asyncio.sleep(self.chance.uniform(0, longest))
        await life.kill()
        await asyncio.gather(*sending)

    async def settles(self) -> None:
        """A last life, after all leases: whoever never heard sends again, and everything owed is sent."""
        self.world.passes(A_LEASE)
        life = await self.world.life(working=False)
        for each in self.unanswered:
            await self.sends(life, each)
        await life.does({"do": "settle"})
        await life.kill()


async def steps_of(life: Life, prepared: Sendable) -> list[str]:
    """Everything that is done for this report, from its being sent to nothing being owed."""
    await life.does({"do": "begin counting", "at": 0})
    await prepared.send(life)
    await life.does({"do": "settle"})
    return (await life.does({"do": "steps"}))["steps"]


async def dies_at(world: World, life: Life, prepared: Sendable, step: int, heard: Listening) -> None:
    """A report is sent and alerted in a process that kills itself at that step."""
    with suppress(Died):
        await life.does({"do": "begin counting", "at": step})
        heard.note(prepared.draft, await prepared.send(life))
        await life.does({"do": "settle"})
    await life.gone()
    world.passes(A_LEASE)
