"""Tests that a running bot on Teams writes nothing of anybody, whatever goes wrong.

As `test_log_canaries` does for the practice page: every library logs at DEBUG, Python runs in its development mode, and
names, ids, texts, headers, tokens, addresses and Microsoft's own answers are canaries. The figures are looked at too.
"""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.bot.loud import CANARY, LOUD, SILENCED, found, not_its_own
from tests.bot.teams_card_failures import OF_CARDS
from tests.bot.teams_failures import AT_MICROSOFT, WITHOUT_KEYS, Failure, everything
from tests.bot.teams_road_failures import ON_THE_ROAD
from tests.bot.teams_stage import A_TOKEN, MAIL, TOM, Stage, on_stage
from tests.fakes import teams_keys
from tests.fakes.slack_faults import Fault, How
from tests.fakes.teams_server import HERE, Call, FakeTeams
from tests.fakes.teams_workspace import chat_of, member_id

pytestmark = pytest.mark.untraced

FOR_THE_OPERATOR = ("The keys are made in ", "FAULT    ", "warning  ")

FAILS_FOR_LENA = f"""
import handlers.dispatch as turns
answers = turns.answer
async def fails(desk, turn):
    if turn.who.key == "lena":
        raise ValueError(f"{{turn}}")
    return await answers(desk, turn)
turns.answer = fails
{SILENCED}"""
"""The bot as it is, made loud, but for the turns of one person: they raise an error that quotes them."""

NOT_SILENCED = f"""{LOUD}
import asyncio, os, signal
from bot import app, config
from bot.log import Log
import bot.teams.serving as serving
process, verify = serving.TeamsSide.process, serving.Tokens.verify
async def processes(self, activity, sent):
    logging.getLogger("a library").debug("%s", sent)
    return await process(self, activity, sent)
async def verifies(self, authorization):
    logging.getLogger("a library").debug("%s", authorization)
    return await verify(self, authorization)
serving.TeamsSide.process, serving.Tokens.verify = processes, verifies
async def serve():
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    settings = config.read(os.environ)
    logging.getLogger("a library").debug("%s %s", settings.teams.password, app.load(settings)[2])
    async with app.live(settings, Log()) as address:
        print(address, flush=True)
        await stop.wait()
asyncio.run(serve())
"""
"""A bot without its silence and with leaks, as a library could have them: of requests, of tokens, of settings."""


async def nothing_is_said(data: Path, begins: Callable[[FakeTeams], None], failures: Sequence[Failure]) -> Stage:
    """Lets all of it go wrong. Nothing of anybody may be written, on the screen, in the log or in the figures."""
    async with on_stage(data, FAILS_FOR_LENA, begins) as stage:
        for fails in failures:
            await fails(stage)
            stage.notes_ids()
            await stage.notes_figures()
        await stage.reports()
    assert len(stage.ids) > 40
    assert found(stage.bot, stage.ids) == set()
    assert [line for line in not_its_own(stage.bot) if not line.startswith(FOR_THE_OPERATOR)] == []
    return stage


async def it_reports(stage: Stage) -> None:
    await stage.reports()
    await stage.is_alerted()


def well(_teams: FakeTeams) -> None:
    """Nothing has gone wrong."""


def away(teams: FakeTeams) -> None:
    """Nothing of Microsoft's answers as it should."""
    teams.keys.fault = teams_keys.Fault.ERROR
    teams.faults.append(Fault(How.ECHO, Call.LOGIN, times=100, status=400))


def must_say(stage: Stage, *happenings: str) -> None:
    for happening in happenings:
        assert happening in "".join(stage.bot.err)


async def test_whatever_goes_wrong_on_teams_nothing_of_anybody_is_written(tmp_path: Path) -> None:
    wrong = (*ON_THE_ROAD, *OF_CARDS, *AT_MICROSOFT)
    served = (it_reports, *(each for fails in wrong for each in (fails, Stage.recovers)))
    assert len(wrong) > 30
    async with asyncio.TaskGroup() as both:  # mostly they wait
        first = both.create_task(nothing_is_said(tmp_path / "s", well, served))
        second = both.create_task(nothing_is_said(tmp_path / "a", away, WITHOUT_KEYS))
    must_say(first.result(), "a-turn-failed", "a-turn-could-not-be-stored", "the-worker-failed")
    must_say(second.result(), "teams-gave-the-bot-no-token")


async def test_the_same_search_finds_what_a_bot_on_teams_says_that_is_not_silenced(tmp_path: Path) -> None:
    async with on_stage(tmp_path, NOT_SILENCED) as stage:
        await stage.reports()
        await everything(stage)
        planted = {
            CANARY,
            "tom",
            "mia",
            TOM,
            member_id(TOM),
            chat_of(TOM),
            HERE,
            MAIL,
            A_TOKEN[1],
            stage.teams.password,
        }
        activity = stage.client.last[TOM][0]["id"]
    assert planted <= found(stage.bot, stage.ids)
    assert activity in found(stage.bot, stage.ids)
