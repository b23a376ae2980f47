"""Tests of `audit verify`, on the database of a bot that runs and on one that was changed behind its back."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from tests.scenarios.conversation import AnswersIt, Kind, Sees, hold
from tests.scenarios.practice_platform import PracticePlatform
from tests.scenarios.reports import NASTY_MESSAGES
from tests.servers.bot_program import Said, running, say, settings

pytestmark = pytest.mark.untraced


def verified(data: Path, *more: str) -> Said:
    """What the command says."""
    return say("audit", "verify", "--practice", *more, env=settings(data))


async def reports(data: Path) -> None:
    """A report is received by a bot that is started for it."""
    async with running(settings(data)) as bot, aiohttp.ClientSession() as http:
        await hold([*NASTY_MESSAGES, (AnswersIt("tom"), Sees(Kind.RECEIVED))], PracticePlatform(bot.address, http))
        bot.process.terminate()
        await bot.ends()


@pytest_asyncio.fixture
async def data(tmp_path: Path) -> Path:
    """A data folder in which a report was received; verified while the bot was running."""
    async with running(settings(tmp_path)) as bot, aiohttp.ClientSession() as http:
        await hold([*NASTY_MESSAGES, (AnswersIt("tom"), Sees(Kind.RECEIVED))], PracticePlatform(bot.address, http))
        said = verified(tmp_path)
        assert (said.code, said.err) == (0, "")
        assert said.out.startswith("The audit is whole: ")
        first, root = said.out.splitlines()
        assert first.endswith(" in 2 chains.")
        assert root.startswith("Its root now: ")
        assert (await PracticePlatform(bot.address, http).page("/readyz"))[0] == 200
        bot.process.terminate()
        await bot.ends()
    return tmp_path


def change(data: Path, statement: str) -> None:
    """Change the database behind the bot's back."""
    with closing(sqlite3.connect(data / "practice" / "practice.db")) as database, database:
        assert database.execute(statement).rowcount > 0


async def test_a_row_that_was_changed_is_named_and_the_exit_code_is_1(data: Path, tmp_path: Path) -> None:
    kept = shutil.copytree(data / "practice", tmp_path / "kept")
    change(data, "UPDATE audit_entries SET what = 'nothing' WHERE chain <> 'system' AND number = 1")
    said = verified(data)
    assert (said.code, said.err) == (1, "")
    first, last = said.out.splitlines()
    assert first.endswith(", entry 1: it was changed, added or moved")
    assert last.startswith("1 break in ")

    shutil.rmtree(data / "practice")
    shutil.copytree(kept, data / "practice")
    assert verified(data).code == 0
    said = verified(data, "--root", "0" * 32)
    assert (said.code, said.err) == (1, "")
    assert "this root was never made here" in said.out


async def test_the_root_that_is_printed_tells_this_database_from_an_older_copy(data: Path, tmp_path: Path) -> None:
    older = shutil.copytree(data / "practice", tmp_path / "older")
    await reports(data)
    root = verified(data).out.split()[-1]
    assert verified(data, "--root", root).code == 0
    await reports(data)
    assert verified(data, "--root", root).code == 0
    shutil.rmtree(data / "practice")
    shutil.copytree(older, data / "practice")
    assert verified(data).code == 0
    assert "this root was never made here" in verified(data, "--root", root).out


def test_where_nothing_was_ever_stored_it_says_so_and_makes_nothing(tmp_path: Path) -> None:
    said = verified(tmp_path / "none")
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        f"There is no database at {tmp_path}/none/practice/practice.db: nothing has been stored there yet.\n"
    )
    assert not (tmp_path / "none").exists()


def test_an_address_of_no_database_is_said_in_a_sentence(tmp_path: Path) -> None:
    said = say("audit", "verify", env=settings(tmp_path, DATABASE_URL="canary"))
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert said.err.startswith("DATABASE_URL must be ")
    assert "canary" not in said.err
