"""Who would be told of a case, and in which order.

The ladder belongs to the route; the organisation says who stands on each rung; whoever the case is about, or must not
know of it, is taken off before anybody sees it. Nothing here decides when: that is `dialogs.escalation`.
"""

from dataclasses import dataclass
from datetime import datetime

from dialogs.office_hours import on_duty
from dialogs.organisation import Organisation, Person
from dialogs.policy import Route


@dataclass(frozen=True, slots=True)
class Rung:
    """People who are told at the same time. `role` is the id of the role they are told in."""

    role: str
    people: tuple[Person, ...]


def ladder(route: Route, organisation: Organisation, excluded: frozenset[str], at: datetime) -> tuple[Rung, ...]:
    """The rungs in order, each with at least one person and nobody twice. Empty if nobody may be told.

    Whoever is on duty at `at` stands first, in whichever of the ladder's roles they hold. Readers who are not on the
    route's ladder stand last: nobody who may read a case is left untold while nobody has it.
    """
    rungs: list[Rung] = []
    taken = set(excluded)
    for role, people in _in_order(route, organisation, at):
        free = tuple(person for person in people if person.key not in taken)
        if free:
            rungs.append(Rung(role, free))
            taken |= {person.key for person in free}
    return tuple(rungs)


def readers(route: Route, organisation: Organisation, excluded: frozenset[str]) -> tuple[Person, ...]:
    """Everybody who may open a case of this route from the start."""
    found = {person.key: person for role in route.readers for person in organisation.holders(role)}
    return tuple(person for key, person in found.items() if key not in excluded)


def audience(route: Route, organisation: Organisation, excluded: frozenset[str], at: datetime) -> tuple[Person, ...]:
    """Everybody who may come to read a case of this route: its readers and everybody on its ladder."""
    return tuple(person for rung in ladder(route, organisation, excluded, at) for person in rung.people)


def _in_order(route: Route, organisation: Organisation, at: datetime) -> list[tuple[str, tuple[Person, ...]]]:
    in_turn = dict.fromkeys((*route.ladder, *route.readers))
    usual = [(role, organisation.holders(role)) for role in in_turn]
    person = organisation.people.get(on_duty(organisation.on_duty, organisation.hours, at))
    roles = [role for role in route.ladder if person is not None and role in person.roles]
    if person is None or not roles:
        return usual
    return [(roles[0], (person,)), *usual]
