"""Tells whether the people of an organisation can work a policy: what must be put right, and what should be.

Refuses nothing itself: it says everything at once, and the caller does not go live.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path

from dialogs.organisation import Organisation, Person
from dialogs.policy import Policy, Route

Reach = Callable[[Person], bool]
"""Whether an alert can be brought to that person."""

FEWEST_HANDLERS = 2
FEWEST_REVIEWERS = 2

DRAMA = re.compile(r"(\+44|0)(1632960|7700900)\d{3}")
"""Telephone numbers that nobody is ever given: Ofcom, "Telephone numbers for use in TV and radio drama programmes"."""
NOBODYS_MAIL = re.compile(r"@(.*\.)?(example(\.(com|net|org))?|invalid|test)$", re.IGNORECASE)
"""Addresses at names that nobody ever has: RFC 2606, sections 2 and 3."""


def faults(policy: Policy, organisation: Organisation, reach: Reach) -> tuple[str, ...]:
    """Why this must not go live; empty if it may."""
    return tuple(
        chain(
            _unheld(policy, organisation),
            _unknown_roles(policy, organisation),
            _too_few_handlers(policy, organisation, reach),
            _off_duty(policy, organisation),
            *(_broken_ladder(route, policy, organisation, reach) for route in policy.routes.values()),
            _nowhere(organisation),
            _no_form(policy, organisation),
        )
    )


def warnings(policy: Policy, organisation: Organisation, today: date, folder: Path) -> tuple[str, ...]:
    """What should be put right, though the bot can go live without it. `folder` is the policy's."""
    return tuple(
        chain(
            _optional_rungs(policy, organisation),
            _nobody_on_call(organisation),
            _no_second_route(organisation),
            _no_reminder(organisation),
            _too_few_reviewers(policy, organisation),
            _unchecked_numbers(organisation),
            _unchecked_signposts(policy, folder),
            _expired(policy, today),
        )
    )


def made_up(organisation: Organisation) -> tuple[str, ...]:
    """A fault if people have telephone numbers or addresses that are nobody's, such as those of the example."""
    found = [
        f"{person.key}'s {written}"
        for person in organisation.people.values()
        for written in (person.phone, person.email)
        if DRAMA.fullmatch(re.sub(r"\(0\)|[\s()-]", "", written)) or NOBODYS_MAIL.search(written)
    ]
    return (f"Nobody is reached at what is made up, so put in the real ones: {', '.join(found)}.",) if found else ()


def _unheld(policy: Policy, organisation: Organisation) -> Iterator[str]:
    for role in policy.roles.values():
        if role.required and not organisation.holders(role.id):
            yield f"Nobody is {role.title} ({role.id}), and the policy needs one: give somebody that role."


def _unknown_roles(policy: Policy, organisation: Organisation) -> Iterator[str]:
    for person in organisation.people.values():
        for role in person.roles:
            if role not in policy.roles:
                yield f"{person.key} has the role '{role}', which the policy does not know: it has {_ids(policy)}."


def _ids(policy: Policy) -> str:
    return ", ".join(policy.roles)


def _handles(person: Person, policy: Policy) -> bool:
    return any(role in policy.roles and policy.roles[role].handles for role in person.roles)


def _too_few_handlers(policy: Policy, organisation: Organisation, reach: Reach) -> Iterator[str]:
    found = sum(1 for person in organisation.people.values() if _handles(person, policy) and reach(person))
    if found < FEWEST_HANDLERS:
        yield f"Only {found} of those who handle cases can be reached; there must be at least {FEWEST_HANDLERS}."


def _off_duty(policy: Policy, organisation: Organisation) -> Iterator[str]:
    duty = organisation.on_duty
    keys = (duty.default, duty.out_of_hours, *(turn.person for turn in duty.rota))
    for key in dict.fromkeys(key for key in keys if key):
        person = organisation.people.get(key)
        if person is None or not _handles(person, policy):
            yield f"'{key}' is on duty at times, and has no role that handles cases."


def _broken_ladder(route: Route, policy: Policy, organisation: Organisation, reach: Reach) -> Iterator[str]:
    for role in route.ladder:
        holders = organisation.holders(role)
        if holders and not any(reach(person) for person in holders):
            yield f"On the route '{route.id}', no {policy.roles[role].title} ({role}) can be reached."
    on_it = {person.key for role in route.ladder for person in organisation.holders(role) if reach(person)}
    if len(on_it) < FEWEST_HANDLERS:
        yield f"The route '{route.id}' reaches {len(on_it)} different people; there must be at least {FEWEST_HANDLERS}."


def _nowhere(organisation: Organisation) -> Iterator[str]:
    for centre in organisation.centres.values():
        if centre.local_authority not in organisation.local_authorities:
            yield f"The centre '{centre.id}' has no local authority: say which one it is in."


def _optional_rungs(policy: Policy, organisation: Organisation) -> Iterator[str]:
    on_ladders = dict.fromkeys(role for route in policy.routes.values() for role in route.ladder)
    for role in on_ladders:
        if not organisation.holders(role) and not policy.roles[role].required:
            yield f"Nobody is {policy.roles[role].title} ({role}), so there is one person fewer to tell."


def _nobody_on_call(organisation: Organisation) -> Iterator[str]:
    if not organisation.on_duty.out_of_hours:
        yield "Nobody is on call out of hours (on_duty: out_of_hours)."


def _no_second_route(organisation: Organisation) -> Iterator[str]:
    if not organisation.second_route:
        yield "There is no second route: if the chat platform is down, alerts wait until it is back."


def _no_form(policy: Policy, organisation: Organisation) -> Iterator[str]:
    offered = organisation.anonymous.named or organisation.anonymous.code_only
    if offered and policy.reporting.concern is None:
        yield "Learners are to be able to tell you something (anonymous: modes), and the policy has no form for them."


def _no_reminder(organisation: Organisation) -> Iterator[str]:
    if organisation.anonymous.code_only and organisation.anonymous.reminder is None:
        yield "Nobody reminds learners that there may be an answer to their code (anonymous: reminder)."


def _too_few_reviewers(policy: Policy, organisation: Organisation) -> Iterator[str]:
    by = policy.casework.retention.by
    found = sum(1 for person in organisation.people.values() if not set(by).isdisjoint(person.roles))
    if by and found < FEWEST_REVIEWERS:
        titles = " or ".join(policy.roles[role].title for role in by)
        yield (
            f"Only {found} of your people is {titles}, and it takes {FEWEST_REVIEWERS} to destroy a record: "
            "none can be destroyed, however old."
        )


def _unchecked_numbers(organisation: Organisation) -> Iterator[str]:
    for authority in organisation.local_authorities.values():
        if authority.checked is None:
            yield f"Nobody has checked the numbers of the local authority '{authority.id}': ring them, then date them."


def _unchecked_signposts(policy: Policy, folder: Path) -> Iterator[str]:
    unchecked = [signpost.id for signpost in policy.signposts.values() if signpost.checked is None]
    if unchecked:
        yield (
            f"Nobody has checked these signposts, which are shown as unverified: {', '.join(unchecked)}. Date each in "
            f"{folder / 'signposts.yaml'} (checked:) once somebody has tried it."
        )


def _expired(policy: Policy, today: date) -> Iterator[str]:
    for signpost in policy.signposts.values():
        if signpost.expires is not None and signpost.expires < today:
            yield f"The signpost '{signpost.id}' expired on {signpost.expires}: it is not shown any more."
