"""What is found out from a chat platform before going live. It is the same for each: only the platform's words differ.

It is for the operator's own screen: it may hold ids of members, which must not be logged.
"""

from typing import NamedTuple

from handlers.messenger import NotDelivered
from storage.outbox import Problem

ANSWERS = frozenset({Problem.REFUSED, Problem.NO_ADDRESS})
"""What a platform says when it has answered, and the answer is no."""

NOT_ASKED = " could not be asked "


class Findings(NamedTuple):
    """`faults`, for which the bot must not go live, and `warnings`."""

    faults: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def away(self) -> bool:
        """Whether the platform did not answer, so that not everything is known."""
        return any(NOT_ASKED in warning for warning in self.warnings)

    def and_also(self, others: "Findings") -> "Findings":
        """These, and then the others."""
        return Findings((*self.faults, *others.faults), (*self.warnings, *others.warnings))


def failed(failure: NotDelivered, platform: str, what: str, *, answer: str) -> Findings:
    """The platform said no, which is the fault `answer`; or it said nothing when it was asked `what`."""
    if failure.problem in ANSWERS:
        return Findings(faults=(answer,))
    return not_asked(platform, what, failure.problem)


def not_asked(platform: str, what: str, problem: Problem) -> Findings:
    """A warning that the platform said nothing when it was asked `what`."""
    return Findings(warnings=(f"{platform}{NOT_ASKED}{what} ({problem.value}): check again later.",))
