"""What a report means: its category, how serious it is, where it goes, and who must not learn of it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.forms import Answer, Answers, Form
from dialogs.ladder import ladder
from dialogs.organisation import Organisation
from dialogs.policy import Policy, ProcedureKind
from dialogs.severity import Severity
from dialogs.triage import Assessment, assess, for_the_reporter, procedures_of
from dialogs.walk import counted, path
from tests.dialogs.making import MONDAY_TEN, organisation
from tests.dialogs.real import achieve, example_organisation, smallville, swimming_club
from tests.dialogs.small_policy import POLICY, REPORTING, procedure, step
from tests.dialogs.strategies import completed, every_field, off_the_path

ORGANISATION = organisation()
Place = tuple[Policy, Organisation]
PLACES: tuple[Place, ...] = (
    (POLICY, ORGANISATION),
    (achieve(), example_organisation()),
    (smallville(), swimming_club()),
)
ANY_PLACE = st.sampled_from(PLACES)
ANY_REAL_PLACE = pytest.mark.parametrize("place", PLACES, ids=lambda place: str(place[0].id))


def assessed(**answers: Answer) -> Assessment:
    return assess(POLICY, ORGANISATION, answers)


def form_of(policy: Policy) -> Form:
    return policy.forms[policy.reporting.form]


def judged(place: Place, answers: Answers) -> Assessment:
    return assess(*place, counted(form_of(place[0]), answers))


def told(assessment: Assessment) -> str:
    rungs = ladder(assessment.route, ORGANISATION, assessment.excluded, MONDAY_TEN)
    return ", ".join(person.key for rung in rungs for person in rung.people)


# ------------------------------------------------------------------------------------------------ whatever is answered


@pytest.mark.untraced
@given(st.data(), ANY_PLACE)
def test_every_set_of_answers_has_a_category_a_severity_and_a_route_of_the_policy(
    data: st.DataObject, place: Place
) -> None:
    policy, _ = place
    found = judged(place, data.draw(completed(form_of(policy))))
    assert policy.categories[found.category.id] is found.category
    assert policy.routes[found.route.id] is found.route
    assert found.severity <= found.category.severity
    assert all(signpost in policy.signposts or policy is POLICY for signpost in found.signposts)
    assert all(policy.procedures[each.id] for each in procedures_of(policy, found.category, staff=found.staff))


@pytest.mark.untraced
@given(st.data(), ANY_PLACE)
def test_answers_off_the_path_never_change_what_is_decided(data: st.DataObject, place: Place) -> None:
    form = form_of(place[0])
    answers = data.draw(completed(form))
    on = {field.id for each in path(form, answers) for field in each.fields}
    kept = {field: answer for field, answer in answers.items() if field in on}
    assert judged(place, {**kept, **data.draw(off_the_path(form, answers))}) == judged(place, answers)


@pytest.mark.untraced
@given(st.data(), st.sampled_from(PLACES[:2]))
def test_danger_is_never_less_serious_than_not_sure_and_not_sure_than_none(data: st.DataObject, place: Place) -> None:
    answers = data.draw(completed(form_of(place[0])))
    yes, not_sure, no = (judged(place, {**answers, "danger": each}) for each in ("yes", "not_sure", "no"))
    assert yes.severity is Severity.S0
    assert not_sure.severity <= Severity.S2
    assert yes.severity <= not_sure.severity <= no.severity


@pytest.mark.untraced
@given(st.data())
def test_somebody_hurt_now_is_the_most_serious_in_another_policy_too(data: st.DataObject) -> None:
    place = (smallville(), swimming_club())
    answers = data.draw(completed(form_of(smallville())))
    assert judged(place, {**answers, "hurt_now": "yes"}).severity is Severity.S0


@pytest.mark.untraced
@given(st.data(), ANY_PLACE)
def test_words_of_danger_never_make_a_report_less_serious(data: st.DataObject, place: Place) -> None:
    policy, _ = place
    form = form_of(policy)
    answers = data.draw(completed(form))
    risk = data.draw(st.sampled_from(policy.reporting.risk_words))
    word = data.draw(st.sampled_from(risk.words))
    field = data.draw(
        st.sampled_from([each for each in policy.reporting.meanings.account if each in counted(form, answers)])
    )
    before = judged(place, answers)
    after = judged(place, {**answers, field: f"{answers[field]} {word}."})
    assert after.severity <= min(before.severity, risk.to)
    assert set(before.signposts) | set(risk.signposts) <= set(after.signposts)
    assert replace(after, severity=before.severity, because=(), signposts=()) == replace(
        before, because=(), signposts=()
    )


@pytest.mark.untraced
@given(st.data(), ANY_PLACE, st.sampled_from(Severity))
def test_a_case_is_never_less_serious_than_it_already_was(data: st.DataObject, place: Place, already: Severity) -> None:
    policy, of = place
    answers = counted(form_of(policy), data.draw(completed(form_of(policy))))
    alone = assess(policy, of, answers)
    assert assess(policy, of, answers, at_least=already).severity == min(alone.severity, already)


@pytest.mark.untraced
@given(st.data(), ANY_PLACE)
def test_every_reason_that_holds_raises_and_none_that_does_not_is_given(data: st.DataObject, place: Place) -> None:
    policy, _ = place
    found = judged(place, data.draw(completed(form_of(policy))))
    to = {each.because: each.to for each in policy.reporting.raises}
    to |= {each.because: each.to for each in policy.reporting.risk_words}
    assert all(found.severity <= to[why] < found.category.severity for why in found.because)


@pytest.mark.untraced
@given(st.data(), ANY_PLACE)
def test_whoever_is_picked_or_named_is_excluded_and_then_no_channel_hears(data: st.DataObject, place: Place) -> None:
    policy, of = place
    answers = dict(data.draw(completed(form_of(policy))))
    someone = data.draw(st.sampled_from(sorted(of.people)))
    answers[policy.reporting.meanings.subject] = f"It is about {of.people[someone].name}."
    found = judged(place, answers)
    assert someone in found.excluded
    assert not found.channel
    rungs = ladder(found.route, of, found.excluded, MONDAY_TEN)
    assert found.excluded.isdisjoint(person.key for rung in rungs for person in rung.people)


@ANY_REAL_PLACE
def test_every_field_that_means_something_is_in_the_form(place: Place) -> None:
    meanings = place[0].reporting.meanings
    ids = {field.id for field in every_field(form_of(place[0]))}
    named_in_it = (meanings.danger, meanings.centre, meanings.age, meanings.subject, meanings.not_to_be_told)
    assert {each for each in named_in_it if each} | {*meanings.about_readers, *meanings.account} <= ids


# ---------------------------------------------------------------------------------------- category, severity and route


@pytest.mark.parametrize(
    ("answers", "category", "severity", "route"),
    [
        ({}, "other", "S2", "channel"),
        ({"kind": "nasty"}, "messages", "S2", "channel"),
        ({"kind": "nasty", "danger": "yes"}, "messages", "S0", "channel"),
        ({"kind": "copied"}, "copying", "S4", "channel"),
        ({"kind": "copied", "danger": "not_sure"}, "copying", "S2", "channel"),
        ({"kind": "copied", "danger": "yes"}, "copying", "S0", "channel"),
        ({"kind": "seen", "done": ("nothing", "police")}, "content", "S1", "channel"),
        ({"kind": "stranger"}, "contact", "S1", "restricted"),
        ({"kind": "stranger", "meeting": "soon"}, "contact", "S0", "restricted"),
        ({"kind": "staff"}, "staff", "S1", "staff_conduct"),
        ({"kind": "copied", "about_readers": ("asha",)}, "copying", "S1", "staff_conduct"),
        ({"kind": "copied", "account": "He had a knife"}, "copying", "S1", "channel"),
        ({"kind": "copied", "account": "They WANT  to\ndie."}, "copying", "S1", "channel"),
        ({"kind": "copied", "account": "A pen-knife, a penknife, unwanted to diet"}, "copying", "S1", "channel"),
        ({"kind": "copied", "account": "A penknife; they want to diet"}, "copying", "S4", "channel"),
        ({"kind": "copied", "line": "KNIFE"}, "copying", "S1", "channel"),
    ],
)
def test_answers_decide_category_severity_and_route(answers: Answers, category: str, severity: str, route: str) -> None:
    found = assess(POLICY, ORGANISATION, answers)
    assert (found.category.id, found.severity, found.route.id) == (category, severity, route)


def test_why_it_is_more_serious_than_its_category_is_said() -> None:
    assert assessed(kind="copied", danger="not_sure", account="knife").because == ("Not sure.", "Words of danger.")
    assert assessed(kind="nasty", danger="not_sure").because == ()


def test_words_of_danger_bring_their_signposts_before_those_of_the_category() -> None:
    assert assessed(account="knife").signposts == ("emergency", "listening_line")
    assert assessed().signposts == ("listening_line",)


def test_a_policy_without_a_rule_on_staff_goes_by_who_is_named() -> None:
    policy = replace(POLICY, reporting=replace(REPORTING, staff_when=None))
    assert not assess(policy, ORGANISATION, {"kind": "staff"}).staff
    assert assess(policy, ORGANISATION, {"subject": "Carys Jones"}).staff


# ---------------------------------------------------------------------------------------------------------- procedures


def steps(category: str, *, staff: bool = False) -> list[str]:
    found = procedures_of(POLICY, POLICY.categories[category], staff=staff)
    return [f"{each.id}: {' '.join(step.id for step in each.steps)}" for each in found]


def test_a_step_that_procedures_share_stands_in_the_first() -> None:
    assert steps("messages") == ["messages: keep block ask", "posts: report"]


def test_overlays_come_first_and_the_one_on_staff_before_all() -> None:
    assert steps("contact") == ["image: stop ring", "messages: keep block ask"]
    assert steps("contact", staff=True) == ["about_staff: lead_decides", "image: stop ring", "messages: keep block ask"]


def test_without_an_overlay_on_staff_none_is_added() -> None:
    policy = replace(POLICY, reporting=replace(REPORTING, staff_overlay=""))
    assert [each.id for each in procedures_of(policy, policy.categories["staff"], staff=True)] == []


def test_an_overlay_takes_no_step_out_of_the_policy() -> None:
    image = procedure("image", ProcedureKind.OVERLAY, step("keep_as_well", shared="keep"))
    policy = replace(POLICY, procedures={**POLICY.procedures, "image": image})
    found = procedures_of(policy, policy.categories["contact"], staff=False)
    assert [[step.id for step in each.steps] for each in found] == [["keep_as_well"], ["keep", "block", "ask"]]


def test_the_reporter_is_told_each_of_the_finders_steps_once() -> None:
    assert for_the_reporter(POLICY, POLICY.categories["messages"], staff=False) == ("Keep it.",)


def test_the_reporter_is_told_none_of_the_policys_steps_while_those_are_suspended() -> None:
    assert for_the_reporter(POLICY, POLICY.categories["contact"], staff=False) == ("Don't look.",)
    assert for_the_reporter(POLICY, POLICY.categories["contact"], staff=True) == (
        "Don't speak to them.",
        "Don't look.",
    )
