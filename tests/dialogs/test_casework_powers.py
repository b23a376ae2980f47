"""Who may do what with a case that they may know of."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from dialogs.case import Case, Report
from dialogs.casework.powers import OF_KEEPING, Refusal, Task, kept_out_by_hand, may_decide, powers, refusal
from dialogs.casework.record import Act
from dialogs.casework.retention import Retention
from dialogs.casework.work import Work, work_of
from dialogs.organisation import OnDuty
from tests.dialogs.casework import CASE, IMAGE, PLACE, POLICY, entry
from tests.dialogs.making import MONDAY_TEN


def test_a_deputy_has_the_coordinators_powers_while_on_duty_and_only_then() -> None:
    off = replace(PLACE, on_duty=OnDuty("asha", "", ()))
    on = replace(PLACE, on_duty=OnDuty("ben", "", ()))
    assert powers("ben", POLICY, off, MONDAY_TEN) == {"deputy"}
    assert powers("ben", POLICY, on, MONDAY_TEN) == {"deputy", "coordinator"}
    assert not powers("somebody", POLICY, on, MONDAY_TEN)


def decides(person: str, decision: str, case: Case, work: Work | None = None) -> bool:
    """Whether that person may decide that."""
    return may_decide(person, decision, case, work or Work(), POLICY, PLACE, MONDAY_TEN)


@pytest.mark.parametrize(
    ("person", "may"), [("asha", True), ("carys", True), ("ben", False), ("dilys", False), ("ewan", False)]
)
def test_whether_parents_are_told_is_decided_by_coordinator_or_lead(person: str, may: bool) -> None:  # noqa: FBT001
    assert decides(person, "parents", CASE) is may


def test_what_the_policy_gives_to_nobody_anybody_on_the_case_may_decide() -> None:
    assert decides("ben", "", CASE)


def test_where_all_who_may_decide_are_kept_out_whoever_works_the_case_decides() -> None:
    about_asha = replace(CASE, excluded=frozenset({"asha"}))
    assert not decides("dilys", "parents", about_asha)
    about_both = replace(CASE, excluded=frozenset({"asha", "carys"}))
    assert decides("dilys", "parents", about_both)
    image = replace(IMAGE, excluded=frozenset({"carys", "dilys"}))
    assert refused(Task.GO_AHEAD, "asha", image) is None


def test_keeping_people_out_by_hand_gives_nobody_their_powers() -> None:
    both = work_of([entry(1, Act.KEPT_OUT, "ben", to="asha"), entry(2, Act.KEPT_OUT, "ben", to="carys")])
    without = replace(CASE, excluded=frozenset({"asha", "carys"}))
    assert not decides("ben", "parents", without, both)
    image = work_of([entry(1, Act.KEPT_OUT, to="carys"), entry(2, Act.KEPT_OUT, to="dilys")])
    kept = replace(IMAGE, excluded=frozenset({"carys", "dilys"}))
    assert refused(Task.GO_AHEAD, "asha", kept, image) is Refusal.NOT_THEIRS


def test_whoever_works_a_case_that_the_deciding_roles_can_never_come_to_know_of_decides() -> None:
    about_the_lead = replace(CASE, route="staff_conduct", excluded=frozenset({"carys"}), acknowledged_by="dilys")
    assert decides("dilys", "parents", about_the_lead)
    told_asha = replace(about_the_lead, told=frozenset({"asha"}))
    assert not decides("dilys", "parents", told_asha)


def test_only_those_who_were_kept_out_by_hand_can_be_let_back_in() -> None:
    out = replace(CASE, excluded=frozenset({"ben", "carys"}))
    by_hand = entry(1, Act.KEPT_OUT, to="ben")
    assert kept_out_by_hand(out, work_of([by_hand]), POLICY, PLACE) == {"ben"}
    named = replace(out, reports=(Report(MONDAY_TEN, {"subject": "Ben Okafor"}),))
    assert not kept_out_by_hand(named, work_of([by_hand]), POLICY, PLACE)
    assert not kept_out_by_hand(out, work_of([by_hand, entry(2, Act.LET_BACK, to="ben")]), POLICY, PLACE)
    assert refused(Task.LET_BACK, case=out, work=work_of([by_hand])) is None
    assert refused(Task.LET_BACK, case=out) is Refusal.NOBODY_OUT


def refused(task: Task, person: str = "asha", case: Case = CASE, work: Work | None = None) -> Refusal | None:
    """Why that person may not."""
    return refusal(task, person, case, work or Work(), POLICY, PLACE, MONDAY_TEN)


@pytest.mark.parametrize("task", sorted(set(Task) - OF_KEEPING))
def test_of_a_closed_case_little_can_be_done_and_of_an_open_one_all_but_opening_it(task: Task) -> None:
    out = work_of([entry(1, Act.KEPT_OUT, to="ben")])
    allowed = {Task.REOPEN, Task.NOTE, Task.KEEP_OUT, Task.LET_BACK, Task.EXPORT}
    closed = refused(task, case=replace(CASE, closed=MONDAY_TEN, excluded=frozenset({"ben"})), work=out)
    assert closed is (None if task in allowed else Refusal.CLOSED)
    assert (refused(task) is Refusal.OPEN) == (task is Task.REOPEN)


@pytest.mark.parametrize(
    ("person", "why"), [("asha", None), ("carys", None), ("dilys", None), ("ben", Refusal.NOT_THEIRS)]
)
@pytest.mark.parametrize("task", sorted(OF_KEEPING))
def test_only_those_whom_the_policy_names_decide_how_long_a_record_is_kept(
    task: Task, person: str, why: Refusal | None
) -> None:
    closed, asked = replace(CASE, closed=MONDAY_TEN), work_of([entry(1, Act.DESTROYING, "ewan")])
    assert refused(task, person, closed, asked) is why


@pytest.mark.parametrize("task", sorted(OF_KEEPING))
def test_a_policy_that_has_nothing_destroyed_has_nothing_to_decide(task: Task) -> None:
    silent = replace(POLICY, casework=replace(POLICY.casework, retention=Retention()))
    assert refusal(task, "asha", CASE, Work(), silent, PLACE, MONDAY_TEN) is Refusal.NO_RULES


def test_a_record_is_destroyed_by_two_and_never_while_its_case_is_open() -> None:
    closed, asked = replace(CASE, closed=MONDAY_TEN), work_of([entry(1, Act.DESTROYING, "asha")])
    assert refused(Task.DESTROY, "asha", closed) is Refusal.NOTHING_TO_DESTROY
    assert refused(Task.DESTROY, "asha", closed, asked) is Refusal.OWN_DESTROYING
    assert refused(Task.DESTROY, "carys", CASE, asked) is Refusal.OPEN
    assert refused(Task.REVIEW, "carys", CASE) is Refusal.OPEN
    assert refused(Task.DATES) is refused(Task.HOLD) is None


@pytest.mark.parametrize(
    ("person", "why"), [("carys", None), ("dilys", None), ("asha", Refusal.NOT_THEIRS), ("ben", Refusal.NOT_THEIRS)]
)
def test_only_those_whom_the_policy_names_let_suspended_steps_go_ahead(person: str, why: Refusal | None) -> None:
    assert refused(Task.GO_AHEAD, person, IMAGE) is why


def test_nothing_goes_ahead_that_does_not_wait() -> None:
    assert refused(Task.GO_AHEAD, "carys", CASE) is Refusal.NOT_SUSPENDED
    ahead = replace(Work(), go_ahead=entry(1, Act.GO_AHEAD))
    assert refused(Task.GO_AHEAD, "carys", IMAGE, ahead) is Refusal.NOT_SUSPENDED


def test_whoever_wants_to_close_it_does_not_agree_to_it() -> None:
    wants = replace(Work(), closing=entry(1, Act.CLOSING))
    assert refused(Task.AGREE) is Refusal.NOTHING_ASKED
    assert refused(Task.AGREE, "asha", work=wants) is Refusal.OWN
    assert refused(Task.AGREE, "carys", work=wants) is None


@pytest.mark.parametrize("task", [Task.CLOSE, Task.HAND_OVER, Task.TAKE_OVER])
def test_what_nobody_has_is_neither_closed_nor_handed_on(task: Task) -> None:
    assert refused(task, "ben", replace(CASE, acknowledged_by="")) is Refusal.NOT_TAKEN
    assert refused(task, "ben") is None


def test_nobody_takes_over_what_is_theirs() -> None:
    assert refused(Task.TAKE_OVER, "asha") is Refusal.THEIRS_ALREADY


@pytest.mark.parametrize("kept", [replace(CASE, reporter=""), replace(CASE, excluded=frozenset({"tom"}))])
def test_nobody_who_cannot_be_told_is_asked(kept: Case) -> None:
    assert refused(Task.ASK) is None
    assert refused(Task.ASK, case=kept) is Refusal.NO_REPORTER


def test_every_task_has_a_short_name_that_a_button_can_carry() -> None:
    names: Iterable[str] = Task
    assert all(name.replace("-", "").isalpha() and len(name) <= 12 for name in names)


@pytest.mark.parametrize(
    ("person", "why"), [("asha", None), ("carys", None), ("dilys", None), ("ben", Refusal.NOT_COPIED)]
)
def test_who_may_make_a_copy_is_the_policys_to_say(person: str, why: Refusal | None) -> None:
    assert refused(Task.EXPORT, person) is why
