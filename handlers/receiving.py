"""A report becomes a case: stored, audited and owed to somebody in one commit, and only then called received.

Nothing is taken when nobody is left who may read it. Sending the same draft twice finds the case that is there.
"""

from dataclasses import replace

from dialogs import summary, triage, wording
from dialogs.alerts import Kind, Owed, To, told_by
from dialogs.case import Case, Draft, Report
from dialogs.casework.anew import told_anew
from dialogs.escalation import completed, first_owed, is_urgent, on_the_ladder
from dialogs.forms import Answers, holds
from dialogs.office_hours import is_open, next_opening
from dialogs.policy import Policy
from dialogs.triage import Assessment
from handlers.casework.begun_anew import begin_anew
from handlers.casework.corrected import as_corrected
from handlers.casework.keeping import keeping
from handlers.casework.news import say_it
from handlers.casework.reopened import opened_by_more
from handlers.desk import Desk
from handlers.looking import owe_a_look_at_a_report
from handlers.numbers import numbers
from handlers.people import being_told, placeholders, ring_lines
from handlers.reply import NotTaken, Received, Reply, Said
from handlers.screens import Standing, lines_of
from handlers.subjects import subject_of
from storage import audit, cases, drafts, outbox, policies
from storage.database import Transaction
from storage.failures import ReferenceTaken

TRIES_AT_A_REFERENCE = 20


async def alert_now(desk: Desk, tx: Transaction, at: Standing) -> Standing:
    """Makes a case of a one-line alert, and returns the standing with the draft bound to it.

    Sent again with other words, those join the case; the same words change nothing.
    """
    case = await cases.lock(tx, at.draft.case) if at.draft.case else None
    if case is None:
        case = _case(desk, at, complete=False, category=at.policy.reporting.alert_now_category)
        case = await _add(desk, tx, at, case)
    elif case.reports[-1].answers != at.answers:
        case = await _join(desk, tx, at, case, complete=False)
    await outbox.cancel(tx, {Kind.NOT_SENT}, draft_id=at.draft.id)
    return replace(at, draft=replace(at.draft, case=case.id), case=case)


async def send(desk: Desk, tx: Transaction, at: Standing) -> Reply:
    """Makes a case of the whole report, or completes the case that its one-line alert made."""
    case = await cases.lock(tx, at.draft.case) if at.draft.case else None
    if case is None:
        case = await _add(desk, tx, at, _case(desk, at, complete=True))
    else:
        case = await _join(desk, tx, at, case, complete=True)
        at = replace(at, case=case)
    await outbox.cancel(tx, {Kind.NOT_SENT}, draft_id=at.draft.id)
    await drafts.save(tx, replace(at.draft, case=case.id, sent=True, changed=at.now))
    return received(desk, at, case)


async def received_again(desk: Desk, tx: Transaction, draft: Draft) -> Reply:
    """What somebody reads who sends a draft that has been sent: the same case, and that it is there."""
    case = await cases.get(tx, draft.case)
    if case is None:
        return Said(wording.NO_SUCH_DRAFT, (wording.NO_SUCH_DRAFT_WHAT_NOW,))
    policy = await desk.policy_of(tx, case.policy)
    whole = replace(draft, answers=case.reports[-1].answers)
    at = Standing(whole, policy.forms[draft.form], policy, desk.organisation, case.reports[-1].at)
    return received(desk, at, case, again=True)


def received(desk: Desk, at: Standing, case: Case, *, again: bool = False) -> Received:
    """What the reporter reads. To be shown only after the commit. `again`: some time may have gone by since."""
    assessment = at.assessment
    told, hear = _told(desk, at, case, again=again)
    words = placeholders(assessment, at.policy, desk.organisation, at.now)
    steps = triage.for_the_reporter(at.policy, assessment.category, staff=assessment.staff)
    return Received(
        reference=case.reference,
        title=wording.RECEIVED,
        lines=(
            told,
            *closed_line(at),
            *hear,
            wording.WORSE,
            *ring_lines(assessment, at.policy, desk.organisation, at.now),
        ),
        next_steps=(
            *(step.format_map(words) for step in steps),
            wording.DO_NOT_QUESTION,
            *((wording.parents(words["parents_decided_by"]),) if _has_parents(at) else ()),
        ),
        numbers=numbers(
            (*assessment.route.contacts, *assessment.signposts),
            at.policy,
            desk.organisation,
            at.now.date(),
            case.centre,
        ),
    )


def _told(desk: Desk, at: Standing, case: Case, *, again: bool) -> tuple[str, tuple[str, ...]]:
    """Who knows of it now, and what the reporter can expect. Whoever is kept out of it hears nothing more of it."""
    now, kept_out = desk.clock.now(), case.reporter in case.excluded
    if case.acknowledged_by and not kept_out:
        return summary.picked_up(case, at.policy, desk.organisation, now).lines[0], ()
    told = being_told(at.assessment, at.policy, desk.organisation, at.now)
    if at.case is not None:
        told = wording.joined(case.reference)
    if again:
        told = wording.received_at(wording.clock(at.now, desk.organisation.hours.time_zone, now), waits=not kept_out)
    return told, () if kept_out else (wording.you_will_hear(),)


def _has_parents(at: Standing) -> bool:
    """Whether there is anything to say of telling parents: of an adult there is not."""
    when = at.policy.reporting.parents_when
    return when is None or holds(when, at.answers)


def closed_line(at: Standing) -> tuple[str, ...]:
    """When the office opens, while it is closed."""
    hours = at.organisation.hours
    if is_open(hours, at.now):
        return ()
    return (wording.closed_until(wording.clock(next_opening(hours, at.now), hours.time_zone, at.now)),)


def no_reader_left(desk: Desk, at: Standing) -> NotTaken:
    """Nothing is taken: everybody who would read it is somebody who must not. Shows whom to go to instead."""
    assessment = at.assessment
    lines = lines_of(at.form, at.draft.answers, at.options)
    return NotTaken(
        draft=at.draft.id,
        title=wording.NOT_TAKEN,
        lines=wording.NOBODY_MAY_READ_THE_REST if at.draft.case else wording.NOBODY_MAY_READ,
        numbers=numbers(
            (*assessment.route.contacts, *assessment.signposts), at.policy, desk.organisation, at.now.date()
        ),
        copy="\n\n".join(f"{line.label}\n{line.answer}" for line in lines if line.answer != wording.SKIPPED),
    )


def _case(desk: Desk, at: Standing, *, complete: bool, category: str = "") -> Case:
    assessment = at.assessment
    return Case(
        id=desk.randomness.identifier(),
        reference=desk.randomness.reference(),
        draft=at.draft.id,
        policy=at.policy.hash,
        severity=assessment.severity,
        category=category or assessment.category.id,
        route=assessment.route.id,
        centre=_text(at.answers, at.policy.reporting.meanings.centre),
        opened=at.now,
        reporter=at.draft.person,
        reporter_name=desk.organisation.name_of(at.draft.person) or at.reporter_name,
        excluded=assessment.excluded,
        reports=(Report(at.now, at.answers),),
        complete=complete,
    )


async def _add(desk: Desk, tx: Transaction, at: Standing, case: Case) -> Case:
    owed = first_owed(case, at.assessment, at.policy, desk.organisation, at.now)
    case = replace(case, told=told_by(owed))
    case = await _stored(desk, tx, case)
    await cases.add_subject(tx, case, subject_of(at.policy, at.answers))
    await policies.remember(tx, desk.policy.hash, desk.policy_files)
    await audit.append(tx, case.id, at.now, case.reporter, "received", _facts(case, at.assessment))
    await _owe(tx, case, owed, at)
    await owe_a_look_at_a_report(desk, tx, case, at.policy)
    return case


class NoReferenceFree(Exception):
    """So many references in a row were taken that chance cannot be to blame. Nothing was stored."""


async def _stored(desk: Desk, tx: Transaction, case: Case) -> Case:
    """Stores the case, under another reference if its own is taken."""
    for _ in range(TRIES_AT_A_REFERENCE):
        try:
            await cases.add(tx, case)
        except ReferenceTaken:
            case = replace(case, reference=desk.randomness.reference())
        else:
            return case
    raise NoReferenceFree


async def _join(desk: Desk, tx: Transaction, at: Standing, case: Case, *, complete: bool) -> Case:
    """Adds what the reporter has sent now to the case that is there. It may become more serious, never less.

    A closed one is open again. Where it became more serious, or is urgent and came while whoever has it may be asleep,
    nobody has it any more, and everybody is told as of a new one.
    """
    at = replace(at, case=case)  # what was read of it before it was locked may have been changed since
    wakes = _wakes(at, case)
    case = await opened_by_more(desk, tx, case)
    assessment = await as_corrected(tx, case, at.policy, at.assessment)
    changed = replace(
        case,
        severity=assessment.severity,
        category=assessment.category.id if complete else case.category,
        route=assessment.route.id,
        centre=_text(at.answers, at.policy.reporting.meanings.centre) or case.centre,
        excluded=assessment.excluded,
        complete=complete,
    )
    holding = await keeping(desk, tx, case, changed, at.policy)
    may = on_the_ladder(changed, at.policy, desk.organisation) | holding
    if case.acknowledged_by in may and (wakes or changed.severity < case.severity):
        changed = replace(await begin_anew(desk, tx, changed), told=changed.told & may)
        owed = told_anew(changed, at.policy, desk.organisation, at.now, len(case.reports))
    else:
        owed = completed(changed, assessment, at.policy, desk.organisation, at.now, holding=holding)
        changed = only_those_on(changed, may)
    changed = replace(changed, told=changed.told | told_by(owed))
    await cases.change(tx, changed)
    await cases.add_report(tx, case.id, Report(at.now, at.answers))
    await cases.add_subject(tx, case, subject_of(at.policy, at.answers))
    what = "the whole report received" if complete else "more received"
    await audit.append(tx, case.id, at.now, case.reporter, what, _facts(changed, assessment))
    if case.acknowledged_by != changed.acknowledged_by:
        await audit.append(tx, case.id, at.now, "", "no longer theirs", {"to": case.acknowledged_by})
        await say_it(desk, tx, changed)
    await _owe(tx, changed, owed, at)
    await owe_a_look_at_a_report(desk, tx, changed, at.policy)
    return changed


def _wakes(at: Standing, case: Case) -> bool:
    """Whether this says for the first time that it is urgent, and comes while nobody is at work."""
    news = _urgent(at.policy, at.answers) - _urgent(at.policy, case.reports[-1].answers)
    return bool(news) and not is_open(at.organisation.hours, at.now)


def _urgent(policy: Policy, answers: Answers) -> frozenset[str]:
    """What the policy calls urgent in these answers."""
    said = triage.risks_in(policy, (each for each in answers.values() if isinstance(each, str)))
    reasons = [(each.to, each.because) for each in said]
    reasons += [(each.to, each.because) for each in policy.reporting.raises if holds(each.when, answers)]
    return frozenset(why for severity, why in reasons if is_urgent(severity))


def only_those_on(case: Case, may: frozenset[str]) -> Case:
    """The case without those who are off its ladder now. If one of them had it, it is nobody's, and climbs on."""
    case = replace(case, told=case.told & may)
    if not case.acknowledged_by or case.acknowledged_by in may:
        return case
    return replace(case, acknowledged_by="", acknowledged_at=None, rung=case.rung + 1)


async def _owe(tx: Transaction, case: Case, owed: tuple[Owed, ...], at: Standing) -> None:
    for each in owed:
        await outbox.owe(tx, each)
    people = ",".join(sorted(told_by(owed)))
    channel = any(each.to is To.CHANNEL for each in owed)
    await audit.append(tx, case.id, at.now, "", "alerts owed", {"to": people, "channel": "yes" if channel else "no"})


def _facts(case: Case, assessment: Assessment) -> dict[str, str]:
    return {
        "severity": case.severity.value,
        "category": case.category,
        "route": case.route,
        "because": " ".join(assessment.because),
    }


def _text(answers: Answers, field: str) -> str:
    answer = answers.get(field, "")
    return answer if isinstance(answer, str) else ""
