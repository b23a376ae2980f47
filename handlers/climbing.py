"""Climbs the ladder of a case: the next people are owed an alert, in the same commit as the next timer."""

from dataclasses import replace

from dialogs.alerts import Owed, told_by
from dialogs.case import Case
from dialogs.escalation import instead_of_the_channel, next_owed
from dialogs.ladder import ladder
from handlers.desk import Desk
from handlers.recording import note
from storage import cases, outbox
from storage.database import Transaction
from storage.outbox import Claimed

NOT_IN_THE_CHANNEL = "sent to each reader instead of the channel"
NOT_ALL_IN_THE_CHANNEL = "sent to each reader who is not in the channel"


async def climb(desk: Desk, tx: Transaction, claimed: Claimed) -> None:
    """Nobody has acknowledged in time: the next people are owed an alert, and the timer after that runs."""
    owed = claimed.owed
    case = await cases.lock(tx, owed.case)
    if case is None or case.acknowledged_by or case.closed or owed.rung <= case.rung:
        return
    policy = await desk.policy_of(tx, case.policy)
    rungs = ladder(policy.routes[case.route], desk.organisation, case.excluded, case.started)
    # Rungs that were missed while the bot was away are climbed in order; repeats that were missed are not made up.
    since = owed.due if owed.rung < len(rungs) else desk.clock.now()
    next_ones = next_owed(case, owed.rung, policy, desk.organisation, since)
    await owe_on_the_ladder(desk, tx, case, next_ones, rung=owed.rung, what="nobody acknowledged in time")


async def tell_readers(desk: Desk, tx: Transaction, claimed: Claimed, absent: frozenset[str] | None = None) -> bool:
    """Whoever does not read it in the channel is owed a direct message: `absent`, or everybody who would have read it.

    False if somebody has the case by now, so that nobody is.
    """
    case = await cases.lock(tx, claimed.owed.case)
    if case is None or case.acknowledged_by or case.closed:
        return False
    policy = await desk.policy_of(tx, case.policy)
    everybody = instead_of_the_channel(case, policy, desk.organisation, claimed.owed)
    owed = tuple(each for each in everybody if absent is None or each.person in absent)
    what = NOT_IN_THE_CHANNEL if absent is None else NOT_ALL_IN_THE_CHANNEL
    await owe_on_the_ladder(desk, tx, case, owed, rung=case.rung, what=what)
    return True


async def owe_on_the_ladder(
    desk: Desk, tx: Transaction, case: Case, owed: tuple[Owed, ...], *, rung: int, what: str, actor: str = ""
) -> None:
    """Owes what comes next on the ladder and writes it down. Those who are owed an alert may open the case from now."""
    people = told_by(owed)
    for each in owed:
        await outbox.owe(tx, each)
    await cases.change(tx, replace(case, rung=rung, told=case.told | people))
    detail = {"rung": str(rung), "to": ",".join(sorted(people))}
    await note(desk, tx, case, actor, what, detail)
