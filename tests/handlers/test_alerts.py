"""Doing what is owed: sending, trying again, giving up, telling the next person."""

from dataclasses import replace

import pytest

from dialogs import wording
from dialogs.alerts import Kind, Owed, To
from dialogs.forms import Answers
from handlers.alerts import do_what_is_due
from handlers.reply import Asked
from handlers.retrying import PATIENT_AFTER
from handlers.turn import Answered, CannotTake, Discarded, Resumed
from storage import cases, outbox
from tests.handlers.office import (
    ASHA,
    CARYS,
    NASTY_MESSAGES,
    ONE_LINE,
    STAFF_CONCERN,
    TOM,
    Office,
)

MANY = 100_000
"""More tries than any test makes."""


async def test_an_alert_that_does_not_go_out_is_tried_again_until_it_does(office: Office) -> None:
    office.messenger.fail(3)
    await office.reports()
    assert office.messenger.sent == []

    for _ in range(4):
        await office.passes(seconds=20)

    assert len(office.messenger.to("#")) == 1


async def test_a_platform_that_asks_to_be_left_alone_is(office: Office) -> None:
    office.messenger.fail(1, retry_after=300)
    await office.reports()

    await office.passes(seconds=200)
    assert office.messenger.sent == []
    await office.passes(seconds=150)

    assert len(office.messenger.to("#")) == 1


async def test_what_is_not_urgent_is_set_aside_after_a_week_where_those_who_handle_cases_see_it(office: Office) -> None:
    office.messenger.fail(MANY)
    await office.reports()

    for _ in range(PATIENT_AFTER):
        await office.passes(minutes=2)
    assert "One message has not got through yet" in await office.is_told_of_trouble(ASHA)
    await office.passes(days=8)

    assert "set aside" in await office.is_told_of_trouble(ASHA)
    assert await office.is_told_of_trouble(TOM) == ""


async def test_an_outage_of_a_day_loses_nothing(office: Office) -> None:
    office.messenger.fail(MANY)
    await office.reports()
    for _ in range(PATIENT_AFTER + 5):
        await office.passes(minutes=2)
    office.messenger.fails.clear()

    await office.passes(hours=24)

    assert len(office.messenger.to("#")) == 1


@pytest.mark.untraced
async def test_what_is_urgent_is_never_given_up(office: Office) -> None:
    office.messenger.fail(MANY)
    await office.reports(ONE_LINE)

    for _ in range(5):
        await office.passes(days=3)
    office.messenger.fails.clear()
    await office.passes(minutes=2)

    assert await office.is_told_of_trouble(ASHA) == ""
    assert len(office.messenger.to("#")) == 1


async def test_an_alert_that_was_cut_off_may_be_a_repeat_and_says_so(office: Office) -> None:
    await office.fills_in(NASTY_MESSAGES)
    async with office.desk.database.transaction() as tx:
        await outbox.claim(tx, office.clock.now(), "a worker that died", office.lease, 20)

    await office.passes(minutes=2)

    assert wording.MAYBE_REPEAT in office.messenger.to("#")[0].lines


async def test_whoever_lost_the_lease_records_nothing(office: Office) -> None:
    await office.fills_in(NASTY_MESSAGES)
    office.messenger.before_sending = office.somebody_else_claims

    await do_what_is_due(office.desk, office.messenger, "slow")

    case = await office.newest_case()
    async with office.desk.database.transaction() as tx:
        rows = await outbox.of_case(tx, case)
    assert {row.platform_id for row in rows if row.owed.kind is Kind.ALERT} == {""}


async def test_an_alert_that_crossed_with_an_acknowledgement_is_put_right(office: Office) -> None:
    await office.fills_in(ONE_LINE)
    case = await office.newest_case()
    office.messenger.before_sending = office.acknowledges_meanwhile

    await office.settles()

    assert office.messenger.changed
    assert all("Picked up by Asha Patel" in message.lines[1] for _, message in office.messenger.changed)
    assert case


async def test_a_purged_case_is_owed_nothing_any_more(office: Office) -> None:
    await office.fills_in(NASTY_MESSAGES)
    case = await office.newest_case()
    async with office.desk.database.transaction() as tx:
        found = await cases.get(tx, case)
        assert found is not None
        await cases.purge(tx, case, office.clock.now())
        await outbox.owe(tx, Owed(Kind.ALERT, To.PERSON, office.clock.now(), case, person="asha"))
        await outbox.owe(tx, Owed(Kind.ESCALATE, To.PERSON, office.clock.now(), case, rung=1))

    await office.settles()

    assert office.messenger.sent == []


async def test_somebody_named_after_an_alert_was_owed_does_not_get_it(office: Office) -> None:
    await office.fills_in(ONE_LINE)
    case = await office.newest_case()
    async with office.desk.database.transaction() as tx:
        found = await cases.lock(tx, case)
        assert found is not None
        await cases.change(tx, replace(found, excluded=frozenset({"ben"})))

    await office.settles()

    assert {name for name, _ in office.messenger.sent} == {"asha", "carys"}


async def test_a_timer_of_a_rung_that_was_told_already_does_nothing(office: Office) -> None:
    case = await office.reports(STAFF_CONCERN)
    await office.does(CannotTake(CARYS, case))
    async with office.desk.database.transaction() as tx:
        await outbox.owe(tx, Owed(Kind.ESCALATE, To.CHANNEL, office.clock.now(), case, rung=1))

    await office.settles()

    assert len(office.messenger.to("dilys")) == 1


async def test_a_summary_of_what_is_not_urgent_comes_at_the_next_opening(office: Office) -> None:
    low = [*NASTY_MESSAGES[:1], {"tile": "money"}, {"money_kind": "copied"}, *NASTY_MESSAGES[3:]]
    received = await office.fills_in(low)
    assert "08:30 on Monday 7 December" in str(received)
    await office.settles()
    assert office.messenger.sent == []

    await office.passes(days=7)

    assert [name for name, _ in office.messenger.sent] == ["asha"]


async def test_low_harm_is_told_with_the_next_daily_summary(office: Office) -> None:
    low = [*NASTY_MESSAGES[:1], {"tile": "money"}, {"money_kind": "systems"}, *NASTY_MESSAGES[3:]]

    received = await office.fills_in(low)

    assert "08:30 on Wednesday 2 December" in str(received)


@pytest.mark.parametrize("answers", [{"danger": "no"}, {"danger": "yes"}, {"danger": "not_sure"}])
async def test_a_reminder_comes_only_while_there_may_be_danger(office: Office, answers: Answers) -> None:
    await office.fills_in([{"danger": str(answers["danger"])}])

    await office.passes(minutes=6)

    assert len(office.messenger.to("tom")) == (0 if answers["danger"] == "no" else 1)


async def test_a_reminder_waits_while_somebody_is_writing(office: Office) -> None:
    about = await office.fills_in([{"danger": "not_sure"}])
    assert isinstance(about, Asked)
    office.clock.move(minutes=4)
    await office.answers(about, {"tile": "messages"})

    await office.passes(minutes=2)
    assert office.messenger.sent == []
    await office.passes(minutes=3)

    assert wording.NOT_SENT_YET[0] in office.messenger.to("tom")[0].lines


async def test_no_reminder_comes_once_the_danger_is_over_or_the_report_is_gone_or_sent(office: Office) -> None:
    about = await office.fills_in([{"danger": "not_sure"}])
    assert isinstance(about, Asked)
    await office.does(Answered(TOM, about.draft, "danger", {"danger": ("no",)}, about.told))
    gone = await office.fills_in([{"danger": "not_sure"}])
    assert isinstance(gone, Asked)
    await office.does(Discarded(TOM, gone.draft))
    await office.fills_in([{"danger": "not_sure"}, *NASTY_MESSAGES[1:]])
    one_line = await office.fills_in(ONE_LINE)
    assert isinstance(one_line, Asked)
    assert isinstance(await office.does(Resumed(TOM, one_line.draft)), Asked)

    await office.passes(minutes=4)
    before = len(office.messenger.to("tom"))
    await office.acknowledges(ASHA)
    await office.passes(minutes=90)

    assert all(wording.NOT_SENT_YET[0] not in message.lines for message in office.messenger.to("tom")[before:])


async def test_more_words_to_a_one_line_alert_join_the_case_and_the_same_words_change_nothing(office: Office) -> None:
    about = await office.fills_in(ONE_LINE)
    assert isinstance(about, Asked)
    case = await office.newest_case()
    token = about.told
    for line in ("He has a knife.", "He has gone outside."):
        reply = await office.does(Answered(TOM, about.draft, "one_line", {"line": (line,)}, token))
        assert isinstance(reply, Asked)
        await office.settles()

    assert await office.newest_case() == case
    text = await office.reads_newest(ASHA)
    assert text.count("He has a knife.") == 1
    assert "He has gone outside." in text
    assert "More received" in text


async def test_the_whole_report_reaches_whoever_took_the_one_line(office: Office) -> None:
    reply = await office.fills_in(ONE_LINE)
    await office.settles()
    await office.acknowledges(ASHA)
    for given in NASTY_MESSAGES[1:]:
        assert isinstance(reply, Asked)
        reply = await office.answers(reply, given)
    await office.settles()

    assert [message.lines[1] for message in office.messenger.to("asha")][-1].startswith("The full report for")
    assert all("The full report" not in message.lines[1] for message in office.messenger.to("ben"))
