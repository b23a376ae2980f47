"""Who gets what: every role, everything one can do, every relation to the case. And what an excluded person learns.

The table says what is expected. The metamorphic test does not: it asks for the same bytes as if there were no case.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from dialogs.organisation import Organisation, Person
from handlers.reply import CaseShown, Home, NoSuchCase, Reply, Said
from handlers.turn import Acknowledged, CannotTake, OpenedCase, OpenedHome, Turn, Who
from storage import cases
from tests.handlers.office import EXAMPLE, NASTY_MESSAGES, STAFF_CONCERN, Given, Office, open_office

UNDER_18_IMAGE: tuple[Given, ...] = (
    {"danger": "no"},
    {"tile": "photos"},
    {"image_guard": "yes"},
    {"image_more": "shared"},
    {"staff_involved": "no"},
    {"subject": "Mia Example", "age": "16_17"},
    {"account": "It was passed round."},
    {},
    {},
)

REPORTS: Mapping[str, Sequence[Given]] = {
    "channel": NASTY_MESSAGES,
    "restricted": UNDER_18_IMAGE,
    "staff_conduct": STAFF_CONCERN,
}

PEOPLE = (
    *("coordinator", "deputy", "safeguarding_lead", "champion"),
    *("prevent_lead", "it", "learner_services", "tutor", "learner", "stranger"),
)
"""A person for each role, besides whoever is on duty; the stranger is not in the organisation file."""

RELATIONS = ("none", "reporter", "told", "excluded", "told and excluded", "has it")
ACTIONS = ("list", "open", "acknowledge", "cannot take")

MAY = {
    ("channel", "coordinator"),
    ("channel", "deputy"),
    ("channel", "safeguarding_lead"),
    ("restricted", "coordinator"),
    ("restricted", "safeguarding_lead"),
    ("staff_conduct", "safeguarding_lead"),
}
"""Who may know of a case of a route although nobody has told them."""

HANDLES = {"coordinator", "deputy", "safeguarding_lead", "champion", "prevent_lead"}
"""Who may know of any case once they have been told, or have taken it."""


def expected(route: str, role: str, relation: str) -> bool:
    """Whether the person may know of the case."""
    match relation:
        case "excluded" | "told and excluded":
            return False
        case "told" | "has it":
            return role in HANDLES
        case _:
            return (route, role) in MAY


def with_somebody_of_each_role(organisation: Organisation) -> Organisation:
    """The organisation with one more person in each role, who is not on duty."""
    roles = [role for role in PEOPLE if role != "stranger"]
    more = {f"p-{role}": Person(f"p-{role}", f"Person {role}", (role,)) for role in roles}
    return replace(organisation, people={**organisation.people, **more})


@pytest.mark.parametrize("route", REPORTS)
async def test_everybody_gets_what_the_table_says(route: str, tmp_path: Path) -> None:
    cells = 0
    async with open_office(tmp_path / "matrix.db", with_somebody_of_each_role(EXAMPLE)) as office:
        case = await office.reports(REPORTS[route])
        for relation, role, action in product(RELATIONS, PEOPLE, ACTIONS):
            who = Who(f"p-{role}", f"Person {role}")
            await _relate(office, case, who, relation)
            reply = await office.does(_turn(action, who, case))
            assert _knows(reply, case) is expected(route, role, relation), (route, relation, role, action)
            cells += 1
    assert cells == len(RELATIONS) * len(PEOPLE) * len(ACTIONS) == 240


@pytest.mark.parametrize("route", REPORTS)
async def test_for_an_excluded_person_everything_is_as_if_the_case_were_deleted(route: str, tmp_path: Path) -> None:
    seen = [await _what_they_see(tmp_path / f"{deleted}.db", route, deleted=deleted) for deleted in (False, True)]

    assert seen[0] == seen[1]
    assert seen[0]


async def _what_they_see(file: Path, route: str, *, deleted: bool) -> list[object]:
    """Everything that each excluded person sees and is sent, with the case there or deleted."""
    seen: list[object] = []
    async with open_office(file, with_somebody_of_each_role(EXAMPLE)) as office:
        case = await office.reports(REPORTS[route])
        everybody = tuple(office.desk.organisation.people)
        await _exclude(office, case, frozenset(everybody))
        if deleted:
            await office.purges(case)
        office.messenger.sent.clear()
        await office.passes(hours=5)
        for key in everybody:
            who = Who(key, office.desk.organisation.name_of(key))
            turns = [_turn(action, who, case) for action in ACTIONS]
            seen += [_without_case(await office.does(turn), case) for turn in turns]
        await office.passes(hours=5)
        seen += [(name, message) for name, message in office.messenger.sent if name != "tom"]
    return seen


def _without_case(reply: Reply, case: str) -> str:
    return re.sub(case, "", str(reply))


async def _relate(office: Office, case_id: str, who: Who, relation: str) -> None:
    async with office.desk.database.transaction() as tx:
        case = await cases.lock(tx, case_id)
        assert case is not None
        reporter = who.key if relation == "reporter" else "tom"
        changed = replace(
            case, reporter=reporter, excluded=frozenset(), told=frozenset(), acknowledged_by="", acknowledged_at=None
        )
        if relation in {"told", "told and excluded", "has it"}:
            changed = replace(changed, told=frozenset({who.key}))
        if relation in {"excluded", "told and excluded"}:
            changed = replace(changed, excluded=frozenset({who.key}))
        if relation == "has it":
            changed = replace(changed, acknowledged_by=who.key, acknowledged_at=office.clock.now())
        await cases.change(tx, changed)


async def _exclude(office: Office, case_id: str, people: frozenset[str]) -> None:
    async with office.desk.database.transaction() as tx:
        case = await cases.lock(tx, case_id)
        assert case is not None
        await cases.change(tx, replace(case, excluded=people))


def _turn(action: str, who: Who, case: str) -> Turn:
    match action:
        case "list":
            return OpenedHome(who)
        case "open":
            return OpenedCase(who, case)
        case "acknowledge":
            return Acknowledged(who, case)
        case _:
            return CannotTake(who, case)


def _knows(reply: Reply, case: str) -> bool:
    match reply:
        case Home():
            return case in {line.case for line in reply.cases}
        case CaseShown() | Said():
            return True
        case _:
            assert reply == NoSuchCase()
            return False
