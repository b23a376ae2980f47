"""Every text that an answer may be made of, and every text that one is made of."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from types import ModuleType

from dialogs import wording, wording_guidance, wording_questions
from dialogs.alerts import Button
from dialogs.organisation import Organisation
from dialogs.policy import Erratum, Passage, Policy
from handlers.people import titled
from tests.dialogs.real import achieve, example_organisation
from tests.fakes.desk import FakeClock

MOST_STEPS = 30


@dataclass(frozen=True)
class Known:
    """What guidance may look at. There is no database in it."""

    policy: Policy = field(default_factory=achieve)
    organisation: Organisation = field(default_factory=example_organisation)
    clock: FakeClock = field(default_factory=FakeClock)


def allowed(facts: Known) -> frozenset[str]:
    """What is stored, and what a person wrote: nothing else may be shown."""
    policy = facts.policy
    return frozenset(
        (
            "",
            policy.banner,
            *_fixed(wording),
            *_fixed(wording_guidance),
            *_fixed(wording_questions),
            *(wording_questions.hand_over(role.title) for role in policy.roles.values()),
            *(wording_guidance.step(number) for number in range(1, MOST_STEPS)),
            *(wording_guidance.other_policy(other.name) for other in policy.guidance.others),
            *policy.guidance.plain.values(),
            *(text for passage in policy.passages.values() for text in _of_passage(passage)),
            *(text for erratum in policy.errata.values() for text in _of_erratum(erratum)),
            *_of_signposts(policy),
            *_people(facts),
        )
    )


def _fixed(module: ModuleType) -> Iterator[str]:
    for name, value in vars(module).items():
        if name.isupper() and isinstance(value, str):
            yield value


def _of_passage(passage: Passage) -> tuple[str, ...]:
    first = (passage.text.partition("\n")[0],) if passage.items else ()
    return (passage.text, *first, passage.lead, passage.label, *passage.heading, *passage.items)


def _of_erratum(erratum: Erratum) -> tuple[str, ...]:
    when = wording.checked_in(erratum.checked.isoformat()) if erratum.checked else wording.NOT_CHECKED
    return (erratum.problem, erratum.instead, when)


def _of_signposts(policy: Policy) -> Iterator[str]:
    for each in policy.signposts.values():
        yield from (each.name, each.contact, each.use, each.hours, each.cost, each.link)


def _people(facts: Known) -> Iterator[str]:
    for person in facts.organisation.people.values():
        yield wording_guidance.ask_somebody(titled([person], facts.policy), person.phone)


def texts(shown: object) -> Iterator[str]:
    """Every text in a reply, whatever fields it has. The ways on are names of buttons, not texts.

    Of a button that is its label: what it carries goes back as it came, and is not shown.
    """
    if isinstance(shown, Button):
        yield shown.label
    elif isinstance(shown, str) and not isinstance(shown, Enum):
        yield shown
    elif isinstance(shown, tuple):
        for each in shown:
            yield from texts(each)
    elif is_dataclass(shown):
        for each in fields(shown):
            yield from texts(getattr(shown, each.name))
    else:
        assert isinstance(shown, Enum | bool), f"of {type(shown)} nobody knows what it shows"
