"""Who is alerted when, who is next while nobody answers, and what the reporter hears."""

import heapq
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.alerts import Kind, Owed, To
from dialogs.case import Case
from dialogs.escalation import answered, completed, first_owed, next_owed, not_sent, passed_on, told_at_once
from dialogs.organisation import OnDuty, Organisation
from dialogs.policy import Policy
from dialogs.severity import Severity
from dialogs.triage import Assessment
from tests.dialogs.making import (
    LONDON,
    MONDAY_TEN,
    POLICY,
    assessment,
    at,
    case,
    minutes,
    organisation,
    policy_with,
    route,
    working_days,
)
from tests.dialogs.strategies import MOMENTS, keys_of, organisations

ORGANISATION = organisation()
ON_CALL = organisation(on_duty=OnDuty("asha", "ben", ()))
ROUTE_IDS = st.sampled_from(sorted(POLICY.routes))
SATURDAY_NOON = at("2026-11-21 12:00")


def climb(first: Case, told: Assessment, policy: Policy, of: Organisation, end: datetime) -> Iterator[Owed]:
    """What falls due until `end`, in order, while nobody acknowledges: each thing once, as the outbox keeps it."""
    waiting: list[tuple[datetime, int, Owed]] = []
    remembered: set[str] = set()
    rung = 0

    def owe(every: tuple[Owed, ...]) -> None:
        for each in every:
            if each.once not in remembered:
                remembered.add(each.once)
                heapq.heappush(waiting, (each.due, len(remembered), each))

    owe(first_owed(first, told, policy, of, first.opened))
    while waiting and waiting[0][0] <= end:
        _, _, owed = heapq.heappop(waiting)
        if owed.kind is not Kind.ESCALATE:
            yield owed
        elif owed.rung > rung:
            rung = owed.rung
            owe(next_owed(replace(first, rung=rung), rung, policy, of, owed.due))


def until(
    when: datetime,
    severity: Severity,
    through: str,
    *excluded: str,
    opened: datetime = MONDAY_TEN,
    of: Organisation = ORGANISATION,
    policy: Policy = POLICY,
) -> list[Owed]:
    told = assessment(severity, through, *excluded, policy=policy)
    return list(climb(case(severity, through, *excluded, opened=opened), told, policy, of, when))


def as_table(every: list[Owed]) -> list[str]:
    """'Mon 10:00 asha ben #channel': a line for each moment at which somebody is told."""
    lines: dict[str, list[str]] = {}
    for owed in every:
        who = owed.person or {To.CHANNEL: "#channel", To.REPORTER: "(reporter)", To.PERSON: "?"}[owed.to]
        lines.setdefault(f"{owed.due.astimezone(LONDON):%a %d %H:%M}", []).append(who)
    return [" ".join((moment, *who)) for moment, who in lines.items()]


# ------------------------------------------------------------------------------------------- the ladders, rung by rung

TABLES = {
    "S0, danger now, in office hours": (
        (Severity.S0, "channel", (), "2026-11-23 10:00", "2026-11-23 10:25"),
        [
            "Mon 23 10:00 asha ben carys #channel",
            "Mon 23 10:05 ben (reporter)",
            "Mon 23 10:10 carys",
            "Mon 23 10:15 dilys",
            "Mon 23 10:20 asha ben carys dilys (reporter)",
            "Mon 23 10:25 asha ben carys dilys",
        ],
    ),
    "S0, danger now, in the night": (
        (Severity.S0, "channel", (), "2026-11-22 02:00", "2026-11-22 02:20"),
        [
            "Sun 22 02:00 ben asha carys #channel",
            "Sun 22 02:05 asha (reporter)",
            "Sun 22 02:10 carys",
            "Sun 22 02:15 dilys",
            "Sun 22 02:20 ben asha carys dilys (reporter)",
        ],
    ),
    "S1, in office hours": (
        (Severity.S1, "channel", (), "2026-11-23 10:00", "2026-11-23 14:00"),
        [
            "Mon 23 10:00 asha #channel",
            "Mon 23 10:30 ben (reporter)",
            "Mon 23 11:00 carys",
            "Mon 23 12:00 dilys",
            "Mon 23 13:00 asha ben carys dilys (reporter)",
            "Mon 23 14:00 asha ben carys dilys",
        ],
    ),
    "S1, in the night": (
        (Severity.S1, "channel", (), "2026-11-22 02:00", "2026-11-22 05:00"),
        [
            "Sun 22 02:00 ben #channel",
            "Sun 22 02:30 asha (reporter)",
            "Sun 22 03:00 carys",
            "Sun 22 04:00 dilys",
            "Sun 22 05:00 ben asha carys dilys (reporter)",
        ],
    ),
    "S1, by direct message only": (
        (Severity.S1, "restricted", (), "2026-11-23 10:00", "2026-11-23 13:00"),
        [
            "Mon 23 10:00 asha",
            "Mon 23 10:30 ben (reporter)",
            "Mon 23 11:00 carys",
            "Mon 23 12:00 dilys",
            "Mon 23 13:00 asha ben carys dilys (reporter)",
        ],
    ),
    "S1, about a member of staff": (
        (Severity.S1, "staff_conduct", ("asha",), "2026-11-23 10:00", "2026-11-23 12:00"),
        [
            "Mon 23 10:00 carys",
            "Mon 23 10:30 dilys (reporter)",
            "Mon 23 11:00 carys dilys (reporter)",
            "Mon 23 12:00 carys dilys",
        ],
    ),
    "S1, about the lead": (
        (Severity.S1, "staff_conduct", ("carys",), "2026-11-23 10:00", "2026-11-23 12:00"),
        [
            "Mon 23 10:00 dilys",
            "Mon 23 10:30 dilys (reporter)",
            "Mon 23 11:00 dilys",
            "Mon 23 12:00 dilys",
        ],
    ),
    "S2, in office hours": (
        (Severity.S2, "channel", (), "2026-11-23 10:00", "2026-11-27 10:00"),
        [
            "Mon 23 10:00 #channel",
            "Mon 23 14:00 ben",
            "Tue 24 10:00 carys (reporter)",
            "Wed 25 10:00 dilys",
            "Thu 26 10:00 asha ben carys dilys (reporter)",
            "Fri 27 10:00 asha ben carys dilys",
        ],
    ),
    "S2, at a weekend": (
        (Severity.S2, "channel", (), "2026-11-21 12:00", "2026-11-26 09:00"),
        [
            "Sat 21 12:00 #channel",
            "Mon 23 13:00 asha",
            "Tue 24 09:00 carys (reporter)",
            "Wed 25 09:00 dilys",
            "Thu 26 09:00 ben asha carys dilys (reporter)",
        ],
    ),
    "S2, with somebody who must not know: the first rung is told directly": (
        (Severity.S2, "channel", ("ben",), "2026-11-23 10:00", "2026-11-25 10:00"),
        [
            "Mon 23 10:00 asha",
            "Mon 23 14:00 carys",
            "Tue 24 10:00 dilys (reporter)",
            "Wed 25 10:00 asha carys dilys (reporter)",
        ],
    ),
    "S3, in the daily digest": (
        (Severity.S3, "channel", (), "2026-11-23 10:00", "2026-12-11 09:00"),
        ["Tue 24 09:00 #channel", "Thu 26 09:00 ben", "Thu 03 09:00 carys", "Thu 10 09:00 dilys"],
    ),
    "S3, with somebody who must not know": (
        (Severity.S3, "channel", ("asha",), "2026-11-20 18:00", "2026-11-25 09:00"),
        ["Mon 23 09:00 ben", "Wed 25 09:00 carys"],
    ),
    "S4, in the weekly digest, and once more": (
        (Severity.S4, "channel", (), "2026-11-23 10:00", "2027-06-01 09:00"),
        ["Mon 30 09:00 asha", "Mon 07 09:00 ben"],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_the_ladder_is_climbed_at_the_policys_times(name: str) -> None:
    (severity, through, excluded, opened, end), expected = TABLES[name]
    assert as_table(until(at(end), severity, through, *excluded, opened=at(opened), of=ON_CALL)) == expected


# Of S0, two are told at first, one at each of three rungs, and four every five minutes after; of S1, one and three, and
# four in each of the hours 3 to 24.
@pytest.mark.parametrize(("severity", "alerts"), [(Severity.S0, 2 + 3 + 4 * 285), (Severity.S1, 1 + 3 + 4 * 22)])
def test_urgent_alerts_go_on_for_as_long_as_nobody_answers(severity: Severity, alerts: int) -> None:
    every = until(MONDAY_TEN + timedelta(hours=24), severity, "restricted")
    told = [owed for owed in every if owed.kind is Kind.ALERT]
    assert len(told) == alerts
    assert all(owed.priority <= 1 for owed in every)


@given(st.sampled_from((Severity.S0, Severity.S1)), organisations(), st.data(), MOMENTS, ROUTE_IDS)
def test_nobody_on_an_urgent_ladder_hears_nothing_for_longer_than_its_longest_wait(
    severity: Severity, of: Organisation, data: st.DataObject, opened: datetime, through: str
) -> None:
    excluded = data.draw(keys_of(of))
    roles = {*POLICY.routes[through].ladder, *POLICY.routes[through].readers}
    everybody = {key for key, person in of.people.items() if roles.intersection(person.roles)} - excluded
    every = until(opened + timedelta(hours=8), severity, through, *excluded, opened=opened, of=of)
    for key in everybody:
        heard = [owed.due for owed in every if owed.person == key]
        assert heard[0] <= opened + timedelta(hours=3)
        assert heard[-1] > opened + timedelta(hours=6, minutes=59)
    if everybody:
        assert any(owed.due == opened and owed.kind is Kind.ALERT for owed in every)


def test_a_severity_that_is_not_repeated_ends() -> None:
    quiet = replace(POLICY.severities[Severity.S1], rungs=(), repeat=None)
    policy = policy_with(rules={Severity.S1: quiet})
    far = at("2027-12-31 00:00")
    assert as_table(until(far, Severity.S1, "channel", policy=policy)) == ["Mon 23 10:00 asha #channel"]


def test_a_change_of_duty_in_between_skips_nobody_and_moves_nobody() -> None:
    late = at("2026-11-23 16:45")  # Ben is on call from five o'clock
    every = until(at("2026-11-23 19:45"), Severity.S1, "restricted", opened=late, of=ON_CALL)
    assert as_table(every) == [
        "Mon 23 16:45 asha",
        "Mon 23 17:15 ben (reporter)",
        "Mon 23 17:45 carys",
        "Mon 23 18:45 dilys",
        "Mon 23 19:45 asha ben carys dilys (reporter)",
    ]


def test_a_reader_who_is_not_on_the_ladder_is_told_before_it_begins_again() -> None:
    policy = policy_with(route("prevent", "lead it", "coordinator lead"))
    every = until(at("2026-11-23 13:00"), Severity.S1, "prevent", policy=policy)
    assert as_table(every) == [
        "Mon 23 10:00 asha",
        "Mon 23 10:30 carys (reporter)",
        "Mon 23 11:00 ewan",
        "Mon 23 12:00 asha carys ewan (reporter)",
        "Mon 23 13:00 asha carys ewan",
    ]


def test_if_all_of_the_ladder_must_not_know_another_reader_is_told_at_once() -> None:
    policy = policy_with(route("prevent", "lead it", "coordinator lead"))
    every = until(MONDAY_TEN, Severity.S1, "prevent", "asha", "carys", policy=policy)
    assert as_table(every) == ["Mon 23 10:00 ewan"]


def test_a_timer_that_ran_out_late_tells_the_next_ones_no_earlier_than_the_last() -> None:
    hours_late = MONDAY_TEN + timedelta(hours=5)
    timer = next_owed(case(), 1, POLICY, ORGANISATION, hours_late)[-1]
    assert (timer.kind, timer.rung, timer.due) == (Kind.ESCALATE, 2, hours_late)


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
    )
    assert excluded.isdisjoint(each.person for each in everything)
    assert excluded.isdisjoint(person.key for person in told_at_once(told, POLICY, of, now))
    if excluded:
        assert all(each.to is not To.CHANNEL for each in everything)


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
    assert completing(one, assessment(Severity.S0, "staff_conduct", "asha")) == [
        (Kind.MORE, "ben"),
        (Kind.MORE, "carys"),
    ]


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
