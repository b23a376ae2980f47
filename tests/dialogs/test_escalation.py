"""Who is alerted when, who is next while nobody answers, and what the reporter hears."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.alerts import Kind, To
from dialogs.case import Case
from dialogs.escalation import answered, completed, first_owed, next_owed, next_rung, not_sent, passed_on, told_at_once
from dialogs.organisation import OnDuty, Organisation
from dialogs.severity import Severity
from dialogs.triage import Assessment
from tests.dialogs.climbing import ORGANISATION
from tests.dialogs.making import MONDAY_TEN, assessment, at, case, organisation
from tests.dialogs.small_policy import POLICY, minutes, policy_with, working_days
from tests.dialogs.strategies import MOMENTS, keys_of, organisations

ON_CALL = organisation(on_duty=OnDuty("asha", "ben", ()))
ROUTE_IDS = st.sampled_from(sorted(POLICY.routes))
SATURDAY_NOON = at("2026-11-21 12:00")


# --------------------------------------------------------------------------------------------------------- the channel


@pytest.mark.parametrize("severity", Severity)
def test_the_channel_hears_nothing_where_somebody_must_not_know_or_the_route_has_none(severity: Severity) -> None:
    for through, excluded in (("channel", ("tom",)), ("restricted", ()), ("staff_conduct", ())):
        owed = first_owed(
            case(severity, through, *excluded),
            assessment(severity, through, *excluded),
            POLICY,
            ORGANISATION,
            MONDAY_TEN,
        )
        assert all(each.to is To.PERSON for each in owed)
        first = [each for each in owed if each.kind is Kind.ALERT]
        assert first[0].person == ("carys" if through == "staff_conduct" else "asha")


@pytest.mark.parametrize(
    ("severity", "through", "keys"),
    [
        (Severity.S0, "channel", "asha ben carys"),
        (Severity.S0, "staff_conduct", "carys"),
        (Severity.S1, "channel", "asha ben carys"),
        (Severity.S1, "restricted", "asha"),
        (Severity.S2, "channel", "asha ben carys"),
        (Severity.S4, "channel", "asha"),
    ],
)
def test_whom_the_first_alerts_reach_is_known_before_they_are_sent(severity: Severity, through: str, keys: str) -> None:
    found = told_at_once(assessment(severity, through), POLICY, ORGANISATION, MONDAY_TEN)
    assert " ".join(person.key for person in found) == keys


@pytest.mark.parametrize(("declined", "rung"), [("", 1), ("ben", 2), ("ben carys", 3), ("ben carys dilys", 4)])
def test_whoever_has_said_that_they_cannot_take_it_is_passed_over(declined: str, rung: int) -> None:
    one = case(Severity.S1, "restricted")
    assert next_rung(one, POLICY, ORGANISATION, frozenset(declined.split())) == rung


@pytest.mark.untraced
@given(st.sampled_from(Severity), organisations(), st.data(), MOMENTS, ROUTE_IDS)
def test_everybody_who_is_alerted_first_was_named_to_the_reporter(
    severity: Severity, of: Organisation, data: st.DataObject, now: datetime, through: str
) -> None:
    excluded = data.draw(keys_of(of))
    told = assessment(severity, through, *excluded)
    owed = first_owed(case(severity, through, *excluded, opened=now), told, POLICY, of, now)
    named = {person.key for person in told_at_once(told, POLICY, of, now)}
    assert {each.person for each in owed if each.person} <= named


# --------------------------------------------------------------------------------------------------- who must not know


@pytest.mark.untraced
@given(st.sampled_from(Severity), organisations(), st.data(), MOMENTS, ROUTE_IDS)
def test_whoever_must_not_know_is_never_told_whatever_happens(
    severity: Severity, of: Organisation, data: st.DataObject, now: datetime, through: str
) -> None:
    excluded = data.draw(keys_of(of))
    told_before = data.draw(keys_of(of))
    rung = data.draw(st.integers(1, 8))
    told = assessment(severity, through, *excluded)
    one = replace(
        case(severity, through, *excluded, opened=now),
        told=told_before,
        acknowledged_by=data.draw(st.sampled_from(("", *sorted(of.people)))),
    )
    everything = (
        *first_owed(one, told, POLICY, of, now),
        *next_owed(one, rung, POLICY, of, now),
        *passed_on(one, rung, POLICY, of, now),
        *completed(one, told, POLICY, of, now),
        *completed(one, assessment(severity, through), POLICY, of, now),
    )
    assert excluded.isdisjoint(each.person for each in everything)
    assert excluded.isdisjoint(person.key for person in told_at_once(told, POLICY, of, now))
    if excluded:
        assert all(each.to is not To.CHANNEL for each in everything)


@pytest.mark.untraced
@given(st.sampled_from(Severity), organisations(), st.data(), MOMENTS, ROUTE_IDS)
def test_nothing_is_owed_twice_at_one_time_nor_before_its_time(
    severity: Severity, of: Organisation, data: st.DataObject, now: datetime, through: str
) -> None:
    one = case(severity, through, opened=now)
    rung = data.draw(st.integers(1, 8))
    for owed in (
        first_owed(one, assessment(severity, through), POLICY, of, now),
        next_owed(one, rung, POLICY, of, now),
        passed_on(one, rung, POLICY, of, now),
    ):
        assert len({each.once for each in owed}) == len(owed)
        assert all(each.due >= now for each in owed)
        assert all(each.case == one.id for each in owed)


# ----------------------------------------------------------------------------------------------------- can't take this


def test_if_somebody_cannot_take_it_the_next_is_told_now_and_the_timer_starts_again() -> None:
    now = MONDAY_TEN + timedelta(minutes=2)
    owed = passed_on(case(), 1, POLICY, ORGANISATION, now)
    assert [(each.kind, each.person, each.rung, each.due - now) for each in owed] == [
        (Kind.ALERT, "ben", 1, timedelta()),
        (Kind.NOBODY_YET, "", 1, timedelta(minutes=30)),
        (Kind.ESCALATE, "", 2, timedelta(minutes=30)),
    ]


def test_if_the_last_cannot_take_it_everybody_is_told_again() -> None:
    owed = passed_on(case(Severity.S0), 4, POLICY, ORGANISATION, MONDAY_TEN)
    assert [each.person for each in owed if each.kind is Kind.ALERT] == ["asha", "ben", "carys", "dilys"]


def test_without_rungs_the_time_between_repeats_is_waited_and_without_those_none_is() -> None:
    rule = POLICY.severities[Severity.S2]
    repeated = policy_with(rules={Severity.S2: replace(rule, rungs=())})
    assert passed_on(case(Severity.S2), 1, repeated, ORGANISATION, MONDAY_TEN)[-1].due == at("2026-11-24 10:00")
    once = policy_with(rules={Severity.S2: replace(rule, rungs=(), repeat=None)})
    owed = passed_on(case(Severity.S2), 1, once, ORGANISATION, MONDAY_TEN)
    assert [(each.kind, each.person) for each in owed] == [(Kind.ALERT, "ben")]


# -------------------------------------------------------------------------------------------------------- acknowledged


def test_once_answered_every_alert_that_was_sent_says_so_and_the_reporter_hears() -> None:
    sent = first_owed(case(), assessment(), POLICY, ORGANISATION, MONDAY_TEN)[:2]
    later = MONDAY_TEN + timedelta(minutes=7)
    owed = answered(replace(case(), acknowledged_by="ben"), sent, later)
    assert [(each.kind, each.to, each.person, each.due) for each in owed] == [
        (Kind.ALERT_ANSWERED, To.PERSON, "asha", later),
        (Kind.ALERT_ANSWERED, To.CHANNEL, "", later),
        (Kind.PICKED_UP, To.REPORTER, "", later),
    ]
    assert [each.once for each in owed] == [each.once for each in answered(case(), sent, later + timedelta(days=1))]


# ---------------------------------------------------------------------------------------------------- the whole report


def completing(one: Case, told: Assessment) -> list[tuple[Kind, str]]:
    owed = completed(one, told, POLICY, ORGANISATION, MONDAY_TEN)
    return [(each.kind, each.person or each.to.value) for each in owed if each.kind is not Kind.ESCALATE]


def test_whoever_has_the_case_hears_that_the_whole_report_has_come_and_nobody_else() -> None:
    one = replace(case(Severity.S0), told=frozenset({"asha", "ben"}), acknowledged_by="ben")
    assert completing(one, assessment(Severity.S0)) == [(Kind.MORE, "ben")]


def test_while_nobody_has_it_all_who_were_told_hear_and_whoever_is_added_is_alerted() -> None:
    one = replace(case(Severity.S0), told=frozenset({"asha", "dilys"}))
    assert completing(one, assessment(Severity.S0)) == [
        (Kind.MORE, "asha"),
        (Kind.MORE, "dilys"),
        (Kind.ALERT, "ben"),
        (Kind.ALERT, "carys"),
        (Kind.ALERT, "channel"),
    ]


def test_the_channel_does_not_hear_of_the_rest_if_it_is_about_somebody() -> None:
    one = replace(case(Severity.S0, "staff_conduct", "asha"), told=frozenset({"asha", "ben", "carys"}))
    assert completing(one, assessment(Severity.S0, "staff_conduct", "asha")) == [(Kind.MORE, "carys")]


def test_whoever_was_kept_from_the_one_line_alert_is_kept_from_the_whole_report() -> None:
    one = replace(case(Severity.S0, "channel", "asha"), told=frozenset({"ben", "carys"}))
    nobody_named = assessment(Severity.S0)
    assert completing(one, nobody_named) == [(Kind.MORE, "ben"), (Kind.MORE, "carys")]


def test_if_it_is_about_whoever_has_it_the_next_are_told_at_once_as_if_they_could_not_take_it() -> None:
    one = replace(case(Severity.S0, "staff_conduct", "asha"), told=frozenset({"asha", "carys"}), acknowledged_by="asha")
    assert completing(one, assessment(Severity.S0, "staff_conduct", "asha")) == [
        (Kind.MORE, "carys"),
        (Kind.ALERT, "dilys"),
        (Kind.NOBODY_YET, "reporter"),
    ]


# ------------------------------------------------------------------------------------------------------------ not sent


def test_a_reporter_who_has_not_sent_is_reminded_at_each_of_the_policys_times_and_first_of_all() -> None:
    owed = not_sent("draft-9", (minutes(5), minutes(60), working_days(1)), ORGANISATION, SATURDAY_NOON)
    assert [(each.due, each.rung, each.priority) for each in owed] == [
        (SATURDAY_NOON + timedelta(minutes=5), 0, 0),
        (SATURDAY_NOON + timedelta(minutes=60), 1, 0),
        (at("2026-11-24 09:00"), 2, 0),
    ]
    assert {(each.kind, each.to, each.draft, each.case) for each in owed} == {
        (Kind.NOT_SENT, To.REPORTER, "draft-9", "")
    }
    assert len({each.once for each in owed}) == 3


def test_no_reminders_are_owed_where_the_policy_wants_none() -> None:
    assert not_sent("draft-9", (), ORGANISATION, MONDAY_TEN) == ()
