"""Hundreds of made-up cases over a year, the same each time, through the storage that real ones go through.

Kinds, centres and how serious they are come from the real policy and the example organisation; nobody in them is real.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from dialogs.case import Case, Report
from dialogs.casework import plan
from dialogs.casework.plan import STILL_TO_DO
from dialogs.casework.record import Act, Detail, Ending
from dialogs.casework.work import Work
from dialogs.days import beginning
from dialogs.organisation import Organisation
from dialogs.policy import Policy
from dialogs.severity import Severity
from storage import audit, cases
from storage.database import Database, Transaction

A_YEAR = timedelta(days=365)
SEED = 20261123
FILLER = ("alert sent", "opened", "alerts owed")
"""What stands in a record besides acts, and says nothing of the work."""
HOLDERS = ("asha", "ben", "carys", "dilys")
PEOPLE = ("tom", "lena", "ewan", "farah")


@dataclass(frozen=True)
class Happened:
    """An entry of a made-up record."""

    at: datetime
    actor: str
    what: str
    detail: Mapping[str, str]


@dataclass(frozen=True)
class Made:
    """A made-up case with its record."""

    case: Case
    record: Sequence[Happened]


class Maker:
    """Makes them, each another. `entries` is how long a record is at least."""

    def __init__(self, policy: Policy, organisation: Organisation, now: datetime, entries: int) -> None:
        self.chance = Random(SEED)  # noqa: S311 - it has to be the same each time
        self.policy, self.organisation, self.now, self.entries = policy, organisation, now, entries

    def made(self, number: int) -> Made:
        """A case: old ones are closed nearly always, new ones hardly ever; one in eight is anonymous."""
        chance = self.chance
        opened = self.now - A_YEAR * chance.random() ** 2
        category = chance.choice(list(self.policy.categories.values()))
        anonymous, old = chance.random() < 1 / 8, self.now - opened > timedelta(days=30)
        taken = chance.random() < (0.99 if old else 0.8)
        day = beginning(opened, self.organisation.hours.time_zone)
        later = opened + timedelta(minutes=chance.randint(4, 400))
        case = Case(
            id=f"{number:032x}",
            reference=f"ES-{number:06d}",
            draft="" if anonymous else f"{number + 1_000_000:032x}",
            policy=self.policy.hash,
            severity=chance.choice((category.severity, category.severity, Severity.S2)),
            category=category.id,
            route=category.route,
            centre=chance.choice([*self.organisation.centres, ""]),
            opened=day if anonymous else opened,
            reporter="" if anonymous else chance.choice(PEOPLE),
            reporter_name="" if anonymous else "Example",
            excluded=frozenset({"ben"}) if chance.random() < 1 / 20 else frozenset(),
            reports=(Report(day if anonymous else opened, {"account": "Made up."}),),
            complete=True,
            rung=0 if taken else chance.randint(0, 2),
            acknowledged_by=chance.choice(HOLDERS) if taken else "",
            acknowledged_at=(day if anonymous else later) if taken else None,
            since=opened if anonymous else None,
        )
        return self._worked(case, ends=taken and chance.random() < (0.9 if old else 0.2))

    def _worked(self, case: Case, *, ends: bool) -> Made:
        """The case once somebody who has it has done what they did, in the order of its steps."""
        chance, at, record = self.chance, case.opened, list[Happened]()
        steps = plan.steps(plan.plans(self.policy, case, Work()))
        todo = [name for name, each in steps.items() if each.standing in STILL_TO_DO] if case.acknowledged_by else []
        for name in todo if ends else todo[: chance.randint(0, len(todo))]:
            at = self._later(case, at)
            detail: dict[str, str] = {Detail.STEP: name, Detail.HOW: Ending.DONE, Detail.WHY: "Made up."}
            rule = self.policy.casework.decisions.get(steps[name].step.decision)
            if rule is not None:
                waits = bool(rule.reviewed) and not ends and chance.random() < 1 / 3
                detail[Detail.OUTCOME] = rule.reviewed[0] if waits else rule.outcomes[0].id
                detail |= {Detail.REVIEW: f"{at + timedelta(days=14):%Y-%m-%d}"} if waits else {}
            record.append(Happened(at, case.acknowledged_by, Act.STEP, detail))
        while len(record) < self.entries - ends:
            record.append(Happened(at, "", chance.choice(FILLER), {"to": "asha", "rung": "0"}))
        if not ends:
            asked = bool(todo) and len(record) >= len(todo) and chance.random() < 1 / 3
            return Made(
                case,
                (*record, Happened(at, case.acknowledged_by, Act.CLOSING, self._ending(case))) if asked else record,
            )
        at = self._later(case, at)
        record.append(Happened(at, case.acknowledged_by, Act.CLOSED, self._ending(case)))
        return Made(replace(case, closed=at), record)

    def _ending(self, case: Case) -> Mapping[str, str]:
        rules, chance = self.policy.casework.closing, self.chance
        themes = ",".join(each.id for each in rules.themes if chance.random() < 1 / 5)
        said: dict[str, str] = {
            Detail.OUTCOME: chance.choice(rules.outcomes_of(case.route, case.category, named=True)).id,
            Detail.TOLD: rules.told[0].id,
            Detail.THEMES: themes,
        }
        return {**said, Detail.LESSON: "Made up."}

    def _later(self, case: Case, at: datetime) -> datetime:
        later = min(at + timedelta(hours=self.chance.randint(1, 20)), self.now)
        return beginning(later, self.organisation.hours.time_zone) if case.anonymous else later


async def keep(  # noqa: PLR0917 -- what they are made of, and how many
    database: Database, policy: Policy, organisation: Organisation, now: datetime, count: int = 400, entries: int = 25
) -> tuple[Case, ...]:
    """Stores that many, a hundred at a time, and gives back how they are."""
    maker = Maker(policy, organisation, now, entries)
    every = [maker.made(number) for number in range(1, count + 1)]
    for first in range(0, count, 100):
        async with database.transaction() as tx:
            for each in every[first : first + 100]:
                await _keep(tx, each)
    return tuple(each.case for each in every)


async def _keep(tx: Transaction, made: Made) -> None:
    await cases.add(tx, made.case)
    await cases.change(tx, made.case)
    for each in made.record:
        await audit.append(tx, made.case.id, each.at, each.actor, each.what, each.detail)
