"""A case is closed: with how it ended and what was learnt, and for a serious one once another person agrees."""

from collections.abc import Mapping
from dataclasses import replace

from dialogs import access
from dialogs import wording_cases as cases_words
from dialogs import wording_closing as words
from dialogs.alerts import Kind
from dialogs.casework.owing import may_agree
from dialogs.casework.record import Act, Detail
from dialogs.forms import ChooseMany, ChooseOne, Field, LongText
from dialogs.severity import Severity
from handlers.casework.at import At
from handlers.casework.ending import came, end, endings, left, unread, whether_told
from handlers.casework.forms import TaskForm
from handlers.casework.news import tell
from handlers.casework.outcome import Kept, Problems, Refused
from storage import cases, outbox


async def form(at: At) -> TaskForm | Refused:
    """How it ended; not before every step has."""
    if left(at):
        return Refused(words.still_to_do(left(at)))
    if await unread(at):
        return Refused(words.UNREAD)
    said = (words.NEEDS_ANOTHER,) if _needs_another(at) else ()
    title, sometimes = cases_words.HEADINGS[at.about.task], frozenset({Detail.WHY})
    return TaskForm(title, _fields(at), words.CLOSE, said=said, stands=await came(at), sometimes=sometimes)


async def keep(at: At, given: Mapping[str, str]) -> Kept | Problems:
    """It is closed, or others are asked to agree: nobody closes a serious case alone, unless there is nobody else."""
    if given.get(Detail.TOLD) in at.policy.casework.closing.explained and not given[Detail.WHY]:
        return Problems({Detail.WHY: cases_words.WHY_NEEDED})
    said = {Detail(name): text for name, text in given.items()}
    if not _needs_another(at):
        return await _closes(at, said, words.CLOSED)
    others = may_agree(at.case, at.who.key, at.policy, at.desk.organisation)
    if not others:
        return await _closes(at, said | {Detail.TEXT: words.NOBODY_ELSE}, words.CLOSED_ALONE)
    # Who knows of it by its route only is not one of those who were told: it may go another way later.
    let_in = {each for each in others if not access.may_know(each, at.case, at.policy, at.desk.organisation)}
    await cases.change(at.tx, replace(at.case, told=at.case.told | let_in))
    await outbox.cancel(at.tx, {Kind.TO_AGREE}, case_id=at.case.id)
    await tell(at, Kind.TO_AGREE, *others)
    await at.record(Act.CLOSING, said)
    return Kept(words.WAITS)


async def _closes(at: At, said: Mapping[Detail, str], remark: str) -> Kept:
    await at.record(Act.CLOSED, said)
    await end(at)
    return Kept(remark)


def _needs_another(at: At) -> bool:
    """Whether the case is, or ever was, so serious. A change that cannot be read may have been the greatest."""
    changes = [each for each in at.entries if each.what == Act.SEVERITY]
    was = {each.detail.get(name, "") for each in changes for name in (Detail.FROM, Detail.TO)} | {at.case.severity}
    worst = min(Severity) if any(each.damaged for each in changes) else min(was & set(Severity))
    return worst in at.policy.casework.closing.second


def _fields(at: At) -> tuple[Field, ...]:
    """What a policy has no answers for that fit the case is not asked."""
    rules = at.policy.casework.closing
    outcome = ChooseOne(Detail.OUTCOME, words.OUTCOME, "", endings(at), required=True)
    told = ChooseOne(Detail.TOLD, words.TOLD, "", whether_told(at), required=True)
    themes = ChooseMany(Detail.THEMES, words.THEMES, "", rules.themes, required=False)
    return (
        *((outcome,) if outcome.options else ()),
        *(
            (told, LongText(Detail.WHY, words.WHY, words.WHY_HINT, cases_words.MOST_TEXT, required=False))
            if told.options
            else ()
        ),
        LongText(Detail.LESSON, words.LESSON, words.LESSON_HINT, cases_words.MOST_TEXT, required=True),
        *((themes,) if rules.themes else ()),
    )
