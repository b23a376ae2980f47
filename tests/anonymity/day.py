"""A day at a school in small: many people tell us something, in every way and with every slip, and are answered."""

import asyncio
import contextlib
import random
import sqlite3
from functools import partial

from tests.anonymity.learners import Learner
from tests.anonymity.school import AGAIN, DANGER, NO_DANGER, NOT_SURE, School, each
from tests.anonymity.sinks import Sinks

Screens = tuple[dict[str, str], ...]

LOCKED = 2.6
"""Seconds for which the database can be written by nobody: longer than the bot waits for it."""

IN_FLIGHT = 16
WRONG_CODE = "amber amber amber amber amber amber 10"


async def day(school: School, sinks: Sinks, learners: int, chance: random.Random) -> None:
    """All of it; in the end the program is killed while some are sending. Nine in ten have nothing urgent to say."""
    async with sinks.watching(school):
        await each(partial(one, school, number, _screens(number)) for number in range(learners))
        await school.is_quiet()
        await sinks.look(school)
        await school.a_quarter_passes()
        await school.is_quiet()
        await sinks.look(school)
        await handled(school, learners // 20, chance)
        await storage_fails(school)
        await sinks.look(school)
        await rests(school)
        await school.is_quiet()
        await killed(school)


def _screens(number: int) -> Screens:
    return {3: DANGER, 13: NOT_SURE}.get(number % 20, NO_DANGER)


async def one(school: School, number: int, screens: Screens = DANGER) -> None:
    """Somebody tells us something; by their number they send it twice, come back, mistake a code, write in the open."""
    who = school.comes()
    if number % 10 == 0:
        await school.types(who)
        await school.sends_a_file(who)
    if number % 10 == 1:
        await school.gives_up(who)
    await school.tells(who, *screens, twice=number % 2 == 0)
    if number % 4 == 0:
        await school.goes_on(who.user)  # "I've saved it"
    if number % 5 == 0:
        await school.comes_back(who, WRONG_CODE)
        await school.writes_more(who)
    school.leaves(who)


async def handled(school: School, cases: int, chance: random.Random) -> None:
    """Some are taken in any order, and answered; some of those who wrote read it, and write once more."""
    alerts = school.alerts()
    assert alerts, "nothing urgent came in"
    for number, alert in enumerate(chance.sample(alerts, min(cases, len(alerts)))):
        await school.takes(alert)
        if number % 2 == 0:
            await school.answers_them(alert)
    for who in chance.sample([*school.codes], min(cases, len(school.codes))):
        await school.writes_more(school.learners[who])


async def storage_fails(school: School) -> None:
    """What somebody sends cannot be stored, which they read; they send it once more."""
    who = school.comes()
    await school.client.command(who.user, "/esafety", "tell")
    await school.fills_in(who)
    with contextlib.closing(sqlite3.connect(school.data / "esafety.db", isolation_level=None)) as another:
        another.execute("BEGIN EXCLUSIVE")
        sending = asyncio.create_task(school.sends(who))
        await asyncio.sleep(LOCKED)
        another.execute("ROLLBACK")
    await sending
    assert AGAIN in school.modal(who.user).text
    await school.client.fill(school.modal(who.user), {"account": who.text})
    await school.sends(who)
    school.is_given_a_code(who)


async def rests(school: School) -> None:
    """The form rests: what somebody was filling in can still be sent, and nobody begins another."""
    who, late = school.comes(), school.comes()
    await school.client.command(who.user, "/esafety", "tell")
    await school.fills_in(who)
    await school.pauses()
    await school.client.command(late.user, "/esafety", "tell")
    assert "You can't use this form right now" in school.modal(late.user).text
    await school.sends(who)
    school.is_given_a_code(who)


async def killed(school: School) -> None:
    """The program is killed while several are sending what they began before the form rested, or come back."""
    known = [school.learners[user] for user in [*school.codes][:IN_FLIGHT]]
    for who in known:
        await school.comes_back(who, school.codes[who.user])
        await school.client.fill(school.modal(who.user), {"more": f"{who.canary} and more"})
    sending = [asyncio.create_task(_ignoring_the_end(school, who)) for who in known]
    await asyncio.sleep(0.03)
    school.bot.process.kill()
    await school.bot.ends()
    await asyncio.gather(*sending)


async def _ignoring_the_end(school: School, who: Learner) -> None:
    with contextlib.suppress(Exception):
        await school.sends(who)
