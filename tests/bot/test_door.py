"""The door: whoever comes with a concern is let go of there, and slowed there if they try code after code."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.door import Door
from bot.throttle import DAY, WINDOW, Limits, Throttle
from dialogs import wording_learner
from handlers.reply import Asked, CaseShown, Home, Received, Said
from handlers.turn import Answered, OpenedCase, OpenedHome, WantedToPause, WantedToReport, Who
from tests.handlers.concern.learner import Learner, the_case
from tests.handlers.office import ASHA, NASTY_MESSAGES, TOM, Office, open_office

WRONG = "glossy emptied kettle afloat inhabit cloudy 80"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path / "esafety.db") as office:
        yield office


class Seconds:
    """Counts seconds when it is told to."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        """The seconds so far."""
        return self.at


def refused(shown: Asked) -> bool:
    return shown.problems.get("code") == wording_learner.CODE_WAIT


async def test_every_other_turn_goes_on_with_its_person(office: Office) -> None:
    door = Door(office.desk)
    assert isinstance(await door.answer(OpenedHome(ASHA)), Home)
    reply = await door.answer(WantedToReport(TOM))
    for given in NASTY_MESSAGES:
        assert isinstance(reply, Asked)
        values = {key: (value,) if isinstance(value, str) else tuple(value) for key, value in given.items()}
        reply = await door.answer(Answered(TOM, reply.draft, reply.screen, values, reply.told))
    assert isinstance(reply, Received)
    case = await the_case(office)
    assert isinstance(await door.answer(OpenedCase(ASHA, case.id)), CaseShown)
    assert isinstance(await door.answer(WantedToPause(ASHA)), Said)
    assert isinstance(door.late(OpenedHome(ASHA)), Said)


async def test_five_wrong_codes_make_whoever_tries_wait_and_nobody_else(office: Office) -> None:
    lena = Learner(office)
    code = await lena.tells()
    other = Learner(office, Who("tom", "Tom Baker"))
    other.door = lena.door
    shown = [await lena.tries(WRONG) for _ in range(Limits().wrong)]
    assert {each.problems["code"] for each in shown} == {wording_learner.CODE_UNKNOWN}
    slowed = await lena.tries(code)
    assert refused(slowed)
    assert slowed.entered == {"code": code}
    assert (await other.opens(code)).screen == "more"


async def test_ten_codes_are_looked_at_in_fifteen_minutes(office: Office) -> None:
    seconds = Seconds()
    lena = Learner(office)
    code = await lena.tells()
    lena.door = Door(office.desk, Throttle(now=seconds))
    for _ in range(Limits().tries):
        assert (await lena.tries(code)).screen == "more"
    assert refused(await lena.tries(code))
    seconds.at += WINDOW
    assert (await lena.tries(code)).screen == "more"


async def test_what_cannot_be_a_code_is_no_wrong_one(office: Office) -> None:
    lena = Learner(office)
    code = await lena.tells()
    for _ in range(Limits().wrong + 1):
        assert (await lena.tries("hello")).problems == {"code": wording_learner.CODE_SHAPE}
    assert (await lena.tries(code)).screen == "more"


async def test_after_a_day_nobody_is_known_to_have_tried(office: Office) -> None:
    seconds = Seconds()
    lena = Learner(office)
    code = await lena.tells()
    lena.door = Door(office.desk, Throttle(now=seconds))
    for _ in range(Limits().wrong):
        await lena.tries(WRONG)
    assert refused(await lena.tries(code))
    seconds.at += DAY
    assert (await lena.tries(code)).screen == "more"


async def test_whoever_is_slowed_can_still_tell_us_and_write_more(office: Office) -> None:
    lena = Learner(office)
    opened = await lena.opens(await lena.tells())
    for _ in range(Limits().wrong):
        await lena.tries(WRONG)
    assert (await lena.writes(opened, "More")).remark == wording_learner.MORE_SENT
    assert await lena.tells(text="Another thing")


async def test_nothing_that_is_stored_says_who_came(office: Office) -> None:
    name = Who("zorblax-the-key", "Zorblax The Name")
    lena = Learner(office, name)
    code = await lena.tells()
    await lena.writes(await lena.opens(code), "More")
    await office.passes(hours=1)
    stored = b"".join(path.read_bytes() for path in office.file.parent.iterdir() if path.is_file())
    for said in (b"zorblax-the-key", b"Zorblax", code.encode()):
        assert said not in stored
