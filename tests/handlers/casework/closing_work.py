"""Closing a case in a test: ending every step, asking to close it, agreeing."""

from collections.abc import Mapping
from dataclasses import replace

from dialogs import wording_closing as words
from dialogs.casework import plan
from dialogs.casework.powers import Task
from dialogs.casework.record import Act, Detail, Ending
from dialogs.severity import Severity
from handlers.casework.about import About
from handlers.casework.at import at
from handlers.reply import CaseShown, Reply, Said
from storage import audit, concerns
from tests.handlers.casework.desk_work import WORKED, DeskWork
from tests.handlers.concern.learner import Learner, takes
from tests.handlers.office import ASHA, BEN, Office

ENTERED: Mapping[Detail, str] = {
    Detail.OUTCOME: "resolved",
    Detail.TOLD: "yes",
    Detail.LESSON: "Mute the group first.",
    Detail.THEMES: "group_chats",
}


async def ends_every_step(work: DeskWork) -> DeskWork:
    """Records of every step that is left that it does not apply."""
    case = await work.now()
    async with work.office.desk.database.transaction() as tx:
        here = await at(work.office.desk, tx, ASHA, About(Task.STEP, work.case), case)
        for name, planned in here.steps.items():
            if planned.standing in plan.STILL_TO_DO:
                detail = {Detail.STEP.value: name, Detail.HOW.value: Ending.NOT_APPLICABLE.value, Detail.WHY.value: "-"}
                await audit.append(tx, work.case, here.now, "asha", Act.STEP.value, detail)
    return work


async def serious(work: DeskWork) -> None:
    """The case is so serious as to need another person, and every step has ended."""
    await work.becomes(replace(await work.now(), severity=Severity.S1))
    await ends_every_step(work)


async def is_about_staff(work: DeskWork, *kept_out: str) -> None:
    """It is, too, about a member of staff: Carys has it, and nobody else was told."""
    case = replace(await work.now(), route="staff_conduct", acknowledged_by="carys", told=frozenset({"carys"}))
    await work.becomes(replace(case, excluded=frozenset(kept_out)))
    await serious(work)


async def asks_to_close(work: DeskWork) -> CaseShown:
    """Asha wants to close a serious case, and those who are asked to agree are told."""
    await serious(work)
    shown = await work.did(Task.CLOSE, ENTERED)
    await work.office.settles()
    return shown


async def agrees(work: DeskWork, how: str = words.AGREES, why: str = "") -> Reply:
    """Ben says whether he agrees."""
    form = await work.form(Task.AGREE, who=BEN)
    return await work.sends(form, {Detail.HOW: how, Detail.WHY: why}, BEN)


async def told_with_a_code(office: Office, subject: str = "") -> tuple[Learner, str, DeskWork]:
    """Somebody told us something with a code; Asha has it, and every step has ended."""
    office.desk = replace(office.desk, policy=WORKED)
    lena = Learner(office)
    code = await lena.tells(subject=subject)
    work = DeskWork(office, await takes(office))
    return lena, code, await ends_every_step(work)


async def concern_of(work: DeskWork) -> concerns.Concern:
    """What the code of this case opens."""
    async with work.office.desk.database.transaction() as tx:
        found = await concerns.of_case(tx, work.case)
    assert found is not None
    return found


def refused(reply: Reply) -> str:
    """Why something cannot be done now."""
    assert isinstance(reply, Said), reply
    return reply.lines[0]
