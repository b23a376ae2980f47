"""Where a case stands while somebody does something with it, and how what they do is written down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dialogs.case import Case
from dialogs.casework import plan
from dialogs.casework.keeping import Keeping, keeping
from dialogs.casework.plan import Plan, Planned
from dialogs.casework.record import Act, Detail, Entry
from dialogs.casework.work import Work, work_of
from dialogs.policy import Policy
from handlers.casework.about import About
from handlers.desk import Desk
from handlers.recording import note
from handlers.turn import Who
from storage import audit
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class At:
    """A case that this person may know of, and all that was recorded of it, inside one transaction.

    `sent` is a digest of what stands in the form that they have sent, or empty.
    """

    desk: Desk
    tx: Transaction
    who: Who
    about: About
    case: Case
    policy: Policy
    entries: tuple[Entry, ...]
    work: Work
    now: datetime
    sent: str = ""

    @property
    def plans(self) -> tuple[Plan, ...]:
        """What it is worked by, and how the steps stand."""
        return plan.plans(self.policy, self.case, self.work)

    @property
    def steps(self) -> Mapping[str, Planned]:
        """Every step of it, by id."""
        return plan.steps(self.plans)

    @property
    def keeping(self) -> Keeping | None:
        """How long its record is kept, once it is closed."""
        return keeping(self.policy, self.case, self.plans, self.work, self.desk.organisation.hours)

    @property
    def today(self) -> date:
        """The day, where the office is."""
        return self.now.astimezone(self.desk.organisation.hours.time_zone).date()

    async def record(self, act: Act, detail: Mapping[Detail, str]) -> None:
        """Write it down, once however often the form is sent. What says nothing is left out."""
        said = {name.value: text for name, text in detail.items() if text}
        form = {Detail.ONCE.value: self.about.once, Detail.SENT.value: self.sent} if self.about.once else {}
        await note(self.desk, self.tx, self.case, self.who.key, act.value, said | form)


async def at(desk: Desk, tx: Transaction, who: Who, about: About, case: Case) -> At:
    """Where that case stands. Access has been decided."""
    policy = await desk.policy_of(tx, case.policy)
    entries = await audit.readable(tx, case.id)
    return At(desk, tx, who, about, case, policy, entries, work_of(entries), desk.clock.now())
