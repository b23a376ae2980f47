"""What others hear of what is done with a case: owed in the same commit, and without a word of the case."""

from dialogs.alerts import Kind, Owed
from dialogs.case import Case
from dialogs.casework.owing import changed_hands, not_agreed, of_the_work
from handlers.casework.at import At
from handlers.recording import forget_when
from storage import audit, outbox


async def tell(at: At, kind: Kind, *people: str) -> None:
    """These people are owed a message of this kind; they are again each time that it happens again."""
    number = await _number(at)
    for person in people:
        await outbox.owe(at.tx, of_the_work(at.case, kind, at.now, number, person=person))


async def tell_reporter(at: At, kind: Kind) -> None:
    """The reporter is owed it, if they can be told and must not be kept from the case."""
    if not at.case.anonymous and at.case.reporter not in at.case.excluded:
        await outbox.owe(at.tx, of_the_work(at.case, kind, at.now, await _number(at)))


async def tell_not_agreed(at: At, person: str) -> None:
    """Whoever wanted to close it is owed that somebody does not agree."""
    await outbox.owe(at.tx, not_agreed(at.case, person, at.now, await _number(at)))


async def say_who_has_it(at: At, case: Case) -> None:
    """Every alert that was sent of the case is changed to say who has it now."""
    await outbox.forget(at.tx, {Kind.ALERT_ANSWERED}, case_id=case.id)  # they said who had it before
    rows = await outbox.of_case(at.tx, case.id)
    sent: tuple[Owed, ...] = tuple(row.owed for row in rows if row.owed.kind is Kind.ALERT and row.platform_id)
    for each in changed_hands(case, sent, at.now):
        await outbox.owe(at.tx, each)
    await forget_when(at.desk, at.tx, case.id)


async def _number(at: At) -> int:
    return len(await audit.entries(at.tx, at.case.id))
