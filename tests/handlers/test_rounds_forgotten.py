"""The daily word of a case that somebody has and of which nothing was recorded for long."""

from dataclasses import replace
from datetime import timedelta

from dialogs import wording_due
from dialogs.casework.powers import Task
from dialogs.casework.record import Detail
from tests.handlers.casework.desk_work import WORKED
from tests.handlers.concern.learner import Learner, replies, takes
from tests.handlers.logged_work import begin
from tests.handlers.office import BEN, EXAMPLE, POLICY, Office
from tests.handlers.test_rounds import OPENS, at, rounds


def after_three_days(office: Office) -> None:
    """The policy says that a case may be forgotten after three days."""
    office.desk = replace(office.desk, policy=replace(WORKED, casework=replace(WORKED.casework, forgotten_after=3)))


async def test_whoever_has_a_case_of_which_nothing_was_recorded_for_long_hears_of_it_until_something_is(
    office: Office,
) -> None:
    work = await begin(office)
    after_three_days(office)
    await at(office, OPENS + timedelta(days=1))
    assert office.messenger.sent == []
    await at(office, OPENS + timedelta(days=2))
    [(to, message)] = office.messenger.sent
    assert (to, message.lines) == ("asha", (wording_due.today(((await work.now()).reference,)),))
    await at(office, OPENS + timedelta(days=3, hours=1))  # a Saturday, when the office opens later
    assert len(rounds(office)) == 2

    await work.did(Task.NOTE, {Detail.TEXT: "She was rung."}, who=BEN)
    await at(office, OPENS + timedelta(days=5))
    assert len(rounds(office)) == 2
    await at(office, OPENS + timedelta(days=6))
    assert len(rounds(office)) == 3
    assert {to for to, _ in office.messenger.sent} == {"asha"}


async def test_a_case_that_its_holder_may_not_know_of_any_more_is_not_forgotten_but_nobodys(office: Office) -> None:
    work = await begin(office)
    after_three_days(office)
    await work.becomes(replace(await work.now(), excluded=frozenset({"asha"})))
    await at(office, OPENS + timedelta(days=9))
    assert not any(rounds(office, who) for who in EXAMPLE.people)


async def test_a_case_in_which_they_write_to_a_learner_with_a_code_is_not_forgotten(office: Office) -> None:
    assert POLICY.casework.forgotten_after == 7
    office.clock.at = OPENS - timedelta(days=1)
    learner = Learner(office)
    await learner.tells()
    await office.passes(minutes=16)
    await takes(office)
    office.clock.at = OPENS + timedelta(days=5)
    await replies(office, opener="opener_2", text="We can help.")
    await at(office, OPENS + timedelta(days=6, hours=1))
    assert rounds(office) == []
    await at(office, OPENS + timedelta(days=12, hours=1))
    assert len(rounds(office)) == 1
