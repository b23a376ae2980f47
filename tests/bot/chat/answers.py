"""Every answer that can be given to what somebody asks, made of the policy and of the bot's own words alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from dialogs import wording_guidance
from dialogs.guidance.hearing import Action, Heard
from dialogs.organisation import Organisation
from dialogs.policy import Policy
from handlers.guidance import guided
from handlers.reply import Guided
from tests.fakes.desk import FakeClock


@dataclass(frozen=True)
class Known:
    """What an answer is made of: the policy in use, who is who, and the time."""

    policy: Policy
    organisation: Organisation
    clock: FakeClock = field(default_factory=FakeClock)


def of_passages(known: Known) -> Iterator[Guided]:
    """Each passage by itself, with whom to ring above it."""
    for passage in known.policy.passages:
        yield guided(known, Heard(Action.ANSWER, (passage,), panel=True, alone=True), "")


def every_sentence(known: Known) -> Iterator[Guided]:
    """Answers in which everything stands that any answer may hold."""
    yield from of_passages(known)
    several = tuple(known.policy.passages)[:3]
    for action in Action:
        yield guided(known, Heard(action, several, panel=True, alone=False), "")
    yield guided(known, Heard(Action.REFUSE, (), panel=False, alone=False, strays=True), "")
    others = tuple(wording_guidance.other_policy(each.name) for each in known.policy.guidance.others)
    yield Guided("", "", (), others, (), (), ())
