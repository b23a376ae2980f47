"""Cases for the incident log, and how it is looked at, in a test."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dialogs.case import Report
from dialogs.severity import Severity
from handlers import log
from handlers.listing import Group, Listing, Row
from handlers.reply import Asked, Reply
from handlers.turn import Answered, OpenedLog, Who
from storage import audit, cases
from tests.handlers.casework.desk_work import WORKED, DeskWork
from tests.handlers.office import ASHA, POLICY, Office
from tests.storage.examples import CASE

ANSWERS = {"subject": "Mia Example", "account": "He wrote 'nobody likes you'."}
NOBODYS = Who("slack:T1:U1", "Nobody Known")


async def begin(office: Office, *, taken: bool = True, **more: object) -> DeskWork:
    """Stores a case as it is once it was reported; somebody has it if it is `taken`."""
    office.desk = replace(office.desk, policy=WORKED)
    number, now = office.desk.randomness.identifier(), office.clock.now()
    case = replace(CASE, id=number, draft=number, reference=f"ES-{number[-6:]}", policy=WORKED.hash, opened=now)
    case = replace(
        case,
        category="messages",
        route=POLICY.categories["messages"].route,
        severity=Severity.S2,
        reports=(Report(now, ANSWERS),),
    )
    case = replace(case, excluded=frozenset(), reporter="tom", reporter_name="Tom Baker")
    case = replace(case, acknowledged_by="asha" if taken else "", acknowledged_at=now if taken else None)
    async with office.desk.database.transaction() as tx:
        await cases.add(tx, replace(case, **more))  # type: ignore[arg-type]
        await audit.append(tx, case.id, now, "", "opened")
    return DeskWork(office, case.id)


async def listed(office: Office, who: Who = ASHA, chosen: str = "") -> Listing:
    """The log as somebody sees it."""
    reply = await office.does(OpenedLog(who, chosen))
    assert isinstance(reply, Listing), reply
    return reply


async def group_of(office: Office, who: Who = ASHA, chosen: str = "") -> Group:
    """Its only list."""
    [group] = (await listed(office, who, chosen)).groups
    return group


async def row_of(office: Office, chosen: str = "") -> Row:
    """Its only case."""
    [row] = (await group_of(office, chosen=chosen)).rows
    return row


def sent(values: Mapping[str, Sequence[str]], who: Who = ASHA, draft: str = "l.") -> Answered:
    """What was chosen in the form."""
    return Answered(who, draft, log.SCREEN, {name: tuple(each) for name, each in values.items()}, "")


def asked(reply: Reply) -> Asked:
    """The form."""
    assert isinstance(reply, Asked), reply
    return reply
