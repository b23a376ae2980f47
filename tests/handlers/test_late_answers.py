"""Tests of answers that come late or twice: no report holds what its writer replaced, and nothing typed is lost."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from dialogs import wording
from handlers.not_saved import not_saved
from handlers.reply import Asked, Home, Received, Said
from handlers.turn import Answered, Left, OpenedHome, Resumed, Turn, WantedToChange, WantedToReport, WentBack
from tests.handlers.office import NASTY_MESSAGES, ONE_LINE, TOM, Office, open_office


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """The bot."""
    async with open_office(tmp_path / "bot.db") as office:
        yield office


async def at(office: Office, screens: int) -> Asked:
    """A report after so many screens."""
    shown = await office.fills_in(NASTY_MESSAGES[:screens])
    assert isinstance(shown, Asked)
    return shown


def account(asked: Asked, text: str) -> Answered:
    """The answer to the account, as a platform says when its screen was shown."""
    return Answered(TOM, asked.draft, asked.screen, {"account": (text,)}, asked.told, asked.version)


async def asks(office: Office, turn: Turn) -> Asked:
    """The screen that answers a turn, some time later."""
    office.clock.move(seconds=3)
    shown = await office.does(turn)
    assert isinstance(shown, Asked)
    return shown


async def test_an_answer_that_was_replaced_does_not_come_back(office: Office) -> None:
    shown = await at(office, 5)
    first, done = account(shown, "FIRST"), await asks(office, account(shown, "FIRST"))
    again = await asks(office, WentBack(TOM, done.draft, done.screen, {}))
    await asks(office, account(again, "SECOND"))

    late = await asks(office, first)
    assert (late.screen, late.remark, late.entered["account"]) == (shown.screen, wording.LOOK_AGAIN, "FIRST")
    resumed = await asks(office, Resumed(TOM, shown.draft))
    review = await asks(office, Answered(TOM, resumed.draft, resumed.screen, {}, resumed.told, resumed.version))
    assert "SECOND" in [line.answer for line in review.review]


async def test_whoever_means_it_answers_once_more(office: Office) -> None:
    shown = await at(office, 5)
    await asks(office, account(shown, "on the other screen"))
    look = await asks(office, account(shown, "here"))

    await asks(office, account(look, "here"))
    changed = await asks(office, WantedToChange(TOM, shown.draft, shown.screen, {}))
    assert changed.entered["account"] == "here"


async def test_the_same_answer_that_comes_again_is_taken_already(office: Office) -> None:
    shown = await at(office, 5)
    done = await asks(office, account(shown, "once"))
    again = await asks(office, account(shown, "once"))
    assert (again.screen, again.remark, again.version) == (done.screen, "", done.version)


async def test_what_was_changed_behind_the_review_is_not_sent_unseen(office: Office) -> None:
    review = await at(office, 7)
    await asks(office, WantedToChange(TOM, review.draft, "who", {}))
    sent = Answered(TOM, review.draft, review.screen, {}, review.told, review.version)

    look = await asks(office, sent)
    assert (look.screen, look.remark) == (review.screen, wording.LOOK_AGAIN)
    assert isinstance(await office.does(replace(sent, version=look.version)), Received)


async def test_who_says_that_there_is_danger_is_heard_however_late(office: Office) -> None:
    line = await office.fills_in(ONE_LINE[:1])
    assert isinstance(line, Asked)
    await asks(office, WentBack(TOM, line.draft, line.screen, {}))
    told = await asks(office, Answered(TOM, line.draft, line.screen, {"line": ("A knife",)}, line.told, line.version))
    assert "has been received" in told.already


async def test_what_is_to_be_kept_on_an_old_screen_is_shown_again_and_not_called_kept(office: Office) -> None:
    shown = await at(office, 5)
    await asks(office, account(shown, "on the other screen"))
    typed = Left(TOM, shown.draft, shown.screen, {"account": ("here",)}, shown.version)

    look = await asks(office, typed)
    assert (look.remark, look.entered["account"]) == (wording.LOOK_AGAIN, "here")
    assert isinstance(await office.does(replace(typed, version=look.version)), Said)


async def test_what_was_typed_while_nothing_could_be_stored_is_shown_and_kept_afterwards(office: Office) -> None:
    shown = await at(office, 5)
    values = {"account": ("what she said",)}
    for turn in (
        Left(TOM, shown.draft, shown.screen, values, shown.version),
        WantedToChange(TOM, shown.draft, shown.screen, values),
    ):
        told = not_saved(office.desk, turn)
        assert isinstance(told, Asked)
        assert (told.screen, told.entered["account"], told.version) == (shown.screen, "what she said", "")

    await office.does(Left(TOM, shown.draft, shown.screen, values, ""))
    assert (await asks(office, Resumed(TOM, shown.draft))).entered["account"] == "what she said"


async def test_a_message_that_is_reported_twice_is_one_report_until_it_is_gone_on_with(office: Office) -> None:
    first = await asks(office, WantedToReport(TOM, "He wrote: meet me"))
    again = await asks(office, WantedToReport(TOM, "He wrote: meet me"))
    other = await asks(office, WantedToReport(TOM, "He wrote: or else"))
    assert first.draft == again.draft != other.draft

    await office.answers(first, {"danger": "no"})
    home = await office.does(OpenedHome(TOM))
    assert isinstance(home, Home)
    assert len(home.drafts) == 2
    assert (await asks(office, WantedToReport(TOM, "He wrote: meet me"))).draft != first.draft
