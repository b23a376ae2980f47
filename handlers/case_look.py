"""Somebody looks at a case: all that is known of it, and how what was recorded reads for them."""

from dataclasses import dataclass
from datetime import datetime

from dialogs import access, wording
from dialogs import wording_record as words
from dialogs.alerts import Button, Press
from dialogs.case import Case
from dialogs.casework import plan
from dialogs.casework.keeping import Keeping, keeping
from dialogs.casework.plan import Plan
from dialogs.casework.powers import Refusal, Task, refusal
from dialogs.casework.record import Entry
from dialogs.casework.work import Work, work_of
from dialogs.policy import Policy
from handlers.casework.about import About
from handlers.desk import Desk
from storage import audit, cases
from storage.database import Transaction
from storage.failures import SealBroken


@dataclass(frozen=True, slots=True)
class Look:
    """A case, the key of a person who may know of it, and all that was recorded."""

    desk: Desk
    tx: Transaction
    case: Case
    person: str
    policy: Policy
    entries: tuple[Entry, ...]
    work: Work
    now: datetime

    @property
    def plans(self) -> tuple[Plan, ...]:
        """What it is worked by, and how the steps stand."""
        return plan.plans(self.policy, self.case, self.work)

    @property
    def keeping(self) -> Keeping | None:
        """How long its record is kept, once it is closed."""
        return keeping(self.policy, self.case, self.plans, self.work, self.desk.organisation.hours)

    @property
    def damaged(self) -> bool:
        """Whether some of what was recorded cannot be read."""
        return any(entry.damaged for entry in self.entries)

    def refusal(self, task: Task) -> Refusal | None:
        """Why they may not do that now; None if they may."""
        return refusal(task, self.person, self.case, self.work, self.policy, self.desk.organisation, self.now)

    def button(self, task: Task, label: str, item: str = "") -> Button:
        """What leads to the form of a task."""
        return Button(Press.WORK, label, About(task, self.case.id, item).button)

    def name(self, key: str) -> str:
        """Somebody's name; their key, if they are not in the organisation any more."""
        return self.desk.organisation.name_of(key) or key

    def day(self, at: datetime) -> str:
        """The day, where the office is."""
        return wording.day(at, self.desk.organisation.hours.time_zone)

    def moment(self, at: datetime) -> str:
        """'10:42', with the day if it is not today's; of an anonymous case the day alone."""
        return (
            self.day(at) if self.case.anonymous else wording.clock(at, self.desk.organisation.hours.time_zone, self.now)
        )

    def by_at(self, entry: Entry) -> str:
        """'by Asha Patel at 10:42', or 'by Asha Patel on Tuesday 24 November'."""
        return words.by_at(self.name(entry.actor), self.when(entry.at))

    def when(self, at: datetime) -> str:
        """'at 10:42', or 'on Tuesday 24 November'."""
        return words.on(self.moment(at)) if self.case.anonymous else words.at(self.moment(at))

    async def other(self, case_id: str) -> Case | None:
        """Another case, if this person may know of it too. One that is damaged closes nobody out of this one."""
        try:
            case = await cases.get(self.tx, case_id)
        except SealBroken:
            return None
        return case if case is not None and await self.knows(case) else None

    async def knows(self, case: Case) -> bool:
        """Whether they may know of that case too."""
        policy = await self.desk.policy_of(self.tx, case.policy)
        return access.may_know(self.person, case, policy, self.desk.organisation)


async def look(desk: Desk, tx: Transaction, case: Case, person: str) -> Look:
    """How the case stands for somebody who may know of it."""
    policy = await desk.policy_of(tx, case.policy)
    entries = await audit.readable(tx, case.id)
    held = access.as_held(case, policy, desk.organisation)
    return Look(desk, tx, held, person, policy, entries, work_of(entries), desk.clock.now())
