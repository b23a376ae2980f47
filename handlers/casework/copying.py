"""A copy of a case is made: what is asked before, what is written down, and the paper that can be fetched then.

Nothing here says that a copy was given to anybody: it can be fetched, by whoever asked for it, for as long as they may
know of the case.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from dialogs import access, summary, wording_downloads
from dialogs import wording_copies as words
from dialogs.case import Case
from dialogs.casework.copy import Made, Record, subject_access, transfer
from dialogs.casework.powers import Task
from dialogs.casework.record import Act, Detail
from dialogs.casework.redacting import striker
from dialogs.downloads import CaseCopy
from dialogs.forms import ChooseOne, LongText, ShortText
from dialogs.paper import Draft, Paper
from dialogs.policy import Policy
from handlers import case_look, downloads
from handlers.case_look import Look
from handlers.casework.at import At
from handlers.casework.copied import for_the_person, for_transfer
from handlers.casework.forms import TaskForm
from handlers.casework.named import is_named, others
from handlers.casework.outcome import Kept, Problems
from handlers.casework.steps import MOST_LINE, MOST_TEXT
from handlers.desk import Desk
from storage import cases
from storage.database import Transaction


async def form(at: At) -> TaskForm:
    """Which copy, for whom and why."""
    staff = _about_staff(at.case, at.policy)
    versions = tuple(each for each in words.VERSIONS if not (staff and each.id == words.TRANSFER))
    fields = (
        ChooseOne(Detail.VERSION, words.VERSION, "", versions, required=True),
        ShortText(Detail.WHOM, words.WHOM, words.WHOM_HINT, MOST_LINE, required=False),
        ShortText(Detail.SUBJECT, words.SUBJECT, words.SUBJECT_HINT, MOST_LINE, required=False),
        LongText(Detail.REDACT, words.REDACT, words.REDACT_HINT, MOST_TEXT, required=False),
        LongText(Detail.WHY, words.WHY, words.WHY_HINT, MOST_TEXT, required=False),
    )
    said = (*((words.NOT_FOR_STAFF,) if staff else ()), *words.MEANS)
    sometimes = frozenset({Detail.WHOM, Detail.SUBJECT, Detail.REDACT, Detail.WHY})
    return TaskForm(words.TITLE, fields, words.SUBMIT, said=said, sometimes=sometimes)


async def keep(at: At, given: Mapping[str, str]) -> Kept | Problems:
    """Writes down that it is made, and lets whoever makes it fetch it."""
    wanted = CaseCopy(
        at.case.id,
        given[Detail.VERSION],
        given[Detail.WHOM],
        given[Detail.SUBJECT],
        tuple(line.strip() for line in given[Detail.REDACT].splitlines() if line.strip()),
        given[Detail.WHY],
    )
    look = await case_look.look(at.desk, at.tx, at.case, at.who.key)
    if problems := missing(look, wanted):
        return Problems(problems)
    link = await downloads.link(at.desk, at.tx, at.who.key, wanted)
    if not link:  # then none is made here, and whoever makes it by hand writes it down by that
        by_hand = wording_downloads.copy_by_hand(at.case.reference, at.who.key)
        return Kept(words.not_made(by_hand, wanted.version))
    await at.record(Act.EXPORTED, detail(wanted))
    return Kept(words.MADE, download=link)


def missing(look: Look, wanted: CaseCopy) -> dict[str, str]:
    """What has to be said for that copy and was not, by the field. Nothing for a copy that can be made."""
    if wanted.version == words.TRANSFER:
        return {} if wanted.whom.strip() else {Detail.WHOM.value: words.WHOM_NEEDED}
    problems = {}
    if not wanted.subject.strip():
        problems[Detail.SUBJECT.value] = words.SUBJECT_NEEDED
    elif not is_named(look, wanted.subject):
        problems[Detail.SUBJECT.value] = words.SUBJECT_UNKNOWN
    if not wanted.why.strip():
        problems[Detail.WHY.value] = words.WHY_NEEDED
    return problems


def detail(wanted: CaseCopy) -> dict[Detail, str]:
    """What is written down of it: which copy, for whom and why. What is struck out is not."""
    subject = wanted.version == words.SUBJECT_ACCESS
    whom = "; ".join(filter(None, (wanted.subject if subject else "", wanted.whom)))
    return {Detail.VERSION: wanted.version, Detail.WHOM: whom, Detail.WHY: wanted.why}


async def paper_of(desk: Desk, tx: Transaction, person: str, wanted: CaseCopy) -> Draft | None:
    """The copy; None if the person with this key may not have it, because they may not know of the case (any more).

    It is judged anew, and shows the case as it is now. Nothing is written down. It is drawn up when the transaction is
    over: nobody else could store anything meanwhile. Raises SealBroken, PolicyForgotten.
    """
    case = await cases.get(tx, wanted.case)
    if case is None:
        return None
    policy = await desk.policy_of(tx, case.policy)
    if not access.may_know(person, case, policy, desk.organisation):
        return None
    look = await case_look.look(desk, tx, case, person)
    staff = wanted.version == words.TRANSFER and _about_staff(case, policy)
    if staff or look.refusal(Task.EXPORT) is not None:
        return None
    return await _draft(look, wanted)


async def _draft(look: Look, wanted: CaseCopy) -> Draft:
    organisation, policy = look.desk.organisation, look.policy
    person = organisation.people[look.person]
    role, on = summary.role_title(person, policy), _moment(look, look.now)
    if wanted.version == words.TRANSFER:
        return partial(transfer, await for_transfer(look), Made(words.person(person.name, role), on, wanted.whom))
    whom = "; ".join(filter(None, (wanted.subject, wanted.whom)))
    made = Made(role or words.ROLE_UNKNOWN, on, whom)
    return partial(_without_others, await for_the_person(look), made, others(look, wanted.subject), wanted)


def _without_others(record: Record, made: Made, names: tuple[str, ...], wanted: CaseCopy) -> Paper:
    return subject_access(record, made, striker(names, wanted.subject, wanted.redact))


def _moment(look: Look, at: datetime) -> str:
    local = at.astimezone(look.desk.organisation.hours.time_zone)
    return words.moment(f"{local:%H:%M}", local.date())


def _about_staff(case: Case, policy: Policy) -> bool:
    return case.route == policy.reporting.staff_route
