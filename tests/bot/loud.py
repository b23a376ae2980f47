"""A bot whose libraries all log at DEBUG, with canaries in whatever people write, and what is found in its output."""

import re
from collections.abc import Iterable

from tests.servers.bot_program import Running

CANARY = "canary"
LOUD = "import logging\nlogging.basicConfig(level=logging.DEBUG)\n"
SILENCED = "import sys\nfrom bot.__main__ import main\n" + LOUD + "sys.exit(main(['run']))\n"
"""The bot as it is, made loud."""
A_LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ [a-z-]+(( \w+=\d+)*| error=\w+ at=[\w/]+(\.py:\d+)?)")
"""A line of the bot's own log."""
PEOPLE = ("tom", "asha", "mia", "hanley")


def not_silenced(serving: str, turns: str) -> str:
    """A bot without its silence and with a leak; `serving` is the way in which `bot.app` serves it.

    `turns` is the module that puts turns to the handlers: here it logs each, as a library could.
    """
    return (
        LOUD
        + f"""
import asyncio, os, signal
from bot import app, config
from bot.log import Log
import {turns} as turns
answers = turns.answer
async def leaks(desk, turn):
    logging.getLogger("a library").debug("answering %s", turn)
    return await answers(desk, turn)
turns.answer = leaks
async def serve():
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with {serving} as address:
        print(address, flush=True)
        await stop.wait()
asyncio.run(serve())
"""
    )


def found(bot: Running, ids: Iterable[str]) -> set[str]:
    """What a bot that has stopped wrote and must not: a canary, a person, one of these ids and references."""
    said = "".join([*bot.out[1:], *bot.err]).lower()
    people = {name for name in PEOPLE if re.search(rf"\b{name}\b", said)}
    return people | {each for each in (CANARY, *ids) if each.lower() in said}


def not_its_own(bot: Running) -> list[str]:
    """The lines that are not of its own log."""
    return [line for line in "".join(bot.err).splitlines() if not A_LINE.fullmatch(line)]
