"""A case as it is worked: what was recorded adds up, and the steps stand as the policy orders them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.casework.plan import STILL_TO_DO, Standing, plans, steps
from dialogs.casework.record import Act, Ending
from dialogs.casework.work import Work, work_of
from dialogs.policy import Policy, ProcedureKind, Proof, Step
from tests.dialogs.casework import BOTH, CASE, IMAGE, POLICY, POSTS, ended, entry, order, standing

# ------------------------------------------------------------------------------------------------- what was recorded


def test_what_is_no_act_of_somebody_who_works_the_case_changes_nothing() -> None:
    assert work_of([entry(1, "received"), entry(2, "opened"), entry(3, "message sent", to="asha")]) == Work()


def test_the_newest_ending_of_a_step_counts_and_the_older_stays_in_the_record() -> None:
    work = work_of(
        [
            entry(1, Act.STEP, step="A5", how="not done", why="no answer"),
            entry(2, Act.STEP, step="A5", how="done", reference="77"),
        ]
    )
    assert work.ended["A5"].detail["reference"] == "77"


def test_a_question_waits_until_it_is_answered() -> None:
    asked = entry(1, Act.ASKED, text="Which app?")
    assert work_of([asked]).waits_for_reporter
    assert not work_of([asked, entry(2, Act.ANSWERED, "tom", text="The one with the ghost.")]).waits_for_reporter
    assert not Work().waits_for_reporter


def test_links_are_made_and_undone() -> None:
    first, second = entry(1, Act.LINK, case="x"), entry(2, Act.LINK, case="y")
    assert work_of([first, second, entry(3, Act.UNLINK, case="x")]).links == {"y"}


def test_whoever_was_asked_to_take_it_over_is_known_until_somebody_does() -> None:
    asked = entry(1, Act.HAND_OVER, to="ben")
    assert work_of([asked]).asked_over == "ben"
    assert not work_of([asked, entry(2, Act.TOOK_OVER, "ben", **{"from": "asha"})]).asked_over


def test_closing_waits_for_somebody_and_ends_either_way() -> None:
    wants = entry(1, Act.CLOSING, outcome="acted", lesson="Ask sooner.")
    assert work_of([wants]).closing == wants
    assert work_of([wants, entry(2, Act.NOT_YET, "carys", why="A5 first.")]).closing is None
    closed = entry(2, Act.CLOSED, "carys", outcome="acted")
    assert work_of([wants, closed]) == replace(Work(), closed=closed, newest=closed)
    again = entry(3, Act.REOPENED, why="It goes on.")
    assert work_of([wants, closed, again]) == replace(Work(), newest=again)


def test_evidence_and_notes_are_kept_in_their_order() -> None:
    items = [entry(1, Act.EVIDENCE, item="a"), entry(2, Act.NOTE, text="n"), entry(3, Act.EVIDENCE, item="b")]
    work = work_of(items)
    assert [each.detail["item"] for each in work.evidence] == ["a", "b"]
    assert [each.detail["text"] for each in work.notes] == ["n"]


def test_another_kind_suspends_the_policys_steps_again() -> None:
    ahead = entry(1, Act.GO_AHEAD, "carys", why="It shows nobody.")
    assert work_of([ahead, entry(2, Act.SEVERITY, to="S2")]).go_ahead == ahead
    assert work_of([ahead, entry(2, Act.CATEGORY, to="image_under_18")]).go_ahead is None


@given(st.lists(st.sampled_from([each for each in Act if each is not Act.STEP]), max_size=20))
def test_every_form_that_was_kept_is_known_whatever_it_did(acts: list[Act]) -> None:
    entries = [entry(number, act, once=f"f{number}", case="x", to="y") for number, act in enumerate(acts, 1)]
    assert work_of(entries).once == {f"f{number}" for number in range(1, len(acts) + 1)}


# ------------------------------------------------------------------------------------------------ what is left to do


def test_a_case_is_worked_by_the_policys_steps_in_the_policys_order() -> None:
    assert order(CASE) == "A1 A2 A3 A4 A5 A6 A7"
    assert order(POSTS) == "B0 B1 B2 B3 B4 B5"
    assert order(BOTH) == "A1 A2 A3 A4 A5 A6 A7 B0 B1 B3 B4 B5"
    assert order(IMAGE).startswith("IM1 IM2 IM3 IM4 IM5 IM6 IM7 IM8 IM9 IM10 A1")


def test_sending_the_report_was_a_step_that_nobody_has_to_end() -> None:
    assert standing(CASE, Work())["A3"] is Standing.BY_ITSELF
    assert Standing.BY_ITSELF not in STILL_TO_DO


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (Ending.DONE, Standing.DONE),
        (Ending.NOT_APPLICABLE, Standing.NOT_APPLICABLE),
        (Ending.NOT_DONE, Standing.NOT_DONE),
    ],
)
def test_a_step_stands_as_it_ended(how: Ending, expected: Standing) -> None:
    assert standing(CASE, ended("A5", how=how))["A5"] is expected


def test_taking_down_waits_for_the_evidence_however_that_ended() -> None:
    assert standing(POSTS, Work())["B1"] is Standing.WAITS
    assert [each.id for each in steps(plans(POLICY, POSTS, Work()))["B1"].waits_for] == ["B2"]
    assert standing(POSTS, ended("B2", how=Ending.NOT_APPLICABLE))["B1"] is Standing.OPEN


def test_evidence_that_both_procedures_want_is_one_step_and_either_waits_for_that() -> None:
    assert standing(BOTH, Work())["B1"] is Standing.WAITS
    assert [each.id for each in steps(plans(POLICY, BOTH, Work()))["B1"].waits_for] == ["A4"]
    assert standing(BOTH, ended("A4"))["B1"] is Standing.OPEN


def test_a_decision_is_taken_once_wherever_it_stands() -> None:
    both = standing(IMAGE, replace(ended("IM10"), go_ahead=entry(9, Act.GO_AHEAD)))
    assert both["IM10"] is both["A6"] is Standing.DONE


def test_a_decision_to_look_at_it_again_leaves_it_open_and_is_known() -> None:
    work = work_of([entry(1, Act.STEP, step="A6", how="done", outcome="waiting", review="2026-12-01")])
    found = steps(plans(POLICY, CASE, work))["A6"]
    assert (found.standing, found.ended) == (Standing.OPEN, work.ended["A6"])
    decided = work_of([work.ended["A6"], entry(2, Act.STEP, step="A6", how="done", outcome="told")])
    assert standing(CASE, decided)["A6"] is Standing.DONE


def test_what_comes_after_a_decision_waits_until_it_is_not_looked_at_again() -> None:
    procedures = {name: replace(each, steps=tuple(_after_a6(s) for s in each.steps)) for name, each in PROCEDURES}
    policy = replace(POLICY, procedures=procedures)
    work = work_of([entry(1, Act.STEP, step="A6", how="done", outcome="waiting")])
    assert standing(CASE, work, policy)["A7"] is Standing.WAITS
    assert standing(CASE, ended("A6"), policy)["A7"] is Standing.OPEN


PROCEDURES = POLICY.procedures.items()


def _after_a6(step: Step) -> Step:
    return replace(step, after=("A6",)) if step.id == "A7" else step


def test_the_newest_of_two_decisions_counts() -> None:
    first = entry(1, Act.STEP, step="IM10", how="done", outcome="waiting")
    second = entry(2, Act.STEP, step="A6", how="done", outcome="not_told")
    for entries in ([first, second], [second, first]):
        found = steps(plans(POLICY, IMAGE, work_of(entries)))["IM10"].ended
        assert found == second


def test_an_overlay_suspends_the_policys_steps_until_somebody_lets_them_go_ahead() -> None:
    waiting = {name for name, each in standing(IMAGE, Work()).items() if each is Standing.SUSPENDED}
    assert waiting == {"A1", "A2", "A4", "A5", "A6", "A7", "B1", "B3", "B4", "B5"}
    ahead = replace(Work(), go_ahead=entry(1, Act.GO_AHEAD, "carys"))
    assert Standing.SUSPENDED not in standing(IMAGE, ahead).values()
    assert not any(each.suspended for each in plans(POLICY, IMAGE, ahead))


def test_the_steps_of_an_overlay_never_wait_for_the_policys() -> None:
    overlays = [each for each in plans(POLICY, IMAGE, Work()) if each.procedure.kind is ProcedureKind.OVERLAY]
    assert overlays
    assert not any(each.suspended for each in overlays)


def _names(policy: Policy) -> list[str]:
    return [step.id for each in policy.procedures.values() for step in each.steps if step.proof is not Proof.AUTOMATIC]


@given(
    st.sampled_from(sorted(POLICY.categories)),
    st.lists(st.tuples(st.sampled_from(_names(POLICY)), st.sampled_from(Ending)), max_size=40),
)
def test_whatever_is_recorded_every_step_stands_and_none_that_ended_is_left_to_do(
    category: str, acts: list[tuple[str, Ending]]
) -> None:
    entries = (entry(n, Act.STEP, step=name, how=how.value) for n, (name, how) in enumerate(acts, 1))
    work = work_of(entries)
    for name, each in steps(plans(POLICY, replace(CASE, category=category), work)).items():
        if name in work.ended:
            assert each.standing not in STILL_TO_DO
        assert (each.standing is Standing.WAITS) == bool(each.waits_for) or each.standing not in STILL_TO_DO


@given(st.sampled_from(sorted(POLICY.categories)), st.booleans())
def test_everything_that_can_be_ended_can_be_ended_in_the_order_shown(category: str, ahead: bool) -> None:  # noqa: FBT001
    here = replace(CASE, category=category)
    work = replace(Work(), go_ahead=entry(1, Act.GO_AHEAD)) if ahead else Work()
    for number in range(2, 60):
        left = [name for name, each in standing(here, work).items() if each is Standing.OPEN]
        if not left:
            break
        last = entry(number, Act.STEP, step=left[0], how="done")
        work = replace(work, ended={**work.ended, left[0]: last})
    assert STILL_TO_DO.isdisjoint(standing(here, work).values())
