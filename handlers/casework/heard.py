"""A reporter adds something to their case: whoever has it hears that there is more; nobody ever hears its words."""

from dataclasses import dataclass, replace

from dialogs import access
from dialogs.alerts import WHILE_NOBODY_HAS_IT, Kind, Owed, To, told_by
from dialogs.case import Case
from dialogs.casework.anew import owed_anew, told_anew
from dialogs.casework.owing import ANSWERS
from dialogs.casework.record import Act, Detail
from dialogs.escalation import PRIORITY, is_urgent
from dialogs.office_hours import is_open
from dialogs.policy import Policy
from dialogs.reporting import RiskWords
from handlers.casework.begun_anew import begin_anew
from handlers.casework.reopened import opened_by_more
from handlers.desk import Desk
from handlers.looking import owe_a_look
from handlers.recording import note
from storage import audit, cases, outbox
from storage.database import Transaction
from storage.outbox import State
from storage.setting_apart import set_apart


@dataclass(frozen=True, slots=True)
class Added:
    """What they wrote, the id of the form that they wrote it in, and the policy's risk words that it holds."""

    text: str
    once: str
    risks: tuple[RiskWords, ...]


async def add(desk: Desk, tx: Transaction, case: Case, policy: Policy, added: Added) -> None:
    """Keeps it with the case, which is open and locked. It may become more serious by it, never less.

    While nobody has the case, a more serious one is alerted as such. Where somebody has it and it became more serious,
    or what came is urgent and they may be asleep, it is nobody's, and alerted as a new one; so it is where they may not
    know of it any more.
    """
    was, case = case, await opened_by_more(desk, tx, case)
    number = ANSWERS + len(await audit.readable(tx, case.id))
    said = {Detail.TEXT.value: added.text, Detail.ONCE.value: added.once}
    await note(desk, tx, case, case.reporter, Act.ANSWERED.value, said)
    await outbox.cancel(tx, {Kind.ASKED}, case_id=case.id)
    changed = await _freed(desk, tx, case, await _raised(desk, tx, case, added), added, policy)
    owed = await _owed(desk, tx, was, changed, policy, number)
    await cases.change(tx, replace(changed, told=changed.told | told_by(owed)))
    for each in owed:
        await outbox.owe(tx, each)
    await owe_a_look(desk, tx, changed)
    channel = "yes" if any(each.to is To.CHANNEL for each in owed) else "no"
    await note(desk, tx, case, "", "alerts owed", {"to": ",".join(sorted(told_by(owed))), "channel": channel})


async def _raised(desk: Desk, tx: Transaction, case: Case, added: Added) -> Case:
    """The case as serious as the policy's risk words make it."""
    severity = min((case.severity, *(each.to for each in added.risks)))
    if severity == case.severity:
        return case
    why = " ".join(each.because for each in added.risks if each.to < case.severity)
    detail = {Detail.FROM: case.severity, Detail.TO: severity, Detail.WHY: why}
    await note(desk, tx, case, "", Act.SEVERITY.value, {name.value: str(text) for name, text in detail.items()})
    return replace(case, severity=severity)


async def _freed(  # noqa: PLR0917 -- all of it decides
    desk: Desk, tx: Transaction, before: Case, case: Case, added: Added, policy: Policy
) -> Case:
    """The case, nobody's if everything has to begin anew."""
    holder, worse = case.acknowledged_by, case.severity < before.severity
    if not holder:
        if worse:
            await set_apart(tx, WHILE_NOBODY_HAS_IT, case.id)
        return case
    urgent = any(is_urgent(each.to) for each in added.risks)
    asleep = urgent and not is_open(desk.organisation.hours, desk.clock.now())
    if not (worse or asleep) and access.may_know(holder, case, policy, desk.organisation):
        return case
    await note(desk, tx, case, "", "no longer theirs", {"to": holder})
    return await begin_anew(desk, tx, case)


async def _owed(  # noqa: PLR0917 -- all of it decides
    desk: Desk, tx: Transaction, before: Case, case: Case, policy: Policy, number: int
) -> tuple[Owed, ...]:
    """That there is more; and the alerts of a case that nobody has, if it is more serious or somebody had it before."""
    if case.acknowledged_by:
        return await _more(desk, tx, case, policy, number)
    now = desk.clock.now()
    if before.acknowledged_by or before.closed is not None:
        may = frozenset(each for each in case.told if access.may_know(each, case, policy, desk.organisation))
        return told_anew(replace(case, told=may), policy, desk.organisation, now, number)
    worse = owed_anew(case, policy, desk.organisation, now) if case.severity < before.severity else ()
    return (*await _more(desk, tx, case, policy, number), *worse)


async def _more(desk: Desk, tx: Transaction, case: Case, policy: Policy, number: int) -> tuple[Owed, ...]:
    """That there is more: to whoever has it; while nobody has, to all who were told and may know, the channel too."""
    may = {each for each in case.told if access.may_know(each, case, policy, desk.organisation)}
    people = (case.acknowledged_by,) if case.acknowledged_by else tuple(sorted(may))
    rows = await outbox.of_case(tx, case.id)
    posted = any(row.owed.kind is Kind.ALERT and row.owed.to is To.CHANNEL and row.state is State.SENT for row in rows)
    places = [(To.PERSON, key) for key in people]
    if posted and not case.acknowledged_by:
        places.append((To.CHANNEL, ""))
    now, priority = desk.clock.now(), PRIORITY[case.severity]
    return tuple(Owed(Kind.MORE, to, now, case.id, "", key, number, priority) for to, key in places)
