"""Who is told of a case, in which order, and who never is."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.ladder import audience, ladder, readers
from dialogs.organisation import Duty, OnDuty, Organisation, Person
from dialogs.policy import Route
from tests.dialogs.making import MONDAY_TEN, PEOPLE, at, organisation
from tests.dialogs.small_policy import ROUTES, route
from tests.dialogs.strategies import MOMENTS, keys_of, organisations

CHANNEL, RESTRICTED, STAFF_CONDUCT = ROUTES
ORGANISATION = organisation()
ANY_ROUTE = st.sampled_from((*ROUTES, route("wide", "lead it champion", "coordinator")))


def told(through: Route, *excluded: str, of: Organisation = ORGANISATION, when: datetime = MONDAY_TEN) -> str:
    """The keys of the people on each rung: 'asha, ben'."""
    rungs = ladder(through, of, frozenset(excluded), when)
    return ", ".join("+".join(person.key for person in rung.people) for rung in rungs)


@pytest.mark.parametrize(
    ("through", "excluded", "expected"),
    [
        (CHANNEL, (), "asha, ben, carys, dilys"),
        (RESTRICTED, (), "asha, ben, carys, dilys"),
        (STAFF_CONDUCT, (), "carys, dilys"),
        (STAFF_CONDUCT, ("asha",), "carys, dilys"),  # about the coordinator
        (STAFF_CONDUCT, ("carys",), "dilys"),  # about the lead
        (STAFF_CONDUCT, ("dilys",), "carys"),  # about the champion
        (STAFF_CONDUCT, ("carys", "dilys"), ""),
        (CHANNEL, ("asha", "ben", "carys", "dilys"), ""),
        (CHANNEL, ("ben", "nobody-of-that-name"), "asha, carys, dilys"),
    ],
)
def test_the_ladder_is_the_routes_without_whoever_must_not_know(
    through: Route, excluded: tuple[str, ...], expected: str
) -> None:
    assert told(through, *excluded) == expected


def test_whoever_is_on_duty_stands_first_and_is_not_told_twice() -> None:
    out_of_hours = organisation(on_duty=OnDuty("asha", "ben", ()))
    assert told(CHANNEL, of=out_of_hours) == "asha, ben, carys, dilys"
    assert told(CHANNEL, of=out_of_hours, when=at("2026-11-23 22:00")) == "ben, asha, carys, dilys"


def test_whoever_is_on_duty_by_the_rota_stands_first() -> None:
    turn = Duty(date(2026, 12, 24), date(2027, 1, 3), "dilys")
    rota = organisation(on_duty=OnDuty("asha", "ben", (turn,)))
    assert told(CHANNEL, of=rota, when=at("2026-12-25 12:00")) == "dilys, asha, ben, carys"
    assert told(STAFF_CONDUCT, of=rota, when=at("2026-12-25 12:00")) == "dilys, carys"


def test_somebody_on_duty_who_is_not_on_the_routes_ladder_is_passed_over() -> None:
    assert told(STAFF_CONDUCT, of=organisation(default="ben")) == "carys, dilys"
    assert told(CHANNEL, of=organisation(default="tom")) == "asha, ben, carys, dilys"
    assert told(CHANNEL, of=organisation(default="somebody who left")) == "asha, ben, carys, dilys"


def test_somebody_on_duty_who_must_not_know_is_not_told() -> None:
    assert told(CHANNEL, "asha") == "ben, carys, dilys"


def test_all_holders_of_a_role_are_told_at_the_same_time() -> None:
    two_deputies = organisation(*PEOPLE, Person("gil", "Gil Novák", ("deputy",)))
    assert told(CHANNEL, of=two_deputies) == "asha, ben+gil, carys, dilys"
    assert told(CHANNEL, "ben", of=two_deputies) == "asha, gil, carys, dilys"


def test_a_role_that_nobody_holds_is_no_rung() -> None:
    without_deputy = organisation(*(person for person in PEOPLE if person.key != "ben"))
    assert told(CHANNEL, of=without_deputy) == "asha, carys, dilys"


def test_somebody_with_two_roles_is_told_once_in_the_first() -> None:
    both = organisation(*PEOPLE[1:], Person("asha", "Asha Patel", ("coordinator", "lead")))
    rungs = ladder(CHANNEL, both, frozenset(), MONDAY_TEN)
    assert [(rung.role, [person.key for person in rung.people]) for rung in rungs] == [
        ("coordinator", ["asha"]),
        ("deputy", ["ben"]),
        ("lead", ["carys"]),
        ("champion", ["dilys"]),
    ]


def test_a_reader_who_is_not_on_the_ladder_is_told_last() -> None:
    with_it = route("with_it", "lead it", "lead champion")
    assert told(with_it) == "carys, dilys, ewan"
    assert told(with_it, "carys", "dilys") == "ewan"


def test_readers_are_those_of_the_route_each_once() -> None:
    assert [person.key for person in readers(CHANNEL, ORGANISATION, frozenset())] == ["asha", "ben", "carys"]
    both = organisation(Person("asha", "Asha Patel", ("coordinator", "lead")))
    assert [person.key for person in readers(CHANNEL, both, frozenset())] == ["asha"]
    assert readers(STAFF_CONDUCT, ORGANISATION, frozenset({"carys"})) == ()


@pytest.mark.untraced
@given(st.data(), organisations(), ANY_ROUTE, MOMENTS)
def test_whoever_must_not_know_is_on_no_ladder_no_reader_and_no_audience(
    data: st.DataObject, of: Organisation, through: Route, when: datetime
) -> None:
    excluded = data.draw(keys_of(of))
    rungs = ladder(through, of, excluded, when)
    on_it = [person.key for rung in rungs for person in rung.people]
    hearing = [person.key for person in audience(through, of, excluded, when)]
    reading = [person.key for person in readers(through, of, excluded)]
    assert excluded.isdisjoint((*on_it, *hearing, *reading))
    assert len(on_it) == len(set(on_it))
    assert len(hearing) == len(set(hearing))
    assert all(rung.people for rung in rungs)
    assert set(hearing) == {*on_it, *reading}


@pytest.mark.untraced
@given(st.data(), organisations(), ANY_ROUTE, MOMENTS)
def test_everybody_in_the_routes_roles_is_told_unless_they_must_not_know(
    data: st.DataObject, of: Organisation, through: Route, when: datetime
) -> None:
    excluded = data.draw(keys_of(of))
    roles = {*through.ladder, *through.readers}
    wanted = {key for key, person in of.people.items() if roles.intersection(person.roles)} - excluded
    assert {person.key for person in audience(through, of, excluded, when)} == wanted


@pytest.mark.untraced
@given(st.data(), organisations(), ANY_ROUTE, MOMENTS)
def test_whoever_is_excluded_might_as_well_not_be_there(
    data: st.DataObject, of: Organisation, through: Route, when: datetime
) -> None:
    excluded = data.draw(keys_of(of))
    rest = {key: person for key, person in of.people.items() if key not in excluded}
    assert ladder(through, of, excluded, when) == ladder(through, replace(of, people=rest), frozenset(), when)
