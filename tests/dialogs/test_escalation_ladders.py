"""Each ladder, rung by rung, at the policy's times, while nobody answers."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.alerts import Kind
from dialogs.escalation import next_owed
from dialogs.organisation import OnDuty, Organisation
from dialogs.severity import Severity
from tests.dialogs.climbing import ORGANISATION, as_table, until
from tests.dialogs.making import MONDAY_TEN, at, case, organisation
from tests.dialogs.small_policy import POLICY, policy_with, route
from tests.dialogs.strategies import MOMENTS, keys_of, organisations

ON_CALL = organisation(on_duty=OnDuty("asha", "ben", ()))
ROUTE_IDS = st.sampled_from(sorted(POLICY.routes))
SATURDAY_NOON = at("2026-11-21 12:00")


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
            "Sat 21 12:00 ben #channel",
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


@pytest.mark.untraced
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
