"""Names and roles of the people a report would go to, in the words a reporter reads."""

from collections.abc import Iterable
from datetime import datetime
from typing import assert_never

from dialogs import wording
from dialogs.escalation import told_at_once, told_directly
from dialogs.forms import Answers, Option, OptionSource
from dialogs.ladder import audience, ladder, readers
from dialogs.office_hours import next_digest
from dialogs.organisation import Organisation, Person
from dialogs.policy import Policy
from dialogs.severity import Promptness
from dialogs.summary import role_title
from dialogs.triage import Assessment, assess
from dialogs.walk import Options


def options_now(policy: Policy, organisation: Organisation, answers: Answers, now: datetime) -> Options:
    """What can be chosen where the form cannot know it.

    The readers offered are those who would be told if none of them had been picked: a choice can be taken back.
    """
    meanings = policy.reporting.meanings
    unpicked = {field: answer for field, answer in answers.items() if field not in meanings.about_readers}
    plain = assess(policy, organisation, unpicked)
    current = plain if len(unpicked) == len(answers) else assess(policy, organisation, answers)
    people = {person.key: person for each in (plain, current) for person in _audience(each, organisation, now)}
    picked = {key for field in meanings.about_readers for key in answers.get(field, ())}
    people |= {key: organisation.people[key] for key in picked if key in organisation.people}
    return {
        OptionSource.CENTRES: tuple(Option(centre.id, centre.name) for centre in organisation.centres.values()),
        OptionSource.READERS: tuple(
            Option(person.key, person.name, role_title(person, policy)) for person in people.values()
        ),
    }


def told_keys(assessment: Assessment, organisation: Organisation, now: datetime) -> frozenset[str]:
    """The keys of everybody who is told, now or if nobody answers. Empty: nobody may read this report."""
    return frozenset(person.key for person in _audience(assessment, organisation, now))


def will_be_told(assessment: Assessment, policy: Policy, organisation: Organisation, now: datetime) -> str:
    """Who is told, and who else if nobody answers."""
    first = told_at_once(assessment, policy, organisation, now)
    keys = {person.key for person in first}
    later = [person for person in _audience(assessment, organisation, now) if person.key not in keys]
    return wording.told_line(titled(first, policy), titled(later, policy) if later else "")


def being_told(assessment: Assessment, policy: Policy, organisation: Organisation, now: datetime) -> str:
    """What the reporter reads once it is stored: who is being told, or when the next summary is."""
    people = titled(told_at_once(assessment, policy, organisation, now), policy)
    zone = organisation.hours.time_zone
    match policy.severities[assessment.severity].promptness:
        case Promptness.AT_ONCE:
            return _told_now(assessment, policy, organisation, now)
        case Promptness.DAILY:
            due = next_digest(organisation.hours, now, weekly=False)
            return wording.told_later(people, wording.clock(due, zone, now))
        case Promptness.WEEKLY:
            due = next_digest(organisation.hours, now, weekly=True)
            return wording.told_later(people, wording.clock(due, zone, now))
        case other:
            assert_never(other)


def _told_now(assessment: Assessment, policy: Policy, organisation: Organisation, now: datetime) -> str:
    """Who gets a message, and who can read the notice in the channel."""
    direct = told_directly(assessment, policy, organisation, now)
    parts = [wording.being_told(titled(direct, policy))] if direct else []
    if assessment.channel and policy.severities[assessment.severity].channel:
        reading = readers(assessment.route, organisation, assessment.excluded)
        parts.append(wording.channel_told(titled(reading, policy)))
    return " ".join(parts)


def ring_lines(assessment: Assessment, policy: Policy, organisation: Organisation, now: datetime) -> tuple[str, ...]:
    """Whom of those on the ladder one can ring, where it is serious enough for a direct message."""
    if not policy.severities[assessment.severity].direct:
        return ()
    people = _audience(assessment, organisation, now)
    return tuple(wording.ring(person.name, person.phone) for person in people if person.phone)


def placeholders(
    assessment: Assessment,
    policy: Policy,
    organisation: Organisation,
    now: datetime,
    *,
    before: frozenset[str] = frozenset(),
) -> dict[str, str]:
    """What the placeholders of `wording.PLACEHOLDERS` stand for in this case at this moment.

    `before` are the keys of those who have been told of it already.
    """
    rungs = ladder(assessment.route, organisation, assessment.excluded, now)
    first = rungs[0].people[0] if rungs else None
    everybody = [person for rung in rungs for person in rung.people]
    deciding = [person for person in everybody if policy.reporting.leave_parents_to in person.roles] or everybody[:1]
    return {
        "on_duty": first.name if first else wording.OUTSIDE,
        "on_duty_phone": first.phone if first and first.phone else wording.NO_NUMBER,
        "told": will_be_told(assessment, policy, organisation, now) + _told_before(before, policy, organisation),
        "lead": wording.listed(_with_phone(person) for person in _to_ring(assessment, organisation, everybody)),
        "parents_decided_by": titled(deciding, policy),
        "organisation": organisation.name,
    }


def _told_before(keys: frozenset[str], policy: Policy, organisation: Organisation) -> str:
    people = [person for key, person in organisation.people.items() if key in keys]
    return wording.told_before(titled(people, policy)) if people else ""


def titled(people: Iterable[Person], policy: Policy) -> str:
    """'Asha Patel (E-Safety Coordinator) and Carys Jones (Safeguarding Lead)'."""
    every = tuple(people)
    return wording.names(every, {person.key: role_title(person, policy) for person in every})


def _to_ring(assessment: Assessment, organisation: Organisation, ladder_people: list[Person]) -> tuple[Person, ...]:
    """The two to ring about a case of this route: by the roles that it names, else by its ladder."""
    named = [person for role in assessment.route.ring for person in organisation.holders(role)]
    return tuple({person.key: person for person in (*named, *ladder_people) if person in ladder_people}.values())[:2]


def _with_phone(person: Person) -> str:
    return f"{person.name} ({person.phone})" if person.phone else person.name


def _audience(assessment: Assessment, organisation: Organisation, now: datetime) -> tuple[Person, ...]:
    return audience(assessment.route, organisation, assessment.excluded, now)
