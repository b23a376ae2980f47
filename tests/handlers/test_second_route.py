"""Tests that what is urgent goes by e-mail when the chat does not take it for two minutes, and only then."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.handlers.office import (
    CARYS,
    EXAMPLE,
    ONE_LINE,
    STAFF_CONCERN,
    Office,
    open_office,
)

MANY = 1_000
WITH_A_SECOND_ROUTE = replace(EXAMPLE, second_route=("asha", "carys"))


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """The bot of an organisation that has a second route."""
    async with open_office(tmp_path / "bot.db", WITH_A_SECOND_ROUTE) as office:
        yield office


def mails(office: Office) -> dict[str, int]:
    """How many e-mails each person has had."""
    names = [name for name, _ in office.messenger.sent if name.startswith("mail:")]
    return {name: names.count(name) for name in names}


async def no_chat(office: Office) -> None:
    """From now on the chat takes nothing, and the mail server everything."""
    office.messenger.only_mail = True


async def test_an_urgent_alert_that_does_not_get_through_goes_by_e_mail_after_two_minutes(office: Office) -> None:
    await no_chat(office)
    await office.fills_in(ONE_LINE)
    await office.passes(seconds=110)
    assert mails(office) == {}

    await office.passes(seconds=15)

    assert mails(office) == {"mail:asha": 1, "mail:carys": 1}


async def test_the_e_mail_says_nothing_of_the_case_but_its_reference(office: Office) -> None:
    await no_chat(office)
    await office.fills_in(ONE_LINE)
    await office.passes(minutes=3)

    [message, *_] = office.messenger.to("mail:asha")

    text = "\n".join(message.lines)
    assert "ES-" in text
    assert not any(word in text for word in ("knife", "Hanley", "S0", "Tom"))
    assert message.buttons == ()


async def test_what_got_through_is_not_sent_by_e_mail_as_well(office: Office) -> None:
    await office.fills_in(ONE_LINE)
    await office.settles()

    await office.passes(minutes=4)

    assert mails(office) == {}


async def test_one_alert_that_got_through_is_enough(office: Office) -> None:
    await office.fills_in(ONE_LINE)
    office.messenger.fail(3)  # of the four first alerts
    await office.settles()
    await office.passes(minutes=1)

    await office.passes(minutes=2)

    assert mails(office) == {}


async def test_each_rung_that_does_not_get_through_goes_by_e_mail_again(office: Office) -> None:
    await no_chat(office)
    await office.fills_in(ONE_LINE)
    await office.passes(minutes=3)

    await office.passes(minutes=5)

    assert mails(office)["mail:asha"] == 2


async def test_what_is_not_urgent_waits_for_the_chat(office: Office) -> None:
    await no_chat(office)
    await office.fills_in_the_usual()

    await office.passes(minutes=30)

    assert mails(office) == {}


async def test_whoever_must_not_know_gets_no_e_mail(office: Office) -> None:
    await no_chat(office)
    about_asha = ({**each, "subject": "Asha Patel"} if "subject" in each else each for each in STAFF_CONCERN)
    await office.fills_in(tuple(about_asha))

    await office.passes(minutes=3)

    assert mails(office) == {"mail:carys": 1}


async def test_where_nobody_named_for_it_may_know_everybody_who_may_gets_the_e_mail(office: Office) -> None:
    office.with_organisation(replace(EXAMPLE, second_route=("asha",)))
    await no_chat(office)
    about_asha = ({**each, "subject": "Asha Patel"} if "subject" in each else each for each in STAFF_CONCERN)
    await office.fills_in(tuple(about_asha))

    await office.passes(minutes=3)

    assert mails(office) == {"mail:carys": 1, "mail:dilys": 1}


async def test_whoever_was_told_by_e_mail_may_take_the_case(office: Office) -> None:
    await no_chat(office)
    await office.fills_in(STAFF_CONCERN)
    await office.passes(minutes=3)
    office.messenger.only_mail = False

    assert "ES-" in str(await office.acknowledges(CARYS))
    await office.passes(hours=2)

    assert max(mails(office).values()) == 1, "once somebody has the case nobody gets another e-mail"
