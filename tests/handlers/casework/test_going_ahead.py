"""The policy's own steps begin beside an overlay."""

from dataclasses import replace

import pytest

from dialogs import wording_cases as words
from dialogs.casework.powers import Refusal, Task
from dialogs.casework.record import Act, Detail
from handlers.reply import Asked, Said
from tests.handlers.casework.desk_work import DeskWork
from tests.handlers.office import CARYS

HEADING = words.HEADINGS[Task.GO_AHEAD]


@pytest.fixture
async def suspended(work: DeskWork) -> DeskWork:
    """A case in which an overlay comes first."""
    await work.becomes(replace(await work.now(), category="image_under_18"))
    return work


async def test_the_steps_of_the_policy_go_ahead_with_a_reason(suspended: DeskWork) -> None:
    assert isinstance(await suspended.presses(Task.STEP, "A1", CARYS), Said)
    missing = await suspended.does(Task.GO_AHEAD, {}, who=CARYS)
    assert isinstance(missing, Asked)
    assert missing.problems == {Detail.WHY: "Write something here."}
    shown = await suspended.did(Task.GO_AHEAD, {Detail.WHY: "The police agreed."}, who=CARYS)
    assert shown.remark == words.WENT_AHEAD
    assert (await suspended.newest(Act.GO_AHEAD))[Detail.WHY] == "The police agreed."
    await suspended.did(Task.STEP, {Detail.HOW: "done"}, "A1")


async def test_only_those_whom_the_policy_names_let_them_go_ahead(suspended: DeskWork) -> None:
    assert await suspended.presses(Task.GO_AHEAD) == Said(HEADING, ("Only these decide this: Safeguarding Lead.",))


async def test_nothing_goes_ahead_where_nothing_waits(work: DeskWork) -> None:
    assert await work.presses(Task.GO_AHEAD, who=CARYS) == Said(HEADING, (words.REFUSED[Refusal.NOT_SUSPENDED],))


async def test_another_kind_suspends_them_again(suspended: DeskWork) -> None:
    await suspended.did(Task.GO_AHEAD, {Detail.WHY: "The police agreed."}, who=CARYS)
    given = {Detail.TO: "image_blackmail", Detail.WHY: "He wants money."}
    await suspended.did(Task.KIND, given, who=CARYS)
    assert isinstance(await suspended.presses(Task.STEP, "A1", CARYS), Said)
