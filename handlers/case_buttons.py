"""What can be done with a case, as buttons at its top: for whoever looks, and only what they may do now."""

from dialogs import summary, wording_replies
from dialogs import wording_record as words
from dialogs.alerts import Button, Press
from dialogs.case import Case
from dialogs.casework.plan import STILL_TO_DO, steps
from dialogs.casework.powers import Task
from handlers import case_kept
from handlers.case_look import Look
from handlers.case_steps import may
from storage.concerns import Concern

ALWAYS = (Task.NOTE, Task.EVIDENCE, Task.SERIOUS, Task.KIND, Task.KEEP_OUT, Task.LET_BACK, Task.LINK, Task.ASK)
"""What stands first, in this order."""


def buttons(look: Look, concern: Concern | None) -> tuple[Button, ...]:
    """The next step, or taking it, while nobody has; then writing to whoever has its code, and its tasks."""
    return (*_next(look), *_taking(look.case), *_replying(look.case, concern), *_tasks(look))


def _next(look: Look) -> tuple[Button, ...]:
    """For whoever has it: the next step that they may end. What waits, and what is looked at again, comes last."""
    mine = look.case.closed is None and look.case.acknowledged_by == look.person
    left = (each for each in steps(look.plans).values() if each.standing in STILL_TO_DO and may(look, each.step))
    found = min(left, key=lambda each: (each.ended is not None, bool(each.waits_for)), default=None) if mine else None
    return (look.button(Task.STEP, words.next_step(found.step.id), found.step.id),) if found else ()


def _taking(case: Case) -> tuple[Button, ...]:
    if case.closed is not None:
        return ()
    return tuple(button for button in summary.buttons_for(case) if button.press is not Press.OPEN)


def _tasks(look: Look) -> tuple[Button, ...]:
    if look.case.closed is not None:
        again = (look.button(Task.REOPEN, words.BUTTONS[Task.REOPEN]), look.button(Task.NOTE, words.NOTE))
        return (*again, *_copying(look), *case_kept.buttons(look))
    over = Task.TAKE_OVER if _may(look, Task.TAKE_OVER) else Task.HAND_OVER
    end = Task.AGREE if _may(look, Task.AGREE) else Task.CLOSE
    working = tuple(look.button(task, words.BUTTONS[task]) for task in (*ALWAYS, over, end) if _may(look, task))
    return (*working, *_copying(look))


def _copying(look: Look) -> tuple[Button, ...]:
    return (look.button(Task.EXPORT, words.BUTTONS[Task.EXPORT]),) if _may(look, Task.EXPORT) else ()


def _may(look: Look, task: Task) -> bool:
    return look.refusal(task) is None


def _replying(case: Case, concern: Concern | None) -> tuple[Button, ...]:
    """What can be done with its code, as long as it opens anything."""
    if concern is None:
        return ()
    reply = Button(Press.REPLY, wording_replies.REPLY, case.id)
    return (reply, Button(Press.NO_MORE, wording_replies.NO_MORE, case.id)) if concern.takes_more else (reply,)
