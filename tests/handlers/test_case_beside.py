"""What stands beside a case: linked cases, and others about the same person, for those who may know of both."""

from dataclasses import replace

from sqlalchemy import update

from dialogs import wording_record as words
from dialogs.alerts import Press
from dialogs.casework.record import Act
from dialogs.severity import Severity
from handlers.listing import Group
from handlers.turn import Who
from storage.tables import CASES
from tests.handlers.casework.desk_work import DeskWork, begin
from tests.handlers.office import ASHA, CARYS, NASTY_MESSAGES, STAFF_CONCERN, Given, Office
from tests.handlers.viewing import recorded, seen

MIA_AGAIN: tuple[Given, ...] = tuple(
    {**each, "subject": " mia  EXAMPLE"} if "subject" in each else each for each in NASTY_MESSAGES
)
NOBODY_NAMED: tuple[Given, ...] = tuple(
    {**each, "subject": ""} if "subject" in each else each for each in NASTY_MESSAGES
)
STAFF_MIA: tuple[Given, ...] = tuple(
    {**each, "subject": "Mia Example"} if "subject" in each else each for each in STAFF_CONCERN
)


async def beside(work: DeskWork, who: Who = ASHA) -> tuple[Group, ...]:
    """The lists as this person sees them."""
    return (await seen(work, who)).lists


async def test_another_case_with_the_same_name_is_shown_with_a_button_that_links_it(office: Office) -> None:
    first, work = await begin(office), await begin(office, MIA_AGAIN)

    [group] = await beside(work)

    assert group.heading == "Same person named within 30 days"
    assert group.note == words.think_about_s1(30)
    [row] = group.rows
    assert (await first.now()).reference in row.label
    assert row.button is not None
    assert (row.button.press, row.button.label) == (Press.WORK, "Link")
    assert row.button.about == f"link.{work.case}.{first.case}"
    assert [each.heading for each in await beside(first)] == [group.heading]


async def test_with_less_than_two_s2_nothing_is_said_of_s1(office: Office) -> None:
    first, work = await begin(office), await begin(office, MIA_AGAIN)
    await first.becomes(replace(await first.now(), severity=Severity.S3))

    assert [each.note for each in await beside(work)] == [""]


async def test_a_closed_case_can_be_seen_but_not_linked_from(office: Office) -> None:
    _, work = await begin(office), await begin(office, MIA_AGAIN)
    await work.is_closed()

    assert [row.button for each in await beside(work) for row in each.rows] == [None]


async def test_a_case_that_came_long_before_is_not_shown(office: Office) -> None:
    await begin(office)
    office.clock.move(days=31)

    assert await beside(await begin(office, MIA_AGAIN)) == ()


async def test_cases_in_which_nobody_was_named_are_not_about_one_person(office: Office) -> None:
    await begin(office, NOBODY_NAMED)

    assert await beside(await begin(office, NOBODY_NAMED)) == ()


async def test_a_case_about_the_same_person_is_left_out_for_those_who_may_not_know_of_it(office: Office) -> None:
    await begin(office, STAFF_MIA, taken=CARYS)
    work = await begin(office)

    assert await beside(work, ASHA) == ()
    assert len(await beside(work, CARYS)) == 1


async def test_an_anonymous_case_is_set_beside_no_other(office: Office) -> None:
    await begin(office)
    work = await begin(office, MIA_AGAIN)
    await work.becomes(replace(await work.now(), reporter="", reporter_name=""))

    assert await beside(work) == ()


async def test_a_linked_case_can_be_opened_and_is_not_offered_again(office: Office) -> None:
    first, work = await begin(office), await begin(office, MIA_AGAIN)
    await recorded(work, Act.LINK, case=first.case)

    [group] = await beside(work)

    assert (group.heading, group.note) == ("Linked cases", "")
    [row] = group.rows
    assert row.button is not None
    assert (row.button.press, row.button.about) == (Press.OPEN, first.case)


async def test_a_linked_case_is_left_out_for_those_who_may_not_know_of_it(office: Office) -> None:
    staff, work = await begin(office, STAFF_CONCERN, taken=CARYS), await begin(office)
    await recorded(work, Act.LINK, by="carys", case=staff.case)
    await recorded(work, Act.LINK, by="carys", case="f" * 32)

    assert await beside(work, ASHA) == ()
    assert [len(each.rows) for each in await beside(work, CARYS)] == [1]


async def test_a_damaged_case_closes_nobody_out_of_those_linked_to_it(office: Office) -> None:
    other, work = await begin(office, STAFF_CONCERN, taken=CARYS), await begin(office)
    await recorded(work, Act.LINK, by="carys", case=other.case)
    async with office.desk.database.transaction() as tx:
        await tx.write(update(CASES).where(CASES.c.id == other.case).values(content=b"no"))

    assert await beside(work, CARYS) == ()
