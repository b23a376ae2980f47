"""Somebody must not know of a case: they read nothing more of it, and do not have it any more."""

from collections.abc import Mapping
from dataclasses import replace

from dialogs import access
from dialogs import wording_cases as words
from dialogs.alerts import Kind
from dialogs.case import Case
from dialogs.casework.record import Act, Detail
from dialogs.escalation import on_the_ladder
from dialogs.forms import ChooseOne, LongText, Option
from dialogs.ladder import ladder
from dialogs.summary import role_title
from handlers.casework import nobodys
from handlers.casework.at import At
from handlers.casework.forms import TaskForm
from handlers.casework.news import tell_changed
from handlers.casework.outcome import Kept, Problems, Refused
from handlers.casework.steps import MOST_TEXT
from handlers.receiving import only_those_on
from handlers.recording import note
from storage import outbox

NOT_THEIRS_NOW = "no longer theirs"


async def form(at: At) -> TaskForm | Refused:
    """Who can still be named: those who handle cases."""
    organisation = at.desk.organisation
    options = tuple(
        Option(person.key, person.name, role_title(person, at.policy))
        for person in organisation.people.values()
        if access.handles(person.key, at.policy, organisation) and person.key not in at.case.excluded
    )
    fields = (
        ChooseOne(Detail.TO, words.WHO_MUST_NOT, "", options, required=True),
        LongText(Detail.WHY, words.WHY, words.WHY_KEPT_OUT, MOST_TEXT, required=True),
    )
    return TaskForm(words.KEEP_OUT, fields, said=(words.KEPT_OUT_MEANS,))


async def keep(at: At, given: Mapping[str, str]) -> Kept | Problems:
    """Keeps them out, unless nobody would be left, or nobody but whoever does it: nobody has a case to themselves.

    If they had the case, the next people are told at once. Everybody else who knows hears that something has changed.
    """
    person = given[Detail.TO]
    out = replace(at.case, excluded=at.case.excluded | {person})
    if not on_the_ladder(out, at.policy, at.desk.organisation):
        return Problems({Detail.TO: words.NOBODY_LEFT})
    if others(at, at.case) and not others(at, out):
        return Problems({Detail.TO: words.SOMEBODY_ELSE_STAYS})
    case = only_those_on(out, (out.told | {out.acknowledged_by}) - {person})
    lost = case.acknowledged_by != at.case.acknowledged_by
    is_told_anew = lost and case.closed is None
    hear = frozenset[str]() if is_told_anew else who_hears(at, case)
    case = replace(case, told=case.told | (hear - all_who_know(at, case)))
    await at.record(Act.KEPT_OUT, {Detail.TO: person, Detail.WHY: given[Detail.WHY]})
    if at.work.closing is not None and at.work.closing.actor == person:
        await _ends_closing(at)
    if lost:
        await note(at.desk, at.tx, case, "", NOT_THEIRS_NOW, {Detail.TO.value: person})
    await nobodys.changed(at, case, lost=lost)
    await tell_changed(at, *hear)
    return Kept(words.kept_out(at.desk.organisation.name_of(person)))


def all_who_know(at: At, case: Case) -> frozenset[str]:
    """The keys of everybody who may know of the case as it is now."""
    organisation = at.desk.organisation
    return frozenset(key for key in organisation.people if access.may_know(key, case, at.policy, organisation))


def who_hears(at: At, case: Case) -> frozenset[str]:
    """Those who hear that somebody is kept out or let back: all who know of it, and the next above them on its ladder.

    While nobody has it, they are those who were told: the others are told of the case itself.
    """
    held = case.acknowledged_by or case.closed is not None
    return all_who_know(at, case) | next_above(at, case) if held else all_who_know(at, case) & case.told


def others(at: At, case: Case) -> frozenset[str]:
    """Those beside whoever does this who may know of it, or could be told of it."""
    organisation = at.desk.organisation
    could = {
        key for key in on_the_ladder(case, at.policy, organisation) if access.handles(key, at.policy, organisation)
    }
    return (all_who_know(at, case) | could) - {at.who.key}


def next_above(at: At, case: Case) -> frozenset[str]:
    """The first people on the ladder of whom none knows of it yet: keeping somebody out is never seen by nobody."""
    organisation, know = at.desk.organisation, all_who_know(at, case)
    rungs = ladder(at.policy.routes[case.route], organisation, case.excluded, case.started)
    could = (
        frozenset(each.key for each in rung.people if access.handles(each.key, at.policy, organisation))
        for rung in rungs
    )
    return next((keys for keys in could if keys and keys.isdisjoint(know)), frozenset())


async def _ends_closing(at: At) -> None:
    """Whoever wanted to close it does not any more, so nobody is asked to agree."""
    await note(at.desk, at.tx, at.case, "", Act.NOT_YET.value)
    await outbox.cancel(at.tx, {Kind.TO_AGREE}, case_id=at.case.id)
