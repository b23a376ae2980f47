"""One form is one case and one alert, however often it is sent, and whatever becomes of the answer."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from dialogs import wording_learner
from dialogs.days import beginning
from handlers.concern.sending import NoReferenceFree
from handlers.reply import Asked
from handlers.turn import Answered
from storage import cases, receipts
from storage.database import Database
from tests.handlers.concern.learner import (
    BLACKMAIL,
    NASTY,
    WORDS,
    Learner,
    broken,
    every_case,
    happened,
    the_case,
    the_concern,
)
from tests.handlers.office import Office, open_office
from tests.storage.examples import CASE, KEYRING


async def id_of(office: Office, asked: Asked) -> str:
    """The id that a form's concern will have."""
    nonce = receipts.nonce_of(KEYRING, asked.draft.split(".")[1])
    assert nonce is not None
    return receipts.known(await office.desk.stretching.of_nonce(nonce)).id


@pytest.fixture
async def on_postgres(tmp_path: Path, postgres_url: str) -> AsyncIterator[Office]:
    async with open_office(tmp_path / "unused.db") as office:
        database = await Database.open(postgres_url, KEYRING)
        office.desk = replace(office.desk, database=database)
        yield office
        await database.close()


async def test_nothing_is_stored_before_the_last_screen_is_sent(office: Office) -> None:
    await Learner(office).comes_to_the_end()
    assert await every_case(office) == ()


async def test_what_is_sent_becomes_a_case_that_knows_the_day_alone(office: Office) -> None:
    await Learner(office).tells()
    case = await the_case(office)
    day = beginning(office.clock.now(), office.desk.organisation.hours.time_zone)
    assert case.anonymous
    assert case.reporter_name == case.draft == case.centre == ""
    assert case.opened == case.reports[0].at == day
    assert case.reports[0].answers["account"] == WORDS
    assert (await the_concern(office)).day == day.date()


@pytest.mark.parametrize(("choices", "woken"), [(NASTY, False), (BLACKMAIL, True)])
async def test_what_is_urgent_wakes_whoever_sends_alerts(
    office: Office, choices: dict[str, str], *, woken: bool
) -> None:
    await Learner(office).tells(choices)
    assert bool(office.woken) is woken


async def test_a_code_has_six_words_and_a_number_and_is_shown_once_more(office: Office) -> None:
    lena = Learner(office)
    shown = await lena.sends(await lena.comes_to_the_end())
    assert len(shown.code.split()) == 7
    again = await lena.goes_on(shown, {})
    assert again.code == shown.code
    assert again.submit == ""


async def test_pressed_twice_it_is_one_case_with_one_code(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end()
    first, second = await lena.sends(last), await lena.sends(last)
    assert first.code == second.code
    await office.passes(minutes=16)
    assert len(office.messenger.to("#")) == 1
    assert len((await the_case(office)).reports) == 1
    assert await broken(office) == []


async def test_pressed_five_times_at_once_it_is_one_case_with_one_code(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end()
    shown = await asyncio.gather(*(lena.sends(last) for _ in range(5)))
    assert len({each.code for each in shown}) == 1
    assert len((await the_case(office)).reports) == 1
    assert office.faults == []


async def test_at_once_on_postgresql_it_is_one_case_and_nobody_reads_that_it_was_lost(on_postgres: Office) -> None:
    lena = Learner(on_postgres)
    last = await lena.comes_to_the_end()
    shown = await asyncio.gather(*(lena.sends(last) for _ in range(8)))
    assert len({each.code for each in shown}) == 1
    assert all(each.code for each in shown)
    assert on_postgres.faults == []
    assert len((await the_case(on_postgres)).reports) == 1
    assert await broken(on_postgres) == []


async def test_after_a_crash_between_the_commit_and_the_answer_sending_again_shows_the_code(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end()
    await lena.sends(last)  # the answer never arrives
    restarted = Learner(office)
    shown = await restarted.sends(last)
    assert (await restarted.opens(shown.code)).thread == ()
    assert len(await every_case(office)) == 1


async def test_other_words_in_the_same_form_are_a_second_report_of_the_same_case(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end()
    code = (await lena.sends(last)).code
    assert (await lena.sends(last, "It has got worse.")).code == code
    reports = (await the_case(office)).reports
    assert [each.answers["account"] for each in reports] == [WORDS, "It has got worse."]
    await office.passes(minutes=16)
    assert len(office.messenger.to("#")) == 1
    assert "more received" in await happened(office)


async def test_an_old_form_that_is_sent_again_after_a_newer_one_changes_nothing(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end()
    for text in (WORDS, "It has got worse.", WORDS, "It has got worse."):
        await lena.sends(last, text)
    assert len((await the_case(office)).reports) == 2


async def test_a_reference_that_is_taken_gives_way_to_another(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end()
    wanted = receipts.reference_of(KEYRING, await id_of(office, last))
    async with office.desk.database.transaction() as tx:
        await cases.add(tx, replace(CASE, reference=wanted))
    await lena.sends(last)
    assert len({each.reference for each in await every_case(office)}) == 2


async def test_when_every_reference_is_taken_nothing_is_called_received(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end()
    concern = await id_of(office, last)
    async with office.desk.database.transaction() as tx:
        for attempt in range(20):
            taken = receipts.reference_of(KEYRING, concern, attempt)
            await cases.add(tx, replace(CASE, id=f"other-{attempt}", reference=taken, draft=""))
    with pytest.raises(NoReferenceFree):
        await lena.sends(last)
    assert len(await every_case(office)) == 20


async def test_what_fails_to_be_stored_stands_in_the_screen_again(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end()
    office.breaks()
    shown = await lena.sends(last)
    assert wording_learner.NOT_SAVED in shown.remark
    assert shown.entered["account"] == WORDS
    assert shown.notices[0].numbers
    assert shown.code == ""
    assert len(office.faults) == 1


async def test_a_late_answer_does_not_say_that_it_failed(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end()
    shown = lena.door.late(Answered(lena.who, last.draft, last.screen, {"account": (WORDS,)}, ""))
    assert isinstance(shown, Asked)
    assert wording_learner.NOT_CERTAIN in shown.remark
    assert shown.entered["account"] == WORDS
