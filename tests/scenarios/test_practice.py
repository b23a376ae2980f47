"""Every conversation, on the practice page over real HTTP, on SQLite; some of them on PostgreSQL."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from bot import app, config
from bot.log import Log
from bot.verifying import verify
from tests.scenarios.alerting import ALERTING
from tests.scenarios.asking import ASKED, ASKING
from tests.scenarios.conversation import hold
from tests.scenarios.due import DUE
from tests.scenarios.kept import DESTROYING
from tests.scenarios.practice_platform import PracticePlatform
from tests.scenarios.reports import WRITING
from tests.scenarios.telling import TELLING
from tests.scenarios.worked import WORKED
from tests.scenarios.working import WORKING
from tests.storage.examples import QUICK

pytestmark = pytest.mark.untraced

EVERY = {**WRITING, **ALERTING, **DUE, **TELLING, **ASKING, **WORKING, **WORKED, **DESTROYING}

TUESDAY_MORNING = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> config.Config:
    """Practice settings with a data folder of the test's own, the clock at a Tuesday morning."""
    settings = config.read({"ESAFETY_DATA_DIR": str(tmp_path), "PORT": "0"}, tmp_path / ".env")
    practice = replace(settings.for_practice(), stretch=QUICK)
    practice.data_dir.mkdir(parents=True)
    ahead = TUESDAY_MORNING - datetime.now(UTC)
    (practice.data_dir / "clock").write_text(str(ahead.total_seconds()))
    return practice


@asynccontextmanager
async def serving(settings: config.Config) -> AsyncIterator[PracticePlatform]:
    """The bot, served with these settings."""
    async with app.practice(settings, Log(io.StringIO())) as address, aiohttp.ClientSession() as http:
        yield PracticePlatform(address, http)


@pytest.mark.parametrize("name", EVERY)
async def test_a_conversation_goes_as_written(name: str, settings: config.Config) -> None:
    async with serving(settings) as platform:
        await hold(EVERY[name], platform)

    printed = io.StringIO()
    assert await verify(settings, None, printed) == 0, printed.getvalue()


async def test_of_a_question_that_the_policy_answers_nothing_is_kept_before_somebody_says_that_it_helped(
    settings: config.Config,
) -> None:
    async with serving(settings) as platform:
        await platform.asks("lena")
        await platform.messages("lena")  # then what is owed from the start is done
        before = kept(settings.data_dir)
        await hold(ASKED, platform)
        assert before
        assert kept(settings.data_dir) == before


@pytest.mark.parametrize("name", ["received and picked up", "danger now", "about the coordinator"])
async def test_a_conversation_goes_the_same_way_on_postgresql(
    name: str, settings: config.Config, postgres_url: str
) -> None:
    on_postgres = replace(settings, database_url=postgres_url)
    async with serving(on_postgres) as platform:
        await hold(EVERY[name], platform)

    printed = io.StringIO()
    assert await verify(on_postgres, None, printed) == 0, printed.getvalue()


def kept(folder: Path) -> dict[str, bytes]:
    """Every file of the bot, as it is."""
    return {str(file): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def test_the_clock_of_these_conversations_stands_in_office_hours() -> None:
    assert TUESDAY_MORNING.weekday() == 1
    assert timedelta(hours=8) < timedelta(hours=TUESDAY_MORNING.hour) < timedelta(hours=12)
