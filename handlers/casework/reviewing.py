"""Somebody reviews the record of a closed case: it is kept on, or destroyed once another person agrees."""

from collections.abc import Mapping
from dataclasses import replace

from dialogs import access, wording
from dialogs import wording_cases as cases_words
from dialogs import wording_keeping as words
from dialogs.alerts import Kind
from dialogs.casework.day import read_day
from dialogs.casework.destroying import may_agree
from dialogs.casework.keeping import Keeping, years_after
from dialogs.casework.record import Act, Detail
from dialogs.forms import ChooseOne, LongText, ShortText
from handlers.casework.at import At
from handlers.casework.forms import TaskForm
from handlers.casework.news import tell
from handlers.casework.outcome import Kept, Problems
from handlers.casework.steps import MOST_DAY, MOST_TEXT, days, no_day
from storage import cases, outbox


async def form(at: At) -> TaskForm | None:
    """By which rule it is kept, and what is done with it now. Destroying it is not offered before its time."""
    kept = at.keeping
    if kept is None:
        return None
    what = ChooseOne(Detail.HOW, words.WHAT_NOW, "", words.CHOICES, required=True)
    hint = f"{words.REVIEW_DAY_HINT} {cases_words.DAY_HINT}"
    fields = (
        *((what,) if kept.may_go(at.today) else ()),
        LongText(Detail.WHY, words.REVIEW_WHY, words.REVIEW_WHY_HINT, MOST_TEXT, required=True),
        ShortText(Detail.REVIEW, words.REVIEW_DAY, hint, MOST_DAY, required=False),
    )
    title, stands = cases_words.HEADINGS[at.about.task], f"{kept.until} {kept.held}"
    sometimes = frozenset({Detail.REVIEW})
    return TaskForm(title, fields, words.REVIEW_SUBMIT, said=_said(at, kept), stands=stands, sometimes=sometimes)


async def keep(at: At, given: Mapping[str, str]) -> Kept | Problems:
    """It is kept on until the day that they named, or others are asked to agree: nobody destroys a record alone."""
    if given.get(Detail.HOW) == words.DESTROY:
        return await _asks(at, given[Detail.WHY])
    if problems := _no_day(at, given):
        return Problems(problems)
    await outbox.cancel(at.tx, {Kind.TO_DESTROY}, case_id=at.case.id)
    await at.record(Act.KEPT_ON, {Detail.WHY: given[Detail.WHY]} | days(given))
    return Kept(words.KEPT_ON)


async def _asks(at: At, why: str) -> Kept | Problems:
    others = may_agree(at.who.key, at.case, at.policy, at.desk.organisation, at.now)
    if not others:
        roles = wording.any_of(at.policy.roles[role].title for role in at.policy.casework.retention.by)
        return Problems({Detail.HOW.value: words.nobody_to_agree(roles)})
    # Who knows of it by its route is not let in for good: it may be opened again, and go by another.
    let_in = {key for key in others if not access.may_know(key, at.case, at.policy, at.desk.organisation)}
    await cases.change(at.tx, replace(at.case, told=at.case.told | let_in))
    await outbox.cancel(at.tx, {Kind.TO_DESTROY}, case_id=at.case.id)
    await tell(at, Kind.TO_DESTROY, *others)
    await at.record(Act.DESTROYING, {Detail.WHY: why})
    return Kept(words.WAITS)


def _no_day(at: At, given: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with the day; the rule may say how far off it can be."""
    if problems := no_day(given, at.today):
        return problems
    day = read_day(given.get(Detail.REVIEW, ""))
    if day is None:
        return {Detail.REVIEW.value: cases_words.REVIEW_NEEDED}
    every = at.keeping.rule.review_every if at.keeping is not None else 0
    latest = years_after(at.today, every)
    return {Detail.REVIEW.value: words.at_the_latest(latest)} if every and day > latest else {}


def _said(at: At, kept: Keeping) -> tuple[str, ...]:
    every = (
        words.until(kept.until, kept.rule),
        words.unknown(kept.unknown) if kept.unknown else "",
        "" if kept.until <= at.today else words.not_before(kept.until),
        words.HELD if kept.held else "",
        words.LOOK_FIRST if kept.may_go(at.today) else words.ONLY_KEEP,
    )
    return tuple(filter(None, every))
