"""What kind a case is, is put right."""

from dataclasses import replace

from dialogs import wording_cases as words
from dialogs.casework.powers import Task
from dialogs.casework.record import Act, Detail
from dialogs.severity import Severity
from handlers.reply import Asked, CaseShown, NoSuchCase, Said
from tests.handlers.casework.desk_work import WORKED, DeskWork, begin
from tests.handlers.office import ASHA, BEN, CARYS, DILYS, STAFF_CONCERN, Office

WHY: dict[Detail, str] = {Detail.WHY: "She showed me the rest of the chat."}


async def problem(work: DeskWork, kind: str) -> str:
    """What is wrong with choosing that kind; the case stays as it was."""
    before = await work.now()
    reply = await work.does(Task.KIND, {Detail.TO: kind, **WHY})
    assert isinstance(reply, Asked), reply
    assert await work.now() == before
    return reply.problems[Detail.TO]


async def test_every_kind_is_offered_and_the_one_it_is_stands_in_the_form(work: DeskWork) -> None:
    form = await work.form(Task.KIND)
    assert form.entered == {Detail.TO: "messages"}
    assert form.compact == {Detail.TO}
    assert all(each.label in str(form.fields[0]) for each in WORKED.categories.values())


async def test_another_kind_changes_the_route_and_raises_the_severity(work: DeskWork) -> None:
    shown = await work.did(Task.KIND, {Detail.TO: "grooming", **WHY})
    case = await work.now()
    assert (case.category, case.route, case.severity) == ("grooming", "restricted", Severity.S1)
    assert shown.remark == words.NOW_ANOTHER_KIND
    assert "GR1" in str(shown.procedures)
    [kind], [severity] = await work.entries(Act.CATEGORY), await work.entries(Act.SEVERITY)
    assert (kind.detail[Detail.FROM], kind.detail[Detail.TO], kind.detail[Detail.WHY]) == (
        "messages",
        "grooming",
        WHY[Detail.WHY],
    )
    assert (severity.detail[Detail.FROM], severity.detail[Detail.TO]) == ("S2", "S1")


async def test_another_kind_never_makes_it_less_serious(work: DeskWork) -> None:
    await work.becomes(replace(await work.now(), severity=Severity.S0))
    await work.did(Task.KIND, {Detail.TO: "copyright", **WHY})
    assert (await work.now()).severity is Severity.S0
    assert await work.entries(Act.SEVERITY) == ()


async def test_another_kind_needs_a_reason(work: DeskWork) -> None:
    reply = await work.does(Task.KIND, {Detail.TO: "grooming"})
    assert isinstance(reply, Asked)
    assert reply.problems == {Detail.WHY: "Write something here."}


async def test_the_same_kind_is_no_change(work: DeskWork) -> None:
    assert await problem(work, "messages") == words.SAME_KIND


async def test_whoever_was_told_stays_told_and_whoever_was_not_reads_it_no_more(work: DeskWork) -> None:
    assert isinstance(await work.opens(BEN), CaseShown)
    await work.did(Task.KIND, {Detail.TO: "grooming", **WHY})
    assert isinstance(await work.opens(ASHA), CaseShown)
    assert await work.opens(BEN) == NoSuchCase()


async def test_whoever_corrects_it_and_may_not_read_it_then_hears_that_it_is_recorded(work: DeskWork) -> None:
    reply = await work.does(Task.KIND, {Detail.TO: "grooming", **WHY}, who=BEN)
    assert reply == Said(words.HEADINGS[Task.KIND], (words.NOW_ANOTHER_KIND,), over=True)


async def test_a_holder_who_could_not_read_it_any_more_hands_it_over_first(work: DeskWork) -> None:
    await work.becomes(replace(await work.now(), acknowledged_by="ben", told=frozenset()))
    assert await problem(work, "grooming") == words.HAND_IT_OVER_FIRST


async def test_a_kind_that_nobody_could_read_is_refused(work: DeskWork) -> None:
    people = {key: each for key, each in work.office.desk.organisation.people.items() if key in {"asha", "tom"}}
    work.office.with_organisation(replace(work.office.desk.organisation, people=people))
    assert await problem(work, "staff_concern") == words.NOBODY_READS_THAT


async def test_what_is_about_staff_stays_on_its_route(office: Office) -> None:
    work = await begin(office, STAFF_CONCERN, taken=CARYS)
    await work.did(Task.KIND, {Detail.TO: "copyright", **WHY}, who=CARYS)
    case = await work.now()
    assert (case.category, case.route) == ("copyright", "staff_conduct")


async def test_the_right_people_are_told_where_nobody_has_the_case(office: Office) -> None:
    work = await begin(office, taken=None)
    await work.did(Task.KIND, {Detail.TO: "staff_concern", **WHY}, who=CARYS)
    await office.settles()
    assert len(office.messenger.to("carys")) == 1
    await office.passes(minutes=30)
    assert len(office.messenger.to(DILYS.key)) == 1
    assert office.messenger.to("ben") == []
