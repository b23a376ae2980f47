"""A learner tells us under their name: one case with its reporter, however often it is sent."""

import asyncio
from dataclasses import replace
from pathlib import Path

from dialogs import wording_learner
from handlers.reply import CaseShown, Home
from handlers.turn import OpenedCase, OpenedHome
from storage import drafts
from storage.database import Database
from tests.handlers.concern.learner import NASTY, STAFF, WORDS, Learner, broken, every_case, the_case
from tests.handlers.office import ASHA, TOM, Office, open_office
from tests.storage.examples import KEYRING

BY_NAME = {**NASTY, "how": "named"}


async def test_it_becomes_one_case_with_its_reporter_though_sent_twice(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end(BY_NAME)
    for _ in range(2):
        shown = await lena.sends(last)
        assert (shown.code, shown.draft) == ("", "")
        assert shown.notices[0].text == wording_learner.ABOUT_YOU
    case = await the_case(office)
    assert (case.reporter, case.reporter_name) == ("lena", "Lena Kovac")
    assert len(case.reports) == 1
    await office.settles()
    assert len(office.messenger.to("#")) == 1


async def test_sent_three_times_at_once_on_postgresql_it_is_one_case(tmp_path: Path, postgres_url: str) -> None:
    async with open_office(tmp_path / "unused.db") as office:
        database = await Database.open(postgres_url, KEYRING)
        office.desk = replace(office.desk, database=database)
        lena = Learner(office)
        last = await lena.comes_to_the_end(BY_NAME)
        shown = await asyncio.gather(*(lena.sends(last) for _ in range(3)))
        assert [each.title for each in shown] == [wording_learner.SENT] * 3
        assert len((await the_case(office)).reports) == 1
        assert office.faults == []
        await database.close()


async def test_its_reporter_sees_it_and_hears_who_has_it(office: Office) -> None:
    lena = Learner(office)
    await lena.sends(await lena.comes_to_the_end(BY_NAME))
    await office.settles()
    await office.acknowledges(ASHA)
    assert office.messenger.to("lena")
    home = await office.does(OpenedHome(lena.who))
    assert isinstance(home, Home)
    assert len(home.reports) == 1
    other = await office.does(OpenedHome(TOM))
    assert isinstance(other, Home)
    assert other.reports == ()


async def test_staff_read_it_on_the_learners_form(office: Office) -> None:
    lena = Learner(office)
    await lena.sends(await lena.comes_to_the_end(BY_NAME))
    await office.settles()
    shown = await office.does(OpenedCase(ASHA, (await the_case(office)).id))
    assert isinstance(shown, CaseShown)
    assert WORDS in {line.answer for line in shown.answers[0]}
    assert shown.thread == ()
    assert {button.press.value for button in shown.buttons} >= {"acknowledge", "cannot take"}


async def test_other_words_in_the_same_form_join_the_case(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end(BY_NAME)
    for text in (WORDS, "I want to die", WORDS):
        await lena.sends(last, text)
    case = await the_case(office)
    assert [each.answers["account"] for each in case.reports] == [WORDS, "I want to die"]
    assert case.severity.value in {"S0", "S1"}
    assert await broken(office) == []


async def test_a_form_that_was_sent_long_ago_keeps_its_new_words_to_be_sent_again(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end(BY_NAME)
    await lena.sends(last)
    office.clock.move(days=8)
    async with office.desk.database.transaction() as tx:
        await drafts.expire(tx, office.clock.now())
    shown = await lena.sends(last, "New words")
    assert shown.remark == wording_learner.TOO_OLD
    assert shown.entered["account"] == "New words"
    assert (await lena.sends(shown, "New words")).title == wording_learner.SENT
    assert len(await every_case(office)) == 2


async def test_in_danger_a_name_can_be_given_on_the_last_screen(office: Office) -> None:
    lena = Learner(office)
    last = await lena.goes_on(await lena.begins(), {"danger": "yes"})
    await lena.goes_on(last, {"danger": "yes", "how": "named", "account": WORDS})
    await office.settles()
    assert (await the_case(office)).reporter == "lena"
    assert office.messenger.to("asha")


async def test_when_nobody_may_read_it_nothing_is_stored(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end({**STAFF, "how": "named"})
    shown = await lena.sends(last, subject="Carys Jones and Dilys Ward")
    assert shown.remark == wording_learner.NOBODY_MAY_READ
    assert shown.entered["account"] == WORDS
    assert await every_case(office) == ()


async def test_what_could_not_be_stored_stands_in_the_screen_again(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end(BY_NAME)
    office.breaks()
    shown = await lena.sends(last)
    assert wording_learner.NOT_SAVED in shown.remark
    assert shown.entered["account"] == WORDS
    assert len(office.faults) == 1
