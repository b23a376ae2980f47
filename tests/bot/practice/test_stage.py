"""Tests of what is there only for practising."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.practice.stage import opening_after
from tests.fakes.canned import NOON
from tests.fakes.practice_client import PracticeClient, at_the_page
from tests.fakes.practice_world import HOURS, PracticeWorld


@pytest.fixture
def world(tmp_path: Path) -> PracticeWorld:
    return PracticeWorld(tmp_path)


@pytest.fixture
async def visitor(world: PracticeWorld) -> AsyncIterator[PracticeClient]:
    async with at_the_page(world.app) as client:
        yield client


@pytest.mark.parametrize(
    ("step", "on"),
    [
        ("5 minutes", timedelta(minutes=5)),
        ("30 minutes", timedelta(minutes=30)),
        ("1 hour", timedelta(hours=1)),
        ("1 day", timedelta(days=1)),
        ("to the next opening", timedelta(hours=20, minutes=30)),
    ],
)
async def test_the_clock_is_moved_on(visitor: PracticeClient, world: PracticeWorld, step: str, on: timedelta) -> None:
    page = await visitor.send("/clock", [("by", step), ("here", "/as/tom/messages")])
    assert world.clock.now() == NOON + on
    assert visitor.place == "/as/tom/messages"
    assert "ahead of real time" in page


async def test_it_is_moved_by_nothing_else(visitor: PracticeClient, world: PracticeWorld) -> None:
    await visitor.send("/clock", [("by", "1 year"), ("here", "/")])
    assert visitor.status == 400
    assert world.clock.now() == NOON


@pytest.mark.parametrize("here", ["https://elsewhere.example/", "//elsewhere.example/as/", "/practice", ""])
async def test_moving_it_leads_nowhere_else(visitor: PracticeClient, here: str) -> None:
    await visitor.send("/clock", [("by", "5 minutes"), ("here", here)])
    assert visitor.place == "/"


async def test_deliveries_fail_until_they_are_let_work_again(visitor: PracticeClient, world: PracticeWorld) -> None:
    assert "Messages are not being delivered" in await visitor.send("/deliveries", [("failing", "yes"), ("here", "/")])
    assert world.messenger.failing
    assert "Messages are not" not in await visitor.send("/deliveries", [("failing", "no"), ("here", "/")])
    assert not world.messenger.failing


async def test_its_style_and_picture_are_served(visitor: PracticeClient) -> None:
    assert "--accent" in await visitor.look("/practice/style.css")
    assert "<svg" in await visitor.look("/practice/icon.svg")


def test_the_next_opening_is_todays_if_the_office_has_not_opened_yet() -> None:
    assert opening_after(HOURS, datetime(2026, 11, 24, 6, 0, tzinfo=UTC)) == datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


def test_the_next_opening_is_after_the_weekend_if_it_is_friday_and_open() -> None:
    assert opening_after(HOURS, datetime(2026, 11, 27, 9, 0, tzinfo=UTC)) == datetime(2026, 11, 30, 8, 30, tzinfo=UTC)
