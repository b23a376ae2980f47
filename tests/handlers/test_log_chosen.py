"""The incident log: which cases are chosen, the table that is taken along, and many cases."""

import asyncio

import pytest

from dialogs import access, wording_log
from dialogs import wording_cases as cases_words
from dialogs.casework.log import EVERYTHING, Filter, Only, State, read
from handlers import log, log_table
from handlers.listing import Listing
from handlers.log_reading import known
from handlers.not_saved import late, not_saved
from handlers.turn import WantedToChange, WantedToFilter
from storage import audit
from storage.failures import StorageFailed
from tests.fakes import many_cases
from tests.handlers.logged_work import asked, begin, group_of, sent
from tests.handlers.office import ASHA, CARYS, POLICY, Office

# ------------------------------------------------------------------------------------------------------- which ones


async def test_the_form_stands_as_it_was_chosen_and_leads_to_those_that_are_chosen(office: Office) -> None:
    work = await begin(office)
    by = read("open.hanley.messages..2026-12-01.2026-12-01")
    form = asked(await office.does(WantedToFilter(ASHA, by.text)))
    assert (form.draft, form.keeps, form.title) == (f"l.{by.text}", False, wording_log.CHOOSE)
    assert form.entered == {
        "state": "open",
        "centre": "hanley",
        "group": "messages",
        "first": "1/12/2026",
        "last": "1/12/2026",
    }
    shown = await office.does(sent({name: [str(each)] for name, each in form.entered.items()}))
    assert isinstance(shown, Listing)
    assert shown.about == f"l.{by.text}"
    assert [each.about for each in shown.buttons] == [by.text, "", by.text]
    assert shown.groups[0].note == (
        "1 of 1 case: Not closed; Hanley; Messages; from 1 December 2026; to 1 December 2026."
    )
    assert len(shown.groups[0].rows) == 1
    assert (await group_of(office, chosen=".longton....")).rows == ()
    assert work.case


async def test_a_day_of_long_ago_stands_in_the_form_as_the_same_day(office: Office) -> None:
    form = asked(await office.does(WantedToFilter(ASHA, "....0026-12-01.")))
    assert form.entered["first"] == "1/12/0026"
    reply = await office.does(sent({"first": ["1/12/0026"]}))
    assert isinstance(reply, Listing)
    assert reply.about == "l.....0026-12-01."


async def test_any_is_everything_and_so_is_what_is_not_offered(office: Office) -> None:
    form = asked(await office.does(WantedToFilter(ASHA, "overdue.gone.gone...")))
    assert [each.required for each in form.fields] == [True, True, True, False, False]
    assert form.entered == {"state": "overdue", "centre": "any", "group": "any", "first": "", "last": ""}
    for values in ({}, {"state": ["any"], "centre": ["any"]}, {"state": ["x"], "centre": ["gone"], "group": [""]}):
        shown = await office.does(sent(values))
        assert isinstance(shown, Listing)
        assert shown.about == "l."


@pytest.mark.parametrize(
    ("first", "last", "problems"),
    [
        ("soon", "1/12/2026", {"first": cases_words.DAY_WRONG}),
        ("x", "y", {"first": cases_words.DAY_WRONG, "last": cases_words.DAY_WRONG}),
        ("2/12/2026", "1/12/2026", {"last": wording_log.TURNED_ROUND}),
    ],
)
async def test_days_that_cannot_be_are_said_and_nothing_entered_is_lost(
    office: Office, first: str, last: str, problems: dict[str, str]
) -> None:
    form = asked(await office.does(sent({"state": ["closed"], "first": [first], "last": [last]}, draft="l.open.....")))
    assert form.problems == problems
    assert form.entered == {"state": "closed", "centre": "any", "group": "any", "first": first, "last": last}
    assert form.draft == "l.open....."


async def test_what_was_entered_stands_in_the_form_when_it_could_not_be_answered(office: Office) -> None:
    turn = sent({"first": ["1/12/2026"], "state": ["open"]})
    for shown in (not_saved(office.desk, turn), late(office.desk, turn)):
        assert asked(shown).entered["first"] == "1/12/2026"
        assert asked(shown).remark == wording_log.NOT_CHOSEN
    again = await office.does(WantedToChange(ASHA, "l.", log.SCREEN, {"first": ("1/12/2026",)}))
    assert (asked(again).entered["first"], asked(again).remark) == ("1/12/2026", "")


# --------------------------------------------------------------------------------------------------------- the table


async def test_taking_the_table_along_is_written_down_with_who_and_how_many(office: Office) -> None:
    await begin(office)
    content = await log_table.take(office.desk, ASHA, "open.....")
    assert content is not None
    assert len(content.decode("utf-8-sig").splitlines()) == 2
    async with office.desk.database.transaction() as tx:
        newest = (await audit.entries(tx, audit.SYSTEM))[-1]
    assert (newest.what, newest.actor) == (log_table.TAKEN, "asha")
    assert newest.detail == {"cases": "1", "chosen": "open....."}


async def test_nothing_is_given_out_that_could_not_be_written_down(office: Office) -> None:
    await begin(office)
    office.breaks()
    with pytest.raises(StorageFailed):
        await log_table.take(office.desk, ASHA, "")


# ------------------------------------------------------------------------------------------------------- many cases


async def test_many_cases_are_all_listed_each_once_and_others_are_let_go_in_between(office: Office) -> None:
    made = await many_cases.keep(
        office.desk.database, POLICY, office.desk.organisation, office.clock.now(), count=40, entries=2
    )
    turns = 0
    reading = asyncio.create_task(known(office.desk, CARYS.key))
    while not reading.done():
        await asyncio.sleep(0)
        turns += 1
    found = await reading
    theirs = [each.id for each in made if access.may_know("carys", each, POLICY, office.desk.organisation)]
    assert sorted(each.line.id for each in found.cases) == sorted(theirs)
    assert turns >= len(found.cases)
    assert {each.line.state for each in found.cases} >= {State.NOBODY, State.OPEN, State.CLOSED}
    assert found.chosen(EVERYTHING)[0].line.is_overdue
    assert 0 < len(found.chosen(Filter(Only.OVERDUE))) < len(found.cases)
