"""Tests of what somebody reads when it is not certain that anything was stored: the truth, numbers, and a way on."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from dialogs import wording, wording_guidance, wording_questions
from dialogs.alerts import Press
from handlers.not_saved import late, not_saved
from handlers.reply import Asked, Said, Way
from handlers.turn import (
    Acknowledged,
    OpenedQuestion,
    OpenedQuestions,
    Rated,
    Turn,
    Untaught,
    WantedToAsk,
    WantedToAskSomebody,
    WantedToChange,
    WantedToReport,
    WantedToTeach,
)
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


@pytest.mark.parametrize("turn", [WantedToAsk(TOM, "May I?"), WantedToAskSomebody(TOM, "May I?")])
async def test_a_question_that_is_answered_too_late_is_not_called_answered_and_there_are_numbers(
    office: Office, turn: Turn
) -> None:
    for reply in (late(office.desk, turn), not_saved(office.desk, turn)):
        assert isinstance(reply, Said)
        assert (reply.title, reply.lines) == (wording.NOT_SHOWN, wording_guidance.NOT_ANSWERED)
        assert "999" in {number.contact for number in reply.numbers}
        assert reply.ways == (Way.ASK, Way.HELP)


@pytest.mark.parametrize(
    ("turn", "title"),
    [
        (OpenedQuestions(ASHA), wording.NOT_SHOWN),
        (OpenedQuestion(ASHA, "q"), wording.NOT_SHOWN),
        (WantedToTeach(ASHA, "q"), wording.NOT_SHOWN),
    ],
)
async def test_what_belongs_to_questions_and_cannot_be_read_or_stored_is_said_to_be_so(
    office: Office, turn: Turn, title: str
) -> None:
    office.breaks()
    reply = await office.does(turn)
    assert isinstance(reply, Said)
    assert reply.title == title
    assert "999" in {number.contact for number in reply.numbers}


async def test_what_helped_and_may_not_be_counted_is_said_to_be_so_without_alarm(office: Office) -> None:
    turn = Rated(TOM, "staff.devices", helped=True)
    for reply in (late(office.desk, turn), not_saved(office.desk, turn)):
        assert isinstance(reply, Said)
        assert (reply.title, reply.lines) == (wording_questions.THANKS, (wording_questions.NOT_COUNTED,))
        assert (reply.numbers, reply.ways) == ((), (Way.ASK, Way.HELP))


async def test_what_may_not_be_removed_is_said_to_be_so_with_a_way_to_the_list(office: Office) -> None:
    turn = Untaught(ASHA, "q")
    for reply in (late(office.desk, turn), not_saved(office.desk, turn)):
        assert isinstance(reply, Said)
        assert (reply.title, reply.lines) == (wording_questions.NOT_REMOVED, (wording_questions.NOT_REMOVED_WHAT,))
        assert [each.press for each in reply.buttons] == [Press.QUESTIONS]
