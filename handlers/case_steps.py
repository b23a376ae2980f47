"""The procedures of a case and their steps, in the policy's words: how each stands, and what can be done."""

from dataclasses import replace

from dialogs import wording
from dialogs import wording_record as words
from dialogs.alerts import Button
from dialogs.casework.clocks import Running, running
from dialogs.casework.plan import STILL_TO_DO, Plan, Planned, Standing
from dialogs.casework.powers import Task, may_end
from dialogs.casework.record import Detail, Entry
from dialogs.forms import holds
from dialogs.policy import FINDER, Policy, ProcedureKind, Step
from handlers.case_look import Look
from handlers.case_parts import DueShown, ProcedureShown, StepShown
from handlers.case_words import in_words, said
from handlers.quoting import erratum

ENDED = frozenset({Standing.DONE, Standing.NOT_APPLICABLE, Standing.NOT_DONE})


def procedures(look: Look) -> tuple[ProcedureShown, ...]:
    """Everything that the case is worked by, overlays first."""
    return tuple(_procedure(look, each) for each in look.plans)


def due(look: Look) -> tuple[DueShown, ...]:
    """The clocks that run, the soonest first."""
    hours = look.desk.organisation.hours
    runs = running(look.policy, look.case, look.plans, look.work, hours, look.now)
    return tuple(
        DueShown(
            words.due(each.clock.words, look.moment(each.due)), _source(each), each.overdue(look.case, hours, look.now)
        )
        for each in runs
    )


def _source(runs: Running) -> str:
    """Where a clock comes from, and how sure that is."""
    clock = runs.clock
    checked = wording.checked_in(clock.checked.isoformat()) if clock.checked else wording.NOT_CHECKED
    return " ".join(part for part in (clock.source, "" if clock.since else words.NOT_FOUND, checked) if part)


def _procedure(look: Look, plan: Plan) -> ProcedureShown:
    procedure = plan.procedure
    lets = plan.suspended and look.refusal(Task.GO_AHEAD) is None
    return ProcedureShown(
        title=procedure.title,
        trigger=procedure.trigger,
        source=look.policy.banner if procedure.kind is ProcedureKind.POLICY else procedure.source,
        suspended=wording.SUSPENDED if plan.suspended else "",
        steps=tuple(_step(look, each) for each in plan.steps),
        button=look.button(Task.GO_AHEAD, words.GO_AHEAD) if lets else None,
    )


def _step(look: Look, planned: Planned) -> StepShown:
    entry, shown = planned.ended, in_full(look.policy, planned.step)
    return replace(
        shown,
        help="" if planned.standing in ENDED else shown.help,
        state=_open(look, planned) if entry is None else _ended(look, planned.standing, entry),
        ended=planned.standing in {*ENDED, Standing.BY_ITSELF},
        said=() if entry is None else said(look.policy, entry, _in_its_state(entry)),
        button=_button(look, planned),
    )


def in_full(policy: Policy, step: Step) -> StepShown:
    """A step in the policy's words, with what is wrong with them, and nothing of how it stands."""
    return StepShown(
        id=step.id,
        words=step.words,
        quoted=step.quoted,
        owner=_owner(policy, step),
        help=step.help,
        errata=tuple(erratum(policy.errata[each]) for each in step.errata),
    )


def _owner(policy: Policy, step: Step) -> str:
    return wording.FINDER if step.owner == FINDER else policy.roles[step.owner].title


def _button(look: Look, planned: Planned) -> Button | None:
    ended = planned.standing in ENDED
    if look.refusal(Task.STEP) is not None or not (ended or planned.standing in STILL_TO_DO):
        return None
    if not may(look, planned.step):
        return None
    return look.button(Task.STEP, words.RECORD_AGAIN if ended else words.RECORD, planned.step.id)


def may(look: Look, step: Step) -> bool:
    """Whether they may end this step."""
    return may_end(look.person, step, look.case, look.work, look.policy, look.desk.organisation, look.now)


def _open(look: Look, planned: Planned) -> str:
    match planned.standing:
        case Standing.BY_ITSELF:
            return words.BY_ITSELF
        case Standing.SUSPENDED:
            return words.WAITS
        case _ if not may(look, planned.step):
            by = look.policy.casework.decisions[planned.step.decision].by
            return words.for_them(wording.any_of(f"the {look.policy.roles[role].title}" for role in by))
        case Standing.WAITS:
            return _as_reported(look, planned, words.comes_after(each.id for each in planned.waits_for))
        case _:
            return _as_reported(look, planned, words.TO_DO)


def _as_reported(look: Look, planned: Planned, state: str) -> str:
    """How a step stands, and whether its reporter says that it was done."""
    when = look.policy.casework.said_done.get(planned.step.id)
    said_so = when is not None and any(holds(when, report.answers) for report in look.case.reports)
    return f"{state}. {words.SAID_DONE}" if said_so else state


def _ended(look: Look, standing: Standing, entry: Entry) -> str:
    by = look.by_at(entry)
    match standing:
        case Standing.NOT_APPLICABLE:
            return words.ended_otherwise(words.NOT_APPLICABLE, by)
        case Standing.NOT_DONE:
            return words.ended_otherwise(words.NOT_DONE, by)
        case _ if outcome := in_words(look.policy, entry, Detail.OUTCOME):
            return words.ended(words.DECIDED, by, words.decided(outcome, in_words(look.policy, entry, Detail.REASONS)))
        case _:
            return words.ended_otherwise(words.DONE, by)


def _in_its_state(entry: Entry) -> tuple[Detail, ...]:
    """What is said where it is said how the step stands, and so not below it again."""
    return (Detail.OUTCOME, Detail.REASONS) if Detail.OUTCOME in entry.detail else ()
