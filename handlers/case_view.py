"""A case as somebody who may read it sees it: the account, the policy's steps with its words, the chronology.

It takes for granted that access has been decided.
"""

from dialogs import summary, triage, wording
from dialogs.alerts import Press
from dialogs.case import Case
from dialogs.office_hours import is_open
from dialogs.policy import FINDER, Erratum, Policy, Procedure, ProcedureKind, Step
from handlers.desk import Desk
from handlers.numbers import numbers
from handlers.people import options_now
from handlers.reply import CaseShown, ErratumShown, Happened, ProcedureShown, Reply, ReviewLine, StepShown
from handlers.screens import lines_of
from storage import audit
from storage.audit import Entry
from storage.database import Transaction


async def shown(desk: Desk, tx: Transaction, case: Case) -> Reply:
    """Everything that may be read of a case."""
    policy = await desk.policy_of(tx, case.policy)
    category = policy.categories[case.category]
    staff = case.route == policy.reporting.staff_route
    procedures = triage.procedures_of(policy, category, staff=staff)
    route = policy.routes[case.route]
    return CaseShown(
        case=case.id,
        heading=summary.alert_line(case, policy, desk.organisation, desk.clock.now()),
        facts=_facts(desk, policy, case),
        must_not_know=tuple(desk.organisation.name_of(key) or key for key in sorted(case.excluded)),
        answers=tuple(_answers(desk, policy, case)),
        procedures=tuple(_procedure(policy, each, suspended=category.suspends) for each in procedures),
        numbers=numbers(
            (*route.contacts, *category.signposts), policy, desk.organisation, desk.clock.now().date(), case.centre
        ),
        chronology=tuple(_happened(desk, entry) for entry in await audit.entries(tx, case.id)),
        buttons=tuple(button for button in summary.buttons_for(case) if button.press is not Press.OPEN),
    )


def _facts(desk: Desk, policy: Policy, case: Case) -> tuple[tuple[str, str], ...]:
    category = policy.categories[case.category]
    zone = desk.organisation.hours.time_zone
    hours = "" if is_open(desk.organisation.hours, case.opened) else f" ({wording.OUT_OF_HOURS})"
    facts = [
        (wording.SEVERITY, f"{case.severity.value}: {policy.severities[case.severity].meaning}"),
        (wording.CATEGORY, category.label),
        (wording.REPORTED, f"{wording.clock(case.opened, zone)}{hours}"),
        (wording.REPORTER, case.reporter_name or case.reporter),
        (wording.STATE, _state(desk, case)),
    ]
    if not case.complete:
        facts.append((wording.SO_FAR, wording.ONE_LINE_ONLY))
    if category.note:
        facts.append((wording.NOTE, category.note))
    return tuple(facts)


def _state(desk: Desk, case: Case) -> str:
    if not case.acknowledged_by or case.acknowledged_at is None:
        return wording.STILL_NOBODY
    at = wording.clock(case.acknowledged_at, desk.organisation.hours.time_zone)
    return wording.picked_up_alert(desk.organisation.name_of(case.acknowledged_by), at)


def _answers(desk: Desk, policy: Policy, case: Case) -> list[tuple[ReviewLine, ...]]:
    form = policy.forms[policy.reporting.form]
    return [
        tuple(
            line
            for line in lines_of(
                form, report.answers, options_now(policy, desk.organisation, report.answers, case.opened)
            )
            if line.answer != wording.SKIPPED
        )
        for report in case.reports
    ]


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
    errata = tuple(_erratum(policy.errata[each]) for each in step.errata)
    return StepShown(step.id, step.words, step.quoted, owner, step.help, errata)


def _erratum(erratum: Erratum) -> ErratumShown:
    checked = wording.checked_in(erratum.checked.isoformat()) if erratum.checked else wording.NOT_CHECKED
    return ErratumShown(erratum.problem, erratum.instead, checked)


def _happened(desk: Desk, entry: Entry) -> Happened:
    """One audit entry in words: what, by whom, and to whom where somebody was told."""
    who = desk.organisation.name_of(entry.actor) or entry.actor
    people = [desk.organisation.name_of(key) or key for key in entry.detail.get("to", "").split(",") if key]
    text = wording.happened(entry.what, who, wording.listed(people) if people else "")
    return Happened(entry.at, text)
