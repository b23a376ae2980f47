"""Two people have agreed that a case is opened to one of them: whether it is, and what is written down and owed then.

Whoever is excluded from the case is never let in and cannot agree. Nothing here is answered to either of the two, so
that neither learns whether there is such a case. It is locked before it is judged, as somebody may be kept out of it
at the same moment.
"""

from contextlib import suppress
from dataclasses import replace
from enum import StrEnum

from dialogs import access
from dialogs.alerts import Kind
from dialogs.case import Case
from dialogs.casework.owing import of_the_work
from dialogs.casework.record import Act, Detail
from dialogs.escalation import on_the_ladder
from dialogs.policy import Policy
from handlers.desk import Desk
from handlers.recording import note
from storage import audit, cases, outbox
from storage.database import Transaction
from storage.failures import SealBroken
from storage.letting_in import Request


class Outcome(StrEnum):
    """What came of it, for the audit only."""

    OPENED = "opened"
    NO_SUCH_CASE = "no such case"
    MAY_NOT = "one of them must not know of it"
    KNOWS = "knew of it already"


async def let_in(desk: Desk, tx: Transaction, request: Request, second: str) -> Outcome:
    """Opens the case to whoever asked, if there is one, neither of the two is kept from it and it is not theirs yet."""
    case: Case | None = None
    with suppress(SealBroken):  # `audit verify` names it; nobody could open it
        # Its reports would take a time that tells somebody who may not know of it that there are some.
        case = await cases.without_reports_by_reference(tx, request.reference)
    outcome = await _judged(desk, tx, case, request.asker, second)
    if case is not None and outcome is Outcome.OPENED:
        await _open(desk, tx, case, request, second)
    return outcome


async def _judged(desk: Desk, tx: Transaction, case: Case | None, asker: str, second: str) -> Outcome:
    if case is None or not access.is_out(case, desk.clock.now()):
        return Outcome.NO_SUCH_CASE
    policy = await desk.policy_of(tx, case.policy)
    if not all(access.may_be_let_in(each, case, policy, desk.organisation) for each in (asker, second)):
        return Outcome.MAY_NOT
    return Outcome.KNOWS if access.may_know(asker, case, policy, desk.organisation) else Outcome.OPENED


async def _open(desk: Desk, tx: Transaction, case: Case, request: Request, second: str) -> None:
    """They are one of those who were told of the case, as is whoever hears that they are."""
    hear = _who_hear(desk, await desk.policy_of(tx, case.policy), case, frozenset({request.asker, second}))
    opened = replace(case, told=case.told | {request.asker} | hear)
    await cases.change(tx, opened)
    number = len(await audit.readable(tx, case.id))
    for person in sorted(hear):
        await outbox.owe(tx, of_the_work(opened, Kind.LET_IN, desk.clock.now(), number, person=person))
    detail = {Detail.TO: request.asker, Detail.FROM: second, Detail.WHY: request.why, Detail.ONCE: request.id}
    said = {name.value: text for name, text in detail.items()}
    await note(desk, tx, opened, request.asker, Act.BROKE_GLASS.value, said)


def _who_hear(desk: Desk, policy: Policy, case: Case, both: frozenset[str]) -> frozenset[str]:
    """Whoever has a role that the policy names, and may know of the case or is on its ladder.

    If that is nobody but `both` who opened it, it is everybody else on its ladder: somebody hears of it who can.
    """
    ladder = on_the_ladder(case, policy, desk.organisation)
    named = {each.key for role in policy.casework.let_in_told for each in desk.organisation.holders(role)}
    may = {each for each in named if each in ladder or access.may_know(each, case, policy, desk.organisation)}
    return frozenset(may - both) or ladder - both
