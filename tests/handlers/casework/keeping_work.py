"""A closed case of which the time has come, or not yet, and how its record is held, kept on and destroyed in a test."""

from collections.abc import Mapping
from dataclasses import replace

from dialogs import wording_keeping as words
from dialogs.casework.powers import Task
from dialogs.casework.record import Act, Detail, Entry
from dialogs.casework.retention import From, Retention, Rule, Term
from handlers.reply import CaseShown, Reply
from handlers.turn import Who
from storage import audit
from tests.handlers.casework.closing_work import ENTERED, ends_every_step
from tests.handlers.casework.desk_work import WORKED, DeskWork
from tests.handlers.office import ASHA, CARYS, Office

RULES = Retention(
    by=("coordinator", "safeguarding_lead"),
    rules=(
        Rule("at_once", "Passed on", (Term(From.CLOSED, 0),), outcomes=("passed_on",), source="County desk."),
        Rule(
            "often",
            "Looked at often",
            (Term(From.CLOSED, 30),),
            review_every=5,
            routes=("staff_conduct",),
            source="Us.",
        ),
        Rule(
            "usual",
            "A record",
            (Term(From.BORN, 25), Term(From.LEFT, 7)),
            otherwise=(Term(From.OPENED, 25),),
            source="Practice.",
        ),
    ),
)
KEPT = replace(WORKED, casework=replace(WORKED.casework, retention=RULES))
"""The small policy with rules of keeping: what was passed on can be destroyed at once, the rest in 25 years."""

LONG_AGO: Mapping[Detail, str] = {Detail.BORN: "1/2/1970", Detail.LEFT: "3/4/2001"}
"""Days with which the usual rule keeps it no longer."""


def keeps(office: Office) -> None:
    """Puts these rules in force."""
    office.desk = replace(office.desk, policy=KEPT)


async def closes(work: DeskWork, outcome: str = "resolved") -> CaseShown:
    """Asha closes it under these rules."""
    keeps(work.office)
    await ends_every_step(work)
    shown = await work.did(Task.CLOSE, {**ENTERED, Detail.OUTCOME: outcome})
    await work.office.settles()
    return shown


async def wants_destroyed(work: DeskWork, who: Who = ASHA) -> CaseShown:
    """Somebody wants the record of a closed case destroyed whose time has come, and the others are told."""
    await closes(work, "passed_on")
    return await asks(work, who)


async def asks(work: DeskWork, who: Who = ASHA) -> CaseShown:
    """Somebody wants the record destroyed, and the others are told."""
    given = {Detail.HOW: words.DESTROY, Detail.WHY: "Nobody needs it."}
    shown = await work.did(Task.REVIEW, given, who=who)
    await work.office.settles()
    return shown


async def agrees(work: DeskWork, how: str = words.AGREES, why: str = "", who: Who = CARYS) -> Reply:
    """Somebody says whether they agree."""
    reply = await work.does(Task.DESTROY, {Detail.HOW: how, Detail.WHY: why}, who=who)
    await work.office.settles()
    return reply


async def holds(work: DeskWork, who: Who = ASHA) -> CaseShown:
    """Somebody has the record held."""
    given = {Detail.WHY: "A claim.", Detail.CONSULTED: "The insurer", Detail.REVIEW: "1/2/2027"}
    return await work.did(Task.HOLD, given, who=who)


async def system(work: DeskWork) -> tuple[Entry, ...]:
    """The system's own chain."""
    async with work.office.desk.database.transaction() as tx:
        return await audit.entries(tx, audit.SYSTEM)


async def happens(work: DeskWork, act: Act, by: str = "asha", **detail: str) -> None:
    """Writes that down, past every rule."""
    async with work.office.desk.database.transaction() as tx:
        await audit.append(tx, work.case, work.office.clock.now(), by, act.value, detail)


def facts(shown: Reply) -> dict[str, str]:
    """What stands at the top of a case."""
    assert isinstance(shown, CaseShown), shown
    return dict(shown.facts)


def buttons(shown: Reply) -> list[str]:
    """What its buttons at the top are called."""
    assert isinstance(shown, CaseShown), shown
    return [each.label for each in shown.buttons]
