"""What a case is worked by: its procedures in the policy's order, and how each of their steps stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dialogs import triage
from dialogs.case import Case
from dialogs.casework.record import Detail, Ending, Entry
from dialogs.casework.work import Work, ending_of
from dialogs.policy import Policy, Procedure, ProcedureKind, Proof, Step


class Standing(StrEnum):
    """How a step stands."""

    OPEN = "open"
    WAITS = "waits"
    """Another step comes first. It may be ended all the same, with a reason."""
    SUSPENDED = "suspended"
    """An overlay comes first, until somebody who may says otherwise."""
    BY_ITSELF = "by itself"
    """It was done by what the bot did when the report came."""
    DONE = "done"
    NOT_APPLICABLE = "not applicable"
    NOT_DONE = "not done"


STILL_TO_DO = frozenset({Standing.OPEN, Standing.WAITS})
"""How a step stands that somebody still has to end. A suspended one is nobody's to end."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A step and how it stands. `ended` is what ended it; `waits_for` are the steps that come first and have not.

    Where another step of the case stands for one of these, it is that one.

    A decision to look at it again leaves it open, with that decision in `ended`.
    """

    step: Step
    standing: Standing
    ended: Entry | None = None
    waits_for: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A procedure of the case with its steps as they stand. It is `suspended` while an overlay comes first."""

    procedure: Procedure
    suspended: bool
    steps: tuple[Planned, ...]


def plans(policy: Policy, case: Case, work: Work) -> tuple[Plan, ...]:
    """Everything that the case is worked by, overlays first."""
    category = policy.categories[case.category]
    staff = case.route == policy.reporting.staff_route
    procedures = triage.procedures_of(policy, category, staff=staff)
    ended, there = by_meaning(policy, work), _there(procedures)
    return tuple(
        _plan(policy, each, ended, there, suspended=_suspended(each, work, suspends=category.suspends))
        for each in procedures
    )


def steps(several: Iterable[Plan]) -> dict[str, Planned]:
    """Every step of these, by id."""
    return {planned.step.id: planned for plan in several for planned in plan.steps}


def warnings(several: Iterable[Plan]) -> tuple[str, ...]:
    """What must be read before anything else of a case that is worked by these."""
    return tuple(each.procedure.warning for each in several if each.procedure.warning)


def meaning(step: Step, kind: ProcedureKind) -> str:
    """The same text for steps that are one: those that decide the same thing, and those that share what they do."""
    if step.decision:
        return f"decides {step.decision}"
    return f"{kind} shares {step.shared}" if step.shared else step.id


def looked_at_again(policy: Policy, step: Step, entry: Entry) -> bool:
    """Whether what was decided there has to be decided again, on the day that it names."""
    rule = policy.casework.decisions.get(step.decision)
    return rule is not None and entry.detail.get(Detail.OUTCOME, "") in rule.reviewed


def by_meaning(policy: Policy, work: Work) -> dict[str, Entry]:
    """What ended each step, by what it means: the newest counts."""
    every = {step.id: (step, each.kind) for each in policy.procedures.values() for step in each.steps}
    newest: dict[str, Entry] = {}
    for name, entry in work.ended.items():
        what = meaning(*every[name])
        if what not in newest or newest[what].number < entry.number:
            newest[what] = entry
    return newest


def _suspended(procedure: Procedure, work: Work, *, suspends: bool) -> bool:
    return suspends and procedure.kind is ProcedureKind.POLICY and work.go_ahead is None


def _there(procedures: Iterable[Procedure]) -> dict[str, Step]:
    """The steps of these: by what they mean, the first that does; and by id."""
    every = [(step, procedure.kind) for procedure in procedures for step in procedure.steps]
    by_what_they_mean = {meaning(step, kind): step for step, kind in reversed(every)}
    return by_what_they_mean | {step.id: step for step, _ in every}


def _plan(
    policy: Policy, procedure: Procedure, ended: dict[str, Entry], there: dict[str, Step], *, suspended: bool
) -> Plan:
    every = {step.id: (step, each.kind) for each in policy.procedures.values() for step in each.steps}
    planned = []
    for step in procedure.steps:
        found = ended.get(meaning(step, procedure.kind))
        first = (every[name] for name in step.after)
        left = ((each, kind) for each, kind in first if _is_left(policy, each, kind, ended))
        waits = tuple(there.get(each.id) or there.get(meaning(each, kind), each) for each, kind in left)
        again = found is not None and looked_at_again(policy, step, found)
        standing = _standing(step, None if again else found, waits=bool(waits), suspended=suspended)
        planned.append(Planned(step, standing, found, waits))
    return Plan(procedure, suspended, tuple(planned))


def _is_left(policy: Policy, step: Step, kind: ProcedureKind, ended: dict[str, Entry]) -> bool:
    """Whether somebody still has to end it."""
    found = ended.get(meaning(step, kind))
    return step.proof is not Proof.AUTOMATIC and (found is None or looked_at_again(policy, step, found))


def _standing(step: Step, ended: Entry | None, *, waits: bool, suspended: bool) -> Standing:
    if step.proof is Proof.AUTOMATIC:
        return Standing.BY_ITSELF
    if ended is not None:
        return ENDINGS[ending_of(ended)]
    if suspended:
        return Standing.SUSPENDED
    return Standing.WAITS if waits else Standing.OPEN


ENDINGS = {
    Ending.DONE: Standing.DONE,
    Ending.NOT_APPLICABLE: Standing.NOT_APPLICABLE,
    Ending.NOT_DONE: Standing.NOT_DONE,
}
