"""What others hear of what is done with a case: owed in the same commit, and without a word of the case."""

from dialogs.alerts import Kind, Owed
from dialogs.case import Case
from dialogs.casework.owing import changed_hands, of_the_work
from handlers.casework.at import At
from handlers.desk import Desk
from handlers.recording import forget_when
from storage import audit, outbox
from storage.database import Transaction
from storage.outbox import State


async def tell(at: At, kind: Kind, *people: str) -> None:
    """These people are owed a message of this kind; they are again each time that it happens again."""
    number = await _number(at)
    for person in people:
        await outbox.owe(at.tx, of_the_work(at.case, kind, at.now, number, person=person))


async def tell_reporter(at: At, kind: Kind) -> None:
    """The reporter is owed it, if they can be told and must not be kept from the case."""
    if not at.case.anonymous and at.case.reporter not in at.case.excluded:
        await outbox.owe(at.tx, of_the_work(at.case, kind, at.now, await _number(at)))


async def tell_changed(at: At, *people: str) -> None:
    """These people are owed that something has changed in the case, except whoever does it, and nobody ("").

    However much is changed at once, they are told once. Call it after what cancels `WHILE_OPEN`.
    """
    rows = [row for row in await outbox.of_case(at.tx, at.case.id) if row.owed.kind is Kind.CHANGED]
    for person in sorted({*people} - {"", at.who.key}):
        done = [row.owed.rung for row in rows if row.owed.person == person and row.state is not State.OWED]
        number = max(done, default=0) + 1  # one that is still owed says the same
        await outbox.owe(at.tx, of_the_work(at.case, Kind.CHANGED, at.now, number, person=person))


async def say_who_has_it(at: At, case: Case) -> None:
    """Every alert that was sent of the case is changed to say who has it now."""
    await say_it(at.desk, at.tx, case)


async def say_it(desk: Desk, tx: Transaction, case: Case) -> None:
    """As `say_who_has_it`; or that nobody has it, if that is so once they are changed."""
    await outbox.forget(tx, {Kind.ALERT_ANSWERED}, case_id=case.id)  # they said who had it before
    rows = await outbox.of_case(tx, case.id)
    sent: tuple[Owed, ...] = tuple(row.owed for row in rows if row.owed.kind is Kind.ALERT and row.platform_id)
    for each in changed_hands(case, sent, desk.clock.now()):
        await outbox.owe(tx, each)
    await forget_when(desk, tx, case.id)


async def _number(at: At) -> int:
    return len(await audit.readable(at.tx, at.case.id))
