"""What kind a case is, is put right: with it change the procedures, and mostly who reads it."""

from collections.abc import Mapping
from dataclasses import replace

from dialogs import access, triage
from dialogs import wording_cases as words
from dialogs.case import Case
from dialogs.casework.record import Act, Detail
from dialogs.escalation import on_the_ladder
from dialogs.forms import ChooseOne, LongText, Option
from handlers.casework import nobodys
from handlers.casework.at import At
from handlers.casework.forms import TaskForm
from handlers.casework.outcome import Kept, Problems
from handlers.casework.steps import MOST_TEXT


async def form(at: At) -> TaskForm:
    """What is asked: the kind as it is stands in it."""
    options = tuple(Option(each.id, each.label) for each in at.policy.categories.values())
    fields = (
        ChooseOne(Detail.TO, words.WHAT_KIND, "", options, required=True),
        LongText(Detail.WHY, words.WHY, words.WHY_ANOTHER_KIND, MOST_TEXT, required=True),
    )
    now = at.case.category
    return TaskForm(words.CHANGE_KIND, fields, said=(words.KIND_CHANGES,), given={Detail.TO: now}, stands=now)


async def keep(at: At, given: Mapping[str, str]) -> Kept | Problems:
    """Changes it, with the route. Whoever was told of it stays told, and it becomes no less serious."""
    if given[Detail.TO] == at.case.category:
        return Problems({Detail.TO: words.SAME_KIND})
    case = _as(at, given[Detail.TO])
    if not on_the_ladder(case, at.policy, at.desk.organisation):
        return Problems({Detail.TO: words.NOBODY_READS_THAT})
    if case.acknowledged_by and not access.may_know(case.acknowledged_by, case, at.policy, at.desk.organisation):
        return Problems({Detail.TO: words.HAND_IT_OVER_FIRST})
    await at.record(
        Act.CATEGORY, {Detail.FROM: at.case.category, Detail.TO: case.category, Detail.WHY: given[Detail.WHY]}
    )
    if case.severity != at.case.severity:
        await at.record(Act.SEVERITY, {Detail.FROM: at.case.severity.value, Detail.TO: case.severity.value})
    await nobodys.changed(at, case)
    return Kept(words.NOW_ANOTHER_KIND)


def _as(at: At, name: str) -> Case:
    """The case as one of that kind. What is about staff stays on the route that is made for that."""
    category = at.policy.categories[name]
    return replace(
        at.case,
        category=name,
        route=at.case.route if _about_staff(at) else category.route,
        severity=min(at.case.severity, category.severity),
    )


def _about_staff(at: At) -> bool:
    """Whether it goes the way of what is about staff, and not only because of the kind that somebody gave it."""
    if at.case.route != at.policy.reporting.staff_route:
        return False
    organisation = at.desk.organisation
    reported = (triage.assess(at.policy, organisation, report.answers).staff for report in at.case.reports)
    return any(access.handles(each, at.policy, organisation) for each in at.case.excluded) or any(reported)
