"""What is to be seen on the practice page beside the conversations that every platform has: PostgreSQL too."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot import config
from tests.fakes.desk import TUESDAY_MORNING
from tests.scenarios.asking import ASKED
from tests.scenarios.bots import must_be_whole, on_the_practice_page, practising
from tests.scenarios.conversation import hold
from tests.scenarios.every import EVERY

pytestmark = pytest.mark.untraced


@pytest.fixture
def settings(tmp_path: Path) -> config.Config:
    """Practice settings with a data folder of the test's own, the clock at a Tuesday morning."""
    return practising(tmp_path)


async def test_of_a_question_that_the_policy_answers_nothing_is_kept_before_somebody_says_that_it_helped(
    settings: config.Config,
) -> None:
    async with on_the_practice_page(settings) as platform:
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
    async with on_the_practice_page(on_postgres) as platform:
        await hold(EVERY[name], platform)

    await must_be_whole(on_postgres)


def kept(folder: Path) -> dict[str, bytes]:
    """Every file of the bot, as it is."""
    return {str(file): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def test_the_clock_of_these_conversations_stands_in_office_hours() -> None:
    assert TUESDAY_MORNING.weekday() == 1
    assert timedelta(hours=8) < timedelta(hours=TUESDAY_MORNING.hour) < timedelta(hours=12)
