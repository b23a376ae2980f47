"""What is said in a case of how long its record is kept, and what can be done about that."""

from dialogs import wording_keeping as words
from dialogs.alerts import Button
from dialogs.casework.keeping import Keeping, day_there, written_day
from dialogs.casework.powers import Task
from dialogs.casework.record import Detail, Entry
from dialogs.casework.retention import From
from dialogs.typed import shown
from dialogs.wording_record import BUTTONS
from handlers.case_look import Look
from handlers.case_words import in_words

Fact = tuple[str, str]


def facts(look: Look) -> tuple[Fact, ...]:
    """Each with what it is called, and empty if there is none of it."""
    kept, asked, held = look.keeping, look.work.destroying, look.work.held
    return (
        (words.HELD_SINCE, _held(look, held) if held else ""),
        (words.REVIEW, _review(look, kept) if kept else ""),
        (words.DESTROYING, _destroying(look, asked) if asked else ""),
        (words.KEPT, words.until(kept.until, kept.rule) if kept else ""),
        (words.UNKNOWN, words.unknown(kept.unknown) if kept and kept.unknown else ""),
        *_days(look),
    )


def buttons(look: Look) -> tuple[Button, ...]:
    """What this person may do about it now."""
    order = (Task.DESTROY, Task.REVIEW, Task.HOLD, Task.DATES)
    return tuple(look.button(task, _label(look, task)) for task in order if look.refusal(task) is None)


def _label(look: Look, task: Task) -> str:
    return words.RELEASE if task is Task.HOLD and look.work.held is not None else BUTTONS[task]


def _review(look: Look, kept: Keeping) -> str:
    due = kept.due(day_there(look.now, look.desk.organisation.hours))
    return words.since(kept.look) if due and look.refusal(Task.REVIEW) is None else ""


def _held(look: Look, held: Entry) -> str:
    why, asked_for_by = (shown(held.detail.get(each, "")) for each in (Detail.WHY, Detail.CONSULTED))
    again = in_words(look.policy, held, Detail.REVIEW)
    day = day_there(held.at, look.desk.organisation.hours)
    return words.held(day, look.name(held.actor), why, asked_for_by, again)


def _destroying(look: Look, asked: Entry) -> str:
    return words.wants_destroyed(look.name(asked.actor), shown(asked.detail.get(Detail.WHY, "")))


def _days(look: Look) -> tuple[Fact, ...]:
    written = ((From.BORN, Detail.BORN), (From.LEFT, Detail.LEFT))
    days = ((called, written_day(look.work.dates, each)) for called, each in written)
    return tuple((words.WRITTEN[called], words.day(day) if day else "") for called, day in days)
