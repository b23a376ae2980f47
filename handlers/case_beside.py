"""What else there is beside a case: those linked to it, and those in which the same person was named.

A case that whoever looks may not know of is left out, and nothing tells that there is one.
"""

from datetime import timedelta

from dialogs import summary, wording
from dialogs import wording_record as words
from dialogs.alerts import Button, Press
from dialogs.case import Case
from dialogs.casework.powers import Task
from dialogs.severity import Severity
from handlers.case_look import Look
from handlers.listing import Group, Row
from handlers.subjects import subject_of
from storage import cases

SEVERAL = 2
"""So many concerns about one person are worth a thought."""


async def linked(look: Look) -> tuple[Group, ...]:
    """The cases that were linked to this one."""
    others = [await look.other(each) for each in sorted(look.work.links)]
    rows = tuple([await _row(look, case, _open(case)) for case in others if case])
    return (Group(words.LINKED, rows),) if rows else ()


async def same_person(look: Look) -> tuple[Group, ...]:
    """Other cases about somebody of the same name, reported about the same time, that are not linked yet."""
    found = [case for case in await _about_the_same(look) if case.id not in look.work.links and await look.knows(case)]
    if not found:
        return ()
    rows = tuple([await _row(look, case, _link(look, case)) for case in found])
    days = look.policy.casework.same_person_within
    several = sum(case.severity is Severity.S2 for case in (look.case, *found)) >= SEVERAL
    return (Group(words.same_person(days), rows, words.think_about_s1(days) if several else ""),)


async def _about_the_same(look: Look) -> list[Case]:
    if look.case.anonymous:
        return []
    names = {subject_of(look.policy, report.answers) for report in look.case.reports}
    within = timedelta(days=look.policy.casework.same_person_within)
    others = await cases.of_subject(look.tx, names)
    return [each for each in others if each.id != look.case.id and abs(each.opened - look.case.opened) <= within]


def _link(look: Look, case: Case) -> Button | None:
    return look.button(Task.LINK, words.LINK, case.id) if look.refusal(Task.LINK) is None else None


def _open(case: Case) -> Button:
    return Button(Press.OPEN, wording.OPEN, case.id)


async def _row(look: Look, case: Case, button: Button | None) -> Row:
    """A case, as an alert would say it."""
    policy = await look.desk.policy_of(look.tx, case.policy)
    return Row(summary.alert_line(case, policy, look.desk.organisation, look.now), button=button)
