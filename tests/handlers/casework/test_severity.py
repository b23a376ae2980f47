"""How serious a case is changes."""

from dataclasses import replace
from datetime import timedelta

from dialogs import wording_cases as words
from dialogs import wording_news
from dialogs.alerts import Kind, Press
from dialogs.casework.powers import Task
from dialogs.casework.record import Act, Detail
from dialogs.severity import Severity
from handlers.alerts import do_what_is_due
from handlers.reply import Asked
from handlers.turn import Acknowledged
from storage import outbox
from storage.outbox import State
from tests.handlers.casework.desk_work import DeskWork, begin
from tests.handlers.office import ASHA, BEN, Office


async def timers(work: DeskWork) -> dict[int, timedelta]:
    """How long from now until each rung of the ladder is told."""
    async with work.office.desk.database.transaction() as tx:
        rows = await outbox.of_case(tx, work.case)
    now = work.office.clock.now()
    return {
        row.owed.rung: row.owed.due - now for row in rows if row.owed.kind is Kind.ESCALATE and row.state is State.OWED
    }


async def test_the_severity_as_it_is_stands_in_the_form(work: DeskWork) -> None:
    form = await work.form(Task.SERIOUS)
    assert form.entered == {Detail.TO: "S2"}
    [choice, _] = form.fields
    assert "S0: Someone may be in danger now" in str(choice)


async def test_raising_needs_no_reason(work: DeskWork) -> None:
    shown = await work.did(Task.SERIOUS, {Detail.TO: "S1"})
    assert shown.remark == words.now_severity("S1")
    assert (await work.now()).severity is Severity.S1
    said = dict(await work.newest(Act.SEVERITY))
    said = {name: text for name, text in said.items() if name not in {Detail.ONCE, Detail.SENT}}
    assert said == {Detail.FROM: "S2", Detail.TO: "S1"}


async def test_lowering_needs_a_reason(work: DeskWork) -> None:
    reply = await work.does(Task.SERIOUS, {Detail.TO: "S3"})
    assert isinstance(reply, Asked)
    assert reply.problems == {Detail.WHY: words.WHY_LOWERED}
    assert (await work.now()).severity is Severity.S2
    await work.did(Task.SERIOUS, {Detail.TO: "S3", Detail.WHY: "It was a joke between friends."})
    assert (await work.now()).severity is Severity.S3
    assert (await work.newest(Act.SEVERITY))[Detail.WHY] == "It was a joke between friends."


async def test_the_same_severity_is_no_change(work: DeskWork) -> None:
    reply = await work.does(Task.SERIOUS, {Detail.TO: "S2", Detail.WHY: "Because."})
    assert isinstance(reply, Asked)
    assert reply.problems == {Detail.TO: words.SAME_SEVERITY}
    assert await work.entries(Act.SEVERITY) == ()


async def test_a_form_that_was_overtaken_is_shown_again_with_what_was_written(work: DeskWork) -> None:
    given = {Detail.TO: "S3", Detail.WHY: "It was a joke."}
    form = await work.form(Task.SERIOUS)
    await work.did(Task.SERIOUS, {Detail.TO: "S0"}, who=BEN)
    reply = await work.sends(form, given)
    assert isinstance(reply, Asked)
    assert (reply.remark, reply.entered) == (words.CHANGED_MEANWHILE, given)
    assert (await work.now()).severity is Severity.S0
    await work.sends(reply, given)
    assert (await work.now()).severity is Severity.S3


async def test_while_somebody_has_the_case_its_readers_hear_that_it_has_become_urgent(work: DeskWork) -> None:
    sent = len(work.office.messenger.sent)
    await work.did(Task.SERIOUS, {Detail.TO: "S0"})
    await work.office.passes(hours=2)
    told = work.office.messenger.sent[sent:]
    assert {name for name, _ in told} == {"ben", "carys"}
    assert all(each.lines[1] == wording_news.CHANGED for _, each in told)
    assert {each.press for _, message in told for each in message.buttons} == {Press.OPEN}


async def test_whoever_has_it_hears_what_another_made_of_it_each_time_and_once(work: DeskWork) -> None:
    before = len(work.office.messenger.to("asha"))
    await work.did(Task.SERIOUS, {Detail.TO: "S3", Detail.WHY: "It was a joke."}, who=BEN)
    await work.did(Task.SERIOUS, {Detail.TO: "S2"}, who=BEN)
    await work.office.settles()
    assert len(work.office.messenger.to("asha")) == before + 1
    await work.did(Task.SERIOUS, {Detail.TO: "S3", Detail.WHY: "It was."}, who=BEN)
    await work.office.settles()
    assert len(work.office.messenger.to("asha")) == before + 2


async def test_a_case_that_nobody_has_climbs_faster_once_it_is_more_serious(office: Office) -> None:
    work = await begin(office, taken=None)
    assert await timers(work) == {1: timedelta(hours=4)}
    await work.did(Task.SERIOUS, {Detail.TO: "S0"})
    assert await timers(work) == {1: timedelta(minutes=5)}
    await office.settles()
    assert {name for name, _ in office.messenger.sent} == {"#", "asha", "ben", "carys"}
    await office.passes(minutes=5)
    assert len(office.messenger.to("ben")) == 2


async def test_an_alert_that_waits_for_the_digest_goes_out_at_once(office: Office) -> None:
    work = await begin(office, taken=None)
    await work.did(Task.SERIOUS, {Detail.TO: "S4", Detail.WHY: "Not what it seemed."})
    await work.did(Task.SERIOUS, {Detail.TO: "S1"})
    await office.settles()
    assert "S1" in office.messenger.to("asha")[0].lines[0]


async def test_a_case_that_nobody_has_climbs_no_slower_once_it_is_less_serious(office: Office) -> None:
    work = await begin(office, taken=None)
    before = await timers(work)
    await work.did(Task.SERIOUS, {Detail.TO: "S4", Detail.WHY: "Not what it seemed."})
    assert await timers(work) == before


async def test_a_case_whose_holder_has_left_climbs_again_once_it_is_more_serious(office: Office) -> None:
    work = await begin(office, taken=BEN)
    assert await timers(work) == {}
    people = {key: person for key, person in office.desk.organisation.people.items() if key != "ben"}
    office.with_organisation(replace(office.desk.organisation, people=people))
    await work.did(Task.SERIOUS, {Detail.TO: "S1"}, who=ASHA)
    assert (await work.now()).acknowledged_by == ""
    assert await timers(work) == {1: timedelta(minutes=30)}


async def test_a_case_whose_holder_has_left_goes_on_though_it_is_less_serious(office: Office) -> None:
    work = await begin(office)
    people = {key: person for key, person in office.desk.organisation.people.items() if key != "asha"}
    office.with_organisation(replace(office.desk.organisation, people=people))
    await work.did(Task.SERIOUS, {Detail.TO: "S3", Detail.WHY: "Less."}, who=BEN)
    before = len(office.messenger.sent)
    await office.passes(days=4)
    assert len(office.messenger.sent) > before


async def test_whoever_was_alerted_is_alerted_again_when_it_is_more_serious(office: Office) -> None:
    work = await begin(office, taken=None)
    await work.did(Task.SERIOUS, {Detail.TO: "S1"}, who=BEN)
    await office.settles()
    office.clock.move(minutes=20)
    before = len(office.messenger.to("asha"))
    await work.did(Task.SERIOUS, {Detail.TO: "S0"}, who=BEN)
    await office.settles()
    assert len(office.messenger.to("asha")) == before + 1
    assert "S0" in office.messenger.to("asha")[-1].lines[0]


async def test_the_second_route_is_taken_anew_when_it_is_more_serious(office: Office) -> None:
    office.with_organisation(replace(office.desk.organisation, second_route=("carys",)))
    work = await begin(office, taken=None)
    office.clock.move(hours=1)
    office.messenger.only_mail = True
    before = len(office.messenger.sent)
    await work.did(Task.SERIOUS, {Detail.TO: "S0"}, who=BEN)
    async with office.desk.database.transaction() as tx:
        rows = await outbox.of_case(tx, work.case)
    routes = [row.state for row in rows if row.owed.kind is Kind.SECOND_ROUTE]
    assert routes == [State.OWED]
    for _ in range(4):
        await do_what_is_due(office.desk, office.messenger, "w")
        office.clock.move(minutes=1)
    assert [name for name, _ in office.messenger.sent[before:]] == ["mail:carys"]


async def test_every_alert_that_was_sent_says_who_has_it_however_often_it_was_sent_anew(office: Office) -> None:
    work = await begin(office, taken=None)
    for severity in ("S1", "S0"):
        await work.did(Task.SERIOUS, {Detail.TO: severity}, who=BEN)
        await office.settles()
    alerts = sorted(name for name, each in office.messenger.sent if each.buttons[0].press is Press.ACKNOWLEDGE)
    await office.does(Acknowledged(BEN, work.case))
    await office.settles()
    assert sorted(name for name, _ in office.messenger.changed) == alerts
