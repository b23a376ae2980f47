"""Tests of what somebody reads when it is not certain that anything was stored: the truth, numbers, and a way on."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from dialogs import wording
from handlers.not_saved import late
from handlers.reply import Asked, Said
from handlers.turn import Acknowledged, WantedToChange, WantedToReport
from tests.handlers.office import ASHA, NASTY_MESSAGES, TOM, Office, open_office


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """The bot."""
    async with open_office(tmp_path / "bot.db") as office:
        yield office


async def test_a_report_whose_words_could_not_be_kept_in_time_still_begins_with_its_first_screen(
    office: Office,
) -> None:
    reply = late(office.desk, WantedToReport(TOM, "She wrote to me."))

    assert isinstance(reply, Asked)
    assert (reply.screen, reply.remark) == ("danger", wording.NOT_KEPT)
    assert reply.draft


async def test_somebody_who_could_not_take_a_case_is_told_so(office: Office) -> None:
    case = await office.reports()
    office.breaks()

    reply = await office.does(Acknowledged(ASHA, case))

    assert isinstance(reply, Said)
    assert (reply.title, reply.resume) == (wording.NOT_SAVED, "")
    assert "999" in {number.contact for number in reply.numbers}


async def test_somebody_at_the_review_can_go_on_from_there(office: Office) -> None:
    review = await office.fills_in(NASTY_MESSAGES[:-1])
    assert isinstance(review, Asked)
    office.breaks()

    changed = await office.does(WantedToChange(TOM, review.draft, "who", {}))
    sent = await office.answers(review, {})

    assert isinstance(changed, Said)
    assert isinstance(sent, Said)
    assert changed.resume == sent.resume == review.draft
