"""Another person agrees that a case is closed, or does not; and a closed case is opened again."""

from collections.abc import Mapping

from dialogs import wording_cases as cases_words
from dialogs import wording_closing as words
from dialogs.casework.record import Act, Detail, Entry
from dialogs.forms import ChooseOne, LongText
from handlers.casework.at import At
from handlers.casework.ending import begin_again, came, end, fits, left, unread
from handlers.casework.forms import TaskForm
from handlers.casework.news import tell_changed
from handlers.casework.outcome import Kept, Problems, Refused

ENTERED = (Detail.OUTCOME, Detail.TOLD, Detail.WHY, Detail.LESSON, Detail.THEMES)
"""What was entered for closing."""


async def form(at: At) -> TaskForm | Refused | None:
    """What was entered for closing, and whether they agree; not before what came since was read."""
    if at.work.closing is None:
        return None
    return Refused(words.UNREAD) if await unread(at) else _form(at, at.work.closing, await came(at))


async def keep(at: At, given: Mapping[str, str]) -> Kept | Problems:
    """The case is closed as it was entered, or whoever wanted to close it hears that something is missing."""
    why = given[Detail.WHY]
    asker, entered = (at.work.closing.actor, at.work.closing.detail) if at.work.closing else ("", {})
    if given[Detail.HOW] == words.AGREES:
        if left(at):  # what kind it is was corrected meanwhile
            return Problems({Detail.HOW: words.still_to_do(left(at))})
        if not fits(at, entered):
            return Problems({Detail.HOW: words.FITS_NO_MORE})
        copied = {name: entered.get(name, "") for name in ENTERED}
        await at.record(Act.CLOSED, copied | {Detail.FROM: asker, Detail.TEXT: why})
        await end(at)
        return Kept(words.CLOSED)
    if not why:
        return Problems({Detail.WHY: words.AGREE_WHY_NEEDED})
    await tell_changed(at, asker)
    await at.record(Act.NOT_YET, {Detail.WHY: why})
    return Kept(words.NOT_CLOSED)


async def reopening_form(at: At) -> TaskForm:
    """Why it is opened again."""
    why = LongText(Detail.WHY, words.REOPEN_WHY, "", cases_words.MOST_TEXT, required=True)
    return TaskForm(cases_words.HEADINGS[at.about.task], (why,), words.REOPEN_SUBMIT)


async def reopen(at: At, given: Mapping[str, str]) -> Kept:
    """It is open, and theirs."""
    await at.record(Act.REOPENED, {Detail.WHY: given[Detail.WHY]})
    await begin_again(at)
    return Kept(words.REOPENED)


def _form(at: At, asked: Entry, came_in: str) -> TaskForm:
    fields = (
        ChooseOne(Detail.HOW, words.DO_YOU_AGREE, "", words.AGREEING, required=True),
        LongText(Detail.WHY, words.AGREE_WHY, words.AGREE_WHY_HINT, cases_words.MOST_TEXT, required=False),
    )
    stands = f"{asked.number}.{came_in}"  # nobody agrees to anything else than they were shown
    title = cases_words.HEADINGS[at.about.task]
    sometimes = frozenset({Detail.WHY})
    return TaskForm(title, fields, words.AGREE_SUBMIT, said=_said(at, asked), stands=stands, sometimes=sometimes)


def _said(at: At, asked: Entry) -> tuple[str, ...]:
    """What was entered, in the policy's words and the writer's own."""
    rules, detail = at.policy.casework.closing, asked.detail
    entered = (
        (words.OUTCOME, words.labels(rules.outcomes, detail.get(Detail.OUTCOME, ""))),
        (words.TOLD, words.labels(rules.told, detail.get(Detail.TOLD, ""))),
        (words.WHY, detail.get(Detail.WHY, "")),
        (words.LESSON, detail.get(Detail.LESSON, "")),
        (words.THEMES, words.labels(rules.themes, detail.get(Detail.THEMES, ""))),
    )
    first = words.wants_to_close(at.desk.organisation.name_of(asked.actor))
    return (first, *(words.entered(label, text) for label, text in entered if text))
