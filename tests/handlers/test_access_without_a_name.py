"""Who may write to whoever told us something with a code: those who may know of its case, and nobody else."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from dialogs.case import Case
from handlers.reply import Asked, CaseShown, NoSuchCase, Said
from handlers.turn import Answered, ClosedCode, OpenedCase, OpenedReport, Turn, WantedToReply, Who
from storage import cases
from storage.database import Transaction
from tests.handlers.access_cells import person, with_somebody_of_each_role
from tests.handlers.access_table import PEOPLE, knows
from tests.handlers.concern.learner import Learner, the_case
from tests.handlers.office import CARYS, EXAMPLE, open_office
from tests.handlers.undone import UndoingDatabase
from tests.needs import MEASURED
from tests.storage.examples import KEYRING

pytestmark = pytest.mark.untraced

RELATIONS = ("none", "told", "excluded", "told and excluded", "has it")
GIVEN = {"opener": ("opener_2",), "text": ("We can help.",)}

Make = Callable[[Who, str], Turn]


@pytest.mark.parametrize("route", ["channel", "staff_conduct"])
async def test_only_those_who_may_know_of_a_case_can_write_with_its_code(
    route: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    began, wrong, count, url = time.process_time(), [], 0, f"sqlite+aiosqlite:///{tmp_path / 'matrix.db'}"
    async with open_office(tmp_path / "matrix.db", with_somebody_of_each_role(EXAMPLE)) as office:
        await Learner(office).tells()
        await office.passes(minutes=16)
        case = replace(await the_case(office), route=route)
        database = await UndoingDatabase.open(url, KEYRING)
        real, office.desk = office.desk.database, replace(office.desk, database=database)
        try:
            form = await office.does(WantedToReply(CARYS, case.id))
            assert isinstance(form, Asked)
            for relation, role, (command, turn) in product(RELATIONS, PEOPLE, _commands(form).items()):
                who = person(role)
                database.before = lambda tx, who=who, relation=relation: _relate(tx, case, who, relation)
                reply = await office.does(turn(who, case.id))
                assert isinstance(reply, Asked | CaseShown | NoSuchCase | Said)
                allowed = knows(route, role, relation) and command != "own report"
                count += 1
                if (reply != NoSuchCase()) is not allowed:
                    wrong.append((role, relation, command, reply))
        finally:
            office.desk = replace(office.desk, database=real)
            await database.close()
    assert wrong == []
    took = time.process_time() - began
    record_property(MEASURED, f"access without a name, {route}: {count} cells as expected, {took:.1f} s of CPU")


def _commands(form: Asked) -> Mapping[str, Make]:
    return {
        "open": OpenedCase,
        "reply": WantedToReply,
        "send: reply": lambda who, _: Answered(who, form.draft, form.screen, GIVEN, form.told),
        "close the code": ClosedCode,
        "own report": OpenedReport,
    }


async def _relate(tx: Transaction, case: Case, who: Who, relation: str) -> None:
    has = relation == "has it"
    changed = replace(
        case,
        told=frozenset({who.key} if relation in {"told", "told and excluded", "has it"} else ()),
        excluded=frozenset({who.key} if relation.endswith("excluded") else ()),
        acknowledged_by=who.key if has else "",
        acknowledged_at=case.opened if has else None,
    )
    await cases.change(tx, changed)
