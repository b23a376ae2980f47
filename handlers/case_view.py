"""A case as somebody who may read it sees it: the account, the policy's steps with its words, the chronology.

It takes for granted that access has been decided.
"""

from dialogs import summary, triage, wording, wording_learner, wording_replies
from dialogs.alerts import Button, Press
from dialogs.case import Case
from dialogs.casework.record import Entry
from dialogs.forms import Answers, Form
from dialogs.office_hours import is_open
from dialogs.policy import FINDER, Policy, Procedure, ProcedureKind, Step
from handlers.concern.opened import HELPED_ANSWERS
from handlers.desk import Desk
from handlers.numbers import numbers
from handlers.people import options_now
from handlers.quoting import erratum
from handlers.reply import CaseShown, Happened, ProcedureShown, Reply, ReviewLine, StepShown
from handlers.screens import lines_of
from handlers.thread import written
from storage import audit, concerns
from storage.concerns import Concern, Message
from storage.database import Transaction
from storage.failures import SealBroken


async def shown(desk: Desk, tx: Transaction, case: Case) -> Reply:
    """Everything that may be read of a case."""
    policy = await desk.policy_of(tx, case.policy)
    category = policy.categories[case.category]
    staff = case.route == policy.reporting.staff_route
    procedures = triage.procedures_of(policy, category, staff=staff)
    route = policy.routes[case.route]
    said, concern, damaged = await _with_its_code(tx, case)
    replying = _replying(case, concern)
    return CaseShown(
        case=case.id,
        heading=summary.alert_line(case, policy, desk.organisation, desk.clock.now()),
        facts=(*_facts(desk, policy, case), *_helped(concern), *damaged),
        must_not_know=tuple(desk.organisation.name_of(key) or key for key in sorted(case.excluded)),
        answers=tuple(_answers(desk, policy, case)),
        procedures=tuple(_procedure(policy, each, suspended=category.suspends) for each in procedures),
        numbers=numbers(
            (*route.contacts, *category.signposts), policy, desk.organisation, desk.clock.now().date(), case.centre
        ),
        chronology=tuple(_happened(desk, case, entry) for entry in await audit.entries(tx, case.id)),
        buttons=(*(button for button in summary.buttons_for(case) if button.press is not Press.OPEN), *replying),
        thread=tuple(written(each) for each in said),
    )


async def _with_its_code(
    tx: Transaction, case: Case
) -> tuple[tuple[Message, ...], Concern | None, tuple[tuple[str, str], ...]]:
    """What was written with its code, and how that stands; what of it does not open closes nobody out of the case."""
    if not case.anonymous:
        return (), None, ()
    try:
        return await concerns.thread(tx, case.id), await concerns.of_case(tx, case.id), ()
    except SealBroken:
        return (), None, ((wording.NOTE, wording_replies.DAMAGED),)


def _helped(concern: Concern | None) -> tuple[tuple[str, str], ...]:
    """What its learner said in the end."""
    said = HELPED_ANSWERS.get(concern.helped, "") if concern is not None else ""
    return ((wording_learner.HELPED, said),) if said else ()


def _replying(case: Case, concern: Concern | None) -> tuple[Button, ...]:
    """What can be done with its code, as long as it opens anything."""
    if concern is None:
        return ()
    reply = Button(Press.REPLY, wording_replies.REPLY, case.id)
    return (reply, Button(Press.NO_MORE, wording_replies.NO_MORE, case.id)) if concern.takes_more else (reply,)


def _facts(desk: Desk, policy: Policy, case: Case) -> tuple[tuple[str, str], ...]:
    category = policy.categories[case.category]
    facts = [
        (wording.SEVERITY, f"{case.severity.value}: {policy.severities[case.severity].meaning}"),
        (wording.CATEGORY, category.label),
        (wording.REPORTED, _reported(desk, case)),
        (wording.REPORTER, wording_replies.ANONYMOUS if case.anonymous else case.reporter_name or case.reporter),
        (wording.STATE, _state(desk, case)),
    ]
    if not case.complete:
        facts.append((wording.SO_FAR, wording.ONE_LINE_ONLY))
    if category.note:
        facts.append((wording.NOTE, category.note))
    return tuple(facts)


def _reported(desk: Desk, case: Case) -> str:
    if case.anonymous:
        day = wording.day(case.opened, desk.organisation.hours.time_zone)
        return f"{day}. {wording_replies.DAY_ONLY}"
    hours = "" if is_open(desk.organisation.hours, case.opened) else f" ({wording.OUT_OF_HOURS})"
    return f"{wording.clock(case.opened, desk.organisation.hours.time_zone)}{hours}"


def _state(desk: Desk, case: Case) -> str:
    if not case.acknowledged_by or case.acknowledged_at is None:
        return wording.STILL_NOBODY
    at = summary.taken_at(case, desk.organisation)
    return wording.picked_up_alert(desk.organisation.name_of(case.acknowledged_by), at)


def _answers(desk: Desk, policy: Policy, case: Case) -> list[tuple[ReviewLine, ...]]:
    return [
        tuple(line for line in _lines(desk, policy, case, report.answers) if line.answer != wording.SKIPPED)
        for report in case.reports
    ]


def _lines(desk: Desk, policy: Policy, case: Case, answers: Answers) -> tuple[ReviewLine, ...]:
    options = options_now(policy, desk.organisation, answers, case.started)
    form = form_of(policy, answers)
    return lines_of(form, answers, options, to_the_end=form.id != policy.reporting.form)


def form_of(policy: Policy, answers: Answers) -> Form:
    """The form that these answers were given to: only a learner's says whether they gave their name."""
    concern = policy.reporting.concern
    return policy.forms[concern.form if concern is not None and concern.how in answers else policy.reporting.form]


def _procedure(policy: Policy, procedure: Procedure, *, suspended: bool) -> ProcedureShown:
    waits = suspended and procedure.kind is ProcedureKind.POLICY
    return ProcedureShown(
        title=procedure.title,
        trigger=procedure.trigger,
        source=policy.banner if procedure.kind is ProcedureKind.POLICY else procedure.source,
        suspended=wording.SUSPENDED if waits else "",
        steps=tuple(_step(policy, step) for step in procedure.steps),
    )


def _step(policy: Policy, step: Step) -> StepShown:
    owner = wording.FINDER if step.owner == FINDER else policy.roles[step.owner].title
    errata = tuple(erratum(policy.errata[each]) for each in step.errata)
    return StepShown(step.id, step.words, step.quoted, owner, step.help, errata)


def _happened(desk: Desk, case: Case, entry: Entry) -> Happened:
    """One audit entry in words: what, by whom, and to whom where somebody was told."""
    who = desk.organisation.name_of(entry.actor) or entry.actor
    people = [desk.organisation.name_of(key) or key for key in entry.detail.get("to", "").split(",") if key]
    text = wording.happened(entry.what, who, wording.listed(people) if people else "")
    return Happened(entry.at, text, exact=not case.anonymous)
