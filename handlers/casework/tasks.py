"""The table of what can be done with a case, and how each of it is asked, kept and answered."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from dialogs import access, wording
from dialogs import wording_cases as words
from dialogs.casework.powers import OF_KEEPING, Task, refusal
from dialogs.casework.record import Detail
from handlers import case_view
from handlers.cases import case_for, was_here
from handlers.casework import (
    about,
    agreeing,
    asking,
    category,
    closing,
    copying,
    dating,
    destroying,
    evidence,
    going_ahead,
    handing,
    holding,
    keeping_out,
    letting_back,
    linking,
    noting,
    reviewing,
    severity,
    steps,
)
from handlers.casework.about import About
from handlers.casework.at import At, at
from handlers.casework.forms import TaskForm, digest, drawn, read, what_was_written
from handlers.casework.outcome import Kept, Problems, Refused
from handlers.desk import Desk
from handlers.looking import owe_a_look
from handlers.recording import FORM, OPENED, note
from handlers.reply import NoSuchCase, Reply, Said
from handlers.turn import Answered, WantedToChange, WantedToWork
from storage import cases

PREFIX = about.PREFIX


@dataclass(frozen=True, slots=True)
class Job:
    """How a task is asked about, and kept. `form` gives None where there is no such thing (any more)."""

    form: Callable[[At], Awaitable[TaskForm | Refused | None]]
    keep: Callable[[At, Mapping[str, str]], Awaitable[Kept | Problems]]


JOBS: Mapping[Task, Job] = {
    Task.STEP: Job(steps.form, steps.keep),
    Task.EVIDENCE: Job(evidence.form, evidence.keep),
    Task.NOTE: Job(noting.form, noting.keep),
    Task.SERIOUS: Job(severity.form, severity.keep),
    Task.KIND: Job(category.form, category.keep),
    Task.KEEP_OUT: Job(keeping_out.form, keeping_out.keep),
    Task.LET_BACK: Job(letting_back.form, letting_back.keep),
    Task.GO_AHEAD: Job(going_ahead.form, going_ahead.keep),
    Task.LINK: Job(linking.form, linking.keep),
    Task.HAND_OVER: Job(handing.form, handing.keep),
    Task.TAKE_OVER: Job(handing.taking_form, handing.take),
    Task.ASK: Job(asking.form, asking.keep),
    Task.CLOSE: Job(closing.form, closing.keep),
    Task.AGREE: Job(agreeing.form, agreeing.keep),
    Task.REOPEN: Job(agreeing.reopening_form, agreeing.reopen),
    Task.EXPORT: Job(copying.form, copying.keep),
    Task.DATES: Job(dating.form, dating.keep),
    Task.HOLD: Job(holding.form, holding.keep),
    Task.REVIEW: Job(reviewing.form, reviewing.keep),
    Task.DESTROY: Job(destroying.form, destroying.keep),
}


async def ask(desk: Desk, turn: WantedToWork) -> Reply:
    """The form of a task. Raises StorageFailed."""
    wanted = about.of_button(turn.about)
    if wanted is None:
        return _nothing_to_do()
    wanted = replace(wanted, once=desk.randomness.identifier())
    async with desk.database.transaction() as tx:
        case = await case_for(desk, tx, turn.who, wanted.case)
        if case is None:
            return NoSuchCase()
        here = await at(desk, tx, turn.who, wanted, case)
        form = await _form(here)
    if form is None:
        return _nothing_to_do()
    return Said(words.HEADINGS[wanted.task], (form.why,)) if isinstance(form, Refused) else drawn(wanted, form)


async def answer(desk: Desk, turn: Answered | WantedToChange) -> Reply:
    """Keeps what was entered and shows the case; or the form again, with what is missing. Raises StorageFailed."""
    wanted = about.of_form(turn.draft)
    if wanted is None:
        return _nothing_to_do()
    async with desk.database.transaction() as tx:
        case = await case_for(desk, tx, turn.who, wanted.case)
        if case is None:
            return NoSuchCase()
        here = await at(desk, tx, turn.who, wanted, case)
        here = replace(here, sent=digest(turn.values))
        if _recorded_before(here):
            return await _shown(here, words.RECORDED_BEFORE)
        form = await _form(here)
        if form is None or isinstance(form, Refused):
            return _too_late(wanted, turn, form)
        if turn.told not in {"", form.stands}:
            return _changed(wanted, form, turn)
        if isinstance(turn, WantedToChange):
            return drawn(wanted, form, turn.values)
        return await _kept(here, form, turn)


def not_saved(turn: Answered | WantedToChange, remark: str) -> Reply:
    """What was entered, when it could not be kept. It needs no database. `remark` says that, or is empty."""
    wanted = about.of_form(turn.draft)
    if wanted is None:
        return _nothing_to_do()
    written = drawn(wanted, what_was_written(turn.values, words.RECORD), turn.values)
    return replace(written, remark=remark, told=turn.told)


def _changed(wanted: About, form: TaskForm, turn: Answered | WantedToChange) -> Reply:
    """The form as it stands now, with what was entered: what it changes is not as they saw it."""
    problems = read(form, turn.values)[1] if isinstance(turn, Answered) else {}
    return replace(drawn(wanted, form, turn.values, problems), remark=words.CHANGED_MEANWHILE)


async def _kept(here: At, form: TaskForm, turn: Answered) -> Reply:
    given, problems = read(form, turn.values)
    if problems:
        return drawn(here.about, form, turn.values, problems)
    outcome = await JOBS[here.about.task].keep(here, given)
    if isinstance(outcome, Problems):
        return drawn(here.about, form, turn.values, outcome.fields)
    if (now := await cases.without_reports(here.tx, here.case.id)) is not None:  # it may have been destroyed just now
        await owe_a_look(here.desk, here.tx, now)
    here.desk.wake()
    return await _shown(here, outcome.remark, outcome.download)


async def _form(here: At) -> TaskForm | Refused | None:
    """The form, or why there is none. It says something of the case, so whoever is shown it has been there."""
    task, organisation = here.about.task, here.desk.organisation
    why = refusal(task, here.who.key, here.case, here.work, here.policy, organisation, here.now)
    form = Refused(words.refused(why, _who_decides(here))) if why is not None else await JOBS[task].form(here)
    if isinstance(form, TaskForm) and not await was_here(here.desk, here.tx, here.who, here.case.id):
        await note(here.desk, here.tx, here.case, here.who.key, OPENED, {FORM: task.value})
    return form


def _who_decides(here: At) -> str:
    """What those are called who may do the task, of those tasks that only some may."""
    rules = here.policy.casework
    roles = rules.retention.by if here.about.task in OF_KEEPING else rules.go_ahead
    return wording.any_of(here.policy.roles[role].title for role in roles)


def _recorded_before(here: At) -> bool:
    """Whether this person has sent the same in the same form. Anything else in it is more, and never lost."""
    this = {Detail.ONCE.value: here.about.once, Detail.SENT.value: here.sent}
    return any(each.actor == here.who.key and this.items() <= each.detail.items() for each in here.entries)


async def _shown(here: At, remark: str, download: str = "") -> Reply:
    """The case as it is now; only that it is kept, for somebody who may not know of it any more."""
    case = await cases.get(here.tx, here.case.id)
    if case is None or not access.may_know(here.who.key, case, here.policy, here.desk.organisation):
        return Said(words.HEADINGS[here.about.task], (remark,), over=True)
    now = await case_view.shown(here.desk, here.tx, case, here.who.key)
    return replace(now, remark=remark, download=download)


def _too_late(wanted: About, turn: Answered | WantedToChange, refused: Refused | None) -> Reply:
    """Why it is not kept, with what was written, to copy."""
    why = refused.why if refused is not None else " ".join((words.NO_SUCH_TASK, *words.NO_SUCH_TASK_WHAT_NOW))
    form = drawn(wanted, what_was_written(turn.values, ""), turn.values)
    return replace(form, remark=f"{words.NOTHING_RECORDED} {why}")


def _nothing_to_do() -> Reply:
    return Said(words.NO_SUCH_TASK, words.NO_SUCH_TASK_WHAT_NOW)
