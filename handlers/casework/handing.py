"""A case goes from one person to another: somebody is asked to take it over, and somebody takes it over."""

from collections.abc import Mapping
from dataclasses import replace

from dialogs import access, wording
from dialogs import wording_cases as cases_words
from dialogs import wording_closing as words
from dialogs.alerts import Kind
from dialogs.case import Case
from dialogs.casework.record import Act, Detail
from dialogs.forms import ChooseOne, LongText, Option
from handlers.casework.at import At
from handlers.casework.forms import TaskForm
from handlers.casework.news import say_who_has_it, tell, tell_changed
from handlers.casework.outcome import Kept, Refused
from handlers.recording import moment
from storage import cases, outbox


async def form(at: At) -> TaskForm | Refused:
    """Who is asked to take it over."""
    people = _people(at)
    if not people:
        return Refused(words.NOBODY_TO_ASK)
    holder = at.case.acknowledged_by
    stays = words.stays_with("" if holder == at.who.key else at.desk.organisation.name_of(holder))
    fields = (
        ChooseOne(Detail.TO, words.TO, "", people, required=True),
        LongText(Detail.WHY, words.HAND_OVER_WHY, words.HAND_OVER_WHY_HINT, cases_words.MOST_TEXT, required=False),
    )
    return TaskForm(
        cases_words.HEADINGS[at.about.task], fields, words.HAND_OVER_SUBMIT, said=(words.READ_FROM_NOW, stays)
    )


async def keep(at: At, given: Mapping[str, str]) -> Kept:
    """They may read it from now on, and are owed a message. Who has it stays as it is."""
    to = given[Detail.TO]
    await cases.change(at.tx, replace(at.case, told=at.case.told | {to}))
    await tell(at, Kind.HANDED_OVER, to)
    await at.record(Act.HAND_OVER, {Detail.TO: to, Detail.WHY: given[Detail.WHY]})
    return Kept(words.asked_over(at.desk.organisation.name_of(to)))


async def taking_form(at: At) -> TaskForm:
    """Who has it since when; whoever sends this has it instead."""
    who = at.desk.organisation.name_of(at.case.acknowledged_by)
    why = LongText(Detail.WHY, words.TAKE_OVER_WHY, words.TAKE_OVER_WHY_HINT, cases_words.MOST_TEXT, required=False)
    title, said = cases_words.HEADINGS[at.about.task], (words.held(who, _since(at)),)
    return TaskForm(title, (why,), words.TAKE_IT_OVER, said=said, stands=at.case.acknowledged_by)


async def take(at: At, given: Mapping[str, str]) -> Kept:
    """It is theirs. Every alert that was sent says so, and whoever had it hears of it.

    The reporter, who knows that somebody has it, hears nothing.
    """
    taken = in_their_hands(at, at.case)
    await cases.change(at.tx, taken)
    await outbox.cancel(at.tx, {Kind.HANDED_OVER}, case_id=taken.id)
    await at.record(Act.TOOK_OVER, {Detail.FROM: at.case.acknowledged_by, Detail.WHY: given[Detail.WHY]})
    await tell_changed(at, at.case.acknowledged_by)
    await say_who_has_it(at, taken)
    return Kept(words.taken_over(taken.reference))


def in_their_hands(at: At, case: Case) -> Case:
    """The case as whoever does this has it. When it was first picked up stays."""
    now, first = moment(at.desk, case), case.acknowledged_at
    taken = replace(case, acknowledged_by=at.who.key, told=case.told | {at.who.key})
    return replace(taken, acknowledged_at=first or now, theirs_since=None if first is None else now)


def _people(at: At) -> tuple[Option, ...]:
    """Everybody who handles cases, may know of this one and does not have it."""
    organisation, kept_out = at.desk.organisation, at.case.excluded | {at.case.acknowledged_by}
    return tuple(
        Option(key, person.name)
        for key, person in organisation.people.items()
        if key not in kept_out and access.handles(key, at.policy, organisation)
    )


def _since(at: At) -> str:
    """Since when somebody has it, as exactly as it may be known."""
    since, zone = at.case.theirs_since or at.case.acknowledged_at, at.desk.organisation.hours.time_zone
    if since is None:
        return ""
    return wording.day(since, zone) if at.case.anonymous else wording.clock(since, zone, at.now)
