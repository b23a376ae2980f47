"""Every conversation, on the practice page over real HTTP, on SQLite."""

import io
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from bot import app, config
from bot.log import Log
from bot.verifying import verify
from tests.scenarios import reports
from tests.scenarios.conversation import hold
from tests.scenarios.practice_platform import PracticePlatform

TUESDAY_MORNING = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> config.Config:
    """Practice settings with a data folder of the test's own, the clock at a Tuesday morning."""
    settings = replace(config.read({"ESAFETY_DATA_DIR": str(tmp_path), "PORT": "0"}, tmp_path / ".env"))
    practice = settings.for_practice()
    practice.data_dir.mkdir(parents=True)
    ahead = TUESDAY_MORNING - datetime.now(UTC)
    (practice.data_dir / "clock").write_text(str(ahead.total_seconds()))
    return practice


@pytest.fixture
async def platform(settings: config.Config) -> AsyncIterator[PracticePlatform]:
    async with app.practice(settings, Log(io.StringIO())) as address, aiohttp.ClientSession() as http:
        yield PracticePlatform(address, http)


@pytest.mark.parametrize("name", reports.EVERY)
async def test_a_conversation_goes_as_written(name: str, platform: PracticePlatform, settings: config.Config) -> None:
    await hold(reports.EVERY[name], platform)

    printed = io.StringIO()
    assert await verify(settings, None, printed) == 0, printed.getvalue()


def test_the_clock_of_these_conversations_stands_in_office_hours() -> None:
    assert TUESDAY_MORNING.weekday() == 1
    assert timedelta(hours=8) < timedelta(hours=TUESDAY_MORNING.hour) < timedelta(hours=12)
