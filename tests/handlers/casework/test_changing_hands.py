"""A case leaves somebody's hands, or is changed while somebody has it: those who should know hear of it."""

from dataclasses import replace

from dialogs import wording_news
from dialogs.alerts import Message, Press
from dialogs.casework.owing import still_asked
from dialogs.casework.powers import Task
from dialogs.casework.record import Act, Detail
from dialogs.organisation import Person
from dialogs.severity import Severity
from handlers import drafting
from handlers.receiving import send
from handlers.reply import CaseShown, NoSuchCase
from handlers.screens import Standing
from handlers.turn import Acknowledged, Who
from storage import cases
from tests.handlers.casework.desk_work import WORKED, DeskWork, begin
from tests.handlers.casework.test_more_after_closing import one_line, the_rest
from tests.handlers.concern.learner import STAFF, Learner, takes, the_case, with_settings
from tests.handlers.office import ASHA, BEN, CARYS, EXAMPLE, ONE_LINE, TOM, Office

WHY = {Detail.WHY: "Because."}
PIA = Who("pia", "Pia Lund")
REST = {"tile": "messages", "messages_kind": "sent", "staff_involved": "no", "account": "More."}


def news(work: DeskWork, name: str) -> list[Message]:
    """What somebody was told of a change."""
    return [each for each in work.office.messenger.to(name) if wording_news.CHANGED in each.lines]


def with_pia(office: Office) -> None:
    """Pia handles cases, and is on no ladder."""
    pia = Person("pia", "Pia Lund", ("prevent_lead",))
    office.with_organisation(replace(EXAMPLE, people={**EXAMPLE.people, "pia": pia}))


async def read_before(work: DeskWork) -> Standing:
    """The draft of the case with the rest of the report, as it was read before somebody changed the case."""
    desk, draft = work.office.desk, (await work.now()).draft
    async with desk.database.transaction() as tx:
        at = await drafting.find(desk, tx, TOM, draft)
    assert at is not None
    return replace(at, draft=replace(at.draft, answers={**at.draft.answers, **REST}))


async def sends(work: DeskWork, at: Standing) -> None:
    """The rest of the report is sent as it was read."""
    async with work.office.desk.database.transaction() as tx:
        await send(work.office.desk, tx, at)
    await work.office.settles()


async def test_what_was_read_before_lets_nobody_in_who_was_kept_out_meanwhile(office: Office) -> None:
    work, _ = await one_line(office)
    at = await read_before(work)
    await work.did(Task.KEEP_OUT, {Detail.TO: "ben", **WHY}, who=CARYS)
    before = len(office.messenger.to("ben"))
    await sends(work, at)
    assert (await work.now()).excluded == {"ben"}
    assert len(office.messenger.to("ben")) == before
    assert await work.opens(BEN) == NoSuchCase()


async def test_what_was_read_before_undoes_no_severity_that_was_given_meanwhile(office: Office) -> None:
    work, _ = await one_line(office)
    await work.becomes(replace(await work.now(), severity=Severity.S3))
    at = await read_before(work)
    await work.becomes(replace(await work.now(), severity=Severity.S0))
    await sends(work, at)
    assert (await work.now()).severity is Severity.S0


async def test_the_rest_that_is_worse_is_alerted_as_a_new_case(office: Office) -> None:
    work, screen = await one_line(office)
    await work.becomes(replace(await work.now(), severity=Severity.S4))
    before = len(office.messenger.to("asha"))
    await the_rest(office, screen)
    case = await work.now()
    assert (case.acknowledged_by, case.rung, case.since) == ("", 0, office.clock.now())
    assert office.messenger.to("asha")[before].buttons[0].press is Press.ACKNOWLEDGE
    assert [each.detail["to"] for each in await work.entries() if each.what == "no longer theirs"] == ["asha"]


async def test_new_words_of_danger_at_night_are_alerted_as_a_new_case(office: Office) -> None:
    work, _ = await one_line(office)
    at = await read_before(work)
    office.clock.move(hours=12)
    answers = {**at.draft.answers, "account": "She says she wants to kill herself. It is suicide."}
    await sends(work, replace(at, draft=replace(at.draft, answers=answers), now=office.clock.now()))
    assert (await work.now()).acknowledged_by == ""


async def test_the_rest_of_what_was_urgent_before_stays_with_whoever_has_it_at_night(office: Office) -> None:
    work, screen = await one_line(office)
    office.clock.move(hours=12)
    await the_rest(office, screen)
    assert (await work.now()).acknowledged_by == "asha"


async def test_a_corrected_kind_stays_though_what_comes_is_about_somebody_who_handles_cases(office: Office) -> None:
    work, _ = await one_line(office)
    await work.did(Task.KIND, {Detail.TO: "image_under_18", **WHY}, who=ASHA)
    at = await read_before(work)
    await sends(work, replace(at, draft=replace(at.draft, answers={**at.draft.answers, "subject": "Ben Okafor"})))
    case = await work.now()
    assert (case.category, case.route) == ("image_under_18", WORKED.reporting.staff_route)
    assert "ben" in case.excluded


async def test_a_corrected_kind_stays_though_more_comes_with_the_code_of_what_is_about_staff(office: Office) -> None:
    office.with_organisation(with_settings(replace(EXAMPLE.anonymous, code_only=True)))
    lena = Learner(office)
    code = await lena.tells(STAFF)
    await takes(office, CARYS)
    work = DeskWork(office, (await the_case(office)).id)
    await work.did(Task.KIND, {Detail.TO: "image_under_18", **WHY}, who=CARYS)
    await lena.writes(await lena.opens(code), "One more thing.")
    assert (await work.now()).category == "image_under_18"


async def test_a_kind_given_by_a_slip_can_be_put_right_again(work: DeskWork) -> None:
    await work.did(Task.KIND, {Detail.TO: "staff_concern", **WHY}, who=ASHA)
    await work.did(Task.KIND, {Detail.TO: "messages", **WHY}, who=ASHA)
    case = await work.now()
    assert (case.category, case.route) == ("messages", "channel")
    assert isinstance(await work.opens(BEN), CaseShown)


async def test_what_keeps_out_somebody_who_handles_cases_goes_on_its_way(work: DeskWork) -> None:
    await work.did(Task.KIND, {Detail.TO: "staff_concern", **WHY}, who=ASHA)
    await work.becomes(replace(await work.now(), excluded=frozenset({"ben"})))
    await work.did(Task.KIND, {Detail.TO: "messages", **WHY}, who=ASHA)
    assert (await work.now()).route == WORKED.reporting.staff_route


async def test_the_readers_of_another_route_hear_of_a_case_that_somebody_has_and_are_told_of_it(
    work: DeskWork,
) -> None:
    await work.did(Task.KIND, {Detail.TO: "staff_concern", **WHY}, who=ASHA)
    await work.office.settles()
    assert len(news(work, "carys")) == 1
    assert not news(work, "asha")
    assert "carys" in (await work.now()).told


async def test_whoever_had_it_hears_that_another_has_taken_it_over(work: DeskWork) -> None:
    await work.did(Task.TAKE_OVER, {}, who=BEN)
    await work.office.settles()
    assert len(news(work, "asha")) == 1
    assert not news(work, "ben")


async def test_they_hear_of_a_change_though_the_case_is_closed_by_then(work: DeskWork) -> None:
    await work.did(Task.TAKE_OVER, {}, who=BEN)
    await work.is_closed()
    await work.office.settles()
    assert len(news(work, "asha")) == 1


async def test_whoever_was_asked_to_take_it_over_still_may_know_when_more_comes(office: Office) -> None:
    with_pia(office)
    work, screen = await one_line(office)
    await work.did(Task.HAND_OVER, {Detail.TO: "pia"})
    await the_rest(office, screen)
    assert isinstance(await work.opens(PIA), CaseShown)


async def test_whoever_was_asked_does_not_where_it_turns_out_to_be_about_staff(office: Office) -> None:
    with_pia(office)
    work = await begin(office)
    await work.did(Task.HAND_OVER, {Detail.TO: "pia"})
    case, organisation = await work.now(), office.desk.organisation
    staff = replace(case, route=WORKED.reporting.staff_route)
    assert still_asked(case, case, "pia", WORKED, organisation) == {"pia"}
    assert still_asked(case, staff, "pia", WORKED, organisation) == frozenset()
    assert still_asked(case, replace(case, excluded=frozenset({"pia"})), "pia", WORKED, organisation) == frozenset()


async def test_alerts_say_that_nobody_has_it_once_whoever_had_it_is_kept_out(work: DeskWork) -> None:
    reference = (await work.now()).reference
    await work.does(Task.KEEP_OUT, {Detail.TO: "asha", **WHY}, who=BEN)
    await work.office.settles()
    name, message = work.office.messenger.changed[-1]
    assert (name, message.lines) == ("#", (reference, wording_news.NOT_PICKED_UP))
    assert message.buttons[0].press is Press.ACKNOWLEDGE


async def test_whoever_was_alerted_is_alerted_again_once_whoever_had_it_is_kept_out(office: Office) -> None:
    office.desk = replace(office.desk, policy=WORKED)
    await office.fills_in(ONE_LINE)
    await office.settles()
    async with office.desk.database.transaction() as tx:
        [case] = await cases.all_open(tx)
    work = DeskWork(office, case.id)
    await office.does(Acknowledged(ASHA, case.id))
    await office.settles()
    before = len(office.messenger.sent)
    await work.did(Task.KEEP_OUT, {Detail.TO: "asha", **WHY}, who=CARYS)
    await office.settles()
    again = {name for name, each in office.messenger.sent[before:] if each.buttons[0].press is Press.ACKNOWLEDGE}
    assert {"ben", "carys"} <= again
    assert not await work.entries(Act.TOOK_OVER)
    await office.passes(minutes=5)
    alerts = [name for name, _ in office.messenger.sent[before:] if name == "carys"]
    assert len(alerts) > 1
