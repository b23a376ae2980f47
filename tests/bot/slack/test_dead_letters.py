"""Tests that what does not get through is seen: in the figures, in the log, and by those who handle cases."""

import asyncio
from datetime import timedelta

import aiohttp

from tests.bot.slack.walking import ASHA, TOM, to_the_review
from tests.fakes.slack_faults import Fault, How
from tests.servers.bot_on_slack import OnSlack

MANY = 100_000


async def figure(bot: OnSlack, name: str) -> str:
    """A figure of `/metrics`."""
    async with aiohttp.ClientSession() as http, http.get(f"{bot.address}/metrics") as response:
        lines = (line.partition(" ") for line in (await response.text()).splitlines())
        return {each: value for each, _, value in lines}[name]


async def becomes(bot: OnSlack, name: str, value: str) -> None:
    """Waits until a figure has this value."""
    async with asyncio.timeout(10):
        while await figure(bot, name) != value:
            await asyncio.sleep(0.02)


async def home_of(bot: OnSlack, user: str) -> str:
    """What stands on somebody's Home tab when they open it."""
    await bot.client.opens_home(user)
    return bot.slack.homes[user].text


async def test_what_does_not_get_through_is_seen_at_once_and_after_a_week_as_set_aside(bot: OnSlack) -> None:
    bot.slack.faults.append(Fault(How.STATUS, "chat.postMessage", times=MANY))
    await to_the_review(bot, TOM)
    await bot.goes_on(TOM)

    await becomes(bot, "esafety_failing", "1")
    assert "One message has not got through yet" in await home_of(bot, ASHA)
    assert "got through" not in await home_of(bot, TOM)

    bot.platform.clock.move_on(timedelta(days=8))

    await becomes(bot, "esafety_dead", "1")
    assert "set aside" in await home_of(bot, ASHA)
    assert "a-message-was-set-aside error=SetAside" in bot.log.getvalue()
