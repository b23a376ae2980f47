"""Two decisions in one case that wait for the same person are one message, as it names none of them."""

from dataclasses import replace

from dialogs.alerts import Kind
from dialogs.casework.powers import Task
from dialogs.casework.record import Detail
from handlers.messenger import NotDelivered
from handlers.turn import Acknowledged
from storage.outbox import Problem, State
from tests.handlers.casework.desk_work import MESSAGES_AND_POSTS, WORKED
from tests.handlers.casework.desk_work import begin as reported
from tests.handlers.office import BEN, CARYS, Office
from tests.handlers.test_looking import looked_at, states, waits

PARENTS = {Detail.OUTCOME: "told", Detail.WHY: "She agreed."}


async def test_two_decisions_that_wait_for_one_person_are_told_as_one_until_the_first_is_taken(office: Office) -> None:
    work = await reported(office, MESSAGES_AND_POSTS, taken=BEN)
    await looked_at(work)
    assert len(waits(office, "carys")) == 1

    await work.did(Task.STEP, PARENTS, "A6", CARYS)
    await office.settles()
    await looked_at(work)
    assert len(waits(office, "carys")) == 2


async def test_where_the_first_of_two_is_put_off_the_other_is_told_and_the_first_is_not_again(office: Office) -> None:
    work = await reported(office, MESSAGES_AND_POSTS, taken=BEN)
    why = {Detail.REASONS: ["wishes"], Detail.WHY: "She is away.", Detail.REVIEW: "4/12/2026"}
    await work.did(Task.STEP, {Detail.OUTCOME: "waits", **why}, "A6", CARYS)
    await office.settles()
    assert len(waits(office, "carys")) == 2
    await looked_at(work)
    assert len(waits(office, "carys")) == 2
    assert len(waits(office, "asha")) == 1


async def test_while_a_decision_waits_that_comes_later_in_the_policy_one_that_comes_before_it_says_nothing_more(
    office: Office,
) -> None:
    work = await reported(office, MESSAGES_AND_POSTS, taken=BEN)
    rules = WORKED.casework
    turned = replace(WORKED, casework=replace(rules, decisions=dict(reversed(tuple(rules.decisions.items())))))
    office.desk = replace(office.desk, policy=turned)
    await looked_at(work)
    assert len(waits(office, "carys")) == 1


async def test_where_word_of_the_first_was_given_up_the_other_is_told(office: Office) -> None:
    work = await reported(office, MESSAGES_AND_POSTS, taken=None)
    office.messenger.fails_to = {"carys": NotDelivered(Problem.NO_ADDRESS)}
    await office.does(Acknowledged(BEN, work.case))
    await office.settles()
    await office.passes(days=7, minutes=1)
    assert State.DEAD in await states(work, Kind.TO_DECIDE)
    office.messenger.fails_to = {}
    await looked_at(work)
    assert len(waits(office, "carys")) == 1
