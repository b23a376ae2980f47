"""What a policy says of working a case, beside its steps: who decides what, which clocks run, what closing needs.

Values only, read from `casework.yaml` by `dialogs.policy_casework`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dialogs.casework.retention import Retention
from dialogs.forms import Option
from dialogs.severity import Severity, Span


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that only some may decide, and never without saying why.

    `by` are the roles that may. `outcomes` are what can be decided, `reasons` why; `explained` lists the outcomes (ids)
    that need a reason, `reviewed` those for which a day must be given on which it is looked at again.
    """

    id: str
    title: str
    by: tuple[str, ...]
    outcomes: tuple[Option, ...]
    reasons: tuple[Option, ...]
    explained: tuple[str, ...] = ()
    reviewed: tuple[str, ...] = ()


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
class Closing:
    """What it takes to close a case: how it ended, whether the learner was told, what was learnt.

    `second` are the severities for which another person must agree. `told` are the answers to whether the person was
    told; `explained` lists those (ids) that need a reason.
    """

    outcomes: tuple[Option, ...] = ()
    told: tuple[Option, ...] = ()
    explained: tuple[str, ...] = ()
    themes: tuple[Option, ...] = ()
    second: tuple[Severity, ...] = ()


@dataclass(frozen=True, slots=True)
class Casework:
    """All of it. `order` is what to think of first when a case is opened, in that order.

    `agencies` are those that a case may be referred to. `go_ahead` are the roles that may let the policy's own steps
    begin where an overlay suspends them. `stands_in` maps a role to the one whose powers it has while on duty.
    `copies` are the roles that may make a copy of a case (empty: whoever may know of it); `names_in` the fields of a
    form, by id, in which people other than whom it is about are named.
    `same_person_within` is for how many days two cases about one person are shown beside each other. `let_in_told` are
    the roles that are told when two people have opened a case to one of them. `retention` is how long records are kept.
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
