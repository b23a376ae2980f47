"""What a policy says of how long the record of a case is kept, and who looks at that.

Values only, read from `casework.yaml` by `dialogs.policy_retention`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class From(StrEnum):
    """The day that years are counted from."""

    BORN = "born"
    """The birthday of whom it is about: of a member of staff, where it is about what they did."""
    LEFT = "left"
    """The day on which they left."""
    CLOSED = "closed"
    OPENED = "opened"


WRITTEN_DOWN = frozenset({From.BORN, From.LEFT})
"""The days that somebody has to write down. The others the bot knows."""


@dataclass(frozen=True, slots=True)
class Term:
    """So many years after a day; 0 is that day itself."""

    since: From
    years: int


@dataclass(frozen=True, slots=True)
class Rule:
    """How long the record of a closed case is kept to which this applies: until the latest day of its `terms`.

    It applies where all of `procedures` (it is worked by one of them), `routes` and `outcomes` (of closing) do that are
    given. `otherwise` counts as well, as long as a day is not known that a term needs. `review_every` so many years it
    is looked at all the same, 0 for not before that day. `checked` is when somebody last made sure of `source`.
    """

    id: str
    title: str
    terms: tuple[Term, ...]
    otherwise: tuple[Term, ...] = ()
    review_every: int = 0
    procedures: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    source: str = ""
    checked: date | None = None

    @property
    def always(self) -> bool:
        """Whether it applies to every case."""
        return not (self.procedures or self.routes or self.outcomes)

    def applies(self, procedures: Collection[str], route: str, outcome: str) -> bool:
        """Whether it does to a case that is worked by these, on this route, and ended so."""
        return (
            (not self.procedures or not set(self.procedures).isdisjoint(procedures))
            and (not self.routes or route in self.routes)
            and (not self.outcomes or outcome in self.outcomes)
        )


@dataclass(frozen=True, slots=True)
class Retention:
    """All of it. `by` are the roles that review; of `rules` the first that applies counts.

    Without rules everything is kept, and nothing is offered.
    """

    by: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
