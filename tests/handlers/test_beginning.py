"""Tests of a report that begins with words that are there already, is closed, gone on with, and listed once sent."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from dialogs import wording
from dialogs.forms import Option
from handlers.reply import Asked, Found, Home, Received, Said, Waiting
from handlers.turn import Left, OpenedHome, Resumed, Searched, WantedToChange, WantedToReport
from tests.handlers.office import ASHA, BEN, NASTY_MESSAGES, TOM, Office, open_office

MESSAGE = "I am reporting a message.\nIt says:\nnobody likes you"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """The bot."""
    async with open_office(tmp_path / "bot.db") as office:
        yield office


async def written_to_the_account(office: Office, account: str) -> Asked:
    """A report that began with these words, at its account."""
    reply = await office.does(WantedToReport(TOM, account))
    for given in NASTY_MESSAGES[:5]:
        assert isinstance(reply, Asked)
        reply = await office.answers(reply, given)
    assert isinstance(reply, Asked)
    return reply


async def test_words_that_came_along_stand_in_the_account_for_their_reporter_to_change(office: Office) -> None:
    account = await written_to_the_account(office, MESSAGE)

    assert (account.screen, account.entered["account"]) == ("account", MESSAGE)


async def test_words_that_came_along_go_nowhere_before_they_are_sent(office: Office) -> None:
    account = await written_to_the_account(office, MESSAGE)

    review = await office.answers(account, {"account": MESSAGE})
    assert isinstance(review, Asked)
    review = await office.answers(review, {})
    assert isinstance(review, Asked)

    assert MESSAGE in {line.answer for line in review.review}
    assert office.messenger.sent == []


async def test_words_that_are_too_long_are_shortened_with_a_note_of_how_much_is_missing(office: Office) -> None:
    account = await written_to_the_account(office, "x" * 12_000)

    text = account.entered["account"]
    assert isinstance(text, str)
    assert len(text) <= 3_000
    assert f"{12_000 - text.count('x'):,} more characters" in text


async def test_the_first_screen_is_shown_even_if_the_words_could_not_be_kept(office: Office) -> None:
    office.breaks()

    reply = await office.does(WantedToReport(TOM, MESSAGE))

    assert isinstance(reply, Asked)
    assert reply.remark == wording.NOT_KEPT
    assert office.faults


async def test_what_was_typed_on_a_screen_that_was_closed_is_there_again(office: Office) -> None:
    who = await office.fills_in(NASTY_MESSAGES[:4])
    assert isinstance(who, Asked)

    said = await office.does(Left(TOM, who.draft, who.screen, {"subject": ("Mia Exam",)}, who.version))

    assert said == Said(wording.KEPT, (wording.KEPT_WHAT_NOW,))
    again = await office.does(Resumed(TOM, who.draft))
    assert isinstance(again, Asked)
    assert again.entered == {"subject": "Mia Exam"}


async def test_closing_what_is_not_stored_or_not_there_stores_nothing(office: Office) -> None:
    first = await office.does(WantedToReport(TOM))
    assert isinstance(first, Asked)
    assert isinstance(await office.does(Left(TOM, first.draft, first.screen, {"danger": ("no",)}, first.version)), Said)

    about = await office.fills_in(NASTY_MESSAGES[:1])
    assert isinstance(about, Asked)
    assert isinstance(
        await office.does(Left(TOM, about.draft, "no such screen", {"tile": ("photos",)}, about.version)), Said
    )
    assert await office.does(Resumed(TOM, about.draft)) == about


async def test_closing_what_has_been_sent_says_that_it_was_received(office: Office) -> None:
    review = await office.fills_in(NASTY_MESSAGES[:-1])
    assert isinstance(review, Asked)
    await office.answers(review, {})

    assert isinstance(await office.does(Left(TOM, review.draft, review.screen, {}, review.version)), Received)


async def test_an_option_is_found_by_any_part_of_its_name(office: Office) -> None:
    who = await office.fills_in(NASTY_MESSAGES[:4])
    assert isinstance(who, Asked)

    assert await office.does(Searched(TOM, who.draft, "who", "centre", "LONG")) == Found(
        (Option("longton", "Longton"),)
    )
    both = await office.does(Searched(TOM, who.draft, "who", "centre", ""))
    assert isinstance(both, Found)
    assert {option.id for option in both.options} >= {"hanley", "longton"}


@pytest.mark.parametrize(("screen", "field"), [("who", "subject"), ("who", "nothing"), ("nowhere", "centre")])
async def test_nothing_is_found_where_nothing_can_be_chosen(office: Office, screen: str, field: str) -> None:
    assert await office.does(Searched(TOM, "0" * 32, screen, field, "han")) == Found(())


async def test_somebody_sees_how_their_own_reports_stand_and_no_more(office: Office) -> None:
    await office.reports()
    before = await office.does(OpenedHome(TOM))
    assert isinstance(before, Home)
    [line] = before.reports
    assert "ES-" in line.label
    assert line.state == wording.STILL_NOBODY

    await office.acknowledges(ASHA)

    after = await office.does(OpenedHome(TOM))
    assert isinstance(after, Home)
    [line] = after.reports
    assert "picked up at 10:00 by the E-Safety Coordinator" in line.state
    assert "Asha" not in line.state
    others = await office.does(OpenedHome(ASHA))
    assert isinstance(others, Home)
    assert others.reports == ()


async def test_cases_are_listed_by_how_they_wait(office: Office) -> None:
    await office.reports()
    assert await waiting(office) == [Waiting.NEW]

    await office.passes(days=3)
    assert await waiting(office) == [Waiting.OVERDUE]

    await office.reports()
    assert await waiting(office) == [Waiting.OVERDUE, Waiting.NEW]

    await office.acknowledges(BEN)
    assert sorted(await waiting(office)) in (["new", "others"], ["others", "overdue"])


async def waiting(office: Office) -> list[Waiting]:
    """How the cases of the coordinator's list wait, in its order."""
    home = await office.does(OpenedHome(ASHA))
    assert isinstance(home, Home)
    return [line.waiting for line in home.cases]


async def test_changing_the_screen_that_one_is_at_shows_it_again(office: Office) -> None:
    about = await office.fills_in(NASTY_MESSAGES[:1])
    assert isinstance(about, Asked)

    again = await office.does(WantedToChange(TOM, about.draft, "about", {}))
    assert isinstance(again, Asked)
    assert replace(again, version=about.version) == about
