"""Tests of what somebody types before they answer: kept while it counts, and never in place of what they submitted."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.reply import Asked, Received
from handlers.turn import Discarded, Left, Resumed, WantedToChange
from tests.handlers.office import ASHA, NASTY_MESSAGES, ONE_LINE, TOM, Office, open_office


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """The bot."""
    async with open_office(tmp_path / "bot.db") as office:
        yield office


async def at_the_account(office: Office) -> Asked:
    """A report at its account."""
    account = await office.fills_in(NASTY_MESSAGES[:5])
    assert isinstance(account, Asked)
    return account


async def typing(office: Office, asked: Asked, account: str) -> None:
    """Some time goes by, and then so much stands in the box."""
    office.clock.move(seconds=3)
    values = {"account": (account,) if account else ()}
    await office.does(Left(TOM, asked.draft, asked.screen, values, asked.version))


async def resumed(office: Office, asked: Asked) -> Asked:
    """The draft, gone on with."""
    again = await office.does(Resumed(TOM, asked.draft))
    assert isinstance(again, Asked)
    return again


async def test_what_is_typed_is_kept_again_and_again(office: Office) -> None:
    account = await at_the_account(office)
    for text in ("She", "She showed", "She showed me"):
        await typing(office, account, text)

    assert (await resumed(office, account)).entered["account"] == "She showed me"


async def test_what_was_emptied_stays_empty(office: Office) -> None:
    account = await at_the_account(office)
    await typing(office, account, "She showed me")
    await typing(office, account, "")

    assert "account" not in (await resumed(office, account)).entered


async def test_a_keystroke_that_comes_after_the_answer_changes_nothing(office: Office) -> None:
    account = await at_the_account(office)
    await office.answers(account, {"account": "She showed me all of it."})
    await typing(office, account, "She sho")

    again = await office.does(WantedToChange(TOM, account.draft, "account", {}))

    assert isinstance(again, Asked)
    assert again.entered["account"] == "She showed me all of it."


async def test_what_is_typed_after_going_back_to_change_it_is_kept(office: Office) -> None:
    account = await at_the_account(office)
    await office.answers(account, {"account": "She showed me."})
    office.clock.move(seconds=1)
    changing = await office.does(WantedToChange(TOM, account.draft, "account", {}))
    assert isinstance(changing, Asked)
    await typing(office, changing, "She showed me more.")

    again = await office.does(WantedToChange(TOM, account.draft, "account", {}))

    assert isinstance(again, Asked)
    assert again.entered["account"] == "She showed me more."


async def test_what_is_typed_to_mend_a_problem_is_kept(office: Office) -> None:
    account = await at_the_account(office)
    office.clock.move(seconds=1)
    assert isinstance(await office.answers(account, {"account": "x" * 3_001}), Asked)
    await typing(office, account, "x" * 2_000)

    assert (await resumed(office, account)).entered["account"] == "x" * 2_000


async def test_a_first_screen_whose_draft_made_a_case_begins_another_report(office: Office) -> None:
    one_line = await office.fills_in(ONE_LINE[:1])
    assert isinstance(one_line, Asked)
    rest = await office.answers(one_line, ONE_LINE[1])
    assert isinstance(rest, Asked)
    await office.does(Discarded(TOM, rest.draft))

    reply = await office.fills_in_from(rest.draft, (*ONE_LINE,))

    assert isinstance(reply, Asked)
    assert reply.draft != rest.draft
    assert "has been received" in reply.already


async def test_a_report_is_sent_all_the_same_when_keystrokes_came_late(office: Office) -> None:
    account = await at_the_account(office)
    review = await office.answers(account, {"account": "All of it."})
    await typing(office, account, "All")
    assert isinstance(review, Asked)
    review = await office.answers(review, {})
    assert isinstance(review, Asked)
    assert isinstance(await office.answers(review, {}), Received)
    assert "All of it." in await office.reads_newest(ASHA)
