"""What a policy says of working a case, beside its steps: who decides what, which clocks run, what closing needs.

Values only, read from `casework.yaml` by `dialogs.policy_casework`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from dialogs.casework.retention import Retention
from dialogs.forms import Condition, Option
from dialogs.severity import Severity, Span


@dataclass(frozen=True, slots=True)
class Contradicted:
    """Which answers of a report a reason contradicts. Whoever knows better chooses the reason `instead` (an id)."""

    when: Condition
    instead: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that only some may decide, and never without saying why.

    `by` are the roles that may. `outcomes` are what can be decided, `reasons` why; `explained` lists the outcomes (ids)
    that need a reason (if there are any, the others have none), `reviewed` those for which a day must be given on which
    it is looked at again. `contradicted` has the reasons (ids) that what a report says may speak against.
    """

    id: str
    title: str
    by: tuple[str, ...]
    outcomes: tuple[Option, ...]
    reasons: tuple[Option, ...]
    explained: tuple[str, ...] = ()
    reviewed: tuple[str, ...] = ()
    contradicted: Mapping[str, Contradicted] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clock:
    """By when the law or guidance wants something done, counted from when the report came.

    It runs for a case that is worked by one of `procedures` and stops when one of the `steps` has ended, or its shared
    or common form in another procedure. `since` is the day from which the rule is in force, None if that was not found:
    then it is shown as such. `checked` is when somebody last made sure; it is not shown at all after `until`.
    """

    id: str
    words: str
    within: Span
    procedures: tuple[str, ...]
    steps: tuple[str, ...]
    source: str
    since: date | None
    until: date | None
    checked: date | None


@dataclass(frozen=True, slots=True)
class Fits:
    """Which cases an answer fits: of these that are given all must hold.

    `routes` and `categories`: the case is on one of them, or is of one. `unnamed`: no report names whom it is about.
    """

    routes: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    unnamed: bool = False

    def holds(self, route: str, category: str, *, named: bool) -> bool:
        """Whether that is such a case."""
        return (
            (not self.routes or route in self.routes)
            and (not self.categories or category in self.categories)
            and not (self.unnamed and named)
        )


@dataclass(frozen=True, slots=True)
class Closing:
    """What it takes to close a case: how it ended, whether the learner was told, what was learnt.

    `second` are the severities for which another person must agree. `told` are the answers to whether the person was
    told; `explained` lists those (ids) that need a reason. `outcomes_for` and `told_for` say of some of them (ids) in
    which cases they are offered: in those that one of these fits. Any other is offered in all.
    """

    outcomes: tuple[Option, ...] = ()
    told: tuple[Option, ...] = ()
    explained: tuple[str, ...] = ()
    themes: tuple[Option, ...] = ()
    second: tuple[Severity, ...] = ()
    outcomes_for: Mapping[str, tuple[Fits, ...]] = field(default_factory=dict)
    told_for: Mapping[str, tuple[Fits, ...]] = field(default_factory=dict)

    def outcomes_of(self, route: str, category: str, *, named: bool) -> tuple[Option, ...]:
        """How such a case can end. `named`: a report names whom it is about."""
        return _of_these(self.outcomes, self.outcomes_for, route, category, named=named)

    def told_of(self, route: str, category: str, *, named: bool) -> tuple[Option, ...]:
        """The answers to whether the person was told, of such a case."""
        return _of_these(self.told, self.told_for, route, category, named=named)


@dataclass(frozen=True, slots=True)
class Casework:
    """All of it. `order` is what to think of first when a case is opened, in that order.

    `agencies` are those that a case may be referred to; `unreferenced` (ids) those of which nobody has to write down a
    reference. `go_ahead` are the roles that may let the policy's own steps begin where an overlay suspends them.
    `stands_in` maps a role to the one whose powers it has while on duty.
    `copies` are the roles that may make a copy of a case (empty: whoever may know of it); `names_in` the fields of a
    form, by id, in which people other than whom it is about are named.
    `same_person_within` is for how many days two cases about one person are shown beside each other. `let_in_told` are
    the roles that are told when two people have opened a case to one of them. `retention` is how long records are kept.
    `forgotten_after` is for how many days nothing is recorded of a case that somebody has before they are told of it;
    None is never. `said_done` maps a step to the answers by which its reporter says that it was done; it stays to do.
    """

    order: tuple[str, ...] = ()
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    agencies: tuple[Option, ...] = ()
    clocks: tuple[Clock, ...] = ()
    closing: Closing = field(default_factory=Closing)
    go_ahead: tuple[str, ...] = ()
    stands_in: Mapping[str, str] = field(default_factory=dict)
    same_person_within: int = 30
    let_in_told: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    names_in: tuple[str, ...] = ()
    retention: Retention = field(default_factory=Retention)
    unreferenced: tuple[str, ...] = ()
    forgotten_after: int | None = None
    said_done: Mapping[str, Condition] = field(default_factory=dict)


def _of_these(
    options: Iterable[Option], only_for: Mapping[str, tuple[Fits, ...]], route: str, category: str, *, named: bool
) -> tuple[Option, ...]:
    return tuple(
        option
        for option in options
        if option.id not in only_for or any(each.holds(route, category, named=named) for each in only_for[option.id])
    )
