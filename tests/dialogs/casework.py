"""Cases of the real policy as they are worked, to decide with."""

from dataclasses import replace
from datetime import timedelta

from dialogs.case import Case
from dialogs.casework.plan import Standing, plans, steps
from dialogs.casework.record import Act, Ending, Entry
from dialogs.casework.work import Work, work_of
from dialogs.policy import Policy
from tests.dialogs.making import MONDAY_TEN, case
from tests.dialogs.real import achieve, example_organisation

POLICY = achieve()
PLACE = example_organisation()
CASE = replace(case(), policy=POLICY.hash, category="messages", acknowledged_by="asha")
POSTS = replace(CASE, category="posts")
BOTH = replace(CASE, category="messages_and_posts")
IMAGE = replace(CASE, category="image_under_18", route="restricted")


def entry(number: int, act: Act | str, actor: str = "asha", **detail: str) -> Entry:
    """The entry with that number of a chain."""
    return Entry(number, MONDAY_TEN + timedelta(minutes=number), str(act), actor, detail)


def ended(*names: str, how: Ending = Ending.DONE) -> Work:
    """The work of a case of which these steps ended, in that order."""
    return work_of(entry(number, Act.STEP, step=name, how=how.value) for number, name in enumerate(names, 1))


def standing(case: Case, work: Work, policy: Policy = POLICY) -> dict[str, Standing]:
    """How each step stands."""
    return {name: each.standing for name, each in steps(plans(policy, case, work)).items()}


def order(case: Case, work: Work | None = None) -> str:
    """The steps in their order."""
    return " ".join(steps(plans(POLICY, case, work or Work())))
