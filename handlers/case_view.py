"""A case as somebody who may read it sees it: the account, the policy's steps with its words, the record.

It takes for granted that access has been decided.
"""

from dialogs import summary, wording, wording_learner, wording_record, wording_replies
from dialogs.case import Case
from dialogs.casework.plan import warnings
from dialogs.forms import Answers, Form
from dialogs.policy import Policy
from handlers import case_beside, case_record, case_steps
from handlers.case_buttons import buttons
from handlers.case_facts import facts
from handlers.case_look import Look, look
from handlers.concern.opened import HELPED_ANSWERS
from handlers.desk import Desk
from handlers.listing import Group
from handlers.numbers import numbers
from handlers.people import options_now
from handlers.reply import CaseShown, Number, ReviewLine
from handlers.screens import lines_of
from handlers.thread import written
from storage import concerns
from storage.concerns import Concern, Message
from storage.database import Transaction
from storage.failures import SealBroken


async def shown(desk: Desk, tx: Transaction, case: Case, person: str, *, further: bool = False) -> CaseShown:
    """Everything that may be read of a case, with what this person may do with it.

    With what they recorded last, if they only read `further`.
    """
    seen = await look(desk, tx, case, person)
    said, concern, damaged = await _with_its_code(tx, case)
    return CaseShown(
        case=case.id,
        heading=summary.alert_line(case, seen.policy, desk.organisation, seen.now),
        facts=(*facts(seen), *_helped(concern), *damaged, *_damaged(seen)),
        must_not_know=tuple(seen.name(key) for key in sorted(case.excluded)),
        answers=tuple(_answers(seen)),
        procedures=case_steps.procedures(seen),
        numbers=_numbers(seen),
        chronology=await case_record.chronology(seen),
        buttons=buttons(seen, concern),
        thread=tuple(written(each) for each in said) if case.anonymous else case_record.thread(seen),
        due=case_steps.due(seen),
        first=_first(seen),
        lists=await _lists(seen),
        warnings=warnings(seen.plans),
        remark=await case_record.done_last(seen) if further else "",
    )


async def _with_its_code(
    tx: Transaction, case: Case
) -> tuple[tuple[Message, ...], Concern | None, tuple[tuple[str, str], ...]]:
    """What was written with its code, and how that stands; what of it does not open closes nobody out of the case."""
    if not case.anonymous:
        return (), None, ()
    try:
        return await concerns.thread(tx, case.id), await concerns.of_case(tx, case.id), ()
    except SealBroken:
        return (), None, ((wording.NOTE, wording_replies.DAMAGED),)


def _damaged(seen: Look) -> tuple[tuple[str, str], ...]:
    return ((wording.NOTE, wording_record.DAMAGED),) if seen.damaged else ()


def _helped(concern: Concern | None) -> tuple[tuple[str, str], ...]:
    """What its learner said in the end."""
    said = HELPED_ANSWERS.get(concern.helped, "") if concern is not None else ""
    return ((wording_learner.HELPED, said),) if said else ()


def _numbers(seen: Look) -> tuple[Number, ...]:
    case, policy = seen.case, seen.policy
    contacts = (*policy.routes[case.route].contacts, *policy.categories[case.category].signposts)
    return numbers(contacts, policy, seen.desk.organisation, seen.now.date(), case.centre)


def _first(seen: Look) -> tuple[str, ...]:
    """What to think of first, as long as nobody has recorded anything."""
    begun = seen.case.closed is not None or seen.work.ended or seen.work.notes
    return () if begun else seen.policy.casework.order


async def _lists(seen: Look) -> tuple[Group, ...]:
    return (*case_record.evidence(seen), *await case_beside.linked(seen), *await case_beside.same_person(seen))


def _answers(seen: Look) -> list[tuple[ReviewLine, ...]]:
    return [
        tuple(line for line in _lines(seen, report.answers) if line.answer != wording.SKIPPED)
        for report in seen.case.reports
    ]


def _lines(seen: Look, answers: Answers) -> tuple[ReviewLine, ...]:
    options = options_now(seen.policy, seen.desk.organisation, answers, seen.case.started)
    form = form_of(seen.policy, answers)
    return lines_of(form, answers, options, to_the_end=form.id != seen.policy.reporting.form)


def form_of(policy: Policy, answers: Answers) -> Form:
    """The form that these answers were given to: only a learner's says whether they gave their name."""
    concern = policy.reporting.concern
    return policy.forms[concern.form if concern is not None and concern.how in answers else policy.reporting.form]
