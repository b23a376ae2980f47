"""Works a case in a test: reports one, takes it, presses what can be done with it, and fills in the form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dialogs.case import Case
from dialogs.casework.powers import Task
from dialogs.casework.record import Act, Detail, Entry
from dialogs.casework.rules import Casework, Closing, Decision
from dialogs.casework.work import Work, work_of
from dialogs.forms import Is, Option
from dialogs.policy import Policy, Procedure
from dialogs.severity import Severity
from handlers.casework.about import About
from handlers.reply import Asked, CaseShown, Reply
from handlers.turn import Acknowledged, Answered, OpenedCase, WantedToWork, Who
from storage import audit, cases
from tests.handlers.office import ASHA, NASTY_MESSAGES, POLICY, TOM, Given, Office

Filled = Mapping[Detail, str | Sequence[str]] | Mapping[str, str | Sequence[str]]
"""What stands in a form, by the field."""

PARENTS = Decision(
    id="parents",
    title="Telling the parents",
    by=("safeguarding_lead", "coordinator"),
    outcomes=(Option("told", "Told"), Option("not_told", "Not told"), Option("waits", "Not yet")),
    reasons=(Option("risk", "It would put them at risk"), Option("wishes", "They asked us not to")),
    explained=("not_told", "waits"),
    reviewed=("waits",),
)
POLICE = Decision(
    "police", "Telling the police", by=("safeguarding_lead",), outcomes=(Option("told", "Told"),), reasons=()
)
CASEWORK = Casework(
    order=("Is anybody in danger now?",),
    decisions={each.id: each for each in (PARENTS, POLICE)},
    agencies=(Option("police", "The police"), Option("social_care", "Children's social care")),
    closing=Closing(
        outcomes=(Option("resolved", "Resolved here"), Option("passed_on", "Passed to another agency")),
        told=(Option("yes", "Yes"), Option("no", "No")),
        explained=("no",),
        themes=(Option("group_chats", "Group chats"),),
        second=(Severity.S0, Severity.S1),
    ),
    go_ahead=("safeguarding_lead",),
    stands_in={"deputy": "safeguarding_lead"},
    names_in=("told_whom",),
    said_done={"A1": Is("done", ("told_not_reply",)), "A4": Is("done", ("kept_evidence",))},
)
"""Small rules of case work, so that these tests hang on no policy's."""


def _procedure(found: Procedure, decisions: Mapping[str, str], after: Mapping[str, tuple[str, ...]]) -> Procedure:
    steps = (
        replace(each, decision=decisions.get(each.id, ""), after=after.get(each.id, each.after)) for each in found.steps
    )
    return replace(found, steps=tuple(steps))


DECIDES = {"A6": "parents", "B4": "police"}
AFTER = {"B1": ("B2",), "A7": ("A6",)}
WORKED: Policy = replace(
    POLICY,
    casework=CASEWORK,
    procedures={name: _procedure(each, DECIDES, AFTER) for name, each in POLICY.procedures.items()},
)
"""The real policy with these rules: step A6 decides about the parents, B4 about the police.

A7 comes after A6, B1 after B2.
A5 and B3 need a reference, A4 and B2 a list of evidence, A7 and B5 a contact, A1 and A2 a tick.
"""

MESSAGES_AND_POSTS: tuple[Given, ...] = (
    NASTY_MESSAGES[0],
    {"tile": "messages"},
    {"messages_kind": "both"},
    *NASTY_MESSAGES[3:],
)


@dataclass
class DeskWork:
    """A case of an office, and how it is worked."""

    office: Office
    case: str

    async def presses(self, task: Task, item: str = "", who: Who = ASHA) -> Reply:
        """Presses the button of a task."""
        return await self.office.does(WantedToWork(who, About(task, self.case, item).button))

    async def form(self, task: Task, item: str = "", who: Who = ASHA) -> Asked:
        """Presses the button of a task that this person may do now."""
        reply = await self.presses(task, item, who)
        assert isinstance(reply, Asked), reply
        return reply

    async def sends(self, asked: Asked, given: Filled, who: Who = ASHA) -> Reply:
        """Sends a form with these fields filled in, and only these."""
        values = {str(key): (each,) if isinstance(each, str) else tuple(each) for key, each in given.items()}
        return await self.office.does(Answered(who, asked.draft, asked.screen, values, asked.told))

    async def does(self, task: Task, given: Filled, item: str = "", who: Who = ASHA) -> Reply:
        """Presses the button of a task, fills in its form and sends it."""
        return await self.sends(await self.form(task, item, who), given, who)

    async def did(self, task: Task, given: Filled, item: str = "", who: Who = ASHA) -> CaseShown:
        """As `does`, where it is kept and the case is shown again."""
        reply = await self.does(task, given, item, who)
        assert isinstance(reply, CaseShown), reply
        return reply

    async def opens(self, who: Who = ASHA) -> Reply:
        """Opens the case."""
        return await self.office.does(OpenedCase(who, self.case))

    async def entries(self, *acts: Act) -> tuple[Entry, ...]:
        """What is recorded of the case; only these acts, if any are named."""
        async with self.office.desk.database.transaction() as tx:
            found = await audit.entries(tx, self.case)
        return tuple(each for each in found if not acts or each.what in acts)

    async def newest(self, act: Act) -> Mapping[str, str]:
        """The detail of the newest entry of this act."""
        return (await self.entries(act))[-1].detail

    async def work(self) -> Work:
        """What the record of the case comes to."""
        return work_of(await self.entries())

    async def now(self) -> Case:
        """The case as it is stored now."""
        async with self.office.desk.database.transaction() as tx:
            case = await cases.get(tx, self.case)
        assert case is not None
        return case

    async def becomes(self, case: Case) -> None:
        """Stores the case so, past every rule."""
        async with self.office.desk.database.transaction() as tx:
            await cases.change(tx, case)

    async def is_closed(self, at: datetime | None = None) -> None:
        """Stores the case as closed, past every rule."""
        await self.becomes(replace(await self.now(), closed=at or self.office.clock.now()))


async def begin(
    office: Office, screens: Sequence[Given] = NASTY_MESSAGES, *, by: Who = TOM, taken: Who | None = ASHA
) -> DeskWork:
    """Reports a case under these rules, does what is due, and lets somebody take it (None: nobody)."""
    office.desk = replace(office.desk, policy=WORKED)
    known = await _every(office)
    await office.fills_in(screens, by)
    await office.settles()
    [new] = await _every(office) - known
    if taken is not None:
        await office.does(Acknowledged(taken, new))
        await office.settles()
    return DeskWork(office, new)


async def _every(office: Office) -> frozenset[str]:
    async with office.desk.database.transaction() as tx:
        return frozenset(case.id for case in await cases.all_open(tx))
