"""The form of a task: one screen, read and shown again with what is wrong with it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dialogs import walk
from dialogs import wording_cases as words
from dialogs.forms import Answer, Answers, ChooseOne, Field, LongText, Purpose, Screen, Tone
from dialogs.typed import is_blank
from handlers.case_parts import StepShown
from handlers.casework.about import About
from handlers.own_form import own_form
from handlers.reply import Asked, Told
from handlers.values import Values

SCREEN = "work"


@dataclass(frozen=True, slots=True)
class TaskForm:
    """What a task asks. `first` stands at the top, and stands out; `said` above the fields; `given` in them.

    It is only shown if it has no `submit`. `stands` is how that stands which it changes: if that is another when it is
    sent, it is shown again instead. `sometimes` and `step` are as in `Asked`.
    """

    title: str
    fields: tuple[Field, ...]
    submit: str = words.RECORD
    said: tuple[str, ...] = ()
    given: Answers = field(default_factory=dict)
    stands: str = ""
    first: str = ""
    sometimes: frozenset[str] = frozenset()
    step: StepShown | None = None


def drawn(
    about: About, form: TaskForm, values: Values | None = None, problems: Mapping[str, str] | None = None
) -> Asked:
    """The form as it is shown: as it begins, or with the values that were entered and what is wrong with them."""
    entered = form.given if values is None else walk.kept(_screen(form), values)
    shown = own_form(about.draft, SCREEN, form.title, form.fields, form.submit, heading=words.HEADINGS[about.task])
    stands_out = [Told(form.first, Tone.URGENT, ())] if form.first else []
    notices = (*stands_out, *(Told(text, Tone.CALM, ()) for text in form.said))
    compact = frozenset(
        each.id for each in form.fields if isinstance(each, ChooseOne) and len(each.options) > words.MANY
    )
    return replace(
        shown,
        notices=notices,
        entered=entered,
        problems=problems or {},
        told=form.stands,
        compact=compact,
        remark=_remark(problems),
        staff=True,
        sometimes=form.sometimes,
        step=form.step,
    )


def read(form: TaskForm, values: Values) -> tuple[dict[str, str], dict[str, str]]:
    """What was entered, several choices joined by commas; and what is wrong with it, field by field.

    What shows nothing counts as empty.
    """
    seen = {name: ("",) if all(map(is_blank, given)) else given for name, given in values.items()}
    answered = walk.reply(_screen(form), {}, seen, {})
    if isinstance(answered, walk.NotUnderstood):
        return {}, dict(answered.problems)
    return {name: _joined(each) for name, each in answered.answers.items()}, {}


def digest(values: Values) -> str:
    """The same for the same entered, whatever a platform says of fields that are empty, and in whatever order."""
    entered = sorted((name, sorted(each for each in given if each)) for name, given in values.items() if any(given))
    return hashlib.sha256(json.dumps(entered).encode()).hexdigest()


def what_was_written(values: Values, submit: str) -> TaskForm:
    """A box for each text that was written, whatever it was written in, so that none is lost."""
    fields = tuple(
        LongText(name, label, "", words.MOST_TEXT, required=False)
        for name, label in words.LABELS.items()
        if "".join(values.get(name, ())[:1])
    )
    return TaskForm(words.WHAT_YOU_WROTE, fields, submit)


def _joined(answer: Answer) -> str:
    return answer if isinstance(answer, str) else ",".join(answer)


def _remark(problems: Mapping[str, str] | None) -> str:
    return words.NOT_RECORDED if problems else ""


def _screen(form: TaskForm) -> Screen:
    return Screen(SCREEN, form.title, (), form.fields, None, Purpose.ASK)
