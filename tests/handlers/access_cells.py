"""One cell of the access matrix: a case on a route, a person's relation to it, and what comes of a command."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from dialogs import wording_cases as words
from dialogs import wording_closing, wording_keeping, wording_log
from dialogs.case import Case
from dialogs.casework.plan import plans
from dialogs.casework.powers import Task
from dialogs.casework.record import Act, Detail, Ending
from dialogs.casework.work import Work
from dialogs.downloads import LIFE, CaseCopy
from dialogs.organisation import Organisation, Person
from dialogs.wording_copies import SUBJECT_ACCESS
from handlers.casework.about import About
from handlers.fetching import fetch
from handlers.letting_in import ASKING
from handlers.letting_in import PREFIX as LETTING_IN
from handlers.listing import Listing
from handlers.recording import note
from handlers.reply import Asked, CaseShown, Home, NoSuchCase, Reply, Said
from handlers.turn import (
    Acknowledged,
    Answered,
    CannotTake,
    OpenedCase,
    OpenedHome,
    OpenedLog,
    OpenedReport,
    Turn,
    WantedToBeLetIn,
    WantedToFilter,
    WantedToTake,
    WantedToWork,
    Who,
)
from storage import cases, downloads
from storage.database import Transaction
from storage.downloads import Download
from tests.handlers.access_table import (
    ASKS_TO_BE_LET_IN,
    CHOOSES,
    DECIDES,
    DECLINED,
    FETCHES,
    LISTED,
    LOGGED,
    OPENED,
    OWN,
    OWN_ANSWER,
    PEOPLE,
    SENDS,
    SENT_THAT,
    TAKEN,
    TAKES_LOG,
)
from tests.handlers.office import CARYS, DILYS, EXAMPLE, NASTY_MESSAGES, POLICY, TOM, Office, open_office
from tests.handlers.undone import UndoingDatabase
from tests.storage.examples import KEYRING

ROUTES: Mapping[str, tuple[str, str, str, str]] = {
    "channel": ("messages", "A1", "A6", "posts"),
    "restricted": ("image_under_18", "IM1", "IM5", "image_blackmail"),
    "prevent": ("radicalisation", "PV1", "PV3", "extremist_material"),
    "staff_conduct": ("staff_concern", "ST1", "ST3", "messages"),
}
"""Of each route a kind of case, a step that anybody on it ends, one that only some decide, and another kind."""

OUTCOMES = {"channel": "not_told", "restricted": "refer", "prevent": "refer", "staff_conduct": "not_met"}
WORDS = "Written in the form."
TOKEN = "of a link"
REFUSALS, DECIDED_BY = {*words.REFUSED.values(), *wording_log.NOT_YOURS}, words.decided_by("|").partition("|")[0]

Values = Mapping[str, tuple[str, ...]]

OF_A_CASE: Mapping[str, Callable[[Who, str], Turn]] = {
    OPENED: OpenedCase,
    TAKEN: Acknowledged,
    DECLINED: CannotTake,
    OWN: OpenedReport,
}
OF_NO_CASE: Mapping[str, Callable[[Who], Turn]] = {
    LISTED: OpenedHome,
    LOGGED: OpenedLog,
    CHOOSES: WantedToFilter,
    TAKES_LOG: WantedToTake,
    ASKS_TO_BE_LET_IN: WantedToBeLetIn,
}


def with_somebody_of_each_role(organisation: Organisation) -> Organisation:
    """The organisation with one more person in each role, who is not on duty."""
    roles = [role for role in PEOPLE if role != "stranger"]
    more = {f"p-{role}": Person(f"p-{role}", f"Person {role}", (role,)) for role in roles}
    return replace(organisation, people={**organisation.people, **more})


def person(role: str) -> Who:
    """The person of that role."""
    return Who(f"p-{role}", f"Person {role}")


@dataclass
class Matrix:
    """A case of a route that Dilys has and wants to close, with another that is linked to it and one that is not.

    Every step of it has ended. Nothing that is done with it is saved. `forms` are those that Carys was shown, who may
    do everything; and `own` the reporter's.
    """

    office: Office
    database: UndoingDatabase
    route: str
    case: Case
    linked: Case
    free: Case
    forms: dict[str, Asked]

    async def outcome(self, role: str, relation: str, command: str) -> str:
        """What the person gets: as `access_table.expected` says it."""
        who = person(role)
        if command == FETCHES:
            self.database.before = lambda tx: self._offer(tx, who, relation)
            return "no case" if await fetch(self.office.desk, TOKEN) is None else "done"
        turn = self._turn(who, command)
        self.database.before = lambda tx: self._relate(tx, who, relation, command)
        return self._meaning(await self.office.does(turn))

    async def show_forms(self, commands: Sequence[str]) -> None:
        """Lets those who may have each form be shown it, to be sent by others."""
        for command in commands:
            self.database.before = lambda tx, command=command: self._relate(tx, TOM, "reporter", command)
            who = TOM if command == OWN else CARYS
            reply = await self.office.does(self._turn(who, command))
            assert isinstance(reply, Asked) or command == Task.GO_AHEAD, (command, reply)
            if isinstance(reply, Asked):
                self.forms[command] = reply

    def _turn(self, who: Who, command: str) -> Turn:
        if command in OF_NO_CASE:
            return OF_NO_CASE[command](who)
        if command == SENT_THAT:
            asked = {"reference": (self.case.reference,), "why": (WORDS,)}
            return Answered(who, f"{LETTING_IN}{'0' * 32}", ASKING, asked, "")
        if command in OF_A_CASE:
            return OF_A_CASE[command](who, self.case.id)
        if command == OWN_ANSWER:
            return self._sent(who, OWN, {"text": (WORDS,)})
        if command.startswith(SENDS):
            name = command.removeprefix(SENDS)
            return self._sent(who, name, self._filled(name))
        return WantedToWork(who, self._about(command).button)

    def _about(self, command: str) -> About:
        _, step, decides, _ = ROUTES[self.route]
        items = {Task.STEP.value: step, DECIDES: decides}
        return About(Task.STEP if command == DECIDES else Task(command), self.case.id, items.get(command, ""))

    def _sent(self, who: Who, form: str, values: Values) -> Turn:
        if form not in self.forms:  # there is none, for nobody may: then one that somebody made up
            return Answered(who, replace(self._about(form), once="0" * 32).draft, "work", values, "")
        asked = self.forms[form]
        return Answered(who, asked.draft, asked.screen, values, asked.told)

    def _filled(self, command: str) -> Values:
        """What stands in a form that is filled in."""
        given: Mapping[str, Mapping[Detail, str]] = {
            "step": {Detail.HOW: Ending.NOT_APPLICABLE},
            DECIDES: {Detail.OUTCOME: OUTCOMES[self.route], Detail.REASONS: "other"},
            "evidence": {Detail.ITEM: WORDS},
            "serious": {Detail.TO: "S0"},
            "kind": {Detail.TO: ROUTES[self.route][3]},
            "keep-out": {Detail.TO: "ben"},
            "let-back": {Detail.TO: LEFT},
            "hand-over": {Detail.TO: "ben"},
            "link": {Detail.REFERENCE: self.free.reference},
            "close": {Detail.OUTCOME: "acted", Detail.TOLD: "told", Detail.LESSON: WORDS},
            "copy": {Detail.VERSION: SUBJECT_ACCESS, Detail.SUBJECT: "Mia Example"},
            "agree": {Detail.HOW: wording_closing.AGREES},
            "dates": {Detail.BORN: "1/2/2009"},
            "hold": {Detail.CONSULTED: WORDS, Detail.REVIEW: "1/1/2100"},
            "review": {Detail.HOW: wording_keeping.KEEP, Detail.REVIEW: "1/1/2030"},
            "destroy": {Detail.HOW: wording_keeping.AGREES},
        }
        said = {Detail.TEXT: WORDS, Detail.WHY: WORDS, **given.get(command, {})}
        return {name.value: (text,) for name, text in said.items()}

    async def _offer(self, tx: Transaction, who: Who, relation: str) -> None:
        """How the case stands now for somebody who was given a link to a copy of it before."""
        await self._relate(tx, who, relation, FETCHES)
        wanted = CaseCopy(self.case.id, SUBJECT_ACCESS, "", "Mia Example", (), WORDS)
        await downloads.add(tx, TOKEN, Download(who.key, wanted, self.office.clock.now() + LIFE))

    async def _relate(self, tx: Transaction, who: Who, relation: str, command: str) -> None:
        """How the case stands for the command, and who the person is to it."""
        told, excluded, holder = {"dilys"}, set[str](), "" if command in {LISTED, OPENED, TAKEN, DECLINED} else "dilys"
        if relation in {"told", "told and excluded", "has it", "was asked to take it over", "has handed it over"}:
            told.add(who.key)
        if relation.endswith("excluded"):
            excluded.add(who.key)
        if command.endswith(Task.LET_BACK):
            excluded.add(LEFT)
            await note(self.office.desk, tx, self.case, "dilys", Act.KEPT_OUT, {Detail.TO.value: LEFT})
        if command.endswith(Task.DESTROY):
            await note(self.office.desk, tx, self.case, "dilys", Act.DATES, LONG_AGO)
            await note(self.office.desk, tx, self.case, "dilys", Act.DESTROYING, {Detail.WHY.value: WORDS})
        if relation == "has it":
            holder = who.key
        if relation == "was asked to take it over":
            await note(self.office.desk, tx, self.case, "dilys", Act.HAND_OVER, {Detail.TO.value: who.key})
        if relation == "has handed it over":
            await note(self.office.desk, tx, self.case, "dilys", Act.TOOK_OVER, {Detail.FROM.value: who.key})
        if relation == "reads a linked case only":
            await cases.change(tx, replace(self.linked, told=frozenset({who.key})))
        now = self.office.clock.now()
        changed = replace(
            self.case,
            reporter=who.key if relation.startswith("reporter") else "farah",
            told=frozenset(told),
            excluded=frozenset(excluded),
            acknowledged_by=holder,
            acknowledged_at=now if holder else None,
            closed=_closed(command, now),
        )
        await cases.change(tx, changed)

    def _meaning(self, reply: Reply) -> str:
        match reply:
            case Home():
                return "done" if self.case.id in {line.case for line in reply.cases} else "no case"
            case Listing():
                listed = {row.button.about for group in reply.groups for row in group.rows if row.button}
                return "done" if self.case.id in listed else "no case"
            case CaseShown():
                return "done"
            case Said():
                return "refused" if set(reply.lines) & REFUSALS or reply.lines[0].startswith(DECIDED_BY) else "done"
            case Asked():
                assert not reply.problems, reply.problems
                return "refused" if reply.remark.startswith(words.NOTHING_RECORDED) else "done"
            case _:
                assert reply == NoSuchCase()
                return "no case"


LEFT = "gone"
"""Somebody who was kept out by hand."""


YEAR = timedelta(days=366)
LONG_AGO = {Detail.BORN.value: "1900-01-01", Detail.LEFT.value: "1950-01-01"}
"""Days with which no rule keeps a record any longer, once it was closed so long ago."""


def _closed(command: str, now: datetime) -> datetime | None:
    """When the case was closed, for a command that is for closed cases."""
    task = command.removeprefix(SENDS)
    return {Task.REOPEN.value: now, Task.REVIEW.value: now, Task.DESTROY.value: now - 80 * YEAR}.get(task)


@asynccontextmanager
async def open_matrix(folder: Path, route: str) -> AsyncIterator[Matrix]:
    """The matrix of a route, over a database that undoes everything."""
    everybody = with_somebody_of_each_role(EXAMPLE)
    async with open_office(folder / "matrix.db", everybody) as office:
        for _ in range(3):
            await office.fills_in(NASTY_MESSAGES)
        async with office.desk.database.transaction() as tx:
            case, linked, free = await _prepared(office, tx, route)
        database = await UndoingDatabase.open(f"sqlite+aiosqlite:///{folder / 'matrix.db'}", KEYRING)
        real, office.desk = office.desk.database, replace(office.desk, database=database)
        try:
            yield Matrix(office, database, route, case, linked, free, {})
        finally:
            office.desk = replace(office.desk, database=real)
            await database.close()


async def _prepared(office: Office, tx: Transaction, route: str) -> tuple[Case, Case, Case]:
    category = POLICY.categories[ROUTES[route][0]]
    case, linked, free = await cases.all_open(tx)
    case = replace(case, route=route, category=category.id, severity=category.severity)
    await cases.change(tx, case)
    await cases.change(tx, replace(free, told=frozenset(office.desk.organisation.people)))
    for each in plans(POLICY, case, Work()):
        for planned in each.steps:
            ended = {Detail.STEP.value: planned.step.id, Detail.HOW.value: Ending.DONE.value}
            if not each.suspended and planned.step.proof != "automatic":
                await note(office.desk, tx, case, DILYS.key, Act.STEP, ended)
    await note(office.desk, tx, case, DILYS.key, Act.LINK, {Detail.CASE.value: linked.id})
    await note(office.desk, tx, linked, DILYS.key, Act.LINK, {Detail.CASE.value: case.id})
    await note(office.desk, tx, case, DILYS.key, Act.CLOSING, {Detail.OUTCOME.value: "acted"})
    return case, linked, free
