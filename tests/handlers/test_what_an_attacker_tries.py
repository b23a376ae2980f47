"""Tests of what somebody could try with ids that they have seen, and of what that must never do."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.turn import Answered, Discarded, Who
from tests.handlers.office import ASHA, BEN, ONE_LINE, Office, open_office

LENA = Who("lena", "Lena Kovac")


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """The bot."""
    async with open_office(tmp_path / "bot.db") as office:
        yield office


async def test_a_draft_under_a_cases_id_stops_none_of_its_alerts(office: Office) -> None:
    await office.fills_in(ONE_LINE)
    case = await office.newest_case()

    await office.does(Answered(LENA, case, "danger", {"danger": ("no",)}, ""))
    await office.does(Discarded(LENA, case))
    await office.settles()
    await office.passes(minutes=20)

    assert len(office.messenger.to("#")) == 1
    assert len(office.messenger.to("ben")) > 1, "each rung is told"


async def test_the_trouble_of_a_case_is_told_to_those_who_may_know_of_it_only(office: Office) -> None:
    office.messenger.fail(1_000)
    await office.reports_staff_concern_about("Asha Patel")

    assert await office.is_told_of_trouble(ASHA) == ""
    assert await office.is_told_of_trouble(BEN) == ""
    assert "not got through" in await office.is_told_of_trouble(Who("carys", "Carys Jones"))
