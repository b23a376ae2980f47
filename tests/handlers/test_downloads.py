"""Links that are good for one file: who gets one, and what it leads to when it is used."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from dialogs import wording_downloads as words
from dialogs import wording_log
from dialogs.alerts import Press
from dialogs.casework.record import Act
from dialogs.downloads import LIFE, CaseCopy
from dialogs.paper import Paper
from dialogs.wording_copies import TRANSFER
from handlers import clearing, downloads
from handlers.desk import Desk
from handlers.fetching import TABLE, fetch
from handlers.log_table import TAKEN
from handlers.not_saved import not_saved
from handlers.reply import CaseShown, Said
from handlers.turn import OpenedCase, WantedToTake, Who
from storage import audit
from storage.tables import DOWNLOADS
from tests.handlers.access_cells import person, with_somebody_of_each_role
from tests.handlers.access_table import HANDLES, PEOPLE
from tests.handlers.casework.desk_work import DeskWork
from tests.handlers.logged_work import NOBODYS, begin, listed
from tests.handlers.office import ASHA, BEN, TOM, Office

AT = "https://esafety.example.org/file/"


@pytest.fixture
def desk(office: Office) -> Desk:
    """A desk whose web server people reach."""
    office.desk = replace(office.desk, files_at=AT)
    return office.desk


async def taken(office: Office, who: Who = ASHA, chosen: str = "") -> str:
    """The token of the link to the log that somebody is given."""
    reply = await office.does(WantedToTake(who, chosen))
    assert isinstance(reply, Said)
    assert reply.lines == (words.TABLE, words.ONCE, words.PRIVATE)
    assert reply.download.startswith(AT)
    return reply.download.removeprefix(AT)


async def fetched(desk: Desk, token: str) -> str:
    """What is in the file."""
    file = await fetch(desk, token)
    assert file is not None
    assert (file.name, file.content_type) == (TABLE, "text/csv")
    assert isinstance(file.content, bytes)
    return file.content.decode()


async def takings(desk: Desk) -> list[tuple[str, str]]:
    """Who took the log along and which, as it is written down."""
    async with desk.database.transaction() as tx:
        found = await audit.entries(tx, audit.SYSTEM)
    return [(each.actor, each.detail["chosen"]) for each in found if each.what == TAKEN]


async def test_the_log_has_a_button_that_says_which_cases_are_shown(office: Office) -> None:
    for chosen in ("", "open....."):
        [button] = [each for each in (await listed(office, chosen=chosen)).buttons if each.press is Press.TAKE]
        assert (button.label, button.about) == (words.TAKE, chosen)


async def test_the_link_leads_to_the_cases_that_were_chosen_and_it_is_written_down(office: Office, desk: Desk) -> None:
    work = await begin(office)
    reference = (await work.now()).reference
    every, closed = await taken(office), await taken(office, chosen="closed.....")
    assert await takings(desk) == [], "a link alone takes nothing"
    assert reference in await fetched(desk, every)
    assert reference not in await fetched(desk, closed)
    assert await takings(desk) == [("asha", ""), ("asha", "closed.....")]


async def test_a_link_is_good_once_and_looking_at_it_uses_nothing_up(office: Office, desk: Desk) -> None:
    token = await taken(office)
    assert len(token) == 64
    assert [await downloads.look(desk, each) for each in (token, token, "0" * 64)] == [True, True, False]
    assert await fetched(desk, token)
    assert not await downloads.look(desk, token)
    assert await fetch(desk, token) is None
    assert len(await takings(desk)) == 1


async def test_a_link_is_over_after_ten_minutes_and_then_forgotten(office: Office, desk: Desk) -> None:
    token = await taken(office)
    office.clock.at += LIFE
    assert not await downloads.look(desk, token)
    assert await fetch(desk, token) is None
    async with desk.database.transaction() as tx:
        await clearing.clear(desk, tx)
    office.clock.at -= LIFE
    assert not await downloads.look(desk, token)


async def test_whoever_handles_no_cases_any_more_gets_no_file_with_a_link_from_before(
    office: Office, desk: Desk
) -> None:
    token = await taken(office)
    people = desk.organisation.people
    gone = {**people, "asha": replace(people["asha"], roles=("tutor",))}
    later = replace(desk, organisation=replace(desk.organisation, people=gone))
    assert await fetch(later, token) is None
    assert await fetch(desk, token) is None, "and it is used up"


async def test_of_a_case_that_they_were_kept_out_of_since_the_file_says_nothing(office: Office, desk: Desk) -> None:
    work = await begin(office)
    token = await taken(office, BEN)
    await work.becomes(replace(await work.now(), excluded=frozenset({"ben"})))
    assert (await work.now()).reference not in await fetched(desk, token)


@pytest.mark.parametrize("who", [TOM, NOBODYS], ids=lambda who: who.key)
async def test_whoever_handles_no_cases_gets_no_link(office: Office, desk: Desk, who: Who) -> None:
    assert await office.does(WantedToTake(who)) == Said(wording_log.LOG, wording_log.NOT_YOURS)
    async with desk.database.transaction() as tx:
        assert not await tx.rows(select(DOWNLOADS.c.id))


async def test_where_nobody_reaches_the_web_server_it_is_said_who_makes_the_file_and_nothing_is_stored(
    office: Office,
) -> None:
    reply = await office.does(WantedToTake(ASHA))
    assert reply == Said(words.TAKE, words.table_by_hand("asha"))
    assert words.table_by_hand("asha")[1].endswith("figures log --for asha --csv incident-log.csv")
    assert words.copy_by_hand("ES-7K4M2P", "asha").endswith("copy ES-7K4M2P --for asha")
    async with office.desk.database.transaction() as tx:
        assert not await tx.rows(select(DOWNLOADS.c.id))


def test_a_link_that_could_not_be_stored_is_not_given(desk: Desk) -> None:
    assert not_saved(desk, WantedToTake(ASHA)) == Said(words.TAKE, (words.NOT_YET,))


async def link_to_copy(work: DeskWork, who: Who = ASHA, case: str = "") -> str:
    """The token of a link to a copy of the case."""
    wanted = CaseCopy(case or work.case, TRANSFER, "Millbrook College", "", (), "They asked for it.")
    async with work.office.desk.database.transaction() as tx:
        return await downloads.ticket(work.office.desk, tx, who.key, wanted)


async def test_a_copy_is_fetched_as_a_paper_and_that_stands_in_the_record_of_the_case(office: Office) -> None:
    work = await begin(office)
    token = await link_to_copy(work)
    assert await work.entries(Act.FETCHED) == ()
    file = await fetch(office.desk, token)
    assert file is not None
    assert (file.name, file.content_type) == (f"{(await work.now()).reference}.pdf", "application/pdf")
    assert not isinstance(file.content, bytes)
    assert isinstance(file.content(), Paper)
    [entry] = await work.entries(Act.FETCHED)
    assert (entry.actor, dict(entry.detail)) == ("asha", {"version": TRANSFER, "whom": "Millbrook College"})
    assert await fetch(office.desk, token) is None
    shown = await office.does(OpenedCase(ASHA, work.case))
    assert isinstance(shown, CaseShown)
    [line] = [each for each in shown.chronology if "etched a copy of it" in each.text]
    assert "Asha Patel" in line.text


async def test_whoever_was_kept_out_of_the_case_since_gets_no_copy_and_nothing_is_written_down(office: Office) -> None:
    work = await begin(office)
    token = await link_to_copy(work)
    await work.becomes(replace(await work.now(), excluded=frozenset({"asha"})))
    assert await fetch(office.desk, token) is None
    assert await work.entries(Act.FETCHED) == ()
    await work.becomes(replace(await work.now(), excluded=frozenset()))
    assert await fetch(office.desk, token) is None, "and the link is used up"


async def test_of_a_case_that_is_not_there_there_is_no_copy(office: Office) -> None:
    work = await begin(office)
    assert await fetch(office.desk, await link_to_copy(work, case="0" * 32)) is None


@pytest.mark.parametrize("role", PEOPLE)
async def test_a_link_to_the_log_is_for_those_who_handle_cases(office: Office, desk: Desk, role: str) -> None:
    office.desk = replace(desk, organisation=with_somebody_of_each_role(desk.organisation))
    reply = await office.does(WantedToTake(person(role)))
    assert isinstance(reply, Said)
    assert bool(reply.download) == (role in HANDLES)
